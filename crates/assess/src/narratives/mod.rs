//! 近似来信: who copied from whom. Near-duplicate narratives, found without keeping a single text.
//!
//! ```text
//! Narratives::new(boilerplate, masking) ─ add(texts) ─► shingles only, the text is gone
//!            └─ compare(threshold) ─► NearTexts ─┬─ templates(): same words, other names, dates and sums
//!                                                ├─ clusters(): templates that hang together by near texts
//!                                                └─ pairs():    every pair at or above the threshold
//! ```
//!
//! What is compared are sets of three-character shingles of the text without punctuation, spelling variants and, with
//! [`Masking::Changing`], numbers and the parts that the caller names. Shingles of statutes ([`Boilerplate`]) are left out:
//! quoting the same article makes nobody an accomplice.
//!
//! Candidates come from MinHash bands (see `sketch.rs`), so a pair at the threshold can be missed with a probability of
//! 0.004 at 0.6; nothing is reported that was not verified exactly. Equal texts are held once. Texts near one of them are a
//! template and are not compared with each other (the distance is a metric), so a template with thousands of copies costs
//! one comparison per copy, not one per pair.
//!
//! The answer holds ids and similarities only, is the same on any number of threads, and depends on nothing but the texts
//! and their order. A text that says less than [`SHINGLES_NEEDED`] shingles of its own is like no other.

mod alone;
mod boilerplate;
mod clusters;
mod crowd;
mod fingerprint;
mod marks;
mod meetings;
mod near;
mod pairs;
mod sets;
mod similarity;
mod sketch;
mod templates;
#[cfg(test)]
mod tests;
mod threads;
mod words;

use std::num::NonZeroUsize;

use rustc_hash::FxHashMap;

pub use alone::{TEMPLATE_BANDS, Words};
pub use boilerplate::Boilerplate;
pub use fingerprint::fingerprint;
pub use near::{Clusters, NearTexts, Pairs, Template};
pub use similarity::Similarity;
pub use words::Masking;

use sets::Sets;
pub(crate) use words::Reader;
use words::mix;

/// Own shingles below which a text says too little to be like another: about ten characters.
pub const SHINGLES_NEEDED: usize = 8;

/// Texts that one thread reads at a time.
const PAGE: usize = 1_024;

/// One text, borrowed for as long as it takes to read it.
#[derive(Clone, Copy)]
pub struct Narrative<'a> {
    /// The 来件, unique.
    pub submission_id: i64,
    pub text: &'a str,
    /// What changes from copy to copy and stands in columns of its own: trader, names, product, order number.
    pub changing: &'a [&'a str],
}

/// Collects narratives as sets of shingles; equal sets are held once.
pub struct Narratives {
    boilerplate: Boilerplate,
    masking: Masking,
    forms: Sets,
    /// Hash of a set → forms with it.
    by_hash: FxHashMap<u64, Vec<u32>>,
    /// By form: its filings, ascending.
    filings: Vec<Vec<i64>>,
    last: Option<i64>,
    compared: usize,
    too_short: usize,
}

impl Narratives {
    pub fn new(boilerplate: Boilerplate, masking: Masking) -> Self {
        Self {
            boilerplate,
            masking,
            forms: Sets::new(),
            by_hash: FxHashMap::default(),
            filings: Vec::new(),
            last: None,
            compared: 0,
            too_short: 0,
        }
    }

    /// Adds texts in ascending order of their ids, over all calls. Nothing of a text is kept but its shingles, as numbers.
    ///
    /// # Panics
    /// When an id is not larger than the one before: the order decides which text leads a template.
    pub fn add(&mut self, texts: &[Narrative<'_>], threads: NonZeroUsize) {
        for page in texts.chunks(PAGE * threads.get()) {
            let read = threads::each(threads, |part| {
                let mut reader = Reader::default();
                let stretch = threads::stretch(page.len(), part, threads);
                let mut shingles = Vec::with_capacity(stretch.len() * 256);
                let mut ends = Vec::with_capacity(stretch.len());
                for narrative in &page[stretch] {
                    let start = shingles.len();
                    reader.shingles(narrative.text, narrative.changing, self.masking, &self.boilerplate, &mut shingles);
                    ends.push((narrative.submission_id, shingles.len(), hash(&shingles[start..])));
                }
                (shingles, ends)
            });
            for (shingles, ends) in read {
                let mut start = 0;
                for (id, end, hash) in ends {
                    self.hold(id, &shingles[start..end], hash);
                    start = end;
                }
            }
        }
    }

    fn hold(&mut self, id: i64, set: &[u64], hash: u64) {
        assert!(self.last.is_none_or(|last| last < id), "texts are added in ascending order of their ids");
        self.last = Some(id);
        if set.len() < SHINGLES_NEEDED {
            self.too_short += 1;
            return;
        }
        self.compared += 1;
        let same = self.by_hash.entry(hash).or_default();
        if let Some(form) = same.iter().find(|form| self.forms.of(**form) == set) {
            self.filings[*form as usize].push(id);
            return;
        }
        same.push(templates::count(self.forms.len()));
        self.forms.push(set);
        self.filings.push(vec![id]);
    }

    /// Finds the templates: the first step of every question.
    pub fn compare(self, threshold: Similarity, threads: NonZeroUsize) -> NearTexts {
        let forms = &self.forms;
        let keys = threads::each(threads, |part| {
            let stretch = threads::stretch(forms.len(), part, threads);
            stretch.map(|form| sketch::keys(forms.of(templates::count(form)))).collect::<Vec<_>>()
        });
        let keys = keys.concat();
        let meetings = meetings::Meetings::of(&keys, threads);
        drop(keys);
        let templates = templates::Templates::build(forms, &meetings, threshold, threads);
        let meetings = meetings.placed(templates.order(), threads);
        NearTexts::new(self.forms, meetings, templates, threshold, self.filings, self.compared, self.too_short)
    }
}

fn hash(set: &[u64]) -> u64 {
    set.iter().fold(0, |hash, shingle| mix(hash ^ shingle))
}
