//! 研判: runs of identity and assessment.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// A run.
    pub AssessRun of "assess_run" {
        id: i64,
        /// The day whose state of knowledge was assessed.
        as_of: Date,
        /// Code of how far it is.
        state: String,
        rules_version: String,
        submissions: i64,
        persons: i64,
        findings: i64,
        message: Option<String>,
        account_id: Option<i64>,
        started_at: Timestamp,
        finished_at: Option<Timestamp>,
    }
}

/// An id for a new run.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("assess_run", 1).await
}

pub async fn insert(tx: &mut Tx, run: &AssessRun) -> Result<()> {
    insert_row(tx, run).await
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub state: String,
    pub submissions: i64,
    pub persons: i64,
    pub findings: i64,
    pub message: Option<String>,
    pub at: Timestamp,
}

pub async fn finish(tx: &mut Tx, id: i64, ended: &Ended) -> Result<()> {
    tx.execute(
        "update assess_run set state = $1, submissions = $2, persons = $3, findings = $4, message = $5, finished_at = $6 where id = $7",
        args![ended.state, ended.submissions, ended.persons, ended.findings, ended.message, ended.at, id],
    )
    .await
    .map(|_| ())
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<AssessRun>> {
    tx.optional(select::<AssessRun>("where id = $1"), args![id]).await
}

/// The latest run in that state.
pub async fn latest_in(tx: &mut Tx, state: &str) -> Result<Option<AssessRun>> {
    tx.optional(select::<AssessRun>("where state = $1 order by id desc limit 1"), args![state]).await
}

/// The latest runs, latest first.
pub async fn latest(tx: &mut Tx, limit: i64) -> Result<Vec<AssessRun>> {
    tx.all(select::<AssessRun>("order by id desc limit $1"), args![limit]).await
}
