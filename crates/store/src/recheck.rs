//! 抽查: closed complaints drawn by lot, and what the check found.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ledger::{self, Act};
use crate::table::{args, in_list, insert_all, select, table};
use crate::value::{Column as _, Value};
use crate::{Result, Tx};

table! {
    /// A complaint drawn to be checked again.
    pub Recheck of "recheck" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        drawn_by: i64,
        drawn_at: Timestamp,
        /// From what the lot was drawn: anybody can draw it again.
        seed: String,
        /// Code; nothing while it is to be done.
        result: Option<String>,
        /// The auditor's words, sealed.
        note: Option<Vec<u8>>,
        done_by: Option<i64>,
        done_at: Option<Timestamp>,
    }
}

/// Matters of these units that were closed after that day and were never drawn, with their filings: the urn.
pub async fn urn(tx: &mut Tx, org_ids: &[i64], after: Date) -> Result<Vec<(i64, i64)>> {
    let mut values = vec![after.encode()];
    let orgs = in_list(2, &mut values, org_ids.iter().map(|id| Value::Int(Some(*id))));
    let sql = format!(
        "select m.id, m.submission_id from matter m where m.closed_on > $1 and m.org_id in ({orgs}) \
         and m.id not in (select matter_id from recheck) order by m.id"
    );
    tx.all(sql, &values).await
}

/// Puts drawn matters down; the ids are given here.
pub async fn draw(tx: &mut Tx, drawn: &[(i64, i64)], by: i64, at: Timestamp, seed: &str) -> Result<()> {
    let first = tx.reserve("recheck", drawn.len()).await?;
    let rows: Vec<Recheck> = drawn
        .iter()
        .zip(first..)
        .map(|((matter_id, submission_id), id)| Recheck {
            id,
            submission_id: *submission_id,
            matter_id: *matter_id,
            drawn_by: by,
            drawn_at: at,
            seed: seed.to_owned(),
            result: None,
            note: None,
            done_by: None,
            done_at: None,
        })
        .collect();
    insert_all(tx, &rows, "").await?;
    for row in &rows {
        let key = row.id.to_string();
        ledger::append(tx, Act { kind: "recheck.drawn".to_owned(), account_id: Some(by), at: Some(at), key: &key }, row).await?;
    }
    Ok(())
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Recheck>> {
    tx.optional(select::<Recheck>("where id = $1"), args![id]).await
}

/// Says what the check found. `false` = somebody else said it before.
pub async fn conclude(tx: &mut Tx, id: i64, result: &str, note: &[u8], by: i64, at: Timestamp) -> Result<bool> {
    let sql = "update recheck set result = $1, note = $2, done_by = $3, done_at = $4 where id = $5 and done_at is null";
    if tx.execute(sql, args![result, note, by, at, id]).await? != 1 {
        return Ok(false);
    }
    if let Some(row) = get(tx, id).await? {
        let key = id.to_string();
        ledger::append(tx, Act { kind: format!("recheck.{result}"), account_id: Some(by), at: Some(at), key: &key }, &row).await?;
    }
    Ok(true)
}

/// The latest drawn of these units' filings, those to be done first.
pub async fn latest(tx: &mut Tx, org_ids: &[i64], limit: i64) -> Result<Vec<Recheck>> {
    let mut values = vec![Value::Int(Some(limit))];
    let orgs = in_list(2, &mut values, org_ids.iter().map(|id| Value::Int(Some(*id))));
    let rest = format!(
        "where submission_id in (select s.id from submission s where s.org_id in ({orgs})) \
         order by (case when done_at is null then 0 else 1 end), id desc limit $1"
    );
    tx.all(select::<Recheck>(&rest), &values).await
}
