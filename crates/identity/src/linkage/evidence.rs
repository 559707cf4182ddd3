//! What a table's pairs show before anything is believed.

use crate::linkage::block::in_parallel;
use crate::linkage::derive::mix;
use crate::linkage::pattern::{Comparer, Pattern};
use crate::linkage::table::{NONE, Table};
use crate::linkage::train::counted;
pub(crate) use crate::linkage::train::{Evidence, Population};

/// Patterns of seeded random pairs. The table's order does not depend on that of reading, so neither do they.
pub(crate) fn random_patterns(
    table: &Table,
    comparer: &Comparer<'_>,
    members: &[u32],
    links_only: bool,
    count: usize,
    seed: u64,
    threads: usize,
) -> Vec<(Pattern, u64)> {
    if members.len() < 2 {
        return Vec::new();
    }
    const PART: usize = 8_192;
    let parts = count.div_ceil(PART);
    let draw = |n: u64| members[((u128::from(mix(n)) * members.len() as u128) >> 64) as usize];
    let counts = in_parallel(parts, threads, |part| {
        let range = part * PART..((part + 1) * PART).min(count);
        let pairs = range.map(|n| (draw(mix(seed) ^ (2 * n as u64)), draw(mix(seed) ^ (2 * n as u64 + 1))));
        let fit = pairs.filter(|(a, b)| a != b && (!links_only || table.inputs[*a as usize] != table.inputs[*b as usize]));
        let pairs: Vec<(u32, u32)> = fit.collect();
        counted(comparer.patterns(&pairs).map(|pattern| (pattern, 1)))
    });
    counted(counts.into_iter().flatten())
}

/// How many pairs there are, and per column how many with two values and with two equal ones: exact, by counting values.
pub(crate) fn population(table: &Table, members: &[u32], links_only: bool) -> Population {
    let most = usize::from(*table.inputs.iter().max().unwrap_or(&0)) + 1;
    let inputs = if links_only { most } else { 1 };
    let input = |record: u32| if links_only { usize::from(table.inputs[record as usize]) } else { 0 };
    let mut sizes = vec![0_u64; inputs];
    for &record in members {
        sizes[input(record)] += 1;
    }
    let columns = table.columns.iter().enumerate().map(|(i, column)| {
        let mut filled = vec![0_u64; inputs];
        let mut counts = vec![0_u32; column.values() * inputs];
        for &record in members.iter().filter(|record| table.value(**record, i) != NONE) {
            filled[input(record)] += 1;
            counts[table.value(record, i) as usize * inputs + input(record)] += 1;
        }
        let whole = counts.chunks(inputs).zip(&column.same).filter(|(_, same)| **same == 0);
        let equal = whole.map(|(of, _)| pairs_among(of.iter().map(|n| f64::from(*n)), links_only)).sum();
        (equal, pairs_among(filled.iter().map(|n| *n as f64), links_only))
    });
    Population { pairs: pairs_among(sizes.iter().map(|n| *n as f64), links_only).max(1.0), columns: columns.collect() }
}

/// Pairs within one group, or across several.
fn pairs_among(sizes: impl Iterator<Item = f64> + Clone, across: bool) -> f64 {
    let sum: f64 = sizes.clone().sum();
    if across { (sum * sum - sizes.map(|n| n * n).sum::<f64>()) / 2.0 } else { sum * (sum - 1.0) / 2.0 }
}
