//! Forms that the desk describes: what an act asks for, field by field.

use super::Choice;

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    Line,
    Lines,
    Day,
    /// Day and time of the wall clock.
    Moment,
    Tick,
    Choice(Vec<Choice>),
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Comes back with the form.
    pub name: &'static str,
    pub label: &'static str,
    pub kind: FieldKind,
    pub required: bool,
    /// May be empty.
    pub hint: &'static str,
}

impl Field {
    pub const fn new(name: &'static str, label: &'static str, kind: FieldKind) -> Self {
        Self { name, label, kind, required: true, hint: "" }
    }

    pub const fn optional(name: &'static str, label: &'static str, kind: FieldKind) -> Self {
        Self { name, label, kind, required: false, hint: "" }
    }

    pub const fn hinted(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }
}

/// The form of one act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepForm {
    /// The last part of its address.
    pub act: &'static str,
    pub title: &'static str,
    pub hint: Option<String>,
    pub fields: Vec<Field>,
    /// Asked for, and whether it must be given.
    pub reason: Option<bool>,
    /// It ends what was going on: the page says which clues live on.
    pub closes: bool,
    /// Against somebody's wish: shown with more weight.
    pub adverse: bool,
}
