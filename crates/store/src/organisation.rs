//! 单位: the units of the joint mechanism, a tree.

use casework::codes::{Department, OrgLevel};

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// A unit.
    pub Organisation of "organisation" {
        id: i64,
        /// Short and unique, e.g. `YYL`.
        code: String,
        name: String,
        /// Opens every paper number of the unit.
        paper_prefix: String,
        level: OrgLevel,
        department: Department,
        /// The region whose filings go to it.
        region: String,
        parent_id: Option<i64>,
        phone: String,
        address: String,
    }
}

/// Ids for that many new units; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("organisation", count).await
}

pub async fn insert(tx: &mut Tx, organisation: &Organisation) -> Result<()> {
    insert_row(tx, organisation).await
}

/// All units, in the order in which they were added: parents first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Organisation>> {
    tx.all(select::<Organisation>("order by id"), args![]).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Organisation>> {
    tx.optional(select::<Organisation>("where id = $1"), args![id]).await
}
