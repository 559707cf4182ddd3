//! Acts between the main decisions: asking for papers, passing on, mediation with its hearings and stops, extension, archive.
//!
//! Each is a [`Step`] with what it needs to know; [`perform`] gives the transition or says why not. What a step asks for besides
//! (whose post, a reason, which provision of the law, which paper) is told by [`EventKind::spec`].

use jiff::civil::Date;

use crate::clock::{ClockState, PauseReason, TermId};
use crate::clue::ClueState;
use crate::codes::codes;
use crate::decision::transition::Outcome;
use crate::decision::{CaseEvent, EventKind, Officer, Reason, Refusal, Rules, Transition};
use crate::matter::{ComplaintState as C, Matter, MatterState, TipoffState as T};
use crate::proceeding::{ProceedingKind as P, ProceedingState};

codes! {
    /// A side of the dispute.
    Side {
        Complainant = "complainant", "投诉人";
        Operator = "operator", "被投诉人";
    }
}

codes! {
    /// What a side answers when asked whether it agrees.
    Answer {
        Agrees = "agrees", "同意";
        Refuses = "refuses", "不同意";
    }
}

codes! {
    /// How a request for identity papers came to nothing.
    IdentityFailure {
        NotGiven = "not_given", "逾期未提供";
        Refused = "refused", "明确拒绝配合核验";
        False = "false", "提供虚假材料或者冒用他人名义";
    }
}

codes! {
    /// What came of a hearing.
    Hearing {
        Held = "held", "双方到场，进行了调解";
        ComplainantAbsent = "complainant_absent", "投诉人未参加";
        OperatorAbsent = "operator_absent", "被投诉人未参加";
    }
}

codes! {
    /// What the head rules on a challenge or a request.
    Ruling {
        Granted = "granted", "同意";
        Denied = "denied", "不同意";
    }
}

codes! {
    /// Whether an agreement was kept.
    Kept {
        Kept = "kept", "已履行";
        Broken = "broken", "未履行";
    }
}

codes! {
    /// Whether a reward was earned.
    Reward {
        Earned = "earned", "符合奖励条件";
        NotEarned = "not_earned", "不符合奖励条件";
    }
}

/// One act between the main decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// 限期提供身份证明材料.
    AskIdentity {
        until: Date,
    },
    IdentityShown,
    IdentityFailed(IdentityFailure),
    /// 分送 to the bureau that may handle it: its term counts from its own receipt.
    Route,
    /// A unit that may not handle it gives it back to the receiving desk; no term stops.
    GiveBack,
    OpenDispute,
    SettleDispute,
    Consent(Side, Answer),
    Delegate,
    EndDelegation,
    Convene {
        day: Date,
    },
    Hear(Hearing),
    Challenge,
    RuleOnChallenge(Ruling),
    StartAppraisal,
    EndAppraisal,
    CheckPerformance(Kept),
    AskExtension,
    Extend,
    DenyExtension,
    StartTesting,
    EndTesting,
    /// 不具备处理权限: the informant is told where to go.
    DeclareIncompetent,
    /// The result is told because a law asks for it.
    Inform,
    CheckReward(Reward),
    Archive,
    Unarchive,
}

impl Step {
    /// The line of the timeline that it makes; its code names the act everywhere.
    pub const fn kind(self) -> EventKind {
        match self {
            Self::AskIdentity { .. } => EventKind::IdentityAsked,
            Self::IdentityShown => EventKind::IdentityShown,
            Self::IdentityFailed(_) => EventKind::IdentityFailed,
            Self::Route => EventKind::Routed,
            Self::GiveBack => EventKind::GivenBack,
            Self::OpenDispute => EventKind::DisputeOpened,
            Self::SettleDispute => EventKind::DisputeSettled,
            Self::Consent(..) => EventKind::ConsentTaken,
            Self::Delegate => EventKind::Delegated,
            Self::EndDelegation => EventKind::DelegationEnded,
            Self::Convene { .. } => EventKind::Convened,
            Self::Hear(_) => EventKind::Heard,
            Self::Challenge => EventKind::Challenged,
            Self::RuleOnChallenge(_) => EventKind::ChallengeRuled,
            Self::StartAppraisal => EventKind::AppraisalStarted,
            Self::EndAppraisal => EventKind::AppraisalEnded,
            Self::CheckPerformance(_) => EventKind::PerformanceChecked,
            Self::AskExtension => EventKind::ExtensionAsked,
            Self::Extend => EventKind::Extended,
            Self::DenyExtension => EventKind::ExtensionDenied,
            Self::StartTesting => EventKind::TestingStarted,
            Self::EndTesting => EventKind::TestingEnded,
            Self::DeclareIncompetent => EventKind::NotCompetent,
            Self::Inform => EventKind::Informed,
            Self::CheckReward(_) => EventKind::RewardChecked,
            Self::Archive => EventKind::Archived,
            Self::Unarchive => EventKind::Unarchived,
        }
    }

