//! What the text of a filing says in a few words (see `facts/signs.rs`): evidence beside other facts, never alone.
//! Source: 法释〔2024〕9号 art. 12 (occasions); Order 121 art. 11 (agents); 岳市监〔2024〕16号 part three (一) (extortion).

use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

pub(super) fn occasion(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    this_one(probe, citations, |f| f.signs.occasion)
}

pub(super) fn harm(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    this_one(probe, citations, |f| f.signs.harm)
}

/// Somebody files for an old parent or a relative, and says so or names an agent.
pub(super) fn proxy(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    this_one(probe, citations, |f| f.signs.proxy)
}

fn this_one(probe: &Probe<'_>, citations: &mut Citations, is_so: fn(&Filing) -> bool) -> Value {
    let is_so = is_so(probe.filing);
    if is_so {
        citations.cite(probe.number);
    }
    Value::yes(is_so)
}

/// The person's filings in the window that offer silence for money.
pub(super) fn prices_of_silence(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    count(probe, citations, |f| f.signs.price_of_silence)
}

/// The person's filings in the window that were withdrawn after money was paid.
pub(super) fn paid_withdrawals(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    count(probe, citations, |f| f.paid_withdrawal)
}

fn count(probe: &Probe<'_>, citations: &mut Citations, is_so: fn(&Filing) -> bool) -> Value {
    if probe.filing.person.is_none() {
        let is_so = is_so(probe.filing);
        return Value::Count(citations.count(is_so.then_some(probe.number).into_iter()));
    }
    Value::Count(citations.count(probe.past_of_person().filter(|(_, f)| is_so(f)).map(|(n, _)| n)))
}

/// Whether this is the first thing the person ever filed.
pub(super) fn first_filing(probe: &Probe<'_>, _: &mut Citations) -> Value {
    let numbers = probe.facts.of_person(probe.filing.person);
    numbers.first().map_or(Value::Unknown, |&first| Value::yes(first == probe.number))
}

#[cfg(test)]
mod tests {
    use casework::codes::Outcome;

    use crate::measure::Measure;
    use crate::testing::{Entry, Table, complaint};
    use crate::value::Value;

    #[test]
    fn words_and_withdrawals_are_counted() {
        let price = Entry { narrative: Some("不赔就曝光"), ..complaint(1, "王甲", 1, "甲店") };
        let paid = Entry { outcome: Some(Outcome::Withdrawn), award_fen: Some(5_000), ..complaint(1, "王甲", 2, "乙店") };
        let table = Table::new([price, paid, Entry { narrative: Some("办酒席用"), ..complaint(1, "王甲", 3, "丙店") }]);
        assert_eq!(table.measure(Measure::PricesOfSilence, 365), (Value::Count(1), vec![1]));
        assert_eq!(table.measure(Measure::PaidWithdrawals, 365), (Value::Count(1), vec![2]));
        assert_eq!(table.measure(Measure::OccasionNamed, 0), (Value::yes(true), vec![3]));
        assert_eq!(table.measure(Measure::FirstFiling, 0).0, Value::yes(false));
    }
}
