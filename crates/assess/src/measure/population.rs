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
