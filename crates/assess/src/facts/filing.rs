//! One 来件 as the measures see it: symbols, day numbers and a few flags, no text of a person.

use casework::codes::{Category, Issue, Protection, SubmissionKind, Verification};
use jiff::civil::Date;

use super::claims::Claim;
use super::contacts::Line;
use super::signs::Signs;
use super::symbols::Symbol;

/// What became of a `本人否认` attestation about a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denial {
    None,
    /// The person in whose name it was filed says so, and an authority found it so.
    Established,
    /// An authority looked into the denial and did not find it so.
    Rejected,
}

/// What authorities attested about how this very filing came about, each established.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attested {
    /// 受雇.
    pub(crate) hired: bool,
    /// 捏造事实.
    pub(crate) invented: bool,
    /// 夹带掉包.
    pub(crate) planted: bool,
    /// 敲诈勒索.
    pub(crate) extortion: bool,
}

pub(crate) struct Filing {
    pub(crate) submission_id: i64,
    pub(crate) received_on: Date,
    /// [`super::day::day_number`] of `received_on`.
    pub(crate) day: i32,
    pub(crate) kind: SubmissionKind,
    pub(crate) person: Option<Symbol>,
    /// Whole names only.
    pub(crate) name: Option<Symbol>,
    pub(crate) surname: Option<Symbol>,
    pub(crate) given: Option<Symbol>,
    /// Whole resident identity numbers only.
    pub(crate) id_no: Option<Symbol>,
    /// Full numbers of persons only, never a service number.
    pub(crate) phone: Option<Symbol>,
    pub(crate) line: Option<Line>,
    /// An address that names one door.
    pub(crate) dwelling: Option<Symbol>,
    /// Any unmasked address: good enough to say that two people may be one household, not to say that they conspire.
    pub(crate) address: Option<Symbol>,
    pub(crate) consignee_phone: Option<Symbol>,
    pub(crate) consignee_dwelling: Option<Symbol>,
    pub(crate) account: Option<Symbol>,
    /// The template that its text is a copy of.
    pub(crate) template: Option<Symbol>,
    /// The agent's full telephone, of the same domain as `phone`.
    pub(crate) agent_phone: Option<Symbol>,
    pub(crate) order: Option<Symbol>,
    /// Each evidence file once.
    pub(crate) evidence: Box<[Symbol]>,
    pub(crate) operator: Symbol,
    pub(crate) category: Option<Category>,
    pub(crate) issue: Option<Issue>,
    pub(crate) item: Option<Symbol>,
    pub(crate) purchased_day: Option<i32>,
    /// In thousandths of its unit; `None` where nothing was said.
    pub(crate) quantity_milli: Option<i64>,
    /// What one household would buy at most of it, in the same unit.
    pub(crate) allowance_milli: Option<i64>,
    pub(crate) claim: Claim,
    pub(crate) punitive_award: bool,
    /// The day from which a punitive award was known to its receiver.
    pub(crate) award_day: Option<i32>,
    /// Withdrawn after money was paid.
    pub(crate) paid_withdrawal: bool,
    pub(crate) has_agent: bool,
    pub(crate) signs: Signs,
    pub(crate) attested: Attested,
    pub(crate) verification: Option<Verification>,
    pub(crate) denial: Denial,
    /// The strongest protection that stands.
    pub(crate) protection: Option<Protection>,
    /// Files the same dispute or clue again, see [`super::repeats`].
    pub(crate) is_repeat: bool,
    /// Number of the ring (see [`super::rings`]) that it belongs to.
    pub(crate) ring: Option<u32>,
    /// Number of the hand (see [`super::hands`]) that it goes through.
    pub(crate) hand: Option<u32>,
}

impl Filing {
    pub(crate) const fn is_complaint(&self) -> bool {
        matches!(self.kind, SubmissionKind::Complaint | SubmissionKind::Both)
    }

    pub(crate) const fn is_tipoff(&self) -> bool {
        matches!(self.kind, SubmissionKind::Tipoff | SubmissionKind::Both)
    }

    /// Whether it is one complaint more, and not the same dispute pressed again.
    pub(crate) const fn counts_as_complaint(&self) -> bool {
        self.is_complaint() && !self.is_repeat
    }

    /// Whether it is one tip-off more, and not the same clue sent again.
    pub(crate) const fn counts_as_tipoff(&self) -> bool {
        self.is_tipoff() && !self.is_repeat
    }
}
