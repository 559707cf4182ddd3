//! Where the two databases have different words for the same thing.

/// The words of one database.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// `contains(text, part)`: the position of the part, 0 if the text does not have it.
    pub(crate) contains: &'static str,
    /// Whether `?` stands for the next parameter. SQLite looks a numbered one up by walking through all of them, which
    /// makes binding a bulk insert quadratic.
    pub(crate) anonymous_parameters: bool,
    /// Whether many rows can come in one message, as a copy or as one array for each column. PostgreSQL plans a statement
    /// of thousands of parameters anew each time, which costs more than writing the rows.
    pub(crate) takes_bulk: bool,
}

pub(crate) const SQLITE: Dialect = Dialect { contains: "instr", anonymous_parameters: true, takes_bulk: false };
pub(crate) const POSTGRES: Dialect = Dialect { contains: "strpos", anonymous_parameters: false, takes_bulk: true };
