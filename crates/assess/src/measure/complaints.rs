//! 投诉件数. Source: 岳市监〔2024〕16号 part two (六); Order 121 art. 17(1).

use super::{Citations, Probe};
use crate::value::Value;

/// The person's complaints in the window; unknown where nobody knows who filed.
pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    Value::Count(citations.count(probe.past_of_person().filter(|(_, f)| f.counts_as_complaint()).map(|(n, _)| n)))
}
