//! Whose text it is: the people who filed with the same wording. Source: 岳市监〔2024〕16号 二（五）; Order 121 art. 17(5).

use rustc_hash::FxHashSet;

use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

/// A wording with more copies than this is a form that a platform or a hotline fills in, and says nothing.
const LIMIT_FILINGS: usize = 1_000;

/// The filings with the wording of this one in the days up to its receipt, itself included.
fn past<'a>(probe: &Probe<'a>) -> impl Iterator<Item = (u32, &'a Filing)> + use<'a> {
    let numbers = Some(probe.facts.of_template(probe.filing.template)).filter(|numbers| numbers.len() <= LIMIT_FILINGS).unwrap_or(&[]);
    let (facts, number, first_day) = (probe.facts, probe.number, probe.filing.day.saturating_sub(probe.window_days));
    numbers.iter().map(move |n| (*n, facts.filing(*n))).filter(move |(n, f)| *n <= number && f.day > first_day)
}

/// Different people behind the wording; 0 where nobody else used it.
pub(super) fn persons(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let mut persons = FxHashSet::default();
    for (number, filing) in past(probe) {
        if let Some(person) = filing.person {
            persons.insert(person);
            citations.cite(number);
        }
    }
    let persons = if persons.len() < 2 { 0 } else { persons.len() };
    Value::Count(i64::try_from(persons).unwrap_or(i64::MAX))
}

/// Different traders against whom the wording was used.
pub(super) fn operators(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let mut operators = FxHashSet::default();
    for (number, filing) in past(probe) {
        operators.insert(filing.operator);
        citations.cite(number);
    }
    Value::Count(i64::try_from(operators.len()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use casework::codes::SubmissionKind;
    use jiff::ToSpan;

    use crate::facts::{FactsBuilder, FilingInput};
    use crate::measure::{Citations, Measure, Probe};
    use crate::testing::{AS_OF, START};
    use crate::value::Value;

    /// The measure for the last of these filings: person, day, trader, template.
    fn measure(measure: Measure, filings: &[(i64, i64, &str, Option<i64>)]) -> (Value, usize) {
        let mut builder = FactsBuilder::new(AS_OF);
        for (id, (person, day, operator, template)) in (1..).zip(filings) {
            let received_at = (START + day.days()).at(9, 0, 0, 0);
            let mut input = FilingInput::new(id, "TS", SubmissionKind::Complaint, received_at, operator);
            (input.person_id, input.template) = (Some(*person), *template);
            builder.filing(&input);
        }
        let facts = builder.build();
        let last = facts.subjects().last().expect("a filing");
        let mut citations = Citations::kept();
        let value = measure.take(&Probe::new(&facts, last, 90), &mut citations);
        let Citations::Kept { filings: cited, .. } = citations else { return (value, 0) };
        (value, cited.len())
    }

    #[test]
    fn people_and_traders_of_one_wording_are_counted_up_to_the_filing() {
        let filings = [
            (1, 0, "甲店", Some(7)),
            (2, 100, "甲店", Some(7)),
            (3, 110, "乙店", Some(7)),
            (3, 111, "乙店", Some(7)),
            (4, 112, "丙店", Some(8)),
            (5, 113, "丙店", None),
            (6, 120, "丙店", Some(7)),
        ];
        assert_eq!(measure(Measure::CopiedTextPersons, &filings), (Value::Count(3), 4));
        assert_eq!(measure(Measure::CopiedTextOperators, &filings), (Value::Count(3), 4));
        assert_eq!(measure(Measure::CopiedTextPersons, &filings[..1]).0, Value::Count(0));
        assert_eq!(measure(Measure::CopiedTextPersons, &filings[..6]), (Value::Count(0), 0));
    }
}
