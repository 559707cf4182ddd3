//! 数量明显超出合理生活消费需要: what a person bought of one thing within one stretch, against what a household would.
//! Source: 岳市监〔2024〕16号 part two (二); Order 121 art. 17(1); 法释〔2024〕9号 art. 12–14: shelf life, usual habit and
//! frequency; several purchases of a short time are judged by their sum.

use super::goods::{are_alike, are_traders_alike};
use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

/// The person's complaints of the window about the same goods from the same trader or one of its kind, each purchase once.
fn of_same_goods<'a>(probe: &Probe<'a>) -> impl Iterator<Item = (u32, &'a Filing)> + Clone + use<'a> {
    let (facts, this) = (probe.facts, probe.filing);
    probe.past_of_person().filter(move |(n, f)| {
        (f.counts_as_complaint() || f.submission_id == this.submission_id)
            && (facts.filing(*n).submission_id == this.submission_id || (are_traders_alike(this, f) && are_alike(facts, this, f)))
    })
}

/// The sum of quantities in the unit of this one / what one household would buy. Unknown where no quantity is given or
/// the table does not know the goods. A person nobody knows is measured by this one filing.
pub(super) fn times(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let this = probe.filing;
    let (Some(own), Some(allowance)) = (this.quantity_milli, this.allowance_milli) else { return Value::Unknown };
    if this.person.is_none() {
        citations.cite(probe.number);
        return Value::ratio(own, allowance);
    }
    let mut sum = 0_i64;
    for (number, filing) in of_same_goods(probe).filter(|(_, f)| f.allowance_milli == Some(allowance)) {
        if let Some(quantity) = filing.quantity_milli {
            sum = sum.saturating_add(quantity);
            citations.cite(number);
        }
    }
    Value::ratio(sum, allowance)
}

/// Complaints about the same goods in the window.
pub(super) fn purchases(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    Value::Count(citations.count(of_same_goods(probe).map(|(n, _)| n)))
}

#[cfg(test)]
mod tests {
    use casework::codes::{Category, Issue};

    use crate::measure::Measure;
    use crate::testing::{Entry, Table, complaint};
    use crate::value::{Unit, Value};

    fn wine(day: i32, operator: &str, quantity: i64) -> Entry {
        Entry {
            item: Some("白酒".to_owned()),
            quantity: Some(quantity),
            unit: Some("瓶"),
            purchased_day: Some(day),
            ..complaint(1, "王甲", day, operator)
        }
        .of(Category::Food, Issue::Label)
    }

    fn times(entries: impl IntoIterator<Item = Entry>) -> String {
        Table::new(entries).measure(Measure::QuantityTimes, 30).0.text(Unit::Times)
    }

    #[test]
    fn purchases_of_one_stretch_are_summed() {
        // Twelve bottles are what a household would buy.
        assert_eq!(times([wine(1, "甲店", 6)]), "0.5倍");
        assert_eq!(times([wine(1, "甲店", 60)]), "5倍");
        assert_eq!(times([wine(1, "甲店", 12), wine(10, "乙店", 24), wine(20, "甲店", 24)]), "5倍");
        assert_eq!(times([wine(1, "甲店", 12), wine(40, "甲店", 24)]), "2倍");
    }

    #[test]
    fn other_goods_are_not_summed() {
        let milk = Entry { item: Some("纯牛奶".to_owned()), unit: Some("箱"), ..wine(1, "甲店", 500) };
        assert_eq!(times([milk, wine(3, "甲店", 6)]), "0.5倍");
        assert_eq!(times([Entry { quantity: None, ..wine(3, "甲店", 6) }]), "未知");
    }

    #[test]
    fn the_same_goods_again_and_again() {
        let table = Table::new((1..=4).map(|n| wine(n * 7, &format!("店{n}"), 1)));
        assert_eq!(table.measure(Measure::SameGoodsComplaints, 30), (Value::Count(4), vec![1, 2, 3, 4]));
    }
}
