//! 回测的进度: one row a version, of its latest back-test.

use jiff::Timestamp;

use crate::table::{args, insert, select, table};
use crate::{Result, Tx};

table! {
    /// A back-test under way or ended.
    pub BackTest of "back_test" {
        policy_id: i64,
        /// Code: running, finished, failed.
        state: String,
        /// What is being done, in words.
        step: String,
        /// Filings read so far.
        done: i64,
        account_id: i64,
        started_at: Timestamp,
        finished_at: Option<Timestamp>,
        /// Why it failed.
        message: Option<String>,
    }
}

pub async fn get(tx: &mut Tx, policy_id: i64) -> Result<Option<BackTest>> {
    tx.optional(select::<BackTest>("where policy_id = $1"), args![policy_id]).await
}

/// Puts it in the place of the version's last one.
pub async fn start(tx: &mut Tx, row: &BackTest) -> Result<()> {
    tx.execute("delete from back_test where policy_id = $1", args![row.policy_id]).await?;
    insert(tx, row).await
}

/// How far it is, while it runs.
pub async fn progress(tx: &mut Tx, policy_id: i64, step: &str, done: i64) -> Result<()> {
    tx.execute("update back_test set step = $1, done = $2 where policy_id = $3 and state = 'running'", args![step, done, policy_id])
        .await
        .map(|_| ())
}

/// Says how it ended.
pub async fn finish(tx: &mut Tx, policy_id: i64, state: &str, message: Option<&str>, at: Timestamp) -> Result<()> {
    tx.execute("update back_test set state = $1, message = $2, finished_at = $3 where policy_id = $4", args![state, message, at, policy_id])
        .await
        .map(|_| ())
}
