//! Whether complaints seek money beyond the loss. Source: 岳市监〔2024〕16号 part two; 法释〔2024〕9号: to ask for
//! punitive damages is a right, so this is never a finding by itself, only what tells a heavy filer who profits from
//! one who suffers or serves.

use super::{Citations, Probe};
use crate::facts::Claim;
use crate::value::Value;

/// Complaints that ask for several times the price / all complaints of the person in the window.
pub(super) fn multiple_share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    share(probe, citations, Claim::Multiple)
}

/// Complaints that ask for no more than the price / all complaints of the person in the window. One that does not say
/// what it asks for is not counted as modest.
pub(super) fn modest_share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    share(probe, citations, Claim::Modest)
}

/// Complaints that ask for more than the price, whether or not they say how much / all complaints of the person.
pub(super) fn raised_share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    share_of(probe, citations, |claim| matches!(claim, Claim::Multiple | Claim::Raised))
}

fn share(probe: &Probe<'_>, citations: &mut Citations, claim: Claim) -> Value {
    share_of(probe, citations, |asked| asked == claim)
}

fn share_of(probe: &Probe<'_>, citations: &mut Citations, is_counted: impl Fn(Claim) -> bool) -> Value {
    let complaints = probe.past_of_person().filter(|(_, f)| f.counts_as_complaint());
    let part = citations.count(complaints.clone().filter(|(_, f)| is_counted(f.claim)).map(|(n, _)| n));
    Value::ratio(part, i64::try_from(complaints.count()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use crate::measure::Measure;
    use crate::testing::{Table, complaint};
    use crate::value::Value;

    #[test]
    fn each_claim_is_counted_with_its_kind() {
        let shop = |n: i32| complaint(1, "王甲", n, &format!("店{n}"));
        let table = Table::new([shop(0).tenfold(), shop(1).refund(), shop(2), shop(3).tenfold()]);
        assert_eq!(table.measure(Measure::MultipleClaimShare, 365), (Value::ratio(2, 4), vec![1, 4]));
        assert_eq!(table.measure(Measure::ModestClaimShare, 365), (Value::ratio(1, 4), vec![2]));
        assert_eq!(table.measure(Measure::MultipleClaimShare, 2), (Value::ratio(1, 2), vec![4]));
    }
}
