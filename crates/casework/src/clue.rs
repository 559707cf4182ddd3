//! 线索: a suspected violation to be verified, whatever becomes of the complaint (invariant 3).
//!
//! Deliberately absent: any function that closes a clue because a complaint was closed, declined or its author listed.

use jiff::civil::Date;

use crate::clock::{Clock, ClockChange, ClockState, PauseReason, TermId};
use crate::codes::codes;
use crate::decision::{CaseEvent, EventKind, Officer, Reason, Refusal};
use crate::proceeding::ProceedingKind;

codes! {
    /// Where a clue stands.
    ClueState {
        Open = "open", "待核查";
        Filed = "filed", "已立案";
        NotFiled = "not_filed", "不予立案";
    }
}

codes! {
    /// Where a clue comes from.
    ClueOrigin {
        /// Born with the tip-off in a 投诉举报: decided with that tip-off, on its clock.
        Receipt = "receipt", "来件所附举报";
        /// Found by an officer in a complaint or in mediation (Order 20 art. 23, Order 121 art. 27): a clock of its own.
        Complaint = "complaint", "投诉调解中发现";
    }
}

/// A suspected violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clue {
    pub origin: ClueOrigin,
    pub state: ClueState,
    /// The day on which it was received or found; R-VER counts from here.
    pub found_on: Date,
}

/// What an act on a clue brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClueTransition {
    pub next: Clue,
    pub event: CaseEvent,
    /// Changes of the clue's own clocks.
    pub clocks: Vec<ClockChange>,
}

/// An officer finds a suspected violation in a complaint.
pub fn raise(officer: &Officer, on: Date) -> ClueTransition {
    ClueTransition {
        next: Clue { origin: ClueOrigin::Complaint, state: ClueState::Open, found_on: on },
        event: CaseEvent::by(EventKind::ClueRaised, officer, on),
        clocks: vec![ClockChange::Start { term: TermId::RVer, from: on }],
    }
}

impl Clue {
    /// 立案. `due_on` of the clue's own R-VER clock decides whether the act is recorded as late.
    pub fn file(self, officer: &Officer, on: Date, due_on: Date) -> Result<ClueTransition, Refusal> {
        self.decide(ClueState::Filed, officer, on, due_on)
    }

    /// 不予立案: the officer says why.
    pub fn not_file(self, officer: &Officer, reason: &Reason, on: Date, due_on: Date) -> Result<ClueTransition, Refusal> {
        let mut transition = self.decide(ClueState::NotFiled, officer, on, due_on)?;
        transition.event.reason = Some(reason.clone());
        Ok(transition)
    }

    /// 案件办结: the case filed on this clue is decided. `due_on` is that of the clue's own R-CASE clock, which the caller found open.
    pub fn conclude(self, officer: &Officer, on: Date, due_on: Date) -> Result<ClueTransition, Refusal> {
        if self.origin == ClueOrigin::Receipt {
            return Err(Refusal::ClueFollowsTipoff);
        }
        if self.state != ClueState::Filed {
            return Err(Refusal::ClueNotFiled);
        }
        if on < self.found_on {
            return Err(Refusal::BeforeReceipt { received_on: self.found_on });
        }
        let late = on > due_on;
        let mut event = CaseEvent::by(EventKind::CaseConcluded, officer, on);
        event.late.extend(late.then_some(TermId::RCase));
        Ok(ClueTransition { next: self, event, clocks: vec![ClockChange::Meet { term: TermId::RCase, on, late }] })
    }

    /// 批准延期 of the clue's own term, by the head, before it ends (penalty procedure art. 18, Order 121 art. 27).
    pub fn extend(self, officer: &Officer, reason: &Reason, on: Date, clock: Option<&Clock>) -> Result<ClueTransition, Refusal> {
        let clock = self.own_clock(clock)?;
        if clock.extensions > 0 {
            return Err(Refusal::ExtendedAlready);
        }
        match clock.state {
            ClockState::Running if on <= clock.due_on => {}
            ClockState::Running => return Err(Refusal::ExtensionTooLate { due_on: clock.due_on }),
            _ => return Err(Refusal::TermSuspended),
        }
        let event = CaseEvent { reason: Some(reason.clone()), ..CaseEvent::by(EventKind::Extended, officer, on) };
        Ok(ClueTransition { next: self, event, clocks: vec![ClockChange::Extend { term: clock.term }] })
    }

    /// Testing begins: its time is not counted (penalty procedure art. 18 para. 2, 64 para. 2).
    pub fn start_testing(self, officer: &Officer, on: Date, clock: Option<&Clock>) -> Result<ClueTransition, Refusal> {
        let clock = self.own_clock(clock)?;
        if clock.is_paused_for(PauseReason::Testing) {
            return Err(Refusal::ProceedingOpen { kind: ProceedingKind::Testing });
        }
        let event = CaseEvent::by(EventKind::TestingStarted, officer, on);
        Ok(ClueTransition { next: self, event, clocks: vec![ClockChange::Pause { term: clock.term, reason: PauseReason::Testing, on }] })
    }

    /// Testing is over; the term runs on.
    pub fn end_testing(self, officer: &Officer, on: Date, clock: Option<&Clock>) -> Result<ClueTransition, Refusal> {
        let clock = self.own_clock(clock)?;
        if !clock.is_paused_for(PauseReason::Testing) {
            return Err(Refusal::NoProceeding { kind: ProceedingKind::Testing });
        }
        let event = CaseEvent::by(EventKind::TestingEnded, officer, on);
        Ok(ClueTransition { next: self, event, clocks: vec![ClockChange::Resume { term: clock.term, reason: PauseReason::Testing, on }] })
    }

    /// The clue's own open clock; a clue that came with a tip-off has none.
    fn own_clock(self, clock: Option<&Clock>) -> Result<&Clock, Refusal> {
        if self.origin == ClueOrigin::Receipt {
            return Err(Refusal::ClueFollowsTipoff);
        }
        clock.filter(|clock| clock.state.is_open()).ok_or(Refusal::NothingToExtend)
    }

    fn decide(self, state: ClueState, officer: &Officer, on: Date, due_on: Date) -> Result<ClueTransition, Refusal> {
        if self.origin == ClueOrigin::Receipt {
            return Err(Refusal::ClueFollowsTipoff);
        }
        if self.state != ClueState::Open {
            return Err(Refusal::ClueDecided { state: self.state });
        }
        if on < self.found_on {
            return Err(Refusal::BeforeReceipt { received_on: self.found_on });
        }
        let kind = if state == ClueState::Filed { EventKind::ClueFiled } else { EventKind::ClueNotFiled };
        let late = on > due_on;
        let mut event = CaseEvent::by(kind, officer, on);
        event.late.extend(late.then_some(TermId::RVer));
        let mut clocks = vec![ClockChange::Meet { term: TermId::RVer, on, late }];
        if state == ClueState::Filed {
            clocks.push(ClockChange::Start { term: TermId::RCase, from: on });
        }
        Ok(ClueTransition { next: Self { state, ..self }, event, clocks })
    }
}
