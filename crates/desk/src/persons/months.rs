//! Filings per month, empty months included, for the chart.

use casework::codes::SubmissionKind;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::view::MonthCount;

/// The longest chart, in months; the latest are kept.
const LIMIT: i64 = 120;

/// Every month from the first to the last with a filing, of which the latest are kept.
pub(crate) fn filled(counts: &[(String, SubmissionKind, i64)]) -> Vec<MonthCount> {
    let month_of = |month: &str| format!("{month}-01").parse::<Date>().ok();
    let (Some(first), Some(last)) =
        (counts.first().and_then(|(month, _, _)| month_of(month)), counts.last().and_then(|(month, _, _)| month_of(month)))
    else {
        return Vec::new();
    };
    let mut months = Vec::new();
    let mut day = first.max(last.saturating_sub((LIMIT - 1).months()));
    while day <= last && months.len() < LIMIT as usize {
        months.push(MonthCount { month: day.strftime("%Y-%m").to_string(), complaints: 0, tipoffs: 0 });
        day = day.saturating_add(1.month());
    }
    for (month, kind, count) in counts {
        let Some(entry) = months.iter_mut().find(|entry| entry.month == *month) else { continue };
        let count = u32::try_from(*count).unwrap_or(u32::MAX);
        match kind {
            SubmissionKind::Complaint | SubmissionKind::Both => entry.complaints += count,
            SubmissionKind::Tipoff => entry.tipoffs += count,
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_months_are_there() {
        let counts = [("2025-11".to_owned(), SubmissionKind::Tipoff, 2), ("2026-02".to_owned(), SubmissionKind::Both, 1)];
        let text: Vec<String> = filled(&counts).iter().map(|m| format!("{} {}/{}", m.month, m.complaints, m.tipoffs)).collect();
        assert_eq!(text, ["2025-11 0/2", "2025-12 0/0", "2026-01 0/0", "2026-02 1/0"]);
        assert!(filled(&[]).is_empty());
    }

    #[test]
    fn the_latest_months_are_kept() {
        let counts = [("1999-12".to_owned(), SubmissionKind::Tipoff, 2), ("2026-02".to_owned(), SubmissionKind::Complaint, 1)];
        let months = filled(&counts);
        assert_eq!((months.len(), &*months[0].month, &*months[119].month, months[119].complaints), (120, "2016-03", "2026-02", 1));
    }
}
