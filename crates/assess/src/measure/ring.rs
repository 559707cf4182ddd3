//! 通谋: the ring (see `facts/rings.rs`) that a complaint belongs to: how many, how tied, how alike a household, after what.
//! Source: 岳市监〔2024〕16号 part two (四); Order 121 art. 17(2).
//!
//! A trader that fails has many honest victims in one week. They are not tied by money, papers or goods, and they want
//! what they paid; a ring is tied, and wants several times as much.

use super::{Citations, Probe, party};
use crate::facts::{Part, Party, Ring};
use crate::value::Value;

/// Different people of the ring; 0 where there is none.
pub(super) fn persons(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    party::cite(probe.facts.ring(probe.filing).map(|r| &r.group), citations, |group| Value::Count(i64::from(group.persons)))
        .unwrap_or(Value::Count(0))
}

pub(super) fn share(probe: &Probe<'_>, citations: &mut Citations, of: fn(&Party) -> Part) -> Value {
    party::cite(probe.facts.ring(probe.filing).map(|r| &r.group), citations, |group| party::share(of(group))).unwrap_or(Value::Unknown)
}

/// How often neighbours in the ring are tied in one way.
pub(super) fn ties(probe: &Probe<'_>, _: &mut Citations, of: fn(&Ring) -> u32) -> Value {
    Value::Count(probe.facts.ring(probe.filing).map_or(0, |ring| i64::from(of(ring))))
}

/// Couples among an agent's clients tie fewer than a third of them and change nothing. Unknown where there is no ring.
pub(super) fn only_agent(probe: &Probe<'_>, _: &mut Citations) -> Value {
    let Some(ring) = probe.facts.ring(probe.filing) else { return Value::Unknown };
    let is_agents = ring.agent_ties > 0 && ring.firm_ties == ring.agent_ties && ring.contact_ties * 3 < ring.group.persons;
    Value::Count(i64::from(is_agents))
}

#[cfg(test)]
mod tests {
    use crate::measure::Measure;
    use crate::testing::{Entry, Table, complaint};
    use crate::value::Value;

    #[test]
    fn a_ring_is_counted_by_people_ties_and_claims() {
        let one = |n: i32, name: &str| Entry {
            payee_account: Some("6228480000000000001"),
            evidence_hashes: if n > 1 { "aa;bb" } else { "" },
            ..complaint(i64::from(n), name, n * 5, "湖滨超市")
        };
        let table = Table::new([one(1, "王甲").tenfold(), one(2, "李乙").refund(), one(3, "王丙").tenfold()]);
        assert_eq!(table.measure(Measure::RingPersons, 0), (Value::Count(3), vec![1, 2, 3]));
        assert_eq!(table.measure(Measure::RingFirmTies, 0).0, Value::Count(4));
        assert_eq!(table.measure(Measure::RingContactTies, 0).0, Value::Count(0));
        assert_eq!(table.measure(Measure::RingSurnameShare, 0).0, Value::ratio(2, 3));
        assert_eq!(table.measure(Measure::RingMultipleShare, 0).0, Value::ratio(2, 3));
        assert_eq!(table.measure(Measure::RingModestShare, 0).0, Value::ratio(1, 3));
        assert_eq!(table.measure(Measure::RingAddressShare, 0).0, Value::Unknown);
    }
}
