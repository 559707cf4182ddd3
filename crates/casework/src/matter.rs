//! 事项: one complaint or one tip-off inside a submission, and where it stands.

use jiff::civil::Date;

use crate::clock::{Clock, TermId};
use crate::clue::ClueState;
use crate::codes::{MatterKind, Protection, SubmissionKind, codes};
use crate::proceeding::{Proceeding, ProceedingKind, ProceedingState};

mod birth;
pub use birth::{Birth, Fresh, birth};

codes! {
    /// Where a complaint stands.
    ComplaintState {
        Received = "received", "待受理";
        Accepted = "accepted", "调解中";
        Declined = "declined", "不予受理";
        MediationEnded = "mediation_ended", "终止调解";
        Settled = "settled", "调解成功";
        Withdrawn = "withdrawn", "已撤回";
        /// Handled with another complaint about the same dispute.
        Merged = "merged", "已并案";
        /// Taken in as a fact about the past; how it ended is not on record.
        Historical = "historical", "历史件";
    }
}

codes! {
    /// Where a tip-off stands.
    TipoffState {
        Received = "received", "待核查";
        CaseOpened = "case_opened", "已立案";
        NoCase = "no_case", "不予立案";
        /// The informant was told where to go. Order 20 art. 29, Order 121 art. 34.
        NotCompetent = "not_competent", "告知另行提出";
        /// The same fact again: not handled another time. Order 121 art. 35 para. 2.
        Repeated = "repeated", "重复举报";
        /// New facts, handled with the tip-off before. Order 121 art. 35 para. 2.
        Merged = "merged", "已并案";
        /// Taken in as a fact about the past; how it ended is not on record.
        Historical = "historical", "历史件";
    }
}

impl TipoffState {
    /// How the clue stands that the tip-off brings; none of a past that is not on record.
    pub const fn clue(self) -> Option<ClueState> {
        match self {
            // What was put to another tip-off, or handled before, is decided there.
            Self::Received | Self::Repeated | Self::Merged => Some(ClueState::Open),
            Self::CaseOpened => Some(ClueState::Filed),
            Self::NoCase | Self::NotCompetent => Some(ClueState::NotFiled),
            Self::Historical => None,
        }
    }
}

/// Where a matter of either kind stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatterState {
    Complaint(ComplaintState),
    Tipoff(TipoffState),
}

impl MatterState {
    /// Every state of both kinds, complaints first.
    pub fn all() -> impl Iterator<Item = Self> {
        let complaints = ComplaintState::ALL.iter().map(|&state| Self::Complaint(state));
        complaints.chain(TipoffState::ALL.iter().map(|&state| Self::Tipoff(state)))
    }

    pub const fn kind(self) -> MatterKind {
        match self {
            Self::Complaint(_) => MatterKind::Complaint,
            Self::Tipoff(_) => MatterKind::Tipoff,
        }
    }

    /// The stable code, unique within its kind.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complaint(state) => state.code(),
            Self::Tipoff(state) => state.code(),
        }
    }

    /// The Chinese word that pages use.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Complaint(state) => state.label(),
            Self::Tipoff(state) => state.label(),
        }
    }

    /// The state of that kind with this code.
    pub fn from_code(kind: MatterKind, code: &str) -> Option<Self> {
        match kind {
            MatterKind::Complaint => ComplaintState::from_code(code).map(Self::Complaint),
            MatterKind::Tipoff => TipoffState::from_code(code).map(Self::Tipoff),
        }
    }

    /// Whether a decision on the matter is still owed.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Complaint(ComplaintState::Received | ComplaintState::Accepted) | Self::Tipoff(TipoffState::Received))
    }
}

/// The matters that a submission holds; each is handled by itself (Order 20 art. 7, Order 121 art. 9).
pub const fn split(kind: SubmissionKind) -> &'static [MatterKind] {
    match kind {
        SubmissionKind::Complaint => &[MatterKind::Complaint],
        SubmissionKind::Tipoff => &[MatterKind::Tipoff],
        SubmissionKind::Both => &[MatterKind::Complaint, MatterKind::Tipoff],
    }
}

/// What deciding needs to know of a matter: the caller loads it, nothing here is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    pub state: MatterState,
    /// The day on which the bureau received it; it chooses the rules.
    pub received_on: Date,
    /// Account of the officer in charge.
    pub officer_id: Option<i64>,
    /// Whether the filer of a tip-off gave a real name.
    pub real_name: bool,
    /// Flags that stand, i.e. not lifted by a named officer.
    pub protections: Vec<Protection>,
    pub clocks: Vec<Clock>,
    /// What is or was going on in it, oldest first.
    pub proceedings: Vec<Proceeding>,
    /// Put away: nothing more is done on it.
    pub archived: bool,
    /// Complainants whom this one represents in a joint complaint.
    pub represents: usize,
}

impl Matter {
    /// The proceeding of that kind that is going on.
    pub fn open_proceeding(&self, kind: ProceedingKind) -> Option<&Proceeding> {
        self.proceedings.iter().find(|known| known.kind == kind && known.state == ProceedingState::Open)
    }

    /// The clock of that term on which something is still owed.
    pub fn open_clock(&self, term: TermId) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.term == term && clock.state.is_open())
    }

    /// The day by which the next act is owed, if any is.
    pub fn due_on(&self) -> Option<Date> {
        self.clocks.iter().filter(|clock| clock.state.is_open()).map(|clock| clock.due_on).min()
    }
}
