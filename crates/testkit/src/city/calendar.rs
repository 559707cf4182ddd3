//! When things happen.

use jiff::Span;
use jiff::civil::{Date, DateTime, Weekday};

use super::dice::Dice;

/// `date` moved by `days`; the calendar's edge is never near.
pub(crate) fn plus(date: Date, days: i64) -> Date {
    date.saturating_add(Span::new().days(days))
}

/// Days from `from` to `to`, negative when `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// A day of filing between `from` and `to`: later days a little more often, week-ends half as often.
pub(crate) fn filing_day(dice: &mut Dice, from: Date, to: Date) -> Date {
    let length = days_between(from, to).max(0);
    loop {
        let (first, second) = (dice.between(0, length), dice.between(0, length));
        // Business grows: of two draws the later one wins now and then.
        let day = plus(from, if dice.percent(30.0) { first.max(second) } else { first });
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || dice.percent(50.0) {
            return day;
        }
    }
}

/// A minute of that day at which people file.
pub(crate) fn filing_time(dice: &mut Dice, day: Date) -> DateTime {
    let hour = dice.weighted(&[
        (8, 8),
        (14, 9),
        (14, 10),
        (9, 11),
        (5, 12),
        (6, 13),
        (12, 14),
        (13, 15),
        (11, 16),
        (6, 17),
        (3, 19),
        (3, 20),
        (2, 21),
        (1, 22),
    ]);
    day.at(hour, dice.between(0, 59) as i8, dice.between(0, 59) as i8, 0)
}

/// 7月3日.
pub(crate) fn spoken(day: Date) -> String {
    format!("{}月{}日", day.month(), day.day())
}
