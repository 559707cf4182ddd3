//! 追诉标准: from when on an act is a crime that has to be referred. For the referral checklist only; it concludes nothing.

use jiff::civil::Date;

use crate::instrument::covers;
use crate::{Clause, Pack};

/// One threshold as it stands between two dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    pub id: String,
    /// `敲诈勒索`.
    pub crime: String,
    pub from: Date,
    pub to: Option<Date>,
    /// The lowest amount that a province may set, in yuan…
    pub amount_yuan: i64,
    /// …and the highest.
    pub amount_yuan_upper: i64,
    /// That many times…
    pub times: u16,
    /// …within so many months is enough without the amount.
    pub within_months: u16,
    pub clause: Clause,
    pub times_clause: Clause,
}

/// How facts stand to a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// The highest amount, or the number of times.
    Certainly,
    /// Between the lowest and the highest amount: what the province set decides.
    ByProvince,
    No,
}

impl Threshold {
    /// How an amount (in fen) and a number of times within the stretch stand to it.
    pub const fn reached(&self, amount_fen: i64, times: u16) -> Reached {
        if amount_fen >= self.amount_yuan_upper * 100 || times >= self.times {
            Reached::Certainly
        } else if amount_fen >= self.amount_yuan * 100 {
            Reached::ByProvince
        } else {
            Reached::No
        }
    }
}

impl Pack {
    /// The thresholds that stand on that day.
    pub fn thresholds(&self, on: Date) -> impl Iterator<Item = &Threshold> {
        self.thresholds.iter().filter(move |known| covers(known.from, known.to, on))
    }
}
