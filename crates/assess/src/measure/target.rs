//! 对同一经营者、同一类商品或者服务、同一类问题短期内大量投诉, by one complainant. Source: Order 121 art. 17(2), first half.

use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

fn count(probe: &Probe<'_>, citations: &mut Citations, is_of_target: impl Fn(&Filing) -> bool) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let complaints = probe.past_of_person().filter(|(_, f)| f.counts_as_complaint() && is_of_target(f));
    Value::Count(citations.count(complaints.map(|(n, _)| n)))
}

pub(super) fn same_operator(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    count(probe, citations, |f| f.operator == probe.filing.operator)
}

/// The same category and the same issue, whoever the trader.
pub(super) fn same_kind(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let (category, issue) = (probe.filing.category, probe.filing.issue);
    if category.is_none() || issue.is_none() {
        return Value::Unknown;
    }
    count(probe, citations, |f| f.category == category && f.issue == issue)
}

#[cfg(test)]
mod tests {
    use casework::codes::{Category, Issue};

    use crate::measure::Measure;
    use crate::testing::{Entry, Table, complaint};
    use crate::value::Value;

    #[test]
    fn the_trader_or_the_kind() {
        let one = |day: i32, operator: &str, issue| Entry {
            item: Some(format!("货{day}")),
            ..complaint(1, "王甲", day, operator).of(Category::Food, issue)
        };
        let table = Table::new([
            one(1, "甲店", Issue::Label),
            one(2, "乙店", Issue::Label),
            one(3, "甲店", Issue::Price),
            one(4, "甲店", Issue::Label),
        ]);
        assert_eq!(table.measure(Measure::SameOperatorComplaints, 30), (Value::Count(3), vec![1, 3, 4]));
        assert_eq!(table.measure(Measure::SameKindComplaints, 30), (Value::Count(3), vec![1, 2, 4]));
    }
}
