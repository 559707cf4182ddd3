//! Reviews and suits, disclosure requests and discipline reports of the person behind a tip-off, by how they ended.
//! Source: 岳市监〔2024〕16号 part three (三), (四), (五).
//!
//! They follow the tip-off by weeks and months, so the window goes both ways from the day of receipt. A fact counts if it
//! names one of the person's 来件, or its matter speaks of complaints or tip-offs, or it does not say what it is about.

use casework::fact::{FactKind, FactResult};

use super::{Citations, Probe};
use crate::facts::{Concern, Deed};
use crate::value::Value;

/// The person's facts of these kinds in the window that concern filings, by day.
fn of_person<'a>(probe: &Probe<'a>, kinds: &'static [FactKind]) -> impl Iterator<Item = (u32, &'a Deed)> + Clone + use<'a> {
    let (facts, day, window_days) = (probe.facts, probe.filing.day, probe.window_days);
    facts
        .deeds_of_person(probe.filing.person)
        .iter()
        .map(move |&at| (at, facts.deed(at)))
        .filter(move |(_, deed)| kinds.contains(&deed.kind) && deed.concern == Concern::Filings && (deed.day - day).abs() < window_days)
}

/// What a procedure is, and which of its ends speak against the filer and which for them.
pub(super) struct Procedure {
    kinds: &'static [FactKind],
    lost: &'static [FactResult],
    won: &'static [FactResult],
}

/// 行政复议 and 行政诉讼: 不予受理, 驳回; for the filer: 撤销, 确认违法.
pub(super) const REVIEWS: Procedure = Procedure {
    kinds: &[FactKind::Reconsideration, FactKind::Lawsuit],
    lost: &[FactResult::NotAdmitted, FactResult::Dismissed],
    won: &[FactResult::Quashed, FactResult::HeldUnlawful],
};

/// 政府信息公开: 不属于公开范围, and 不予处理 (政府信息公开条例 35, 36); for the filer: 公开, 部分公开.
pub(super) const REQUESTS: Procedure = Procedure {
    kinds: &[FactKind::Disclosure],
    lost: &[FactResult::OutOfScope, FactResult::NotProcessed],
    won: &[FactResult::Disclosed, FactResult::PartlyDisclosed],
};

/// 纪检举报: 不属实; for the filer: 属实, 部分属实.
pub(super) const REPORTS: Procedure =
    Procedure { kinds: &[FactKind::Discipline], lost: &[FactResult::Untrue], won: &[FactResult::True, FactResult::Partly] };

pub(super) fn lost(probe: &Probe<'_>, citations: &mut Citations, procedure: &Procedure) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let lost = of_person(probe, procedure.kinds).filter(|(_, deed)| procedure.lost.contains(&deed.result));
    Value::Count(citations.count_deeds(lost.map(|(at, _)| at)))
}

/// Ends for the filer / ends either way.
pub(super) fn won_share(probe: &Probe<'_>, citations: &mut Citations, procedure: &Procedure) -> Value {
    let ended = |results: &'static [FactResult]| of_person(probe, procedure.kinds).filter(move |(_, deed)| results.contains(&deed.result));
    let won = citations.count_deeds(ended(procedure.won).map(|(at, _)| at));
    Value::ratio(won, won + i64::try_from(ended(procedure.lost).count()).unwrap_or(i64::MAX))
}

/// 又再次以类似事项提出: those filed after an earlier one had been lost and the person knew, whatever became of them.
pub(super) fn again(probe: &Probe<'_>, citations: &mut Citations, procedure: &Procedure) -> Value {
    if probe.filing.person.is_none() {
        return Value::Unknown;
    }
    let all = of_person(probe, procedure.kinds);
    let first_known = all.clone().filter(|(_, deed)| procedure.lost.contains(&deed.result)).filter_map(|(_, deed)| deed.known_day).min();
    let Some(first_known) = first_known else { return Value::Count(0) };
    let after = all.filter(|(_, deed)| deed.day >= first_known && !procedure.won.contains(&deed.result));
    Value::Count(citations.count_deeds(after.map(|(at, _)| at)))
}

#[cfg(test)]
mod tests {
    use casework::codes::Verification;
    use casework::fact::{FactKind, FactResult};

    use crate::measure::Measure;
    use crate::testing::{Table, tipoff};
    use crate::value::Value;

    fn table() -> Table {
        Table::new([tipoff(1, "王甲", 100, "甲店", Verification::Untrue)])
    }

    #[test]
    fn what_was_lost_what_was_won_what_came_again() {
        let table = table()
            .stating(1, FactKind::Reconsideration, FactResult::NotAdmitted, 120)
            .stating(1, FactKind::Lawsuit, FactResult::Dismissed, 125)
            .stating(1, FactKind::Reconsideration, FactResult::Quashed, 140)
            .stating(1, FactKind::Reconsideration, FactResult::Upheld, 150)
            .stating(2, FactKind::Reconsideration, FactResult::Dismissed, 150);
        assert_eq!(table.measure(Measure::ReviewsLost, 730).0, Value::Count(2));
        assert_eq!(table.measure(Measure::ReviewsWonShare, 730).0, Value::ratio(1, 3));
        assert_eq!(table.measure(Measure::ReviewsAgain, 730).0, Value::Count(1));
        assert_eq!(table.measure(Measure::ReviewsLost, 22).0, Value::Count(1));
    }

    #[test]
    fn other_procedures_and_other_matters_are_not_counted() {
        let mut table = table()
            .stating(1, FactKind::Disclosure, FactResult::OutOfScope, 120)
            .stating(1, FactKind::Disclosure, FactResult::NotDisclosed, 121)
            .stating(1, FactKind::Disclosure, FactResult::NotProcessed, 122)
            .stating(1, FactKind::Discipline, FactResult::Untrue, 123);
        assert_eq!(table.measure(Measure::RequestsLost, 730).0, Value::Count(2));
        assert_eq!(table.measure(Measure::ReportsLost, 730).0, Value::Count(1));
        table.deeds[0].matter = Some("申请公开小区规划图");
        assert_eq!(table.measure(Measure::RequestsLost, 730).0, Value::Count(1));
        table.deeds[0].submission = Some(1);
        assert_eq!(table.measure(Measure::RequestsLost, 730).0, Value::Count(2));
    }

    #[test]
    fn a_fact_that_names_nobody_is_its_filings_filers() {
        let mut table = table().stating(1, FactKind::Discipline, FactResult::Untrue, 123);
        (table.deeds[0].person, table.deeds[0].submission) = (None, Some(1));
        assert_eq!(table.measure(Measure::ReportsLost, 730).0, Value::Count(1));
    }
}
