//! Blocking: which pairs are compared at all.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::linkage::derive::Derivation;
use crate::linkage::keys::PartKeys;
use crate::linkage::radix;
use crate::linkage::table::{Column, NONE, Table};

/// Blocks up to this many records are compared pair by pair.
pub const BLOCK_LIMIT: usize = 256;
/// In a larger block each record meets this many neighbours, in two sorted orders, so that cost stays linear.
const NEIGHBOURS: usize = 12;

/// A part of a column that records must share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPart {
    /// The column's place in the table.
    pub column: usize,
    pub derivation: Derivation,
}

/// Records that agree in every part meet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockingRule {
    pub parts: Vec<KeyPart>,
}

impl BlockingRule {
    /// As people read it: `surname.sound + postcode`.
    pub fn text(&self, columns: &[Column]) -> String {
        let part = |part: &KeyPart| match part.derivation {
            Derivation::Whole => columns[part.column].name.clone(),
            derivation => format!("{}.{}", columns[part.column].name, derivation.code()),
        };
        self.parts.iter().map(part).collect::<Vec<_>>().join(" + ")
    }
}

/// A block of more than [`BLOCK_LIMIT`] records: one phone of thousands is news in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkewedKey {
    /// The rule's place.
    pub rule: usize,
    pub records: usize,
    /// One of them, to say what the key is.
    pub example: usize,
}

/// Pairs of one range of first records are taken together, so that each is met once: this many records at most.
const MOST_OF_RANGE: usize = 1 << 14;
/// Ranges into which a small table is parted, so that every thread has some.
const LEAST_RANGES: usize = 64;

/// Pairs that share a key, by range of their first record. A pair may stand there more than once until its range is taken.
pub(crate) struct Pairs {
    /// By rule: pairs (first record, second record), in the order of ranges.
    of_rules: Vec<Vec<u64>>,
    /// By rule and range: where its pairs begin, and at last where they end.
    starts: Vec<Vec<usize>>,
    ranges: usize,
    pub(crate) skewed: Vec<SkewedKey>,
}

/// Joins `members`, the records that take part, ascending, under every rule.
pub(crate) fn pairs_under(table: &Table, rules: &[BlockingRule], members: &[u32], links_only: bool, threads: usize) -> Pairs {
    let keys = PartKeys::of(table, rules.iter().flat_map(|rule| rule.parts.iter().copied()).collect(), members, threads);
    let orders = sorted_orders(table);
    let of_range = table.len().div_ceil(LEAST_RANGES).clamp(1, MOST_OF_RANGE);
    let ranges = table.len().div_ceil(of_range).max(1);
    let found = in_parallel(rules.len(), threads, |rule| {
        let mut joined = Joined { table, links_only, pairs: Vec::new(), skewed: Vec::new() };
        let entries = entries(&keys, &rules[rule], members);
        for block in entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|block| block.len() > 1) {
            joined.block(rule, block, &orders);
        }
        drop(entries);
        let (pairs, starts) = by_range(&joined.pairs, of_range, ranges);
        (pairs, starts, joined.skewed)
    });
    let mut pairs = Pairs { of_rules: Vec::new(), starts: Vec::new(), ranges, skewed: Vec::new() };
    for (of_rule, starts, skewed) in found {
        pairs.of_rules.push(of_rule);
        pairs.starts.push(starts);
        pairs.skewed.extend(skewed);
    }
    pairs.skewed.sort_by(|a, b| b.records.cmp(&a.records).then((a.rule, a.example).cmp(&(b.rule, b.example))));
    pairs
}

/// (key, record) of the members that may share a key with another under a rule, sorted.
pub(crate) fn entries(keys: &PartKeys, rule: &BlockingRule, members: &[u32]) -> Vec<u64> {
    let mut met = Met::of_entries(members.len());
    keys.for_each(rule, members.len(), |_, keys| keys.iter().filter(|key| **key != 0).for_each(|key| met.add(*key)));
    let mut entries = Vec::with_capacity(members.len() / 4);
    keys.for_each(rule, members.len(), |member, keys| {
        for (n, &key) in keys.iter().enumerate() {
            if key != 0 && met.is_twice(key) && !keys[..n].contains(&key) {
                entries.push(u64::from(key) << 32 | u64::from(members[member]));
            }
        }
    });
    radix::sort_by_key(&mut entries, &mut Vec::new());
    entries
}

