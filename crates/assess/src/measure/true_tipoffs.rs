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

/// True or partly true ones, over every issue.
pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    Value::Count(citations.count(probe.past_of_person().filter(|(_, f)| f.counts_as_tipoff() && is_true(f)).map(|(n, _)| n)))
}

#[cfg(test)]
mod tests {
    use casework::codes::Verification::{Partly, True, Untrue, Unverifiable};

    use crate::measure::Measure;
    use crate::testing::{Table, tipoff};
    use crate::value::Value;

    #[test]
    fn what_could_not_be_verified_is_neither() {
        let found = [True, Partly, Untrue, Unverifiable];
        let table = Table::new((0..).zip(found).map(|(n, v)| tipoff(1, "钱庚", n * 40, &format!("店{n}"), v)));
        assert_eq!(table.measure(Measure::TrueTipoffs, 730), (Value::Count(2), vec![1, 2]));
        assert_eq!(table.measure(Measure::TrueShare, 730).0, Value::ratio(2, 3));
    }
}
