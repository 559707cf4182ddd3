//! Taking filings in.

use casework::codes::{Channel, Outcome, Verification};
use jiff::civil::DateTime;

use super::Submission;
use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::Value;
use crate::{Result, Tx};

/// Ids for that many new filings; returns the first. Sealed cells are bound to them, so they come before the rows.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("submission", count).await
}

table! {
    OperatorName of "operator" {
        name: String,
    }
}

/// Writes new filings. [`crate::StoreError::Duplicate`] when a channel has the number already.
pub async fn insert_many(tx: &mut Tx, rows: &[Submission]) -> Result<()> {
    let mut names: Vec<&str> = rows.iter().map(|row| row.operator_name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let names: Vec<OperatorName> = names.into_iter().map(|name| OperatorName { name: name.to_owned() }).collect();
    insert_all(tx, &names, "on conflict do nothing").await?;
    insert_all(tx, rows, "").await.map(|_| ())
}

table! {
    /// What tells whether a row that comes again is new, the same, or the same with a new result.
    pub Known of "submission" {
        id: i64,
        submission_no: String,
        channel: Channel,
        digest: Vec<u8>,
        outcome: Option<Outcome>,
        closed_at: Option<DateTime>,
        award_fen: Option<i64>,
        punitive: Option<bool>,
        verification: Option<Verification>,
        historical: bool,
    }
}

/// Those filings that are on file under these numbers, in whichever channel, by number and id.
pub async fn known(tx: &mut Tx, numbers: &[String]) -> Result<Vec<Known>> {
    let mut found = Vec::new();
    for chunk in numbers.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|number| Value::Text(Some(number))));
        found.extend(
            tx.all::<Known>(select::<Known>(&format!("where submission_no in ({list}) order by submission_no, id")), &values).await?,
        );
    }
    Ok(found)
}

/// How another system says that a filing ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedResult {
    pub outcome: Option<Outcome>,
    pub closed_at: Option<DateTime>,
    pub award_fen: Option<i64>,
    pub punitive: Option<bool>,
    pub verification: Option<Verification>,
}

/// Puts a newly reported result in the place of the old one. Whether the filing exists.
pub async fn update_result(tx: &mut Tx, id: i64, result: &ReportedResult) -> Result<bool> {
    let changed = tx
        .execute(
            "update submission set outcome = $1, closed_at = $2, award_fen = $3, punitive = $4, verification = $5 where id = $6",
            args![result.outcome, result.closed_at, result.award_fen, result.punitive, result.verification, id],
        )
        .await?;
    Ok(changed == 1)
}

/// Hands a filing with its matters to another unit; officers of the old unit are taken off. Whether it exists.
pub async fn set_organisation(tx: &mut Tx, id: i64, org_id: i64) -> Result<bool> {
    tx.execute(
        "update matter set org_id = $1, officer_id = null, version = version + 1 where submission_id = $2 and org_id <> $1",
        args![org_id, id],
    )
    .await?;
    crate::owed::set_organisation(tx, id, org_id).await?;
    Ok(tx.execute("update submission set org_id = $1 where id = $2", args![org_id, id]).await? == 1)
}
