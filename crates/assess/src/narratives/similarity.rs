//! Jaccard similarity in thousandths, compared exactly.

/// Shared shingles over all shingles of both, in thousandths, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Similarity(u16);

impl Similarity {
    pub const WHOLE: Self = Self(1_000);

    /// At most 1,000.
    pub const fn permille(thousandths: u16) -> Self {
        Self(if thousandths > 1_000 { 1_000 } else { thousandths })
    }

    pub const fn as_permille(self) -> u16 {
        self.0
    }

    pub(super) fn of(common: u32, size_a: u32, size_b: u32) -> Self {
        let all = u64::from(size_a) + u64::from(size_b) - u64::from(common);
        Self(u16::try_from((u64::from(common) * 1_000).checked_div(all).unwrap_or(1_000)).unwrap_or(1_000))
    }

    /// The smallest number of common shingles with which sets of these sizes are at least this alike:
    /// c / (a + b − c) ≥ t is c ≥ t (a + b) / (1 + t), in whole numbers.
    pub(super) fn common_needed(self, size_a: u32, size_b: u32) -> u32 {
        let t = u64::from(self.0);
        u32::try_from((t * (u64::from(size_a) + u64::from(size_b))).div_ceil(1_000 + t)).unwrap_or(u32::MAX)
    }

    /// So alike that both may hang together with a third.
    pub(super) const fn loosely(self) -> Self {
        Self(self.0 * 2 / 3)
    }

    /// How near to a middle two sets must be, to be this alike themselves: distance is a metric.
    pub(super) const fn halfway(self) -> Self {
        Self(500 + self.0.div_ceil(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_is_exactly_enough() {
        for threshold in [1_u16, 333, 600, 601, 800, 999, 1_000] {
            for (a, b) in [(1_u32, 1_u32), (10, 10), (10, 17), (200, 133), (1_000, 999)] {
                let enough = |common: u32| u64::from(common) * 1_000 >= u64::from(threshold) * u64::from(a + b - common);
                let needed = Similarity::permille(threshold).common_needed(a, b);
                assert!(needed == 0 || !enough(needed - 1), "{threshold} {a} {b}");
                assert!(needed > a.min(b) || enough(needed), "{threshold} {a} {b}");
            }
        }
    }
}
