//! What was bought of one thing within thirty days, against the table of usual consumption.

use std::collections::BTreeMap;

use assess::{Consumption, Unit, Value};
use jiff::civil::Date;
use store::submission::Submission;

use crate::case::quantity;
use crate::view::QuantityView;

/// Purchases within this time are judged by their sum (法释〔2024〕9号 art. 13, 14).
const WINDOW_DAYS: i32 = 30;

/// Rows shown, what exceeds the table most first.
const SHOWN: usize = 15;

/// Category, item, unit.
type Goods<'a> = (&'a str, &'a str, Option<&'a str>);

pub(super) fn views(table: &Consumption, filings: &[Submission]) -> Vec<QuantityView> {
    let mut of_goods: BTreeMap<Goods<'_>, Vec<(Date, i64)>> = BTreeMap::new();
    for filing in filings {
        let (Some(category), Some(item), Some(milli)) = (filing.category, filing.item.as_deref(), filing.quantity_milli) else { continue };
        let on = filing.purchased_on.unwrap_or(filing.received_on);
        of_goods.entry((category.code(), item, filing.unit.as_deref())).or_default().push((on, milli));
    }
    let mut rows: Vec<(f64, QuantityView)> = Vec::new();
    for ((category, item, unit), mut bought) in of_goods {
        let line = casework::codes::Category::from_code(category).and_then(|category| table.line(category, Some(item), unit));
        let Some(line) = line else { continue };
        bought.sort_unstable();
        let (from, until, filings, sum) = most_within(&bought);
        rows.push((
            sum as f64 / line.allowance_milli as f64,
            QuantityView {
                goods: item.to_owned(),
                bought: quantity(sum, unit),
                usual: quantity(line.allowance_milli, unit),
                times: Value::ratio(sum, line.allowance_milli).text(Unit::Times),
                from,
                until,
                filings,
                rationale: line.rationale.clone(),
                exceeds: sum > line.allowance_milli,
            },
        ));
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.goods.cmp(&b.1.goods)));
    rows.into_iter().take(SHOWN).map(|(_, row)| row).collect()
}

/// First day, last day, purchases and sum of the stretch in which most was bought.
fn most_within(bought: &[(Date, i64)]) -> (Date, Date, usize, i64) {
    let mut best = (bought[0].0, bought[0].0, 0, 0);
    for (at, (from, _)) in bought.iter().enumerate() {
        let within = bought[at..].iter().take_while(|(on, _)| (*on - *from).get_days() < WINDOW_DAYS);
        let (count, sum, until) =
            within.fold((0, 0_i64, *from), |(count, sum, _), (on, milli)| (count + 1, sum.saturating_add(*milli), *on));
        if sum > best.3 {
            best = (*from, until, count, sum);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_stretch_in_which_most_was_bought() {
        let bought = [(date(2026, 1, 1), 6_000), (date(2026, 3, 1), 12_000), (date(2026, 3, 20), 24_000), (date(2026, 4, 10), 1_000)];
        assert_eq!(most_within(&bought), (date(2026, 3, 1), date(2026, 3, 20), 2, 36_000));
    }
}