/// Whether a key was met once or more often: two bits a place, so that different keys may be taken for one.
struct Met {
    places: Vec<u64>,
    shift: u32,
}

impl Met {
    /// About eight places an entry.
    fn of_entries(count: usize) -> Self {
        let bits = (count * 8).next_power_of_two().clamp(1 << 10, 1 << 28).trailing_zeros();
        Self { places: vec![0; 1 << (bits - 5)], shift: 32 - bits }
    }

    /// The word and the bit of a key.
    fn place(&self, key: u32) -> (usize, u32) {
        let place = key >> self.shift;
        (place as usize / 32, place % 32 * 2)
    }

    fn add(&mut self, key: u32) {
        let (word, bit) = self.place(key);
        let word = &mut self.places[word];
        *word |= if *word >> bit & 1 == 0 { 1 << bit } else { 2 << bit };
    }

    fn is_twice(&self, key: u32) -> bool {
        let (word, bit) = self.place(key);
        self.places[word] >> bit & 2 != 0
    }
}

struct Joined<'t> {
    table: &'t Table,
    links_only: bool,
    pairs: Vec<u64>,
    skewed: Vec<SkewedKey>,
}

impl Joined<'_> {
    fn block(&mut self, rule: usize, block: &[u64], orders: &[usize]) {
        if block.len() > BLOCK_LIMIT {
            let members: Vec<u32> = block.iter().map(|entry| *entry as u32).collect();
            self.skewed.push(SkewedKey { rule, records: members.len(), example: members[0] as usize });
            self.neighbours(&members, orders);
            return;
        }
        for (n, &a) in block.iter().enumerate() {
            for &b in &block[n + 1..] {
                self.pair(a as u32, b as u32);
            }
        }
    }

    fn pair(&mut self, a: u32, b: u32) {
        if !self.links_only || self.table.inputs[a as usize] != self.table.inputs[b as usize] {
            self.pairs.push(u64::from(a.min(b)) << 32 | u64::from(a.max(b)));
        }
    }

    fn neighbours(&mut self, members: &[u32], orders: &[usize]) {
        for &column in orders {
            // Records that lack the value have no neighbours by it.
            let value = |record: u32| self.table.value(record, column);
            let texts = &self.table.columns[column].texts;
            let mut sorted: Vec<(&str, u32)> =
                members.iter().filter(|record| value(**record) != NONE).map(|record| (texts.get(value(*record)), *record)).collect();
            sorted.sort_unstable();
            for (n, &(_, a)) in sorted.iter().enumerate() {
                for &(_, b) in sorted[n + 1..].iter().take(NEIGHBOURS) {
                    self.pair(a, b);
                }
            }
        }
    }
}

/// The two columns by which like stands beside like best: those with most different values.
fn sorted_orders(table: &Table) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..table.columns.len()).collect();
    columns.sort_by_key(|&i| (std::cmp::Reverse(table.columns[i].values()), i));
    columns.truncate(2);
    columns
}

/// Pairs in the order of their ranges, and where each range begins.
fn by_range(pairs: &[u64], of_range: usize, ranges: usize) -> (Vec<u64>, Vec<usize>) {
    let range = |pair: u64| (pair >> 32) as usize / of_range;
    let mut starts = vec![0; ranges + 1];
    for pair in pairs {
        starts[range(*pair) + 1] += 1;
    }
    for i in 0..ranges {
        starts[i + 1] += starts[i];
    }
    let mut places = starts.clone();
    let mut sorted = vec![0; pairs.len()];
    for pair in pairs {
        let place = &mut places[range(*pair)];
        sorted[*place] = *pair;
        *place += 1;
    }
    (sorted, starts)
}

impl Pairs {
    pub(crate) fn ranges(&self) -> usize {
        self.ranges
    }

    /// The different pairs of a range, sorted.
    pub(crate) fn of_range(&self, range: usize) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for (of_rule, starts) in self.of_rules.iter().zip(&self.starts) {
            pairs.extend_from_slice(&of_rule[starts[range]..starts[range + 1]]);
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs.into_iter().map(|pair| ((pair >> 32) as u32, pair as u32)).collect()
    }
}

/// What `work` makes of 0..`count`, on several threads, in order.
pub(crate) fn in_parallel<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    if threads <= 1 || count <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let one_worker = || {
        let mut done = Vec::new();
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= count {
                return done;
            }
            done.push((i, work(i)));
        }
    };
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.min(count)).map(|_| scope.spawn(one_worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("a worker's panic is ours")).collect()
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}
