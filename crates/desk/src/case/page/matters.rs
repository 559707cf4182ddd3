//! Matters and clues with their clocks, decisions and what may be done next.

use casework::clock::TermId;
use casework::clue::{ClueOrigin, ClueState};
use casework::codes::{MatterKind, SubmissionKind};
use casework::decision::{EventKind, RulesId};
use casework::matter::{Matter, MatterState};
use casework::proceeding::ProceedingState;
use casework::referral::ReferralState;
use jiff::civil::Date;
use vault::Class;

use super::{Reader, actions, clue, docket, findings};
use crate::case::basis::{self, Words};
use crate::case::{fields, referral};
use crate::view::{self, StateBadge, Tone};
use crate::{DeskError, papers, time, wording};

pub(super) fn views(reader: &Reader<'_>) -> Result<Vec<view::MatterView>, DeskError> {
    reader.record.matters.iter().map(|row| view_of(reader, row)).collect()
}

fn view_of(reader: &Reader<'_>, row: &store::matter::Matter) -> Result<view::MatterView, DeskError> {
    let record = reader.record;
    let own: Vec<store::clock::Clock> =
        record.clocks.iter().filter(|clock| clock.matter_id == row.id && clock.is_of_matter()).cloned().collect();
    let standing = record.protections.iter().filter(|flag| flag.lifted_at.is_none()).map(|flag| flag.kind).collect();
    let proceedings = || record.proceedings.iter().filter(|known| known.matter_id == row.id);
    let matter = Matter {
        proceedings: proceedings().map(docket::proceeding_to_case).collect(),
        represents: record.bonds.iter().filter(|bond| bond.lead_matter_id == row.id && bond.kind == EventKind::Joined.code()).count(),
        ..docket::to_case(&record.submission, row, &own, standing)?
    };
    let rules = row.rules_id.and_then(|id| reader.desk.law().rules_by_id(id));
    let of_matter = |decision: &&store::decision::Decision| decision.matter_id == row.id && decision.referral_id.is_none();
    let decisions = record.decisions.iter().filter(of_matter);
    let mut actions = actions::on_matter(reader, &matter, row, rules);
    if rules.is_some() && !matter.archived && record.referrals.iter().all(|known| known.matter_id != row.id || !known.state.is_open()) {
        actions.extend(actions::propose(reader, row.org_id).map(view::Action::Step));
    }
    Ok(view::MatterView {
        matter_id: row.id,
        version: row.version,
        kind: row.kind,
        state: wording::state_badge(row.state),
        triage: findings::triage(reader, row.kind),
        org: reader.desk.units().get(row.org_id).map(|unit| unit.name.clone()).unwrap_or_default(),
        officer: row.officer_id.map(|id| record.name_of(Some(id)).to_owned()),
        rules: wording::rules(rules),
        clocks: clocks(reader, own.iter(), row.received_on)?,
        decisions: decisions.map(|decision| decision_view(reader, row.rules_id, decision)).collect::<Result<_, _>>()?,
        proceedings: proceedings().rev().map(proceeding_view).collect(),
        bonds: record.bonds.iter().filter_map(|bond| bond_view(reader, row.id, bond)).collect(),
        archived: row.archived,
        actions,
    })
}

fn proceeding_view(row: &store::proceeding::Proceeding) -> view::ProceedingView {
    let tone = match row.state {
        ProceedingState::Open => Tone::Info,
        ProceedingState::Done => Tone::Good,
        ProceedingState::Failed => Tone::Warning,
        ProceedingState::Dropped => Tone::Neutral,
    };
    view::ProceedingView {
        what: row.kind.label().to_owned(),
        state: StateBadge::new(row.state.label(), tone),
        opened_on: row.opened_on,
        due_on: row.due_on,
    }
}

fn bond_view(reader: &Reader<'_>, matter_id: i64, bond: &store::bond::Bond) -> Option<view::BondView> {
    let kind = EventKind::from_code(&bond.kind)?;
    let (what, other) = match (bond.matter_id == matter_id, bond.lead_matter_id == matter_id) {
        (true, _) => (format!("{}，见", kind.label()), bond.lead_submission_id),
        (_, true) => (format!("另有来件{}至本件：", kind.label()), bond.submission_id),
        _ => return None,
    };
    let (submission_no, org_id) = reader.record.cited.get(&other)?;
    Some(view::BondView { what, submission_id: reader.actor.sees_org(*org_id).then_some(other), submission_no: submission_no.clone() })
}

