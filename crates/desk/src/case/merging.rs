//! 并案、重复举报、共同投诉, and taking apart again: acts that touch two matters in one transaction.

use casework::clock::TermId;
use casework::codes::MatterKind;
use casework::decision::{self, EventKind, Merge, Provision, Transition};
use casework::matter::{ComplaintState, Matter, MatterState, TipoffState};
use jiff::Timestamp;
use law::RuleSet;
use store::Tx;
use store::bond::Bond;

use super::basis::Basis;
use super::fields::{self, Filled};
use super::page::Reader;
use super::steps::plain_form;
use super::{Docket, MatterRef, Pen};
use crate::view::Action;
use crate::{Actor, Desk, DeskError, Permission};

/// Whether the act puts matters together or takes them apart.
pub(super) const fn is_one(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(kind, K::Merged | K::FactsMerged | K::Repeated | K::Unmerged | K::Joined | K::JoinUndone)
}

/// What is offered now: whether the other matter fits is known when it is named.
pub(super) fn offered(reader: &Reader<'_>, matter: &Matter, rules: &RuleSet) -> Vec<Action> {
    if !reader.actor.may(Permission::Decide) || matter.archived {
        return Vec::new();
    }
    let is_joined =
        reader.record.bonds.iter().any(|bond| bond.kind == EventKind::Joined.code() && bond.submission_id == reader.record.submission.id);
    let kinds: &[EventKind] = match matter.state {
        MatterState::Complaint(ComplaintState::Received | ComplaintState::Accepted) if is_joined => {
            &[EventKind::Merged, EventKind::JoinUndone]
        }
        MatterState::Complaint(ComplaintState::Received | ComplaintState::Accepted) => &[EventKind::Merged, EventKind::Joined],
        MatterState::Tipoff(TipoffState::Received) if rules.provision(Provision::Repeat).is_some() => {
            &[EventKind::Repeated, EventKind::FactsMerged, EventKind::Merged]
        }
        MatterState::Tipoff(TipoffState::Received) => &[EventKind::Merged],
        MatterState::Complaint(ComplaintState::Merged) | MatterState::Tipoff(TipoffState::Merged | TipoffState::Repeated) => {
            &[EventKind::Unmerged]
        }
        _ => &[],
    };
    kinds.iter().map(|&kind| Action::Step(plain_form(rules, kind))).collect()
}

/// Does one of them.
pub(super) async fn put_together(
    desk: &Desk,
    actor: &Actor,
    on: MatterRef,
    kind: EventKind,
    filled: &Filled,
    now: Timestamp,
) -> Result<EventKind, DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    fields::check(&fields::of_act(kind), filled)?;
    let reason = decision::Reason::new(filled.text("reason"))?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let rules = docket.rules(&pen)?.for_acts();
        let act = Merge { officer: pen.officer.clone(), on: pen.on, reason: reason.clone() };
        let basis = || Basis::reasoned(&reason, Vec::new()).with_facts(filled.facts());
        match kind {
            EventKind::Unmerged => return take_apart(tx, &pen, &docket, &act, &basis()).await,
            EventKind::JoinUndone => return leave(tx, &pen, &docket, &act, &basis()).await,
            _ => {}
        }
        let other = docket.open_other(tx, actor, filled.text("other")).await?;
        let (of, into, former) = match kind {
            EventKind::Merged => {
                decision::merge(&docket.matter, &other.matter, &act).map(|done| (done.of, Some(done.into), Some(docket.row.state)))?
            }
            EventKind::FactsMerged => decision::merge_facts(&docket.matter, &other.matter, &rules, &act)
                .map(|done| (done.of, Some(done.into), Some(docket.row.state)))?,
            EventKind::Repeated => (decision::repeat(&docket.matter, &other.matter, &rules, &act)?, None, Some(docket.row.state)),
            _ => (joined(&docket, &other, &rules, &act)?, None, None),
        };
        let first_day = |clock: &store::clock::Clock| (clock.term == TermId::RVer && clock.open).then_some(clock.started_on);
        let bond = Bond {
            id: store::bond::reserve(tx).await?,
            kind: kind.code().to_owned(),
            lead_matter_id: other.row.id,
            lead_submission_id: other.submission.id,
            matter_id: docket.row.id,
            submission_id: docket.submission.id,
            former_state: former,
            restarted_from: other.clocks.iter().find_map(first_day).filter(|_| kind == EventKind::FactsMerged),
            made_by: actor.account_id,
            made_at: pen.now,
            undone_by: None,
            undone_at: None,
        };
        store::bond::insert(tx, &bond).await?;
        docket.write(tx, &pen, &of, &basis()).await?;
        if let Some(into) = into {
            other.write(tx, &pen, &into, &basis()).await?;
        }
        if kind == EventKind::Repeated {
            follow(tx, &docket, &other).await?;
        }
        Ok(())
    })?;
    Ok(kind)
}

