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

#[cfg(test)]
mod tests {
    use crate::testing::{Entry, Table, complaint, tipoff};
    use casework::codes::Verification;

    fn repeats(entries: impl IntoIterator<Item = Entry>) -> Vec<bool> {
        let facts = Table::new(entries).facts();
        facts.subjects().map(|s| facts.filing(s.0).is_repeat).collect()
    }

    #[test]
    fn one_dispute_counts_once_a_year_after_it_was_last_pressed() {
        assert_eq!(repeats([0, 300, 500].map(|day| complaint(1, "王甲", day, "甲店"))), [false, true, true]);
        assert_eq!(repeats([0, 365].map(|day| complaint(1, "王甲", day, "甲店"))), [false, false]);
        assert_eq!(repeats([1, 2].map(|person| complaint(person, "王甲", 0, "甲店"))), [false, false]);
        assert_eq!(repeats(["甲店", "乙店"].map(|shop| complaint(1, "王甲", 0, shop))), [false, false]);
        let item = |item: &str| Entry { item: Some(item.to_owned()), ..complaint(1, "王甲", 0, "甲店") };
        assert_eq!(repeats([item("牛奶"), item("面包"), item("牛奶")]), [false, false, true]);
    }

    #[test]
    fn one_clue_counts_once_a_week() {
        assert_eq!(repeats([0, 6, 12, 19].map(|day| tipoff(1, "王甲", day, "甲店", Verification::Untrue))), [false, true, true, false]);
    }
}
