//! What an act brings, written down: decision, timeline, clocks, clue, matter.

use casework::clock::ClockChange;
use casework::clue::{ClueOrigin, ClueState};
use casework::decision::{CaseEvent, EventKind, Post, RulesId, Transition};
use casework::form::FormId;
use casework::proceeding::{ProceedingChange, ProceedingState};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use store::Tx;
use store::clock::{Clock, Owner};

use super::basis::Basis;
use super::{Docket, Pen};
use crate::{DeskError, StandIn, avoidance, random};

/// On what something was done.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) submission_id: i64,
    pub(super) matter_id: Option<i64>,
    pub(super) clue_id: Option<i64>,
    pub(super) referral_id: Option<i64>,
    /// The rules of the day of receipt: they know which papers there are.
    pub(super) rules_id: Option<RulesId>,
}

impl Docket {
    /// Writes an act on the matter. Returns the id of the decision, where the act is one.
    pub(super) async fn write(&self, tx: &mut Tx, pen: &Pen<'_>, done: &Transition, basis: &Basis) -> Result<Option<i64>, DeskError> {
        self.write_for(tx, pen, done, basis, Charge { org_id: self.row.org_id, officer_id: self.row.officer_id }).await
    }

    /// The same with another unit or officer in charge.
    pub(super) async fn write_for(
        &self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        done: &Transition,
        basis: &Basis,
        charge: Charge,
    ) -> Result<Option<i64>, DeskError> {
        let place = Place {
            submission_id: self.submission.id,
            matter_id: Some(self.row.id),
            clue_id: None,
            referral_id: None,
            rules_id: self.row.rules_id,
        };
        let mut decision_id = None;
        for happened in &done.events {
            let decided = record(tx, pen, place, happened, basis).await?;
            decision_id = decision_id.or(decided);
        }
        let owner = Owner { submission_id: self.submission.id, matter_id: self.row.id, clue_id: None, referral_id: None };
        turn_clocks(tx, pen, owner, &self.clocks, &done.clocks, self.row.received_on).await?;
        self.turn_proceedings(tx, &done.proceedings).await?;
        if let Some(state) = done.clue {
            self.decide_clues(tx, state).await?;
        }
        let closed_on = if done.next.is_open() { None } else { self.row.closed_on.or(Some(pen.on)) };
        let change = store::matter::Change {
            state: done.next,
            org_id: charge.org_id,
            officer_id: charge.officer_id,
            closed_on,
            late: self.row.late || done.is_late(),
        };
        if !store::matter::update(tx, self.row.id, self.row.version, &change).await? {
            return Err(DeskError::Conflict);
        }
        if let Some(archived) = done.archived {
            store::matter::set_archived(tx, self.row.id, archived).await?;
        }
        if charge.officer_id != self.row.officer_id {
            store::reminder::hand_over(tx, self.row.id, charge.officer_id).await?;
        }
        store::owed::refresh(tx, self.row.id).await?;
        Ok(decision_id)
    }

    async fn turn_proceedings(&self, tx: &mut Tx, changes: &[ProceedingChange]) -> Result<(), DeskError> {
        for change in changes {
            match *change {
                ProceedingChange::Open { kind, on, due_on } => {
                    let row = store::proceeding::Proceeding {
                        id: store::proceeding::reserve(tx, 1).await?,
                        submission_id: self.submission.id,
                        matter_id: self.row.id,
                        kind,
                        state: ProceedingState::Open,
                        opened_on: on,
                        due_on,
                        closed_on: None,
                    };
                    store::proceeding::insert_many(tx, &[row]).await?;
                }
                ProceedingChange::Close { kind, state, on } => {
                    // Read again: the act may end what it began itself.
                    let rows = store::proceeding::of_matter(tx, self.row.id).await?;
                    for row in rows.iter().filter(|row| row.kind == kind && row.state == ProceedingState::Open) {
                        store::proceeding::close(tx, row.id, state, on).await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The clue that came with the tip-off is decided with it, and so are those of tip-offs that were put to it.
    async fn decide_clues(&self, tx: &mut Tx, state: ClueState) -> Result<(), DeskError> {
        let mut filings = vec![self.submission.id];
        filings.extend(store::bond::of_lead(tx, self.row.id).await?.iter().map(|bond| bond.submission_id));
        for filing in filings {
            let clues = store::clue::of_submission(tx, filing).await?;
            for clue in clues.iter().filter(|clue| clue.origin == ClueOrigin::Receipt && clue.state == ClueState::Open) {
                if !store::clue::update_state(tx, clue.id, clue.version, state).await? {
                    return Err(DeskError::Conflict);
                }
            }
        }
        Ok(())
    }
}

/// Which unit and officer are in charge after an act.
#[derive(Clone, Copy)]
pub(crate) struct Charge {
    pub(crate) org_id: i64,
    pub(crate) officer_id: Option<i64>,
}

/// Writes a line of the timeline, and the decision that it tells of.
pub(super) async fn record(
    tx: &mut Tx,
    pen: &Pen<'_>,
    place: Place,
    happened: &CaseEvent,
    basis: &Basis,
) -> Result<Option<i64>, DeskError> {
    let judges = happened.kind.spec().is_decision || matches!(happened.kind, EventKind::FindingMade | EventKind::FindingJudged);
    if judges {
        avoidance::require_free(tx, pen.actor.account_id, &pen.actor.display_name, place.submission_id).await?;
    }
    let mut decision_id = None;
    if let (true, Some(matter_id)) = (happened.kind.spec().is_decision, place.matter_id) {
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
            form: form(pen, place, happened).filter(|_| !basis.waives_form()),
            facts: basis.seal_facts(pen.desk.vault(), id, stood_in_for(pen, happened), &mut random::rng()),
            referral_id: place.referral_id,
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
        detail: detail(happened, place, stood_in_for(pen, happened)),
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

/// The paper that the act calls for, where the rules of the day of receipt know it.
fn form(pen: &Pen<'_>, place: Place, happened: &CaseEvent) -> Option<FormId> {
    let rules = pen.desk.law().rules_by_id(place.rules_id?)?;
    happened.form().filter(|form| rules.forms.iter().any(|(known, _)| known == form))
}

/// The head in whose place the actor did what is the head's.
fn stood_in_for<'a>(pen: &'a Pen<'_>, happened: &CaseEvent) -> Option<&'a StandIn> {
    pen.actor.head_stood_in_for().filter(|_| happened.kind.spec().post == Post::Head)
}

/// Codes and ids only: the words are sealed with the decision.
fn detail(happened: &CaseEvent, place: Place, away: Option<&StandIn>) -> String {
    let mut detail = Map::new();
    let mut put = |key: &str, value: Option<Value>| value.map(|value| detail.insert(key.to_owned(), value));
    put("ground", ground(happened).map(Value::from));
    put("assigned_to", happened.assigned_to.map(Value::from));
    put("answer", happened.answer.map(Value::from));
    put("circumstance", happened.circumstance.clone().map(Value::from));
    put("stood_in_for", away.map(|away| json!(away.account_id)));
    put("referral", place.referral_id.map(Value::from));
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
    let recount = |clock: &casework::clock::Clock| pen.desk.law().recount(clock, received_on);
    let after = casework::clock::apply(&before, changes, recount).map_err(|error| DeskError::Fault(error.to_string()))?;
    for ((row, old), new) in rows.iter().zip(&before).zip(&after) {
        if old != new {
            store::clock::update(tx, row.id, new).await?;
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
