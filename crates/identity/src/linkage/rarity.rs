//! What an equal value is worth by how many bodies hold it.
//!
//! Counting records would punish the value of somebody who files five hundred times. So each value's holders are
//! counted as bodies: its records over what its matched pairs say of how often one body repeats itself. Values held by
//! one body only are worth what Good and Turing say of the unseen: with numbers hardly ever shared, far more than
//! one in all bodies; with surnames, about that.

use crate::linkage::keys::first_keys;
use crate::linkage::kind::Rated;
use crate::linkage::radix::sort_by_key;
use crate::linkage::table::{Column, NONE, Table};

/// Per column and value: the probability that a stranger holds it, in bits (negative log2).
#[derive(Clone, Debug, Default)]
pub(crate) struct Rarity {
    pub(crate) columns: Vec<Vec<f32>>,
    rated: Vec<Vec<RatedLevel>>,
    /// By column: the bits of its rarest value.
    rarest: Vec<f32>,
}

/// What a level says of each value, where that goes by how rare it is what two at the level have in common.
#[derive(Clone, Debug)]
struct RatedLevel {
    level: u8,
    is_exact: bool,
    /// By value: bits of the probability that a stranger is at the level with it, or, where that is not counted, by how many
    /// bits it is rarer than the level's average; none where the value lacks what would be common.
    bits: Vec<f32>,
    most: f32,
}

/// What is known of how often a stranger is at a level with two values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rating {
    /// Bits of its probability.
    Counted(f64),
    /// Bits by which it is rarer than the level is.
    Rarer(f64),
}

/// A stranger who was not seen counts for this many.
const UNSEEN: f64 = 0.5;
/// Bits by which a level may be rarer or commoner than on average.
const MOST_RARER: f64 = 6.0;

/// Matched pairs with an equal value, by column and value.
pub(crate) type MatchedValues = Vec<Vec<f32>>;

pub(crate) fn no_matches(table: &Table) -> MatchedValues {
    table.columns.iter().map(|column| vec![0.0; column.values()]).collect()
}

impl Rarity {
    /// `matches` are those of all pairs, equal in a column or not.
    pub(crate) fn of(table: &Table, members: &[u32], matched: &MatchedValues, matches: f64, links_only: bool) -> Self {
        let mut rarity = Self::default();
        for ((i, column), matched) in table.columns.iter().enumerate().zip(matched) {
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
            let of = |(count, matched): (&[u32; 2], &f32)| match count {
                [0, 0] => 0.0,
                count => holders(*count, f64::from(*matched), links_only),
            };
            let holders: Vec<f64> = counts.iter().zip(matched).map(of).collect();
            let bodies = if links_only { filled as f64 / 2.0 } else { filled as f64 / (1.0 + 2.0 * matches / members.len().max(1) as f64) };
            let bodies = bodies.max(1.0);
            let once = holders.iter().filter(|n| (0.5..1.5).contains(*n)).count() as f64;
            let twice = holders.iter().filter(|n| (1.5..2.5).contains(*n)).count() as f64;
            let single = ((2.0 * twice + 0.5) / (once + 0.5)).clamp(1e-6, 1.0);
            let worth = |n: f64| if n < 1.5 { n.max(1.0) * single } else { n };
            rarity.rated.push(column.kind.rated().iter().map(|rated| rate(column, *rated, &holders, bodies)).collect());
            let bits: Vec<f32> = holders.into_iter().map(|n| (bodies / worth(n)).log2().max(0.0) as f32).collect();
            rarity.rarest.push(bits.iter().copied().fold(0.0, f32::max));
            rarity.columns.push(bits);
        }
        rarity
    }

    /// No two values at the level say more.
    pub(crate) fn rarest_of_level(&self, column: usize, level: u8) -> Option<Rating> {
        if level == 0 {
            return Some(Rating::Counted(f64::from(self.rarest[column])));
        }
        let rated = self.rated[column].iter().find(|rated| rated.level == level)?;
        Some(if rated.is_exact { Rating::Counted(f64::from(rated.most)) } else { Rating::Rarer(f64::from(rated.most)) })
    }

    /// `None` where the level says the same whatever the values.
    pub(crate) fn of_level(&self, column: usize, level: u8, a: u32, b: u32) -> Option<Rating> {
        let rated = self.rated[column].iter().find(|rated| rated.level == level)?;
        // The two may be read in more than one way: what says less counts.
        let bits = f64::from(rated.bits[a as usize].min(rated.bits[b as usize]));
        (!bits.is_nan()).then_some(if rated.is_exact { Rating::Counted(bits) } else { Rating::Rarer(bits) })
    }
}

fn rate(column: &Column, rated: Rated, holders: &[f64], bodies: f64) -> RatedLevel {
    let keys = first_keys(column, rated.common);
    let mut sorted: Vec<u64> = (0..).zip(&keys).filter(|(_, key)| **key != 0).map(|(value, key)| u64::from(*key) << 32 | value).collect();
    sort_by_key(&mut sorted, &mut Vec::new());
    let mut bits = vec![f32::NAN; keys.len()];
    let values = |group: &[u64]| group.iter().map(|entry| *entry as u32 as usize).collect::<Vec<_>>();
    let groups = || sorted.chunk_by(|a, b| a >> 32 == b >> 32).map(values);
    let together = |group: &[usize]| group.iter().map(|value| holders[*value]).sum::<f64>();
    let average =
        groups().map(|group| together(&group).powi(2)).sum::<f64>() / groups().map(|group| together(&group)).sum::<f64>().max(1.0);
    for group in groups() {
        let all = together(&group);
        for value in group {
            bits[value] = if rated.is_exact {
                // Nor is the other of the pair a stranger.
                let strangers = (all - holders[value] - 1.0).max(0.0) + UNSEEN;
                (bodies / strangers).log2().max(0.0) as f32
            } else {
                (average / all.max(1.0)).log2().clamp(-MOST_RARER, MOST_RARER) as f32
            };
        }
    }
    let most = bits.iter().copied().filter(|bits| !bits.is_nan()).fold(0.0, f32::max);
    RatedLevel { level: column.kind.place(rated.level), is_exact: rated.is_exact, bits, most }
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
