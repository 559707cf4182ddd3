//! 批量办理: one person did the same with many matters at once; each row has its own result, and can be undone.

use jiff::Timestamp;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// A batch.
    pub Batch of "batch" {
        id: i64,
        /// Code of what was done; the desk's list.
        kind: String,
        account_id: i64,
        made_at: Timestamp,
        undone_at: Option<Timestamp>,
    }
}

table! {
    /// What became of one matter in it.
    pub BatchRow of "batch_row" {
        batch_id: i64,
        matter_id: i64,
        done: bool,
        /// The result in words for the officer.
        message: String,
        /// The matter's version after it: undone only while it still has it.
        version_after: Option<i64>,
        /// How things were before, as a JSON object without personal data.
        former: String,
        /// What became of the undoing.
        undo_message: Option<String>,
    }
}

/// The id of a new batch.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("batch", 1).await
}

pub async fn insert(tx: &mut Tx, batch: &Batch) -> Result<()> {
    insert_row(tx, batch).await
}

pub async fn insert_row_of(tx: &mut Tx, row: &BatchRow) -> Result<()> {
    insert_row(tx, row).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Batch>> {
    tx.optional(select::<Batch>("where id = $1"), args![id]).await
}

/// Its rows, in the order of the matters.
pub async fn rows(tx: &mut Tx, batch_id: i64) -> Result<Vec<BatchRow>> {
    tx.all(select::<BatchRow>("where batch_id = $1 order by matter_id"), args![batch_id]).await
}

/// Marks a batch as undone. `false` = it was already.
pub async fn mark_undone(tx: &mut Tx, id: i64, at: Timestamp) -> Result<bool> {
    let changed = tx.execute("update batch set undone_at = $1 where id = $2 and undone_at is null", args![at, id]).await?;
    Ok(changed == 1)
}

/// Says what became of undoing a row.
pub async fn set_undo_message(tx: &mut Tx, batch_id: i64, matter_id: i64, message: &str) -> Result<()> {
    tx.execute("update batch_row set undo_message = $1 where batch_id = $2 and matter_id = $3", args![message, batch_id, matter_id])
        .await
        .map(|_| ())
}
