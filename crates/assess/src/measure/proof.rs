//! 真实消费关系: papers that prove one purchase cannot prove another, and an order has one buyer.
//! Source: Order 121 art. 17(3); 岳市监〔2024〕16号 part two (七).

use super::{Citations, Probe};
use crate::facts::{Facts, Filing};
use crate::value::Value;

/// A file of more filings than this is a form of the platform, not somebody's evidence.
const LIMIT_FILINGS: usize = 200;

/// Other traders against whom the *whole* evidence of this complaint was also used: a photo of one's own card among the
/// files is common to all that a person files, so only where no file belongs to this complaint alone. Unknown without files.
pub(super) fn reused_evidence(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let (facts, this) = (probe.facts, probe.filing);
    if this.evidence.is_empty() {
        return Value::Unknown;
    }
    let mut operators = Vec::new();
    let mut cited = Vec::new();
    for &file in &this.evidence {
        let users = facts.of_evidence(file);
        let elsewhere = users.iter().copied().filter(|&n| facts.filing(n).operator != this.operator && facts.filing(n).is_complaint());
        let before = operators.len();
        if users.len() <= LIMIT_FILINGS {
            for number in elsewhere {
                cited.push(number);
                operators.push(facts.filing(number).operator);
            }
        }
        if operators.len() == before {
            return Value::Count(0);
        }
    }
    operators.sort_unstable();
    operators.dedup();
    cited.push(probe.number);
    citations.count(cited.into_iter());
    Value::Count(i64::try_from(operators.len()).unwrap_or(i64::MAX))
}

/// Other people, not of one household with this one, whose complaints give the same order number.
pub(super) fn order_of_others(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let this = probe.filing;
    if this.order.is_none() || this.person.is_none() {
        return Value::Unknown;
    }
    let mut people = Vec::new();
    for &number in probe.facts.of_order(this.order) {
        let other = probe.facts.filing(number);
        if other.is_complaint() && other.person.is_some() && other.person != this.person && !are_one_household(this, other) {
            citations.cite(number);
            if !people.contains(&other.person) {
                people.push(other.person);
            }
        }
    }
    Value::Count(i64::try_from(people.len()).unwrap_or(i64::MAX))
}

fn are_one_household(one: &Filing, other: &Filing) -> bool {
    let same = |a: Option<_>, b: Option<_>| a.is_some() && a == b;
    same(one.phone, other.phone) || same(one.address, other.address) || same(one.surname, other.surname) || same(one.name, other.name)
}

/// Whether nothing at all speaks of a purchase: no order, no day, no sum, no evidence.
const fn is_bare(filing: &Filing) -> bool {
    filing.order.is_none() && filing.purchased_day.is_none() && filing.quantity_milli.is_none() && filing.evidence.is_empty()
}

/// The person's complaints in the window about which nothing speaks of a purchase though several times a price is asked.
pub(super) fn bare_claims(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let bare = probe.past_of_person().filter(|(_, f)| f.counts_as_complaint() && f.claim == crate::facts::Claim::Multiple && is_bare(f));
    Value::Count(citations.count(bare.map(|(n, _)| n)))
}

/// Filings of the person in the window with the narrative of this one against other traders.
pub(super) fn same_text(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let (facts, this): (&Facts, &Filing) = (probe.facts, probe.filing);
    if this.template.is_none() || this.person.is_none() {
        return Value::Unknown;
    }
    let alike = probe
        .past_of_person()
        .filter(|(n, f)| *n != probe.number && f.template == this.template && facts.filing(*n).operator != this.operator);
    Value::Count(citations.count(alike.map(|(n, _)| n)))
}

#[cfg(test)]
mod tests {
    use crate::measure::Measure;
    use crate::testing::{Entry, Table, complaint};
    use crate::value::Value;

    fn with(evidence_hashes: &'static str, day: i32, operator: &str) -> Entry {
        Entry { evidence_hashes, ..complaint(1, "王甲", day, operator) }
    }

    #[test]
    fn evidence_of_its_own_clears_the_rest() {
        let of = |entries: Vec<Entry>| Table::new(entries).measure(Measure::ReusedEvidenceOperators, 0);
        assert_eq!(of(vec![with("aa", 1, "甲店"), with("aa", 2, "乙店")]), (Value::Count(1), vec![1, 2]));
        assert_eq!(of(vec![with("aa", 1, "甲店"), with("aa;bb", 2, "乙店")]).0, Value::Count(0));
        assert_eq!(of(vec![with("aa", 1, "甲店"), with("aa", 2, "甲店")]).0, Value::Count(0));
        assert_eq!(of(vec![with("", 1, "甲店")]).0, Value::Unknown);
    }

    #[test]
    fn an_order_has_one_buyer_or_one_household() {
        let order = |person, name: &str, day| Entry { order_no: Some("SYN20250101"), ..complaint(person, name, day, "甲店") };
        let of = |entries: Vec<Entry>| Table::new(entries).measure(Measure::OrderOfOthers, 0);
        assert_eq!(of(vec![order(1, "王甲", 1), order(2, "李乙", 2)]), (Value::Count(1), vec![1]));
        assert_eq!(of(vec![order(1, "王甲", 1).phone("13900000001"), order(2, "李乙", 2).phone("13900000001")]).0, Value::Count(0));
        assert_eq!(of(vec![order(1, "王甲", 1), order(1, "王甲", 2)]).0, Value::Count(0));
    }

    #[test]
    fn a_text_used_against_many_traders() {
        let text = |day, operator: &str| Entry { template: Some(7), ..complaint(1, "王甲", day, operator) };
        let table = Table::new([text(1, "甲店"), text(2, "乙店"), text(3, "丙店")]);
        assert_eq!(table.measure(Measure::SameTextFilings, 365), (Value::Count(2), vec![1, 2]));
    }
}