/// The clue of a repeated tip-off was decided already, where the one before is.
async fn follow(tx: &mut Tx, docket: &Docket, before: &Docket) -> Result<(), DeskError> {
    use casework::clue::{ClueOrigin, ClueState};
    let state = match before.row.state {
        MatterState::Tipoff(TipoffState::CaseOpened) => ClueState::Filed,
        MatterState::Tipoff(TipoffState::NoCase | TipoffState::NotCompetent) => ClueState::NotFiled,
        _ => return Ok(()),
    };
    for clue in store::clue::of_submission(tx, docket.submission.id).await?.iter().filter(|clue| clue.origin == ClueOrigin::Receipt) {
        if !store::clue::update_state(tx, clue.id, clue.version, state).await? {
            return Err(DeskError::Conflict);
        }
    }
    Ok(())
}

/// 共同投诉: same trader, each complaint goes on under its own clock; the representative's agreement needs the others' consent.
fn joined(docket: &Docket, lead: &Docket, rules: &decision::Rules, act: &Merge) -> Result<Transition, DeskError> {
    if docket.row.kind != MatterKind::Complaint || docket.submission.operator_name != lead.submission.operator_name {
        return Err(DeskError::refused("共同投诉须基于同一消费者权益争议投诉同一经营者", "请核对所填的来件编号。"));
    }
    if !lead.row.state.is_open() {
        return Err(decision::Refusal::LeadDecided.into());
    }
    Ok(decision::join(&docket.matter, rules, act)?)
}

async fn take_apart(tx: &mut Tx, pen: &Pen<'_>, docket: &Docket, act: &Merge, basis: &Basis) -> Result<(), DeskError> {
    let bonds = store::bond::of_matter(tx, docket.row.id).await?;
    let bond = bonds.iter().find(|bond| bond.former_state.is_some()).ok_or(decision::Refusal::NotMerged)?;
    let former = bond.former_state.ok_or(decision::Refusal::NotMerged)?;
    let done = decision::unmerge(&docket.matter, former, act)?;
    if !store::bond::undo(tx, bond.id, pen.actor.account_id, pen.now).await? {
        return Err(DeskError::Conflict);
    }
    docket.write(tx, pen, &done, basis).await?;
    // New facts had restarted the lead's term: it counts from its own day again.
    if let Some(from) = bond.restarted_from {
        let lead = store::matter::get(tx, bond.lead_matter_id).await?.ok_or(DeskError::NotFound)?;
        for row in
            store::clock::of_matter(tx, lead.id).await?.iter().filter(|row| row.is_of_matter() && row.term == TermId::RVer && row.open)
        {
            let clock =
                pen.desk.law().restart(&row.to_case()?, from, lead.received_on).map_err(|error| DeskError::Fault(error.to_string()))?;
            store::clock::update(tx, row.id, &clock).await?;
        }
        store::owed::refresh(tx, lead.id).await?;
    }
    Ok(())
}

async fn leave(tx: &mut Tx, pen: &Pen<'_>, docket: &Docket, act: &Merge, basis: &Basis) -> Result<(), DeskError> {
    let bonds = store::bond::of_matter(tx, docket.row.id).await?;
    let bond = bonds.iter().find(|bond| bond.kind == EventKind::Joined.code()).ok_or(decision::Refusal::NotMerged)?;
    let done = decision::leave(&docket.matter, act)?;
    if !store::bond::undo(tx, bond.id, pen.actor.account_id, pen.now).await? {
        return Err(DeskError::Conflict);
    }
    docket.write(tx, pen, &done, basis).await.map(|_| ())
}
