//! Who meets whom: the texts that share a key in a band of the sketch.

use std::num::NonZeroUsize;

use super::sketch::{BANDS, Keys};
use super::threads;

/// A text that meets nobody in a band.
const ALONE: u32 = u32::MAX;

/// The buckets of every band.
pub(super) struct Meetings {
    bands: Vec<Band>,
}

/// Stretches of texts with one key, two or more in each.
pub(super) struct Band {
    starts: Vec<u32>,
    entries: Vec<u32>,
    /// By form: its bucket.
    bucket_of: Vec<u32>,
}

impl Meetings {
    /// Buckets list forms in ascending order.
    pub(super) fn of(keys: &[Keys], threads: NonZeroUsize) -> Self {
        Self::each_band(threads, |band| {
            let mut order: Vec<u64> = keys.iter().zip(0_u64..).map(|(keys, form)| u64::from(keys[band]) << 32 | form).collect();
            order.sort_unstable();
            let mut made = Band { starts: vec![0], entries: Vec::new(), bucket_of: vec![ALONE; keys.len()] };
            for bucket in order.chunk_by(|a, b| a >> 32 == b >> 32).filter(|bucket| bucket.len() > 1) {
                let number = u32::try_from(made.starts.len() - 1).expect("fewer buckets than forms");
                for entry in bucket {
                    let form = (entry & 0xffff_ffff) as u32;
                    made.entries.push(form);
                    made.bucket_of[form as usize] = number;
                }
                made.starts.push(u32::try_from(made.entries.len()).expect("fewer entries than forms"));
            }
            made
        })
    }

    /// The same meetings; buckets list places in `order` (form by place), ascending, in the stead of forms.
    pub(super) fn placed(&self, order: &[u32], threads: NonZeroUsize) -> Self {
        Self::each_band(threads, |band| {
            let band = &self.bands[band];
            let mut next = band.starts.clone();
            let mut entries = vec![0_u32; band.entries.len()];
            for (place, form) in (0_u32..).zip(order) {
                let bucket = band.bucket_of[*form as usize];
                if bucket != ALONE {
                    entries[next[bucket as usize] as usize] = place;
                    next[bucket as usize] += 1;
                }
            }
            Band { starts: band.starts.clone(), entries, bucket_of: band.bucket_of.clone() }
        })
    }

    fn each_band(threads: NonZeroUsize, make: impl Fn(usize) -> Band + Sync) -> Self {
        let parts = threads::each(threads, |part| (part..BANDS).step_by(threads.get()).map(&make).collect::<Vec<_>>());
        let mut parts: Vec<_> = parts.into_iter().map(Vec::into_iter).collect();
        Self { bands: (0..BANDS).filter_map(|band| parts[band % threads.get()].next()).collect() }
    }

    pub(super) fn bands(&self) -> &[Band] {
        &self.bands
    }
}

impl Band {
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn bucket(&self, number: usize) -> &[u32] {
        &self.entries[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// The bucket of a form, `None` where it meets nobody.
    pub(super) fn bucket_of(&self, form: u32) -> Option<usize> {
        let number = self.bucket_of[form as usize];
        (number != ALONE).then_some(number as usize)
    }
}