/// Referrals with their clocks, decisions and what may be done next.
pub(super) fn referrals(reader: &Reader<'_>) -> Result<Vec<view::ReferralView>, DeskError> {
    reader.record.referrals.iter().map(|row| referral_view(reader, row)).collect()
}

fn referral_view(reader: &Reader<'_>, row: &store::referral::Referral) -> Result<view::ReferralView, DeskError> {
    let record = reader.record;
    let own: Vec<store::clock::Clock> = record.clocks.iter().filter(|clock| clock.referral_id == Some(row.id)).cloned().collect();
    let known = referral::to_case(row, &own)?;
    let matter = record.matters.iter().find(|matter| matter.id == row.matter_id);
    let decisions = record.decisions.iter().filter(|decision| decision.referral_id == Some(row.id));
    let decisions = decisions.map(|decision| decision_view(reader, matter.and_then(|matter| matter.rules_id), decision));
    let threshold = reader.desk.law().thresholds(row.proposed_on).find(|known| known.id == row.crime);
    let tone = match row.state {
        ReferralState::Handed | ReferralState::Filed => Tone::Good,
        ReferralState::Refused | ReferralState::Closed => Tone::Neutral,
        _ => Tone::Warning,
    };
    Ok(view::ReferralView {
        referral_id: row.id,
        version: row.version,
        crime: threshold.map_or_else(|| row.crime.clone(), |known| known.crime.clone()),
        suspect: row.suspect.label().to_owned(),
        state: StateBadge::new(row.state.label(), tone),
        officers: format!("{}、{}", record.name_of(Some(row.officer_one)), record.name_of(Some(row.officer_two))),
        threshold: threshold.map_or_else(String::new, |known| wording::threshold(known, row.amount_fen, row.times)),
        is_over: !row.state.is_open(),
        send_by: row.send_by.filter(|_| row.state == ReferralState::Approved).map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()),
        clocks: clocks(reader, own.iter(), row.proposed_on)?,
        decisions: decisions.collect::<Result<_, _>>()?,
        actions: actions::on_referral(reader, row, &known),
    })
}

fn clocks<'a>(
    reader: &Reader<'_>,
    rows: impl Iterator<Item = &'a store::clock::Clock>,
    received_on: Date,
) -> Result<Vec<view::ClockView>, DeskError> {
    rows.map(|row| Ok(wording::clock_view(reader.desk.law(), &row.to_case()?, received_on, reader.today))).collect()
}

fn decision_view(
    reader: &Reader<'_>,
    rules_id: Option<RulesId>,
    decision: &store::decision::Decision,
) -> Result<view::DecisionView, DeskError> {
    let record = reader.record;
    let kind = EventKind::from_code(&decision.act).ok_or_else(|| DeskError::Fault("决定的记录无法读取".into()))?;
    let words = Words::open(reader.desk.vault(), decision.id, decision.reason.as_deref())?;
    let title = |id: &i64| {
        let current = record.findings.iter().map(|(finding, _)| finding).chain(&record.retired).find(|finding| finding.id == *id);
        current.map(|finding| wording::circumstance_title(reader.desk.circumstances(), &finding.circumstance))
    };
    let facts = basis::open_facts(reader.desk.vault(), decision.id, decision.facts.as_deref())?;
    let crime = |id: &str| {
        let known = reader.desk.law().thresholds(decision.decided_on).find(|known| known.id == id);
        known.map_or_else(|| id.to_owned(), |known| known.crime.clone())
    };
    let shown = |name: &str, value: &str| if name == "crime" { crime(value) } else { fields::shown(name, value) };
    let facts = facts.iter().filter_map(|(name, value)| Some((fields::label(name)?.to_owned(), shown(name, value))));
    let cited = basis::cited_submissions(&decision.evidence)?;
    let numbers = cited.iter().filter_map(|id| record.cited.get(id)).map(|(number, _)| format!("来件 {number}"));
    Ok(view::DecisionView {
        act: wording::decision_act(kind).to_owned(),
        ground: decision.ground.as_deref().map(|ground| wording::ground(reader.desk.law(), rules_id, kind, ground)),
        reason: words.reason,
        officer: record.name_of(Some(decision.account_id)).to_owned(),
        decided_at: time::shown(decision.decided_at),
        late: decision.late,
        cited_findings: basis::cited_findings(&decision.evidence)?.iter().filter_map(title).collect(),
        cited_others: numbers.chain(words.records.iter().map(|name| format!("材料：{name}"))).collect(),
        facts: facts.collect(),
        paper_due: papers::owed(decision, &record.papers).and(decision.form).map(|form| form.title().to_owned()),
    })
}

