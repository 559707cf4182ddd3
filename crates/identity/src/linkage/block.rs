//! Blocking: which pairs are compared at all.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::linkage::derive::{self, Derivation, mix};
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

    fn slots(&self) -> usize {
        self.parts.iter().map(|part| part.derivation.slots()).product()
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

/// Keys of the parts in use, by column value.
pub(crate) struct PartKeys {
    parts: Vec<KeyPart>,
    keys: Vec<Vec<u32>>,
}

impl PartKeys {
    pub(crate) fn of(table: &Table, mut parts: Vec<KeyPart>, threads: usize) -> Self {
        parts.sort_unstable();
        parts.dedup();
        let keys = in_parallel(parts.len(), threads, |i| {
            let (part, column) = (parts[i], &table.columns[parts[i].column]);
            let slots = part.derivation.slots();
            let mut keys = vec![0; slots * column.texts.len()];
            for ((text, form), place) in column.texts.iter().zip(&column.forms).zip(keys.chunks_mut(slots)) {
                for (slot, key) in place.iter_mut().zip(derive::keys(form, text, column.kind, part.derivation, &column.terms)) {
                    *slot = key;
                }
            }
            keys
        });
        Self { parts, keys }
    }

    fn of_record(&self, table: &Table, part: KeyPart, record: u32) -> &[u32] {
        let place = self.parts.binary_search(&part).expect("the keys of every part in use were made");
        let value = table.columns[part.column].value(record);
        let slots = part.derivation.slots();
        if value == NONE { &[] } else { &self.keys[place][value as usize * slots..][..slots] }
    }

    /// The record's keys under a rule, one a slot, 0 where it has none.
    pub(crate) fn under(&self, table: &Table, rule: &BlockingRule, record: u32, into: &mut Vec<u32>) {
        into.clear();
        let join = |base: u32, key: u32, n: usize| {
            let joined = mix(u64::from(base) << 32 | u64::from(key)).wrapping_add(n as u64);
            if base == 0 || key == 0 { 0 } else { ((joined ^ (joined >> 32)) as u32).max(1) }
        };
        if rule.parts.iter().all(|part| part.derivation.slots() == 1) {
            let one = |part: &KeyPart| self.of_record(table, *part, record).first().copied().unwrap_or(0);
            into.push(rule.parts.iter().enumerate().fold(1, |base, (n, part)| join(base, one(part), n)));
            return;
        }
        into.push(1);
        for (n, part) in rule.parts.iter().enumerate() {
            let keys = self.of_record(table, *part, record);
            let before = std::mem::take(into);
            for &base in &before {
                for slot in 0..part.derivation.slots() {
                    let key = keys.get(slot).copied().unwrap_or(0);
                    into.push(join(base, key, n));
                }
            }
        }
    }
}

/// Every record's keys under every rule.
pub(crate) struct Blocks<'t> {
    table: &'t Table,
    rules: Vec<BlockingRule>,
    /// Where a rule's slots begin in a record's row.
    starts: Vec<usize>,
    width: usize,
    rows: Vec<u32>,
    /// (key, record) of each rule, sorted, of blocks of two and more up to the limit.
    blocks: Vec<Vec<u64>>,
    pub(crate) skewed: Vec<SkewedKey>,
    /// Members of skewed blocks by rule.
    large: Vec<(usize, Vec<u32>)>,
    links_only: bool,
}

impl<'t> Blocks<'t> {
    /// `members` are the records that take part.
    pub(crate) fn new(table: &'t Table, rules: &[BlockingRule], members: &[u32], links_only: bool, threads: usize) -> Self {
        let keys = PartKeys::of(table, rules.iter().flat_map(|rule| rule.parts.iter().copied()).collect(), threads);
        let mut starts = Vec::with_capacity(rules.len());
        let mut width = 0;
        for rule in rules {
            starts.push(width);
            width += rule.slots();
        }
        let rows = rows_of(table, rules, &starts, width, members, &keys, threads);
        let mut blocks = Self {
            table,
            rules: rules.to_vec(),
            starts,
            width,
            rows,
            blocks: Vec::new(),
            skewed: Vec::new(),
            large: Vec::new(),
            links_only,
        };
        blocks.sort_into_blocks(threads);
        blocks
    }

    fn slots(&self, rule: usize) -> std::ops::Range<usize> {
        self.starts[rule]..self.starts[rule] + self.rules[rule].slots()
    }

    fn row(&self, record: u32) -> &[u32] {
        &self.rows[record as usize * self.width..][..self.width]
    }

    /// (key, record) of a rule, sorted; those that share their key with nobody left out.
    fn entries(&self, rule: usize) -> Vec<u64> {
        let slots = self.slots(rule);
        let mut entries = Vec::with_capacity(self.table.len());
        for record in 0..self.table.len() as u32 {
            let keys = &self.row(record)[slots.clone()];
            for (n, &key) in keys.iter().enumerate().filter(|(_, key)| **key != 0) {
                if !keys[..n].contains(&key) {
                    entries.push(u64::from(key) << 32 | u64::from(record));
                }
            }
        }
        entries.sort_unstable();
        let mut kept = 0;
        let mut from = 0;
        while from < entries.len() {
            let key = entries[from] >> 32;
            let length = entries[from..].iter().take_while(|entry| **entry >> 32 == key).count();
            if length > 1 {
                entries.copy_within(from..from + length, kept);
                kept += length;
            }
            from += length;
        }
        entries.truncate(kept);
        entries.shrink_to_fit();
        entries
    }

