//! 核实记录成立: what an authority found about how this very filing came about. One is enough: it is a finding of fact by a
//! body that may find it, and the clause names the act.
//! Source: 岳市监〔2024〕16号 part two (五), (七), part three (一); FORMATS §2 `attestations`.

use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

pub(super) fn this_one(probe: &Probe<'_>, citations: &mut Citations, is_so: fn(&Filing) -> bool) -> Value {
    let is_so = is_so(probe.filing);
    if is_so {
        citations.cite(probe.number);
    }
    Value::yes(is_so)
}

/// The person's filings in the window about which such a thing was found.
pub(super) fn of_person(probe: &Probe<'_>, citations: &mut Citations, is_so: fn(&Filing) -> bool) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    Value::Count(citations.count(probe.past_of_person().filter(|(_, f)| is_so(f)).map(|(n, _)| n)))
}

#[cfg(test)]
mod tests {
    use casework::fact::{FactKind, FactResult};

    use crate::measure::Measure;
    use crate::testing::{Table, complaint};
    use crate::value::Value;

    #[test]
    fn only_what_was_found_so_about_this_one() {
        let table = |kind, result| {
            let mut table = Table::new([complaint(1, "王甲", 1, "甲店"), complaint(1, "王甲", 2, "乙店")]);
            table.attestations.push((2, kind, result));
            table.measure(Measure::AttestedPlanted, 0)
        };
        assert_eq!(table(FactKind::PlantedOrSwapped, FactResult::Established), (Value::yes(true), vec![2]));
        assert_eq!(table(FactKind::PlantedOrSwapped, FactResult::NotEstablished), (Value::yes(false), vec![]));
        assert_eq!(table(FactKind::Hired, FactResult::Established), (Value::yes(false), vec![]));
    }
}
