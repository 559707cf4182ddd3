//! Acts on a complaint.

use jiff::civil::Date;

use crate::clock::{ClockState, TermId};
use crate::decision::transition::Outcome;
use crate::decision::{CaseEvent, DeclineGround, EndGround, EventKind, Evidence, Officer, Reason, Refusal, Rules, Transition, evidence};
use crate::matter::{ComplaintState, Matter, MatterState};
use crate::proceeding::{ProceedingKind, ProceedingState};

/// 受理.
#[derive(Clone, Debug)]
pub struct Accept {
    pub officer: Officer,
    pub on: Date,
}

/// 不予受理.
#[derive(Clone, Debug)]
pub struct Decline {
    pub officer: Officer,
    pub on: Date,
    pub ground: DeclineGround,
    pub reason: Reason,
    pub evidence: Vec<Evidence>,
}

/// When what was agreed is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Performance {
    /// It was done at once.
    AtOnce,
    By(Date),
}

/// 调解成功.
#[derive(Clone, Debug)]
pub struct Settle {
    pub officer: Officer,
    pub on: Date,
    pub performance: Performance,
    /// Those whom a joint complaint's representative stands for agreed too (Order 20 art. 11, Order 121 art. 12).
    pub represented_agree: bool,
}

/// 终止调解.
#[derive(Clone, Debug)]
pub struct EndMediation {
    pub officer: Officer,
    pub on: Date,
    pub ground: EndGround,
    /// Which ground for declining came to light: given exactly when `ground` is [`EndGround::Declinable`].
    pub came_to_light: Option<DeclineGround>,
    pub reason: Reason,
    pub evidence: Vec<Evidence>,
}

/// 撤回: the complainant takes the complaint back.
#[derive(Clone, Debug)]
pub struct Withdraw {
    pub officer: Officer,
    pub on: Date,
}

/// Accepts a received complaint: C-ACC is met, C-MED starts. Order 20 art. 14, Order 121 art. 15.
pub fn accept(matter: &Matter, act: &Accept) -> Result<Transition, Refusal> {
    require_state(matter, &[ComplaintState::Received], "受理")?;
    let event = CaseEvent::by(EventKind::Accepted, &act.officer, act.on);
    let outcome = outcome(matter, ComplaintState::Accepted, event)?.closes_if_open(ProceedingKind::Dispute, ProceedingState::Dropped);
    Ok(outcome.voids(TermId::Jur).meets(TermId::CAcc).starts(TermId::CMed).finish(None))
}

/// Declines a received complaint on a ground of the rules of the day of receipt. Order 20 art. 15, Order 121 art. 16.
///
/// A ground that speaks against the filer's conduct needs evidence (invariant 2) and is refused while a protection flag
/// stands (invariant 5). A term already past does not forbid the act: it is noted as late. No clue is touched (invariant 3).
pub fn decline(matter: &Matter, rules: &Rules, act: &Decline) -> Result<Transition, Refusal> {
    require_state(matter, &[ComplaintState::Received], "不予受理")?;
    require_decline_ground(matter, rules, act.ground, &act.evidence)?;
    let event = CaseEvent {
        decline_ground: Some(act.ground),
        reason: Some(act.reason.clone()),
        ..CaseEvent::by(EventKind::Declined, &act.officer, act.on)
    };
    Ok(outcome(matter, ComplaintState::Declined, event)?.drops_proceedings().meets(TermId::CAcc).finish(None))
}

/// The parties agreed in mediation: C-MED is met. Whether what was agreed is done is looked after until it is known.
pub fn settle(matter: &Matter, act: &Settle) -> Result<Transition, Refusal> {
    require_state(matter, &[ComplaintState::Accepted], "调解成功")?;
    if matter.represents > 0 && !act.represented_agree {
        return Err(Refusal::RepresentedMustAgree);
    }
    let event = CaseEvent::by(EventKind::Settled, &act.officer, act.on);
    let outcome = outcome(matter, ComplaintState::Settled, event)?.drops_proceedings().meets(TermId::CMed);
    let outcome = match act.performance {
        Performance::AtOnce => outcome,
        Performance::By(day) => outcome.not_before(day)?.opens(ProceedingKind::Performance, Some(day))?,
    };
    Ok(outcome.finish(None))
}

