//! Tip-offs that were found true: the strongest word for a person who tips off often.
//! Source: 岳市监〔2024〕16号 part one (二) "鼓励公益性投诉举报行为"; Order 121 art. 6.

use casework::codes::Verification;

use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

const fn is_true(filing: &Filing) -> bool {
    matches!(filing.verification, Some(Verification::True | Verification::Partly))
}

pub(super) fn this_one(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let found_true = is_true(probe.filing);
    if found_true {
        citations.cite(probe.number);
    }
    Value::yes(found_true)
}

/// True or partly true / all verified with an answer, over every issue.
pub(super) fn share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let verified =
        probe.past_of_person().filter(|(_, f)| f.counts_as_tipoff() && (is_true(f) || f.verification == Some(Verification::Untrue)));
    let all = verified.clone().count();
    let found_true = citations.count(verified.filter(|(_, f)| is_true(f)).map(|(n, _)| n));
    Value::ratio(found_true, i64::try_from(all).unwrap_or(i64::MAX))
}