    /// Blocks beyond the limit lose their keys here, so that no other rule takes their pairs for compared.
    fn sort_into_blocks(&mut self, threads: usize) {
        let found = in_parallel(self.rules.len(), threads, |rule| {
            let mut entries = self.entries(rule);
            let is_large = |block: &&[u64]| block.len() > BLOCK_LIMIT;
            let blocks = |entries: &[u64]| -> Vec<(u32, Vec<u32>)> {
                let large = entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(is_large);
                large.map(|block| ((block[0] >> 32) as u32, block.iter().map(|entry| *entry as u32).collect())).collect()
            };
            let large = blocks(&entries);
            if !large.is_empty() {
                entries = entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|block| !is_large(block)).flatten().copied().collect();
            }
            (entries, large)
        });
        let (entries, large): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        self.blocks = entries;
        for (rule, blocks) in large.into_iter().enumerate() {
            let slots = self.slots(rule);
            for (key, members) in blocks {
                for &record in &members {
                    for place in slots.clone() {
                        let slot = &mut self.rows[record as usize * self.width + place];
                        if *slot == key {
                            *slot = 0;
                        }
                    }
                }
                self.skewed.push(SkewedKey { rule, records: members.len(), example: members[0] as usize });
                self.large.push((rule, members));
            }
        }
        self.skewed.sort_by(|a, b| b.records.cmp(&a.records).then((a.rule, a.example).cmp(&(b.rule, b.example))));
    }

    fn may_meet(&self, a: u32, b: u32) -> bool {
        !self.links_only || self.table.inputs[a as usize] != self.table.inputs[b as usize]
    }

    /// Whether a rule before this one, or a smaller key of this one, brings the two together.
    fn met_before(&self, rule: usize, key: u32, a: u32, b: u32) -> bool {
        let (x, y) = (self.row(a), self.row(b));
        (0..=rule).any(|earlier| {
            let slots = self.slots(earlier);
            let shares = |p: u32| p != 0 && y[slots.clone()].contains(&p) && (earlier < rule || p < key);
            x[slots.clone()].iter().any(|p| shares(*p))
        })
    }

    /// Hands every pair that meets to `each` exactly once but for those of skewed blocks, which may meet again.
    /// Works through the rules on several threads and gives what each made of its part, in a fixed order.
    pub(crate) fn for_each_pair<S: Send + Default>(&self, threads: usize, each: impl Fn(&mut S, u32, u32) + Sync) -> Vec<S> {
        let orders = self.sorted_orders();
        in_parallel(self.rules.len(), threads, |rule| {
            let mut state = S::default();
            for block in self.blocks[rule].chunk_by(|a, b| a >> 32 == b >> 32) {
                let key = (block[0] >> 32) as u32;
                for (n, &left) in block.iter().enumerate() {
                    for &right in &block[n + 1..] {
                        let (a, b) = (left as u32, right as u32);
                        if self.may_meet(a, b) && !self.met_before(rule, key, a, b) {
                            each(&mut state, a, b);
                        }
                    }
                }
            }
            for (_, members) in self.large.iter().filter(|(of, _)| *of == rule) {
                self.for_each_neighbour(members, &orders, &mut |a, b| each(&mut state, a, b));
            }
            state
        })
    }

    fn for_each_neighbour(&self, members: &[u32], orders: &[usize], each: &mut impl FnMut(u32, u32)) {
        let mut pairs = Vec::new();
        for &column in orders {
            let column = &self.table.columns[column];
            let mut sorted = members.to_vec();
            // Records that lack the value have no neighbours by it.
            sorted.retain(|record| column.value(*record) != NONE);
            sorted.sort_by_key(|record| (&column.texts[column.value(*record) as usize], *record));
            for (n, &a) in sorted.iter().enumerate() {
                pairs.extend(sorted[n + 1..].iter().take(NEIGHBOURS).map(|&b| (a.min(b), a.max(b))));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        for (a, b) in pairs {
            let everywhere = self.rules.len() - 1;
            if self.may_meet(a, b) && !self.met_before(everywhere, u32::MAX, a, b) {
                each(a, b);
            }
        }
    }

    /// The two columns by which like stands beside like best: those with most different values.
    fn sorted_orders(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = (0..self.table.columns.len()).collect();
        columns.sort_by_key(|&i| (std::cmp::Reverse(self.table.columns[i].texts.len()), i));
        columns.truncate(2);
        columns
    }
}

/// Each record's keys, one row a record; those that are no members have none.
fn rows_of(
    table: &Table,
    rules: &[BlockingRule],
    starts: &[usize],
    width: usize,
    members: &[u32],
    keys: &PartKeys,
    threads: usize,
) -> Vec<u32> {
    let mut rows = vec![0_u32; width * table.len()];
    let share = table.len().div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        for (rows, first) in rows.chunks_mut((share * width).max(1)).zip((0..).step_by(share)) {
            scope.spawn(move || {
                let mut found = Vec::new();
                let from = members.partition_point(|record| (*record as usize) < first);
                for &record in members[from..].iter().take_while(|record| (**record as usize) < first + share) {
                    let row = &mut rows[(record as usize - first) * width..][..width];
                    for (rule, &start) in rules.iter().zip(starts) {
                        keys.under(table, rule, record, &mut found);
                        row[start..start + found.len()].copy_from_slice(&found);
                    }
                }
            });
        }
    });
    rows
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
