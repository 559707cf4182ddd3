//! What this very complaint asks for. Source: 法释〔2024〕9号: punitive damages are a right; beside other facts the claim
//! tells who wants a loss made good from who wants to be paid.

use super::{Citations, Probe};
use crate::facts::Claim;
use crate::value::Value;

/// Unknown where the complaint does not say what it asks for.
pub(super) fn is(probe: &Probe<'_>, _: &mut Citations, wanted: Claim) -> Value {
    match probe.filing.claim {
        Claim::Unknown => Value::Unknown,
        claim => Value::yes(claim == wanted),
    }
}

/// Whether money beyond the loss was asked for or taken: several times the price, a raised sum, a reward.
pub(super) fn is_for_gain(probe: &Probe<'_>, _: &mut Citations) -> Value {
    let filing = probe.filing;
    Value::yes(
        matches!(filing.claim, Claim::Multiple | Claim::Raised | Claim::Reward) || filing.paid_withdrawal || filing.account.is_some(),
    )
}

pub(super) fn is_tipoff(probe: &Probe<'_>, _: &mut Citations) -> Value {
    Value::yes(probe.filing.is_tipoff())
}

#[cfg(test)]
mod tests {
    use crate::measure::Measure;
    use crate::testing::{Table, complaint};
    use crate::value::Value;

    #[test]
    fn a_claim_is_one_kind_or_unknown() {
        let of = |entry, measure| Table::new([entry]).measure(measure, 0).0;
        let one = || complaint(1, "王甲", 1, "甲店");
        assert_eq!(of(one().tenfold(), Measure::ThisClaimMultiple), Value::yes(true));
        assert_eq!(of(one().refund(), Measure::ThisClaimMultiple), Value::yes(false));
        assert_eq!(of(one().refund(), Measure::ThisClaimModest), Value::yes(true));
        assert_eq!(of(one(), Measure::ThisClaimModest), Value::Unknown);
        assert_eq!(of(one(), Measure::ThisForGain), Value::yes(false));
    }
}