    /// What was answered, for the timeline: a code of the lists above.
    const fn answer(self) -> Option<&'static str> {
        match self {
            Self::IdentityFailed(failure) => Some(failure.code()),
            Self::Consent(_, answer) => Some(answer.code()),
            Self::Hear(hearing) => Some(hearing.code()),
            Self::RuleOnChallenge(ruling) => Some(ruling.code()),
            Self::CheckPerformance(kept) => Some(kept.code()),
            Self::CheckReward(reward) => Some(reward.code()),
            _ => None,
        }
    }

    /// The states in which it can be done.
    fn states(self) -> Vec<MatterState> {
        let complaint = |states: &[C]| states.iter().map(|&state| MatterState::Complaint(state)).collect::<Vec<_>>();
        let tipoff = |states: &[T]| states.iter().map(|&state| MatterState::Tipoff(state)).collect::<Vec<_>>();
        match self {
            Self::AskIdentity { .. } | Self::IdentityShown | Self::IdentityFailed(_) => complaint(&[C::Received, C::Accepted]),
            Self::Route | Self::GiveBack | Self::OpenDispute | Self::SettleDispute => {
                [complaint(&[C::Received]), tipoff(&[T::Received])].concat()
            }
            Self::Consent(..)
            | Self::Delegate
            | Self::EndDelegation
            | Self::Convene { .. }
            | Self::Hear(_)
            | Self::Challenge
            | Self::RuleOnChallenge(_)
            | Self::StartAppraisal
            | Self::EndAppraisal => complaint(&[C::Accepted]),
            Self::CheckPerformance(_) => complaint(&[C::Settled]),
            Self::AskExtension | Self::Extend | Self::DenyExtension | Self::StartTesting | Self::EndTesting => {
                tipoff(&[T::Received, T::CaseOpened])
            }
            Self::DeclareIncompetent => tipoff(&[T::Received]),
            Self::Inform | Self::CheckReward(_) => tipoff(&[T::CaseOpened, T::NoCase]),
            Self::Archive | Self::Unarchive => MatterState::all().filter(|state| !state.is_open()).collect(),
        }
    }
}

