//! 投诉件数. Source: 岳市监〔2024〕16号 part two (六); Order 121 art. 17(1).

use super::{Citations, Probe};
use crate::value::Value;

/// The person's complaints in the window; unknown where nobody knows who filed.
pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    Value::Count(citations.count(probe.past_of_person().filter(|(_, f)| f.counts_as_complaint()).map(|(n, _)| n)))
}

#[cfg(test)]
mod tests {
    use crate::measure::Measure;
    use crate::testing::{Table, complaint, tipoff};
    use crate::value::Value;
    use casework::codes::Verification;

    #[test]
    fn only_complaints_up_to_this_one_within_the_window() {
        let shop = |n: i32, day| complaint(1, "王甲", day, &format!("店{n}"));
        let table = Table::new([shop(0, 1), shop(1, 10), shop(2, 50), tipoff(1, "王甲", 60, "店8", Verification::True), shop(3, 99)]);
        assert_eq!(table.measure(Measure::Complaints, 90), (Value::Count(3), vec![2, 3, 5]));
        assert_eq!(table.measure(Measure::Complaints, 89), (Value::Count(2), vec![3, 5]));
    }
}
