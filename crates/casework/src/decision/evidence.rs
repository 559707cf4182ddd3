//! What an adverse act rests on.

use crate::decision::Refusal;

/// One thing cited for an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    Finding(CitedFinding),
    /// Another 来件, by the id of its submission.
    Submission(i64),
    /// A paper or note in the file, by its name or number: a mediation record, a request for identity papers.
    Record(String),
}

/// A finding of the assessment, as it stood when the officer cited it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedFinding {
    pub finding_id: i64,
    /// `yy16.2.3`, `o121.17.4`…
    pub circumstance: String,
    /// A hit; a hint only says that material is worth asking for.
    pub hit: bool,
    /// The instrument was in force on the day on which the 来件 was received.
    pub in_force: bool,
}

impl CitedFinding {
    /// Whether the finding can carry an adverse act by itself. Others are shown for reference.
    pub const fn carries(&self) -> bool {
        self.hit && self.in_force
    }
}

/// Checks that something was cited that is not merely for reference.
///
/// A lapsed or merely hinting finding never carries an act: then the officer's own reason has to, with a cited 来件 or record.
pub(crate) fn require(evidence: &[Evidence]) -> Result<(), Refusal> {
    let carries = evidence.iter().any(|piece| match piece {
        Evidence::Finding(finding) => finding.carries(),
        Evidence::Submission(_) => true,
        Evidence::Record(name) => !name.trim().is_empty(),
    });
    match (carries, evidence.iter().any(|piece| matches!(piece, Evidence::Finding(_)))) {
        (true, _) => Ok(()),
        (false, true) => Err(Refusal::EvidenceForReferenceOnly),
        (false, false) => Err(Refusal::EvidenceMissing),
    }
}
