//! 情形: what a clause names as a sign of abuse, as data.

use crate::condition::Condition;
use crate::facts::Filing;

/// One circumstance with its conditions, as one version of the policy has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circumstance {
    /// E.g. `yy16.2.6`: instrument, part or article, number.
    pub id: String,
    /// Recorded with every finding; changes whenever a condition changes.
    pub version: String,
    /// Short title, e.g. `投诉数量和频次明显超出正常范围`.
    pub title: String,
    /// Id of the instrument in the law packs.
    pub instrument: String,
    /// As it is cited, e.g. `岳市监〔2024〕16号第二部分第（六）项`.
    pub citation: String,
    /// The words of the clause.
    pub clause: String,
    /// Which matters the clause speaks of.
    pub applies_to: Applies,
    /// What an officer may ask for when it is only a hint.
    pub ask: String,
    /// `None` where the clause leaves it to an officer to find: `其他` has no conditions.
    pub hit: Option<Condition>,
    pub hint: Option<Condition>,
    pub counters: Vec<Counter>,
}

/// Of which filings a clause speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    Complaint,
    Tipoff,
    /// Acts that are wrong whatever they accompany: planting, extortion.
    Any,
}

impl Applies {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Tipoff => "tipoff",
            Self::Any => "any",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Complaint, Self::Tipoff, Self::Any].into_iter().find(|applies| applies.code() == code)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Complaint => "投诉",
            Self::Tipoff => "举报",
            Self::Any => "投诉或举报",
        }
    }
}

/// Evidence against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    pub condition: Condition,
    pub effect: Effect,
}

/// What evidence against does when it is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A hit becomes a hint.
    Lowers,
    /// There is no finding.
    Clears,
}

impl Effect {
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code {
            "lowers" => Some(Self::Lowers),
            "clears" => Some(Self::Clears),
            _ => None,
        }
    }
}

impl Circumstance {
    pub(crate) const fn speaks_of(&self, filing: &Filing) -> bool {
        match self.applies_to {
            Applies::Complaint => filing.is_complaint(),
            Applies::Tipoff => filing.is_tipoff(),
            Applies::Any => true,
        }
    }
}
