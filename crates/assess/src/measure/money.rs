//! Whether complaints seek money beyond the loss. Source: 岳市监〔2024〕16号 part two; 法释〔2024〕9号: to ask for
//! punitive damages is a right, so this is never a finding by itself, only what tells a heavy filer who profits from
//! one who suffers or serves.

use super::{Citations, Probe};
use crate::facts::Claim;
use crate::value::Value;

/// Complaints that ask for several times the price / all complaints of the person in the window.
pub(super) fn multiple_share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let complaints = probe.past_of_person().filter(|(_, f)| f.counts_as_complaint());
    let multiple = citations.count(complaints.clone().filter(|(_, f)| f.claim == Claim::Multiple).map(|(n, _)| n));
    Value::ratio(multiple, i64::try_from(complaints.count()).unwrap_or(i64::MAX))
}
