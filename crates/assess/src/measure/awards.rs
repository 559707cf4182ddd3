//! 惩罚性赔偿 that was paid. Source: 岳市监〔2024〕16号 part two (一).

use super::{Citations, Probe};
use crate::value::Value;

/// The person's filings in the window that ended in a punitive award known by the day of assessment.
pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    Value::Count(citations.count(probe.past_of_person().filter(|(_, f)| f.punitive_award).map(|(n, _)| n)))
}

#[cfg(test)]
mod tests {
    use crate::facts::{FactsBuilder, FilingInput, Subject};
    use crate::measure::{Citations, Measure, Probe};
    use crate::testing::START;
    use crate::value::Value;
    use casework::codes::SubmissionKind;
    use jiff::ToSpan;

    #[test]
    fn an_award_counts_from_the_day_it_is_known() {
        let on = |days: i32| {
            let mut builder = FactsBuilder::new(START + days.days());
            let mut input = FilingInput::new(1, "TS1", SubmissionKind::Complaint, START.at(9, 0, 0, 0), "甲店");
            (input.person_id, input.punitive, input.closed_on) = (Some(1), Some(true), Some(START + 30.days()));
            builder.filing(&input);
            Measure::PunitiveAwards.take(&Probe::new(&builder.build(), Subject(0), 365), &mut Citations::Ignored)
        };
        assert_eq!((on(29), on(30)), (Value::Count(0), Value::Count(1)));
    }
}
