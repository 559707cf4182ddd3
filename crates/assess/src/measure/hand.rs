//! 受雇: the hand (see `facts/hands.rs`) that a complaint goes through: one account or agent behind many names and traders.
//! Source: 岳市监〔2024〕16号 part two (五).

use super::{Citations, Probe, party};
use crate::facts::{Part, Party};
use crate::value::Value;

/// A count over the hand's complaints; 0 where the complaint goes through nobody's hand but its own.
pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations, of: fn(&Party) -> u32) -> Value {
    party::cite(probe.facts.hand(probe.filing), citations, |group| Value::Count(i64::from(of(group)))).unwrap_or(Value::Count(0))
}

pub(super) fn share(probe: &Probe<'_>, citations: &mut Citations, of: fn(&Party) -> Part) -> Value {
    party::cite(probe.facts.hand(probe.filing), citations, |group| party::share(of(group))).unwrap_or(Value::Unknown)
}

/// Other complaints of the same hand that an authority found to be hired work.
pub(super) fn hired_others(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let Some(group) = probe.facts.hand(probe.filing) else { return Value::Count(0) };
    let others = group.numbers.iter().copied().filter(|&n| n != probe.number && probe.facts.filing(n).attested.hired);
    Value::Count(citations.count(others))
}

#[cfg(test)]
mod tests {
    use casework::fact::FactKind;

    use crate::measure::Measure;
    use crate::testing::{Entry, Table, complaint};
    use crate::value::Value;

    #[test]
    fn an_agent_of_three_clients_against_three_traders() {
        let names = ["王甲", "李乙", "赵丙"];
        let one = |(n, name): (i32, &&str)| Entry {
            agent_name: Some("钱代办"),
            agent_phone: Some("13900000009"),
            ..complaint(i64::from(n), name, n * 20, &format!("店{n}")).tenfold()
        };
        let table = Table::new((1..).zip(&names).map(one)).attest(1, FactKind::Hired);
        assert_eq!(table.measure(Measure::HandPersons, 0), (Value::Count(3), vec![1, 2, 3]));
        assert_eq!(table.measure(Measure::HandOperators, 0).0, Value::Count(3));
        assert_eq!(table.measure(Measure::HandLoneOperatorShare, 0).0, Value::ratio(3, 3));
        assert_eq!(table.measure(Measure::HandHiredOthers, 0), (Value::Count(1), vec![1]));
    }
}
