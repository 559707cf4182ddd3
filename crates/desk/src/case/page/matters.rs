//! Matters and clues with their clocks, decisions and what may be done next.

use casework::clock::TermId;
use casework::clue::{ClueOrigin, ClueState};
use casework::codes::MatterKind;
use casework::decision::EventKind;
use jiff::civil::Date;
use vault::Class;

use super::{Reader, actions, clue, docket};
use crate::case::basis::{self, Words};
use crate::view::{self, StateBadge, Tone};
use crate::{DeskError, time, wording};

pub(super) fn views(reader: &Reader<'_>) -> Result<Vec<view::MatterView>, DeskError> {
    reader.record.matters.iter().map(|row| view_of(reader, row)).collect()
}

fn view_of(reader: &Reader<'_>, row: &store::matter::Matter) -> Result<view::MatterView, DeskError> {
    let record = reader.record;
    let own: Vec<store::clock::Clock> =
        record.clocks.iter().filter(|clock| clock.matter_id == row.id && clock.clue_id.is_none()).cloned().collect();
    let standing = record.protections.iter().filter(|flag| flag.lifted_at.is_none()).map(|flag| flag.kind).collect();
    let matter = docket::to_case(&record.submission, row, &own, standing)?;
    let rules = row.rules_id.and_then(|id| reader.desk.law().rules_by_id(id));
    let decisions = record.decisions.iter().filter(|decision| decision.matter_id == row.id);
    Ok(view::MatterView {
        matter_id: row.id,
        version: row.version,
        kind: row.kind,
        state: wording::state_badge(row.state),
        org: reader.desk.units().get(row.org_id).map(|unit| unit.name.clone()).unwrap_or_default(),
        officer: row.officer_id.map(|id| record.name_of(Some(id)).to_owned()),
        rules: wording::rules(rules),
        clocks: clocks(reader, own.iter(), row.received_on)?,
        decisions: decisions.map(|decision| decision_view(reader, row, decision)).collect::<Result<_, _>>()?,
        actions: actions::on_matter(reader, &matter, row.org_id, rules),
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
    matter: &store::matter::Matter,
    decision: &store::decision::Decision,
) -> Result<view::DecisionView, DeskError> {
    let record = reader.record;
    let kind = EventKind::from_code(&decision.act).ok_or_else(|| DeskError::Fault("决定的记录无法读取".into()))?;
    let words = Words::open(reader.desk.vault(), decision.id, decision.reason.as_deref())?;
    let title = |id: &i64| {
        let current = record.findings.iter().map(|(finding, _)| finding).chain(&record.retired).find(|finding| finding.id == *id);
        current.map(|finding| wording::circumstance_title(reader.desk.circumstances(), &finding.circumstance))
    };
    let cited = basis::cited_submissions(&decision.evidence)?;
    let numbers = cited.iter().filter_map(|id| record.cited.get(id)).map(|(number, _)| format!("来件 {number}"));
    Ok(view::DecisionView {
        act: wording::decision_act(kind).to_owned(),
        ground: decision.ground.as_deref().map(|ground| wording::ground(reader.desk.law(), matter.rules_id, kind, ground)),
        reason: words.reason,
        officer: record.name_of(Some(decision.account_id)).to_owned(),
        decided_at: time::shown(decision.decided_at),
        late: decision.late,
        cited_findings: basis::cited_findings(&decision.evidence)?.iter().filter_map(title).collect(),
        cited_others: numbers.chain(words.records.iter().map(|name| format!("材料：{name}"))).collect(),
    })
}

/// Clues with the clocks that bind them: their own, or those of the tip-off that they came with.
pub(super) fn clues(reader: &Reader<'_>) -> Result<Vec<view::ClueView>, DeskError> {
    reader.record.clues.iter().map(|row| clue_view(reader, row)).collect()
}

fn clue_view(reader: &Reader<'_>, row: &store::clue::Clue) -> Result<view::ClueView, DeskError> {
    let record = reader.record;
    let tipoff = record.matters.iter().find(|matter| matter.kind == MatterKind::Tipoff).map(|matter| matter.id);
    let is_bound_by = |clock: &&store::clock::Clock| match row.origin {
        ClueOrigin::Complaint => clock.clue_id == Some(row.id),
        ClueOrigin::Receipt => {
            clock.clue_id.is_none() && Some(clock.matter_id) == tipoff && matches!(clock.term, TermId::RVer | TermId::RCase)
        }
    };
    let is_case_open = record.clocks.iter().filter(is_bound_by).any(|clock| clock.term == TermId::RCase && clock.open);
    let note =
        row.note.as_deref().map(|sealed| reader.desk.vault().open_text(Class::Reason, &clue::note_cell(row.id), sealed)).transpose()?;
    let tone = match row.state {
        ClueState::Open => Tone::Info,
        ClueState::Filed => Tone::Warning,
        ClueState::NotFiled => Tone::Neutral,
    };
    let raised = record.events.iter().find(|event| event.clue_id == Some(row.id));
    Ok(view::ClueView {
        clue_id: row.id,
        state: StateBadge::new(row.state.label(), tone),
        raised_at: raised.map_or_else(|| row.found_on.to_string(), |event| time::shown(event.at)),
        origin: wording::clue_origin(row.origin).to_owned(),
        note: note.map(|note| note.to_string()),
        clocks: clocks(reader, record.clocks.iter().filter(is_bound_by), row.found_on)?,
        actions: actions::on_clue(reader.actor, row.origin, row.state, is_case_open),
    })
}
