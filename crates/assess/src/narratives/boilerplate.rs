//! What everybody quotes: shingles of statutes, which say nothing about who copied from whom.

use rustc_hash::FxHashSet;

use super::words::{Masking, Reader};

/// Shingles of texts that stand in many narratives without anybody having copied from anybody: articles and titles of
/// laws, set phrases of the trade. The law pack's texts come in as data.
#[derive(Clone, Debug, Default)]
pub struct Boilerplate {
    shingles: FxHashSet<u64>,
}

impl Boilerplate {
    /// From whole texts of articles, titles, phrases.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut reader, nothing) = (Reader::default(), Self::default());
        let mut found = Vec::new();
        for text in texts {
            reader.shingles(text, &[], Masking::Changing, &nothing, &mut found);
        }
        Self { shingles: found.into_iter().collect() }
    }

    pub(super) fn holds(&self, shingle: u64) -> bool {
        self.shingles.contains(&shingle)
    }
}
