//! Everybody against everybody, by blocks.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::cluster::{Refused, persons_of_prepared};
use crate::compare::compare_prepared;
use crate::edge::Edge;
use crate::keys::{INDEXES, keys_of};
use crate::record::{Prepared, Record};

/// Blocks up to this many different records are compared pair by pair.
pub const BLOCK_LIMIT: usize = 64;
/// In a larger block each record meets this many neighbours in sorted order, so that cost stays linear.
const NEIGHBOURS: usize = 16;

/// What a run of the engine found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// The run's edges (`Same` and `Possible`), sorted by their ends. Officers' edges are not repeated.
    pub edges: Vec<Edge>,
    /// As in [`crate::Clusters`].
    pub persons: Vec<Vec<i64>>,
    pub refused: Vec<Refused>,
    /// Blocks too large for every pair, largest first: one phone of thousands is news in itself.
    pub skewed: Vec<SkewedBlock>,
    /// Pairs compared, to be watched as the file grows.
    pub pairs: usize,
}

/// A block of more than [`BLOCK_LIMIT`] different records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SkewedBlock {
    pub index: &'static str,
    pub records: usize,
}

/// Links all records with one another. `rulings` are officers' edges: they bind persons, and no run's edge is made
/// for a pair that an officer ruled on. The result does not depend on the order of `records`.
pub fn resolve(records: &[Record], rulings: &[Edge]) -> Resolution {
    let mut order: Vec<&Record> = records.iter().collect();
    order.sort_by_key(|r| r.id);
    let ids: Vec<i64> = order.iter().map(|r| r.id).collect();
    let prepared: Vec<Prepared> = order.into_iter().map(Prepared::of).collect();

    let (representatives, mut edges) = link_identical(&ids, &prepared);
    let (blocks, skewed) = blocks_of(&representatives, &prepared);
    let pairs = pairs_of(blocks);
    for &(a, b) in &pairs {
        edges.extend(Edge::judged(ids[a as usize], ids[b as usize], compare_prepared(&prepared[a as usize], &prepared[b as usize])));
    }
    let ruled: rustc_hash::FxHashSet<(i64, i64)> = rulings.iter().filter(|e| !e.undone).map(|e| (e.left, e.right)).collect();
    edges.retain(|e| !ruled.contains(&(e.left, e.right)));
    edges.sort_by_key(|e| (e.left, e.right));

    let all: Vec<Edge> = rulings.iter().chain(&edges).cloned().collect();
    let clusters = persons_of_prepared(&ids, &prepared, &all);
    Resolution { edges, persons: clusters.persons, refused: clusters.refused, skewed, pairs: pairs.len() }
}

/// Records that say exactly the same are one chain and only their first goes on: somebody with five hundred filings
/// costs five hundred comparisons, not a hundred thousand. Returns the firsts and the chains' edges.
fn link_identical(ids: &[i64], prepared: &[Prepared]) -> (Vec<u32>, Vec<Edge>) {
    let mut last_of: FxHashMap<&Prepared, usize> = FxHashMap::default();
    let (mut firsts, mut edges) = (Vec::new(), Vec::new());
    for (i, form) in prepared.iter().enumerate() {
        match last_of.insert(form, i) {
            None => firsts.push(u32::try_from(i).expect("fewer than 2^32 records")),
            Some(previous) => edges.extend(Edge::judged(ids[previous], ids[i], compare_prepared(&prepared[previous], form))),
        }
    }
    (firsts, edges)
}

/// Blocks of two and more, the skewed ones sorted so that like stands beside like.
fn blocks_of(records: &[u32], prepared: &[Prepared]) -> (Vec<Vec<u32>>, Vec<SkewedBlock>) {
    let mut keyed: Vec<(u8, u64, u32)> = Vec::with_capacity(records.len() * 6);
    for &i in records {
        for (index, value) in keys_of(&prepared[i as usize]) {
            let mut hasher = FxHasher::default();
            value.hash(&mut hasher);
            // A collision only compares two records for nothing.
            keyed.push((index as u8, hasher.finish(), i));
        }
    }
    keyed.sort_unstable();
    let (mut blocks, mut skewed) = (Vec::new(), Vec::new());
    for block in keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|b| b.len() > 1) {
        let mut members: Vec<u32> = block.iter().map(|k| k.2).collect();
        if members.len() > BLOCK_LIMIT {
            skewed.push(SkewedBlock { index: INDEXES[block[0].0 as usize], records: members.len() });
            members.sort_by_cached_key(|&i| {
                let p = &prepared[i as usize];
                let id_no = p.id_no.as_ref().map(|n| n.digits.clone());
                (p.name.as_ref().and_then(crate::name::NameForm::sound), id_no, p.phone.as_ref().map(|n| n.digits.clone()), i)
            });
        }
        blocks.push(members);
    }
    skewed.sort_by(|a, b| b.records.cmp(&a.records).then(a.index.cmp(b.index)));
    (blocks, skewed)
}

/// Every pair once, however many blocks it shares.
fn pairs_of(blocks: Vec<Vec<u32>>) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for block in blocks {
        let reach = if block.len() > BLOCK_LIMIT { NEIGHBOURS } else { block.len() };
        for (n, &a) in block.iter().enumerate() {
            pairs.extend(block[n + 1..].iter().take(reach).map(|&b| (a.min(b), a.max(b))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
