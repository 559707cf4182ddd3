//! 文书: papers that were issued, sealed as they were printed.

use jiff::Timestamp;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// An issued paper with its sealed file.
    pub Paper of "paper" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        decision_id: Option<i64>,
        /// Code of the form.
        form: String,
        /// As printed, e.g. `岳市监受〔2026〕12号`.
        paper_no: String,
        org_id: i64,
        year: i64,
        number: i64,
        /// Of the file in clear, lower-case hex.
        sha256: String,
        /// Sealed.
        pdf: Vec<u8>,
        issued_by: i64,
        issued_at: Timestamp,
        /// Sealed: the fields that it was made from. Papers issued by the first version have none.
        draft: Option<Vec<u8>>,
        /// The paper that this one puts right; at most one paper puts right another.
        corrects_id: Option<i64>,
    }
}

table! {
    /// An issued paper without its file.
    pub PaperHead of "paper" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        decision_id: Option<i64>,
        form: String,
        paper_no: String,
        org_id: i64,
        sha256: String,
        issued_by: i64,
        issued_at: Timestamp,
        corrects_id: Option<i64>,
    }
}

/// Ids for that many new papers; returns the first. The sealed file is bound to it.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("paper", count).await
}

/// The next number of a form in a unit and year. Without gaps: an undone transaction gives it back.
pub async fn next_number(tx: &mut Tx, org_id: i64, form: &str, year: i64) -> Result<i64> {
    let (next,): (i64,) = tx
        .one(
            "insert into paper_sequence (org_id, form, year, next) values ($1, $2, $3, 2) \
             on conflict (org_id, form, year) do update set next = paper_sequence.next + 1 returning next",
            args![org_id, form, year],
        )
        .await?;
    Ok(next - 1)
}

pub async fn insert(tx: &mut Tx, paper: &Paper) -> Result<()> {
    insert_row(tx, paper).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Paper>> {
    tx.optional(select::<Paper>("where id = $1"), args![id]).await
}

/// The papers of a filing, oldest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<PaperHead>> {
    tx.all(select::<PaperHead>("where submission_id = $1 order by id"), args![submission_id]).await
}
