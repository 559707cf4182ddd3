//! The keys by which records meet: those of every part of a rule, per record, in a row.

use crate::linkage::block::{BlockingRule, KeyPart, in_parallel};
use crate::linkage::derive::{Derivation, keys_of, mix};
use crate::linkage::table::{Column, NONE, Table};

/// The most keys that one record has under one part.
const MOST_SLOTS: usize = 8;

/// Keys of the parts in use, by the place of a record among those that take part.
pub(crate) struct PartKeys {
    parts: Vec<KeyPart>,
    slots: Vec<usize>,
    rows: Vec<Vec<u32>>,
}

/// How many keys a record can have under a part: where it has several values of a column, as many times more.
pub(crate) fn slots(table: &Table, part: KeyPart) -> usize {
    (part.derivation.slots() * table.columns[part.column].most).min(MOST_SLOTS)
}

impl PartKeys {
    pub(crate) fn of(table: &Table, mut parts: Vec<KeyPart>, members: &[u32], threads: usize) -> Self {
        parts.sort_unstable();
        parts.dedup();
        let slots: Vec<usize> = parts.iter().map(|part| slots(table, *part)).collect();
        let rows = in_parallel(parts.len(), threads, |i| rows_of(table, parts[i], slots[i], members));
        Self { parts, slots, rows }
    }

    /// Hands each member's keys under a rule to `each`, with the member's place. 0 is no key.
    pub(crate) fn for_each(&self, rule: &BlockingRule, members: usize, mut each: impl FnMut(usize, &[u32])) {
        let parts = self.places(rule);
        if let [one] = parts[..] {
            let rows = self.rows[one].chunks_exact(self.slots[one]);
            rows.enumerate().for_each(|(member, keys)| each(member, keys));
            return;
        }
        if let [one, other] = parts[..]
            && self.slots[one] * self.slots[other] == 1
        {
            for (member, (p, q)) in self.rows[one].iter().zip(&self.rows[other]).enumerate() {
                each(member, &[joined(*p, *q)]);
            }
            return;
        }
        let mut keys = Vec::new();
        for member in 0..members {
            self.join(&parts, member, &mut keys);
            each(member, &keys);
        }
    }

    fn places(&self, rule: &BlockingRule) -> Vec<usize> {
        rule.parts.iter().map(|part| self.parts.binary_search(part).expect("the keys of every part in use were made")).collect()
    }

    fn join(&self, parts: &[usize], member: usize, keys: &mut Vec<u32>) {
        let of = |part: usize| &self.rows[part][member * self.slots[part]..][..self.slots[part]];
        keys.clear();
        keys.extend_from_slice(of(parts[0]));
        for &part in &parts[1..] {
            let before = keys.len();
            for i in 0..before {
                let base = keys[i];
                keys.extend(of(part).iter().map(|key| joined(base, *key)));
            }
            keys.drain(..before);
        }
    }

    /// Whether two members share a key under a rule.
    pub(crate) fn meet(&self, rule: &BlockingRule, a: usize, b: usize, scratch: &mut (Vec<u32>, Vec<u32>)) -> bool {
        let parts = self.places(rule);
        self.join(&parts, a, &mut scratch.0);
        self.join(&parts, b, &mut scratch.1);
        scratch.0.iter().any(|key| *key != 0 && scratch.1.contains(key))
    }
}

/// Each value's first key of a sort, 0 where it has none.
pub(crate) fn first_keys(column: &Column, derivation: Derivation) -> Vec<u32> {
    let mut scratch = String::new();
    let mut keys = vec![0; derivation.slots()];
    (0..column.values() as u32)
        .map(|value| {
            keys.fill(0);
            keys_of(column.value(value), column.kind, derivation, &column.lexicon, &mut scratch, &mut keys);
            keys[0]
        })
        .collect()
}

fn joined(p: u32, q: u32) -> u32 {
    let wide = mix(u64::from(p) << 32 | u64::from(q));
    if p == 0 || q == 0 { 0 } else { ((wide ^ (wide >> 32)) as u32).max(1) }
}

fn rows_of(table: &Table, part: KeyPart, slots: usize, members: &[u32]) -> Vec<u32> {
    let column = &table.columns[part.column];
    let mut scratch = String::new();
    let mut keys_of_value = |value: u32, keys: &mut [u32]| {
        let own = part.derivation.slots();
        for (value, keys) in column.value(value).each().zip(keys.chunks_mut(own)) {
            keys_of(value, column.kind, part.derivation, &column.lexicon, &mut scratch, keys);
        }
    };
    let mut rows = vec![0; members.len() * slots];
    // Each value once, unless few of them are wanted.
    if members.len() * 2 < column.values() {
        for (record, keys) in members.iter().zip(rows.chunks_exact_mut(slots)) {
            let value = table.value(*record, part.column);
            if value != NONE {
                keys_of_value(value, keys);
            }
        }
        return rows;
    }
    let mut of_values = vec![0; column.values() * slots];
    for (value, keys) in (0..).zip(of_values.chunks_exact_mut(slots)) {
        keys_of_value(value, keys);
    }
    for (record, keys) in members.iter().zip(rows.chunks_exact_mut(slots)) {
        let value = table.value(*record, part.column);
        if value != NONE {
            keys.copy_from_slice(&of_values[value as usize * slots..][..slots]);
        }
    }
    rows
}
