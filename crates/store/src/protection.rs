//! 保护标记: whistle-blower and public-interest flags.

use casework::codes::Protection as Kind;
use jiff::Timestamp;

use crate::ledger::{self, Act};
use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A flag. It stands until a named officer lifted it.
    pub Protection of "protection" {
        id: i64,
        submission_id: i64,
        kind: Kind,
        /// Code of where it comes from: an officer, a fact of a department.
        source: String,
        /// Sealed.
        reason: Option<Vec<u8>>,
        set_by: Option<i64>,
        set_at: Timestamp,
        lifted_by: Option<i64>,
        lifted_at: Option<Timestamp>,
        /// Sealed.
        lift_reason: Option<Vec<u8>>,
    }
}

/// Ids for that many new flags; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("protection", count).await
}

pub async fn insert_many(tx: &mut Tx, rows: &[Protection]) -> Result<()> {
    insert_all(tx, rows, "").await?;
    for row in rows {
        let (kind, key) = (format!("protection.{}", row.kind.code()), row.id.to_string());
        ledger::append(tx, Act { kind, account_id: row.set_by, at: Some(row.set_at), key: &key }, row).await?;
    }
    Ok(())
}

/// All flags of a filing, lifted ones too, oldest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Protection>> {
    tx.all(select::<Protection>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// The flags that stand on these filings, as filing and kind.
pub async fn standing(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<(i64, Kind)>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = format!(
            "select submission_id, kind from protection where submission_id in ({list}) and lifted_at is null order by submission_id, id"
        );
        found.extend(tx.all::<(i64, Kind)>(sql, &values).await?);
    }
    Ok(found)
}

/// All flags of these filings, lifted ones too, by filing.
pub async fn of_submissions(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<Protection>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = select::<Protection>(&format!("where submission_id in ({list}) order by submission_id, id"));
        found.extend(tx.all::<Protection>(sql, &values).await?);
    }
    Ok(found)
}

/// All flags of all filings, lifted ones too, by filing.
pub async fn all(tx: &mut Tx) -> Result<Vec<Protection>> {
    tx.all(select::<Protection>("order by submission_id, id"), args![]).await
}

/// The flags that stand on any filing, as filing and kind, by filing: what assessment must respect.
pub async fn all_standing(tx: &mut Tx) -> Result<Vec<(i64, Kind)>> {
    tx.all("select submission_id, kind from protection where lifted_at is null order by submission_id, id", args![]).await
}

/// Lifts a flag that stands. `false` = it did not stand.
pub async fn lift(tx: &mut Tx, id: i64, by: i64, at: Timestamp, sealed_reason: &[u8]) -> Result<bool> {
    let changed = tx
        .execute(
            "update protection set lifted_by = $1, lifted_at = $2, lift_reason = $3 where id = $4 and lifted_at is null",
            args![by, at, sealed_reason, id],
        )
        .await?;
    if let Some(row) = tx.optional::<Protection>(select::<Protection>("where id = $1"), args![id]).await?
        && changed == 1
    {
        let (kind, key) = ("protection.lifted".to_owned(), id.to_string());
        ledger::append(tx, Act { kind, account_id: Some(by), at: Some(at), key: &key }, &row).await?;
    }
    Ok(changed == 1)
}
