//! 规则版本: versions of circumstances beside those that the program carries, from draft to effect.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// A version of a circumstance. Its text never changes: another text is another version.
    pub PolicyVersion of "policy_version" {
        id: i64,
        circumstance: String,
        version: String,
        /// The policy file.
        content: String,
        /// Code of how far it is.
        state: String,
        /// Why it is proposed.
        note: String,
        drafted_by: i64,
        drafted_at: Timestamp,
        /// What the back-test showed, as JSON.
        trial: Option<String>,
        tried_at: Option<Timestamp>,
        approved_by: Option<i64>,
        approved_at: Option<Timestamp>,
        effective_on: Option<Date>,
    }
}

table! {
    /// What a version that runs in the shadow would have found in one run.
    pub Shadow of "policy_shadow" {
        policy_id: i64,
        run_id: i64,
        as_of: Date,
        live_hits: i64,
        live_hints: i64,
        shadow_hits: i64,
        shadow_hints: i64,
        /// Filings that only the shadow hits.
        entered: i64,
        /// Filings that only the live version hits.
        left_over: i64,
        /// Numbers of a few of them, as JSON.
        examples: String,
    }
}

/// Ids for that many new versions; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("policy_version", count).await
}

pub async fn insert(tx: &mut Tx, version: &PolicyVersion) -> Result<()> {
    insert_row(tx, version).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<PolicyVersion>> {
    tx.optional(select::<PolicyVersion>("where id = $1"), args![id]).await
}

/// Every version, latest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<PolicyVersion>> {
    tx.all(select::<PolicyVersion>("order by id desc"), args![]).await
}

/// Versions in that state, in the order in which they were drafted.
pub async fn in_state(tx: &mut Tx, state: &str) -> Result<Vec<PolicyVersion>> {
    tx.all(select::<PolicyVersion>("where state = $1 order by id"), args![state]).await
}

/// Approved versions in effect on a day: of each circumstance all of them, the one to apply last.
pub async fn effective_on(tx: &mut Tx, state: &str, day: Date) -> Result<Vec<PolicyVersion>> {
    tx.all(
        select::<PolicyVersion>("where state = $1 and effective_on <= $2 order by circumstance, effective_on, approved_at, id"),
        args![state, day],
    )
    .await
}

/// Moves a version on. `false` = it is no longer in the state that was seen.
#[must_use = "nothing was written when somebody else was faster"]
pub async fn set_state(tx: &mut Tx, id: i64, before: &str, after: &str) -> Result<bool> {
    let changed = tx.execute("update policy_version set state = $1 where id = $2 and state = $3", args![after, id, before]).await?;
    Ok(changed == 1)
}

/// Keeps what the back-test showed.
pub async fn set_trial(tx: &mut Tx, id: i64, trial: &str, at: Timestamp) -> Result<()> {
    tx.execute("update policy_version set trial = $1, tried_at = $2 where id = $3", args![trial, at, id]).await.map(|_| ())
}

/// Approves a version. `false` = it is no longer in the state that was seen.
#[must_use = "nothing was written when somebody else was faster"]
pub async fn approve(tx: &mut Tx, id: i64, before: &str, after: &str, by: i64, at: Timestamp, effective_on: Date) -> Result<bool> {
    let changed = tx
        .execute(
            "update policy_version set state = $1, approved_by = $2, approved_at = $3, effective_on = $4 where id = $5 and state = $6",
            args![after, by, at, effective_on, id, before],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn insert_shadow(tx: &mut Tx, shadow: &Shadow) -> Result<()> {
    insert_row(tx, shadow).await
}

/// Runs in the shadow of a version, latest first.
pub async fn shadows(tx: &mut Tx, policy_id: i64, limit: i64) -> Result<Vec<Shadow>> {
    tx.all(select::<Shadow>("where policy_id = $1 order by run_id desc limit $2"), args![policy_id, limit]).await
}
