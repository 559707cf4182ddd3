//! What was read in the texts of filings whose keys are in the index: what an arrival need not read again.

use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// What a run, or the arrival of the filing, read.
    pub Reading of "reading" {
        submission_id: i64,
        run_id: i64,
        /// Bits, in the order of the reader's own list.
        signs: i64,
    }
}

/// Writes readings; a later one takes the place of an earlier one.
pub async fn insert_many(tx: &mut Tx, rows: &[Reading]) -> Result<()> {
    insert_all(tx, rows, "on conflict (submission_id) do update set run_id = excluded.run_id, signs = excluded.signs").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, submission_id: i64) -> Result<Option<Reading>> {
    tx.optional(select::<Reading>("where submission_id = $1"), args![submission_id]).await
}

/// Of these filings, by id; those that were not read are left out.
pub async fn of_submissions(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<Reading>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = select::<Reading>(&format!("where submission_id in ({list}) order by submission_id"));
        found.extend(tx.all::<Reading>(sql, &values).await?);
    }
    Ok(found)
}

/// The next filings after that id that were read: to see all of them in pages.
pub async fn ids_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<i64>> {
    let sql = "select submission_id from reading where submission_id > $1 order by submission_id limit $2";
    let rows: Vec<(i64,)> = tx.all(sql, args![after_id, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
