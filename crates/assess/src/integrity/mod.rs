//! 廉洁监测 (M-1.4): signals in officers' own acts, with evidence trees like those about filers. They are for the auditor, and they
//! are reasons to ask, not findings: nothing in this system follows from one by itself.

mod policy;
#[cfg(test)]
mod tests;
mod watch;

use jiff::civil::{Date, DateTime};

pub use policy::{Monitor, Monitors};
pub use watch::watch;

use crate::evidence::{Citation, Node};

/// A complaint that an officer ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    pub officer: i64,
    pub filing: Citation,
    /// The derived person who filed.
    pub person: Option<i64>,
    /// What tells traders apart: the credit code, else the name.
    pub trader: String,
    /// What tells agents apart; nothing where nobody stood in.
    pub agent: Option<String>,
    /// When it was accepted, if it was.
    pub accepted_on: Option<Date>,
    pub closed_on: Date,
    /// 调解成功; else declined, ended or withdrawn.
    pub is_settled: bool,
}

/// A look at clear values of a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    pub officer: i64,
    pub filing: Citation,
    pub at: DateTime,
    /// The filing is or was theirs, or they did something on it within the window.
    pub has_case: bool,
}

/// Something that an officer did on a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    pub officer: i64,
    pub filing: Citation,
    pub at: DateTime,
    /// On a day that is no working day.
    pub on_day_off: bool,
    /// It took back what was done before.
    pub reverses: bool,
    /// By somebody who declared a tie to a party of the filing, then or at another time.
    pub is_tied: bool,
}

/// What officers did: everything in the longest window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conduct {
    pub closings: Vec<Closing>,
    pub looks: Vec<Look>,
    pub deeds: Vec<Deed>,
}

/// Whom or what the officer's acts concern.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    Person(i64),
    Trader(String),
    /// An agent, told apart but not named here.
    Agent,
    /// The officer's own habits.
    Nobody,
}

/// A monitor whose conditions all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    pub officer: i64,
    /// Id of the monitor.
    pub monitor: String,
    pub about: About,
    /// The conditions joined, each with the filings that its value rests on.
    pub evidence: Node,
}
