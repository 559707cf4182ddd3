//! When a term ends.

use casework::clock::TermId;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::calendar::Counted;
use crate::{Calendar, LawError, Length, Pack, TimeUnit};

/// The end of a term, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day in time.
    pub due_on: Date,
    /// Some day that was counted lies outside the work calendar on file.
    pub provisional: bool,
    pub citation: String,
    /// `7个工作日`.
    pub term: String,
}

impl Pack {
    /// When the term ends that an event of that day triggers, under the law of that same day.
    pub fn due(&self, id: TermId, from: Date) -> Result<Due, LawError> {
        self.due_under(id, from, from)
    }

    /// When the term ends that an event of `from` triggers, under the law of `pack_date`: for a matter, the day of its receipt.
    pub fn due_under(&self, id: TermId, from: Date, pack_date: Date) -> Result<Due, LawError> {
        let term = self.term(id, pack_date).ok_or(LawError::NoTerm { term: id, on: pack_date })?;
        let Counted { date, provisional } = count(&self.calendar, term.length, from).ok_or(LawError::OutOfRange)?;
        Ok(Due { due_on: date, provisional, citation: term.clause.citation.clone(), term: term.length.to_string() })
    }

    /// When a half-way mark of the term falls, such as the review of a registry entry (`复核` of L-EXP).
    pub fn due_mark(&self, id: TermId, label: &str, from: Date) -> Result<Due, LawError> {
        let missing = || LawError::NoTerm { term: id, on: from };
        let term = self.term(id, from).ok_or_else(missing)?;
        let (_, length) = term.also.iter().find(|(known, _)| known == label).ok_or_else(missing)?;
        let Counted { date, provisional } = count(&self.calendar, *length, from).ok_or(LawError::OutOfRange)?;
        Ok(Due { due_on: date, provisional, citation: term.clause.citation.clone(), term: length.to_string() })
    }

    /// To the minute for a term in hours; otherwise the end of its last day.
    pub fn due_at(&self, id: TermId, from: DateTime, pack_date: Date) -> Result<DateTime, LawError> {
        let term = self.term(id, pack_date).ok_or(LawError::NoTerm { term: id, on: pack_date })?;
        if term.length.unit == TimeUnit::Hours {
            return from.checked_add(i64::from(term.length.count).hours()).map_err(|_| LawError::OutOfRange);
        }
        let due = self.due_under(id, from.date(), pack_date)?;
        Ok(due.due_on.at(23, 59, 59, 0))
    }
}

/// The last day of a length that starts with an event of `from`, which is not counted itself. `None` past the end of time.
///
/// Where a month has no such day its last one is meant. Hours never move: the hand-over to the police waits for no holiday.
pub(crate) fn count(calendar: &Calendar, length: Length, from: Date) -> Option<Counted> {
    count_on(calendar, length, 0, from, &[])
}

/// The same with an extension of that many units, and with the stretches on which the clock stood still (first day in, last day out), in
/// their order and apart from each other.
pub(crate) fn count_on(calendar: &Calendar, length: Length, extended: u32, from: Date, stood_still: &[(Date, Date)]) -> Option<Counted> {
    let n = u32::from(length.count) + extended;
    if length.unit == TimeUnit::WorkingDays {
        let mut stood = 0;
        let mut provisional = false;
        for &(since, until) in stood_still {
            let (days, known) = calendar.working_days_between(since, until);
            stood += days;
            provisional |= !known;
        }
        let counted = calendar.add_working_days(from, n + stood)?;
        return Some(Counted { provisional: counted.provisional || provisional, ..counted });
    }
    let n = i64::from(n);
    let unsuspended = match length.unit {
        TimeUnit::Hours => from.checked_add(((n + 23) / 24).days()),
        TimeUnit::Months => from.checked_add(n.months()),
        TimeUnit::Years => from.checked_add(n.years()),
        TimeUnit::Days | TimeUnit::WorkingDays => from.checked_add(n.days()),
    };
    let mut last = unsuspended.ok()?;
    for &(since, until) in stood_still {
        // While it waits for a holiday to pass, the last day is the day after the holiday (Order 121 art. 45), and what stands still is added
        // to that: decision 0302.
        if since > last && length.unit != TimeUnit::Hours {
            last = calendar.roll(last)?.date;
        }
        last = last.checked_add(i64::from((until - since).get_days()).days()).ok()?;
    }
    match length.unit {
        TimeUnit::Hours => Some(Counted { date: last, provisional: false }),
        _ => calendar.roll(last),
    }
}
