//! Whether the derived person is one person at all.

use super::{Citations, Probe};
use crate::value::Value;

/// Different full identity numbers among the person's filings; the first filing with each is cited.
pub(super) fn id_numbers(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let mut seen = Vec::new();
    for &number in probe.facts.of_person(probe.filing.person) {
        if let Some(id_no) = probe.facts.filing(number).id_no.filter(|i| !seen.contains(i)) {
            seen.push(id_no);
            citations.cite(number);
        }
    }
    Value::Count(i64::try_from(seen.len()).unwrap_or(i64::MAX))
}
