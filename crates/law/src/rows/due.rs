//! `law due`, for one question or a batch.

use casework::clock::TermId;
use jiff::civil::Date;

use crate::{Due, LawError, Pack};

/// `law due ID --from DATE [--received DATE]`: `received` chooses the law, else `from` does.
pub fn due(pack: &Pack, id: &str, from: Date, received: Option<Date>) -> Result<Due, LawError> {
    let term = TermId::from_code(id).ok_or_else(|| LawError::UnknownTerm { id: id.to_owned() })?;
    pack.due_under(term, from, received.unwrap_or(from))
}

/// The three columns that `law due --batch` adds to a row of `id,from,pack_date`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    pub due: String,
    /// `true` or `false`.
    pub provisional: &'static str,
    pub citation: String,
}

/// Why a row of the batch has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    #[error("{column}列“{value}”不是日期，应为YYYY-MM-DD")]
    NotADate { column: &'static str, value: String },
    #[error(transparent)]
    Law(#[from] LawError),
}

/// Answers one row. An empty `pack_date` means that of `from`.
pub fn due_batch(pack: &Pack, id: &str, from: &str, pack_date: &str) -> Result<BatchRow, BatchError> {
    let from = read_date("from", from)?;
    let received = if pack_date.trim().is_empty() { None } else { Some(read_date("pack_date", pack_date)?) };
    let due = due(pack, id.trim(), from, received)?;
    Ok(BatchRow { due: due.due_on.to_string(), provisional: if due.provisional { "true" } else { "false" }, citation: due.citation })
}

fn read_date(column: &'static str, value: &str) -> Result<Date, BatchError> {
    let not_a_date = || BatchError::NotADate { column, value: value.to_owned() };
    let text = value.trim();
    if text.len() != 10 {
        return Err(not_a_date());
    }
    text.parse().map_err(|_| not_a_date())
}
