//! What entries rest on.

use casework::fact::FactResult;
use casework::registry::{BaseKind, Strength};
use jiff::civil::Date;

use crate::table::{args, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// A base, as it was when it was cited.
    pub Base of "registry_base" {
        id: i64,
        entry_id: i64,
        kind: BaseKind,
        /// Of the decision or the fact.
        ref_id: i64,
        submission_id: i64,
        happened_on: Date,
        /// Clause id.
        ground: String,
        in_force: bool,
        strength: Strength,
        /// The result that a fact had then.
        result: Option<FactResult>,
        /// Ids of the findings that a decision confirmed, separated by `;`.
        findings: String,
        /// Ids of other filings, held to be the same person's then, on which those findings rest; separated by `;`.
        companions: String,
        /// Of a renewal that waits for its approver.
        pending: bool,
    }
}

pub async fn reserve_bases(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("registry_base", count).await
}

pub async fn insert_bases(tx: &mut Tx, rows: &[Base]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// In the order in which they were cited; those of a waiting renewal last.
pub async fn bases_of(tx: &mut Tx, entry_id: i64) -> Result<Vec<Base>> {
    tx.all(select::<Base>("where entry_id = $1 order by pending, id"), args![entry_id]).await
}

/// The renewal is approved: its facts are bases now.
pub async fn settle_pending(tx: &mut Tx, entry_id: i64) -> Result<()> {
    tx.execute("update registry_base set pending = $1 where entry_id = $2 and pending", args![false, entry_id]).await.map(|_| ())
}

/// The renewal is declined; the proposal stays in the life of the entry.
pub async fn delete_pending(tx: &mut Tx, entry_id: i64) -> Result<()> {
    tx.execute("delete from registry_base where entry_id = $1 and pending", args![entry_id]).await.map(|_| ())
}

/// Entries that rest on something about this filing, by id.
pub async fn entries_on(tx: &mut Tx, submission_id: i64) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> =
        tx.all("select distinct entry_id from registry_base where submission_id = $1 order by entry_id", args![submission_id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
