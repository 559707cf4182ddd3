#![doc = include_str!("../README.md")]

mod fonts;
mod form;
mod number;
mod paper;
mod render;
mod sheet;
mod world;

#[cfg(test)]
mod tests;

pub use self::fonts::{FontSource, NoFont};
pub use self::form::{DecisionKind, Edition, Form};
pub use self::number::paper_no;
pub use self::paper::{Decision, Field, Paper, PaperError};
pub use self::render::{Papers, Rendered};
