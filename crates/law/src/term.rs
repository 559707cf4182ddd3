//! 期限: how long a term is, between which dates, and by which clause.

use std::fmt;

use casework::clock::TermId;
use jiff::civil::Date;

use crate::Clause;

/// What a length counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// 工作日 of the State Council's calendar, make-up days included.
    WorkingDays,
    /// Calendar days.
    Days,
    Months,
    Years,
    /// Counted from the moment; by dates it is over at the same time on the following day.
    Hours,
}

/// How long a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub count: u16,
    pub unit: TimeUnit,
}

impl Length {
    /// `7 wd`, `60 d`, `6 m`, `3 y`, `24 h`.
    pub fn parse(text: &str) -> Option<Self> {
        let (count, unit) = text.split_once(' ')?;
        let unit = match unit {
            "wd" => TimeUnit::WorkingDays,
            "d" => TimeUnit::Days,
            "m" => TimeUnit::Months,
            "y" => TimeUnit::Years,
            "h" => TimeUnit::Hours,
            _ => return None,
        };
        let count = count.parse().ok().filter(|count| (1..=3660).contains(count))?;
        Some(Self { count, unit })
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            TimeUnit::WorkingDays => "个工作日",
            TimeUnit::Days => "日",
            TimeUnit::Months => "个月",
            TimeUnit::Years => "年",
            TimeUnit::Hours => "小时",
        };
        write!(f, "{}{unit}", self.count)
    }
}

/// One term as it stood between two dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub id: TermId,
    /// Binds what was received (or happened) from this day…
    pub from: Date,
    /// …to this day.
    pub to: Option<Date>,
    /// Only where this setting has this option chosen.
    pub when: Option<(String, String)>,
    pub length: Length,
    /// What a named approver may add before the term ends.
    pub extension: Option<Length>,
    /// Lengths of variants and half-way marks, each with its label.
    pub also: Vec<(String, Length)>,
    pub clause: Clause,
    /// What starts it.
    pub trigger: String,
    /// What is owed.
    pub act: String,
}

/// A question that the law leaves open and a deployment has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub id: String,
    pub text: String,
    pub options: Vec<SettingOption>,
    /// Id of the option in effect.
    pub chosen: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingOption {
    pub id: String,
    pub label: String,
}
