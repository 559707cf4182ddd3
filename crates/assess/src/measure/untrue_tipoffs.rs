//! 多次举报经营者存在同类违法行为，经调查不属实. Source: 岳市监〔2024〕16号 part three (二).
//!
//! "同类" is read as the same issue; under `其他`, which is no kind, also the same trader. `无法查实` is not `不属实`.

use casework::codes::{Issue, Verification};

use super::{Citations, Probe};
use crate::facts::{Claim, Filing};
use crate::value::Value;

/// The person's tip-offs of the same kind in the window, a clue sent again by another channel counted once.
fn of_same_kind<'a>(probe: &Probe<'a>) -> Option<impl Iterator<Item = (u32, &'a Filing)> + Clone + use<'a>> {
    probe.filing.person?;
    let issue = probe.filing.issue?;
    let operator = probe.filing.operator;
    Some(
        probe
            .past_of_person()
            .filter(move |(_, f)| f.counts_as_tipoff() && f.issue == Some(issue) && (issue != Issue::Other || f.operator == operator)),
    )
}

fn is_untrue(filing: &Filing) -> bool {
    filing.verification == Some(Verification::Untrue)
}

pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    of_same_kind(probe)
        .map_or(Value::Unknown, |tipoffs| Value::Count(citations.count(tipoffs.filter(|(_, f)| is_untrue(f)).map(|(n, _)| n))))
}

/// Untrue / (true, partly true or untrue).
pub(super) fn share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let Some(tipoffs) = of_same_kind(probe) else { return Value::Unknown };
    let settled = tipoffs.filter(|(_, f)| matches!(f.verification, Some(Verification::True | Verification::Partly | Verification::Untrue)));
    let untrue = settled.clone().filter(|(_, f)| is_untrue(f)).count();
    let all = citations.count(settled.map(|(n, _)| n));
    Value::ratio(i64::try_from(untrue).unwrap_or(i64::MAX), all)
}

/// Tip-offs of the same kind that ask for a reward or for several times the price / all of them. To ask is lawful; with
/// one untrue tip-off after another it shows what they were for.
pub(super) fn gain_share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let Some(tipoffs) = of_same_kind(probe) else { return Value::Unknown };
    let all = tipoffs.clone().count();
    let for_gain = citations.count(tipoffs.filter(|(_, f)| matches!(f.claim, Claim::Reward | Claim::Multiple)).map(|(n, _)| n));
    Value::ratio(for_gain, i64::try_from(all).unwrap_or(i64::MAX))
}
