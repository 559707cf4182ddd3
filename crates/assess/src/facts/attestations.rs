//! What authorities attested about single 来件: who denies having filed, and who is protected.

use casework::codes::Protection;
use casework::fact::{FactKind, FactResult};
use rustc_hash::FxHashMap;

use super::filing::{Attested, Denial};
use super::input::Standing;

/// The last word on one question about one filing.
#[derive(Clone, Copy)]
struct Word {
    day: i32,
    established: bool,
}

/// Collects attestations in any order; the latest word on each question counts. Of two words on one day
/// the one kinder to the filer counts: a denial is rejected, a protection stands.
#[derive(Default)]
pub(crate) struct Attestations {
    words: FxHashMap<(i64, FactKind), Word>,
    officers: FxHashMap<(i64, Protection), Standing>,
}

impl Attestations {
    /// Facts of other kinds and open questions are passed over.
    pub(crate) fn add(&mut self, submission_id: i64, kind: FactKind, result: FactResult, day: i32) {
        let kind_to_filer = match kind {
            FactKind::DeniedByPerson | FactKind::Hired | FactKind::InventedFacts | FactKind::PlantedOrSwapped | FactKind::Extortion => {
                false
            }
            FactKind::Whistleblower | FactKind::PublicInterest => true,
            _ => return,
        };
        let established = match result {
            FactResult::Established => true,
            FactResult::NotEstablished => false,
            _ => return,
        };
        let word = Word { day, established };
        self.words
            .entry((submission_id, kind))
            .and_modify(|old| {
                if day > old.day || (day == old.day && established == kind_to_filer) {
                    *old = word;
                }
            })
            .or_insert(word);
    }

    fn is_established(&self, submission_id: i64, kind: FactKind) -> bool {
        self.words.get(&(submission_id, kind)).is_some_and(|word| word.established)
    }

    pub(crate) fn attested(&self, submission_id: i64) -> Attested {
        Attested {
            hired: self.is_established(submission_id, FactKind::Hired),
            invented: self.is_established(submission_id, FactKind::InventedFacts),
            planted: self.is_established(submission_id, FactKind::PlantedOrSwapped),
            extortion: self.is_established(submission_id, FactKind::Extortion),
        }
    }

    pub(crate) fn protect(&mut self, submission_id: i64, protection: Protection, standing: Standing) {
        self.officers.insert((submission_id, protection), standing);
    }

    pub(crate) fn denial(&self, submission_id: i64) -> Denial {
        match self.words.get(&(submission_id, FactKind::DeniedByPerson)) {
            Some(Word { established: true, .. }) => Denial::Established,
            Some(_) => Denial::Rejected,
            None => Denial::None,
        }
    }

    /// The strongest protection that stands; an officer's word goes before an attestation.
    pub(crate) fn protection(&self, submission_id: i64) -> Option<Protection> {
        [(Protection::Whistleblower, FactKind::Whistleblower), (Protection::PublicInterest, FactKind::PublicInterest)]
            .into_iter()
            .find(|&(protection, kind)| match self.officers.get(&(submission_id, protection)) {
                Some(standing) => *standing == Standing::Stands,
                None => self.words.get(&(submission_id, kind)).is_some_and(|w| w.established),
            })
            .map(|(protection, _)| protection)
    }
}
