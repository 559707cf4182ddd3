//! How narrowly a person complains. People who buy for a living meet every kind of trouble; who buys in order to
//! complain looks for one kind. Source: Order 121 art. 17(2) "同一类商品或者服务、同一类问题".

use casework::codes::{Category, Issue};

use super::{Citations, Probe};
use crate::value::Value;

/// The larger of: complaints on the commonest issue, complaints on the commonest category; over all complaints.
/// `其他` is no kind of its own.
pub(super) fn share(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let complaints = probe.past_of_person().filter(|(_, f)| f.counts_as_complaint());
    let mut issues = [0_i64; Issue::ALL.len()];
    let mut categories = [0_i64; Category::ALL.len()];
    let mut all = 0;
    for (_, filing) in complaints.clone() {
        all += 1;
        if let Some(issue) = filing.issue.filter(|&i| i != Issue::Other) {
            issues[issue as usize] += 1;
        }
        if let Some(category) = filing.category.filter(|&c| c != Category::Other) {
            categories[category as usize] += 1;
        }
    }
    let top_issue = commonest(&issues);
    let top_category = commonest(&categories);
    let of_issue = top_issue.1 >= top_category.1;
    for (number, filing) in complaints {
        let is_of_kind = if of_issue {
            filing.issue.is_some_and(|i| i as usize == top_issue.0 && i != Issue::Other)
        } else {
            filing.category.is_some_and(|c| c as usize == top_category.0)
        };
        if is_of_kind {
            citations.cite(number);
        }
    }
    Value::ratio(top_issue.1.max(top_category.1), all)
}

/// Slot and count of the commonest; the first of equals.
fn commonest(counts: &[i64]) -> (usize, i64) {
    counts.iter().copied().enumerate().fold((0, 0), |best, next| if next.1 > best.1 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Measure;
    use crate::testing::{Table, complaint};

    /// The measure on the last of these complaints, and how many filings it cites.
    fn check(kinds: &[(Category, Issue)]) -> (String, usize) {
        let table = Table::new((0..).zip(kinds).map(|(n, &(c, i))| complaint(1, "王甲", n, &format!("店{n}")).of(c, i)));
        let (value, cited) = table.measure(Measure::Narrowness, 365);
        (value.text(Measure::Narrowness.unit()), cited.len())
    }

    #[test]
    fn the_larger_of_issue_and_category() {
        use {Category::*, Issue::*};
        assert_eq!(check(&[(Food, Label), (Food, Expired), (Food, Price), (Clothing, Price)]), ("75%".into(), 3));
        assert_eq!(check(&[(Food, Label), (Clothing, Label), (Beauty, Label), (Food, Price)]), ("75%".into(), 3));
        assert_eq!(check(&[(Food, Label)]), ("100%".into(), 1));
    }

    #[test]
    fn other_is_no_kind() {
        assert_eq!(check(&[(Category::Other, Issue::Other), (Category::Other, Issue::Other)]), ("0%".into(), 0));
    }
}
