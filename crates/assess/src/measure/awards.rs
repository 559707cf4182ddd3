//! 惩罚性赔偿 that was paid. Source: 岳市监〔2024〕16号 part two (一).

use super::{Citations, Probe};
use crate::value::Value;

/// The person's filings in the window that ended in a punitive award known by the day of assessment.
pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    Value::Count(citations.count(probe.past_of_person().filter(|(_, f)| f.punitive_award).map(|(n, _)| n)))
}
