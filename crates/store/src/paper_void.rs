//! 作废: papers that stay on file with their numbers and count no more, because the act that they told of was taken back.

use jiff::Timestamp;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// That a paper is void, since when and why. The paper itself is never touched.
    pub PaperVoid of "paper_void" {
        paper_id: i64,
        submission_id: i64,
        /// The act that was taken back, in words; nothing personal.
        reason: String,
        voided_by: i64,
        voided_at: Timestamp,
    }
}

/// Marks a paper as void, once.
pub async fn insert(tx: &mut Tx, void: &PaperVoid) -> Result<()> {
    insert_row(tx, void).await
}

/// The void papers of a filing.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<PaperVoid>> {
    tx.all(select::<PaperVoid>("where submission_id = $1 order by paper_id"), args![submission_id]).await
}

/// Whether, and why, a paper is void.
pub async fn get(tx: &mut Tx, paper_id: i64) -> Result<Option<PaperVoid>> {
    tx.optional(select::<PaperVoid>("where paper_id = $1"), args![paper_id]).await
}
