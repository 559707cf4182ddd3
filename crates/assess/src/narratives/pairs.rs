//! Which texts of different templates are near each other: candidates from the bands, then exact verification.

use std::num::NonZeroUsize;

use super::sets::Sets;
use super::similarity::Similarity;
use super::sketch::{BANDS, Keys};
use super::templates::{Templates, buckets, form};
use super::threads;

/// In a bucket with more templates than this, each is held against the largest of them only.
const BUCKET_LIMIT: usize = 8_192;

/// How many of the largest.
const REPRESENTATIVES: usize = 64;

/// Candidates held before repeats are taken out.
const HELD_LIMIT: usize = 1 << 22;

/// What is compared, and how.
pub(super) struct Comparison<'a> {
    pub(super) sets: &'a Sets,
    pub(super) keys: &'a [Keys],
    pub(super) templates: &'a Templates,
    pub(super) threshold: Similarity,
}

/// Two templates, the smaller number first.
pub(super) type Candidate = (u32, u32);

impl Comparison<'_> {
    /// Pairs of different templates that meet in a band and may be near, in order; and the buckets that were too full for
    /// every pair to be listed.
    pub(super) fn candidates(&self, threads: NonZeroUsize) -> (Vec<Candidate>, usize) {
        let mut found = Vec::new();
        let mut overfull = 0;
        for (candidates, full) in threads::each(threads, |part| self.candidates_of(part, threads)) {
            found.extend(candidates);
            overfull += full;
        }
        found.sort_unstable();
        found.dedup();
        (found.into_iter().map(|packed: u64| ((packed >> 32) as u32, form(packed))).collect(), overfull)
    }

    fn candidates_of(&self, part: usize, threads: NonZeroUsize) -> (Vec<u64>, usize) {
        let (mut found, mut overfull) = (Vec::new(), 0);
        let (mut order, mut numbers) = (Vec::new(), Vec::new());
        let mut limit = HELD_LIMIT;
        for band in (part..BANDS).step_by(threads.get()) {
            for bucket in buckets(self.keys, band, &mut order) {
                numbers.clear();
                numbers.extend(bucket.iter().map(|entry| self.templates.of(form(*entry))));
                numbers.sort_unstable();
                numbers.dedup();
                let mut consider = |a: u32, b: u32| {
                    if self.may_be_near(band, a, b) {
                        found.push(u64::from(a.min(b)) << 32 | u64::from(a.max(b)));
                    }
                };
                if numbers.len() > BUCKET_LIMIT {
                    overfull += 1;
                    numbers.sort_by_key(|number| std::cmp::Reverse(self.templates.members(*number).len()));
                    for (at, a) in numbers[..REPRESENTATIVES].iter().enumerate() {
                        numbers[at + 1..].iter().for_each(|b| consider(*a, *b));
                    }
                } else {
                    for (at, a) in numbers.iter().enumerate() {
                        numbers[at + 1..].iter().for_each(|b| consider(*a, *b));
                    }
                }
                if found.len() > limit {
                    found.sort_unstable();
                    found.dedup();
                    limit = HELD_LIMIT.max(found.len() * 2);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        (found, overfull)
    }

    /// Cheap answer that is never a wrong no. A pair of single texts is considered in the first band in which it meets.
    fn may_be_near(&self, band: usize, a: u32, b: u32) -> bool {
        let (left, right) = (self.templates.leader(a), self.templates.leader(b));
        let needed = self.between_leaders(a, b).common_needed(self.sets.size(left), self.sets.size(right));
        if self.sets.most_common(left, right) < needed {
            return false;
        }
        let is_single = |template| self.templates.members(template).len() == 1;
        let (left, right) = (&self.keys[left as usize], &self.keys[right as usize]);
        !(is_single(a) && is_single(b) && left[..band].iter().zip(&right[..band]).any(|(l, r)| l == r))
    }

    /// How alike two leaders are at least, if any of their members are as alike as the threshold asks.
    fn between_leaders(&self, a: u32, b: u32) -> Similarity {
        self.threshold.less(self.templates.radius(a), self.templates.radius(b))
    }

    /// Calls `near` with every pair of forms of two templates that is as alike as the threshold asks, verified exactly,
    /// until it answers that it has seen enough.
    pub(super) fn verify(&self, (a, b): Candidate, near: &mut impl FnMut(u32, u32) -> Enough) {
        let (sets, templates) = (self.sets, self.templates);
        let (left, right) = (templates.leader(a), templates.leader(b));
        let shared = sets.common(left, right);
        let (left_size, right_size) = (sets.size(left), sets.size(right));
        if shared < self.between_leaders(a, b).common_needed(left_size, right_size) {
            return;
        }
        for &x in templates.members(a) {
            let (x_size, x_common) = (sets.size(x), templates.common_with_leader(x));
            for &y in templates.members(b) {
                let (y_size, y_common) = (sets.size(y), templates.common_with_leader(y));
                let needed = self.threshold.common_needed(x_size, y_size);
                // What both leaders share is common to both members, but for what a member lacks of its leader; nothing
                // else is common, but for what a member has beyond its leader.
                let is_near = if x_size.min(y_size) < needed {
                    false
                } else if shared >= needed + (left_size - x_common) + (right_size - y_common) {
                    true
                } else if shared + (x_size - x_common) + (y_size - y_common) < needed {
                    false
                } else {
                    sets.most_common(x, y) >= needed && sets.common(x, y) >= needed
                };
                if is_near && near(x, y) == Enough::Yes {
                    return;
                }
            }
        }
    }
}

/// Whether a caller of [`Comparison::verify`] wants more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Enough {
    Yes,
    No,
}
