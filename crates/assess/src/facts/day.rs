//! Days as plain numbers: windows are subtractions, and the hot loops make no calendar.

use jiff::civil::Date;

/// Days since 1970-01-01, negative before.
pub(crate) fn day_number(date: Date) -> i32 {
    let month = i32::from(date.month());
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + i32::from(date.day()) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_epoch_is_day_zero() {
        assert_eq!(day_number(date(1970, 1, 1)), 0);
        assert_eq!(day_number(date(2026, 4, 15)), 20_558);
        assert_eq!(day_number(date(1969, 12, 31)), -1);
    }

    proptest! {
        #[test]
        fn the_next_day_is_one_more(offset in 0_i32..200_000) {
            let day = date(1700, 1, 1) + offset.days();
            prop_assert_eq!(day_number(day + 1.day()), day_number(day) + 1);
        }
    }
}
