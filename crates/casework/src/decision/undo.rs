//! Taking back what was done in a batch by mistake: only while nothing followed it. The record keeps both lines.

use jiff::civil::Date;

use crate::clock::{ClockChange, TermId};
use crate::decision::transition::Outcome;
use crate::decision::{CaseEvent, EventKind, Officer, Refusal, Transition};
use crate::matter::{ComplaintState, Matter, MatterState};
use crate::proceeding::ProceedingState;

/// A complaint that was accepted stands as received again: C-ACC runs on as if it had never been met.
pub fn undo_accept(matter: &Matter, by: &Officer, on: Date) -> Result<Transition, Refusal> {
    if matter.state != MatterState::Complaint(ComplaintState::Accepted) {
        return Err(Refusal::WrongState { act: EventKind::BatchUndone.label(), state: matter.state });
    }
    if let Some(going_on) = matter.proceedings.iter().find(|known| known.state == ProceedingState::Open) {
        return Err(Refusal::ProceedingOpen { kind: going_on.kind });
    }
    let outcome = Outcome::new(matter, MatterState::Complaint(ComplaintState::Received), event(by, on))?;
    Ok(outcome.voids(TermId::CMed).reopens(&[TermId::CAcc]).finish(None))
}

/// An extension is taken back while the term that it lengthened still runs.
pub fn undo_extend(matter: &Matter, by: &Officer, on: Date) -> Result<Transition, Refusal> {
    let extended =
        [TermId::RVer, TermId::RCase].into_iter().find(|&term| matter.open_clock(term).is_some_and(|clock| clock.extensions > 0));
    let term = extended.ok_or(Refusal::NothingToExtend)?;
    let mut done = Outcome::new(matter, matter.state, event(by, on))?.finish(None);
    done.clocks.push(ClockChange::Shorten { term });
    Ok(done)
}

/// The matter goes back to who was in charge before, or to nobody.
pub fn undo_assign(matter: &Matter, former: Option<i64>, by: &Officer, on: Date) -> Result<Transition, Refusal> {
    let event = CaseEvent { assigned_to: former, ..event(by, on) };
    Ok(Outcome::new(matter, matter.state, event)?.finish(None))
}

/// An officer takes on a matter that nobody is in charge of.
pub fn claim(matter: &Matter, by: &Officer, on: Date) -> Result<Transition, Refusal> {
    if matter.officer_id.is_some() {
        return Err(Refusal::AlreadyInCharge);
    }
    let event = CaseEvent { assigned_to: Some(by.account_id()), ..CaseEvent::by(EventKind::Claimed, by, on) };
    Ok(Outcome::new(matter, matter.state, event)?.finish(None))
}

/// 催办: the officer in charge is reminded by name. What is owed does not change.
pub fn remind(matter: &Matter, by: &Officer, on: Date) -> Result<Transition, Refusal> {
    if matter.due_on().is_none() {
        return Err(Refusal::NothingOwed);
    }
    let event = CaseEvent { assigned_to: matter.officer_id, ..CaseEvent::by(EventKind::Reminded, by, on) };
    Ok(Outcome::new(matter, matter.state, event)?.finish(None))
}

const fn event(by: &Officer, on: Date) -> CaseEvent {
    CaseEvent::by(EventKind::BatchUndone, by, on)
}
