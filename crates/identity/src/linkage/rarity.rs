//! What an equal value is worth by how many bodies hold it.
//!
//! Counting records would punish the value of somebody who files five hundred times. So each value's holders are
//! counted as bodies: its records over what its matched pairs say of how often one body repeats itself. Values held by
//! one body only are worth what Good and Turing say of the unseen: with numbers hardly ever shared, far more than
//! one in all bodies; with surnames, about that.

use crate::linkage::table::{NONE, Table};

/// Per column and value: the probability that a stranger holds it, in bits (negative log2).
#[derive(Clone, Debug, Default)]
pub(crate) struct Rarity {
    pub(crate) columns: Vec<Vec<f32>>,
}

/// Matched pairs with an equal value, by column and value.
pub(crate) type MatchedValues = Vec<Vec<f32>>;

pub(crate) fn no_matches(table: &Table) -> MatchedValues {
    table.columns.iter().map(|column| vec![0.0; column.values()]).collect()
}

impl Rarity {
    /// `matches` are those of all pairs, equal in a column or not.
    pub(crate) fn of(table: &Table, members: &[u32], matched: &MatchedValues, matches: f64, links_only: bool) -> Self {
        let columns = table.columns.iter().enumerate().zip(matched).map(|((i, column), matched)| {
            let mut counts = vec![[0_u32; 2]; column.values()];
            let mut filled = 0_u64;
            for &record in members {
                let value = table.value(record, i);
                if value != NONE {
                    // Of more than two inputs, the first is held against all others.
                    counts[value as usize][usize::from(links_only && table.inputs[record as usize] > 0)] += 1;
                    filled += 1;
                }
            }
            let holders: Vec<f64> =
                counts.iter().zip(matched).map(|(count, matched)| holders(*count, f64::from(*matched), links_only)).collect();
            let bodies = if links_only { filled as f64 / 2.0 } else { filled as f64 / (1.0 + 2.0 * matches / members.len().max(1) as f64) };
            let once = holders.iter().filter(|n| **n < 1.5).count() as f64;
            let twice = holders.iter().filter(|n| (1.5..2.5).contains(*n)).count() as f64;
            let single = ((2.0 * twice + 0.5) / (once + 0.5)).clamp(1e-6, 1.0);
            let worth = |n: f64| if n < 1.5 { n * single } else { n };
            holders.into_iter().map(|n| (bodies.max(1.0) / worth(n)).log2().max(0.0) as f32).collect()
        });
        Self { columns: columns.collect() }
    }
}

/// How many bodies hold a value that stands in so many records of each side.
fn holders([a, b]: [u32; 2], matched: f64, links_only: bool) -> f64 {
    let (a, b) = (f64::from(a), f64::from(b));
    if links_only {
        let most = a.max(b).max(1.0);
        return if matched <= 0.0 { most } else { (a * b / matched).clamp(1.0, most) };
    }
    let n = a + b;
    let pairs = n * (n - 1.0) / 2.0;
    if pairs <= 0.0 { 1.0 } else { n / (1.0 + (matched / pairs).min(1.0) * (n - 1.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_bodies_and_not_records() {
        // Nobody matched: each record is somebody. All matched: one body. Four bodies of five records each.
        assert_eq!(holders([20, 0], 0.0, false), 20.0);
        assert_eq!(holders([20, 0], 190.0, false), 1.0);
        assert!((holders([20, 0], 40.0, false) - 4.0).abs() < 0.2);
        // Three on each side, each matched once.
        assert_eq!(holders([3, 3], 3.0, true), 3.0);
        assert_eq!(holders([1, 1], 1.0, true), 1.0);
    }
}
