//! 查阅记录: who saw what in clear, and why. Only ever added.

use casework::codes::FieldClass;
use jiff::Timestamp;

use crate::ledger::{self, Act};
use crate::table::{IN_LIMIT, args, in_list, insert as insert_row, select, table};
use crate::value::Value;
use crate::{Result, Tx};

table! {
    /// A look at personal data.
    pub AccessRecord of "access_record" {
        id: i64,
        /// Nobody for a command run on the machine itself.
        account_id: Option<i64>,
        /// Code: a reveal, a lookup, an export, a download.
        kind: String,
        submission_id: Option<i64>,
        field_class: Option<FieldClass>,
        /// The officer's words.
        purpose: String,
        /// Filings concerned.
        subject_count: i64,
        at: Timestamp,
    }
}

/// What is recorded; the id is given by the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccess {
    pub account_id: Option<i64>,
    pub kind: String,
    pub submission_id: Option<i64>,
    pub field_class: Option<FieldClass>,
    pub purpose: String,
    pub subject_count: i64,
    pub at: Timestamp,
}

/// Records a look, in the transaction that grants it. Returns its id.
pub async fn record(tx: &mut Tx, access: &NewAccess) -> Result<i64> {
    let id = tx.reserve("access_record", 1).await?;
    let row = AccessRecord {
        id,
        account_id: access.account_id,
        kind: access.kind.clone(),
        submission_id: access.submission_id,
        field_class: access.field_class,
        purpose: access.purpose.clone(),
        subject_count: access.subject_count,
        at: access.at,
    };
    insert_row(tx, &row).await?;
    let (kind, key) = (format!("access.{}", row.kind), id.to_string());
    ledger::append(tx, Act { kind, account_id: row.account_id, at: Some(row.at), key: &key }, &row).await?;
    Ok(id)
}

/// Looks at a filing, latest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64, limit: i64) -> Result<Vec<AccessRecord>> {
    tx.all(select::<AccessRecord>("where submission_id = $1 order by id desc limit $2"), args![submission_id, limit]).await
}

/// Looks at any of these filings, latest first.
pub async fn of_submissions(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<AccessRecord>> {
    let mut found: Vec<AccessRecord> = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(
            tx.all::<AccessRecord>(select::<AccessRecord>(&format!("where submission_id in ({list}) order by id desc")), &values).await?,
        );
    }
    found.sort_by_key(|record| std::cmp::Reverse(record.id));
    Ok(found)
}

/// Looks by a person, latest first.
pub async fn of_account(tx: &mut Tx, account_id: i64, limit: i64) -> Result<Vec<AccessRecord>> {
    tx.all(select::<AccessRecord>("where account_id = $1 order by id desc limit $2"), args![account_id, limit]).await
}

/// All looks, latest first, before that id (`i64::MAX` to begin).
pub async fn page_before(tx: &mut Tx, before_id: i64, limit: i64) -> Result<Vec<AccessRecord>> {
    tx.all(select::<AccessRecord>("where id < $1 order by id desc limit $2"), args![before_id, limit]).await
}

/// Looks of these kinds by these persons, latest first; nobody = a command run on the machine itself.
pub async fn of_kinds(tx: &mut Tx, kinds: &[String], by: &[Option<i64>], limit: i64) -> Result<Vec<AccessRecord>> {
    let mut values = vec![Value::Int(Some(limit))];
    let kinds = in_list(2, &mut values, kinds.iter().map(|kind| Value::Text(Some(kind))));
    // Ids begin at 1: 0 stands for nobody.
    let accounts = in_list(values.len() + 1, &mut values, by.iter().map(|account| Value::Int(Some(account.unwrap_or(0)))));
    let rest = format!("where kind in ({kinds}) and coalesce(account_id, 0) in ({accounts}) order by id desc limit $1");
    tx.all(select::<AccessRecord>(&rest), &values).await
}
