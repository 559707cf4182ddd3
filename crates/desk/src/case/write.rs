//! What an act brings, written down: decision, timeline, clocks, clue, matter.

use casework::clock::ClockChange;
use casework::clue::ClueOrigin;
use casework::decision::{CaseEvent, EventKind, Transition};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use store::Tx;
use store::clock::{Clock, Owner};

use super::basis::Basis;
use super::{Docket, Pen};
use crate::{DeskError, random};

/// On what something was done.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) submission_id: i64,
    pub(super) matter_id: Option<i64>,
    pub(super) clue_id: Option<i64>,
}

impl Docket {
    /// Writes an act on the matter. Returns the id of the decision, where the act is one.
    pub(super) async fn write(&self, tx: &mut Tx, pen: &Pen<'_>, done: &Transition, basis: &Basis) -> Result<Option<i64>, DeskError> {
        self.write_assigned(tx, pen, done, basis, self.row.officer_id).await
    }

    /// The same with another officer in charge.
    pub(super) async fn write_assigned(
        &self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        done: &Transition,
        basis: &Basis,
        officer_id: Option<i64>,
    ) -> Result<Option<i64>, DeskError> {
        let place = Place { submission_id: self.submission.id, matter_id: Some(self.row.id), clue_id: None };
        let mut decision_id = None;
        for happened in &done.events {
            let decided = record(tx, pen, place, happened, basis).await?;
            decision_id = decision_id.or(decided);
        }
        let owner = Owner { submission_id: self.submission.id, matter_id: self.row.id, clue_id: None };
        turn_clocks(tx, pen, owner, &self.clocks, &done.clocks, self.row.received_on).await?;
        if let Some(state) = done.clue {
            let clues = store::clue::of_submission(tx, self.submission.id).await?;
            if let Some(clue) = clues.iter().find(|clue| clue.origin == ClueOrigin::Receipt)
                && !store::clue::update_state(tx, clue.id, clue.version, state).await?
            {
                return Err(DeskError::Conflict);
            }
        }
        let closed_on = if done.next.is_open() { None } else { self.row.closed_on.or(Some(pen.on)) };
        let change = store::matter::Change {
            state: done.next,
            org_id: self.row.org_id,
            officer_id,
            closed_on,
            late: self.row.late || done.is_late(),
        };
        if !store::matter::update(tx, self.row.id, self.row.version, &change).await? {
            return Err(DeskError::Conflict);
        }
        store::matter::refresh_due(tx, self.row.id).await?;
        Ok(decision_id)
    }
}

/// Which events are decisions: they have a ground, a reason or an outcome to be read again.
const fn is_decision(kind: EventKind) -> bool {
    use EventKind as K;
    match kind {
        K::Accepted | K::Declined | K::Settled | K::MediationEnded | K::Withdrawn => true,
        K::CaseOpened | K::NoCase | K::CaseConcluded | K::ClueFiled | K::ClueNotFiled => true,
        K::Received | K::Assigned | K::Told | K::ClueRaised | K::Protected | K::ProtectionLifted => false,
    }
}

/// Writes a line of the timeline, and the decision that it tells of.
pub(super) async fn record(
    tx: &mut Tx,
    pen: &Pen<'_>,
    place: Place,
    happened: &CaseEvent,
    basis: &Basis,
) -> Result<Option<i64>, DeskError> {
    let mut decision_id = None;
    if let (true, Some(matter_id)) = (is_decision(happened.kind), place.matter_id) {
        let id = store::decision::reserve(tx, 1).await?;
        let row = store::decision::Decision {
            id,
            submission_id: place.submission_id,
            matter_id,
            clue_id: place.clue_id,
            act: happened.kind.code().to_owned(),
            ground: ground(happened),
            reason: basis.seal(pen.desk.vault(), id, &mut random::rng()),
            evidence: basis.evidence_json(),
            account_id: happened.officer_id,
            decided_on: happened.on,
            decided_at: pen.now,
            late: !happened.late.is_empty(),
        };
        store::decision::insert(tx, &row).await?;
        decision_id = Some(id);
    }
    let row = store::event::Event {
        id: store::event::reserve(tx, 1).await?,
        submission_id: place.submission_id,
        matter_id: place.matter_id,
        clue_id: place.clue_id,
        decision_id,
        at: pen.now,
        happened_on: happened.on,
        account_id: Some(happened.officer_id),
        kind: happened.kind,
        detail: detail(happened),
    };
    store::event::insert_many(tx, &[row]).await?;
    Ok(decision_id)
}

/// `term_over`, or `declinable.not_for_living_consumption` where a ground for declining came to light.
fn ground(happened: &CaseEvent) -> Option<String> {
    match (happened.end_ground, happened.decline_ground) {
        (Some(end), Some(decline)) => Some(format!("{}.{}", end.code(), decline.code())),
        (Some(end), None) => Some(end.code().to_owned()),
        (None, decline) => decline.map(|ground| ground.code().to_owned()),
    }
}

/// Codes and ids only: the words are sealed with the decision.
fn detail(happened: &CaseEvent) -> String {
    let mut detail = Map::new();
    let mut put = |key: &str, value: Option<Value>| value.map(|value| detail.insert(key.to_owned(), value));
    put("ground", ground(happened).map(Value::from));
    put("assigned_to", happened.assigned_to.map(Value::from));
    put("protection", happened.protection.map(|flag| json!(flag.code())));
    let late: Vec<&str> = happened.late.iter().map(|term| term.code()).collect();
    put("late", (!late.is_empty()).then(|| json!(late)));
    Value::Object(detail).to_string()
}

/// Changes the rows of the clocks that an act met or voided, and adds those that it started under the law of `received_on`.
pub(super) async fn turn_clocks(
    tx: &mut Tx,
    pen: &Pen<'_>,
    owner: Owner,
    rows: &[Clock],
    changes: &[ClockChange],
    received_on: Date,
) -> Result<(), DeskError> {
    let before: Vec<casework::clock::Clock> = rows.iter().map(Clock::to_case).collect::<Result<_, _>>()?;
    let start = |term, from| pen.desk.law().start_clock(term, from, received_on);
    let after = casework::clock::apply(&before, changes, start).map_err(|error| DeskError::Fault(error.to_string()))?;
    for ((row, old), new) in rows.iter().zip(&before).zip(&after) {
        if old != new {
            store::clock::update(tx, row.id, new.due_on, &new.state).await?;
        }
    }
    let started = &after[rows.len()..];
    if !started.is_empty() {
        let first = store::clock::reserve(tx, started.len()).await?;
        let rows: Vec<Clock> = started.iter().zip(first..).map(|(clock, id)| Clock::new(id, owner, clock)).collect();
        store::clock::insert_many(tx, &rows).await?;
    }
    Ok(())
}
