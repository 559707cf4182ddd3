//! Moments and the wall clock of Asia/Shanghai.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

/// China has kept one time without daylight saving since 1991, so a fixed offset is exact for every filing on record.
fn shanghai() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// The wall clock at this moment.
pub fn local(moment: Timestamp) -> DateTime {
    shanghai().to_datetime(moment)
}

/// The day at this moment.
pub fn local_date(moment: Timestamp) -> Date {
    local(moment).date()
}

/// `2026-05-01 09:30` for people.
pub fn shown(moment: Timestamp) -> String {
    local(moment).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The same for a moment kept as unix seconds.
pub fn shown_seconds(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| "时间无效".to_owned(), shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_belongs_to_the_new_day() {
        let moment: Timestamp = "2026-04-14T16:00:00Z".parse().expect("a moment");
        assert_eq!(local_date(moment).to_string(), "2026-04-15");
        assert_eq!(shown_seconds(moment.as_second()), "2026-04-15 00:00");
    }
}
