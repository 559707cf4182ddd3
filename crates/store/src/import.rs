//! 导入: runs, how far they are, and the rows that were turned away.

use casework::codes::ImportKind;
use jiff::Timestamp;

use crate::table::{args, insert as insert_row, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// A run over one file.
    pub ImportRun of "import_run" {
        id: i64,
        kind: ImportKind,
        profile: Option<String>,
        file_name: String,
        /// SHA-256 of the file, lower-case hex.
        file_digest: String,
        /// Code of how far it is.
        state: String,
        /// Rows that the file holds, once known.
        total: Option<i64>,
        read: i64,
        inserted: i64,
        updated: i64,
        unchanged: i64,
        rejected: i64,
        /// Headers that no column of ours matches, as a JSON array.
        unknown_columns: String,
        /// One clear sentence when it failed or was interrupted.
        message: Option<String>,
        /// Nobody for a command run on the machine itself.
        account_id: Option<i64>,
        started_at: Timestamp,
        finished_at: Option<Timestamp>,
    }
}

table! {
    /// A row that was turned away.
    pub ImportReject of "import_reject" {
        run_id: i64,
        /// As the file counts, the header being row 1.
        row_no: i64,
        /// The original row, sealed.
        sealed: Vec<u8>,
        /// Where and what was expected, as a JSON array without the values.
        reasons: String,
    }
}

/// An id for a new run.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("import_run", 1).await
}

pub async fn insert(tx: &mut Tx, run: &ImportRun) -> Result<()> {
    insert_row(tx, run).await
}

/// Rows handled so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub read: i64,
    pub inserted: i64,
    pub updated: i64,
    pub unchanged: i64,
    pub rejected: i64,
}

/// Notes how far a run is, in the transaction that wrote the rows.
pub async fn set_progress(tx: &mut Tx, id: i64, progress: &Progress) -> Result<()> {
    tx.execute(
        "update import_run set read = $1, inserted = $2, updated = $3, unchanged = $4, rejected = $5 where id = $6",
        args![progress.read, progress.inserted, progress.updated, progress.unchanged, progress.rejected, id],
    )
    .await
    .map(|_| ())
}

/// Notes what the header told: rows that the file says it holds, and columns that nobody reads.
pub async fn set_header(tx: &mut Tx, id: i64, total: Option<i64>, unknown_columns: &str) -> Result<()> {
    tx.execute("update import_run set total = $1, unknown_columns = $2 where id = $3", args![total, unknown_columns, id]).await.map(|_| ())
}

/// Ends a run.
pub async fn finish(tx: &mut Tx, id: i64, state: &str, message: Option<&str>, now: Timestamp) -> Result<()> {
    tx.execute("update import_run set state = $1, message = $2, finished_at = $3 where id = $4", args![state, message, now, id])
        .await
        .map(|_| ())
}

/// Ends every run that is in one state, after a restart: they were cut off. Returns how many.
pub async fn finish_all_in(tx: &mut Tx, from_state: &str, state: &str, message: &str, now: Timestamp) -> Result<u64> {
    tx.execute("update import_run set state = $1, message = $2, finished_at = $3 where state = $4", args![state, message, now, from_state])
        .await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<ImportRun>> {
    tx.optional(select::<ImportRun>("where id = $1"), args![id]).await
}

/// The latest runs, latest first.
pub async fn latest(tx: &mut Tx, limit: i64) -> Result<Vec<ImportRun>> {
    tx.all(select::<ImportRun>("order by id desc limit $1"), args![limit]).await
}

pub async fn insert_rejects(tx: &mut Tx, rows: &[ImportReject]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Rejected rows of a run after that row number, in the order of the file.
pub async fn rejects_after(tx: &mut Tx, run_id: i64, after_row: i64, limit: i64) -> Result<Vec<ImportReject>> {
    tx.all(select::<ImportReject>("where run_id = $1 and row_no > $2 order by row_no limit $3"), args![run_id, after_row, limit]).await
}
