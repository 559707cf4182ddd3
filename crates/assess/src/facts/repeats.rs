//! The same dispute pressed again is not one more complaint.
//!
//! Somebody who is not answered writes again, by the platform, by the hotline and by letter. Counted as they come,
//! the most neglected citizen would look like the most abusive one.

use casework::codes::Issue;
use rustc_hash::FxHashMap;

use super::symbols::Symbol;

/// A filing of the same dispute within this many days after the last one is a repeat of it.
const COMPLAINT_DAYS: i32 = 365;

/// A tip-off on the same trader and issue within this many days is the same clue by another channel.
const TIPOFF_DAYS: i32 = 7;

/// What makes two filings of one person the same dispute.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Dispute {
    pub(crate) person: Symbol,
    pub(crate) operator: Symbol,
    pub(crate) item: Option<Symbol>,
    pub(crate) purchased_day: Option<i32>,
    pub(crate) issue: Option<Issue>,
    pub(crate) is_complaint: bool,
}

/// Finds repeats among filings that are shown in order of receipt.
#[derive(Default)]
pub(crate) struct Repeats {
    last_day: FxHashMap<Dispute, i32>,
}

impl Repeats {
    pub(crate) fn is_repeat(&mut self, dispute: Dispute, day: i32) -> bool {
        let within = if dispute.is_complaint { COMPLAINT_DAYS } else { TIPOFF_DAYS };
        self.last_day.insert(dispute, day).is_some_and(|last| day - last < within)
    }
}
