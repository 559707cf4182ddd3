//! What a measure is given: the facts, the 来件 in question, the window, and a place to cite what it counted.

use crate::facts::{Facts, Filing, Subject};

/// One question put to a measure.
pub(crate) struct Probe<'a> {
    pub(crate) facts: &'a Facts,
    /// Number of the 来件 in question.
    pub(crate) number: u32,
    pub(crate) filing: &'a Filing,
    /// Length of the window in days; 0 for measures without one.
    pub(crate) window_days: i32,
}

impl<'a> Probe<'a> {
    pub(crate) fn new(facts: &'a Facts, subject: Subject, window_days: u32) -> Self {
        let window_days = i32::try_from(window_days).unwrap_or(i32::MAX);
        Self { facts, number: subject.0, filing: facts.filing(subject.0), window_days }
    }

    /// The person's filings received within the window that ends with this 来件, itself included, in order.
    /// What came after it is left out: nobody is measured by what they had not yet done.
    pub(crate) fn past_of_person(&self) -> impl Iterator<Item = (u32, &'a Filing)> + Clone + use<'a> {
        let numbers = self.facts.of_person(self.filing.person);
        let first_day = self.filing.day.saturating_sub(self.window_days);
        let (facts, last) = (self.facts, self.number);
        let start = numbers.partition_point(|&n| facts.filing(n).day <= first_day);
        numbers[start..].iter().take_while(move |&&n| n <= last).map(move |&n| (n, facts.filing(n)))
    }
}

/// Collects the 来件 and department facts behind a value, or ignores them while a tree is only being decided.
pub(crate) enum Citations {
    Ignored,
    Kept { filings: Vec<u32>, deeds: Vec<u32> },
}

impl Citations {
    pub(crate) const fn kept() -> Self {
        Self::Kept { filings: Vec::new(), deeds: Vec::new() }
    }

    pub(crate) fn cite(&mut self, number: u32) {
        if let Self::Kept { filings, .. } = self {
            filings.push(number);
        }
    }

    pub(crate) fn cite_deed(&mut self, at: u32) {
        if let Self::Kept { deeds, .. } = self {
            deeds.push(at);
        }
    }

    /// Counts an iterator of numbers and cites each.
    pub(crate) fn count(&mut self, numbers: impl Iterator<Item = u32>) -> i64 {
        let mut count = 0;
        for number in numbers {
            self.cite(number);
            count += 1;
        }
        count
    }

    /// Counts department facts and cites each.
    pub(crate) fn count_deeds(&mut self, deeds: impl Iterator<Item = u32>) -> i64 {
        let mut count = 0;
        for at in deeds {
            self.cite_deed(at);
            count += 1;
        }
        count
    }
}
