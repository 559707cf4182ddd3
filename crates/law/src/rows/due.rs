//! `law due`, for one question or a batch.

use casework::clock::{Clock, Pause, PauseReason, TermId};
use jiff::civil::{Date, DateTime};

use crate::{Due, LawError, Pack};

/// `law due ID --from DATE [--received DATE]`: `received` chooses the law, else `from` does.
pub fn due(pack: &Pack, id: &str, from: Date, received: Option<Date>) -> Result<Due, LawError> {
    pack.due_under(term(id)?, from, received.unwrap_or(from))
}

/// The same from a moment: to the minute for a term in hours, else the end of its last day.
pub fn due_at(pack: &Pack, id: &str, from: DateTime, received: Option<Date>) -> Result<DateTime, LawError> {
    pack.due_at(term(id)?, from, received.unwrap_or_else(|| from.date()))
}

fn term(id: &str) -> Result<TermId, LawError> {
    TermId::from_code(id).ok_or_else(|| LawError::UnknownTerm { id: id.to_owned() })
}

/// One row of the table that `law due --batch` reads. `pauses` and `extensions` are columns that it may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BatchQuestion<'a> {
    pub id: &'a str,
    pub from: &'a str,
    /// The day whose law binds; empty = that of `from`.
    pub pack_date: &'a str,
    /// Stretches in which the clock stood still, first day to the day that counts again: `2026-05-11/2026-05-14;2026-06-01/2026-06-02`.
    pub pauses: &'a str,
    /// How often it was extended; empty = never.
    pub extensions: &'a str,
}

/// The three columns that `law due --batch` adds.
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
    #[error("pauses列“{value}”不是起止日期，应如2026-05-11/2026-05-14，多段以;分隔，恢复日不早于中止日")]
    NotAStretch { value: String },
    #[error("extensions列“{value}”不是次数，应为0或者1")]
    NotACount { value: String },
    #[error(transparent)]
    Law(#[from] LawError),
}

/// Answers one row.
pub fn due_batch(pack: &Pack, asked: &BatchQuestion<'_>) -> Result<BatchRow, BatchError> {
    let from = read_date("from", asked.from)?;
    let received = if asked.pack_date.trim().is_empty() { from } else { read_date("pack_date", asked.pack_date)? };
    let term = term(asked.id.trim())?;
    let due = pack.due_under(term, from, received)?;
    let clock = Clock { pauses: read_pauses(asked.pauses)?, extensions: read_extensions(asked.extensions)?, ..Clock::starting(term, from) };
    let clock = pack.recount(&clock, received)?;
    Ok(BatchRow { due: clock.due_on.to_string(), provisional: if clock.provisional { "true" } else { "false" }, citation: due.citation })
}

fn read_pauses(text: &str) -> Result<Vec<Pause>, BatchError> {
    let not_a_stretch = |value: &str| BatchError::NotAStretch { value: value.to_owned() };
    let stretches = text.split(';').map(str::trim).filter(|stretch| !stretch.is_empty());
    let read = |stretch: &str| {
        let (since, until) = stretch.split_once('/').ok_or_else(|| not_a_stretch(stretch))?;
        let (since, until) = (read_date("pauses", since)?, read_date("pauses", until)?);
        if until < since {
            return Err(not_a_stretch(stretch));
        }
        Ok(Pause { reason: PauseReason::Appraisal, since, until: Some(until) })
    };
    stretches.map(read).collect()
}

fn read_extensions(text: &str) -> Result<u8, BatchError> {
    match text.trim() {
        "" | "0" => Ok(0),
        "1" => Ok(1),
        other => Err(BatchError::NotACount { value: other.to_owned() }),
    }
}

fn read_date(column: &'static str, value: &str) -> Result<Date, BatchError> {
    let not_a_date = || BatchError::NotADate { column, value: value.to_owned() };
    let text = value.trim();
    if text.len() != 10 {
        return Err(not_a_date());
    }
    text.parse().map_err(|_| not_a_date())
}
