//! The parts of a sheet: the same shapes before and after the fields are filled in.

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Indented by two characters: the body.
    Text,
    /// From the edge: salutations.
    Flush,
    /// Before the right edge.
    Right,
    /// A title inside a sheet.
    Heading,
    /// Indented, with a rule for a signature behind it.
    Sign,
}

impl Style {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Flush => "flush",
            Self::Right => "right",
            Self::Heading => "heading",
            Self::Sign => "sign",
        }
    }
}

/// One part, with `T` for its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block<T> {
    Line(Style, T),
    /// Labels with their values on rules, side by side.
    Pairs(Vec<(T, T)>),
    /// One text at each edge.
    Ends(T, T),
    Table {
        /// Shares of the width.
        columns: Vec<u16>,
        /// Continues the table before it.
        joined: bool,
        rows: Vec<Vec<Cell<T>>>,
    },
    /// The closing phrase (which may be empty), then the organ over the date, with empty lines for the seal.
    Closing {
        phrase: T,
        gap: u16,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell<T> {
    pub(crate) body: CellBody<T>,
    /// Columns that it spans.
    pub(crate) wide: u16,
    /// Rows that it spans.
    pub(crate) tall: u16,
    /// The least height, in mm.
    pub(crate) height: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CellBody<T> {
    /// Set downwards, in columns from the left.
    Label(Vec<String>),
    Centred(T),
    /// Paragraphs.
    Text(Vec<T>),
    /// To be signed and dated by hand.
    Signature {
        text: String,
        date: String,
    },
}

/// A piece of a form's wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Wording(String),
    Field(crate::field::Field),
}

/// A piece of a filled sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    /// Filled in, not of the form.
    pub(crate) own: bool,
}