/// Ends mediation on a ground of the rules of the day of receipt: C-MED is met, C-END starts. Order 20 art. 21, Order 121 art. 23.
///
/// Always on evidence (invariant 2). Where a ground for declining came to light, what binds declining binds here.
pub fn end_mediation(matter: &Matter, rules: &Rules, act: &EndMediation) -> Result<Transition, Refusal> {
    require_state(matter, &[ComplaintState::Accepted], "终止调解")?;
    if !rules.end.contains(&act.ground) {
        return Err(Refusal::EndGroundNotInRules { ground: act.ground });
    }
    match (act.ground, act.came_to_light) {
        (EndGround::Declinable, None) => return Err(Refusal::DeclineGroundMissing),
        (EndGround::Declinable, Some(ground)) => require_decline_ground(matter, rules, ground, &act.evidence)?,
        (_, Some(_)) => return Err(Refusal::DeclineGroundUnasked),
        (ground, None) if ground.is_adverse() => require_unprotected(matter)?,
        (EndGround::TermOver, None) => require_term_over(matter, act.on)?,
        (_, None) => {}
    }
    evidence::require(&act.evidence)?;
    let event = CaseEvent {
        end_ground: Some(act.ground),
        decline_ground: act.came_to_light,
        reason: Some(act.reason.clone()),
        ..CaseEvent::by(EventKind::MediationEnded, &act.officer, act.on)
    };
    let outcome = outcome(matter, ComplaintState::MediationEnded, event)?.drops_proceedings();
    Ok(outcome.meets(TermId::CMed).starts(TermId::CEnd).finish(None))
}

/// The complainant takes the complaint back. During mediation that ends it (Order 20 art. 21(1), Order 121 art. 23(1)), so C-END starts
/// and the paper of an ended mediation is owed.
pub fn withdraw(matter: &Matter, act: &Withdraw) -> Result<Transition, Refusal> {
    require_state(matter, &[ComplaintState::Received, ComplaintState::Accepted], "撤回")?;
    let in_mediation = matter.state == MatterState::Complaint(ComplaintState::Accepted);
    let end_ground = in_mediation.then_some(EndGround::WithdrawnOrReconciled);
    let event = CaseEvent { end_ground, ..CaseEvent::by(EventKind::Withdrawn, &act.officer, act.on) };
    let outcome = outcome(matter, ComplaintState::Withdrawn, event)?.drops_proceedings().voids(TermId::CAcc).voids(TermId::CMed);
    Ok(if in_mediation { outcome.starts(TermId::CEnd) } else { outcome }.finish(None))
}

fn outcome(matter: &Matter, next: ComplaintState, event: CaseEvent) -> Result<Outcome<'_>, Refusal> {
    Outcome::new(matter, MatterState::Complaint(next), event)
}

fn require_state(matter: &Matter, allowed: &[ComplaintState], act: &'static str) -> Result<(), Refusal> {
    match matter.state {
        MatterState::Complaint(state) if allowed.contains(&state) => Ok(()),
        state => Err(Refusal::WrongState { act, state }),
    }
}

fn require_decline_ground(matter: &Matter, rules: &Rules, ground: DeclineGround, evidence: &[Evidence]) -> Result<(), Refusal> {
    if !rules.decline.contains(&ground) {
        return Err(Refusal::GroundNotInRules { ground });
    }
    if ground == DeclineGround::AlreadyHandled && !evidence.iter().any(|piece| !matches!(piece, Evidence::Finding(_))) {
        return Err(Refusal::ElsewhereUnnamed);
    }
    if !ground.is_adverse() {
        return Ok(());
    }
    require_unprotected(matter)?;
    evidence::require(evidence)
}

fn require_unprotected(matter: &Matter) -> Result<(), Refusal> {
    match matter.protections.first() {
        Some(&flag) => Err(Refusal::Protected { flag }),
        None => Ok(()),
    }
}

/// The last day itself is late enough to say that the parties did not agree in time, and early enough to end mediation in time.
fn require_term_over(matter: &Matter, on: Date) -> Result<(), Refusal> {
    match matter.open_clock(TermId::CMed) {
        Some(clock) if clock.state != ClockState::Running => Err(Refusal::TermSuspended),
        Some(clock) if on < clock.due_on => Err(Refusal::TermStillRunning { due_on: clock.due_on }),
        _ => Ok(()),
    }
}
