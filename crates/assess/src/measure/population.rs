//! How far one person's number of complaints lies outside what people file.
//!
//! "明显超出正常范围" (岳市监〔2024〕16号 part two (六)) has no number in the text; normal is what the population does,
//! measured over the year up to the day of receipt, so that a busy season moves the yardstick with the person.

use super::{Citations, Probe, complaints};
use crate::facts::Yardstick;
use crate::value::Value;

/// The person's complaints over the same year as the yardstick's.
fn with_yardstick<'a>(probe: &Probe<'a>) -> Option<(i64, Yardstick<'a>)> {
    let yardstick = probe.facts.yardstick(probe.filing.day)?;
    let year = Probe { facts: probe.facts, number: probe.number, filing: probe.filing, window_days: 365 };
    match complaints::count(&year, &mut Citations::Ignored) {
        Value::Count(count) if count > 0 => Some((count, yardstick)),
        _ => None,
    }
}

/// Complainants who complained less often / all complainants.
pub(super) fn rank(probe: &Probe<'_>, _: &mut Citations) -> Value {
    with_yardstick(probe).map_or(Value::Unknown, |(count, y)| Value::ratio(i64::from(y.persons_below(count)), i64::from(y.persons())))
}

/// The person's complaints / the 90th percentile, which one abuser in ten complainants does not move.
pub(super) fn times(probe: &Probe<'_>, _: &mut Citations) -> Value {
    with_yardstick(probe).map_or(Value::Unknown, |(count, y)| Value::ratio(count, y.ninetieth()))
}

#[cfg(test)]
mod tests {
    use crate::measure::Measure;
    use crate::testing::{Table, complaint};
    use crate::value::Value;

    #[test]
    fn a_filer_of_five_among_ninety_nine_of_one() {
        let mut entries: Vec<_> = (0..99).map(|n| complaint(100 + n, "路人甲", 1, &format!("店{n}"))).collect();
        entries.extend((0..5).map(|n| complaint(1, "王甲", 2 + n, &format!("铺{n}"))));
        let table = Table::new(entries);
        assert_eq!(table.measure(Measure::ComplaintsRank, 0).0, Value::ratio(99, 100));
        assert_eq!(table.measure(Measure::ComplaintsTimes, 0).0, Value::ratio(5, 1));
    }

    #[test]
    fn too_few_people_are_no_yardstick() {
        let table = Table::new((0..29).map(|n| complaint(n, "路人甲", 1, &format!("店{n}"))));
        assert_eq!(table.measure(Measure::ComplaintsRank, 0).0, Value::Unknown);
    }
}
