//! Sets of shingles, one after another in one list, with what makes comparing them cheap.

use super::similarity::Similarity;

/// Words of a bitmap: 1,024 bits, two cache lines; half of them let twice as many pairs through that are not near.
const WORDS: usize = 16;

/// Sorted sets by number.
pub(super) struct Sets {
    starts: Vec<usize>,
    shingles: Vec<u64>,
    bitmaps: Vec<[u64; WORDS]>,
}

impl Sets {
    pub(super) fn new() -> Self {
        Self { starts: vec![0], shingles: Vec::new(), bitmaps: Vec::new() }
    }

    pub(super) fn push(&mut self, set: &[u64]) {
        self.shingles.extend_from_slice(set);
        self.starts.push(self.shingles.len());
        let mut bitmap = [0; WORDS];
        for shingle in set {
            bitmap[(*shingle >> 6) as usize % WORDS] |= 1 << (shingle & 63);
        }
        self.bitmaps.push(bitmap);
    }

    pub(super) fn len(&self) -> usize {
        self.bitmaps.len()
    }

    pub(super) fn of(&self, number: u32) -> &[u64] {
        let at = number as usize;
        &self.shingles[self.starts[at]..self.starts[at + 1]]
    }

    pub(super) fn size(&self, number: u32) -> u32 {
        let at = number as usize;
        u32::try_from(self.starts[at + 1] - self.starts[at]).expect("a text is shorter than 2^32 characters")
    }

    /// At most this many shingles are common: every bit in which two bitmaps differ is a shingle of one alone
    /// (bitmap filter, Sandes et al., 2017).
    pub(super) fn most_common(&self, a: u32, b: u32) -> u32 {
        let (left, right) = (&self.bitmaps[a as usize], &self.bitmaps[b as usize]);
        let differing: u32 = left.iter().zip(right).map(|(l, r)| (l ^ r).count_ones()).sum();
        let (size_a, size_b) = (self.size(a), self.size(b));
        ((size_a + size_b).saturating_sub(differing) / 2).min(size_a).min(size_b)
    }

    /// Shingles that stand in both.
    pub(super) fn common(&self, a: u32, b: u32) -> u32 {
        common(self.of(a), self.of(b))
    }

    /// Whether two sets are at least that alike, decided as early as can be.
    pub(super) fn are_alike(&self, a: u32, b: u32, at_least: Similarity) -> bool {
        let needed = at_least.common_needed(self.size(a), self.size(b));
        self.most_common(a, b) >= needed && self.common(a, b) >= needed
    }

    pub(super) fn similarity(&self, a: u32, b: u32) -> Similarity {
        Similarity::of(self.common(a, b), self.size(a), self.size(b))
    }
}

/// Steps through both without a branch that the processor would have to guess.
pub(super) fn common(a: &[u64], b: &[u64]) -> u32 {
    let (mut i, mut j, mut found) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        found += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    found
}
