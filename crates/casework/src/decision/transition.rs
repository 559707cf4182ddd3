//! What every act has in common: who, why, what it brings.

use std::fmt;

use jiff::civil::Date;

use crate::clock::{ClockChange, TermId};
use crate::clue::ClueState;
use crate::codes::{Protection, codes};
use crate::decision::{DeclineGround, EndGround, Refusal};
use crate::matter::{Matter, MatterState};

/// The named person who acts. Cannot be made without a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Officer {
    account_id: i64,
    name: String,
}

impl Officer {
    pub fn new(account_id: i64, name: &str) -> Result<Self, Refusal> {
        let name = name.trim();
        if name.is_empty() { Err(Refusal::OfficerUnnamed) } else { Ok(Self { account_id, name: name.to_owned() }) }
    }

    pub const fn account_id(&self) -> i64 {
        self.account_id
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for Officer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Officer({})", self.account_id)
    }
}

/// Why an officer decides so, in at least [`Reason::MIN_CHARS`] characters other than white space. May name people: kept sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    pub const MIN_CHARS: usize = 10;

    pub fn new(text: &str) -> Result<Self, Refusal> {
        let text = crate::values::clean_text(text);
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        if chars < Self::MIN_CHARS { Err(Refusal::ReasonTooShort) } else { Ok(Self(text)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reason(…)")
    }
}

codes! {
    /// What happened, for the timeline.
    EventKind {
        Received = "received", "收到来件";
        Assigned = "assigned", "分派承办人";
        Accepted = "accepted", "决定受理";
        Declined = "declined", "决定不予受理";
        Settled = "settled", "调解成功";
        MediationEnded = "mediation_ended", "终止调解";
        Withdrawn = "withdrawn", "投诉人撤回";
        CaseOpened = "case_opened", "决定立案";
        NoCase = "no_case", "决定不予立案";
        CaseConcluded = "case_concluded", "案件办结";
        Told = "told", "告知当事人";
        ClueRaised = "clue_raised", "登记线索";
        ClueFiled = "clue_filed", "线索立案";
        ClueNotFiled = "clue_not_filed", "线索不予立案";
        Protected = "protected", "标记保护";
        ProtectionLifted = "protection_lifted", "解除保护标记";
    }
}

/// One line of the timeline. All of it but `reason` is free of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    pub kind: EventKind,
    pub officer_id: i64,
    pub on: Date,
    pub decline_ground: Option<DeclineGround>,
    pub end_ground: Option<EndGround>,
    pub assigned_to: Option<i64>,
    pub protection: Option<Protection>,
    /// Terms that were already over when the act was done.
    pub late: Vec<TermId>,
    /// Sealed by whoever stores it.
    pub reason: Option<Reason>,
}

impl CaseEvent {
    pub(crate) const fn by(kind: EventKind, officer: &Officer, on: Date) -> Self {
        Self {
            kind,
            officer_id: officer.account_id(),
            on,
            decline_ground: None,
            end_ground: None,
            assigned_to: None,
            protection: None,
            late: Vec::new(),
            reason: None,
        }
    }
}

/// What an act on a matter brings: to be written in one database transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    pub next: MatterState,
    pub events: Vec<CaseEvent>,
    pub clocks: Vec<ClockChange>,
    /// The new state of the clue that was born with this tip-off ([`crate::clue::ClueOrigin::Receipt`]), if one was. Never set by an act on a complaint.
    pub clue: Option<ClueState>,
}

impl Transition {
    /// Whether some term was over when the act was done.
    pub fn is_late(&self) -> bool {
        self.events.iter().any(|event| !event.late.is_empty())
    }
}

/// Builds a transition: meets and voids the matter's open clocks, and notes lateness in the event.
pub(super) struct Outcome<'a> {
    pub(super) matter: &'a Matter,
    pub(super) next: MatterState,
    pub(super) event: CaseEvent,
    pub(super) clocks: Vec<ClockChange>,
}

impl<'a> Outcome<'a> {
    /// Refuses a day before the receipt; `next` is the state after the act.
    pub(super) fn new(matter: &'a Matter, next: MatterState, event: CaseEvent) -> Result<Self, Refusal> {
        if event.on < matter.received_on {
            return Err(Refusal::BeforeReceipt { received_on: matter.received_on });
        }
        Ok(Self { matter, next, event, clocks: Vec::new() })
    }

    /// The act is what this term asks for.
    pub(super) fn meets(mut self, term: TermId) -> Self {
        if let Some(clock) = self.matter.open_clock(term) {
            let late = clock.would_be_late(self.event.on);
            self.event.late.extend(late.then_some(term));
            self.clocks.push(ClockChange::Meet { term, on: self.event.on, late });
        }
        self
    }

    /// The act makes this term pointless. That it had run out before is still noted.
    pub(super) fn voids(mut self, term: TermId) -> Self {
        if let Some(clock) = self.matter.open_clock(term) {
            self.event.late.extend(clock.would_be_late(self.event.on).then_some(term));
            self.clocks.push(ClockChange::Void { term, on: self.event.on });
        }
        self
    }

    /// The act triggers this term.
    pub(super) fn starts(mut self, term: TermId) -> Self {
        self.clocks.push(ClockChange::Start { term, from: self.event.on });
        self
    }

    pub(super) fn finish(self, clue: Option<ClueState>) -> Transition {
        Transition { next: self.next, events: vec![self.event], clocks: self.clocks, clue }
    }
}

/// 分派: puts an officer in charge.
#[derive(Clone, Debug)]
pub struct Assign {
    pub by: Officer,
    pub to: Officer,
    pub on: Date,
}

/// Puts an officer in charge of a matter on which something is still owed.
pub fn assign(matter: &Matter, act: &Assign) -> Result<Transition, Refusal> {
    if !matter.state.is_open() && matter.due_on().is_none() {
        return Err(Refusal::WrongState { act: "分派承办人", state: matter.state });
    }
    let event = CaseEvent { assigned_to: Some(act.to.account_id()), ..CaseEvent::by(EventKind::Assigned, &act.by, act.on) };
    Ok(Outcome::new(matter, matter.state, event)?.finish(None))
}

/// 告知: the parties or the informant were told of the decision.
#[derive(Clone, Debug)]
pub struct Tell {
    pub by: Officer,
    pub on: Date,
}

/// Meets C-END or R-NOTE, whichever is open.
pub fn tell(matter: &Matter, act: &Tell) -> Result<Transition, Refusal> {
    if matter.open_clock(TermId::CEnd).is_none() && matter.open_clock(TermId::RNote).is_none() {
        return Err(Refusal::NothingToTell);
    }
    let event = CaseEvent::by(EventKind::Told, &act.by, act.on);
    Ok(Outcome::new(matter, matter.state, event)?.meets(TermId::CEnd).meets(TermId::RNote).finish(None))
}
