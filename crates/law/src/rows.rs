//! What `mingjian law` prints, as rows: pure, so that the command only has to lay them out.

mod check;
mod due;
mod list;
mod show;

use jiff::civil::Date;

use crate::Term;

pub use check::{CheckLevel, CheckRow, check};
pub use due::{BatchError, BatchQuestion, BatchRow, due, due_at, due_batch};
pub use list::{ListRow, Subject, list};
pub use show::{ShowRow, show};

/// `15个工作日，可延长15个工作日`.
fn term_length(term: &Term) -> String {
    let mut text = term.length.to_string();
    if let Some(extension) = term.extension {
        text.push_str(&format!("，可延长{extension}"));
    }
    for (label, length) in &term.also {
        text.push_str(&format!("，{label}{length}"));
    }
    if let Some((setting, option)) = &term.when {
        text.push_str(&format!("（设置 {setting} = {option}）"));
    }
    text
}

/// `2024-07-03至2025-07-02`.
fn validity(from: Date, to: Option<Date>) -> String {
    to.map_or_else(|| format!("自{from}起"), |to| format!("{from}至{to}"))
}