/// Clues with the clocks that bind them: their own, or those of the tip-off that they came with.
pub(super) fn clues(reader: &Reader<'_>) -> Result<Vec<view::ClueView>, DeskError> {
    let record = reader.record;
    let mut clues = record.clues.iter().map(|row| clue_view(reader, row)).collect::<Result<Vec<_>, _>>()?;
    // Where nothing but a tip-off was filed, the tip-off is the clue.
    let tipoff = record.matters.iter().filter(|_| record.submission.kind == SubmissionKind::Tipoff).find_map(|row| match row.state {
        MatterState::Tipoff(state) => state.clue().map(|clue| (row, clue)),
        MatterState::Complaint(_) => None,
    });
    if let Some((row, state)) = tipoff {
        let binds = |clock: &&store::clock::Clock| clock.is_of_matter() && clock.matter_id == row.id && verifies(clock.term);
        let view = view::ClueView {
            clue_id: None,
            is_open: state == ClueState::Open,
            state: clue_badge(state),
            raised_at: row.received_on.to_string(),
            origin: "举报本身即线索，立案或者不予立案前一直有效".to_owned(),
            note: None,
            clocks: clocks(reader, record.clocks.iter().filter(binds), row.received_on)?,
            actions: Vec::new(),
        };
        clues.insert(0, view);
    }
    Ok(clues)
}

/// The terms that bind whoever verifies a clue.
const fn verifies(term: TermId) -> bool {
    matches!(term, TermId::RVer | TermId::RCase)
}

fn clue_badge(state: ClueState) -> StateBadge {
    let tone = match state {
        ClueState::Open => Tone::Info,
        ClueState::Filed => Tone::Warning,
        ClueState::NotFiled => Tone::Neutral,
    };
    StateBadge::new(state.label(), tone)
}

fn clue_view(reader: &Reader<'_>, row: &store::clue::Clue) -> Result<view::ClueView, DeskError> {
    let record = reader.record;
    let tipoff = record.matters.iter().find(|matter| matter.kind == MatterKind::Tipoff).map(|matter| matter.id);
    let is_bound_by = |clock: &&store::clock::Clock| match row.origin {
        ClueOrigin::Complaint => clock.clue_id == Some(row.id),
        ClueOrigin::Receipt => clock.is_of_matter() && Some(clock.matter_id) == tipoff && verifies(clock.term),
    };
    let is_case_open = record.clocks.iter().filter(is_bound_by).any(|clock| clock.term == TermId::RCase && clock.open);
    let running = record.clocks.iter().filter(is_bound_by).find(|clock| clock.open).map(store::clock::Clock::to_case).transpose()?;
    let note =
        row.note.as_deref().map(|sealed| reader.desk.vault().open_text(Class::Reason, &clue::note_cell(row.id), sealed)).transpose()?;
    let raised = record.events.iter().find(|event| event.clue_id == Some(row.id));
    Ok(view::ClueView {
        clue_id: Some(row.id),
        is_open: row.state == ClueState::Open,
        state: clue_badge(row.state),
        raised_at: raised.map_or_else(|| row.found_on.to_string(), |event| time::shown(event.at)),
        origin: wording::clue_origin(row.origin).to_owned(),
        note: note.map(|note| note.to_string()),
        clocks: clocks(reader, record.clocks.iter().filter(is_bound_by), row.found_on)?,
        actions: actions::on_clue(reader.actor, row.origin, row.state, is_case_open, running.as_ref()),
    })
}
