//! Near texts among those that hang together: everybody is held against everybody, and most are decided by a few words.
//!
//! Copies of one wording have most of their shingles from it. The commonest get a bit each, so that what two texts share of
//! them is counted exactly by one `and`; what is left of a text is short, and a second bitmap bounds what two have in common
//! of it. Only where the bound does not decide are the two rests compared.

use rustc_hash::FxHashMap;

use super::pairs::Comparison;
use super::sets;

/// Shingles of the common wording that have a bit of their own: 512, one cache line.
const WORDS: usize = 8;

/// Members from whose shingles the common wording is read.
const READ: usize = 48;

/// Fewer are compared as they are.
pub(super) const FEWEST: usize = 12;

/// More than this are not held against each other throughout: it would take seconds.
pub(super) const MOST: usize = 16_384;

/// Texts that hang together, laid out to be compared with each other.
pub(super) struct Crowd<'a> {
    forms: &'a [u32],
    templates: Vec<u32>,
    sizes: Vec<u32>,
    /// Which of the common wording each has.
    common: Vec<[u64; WORDS]>,
    /// The bitmap of what else each has.
    others: Vec<[u64; WORDS]>,
    /// What else each has, sorted, one after another.
    rests: Vec<u64>,
    starts: Vec<usize>,
    /// By the sum of two sizes: the common shingles that make them near.
    needed: Vec<u32>,
}

impl<'a> Crowd<'a> {
    pub(super) fn of(comparison: &Comparison<'_>, forms: &'a [u32]) -> Self {
        let sets = comparison.sets;
        let bits = common_wording(comparison, forms);
        let mut crowd = Self {
            forms,
            templates: forms.iter().map(|form| comparison.templates.of(*form)).collect(),
            sizes: forms.iter().map(|form| sets.size(*form)).collect(),
            common: Vec::with_capacity(forms.len()),
            others: Vec::with_capacity(forms.len()),
            rests: Vec::new(),
            starts: vec![0],
            needed: Vec::new(),
        };
        let largest = crowd.sizes.iter().max().copied().unwrap_or(0);
        crowd.needed = (0..=2 * largest).map(|sum| comparison.threshold.common_needed(sum, 0)).collect();
        for form in forms {
            let (mut common, mut others) = ([0; WORDS], [0; WORDS]);
            for shingle in sets.of(*form) {
                match bits.get(shingle) {
                    Some(bit) => common[usize::from(bit >> 6)] |= 1 << (bit & 63),
                    None => {
                        others[(*shingle >> 6) as usize % WORDS] |= 1 << (shingle & 63);
                        crowd.rests.push(*shingle);
                    }
                }
            }
            crowd.common.push(common);
            crowd.others.push(others);
            crowd.starts.push(crowd.rests.len());
        }
        crowd
    }

    /// Every near pair of different templates, the smaller form first.
    pub(super) fn near(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for at in 1..self.forms.len() {
            for other in 0..at {
                if self.templates[at] != self.templates[other] && self.is_near(at, other) {
                    let (a, b) = (self.forms[at], self.forms[other]);
                    pairs.push((a.min(b), a.max(b)));
                }
            }
        }
        pairs
    }

    fn is_near(&self, a: usize, b: usize) -> bool {
        let needed = self.needed[(self.sizes[a] + self.sizes[b]) as usize];
        let shared: u32 = self.common[a].iter().zip(&self.common[b]).map(|(x, y)| (x & y).count_ones()).sum();
        let (rest_a, rest_b) = (self.rest(a), self.rest(b));
        if shared >= needed {
            return true;
        }
        if shared as usize + rest_a.len().min(rest_b.len()) < needed as usize {
            return false;
        }
        let differing: u32 = self.others[a].iter().zip(&self.others[b]).map(|(x, y)| (x ^ y).count_ones()).sum();
        let most = (rest_a.len() + rest_b.len()).saturating_sub(differing as usize) / 2;
        shared as usize + most >= needed as usize && shared + sets::common(rest_a, rest_b) >= needed
    }

    fn rest(&self, at: usize) -> &[u64] {
        &self.rests[self.starts[at]..self.starts[at + 1]]
    }
}

/// The shingles that most of some members have, each with its bit. Which they are decides how fast a pair is decided,
/// never how.
fn common_wording(comparison: &Comparison<'_>, forms: &[u32]) -> FxHashMap<u64, u16> {
    let mut read: Vec<u64> = Vec::new();
    for form in forms.iter().step_by(forms.len().div_ceil(READ)) {
        read.extend_from_slice(comparison.sets.of(*form));
    }
    read.sort_unstable();
    let mut counted: Vec<(usize, u64)> =
        read.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| (same.len(), same[0])).collect();
    counted.sort_unstable_by(|a, b| b.cmp(a));
    counted.truncate(WORDS * 64);
    counted.into_iter().zip(0_u16..).map(|((_, shingle), bit)| (shingle, bit)).collect()
}
