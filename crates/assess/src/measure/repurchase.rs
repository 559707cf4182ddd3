//! 获得惩罚性赔偿后再购买再投诉. Source: 岳市监〔2024〕16号 part two (一).
//!
//! In the order of the clause: a punitive award that was paid; after it, a purchase from the same trader or one of its
//! kind; of the same or similar goods; and a complaint about it. Where nobody says when it was bought, the day of
//! receipt stands for it. 法释〔2024〕9号: buying knowingly is no wrong in itself; this is a fact for an officer to weigh.

use super::goods::{are_alike, are_traders_alike};
use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

/// Whether `later` was bought after `award` was paid, of the same kind of trader and goods.
fn follows(probe: &Probe<'_>, award: &Filing, later: &Filing) -> bool {
    let Some(award_day) = award.award_day else { return false };
    let bought = later.purchased_day.unwrap_or(later.day).min(later.day);
    bought >= award_day && later.day > award.day && are_traders_alike(award, later) && are_alike(probe.facts, award, later)
}

/// The person's earlier complaints in the window with a punitive award that this purchase followed.
pub(super) fn awards_before(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let this = probe.filing;
    let before = probe.past_of_person().filter(|(n, f)| *n != probe.number && f.is_complaint() && follows(probe, f, this));
    Value::Count(citations.count(before.map(|(n, _)| n)))
}

/// The person's complaints up to this one that followed such an award, on the goods of this one.
pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let past: Vec<(u32, &Filing)> = probe.past_of_person().collect();
    let awards: Vec<&Filing> = past.iter().filter(|(_, f)| f.is_complaint() && f.award_day.is_some()).map(|(_, f)| *f).collect();
    if awards.is_empty() {
        return Value::Count(0);
    }
    let is_repurchase = |f: &Filing| {
        f.counts_as_complaint() && are_alike(probe.facts, f, probe.filing) && awards.iter().any(|award| follows(probe, award, f))
    };
    Value::Count(citations.count(past.iter().filter(|(_, f)| is_repurchase(f)).map(|(n, _)| *n)))
}

/// Repurchases as [`count`] has them / complaints that came after the first award. Who complains of
/// everything meets some goods twice; who goes on buying what paid does little else.
pub(super) fn share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let past: Vec<(u32, &Filing)> = probe.past_of_person().filter(|(_, f)| f.counts_as_complaint()).collect();
    let awards: Vec<&Filing> = past.iter().filter(|(_, f)| f.award_day.is_some()).map(|(_, f)| *f).collect();
    let Some(first_day) = awards.iter().filter_map(|f| f.award_day).min() else { return Value::Unknown };
    let after = past.iter().filter(|(_, f)| f.day >= first_day);
    let all = after.clone().count();
    let again = after.filter(|(_, f)| are_alike(probe.facts, f, probe.filing) && awards.iter().any(|award| follows(probe, award, f)));
    let part = citations.count(again.map(|(n, _)| *n));
    Value::ratio(part, i64::try_from(all).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use casework::codes::{Category, Issue};

    use crate::measure::Measure;
    use crate::testing::{Entry, Table, complaint};
    use crate::value::Value;

    fn bought(day: i32, operator: &str, item: &str) -> Entry {
        Entry { item: Some(item.to_owned()), purchased_day: Some(day - 2), ..complaint(1, "王甲", day, operator) }
            .of(Category::Food, Issue::Label)
            .tenfold()
    }

    fn awarded(entry: Entry, closed_day: i32) -> Entry {
        Entry { punitive: Some(true), closed_day: Some(closed_day), ..entry }
    }

    fn measured(entries: impl IntoIterator<Item = Entry>) -> (Value, Value) {
        let table = Table::new(entries);
        (table.measure(Measure::AwardsBeforeRepurchase, 1_095).0, table.measure(Measure::Repurchases, 1_095).0)
    }

    #[test]
    fn the_same_goods_from_the_same_kind_of_trader_after_the_award() {
        let first = || awarded(bought(10, "甲店", "白酒"), 30);
        assert_eq!(measured([first(), bought(40, "乙店", "白酒")]), (Value::Count(1), Value::Count(1)));
        assert_eq!(measured([first(), bought(40, "乙店", "高度白酒"), bought(60, "丙店", "白酒")]), (Value::Count(1), Value::Count(2)));
    }

    #[test]
    fn who_complains_of_everything_does_little_of_it() {
        let others = (0..3).map(|n| bought(50 + n, "甲店", ["纯牛奶", "腊肉", "绿茶"][usize::try_from(n).unwrap_or(0)]));
        let table = Table::new([awarded(bought(10, "甲店", "白酒"), 30)].into_iter().chain(others).chain([bought(60, "乙店", "白酒")]));
        assert_eq!(table.measure(Measure::RepurchaseShare, 1_095), (Value::ratio(1, 4), vec![5]));
    }

    #[test]
    fn bought_before_the_award_or_other_goods_is_nothing() {
        let first = || awarded(bought(10, "甲店", "白酒"), 30);
        assert_eq!(measured([first(), bought(31, "乙店", "白酒")]), (Value::Count(0), Value::Count(0)));
        assert_eq!(measured([first(), bought(60, "甲店", "纯牛奶")]), (Value::Count(0), Value::Count(0)));
        assert_eq!(measured([bought(10, "甲店", "白酒"), bought(60, "甲店", "白酒")]), (Value::Count(0), Value::Count(0)));
        let elsewhere = bought(60, "丁店", "白酒").of(Category::Medicine, Issue::Label);
        assert_eq!(measured([first(), elsewhere]), (Value::Count(0), Value::Count(0)));
    }
}