/// Does the step, or says why not. `reason` is asked for where [`EventKind::spec`] says so.
pub fn perform(matter: &Matter, rules: &Rules, step: Step, by: &Officer, reason: Option<&Reason>, on: Date) -> Result<Transition, Refusal> {
    let kind = step.kind();
    if !step.states().contains(&matter.state) {
        return Err(Refusal::WrongState { act: kind.label(), state: matter.state });
    }
    let spec = kind.spec();
    if let Some(provision) = spec.provision.filter(|&provision| !rules.provides(provision)) {
        return Err(Refusal::NotProvided { provision });
    }
    if spec.needs_reason && reason.is_none() {
        return Err(Refusal::ReasonTooShort);
    }
    let event = CaseEvent { reason: reason.cloned(), answer: step.answer(), ..CaseEvent::by(kind, by, on) };
    let outcome = Outcome::new(matter, matter.state, event)?;
    let outcome = match step {
        Step::AskIdentity { until } => outcome.not_before(until)?.opens(P::IdentityRequest, Some(until))?,
        Step::IdentityShown => outcome.closes(P::IdentityRequest, ProceedingState::Done)?,
        Step::IdentityFailed(failure) => {
            let until = matter.open_proceeding(P::IdentityRequest).and_then(|asked| asked.due_on);
            if let (IdentityFailure::NotGiven, Some(until)) = (failure, until.filter(|&until| on <= until)) {
                return Err(Refusal::DeadlineRunning { until });
            }
            outcome.closes(P::IdentityRequest, ProceedingState::Failed)?
        }
        // What the giving unit had under test or in hand ends with it.
        Step::Route => outcome.drops_proceedings().resumes(TermId::RVer, PauseReason::Testing).restarts_first_term(),
        Step::GiveBack => outcome,
        Step::OpenDispute => outcome.opens(P::Dispute, None)?.starts(TermId::Jur),
        Step::SettleDispute => outcome.closes(P::Dispute, ProceedingState::Done)?.meets(TermId::Jur),
        Step::Consent(side, answer) => consent(outcome, side, answer)?,
        Step::Delegate => delegate(outcome, rules)?,
        Step::EndDelegation => outcome.closes(P::Delegation, ProceedingState::Done)?,
        Step::Convene { day } => outcome.not_before(day)?.opens(P::Session, Some(day))?,
        Step::Hear(hearing) => {
            let state = if hearing == Hearing::Held { ProceedingState::Done } else { ProceedingState::Failed };
            outcome.closes(P::Session, state)?
        }
        Step::Challenge => outcome.opens(P::Challenge, None)?.pauses(TermId::CMed, PauseReason::Avoidance),
        Step::RuleOnChallenge(ruling) => {
            let state = if ruling == Ruling::Granted { ProceedingState::Done } else { ProceedingState::Failed };
            outcome.closes(P::Challenge, state)?.resumes(TermId::CMed, PauseReason::Avoidance)
        }
        Step::StartAppraisal => outcome.opens(P::Appraisal, None)?.pauses(TermId::CMed, PauseReason::Appraisal),
        Step::EndAppraisal => outcome.closes(P::Appraisal, ProceedingState::Done)?.resumes(TermId::CMed, PauseReason::Appraisal),
        Step::CheckPerformance(kept) => {
            let state = if kept == Kept::Kept { ProceedingState::Done } else { ProceedingState::Failed };
            outcome.closes(P::Performance, state)?
        }
        Step::AskExtension => {
            require_extendable(matter, on)?;
            outcome.opens(P::ExtensionRequest, None)?
        }
        Step::Extend => {
            let term = require_extendable(matter, on)?;
            outcome.closes_if_open(P::ExtensionRequest, ProceedingState::Done).extends(term)
        }
        Step::DenyExtension => outcome.closes(P::ExtensionRequest, ProceedingState::Failed)?,
        Step::StartTesting => outcome.opens(P::Testing, None)?.pauses(testable(matter)?, PauseReason::Testing),
        Step::EndTesting => outcome.closes(P::Testing, ProceedingState::Done)?.resumes(testable(matter)?, PauseReason::Testing),
        Step::DeclareIncompetent => {
            let outcome = outcome.becomes(MatterState::Tipoff(T::NotCompetent)).drops_proceedings().meets(TermId::RVer);
            return Ok(outcome.finish(Some(ClueState::NotFiled)));
        }
        Step::Inform => outcome,
        Step::CheckReward(reward) => {
            let state = if reward == Reward::Earned { ProceedingState::Done } else { ProceedingState::Failed };
            outcome.opens(P::Reward, None)?.closes_now(P::Reward, state)
        }
        Step::Archive => {
            if matter.clocks.iter().any(|clock| clock.state.is_open())
                || matter.proceedings.iter().any(|known| known.state == ProceedingState::Open)
            {
                return Err(Refusal::StillOwed);
            }
            outcome.archives(true)
        }
        Step::Unarchive if !matter.archived => return Err(Refusal::NotArchived),
        Step::Unarchive => outcome.archives(false),
    };
    Ok(outcome.finish(None))
}

/// A side's answer is a record: an earlier one of the same side is replaced, never an open question.
fn consent(outcome: Outcome<'_>, side: Side, answer: Answer) -> Result<Outcome<'_>, Refusal> {
    let kind = side.consent();
    let state = if answer == Answer::Agrees { ProceedingState::Done } else { ProceedingState::Failed };
    Ok(outcome.opens(kind, None)?.closes_now(kind, state))
}

impl Side {
    const fn consent(self) -> P {
        match self {
            Self::Complainant => P::ComplainantConsent,
            Self::Operator => P::OperatorConsent,
        }
    }
}

/// Order 121 art. 19 asks for both sides' consent; Order 20 art. 17 did not.
fn delegate<'a>(outcome: Outcome<'a>, rules: &Rules) -> Result<Outcome<'a>, Refusal> {
    if rules.provides(crate::decision::Provision::DelegationByConsent) {
        for &side in Side::ALL {
            let latest = outcome.matter.proceedings.iter().rev().find(|known| known.kind == side.consent());
            if latest.is_none_or(|known| known.state != ProceedingState::Done) {
                return Err(Refusal::ConsentMissing { side });
            }
        }
    }
    outcome.opens(P::Delegation, None)
}

/// The term that a head may extend now: before it ends, once, while it runs. How long, and whether at all, is the law's to say.
fn require_extendable(matter: &Matter, on: Date) -> Result<TermId, Refusal> {
    let clock = [TermId::RVer, TermId::RCase].iter().find_map(|&term| matter.open_clock(term)).ok_or(Refusal::NothingToExtend)?;
    if clock.extensions > 0 {
        return Err(Refusal::ExtendedAlready);
    }
    match clock.state {
        ClockState::Running if on <= clock.due_on => Ok(clock.term),
        ClockState::Running => Err(Refusal::ExtensionTooLate { due_on: clock.due_on }),
        _ => Err(Refusal::TermSuspended),
    }
}

/// The term that testing stops.
fn testable(matter: &Matter) -> Result<TermId, Refusal> {
    let open = [TermId::RVer, TermId::RCase].iter().find(|&&term| matter.open_clock(term).is_some());
    open.copied().ok_or(Refusal::NothingToExtend)
}
