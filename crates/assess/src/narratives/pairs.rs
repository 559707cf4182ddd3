//! Which texts of different templates are near each other: those of one crowd, verified exactly, every pair once.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use super::clusters;
use super::crowd::{self, Crowd};
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
    /// Every pair of forms of different templates that are as alike as the threshold asks, the same on any number of threads;
    /// and the buckets that were too full for everybody to be held against everybody. Texts that hang together loosely are a
    /// crowd, and only those of one crowd are compared: everybody with everybody, or, in a crowd of more than `most`, whoever
    /// meets in a band. Loosely, since most copies of a wording are so joined at the first look, and not held against the
    /// others band after band.
    pub(super) fn near(&self, most: usize, threads: NonZeroUsize) -> (Vec<(u32, u32)>, usize) {
        let loose = Comparison { threshold: self.threshold.loosely(), ..*self };
        let (roots, overfull) = clusters::join(&loose, threads);
        let mut by_root: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for place in 0..count(self.sets.len()) {
            let form = self.templates.at(place);
            by_root.entry(roots.root(self.templates.of(form))).or_default().push(form);
        }
        let of_one = |forms: &[u32]| forms.iter().all(|form| self.templates.of(*form) == self.templates.of(forms[0]));
        let mut groups: Vec<Vec<u32>> = by_root.into_values().filter(|forms| !of_one(forms)).collect();
        // The largest first: what is left for the end is small, whoever does it.
        groups.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a[0].cmp(&b[0])));
        let crowds = groups.partition_point(|forms| forms.len() > most);
        let mut pairs = self.near_in_buckets(&groups[..crowds], threads);
        let next = AtomicUsize::new(crowds);
        let parts = threads::each(threads, |_| {
            let mut marks = Marks::new();
            let mut found = Vec::new();
            while let Some(forms) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
                found.extend(self.near_of_group(forms, &mut marks));
            }
            found.sort_unstable();
            found
        });
        pairs.extend(parts.into_iter().flatten());
        // Runs that are sorted already: this is a merge.
        pairs.sort();
        (pairs, overfull)
    }

    fn near_of_group(&self, forms: &[u32], marks: &mut Marks) -> Vec<(u32, u32)> {
        if forms.len() >= crowd::FEWEST {
            return Crowd::of(self, forms).near();
        }
        let mut pairs = Vec::new();
        for (at, form) in forms.iter().enumerate() {
            for other in &forms[..at] {
                if self.templates.of(*form) != self.templates.of(*other) && self.is_near(*form, *other, marks) {
                    pairs.push((*form.min(other), *form.max(other)));
                }
            }
        }
        pairs
    }

    /// Of these crowds, whoever meets in a band.
    fn near_in_buckets(&self, groups: &[Vec<u32>], threads: NonZeroUsize) -> Vec<(u32, u32)> {
        if groups.is_empty() {
            return Vec::new();
        }
        let mut is_asked = vec![false; self.sets.len()];
        groups.iter().flatten().for_each(|form| is_asked[*form as usize] = true);
        let overfull = self.overfull(threads);
        let blocks = self.sets.len().div_ceil(BLOCK);
        let next = AtomicUsize::new(0);
        let parts = threads::each(threads, |_| {
            let mut marks = Marks::new();
            let mut seen = vec![u32::MAX; self.sets.len()];
            let mut found = Vec::new();
            loop {
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    return found;
                }
                found.extend(self.near_of_block(block, &overfull, &is_asked, &mut marks, &mut seen));
            }
        });
        let mut pairs = parts.concat();
        // Who stands for an overfull bucket was looked at from both sides.
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn near_of_block(&self, block: usize, overfull: &Overfull, is_asked: &[bool], marks: &mut Marks, seen: &mut [u32]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        let end = self.sets.len().min((block + 1) * BLOCK);
        for place in count(block * BLOCK)..count(end) {
            let form = self.templates.at(place);
            if !is_asked[form as usize] {
                continue;
            }
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
