//! 并案 and 分案: a matter is handled with another of its kind, and can be taken out again as it was.
//!
//! A clue that came with a merged or repeated tip-off is not closed by it: it is decided with the tip-off that is handled.

use jiff::civil::Date;

use crate::clock::{ClockState, TermId};
use crate::decision::transition::Outcome;
use crate::decision::{CaseEvent, EventKind, Officer, Provision, Reason, Refusal, Rules, Transition};
use crate::matter::{ComplaintState, Matter, MatterState, TipoffState};

/// Why a matter is put to another, or taken out again.
#[derive(Clone, Debug)]
pub struct Merge {
    pub officer: Officer,
    pub on: Date,
    pub reason: Reason,
}

/// What becomes of both matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub of: Transition,
    pub into: Transition,
}

/// Handles a matter with another that is still open: what is owed on the first is owed on the second only.
pub fn merge(matter: &Matter, into: &Matter, act: &Merge) -> Result<Merged, Refusal> {
    require_open_pair(matter, into)?;
    let state = match matter.state {
        MatterState::Complaint(_) => MatterState::Complaint(ComplaintState::Merged),
        MatterState::Tipoff(_) => MatterState::Tipoff(TipoffState::Merged),
    };
    let of = put_away(matter, state, EventKind::Merged, act)?;
    let into = Outcome::new(into, into.state, event(EventKind::Merged, act))?.finish(None);
    Ok(Merged { of, into })
}

/// New facts from the same informant about the same target: handled with the tip-off before, whose term is counted anew from the
/// receipt of the last. Order 121 art. 35 para. 2; earlier rules do not know it.
pub fn merge_facts(matter: &Matter, into: &Matter, rules: &Rules, act: &Merge) -> Result<Merged, Refusal> {
    require_repeat(matter, into, rules)?;
    require_open_pair(matter, into)?;
    let of = put_away(matter, MatterState::Tipoff(TipoffState::Merged), EventKind::FactsMerged, act)?;
    let last = matter.received_on.max(into.received_on);
    let into = Outcome::new(into, into.state, event(EventKind::FactsMerged, act))?.restarts(TermId::RVer, last).finish(None);
    Ok(Merged { of, into })
}

/// The same fact again: not handled another time, whether the tip-off before is decided or not. Order 121 art. 35 para. 2.
pub fn repeat(matter: &Matter, before: &Matter, rules: &Rules, act: &Merge) -> Result<Transition, Refusal> {
    require_repeat(matter, before, rules)?;
    if matter.state != MatterState::Tipoff(TipoffState::Received) {
        return Err(Refusal::WrongState { act: EventKind::Repeated.label(), state: matter.state });
    }
    put_away(matter, MatterState::Tipoff(TipoffState::Repeated), EventKind::Repeated, act)
}

/// Takes a matter out again: it stands where it stood, and what was owed on it is owed again.
pub fn unmerge(matter: &Matter, former: MatterState, act: &Merge) -> Result<Transition, Refusal> {
    let is_put_away = matches!(
        matter.state,
        MatterState::Complaint(ComplaintState::Merged) | MatterState::Tipoff(TipoffState::Merged | TipoffState::Repeated)
    );
    if !is_put_away || !former.is_open() || former.kind() != matter.state.kind() {
        return Err(Refusal::NotMerged);
    }
    Ok(Outcome::new(matter, former, event(EventKind::Unmerged, act))?.reopens(first_terms(former)).finish(None))
}

/// The terms that run in an open state.
const fn first_terms(state: MatterState) -> &'static [TermId] {
    match state {
        MatterState::Complaint(ComplaintState::Received) => &[TermId::CAcc],
        MatterState::Complaint(ComplaintState::Accepted) => &[TermId::CMed],
        MatterState::Tipoff(TipoffState::Received) => &[TermId::RVer],
        _ => &[],
    }
}

fn put_away(matter: &Matter, state: MatterState, kind: EventKind, act: &Merge) -> Result<Transition, Refusal> {
    // A stop would have nothing to end it after the matter is taken out again.
    if matter.clocks.iter().any(|clock| matches!(clock.state, ClockState::Suspended { .. })) {
        return Err(Refusal::TermSuspended);
    }
    let outcome = Outcome::new(matter, state, event(kind, act))?.drops_proceedings();
    Ok(outcome.voids(TermId::CAcc).voids(TermId::CMed).voids(TermId::RVer).finish(None))
}

fn require_open_pair(matter: &Matter, into: &Matter) -> Result<(), Refusal> {
    if matter.state.kind() != into.state.kind() {
        return Err(Refusal::NotMergeable);
    }
    if !matter.state.is_open() {
        return Err(Refusal::WrongState { act: EventKind::Merged.label(), state: matter.state });
    }
    if into.state.is_open() { Ok(()) } else { Err(Refusal::LeadDecided) }
}

fn require_repeat(matter: &Matter, before: &Matter, rules: &Rules) -> Result<(), Refusal> {
    if !rules.provides(Provision::Repeat) {
        return Err(Refusal::NotProvided { provision: Provision::Repeat });
    }
    let is_tipoff = |matter: &Matter| matches!(matter.state, MatterState::Tipoff(_));
    let is_itself_put_away = matches!(before.state, MatterState::Tipoff(TipoffState::Merged | TipoffState::Repeated));
    match (is_tipoff(matter) && is_tipoff(before), is_itself_put_away) {
        (true, false) => Ok(()),
        (true, true) => Err(Refusal::LeadDecided),
        (false, _) => Err(Refusal::NotMergeable),
    }
}

fn event(kind: EventKind, act: &Merge) -> CaseEvent {
    CaseEvent { reason: Some(act.reason.clone()), ..CaseEvent::by(kind, &act.officer, act.on) }
}

/// 按共同投诉处理: the complaint goes on, spoken for by a representative. Order 20 art. 11, Order 121 art. 12.
pub fn join(matter: &Matter, rules: &Rules, act: &Merge) -> Result<Transition, Refusal> {
    if !rules.provides(Provision::Joint) {
        return Err(Refusal::NotProvided { provision: Provision::Joint });
    }
    goes_on(matter, EventKind::Joined, act)
}

/// The complainant speaks for themselves again.
pub fn leave(matter: &Matter, act: &Merge) -> Result<Transition, Refusal> {
    goes_on(matter, EventKind::JoinUndone, act)
}

fn goes_on(matter: &Matter, kind: EventKind, act: &Merge) -> Result<Transition, Refusal> {
    match matter.state {
        MatterState::Complaint(state) if matter.state.is_open() => {
            Ok(Outcome::new(matter, MatterState::Complaint(state), event(kind, act))?.finish(None))
        }
        state => Err(Refusal::WrongState { act: kind.label(), state }),
    }
}
