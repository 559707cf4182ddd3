//! Which texts of different templates are near each other: whoever meets in a band, verified exactly, once.

use std::num::NonZeroUsize;

use rustc_hash::FxHashMap;

use super::marks::Marks;
use super::meetings::{Band, Meetings};
use super::sets::Sets;
use super::similarity::Similarity;
use super::templates::{Templates, count};
use super::threads;

/// In a bucket with texts of more templates than this, each is held against texts of the largest templates only.
const BUCKET_LIMIT: usize = 8_192;

/// How many of the largest.
const REPRESENTATIVES: usize = 64;

/// Texts that a thread takes at a time.
const BLOCK: usize = 256;

/// What is compared, and how. Buckets hold places in the order of the templates.
pub(super) struct Comparison<'a> {
    pub(super) sets: &'a Sets,
    pub(super) meetings: &'a Meetings,
    pub(super) templates: &'a Templates,
    pub(super) threshold: Similarity,
}

/// By band and bucket, for those that are overfull: the places that stand for all.
pub(super) type Overfull = FxHashMap<(usize, usize), Vec<u32>>;

impl Comparison<'_> {
    /// Every pair of forms of different templates that meet and are as alike as the threshold asks, the same on any number
    /// of threads; and the buckets that were too full for everybody to be held against everybody.
    pub(super) fn near(&self, threads: NonZeroUsize) -> (Vec<(u32, u32)>, usize) {
        let overfull = self.overfull(threads);
        let blocks = self.sets.len().div_ceil(BLOCK);
        let parts = threads::each(threads, |part| {
            let mut marks = Marks::new();
            let mut seen = vec![u32::MAX; self.sets.len()];
            let stretch = (part..blocks).step_by(threads.get());
            stretch.map(|block| self.near_of_block(block, &overfull, &mut marks, &mut seen)).collect::<Vec<_>>()
        });
        let mut parts: Vec<_> = parts.into_iter().map(Vec::into_iter).collect();
        let mut pairs: Vec<_> = (0..blocks).filter_map(|block| parts[block % threads.get()].next()).flatten().collect();
        if !overfull.is_empty() {
            // Who stands for an overfull bucket was looked at from both sides.
            pairs.sort_unstable();
            pairs.dedup();
        }
        (pairs, overfull.len())
    }

    fn near_of_block(&self, block: usize, overfull: &Overfull, marks: &mut Marks, seen: &mut [u32]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let end = self.sets.len().min((block + 1) * BLOCK);
        for place in count(block * BLOCK)..count(end) {
            let form = self.templates.at(place);
            let first_of_own = self.templates.first_place(self.templates.of(form));
            let mut consider = |other: u32| {
                if std::mem::replace(&mut seen[other as usize], place) != place {
                    let other = self.templates.at(other);
                    if self.is_near(form, other, marks) {
                        pairs.push((form.min(other), form.max(other)));
                    }
                }
            };
            for (number, band) in self.meetings.bands().iter().enumerate() {
                let Some(bucket) = band.bucket_of(form) else { continue };
                if !overfull.is_empty()
                    && let Some(standing) = overfull.get(&(number, bucket))
                {
                    let own = self.templates.of(form);
                    standing.iter().filter(|other| self.templates.of(self.templates.at(**other)) != own).for_each(|other| consider(*other));
                } else {
                    band.bucket(bucket).iter().take_while(|other| **other < first_of_own).for_each(|other| consider(*other));
                }
            }
        }
        pairs
    }

    /// Whether two forms are as alike as the threshold asks: first by their bitmaps, then exactly.
    pub(super) fn is_near(&self, a: u32, b: u32, marks: &mut Marks) -> bool {
        let needed = self.threshold.common_needed(self.sets.size(a), self.sets.size(b));
        if self.sets.most_common(a, b) < needed {
            return false;
        }
        marks.hold(a, self.sets.of(a));
        marks.have_common(self.sets.of(b), needed)
    }

    /// The overfull buckets, each with the first text that it holds of each of its largest templates.
    pub(super) fn overfull(&self, threads: NonZeroUsize) -> Overfull {
        let bands = self.meetings.bands();
        let parts = threads::each(threads, |part| {
            let of_band = |band: usize| {
                (0..bands[band].count()).filter_map(move |bucket| Some(((band, bucket), self.standing(&bands[band], bucket)?)))
            };
            (part..bands.len()).step_by(threads.get()).flat_map(of_band).collect::<Vec<_>>()
        });
        parts.into_iter().flatten().collect()
    }

    fn standing(&self, band: &Band, bucket: usize) -> Option<Vec<u32>> {
        let places = band.bucket(bucket);
        if places.len() <= BUCKET_LIMIT {
            return None;
        }
        let template = |place: u32| self.templates.of(self.templates.at(place));
        let mut firsts: Vec<u32> = places.chunk_by(|a, b| template(*a) == template(*b)).map(|of_one| of_one[0]).collect();
        if firsts.len() <= BUCKET_LIMIT {
            return None;
        }
        firsts.sort_by_key(|place| std::cmp::Reverse(self.templates.members(template(*place)).len()));
        firsts.truncate(REPRESENTATIVES);
        Some(firsts)
    }
}
