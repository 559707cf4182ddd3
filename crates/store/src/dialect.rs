//! Where the two databases have different words for the same thing.

/// The words of one database.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// `contains(text, part)`: the position of the part, 0 if the text does not have it.
    pub(crate) contains: &'static str,
}

pub(crate) const SQLITE: Dialect = Dialect { contains: "instr" };
pub(crate) const POSTGRES: Dialect = Dialect { contains: "strpos" };
