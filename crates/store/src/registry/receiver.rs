//! Who was shown an entry: every one of them is told of its end (invariant 4).

use jiff::civil::Date;

use crate::table::{args, in_list, insert_all, select, table};
use crate::value::{Column, Value};
use crate::{Result, Tx};

table! {
    /// A unit that was shown an entry, or an export that carried it out.
    pub Receiver of "registry_receiver" {
        id: i64,
        entry_id: i64,
        org_id: Option<i64>,
        /// The record of an export by nobody's account.
        access_id: Option<i64>,
        received_on: Date,
        /// Code: received, recognised, not recognised.
        stance: String,
        stance_by: Option<i64>,
        stance_on: Option<Date>,
        /// Sealed.
        stance_reason: Option<Vec<u8>>,
        /// When it was told that the entry is over.
        told_on: Option<Date>,
        confirmed_by: Option<i64>,
        confirmed_on: Option<Date>,
    }
}

pub async fn reserve_receivers(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("registry_receiver", count).await
}

/// Adds receivers; those that are there already stay as they are.
pub async fn add_receivers(tx: &mut Tx, rows: &[Receiver]) -> Result<()> {
    insert_all(tx, rows, "on conflict do nothing").await.map(|_| ())
}

/// By id.
pub async fn receivers_of(tx: &mut Tx, entry_id: i64) -> Result<Vec<Receiver>> {
    tx.all(select::<Receiver>("where entry_id = $1 order by id"), args![entry_id]).await
}

/// What a unit makes of an entry. Whether it was shown it.
pub async fn take_stance(tx: &mut Tx, entry_id: i64, org_id: i64, stance: &str, by: i64, on: Date, sealed_reason: &[u8]) -> Result<bool> {
    let changed = tx
        .execute(
            "update registry_receiver set stance = $1, stance_by = $2, stance_on = $3, stance_reason = $4 \
             where entry_id = $5 and org_id = $6",
            args![stance, by, on, sealed_reason, entry_id, org_id],
        )
        .await?;
    Ok(changed == 1)
}

/// Tells all that were shown it that it is over.
pub async fn tell_receivers(tx: &mut Tx, entry_id: i64, on: Date) -> Result<u64> {
    tx.execute("update registry_receiver set told_on = $1 where entry_id = $2 and told_on is null", args![on, entry_id]).await
}

/// A unit confirms that it no longer uses it. Whether it was told and had not confirmed.
pub async fn confirm(tx: &mut Tx, entry_id: i64, org_id: i64, by: i64, on: Date) -> Result<bool> {
    let changed = tx
        .execute(
            "update registry_receiver set confirmed_by = $1, confirmed_on = $2 \
             where entry_id = $3 and org_id = $4 and told_on is not null and confirmed_on is null",
            args![by, on, entry_id, org_id],
        )
        .await?;
    Ok(changed == 1)
}

/// Entries of which these units were told that they are over and did not confirm, by id.
pub async fn waiting_for(tx: &mut Tx, org_ids: &[i64], limit: i64) -> Result<Vec<i64>> {
    let mut values = vec![Value::Int(Some(limit))];
    let list = in_list(2, &mut values, org_ids.iter().map(Column::encode));
    let sql = format!(
        "select distinct entry_id from registry_receiver where org_id in ({list}) and told_on is not null and confirmed_on is null \
         order by entry_id limit $1"
    );
    Ok(tx.all::<(i64,)>(sql, &values).await?.into_iter().map(|(id,)| id).collect())
}

/// Ended entries some receiver of which was never told, by id: must be none (invariant 4).
pub async fn untold(tx: &mut Tx) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = tx
        .all(
            "select distinct r.entry_id from registry_receiver r join registry_entry e on e.id = r.entry_id \
             where not e.live and r.told_on is null order by r.entry_id",
            args![],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
