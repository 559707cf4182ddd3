//! 沿革: what became of the clauses of an instrument that was replaced.

use crate::{Clause, Pack};

/// What became of a clause, or that it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successor {
    /// None for what the new instrument added.
    pub from: Option<Clause>,
    /// None for what it dropped.
    pub to: Option<Clause>,
    /// What changed besides the number; may be empty.
    pub note: String,
}

impl Pack {
    /// The whole map, in the order of the file.
    pub fn successors(&self) -> &[Successor] {
        &self.successors
    }

    /// What became of that clause. More than one where it was taken apart, empty where the map does not name it.
    pub fn successors_of(&self, clause: &str) -> impl Iterator<Item = &Successor> {
        self.successors.iter().filter(move |known| known.from.as_ref().is_some_and(|from| from.id == clause))
    }

    /// Where that clause comes from.
    pub fn origins_of(&self, clause: &str) -> impl Iterator<Item = &Successor> {
        self.successors.iter().filter(move |known| known.to.as_ref().is_some_and(|to| to.id == clause))
    }
}
