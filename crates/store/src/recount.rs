//! 重新计算: what a change of the work calendar moved, told to each officer or unit in one notice.

use casework::clock::TermId;
use casework::codes::MatterKind;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{Read, args, in_list, insert_all, table};
use crate::value::{Column as _, Row, Value};
use crate::{Result, Tx};

table! {
    /// One count of everything that still runs.
    pub Recount of "recount" {
        id: i64,
        made_at: Timestamp,
    }
}

table! {
    /// How many terms moved of the matters of one officer, or of a unit where nobody is in charge: one row for each transaction of the
    /// count. All rows of a count and a reader are one notice.
    pub Share of "recount_share" {
        recount_id: i64,
        org_id: i64,
        account_id: Option<i64>,
        moved: i64,
        /// Of these, which end earlier than before.
        earlier: i64,
        seen_at: Option<Timestamp>,
        /// When it left by e-mail or webhook.
        sent_at: Option<Timestamp>,
    }
}

/// The rows of one count that one reader is told of together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    pub recount_id: i64,
    pub org_id: i64,
    pub account_id: Option<i64>,
    pub moved: i64,
    pub earlier: i64,
}

impl Read for Notice {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self { recount_id: row.get(0)?, org_id: row.get(1)?, account_id: row.get(2)?, moved: row.get(3)?, earlier: row.get(4)? })
    }
}

const NOTICE: &str = "select recount_id, org_id, account_id, cast(sum(moved) as bigint), cast(sum(earlier) as bigint) from recount_share";
const TOGETHER: &str = "group by recount_id, org_id, account_id order by recount_id, org_id, account_id";

/// Begins a count; its id.
pub async fn begin(tx: &mut Tx, made_at: Timestamp) -> Result<i64> {
    let id = tx.reserve("recount", 1).await?;
    insert_all(tx, &[Recount { id, made_at }], "").await?;
    Ok(id)
}

/// Tells of what a transaction moved.
pub async fn tell(tx: &mut Tx, shares: &[Share]) -> Result<()> {
    insert_all(tx, shares, "").await.map(|_| ())
}

/// What this person has not seen of the matters in their own charge.
pub async fn unseen_of(tx: &mut Tx, account_id: i64) -> Result<Vec<Notice>> {
    tx.all(format!("{NOTICE} where account_id = $1 and seen_at is null {TOGETHER}"), args![account_id]).await
}

/// The same for matters of these units that nobody was in charge of.
pub async fn unseen_of_orgs(tx: &mut Tx, org_ids: &[i64]) -> Result<Vec<Notice>> {
    let mut values = Vec::new();
    let list = in_list(1, &mut values, org_ids.iter().map(|id| id.encode()));
    tx.all(format!("{NOTICE} where account_id is null and org_id in ({list}) and seen_at is null {TOGETHER}"), &values).await
}

/// What has not left by e-mail or webhook.
pub async fn unsent(tx: &mut Tx) -> Result<Vec<Notice>> {
    tx.all(format!("{NOTICE} where sent_at is null {TOGETHER}"), &[]).await
}

/// Marks as seen.
pub async fn mark_seen(tx: &mut Tx, notice: &Notice, at: Timestamp) -> Result<()> {
    mark(tx, "seen_at", notice, at).await
}

/// Marks as sent.
pub async fn mark_sent(tx: &mut Tx, notice: &Notice, at: Timestamp) -> Result<()> {
    mark(tx, "sent_at", notice, at).await
}

async fn mark(tx: &mut Tx, column: &'static str, notice: &Notice, at: Timestamp) -> Result<()> {
    let sql = format!(
        "update recount_share set {column} = $1 where {column} is null and recount_id = $2 and org_id = $3 \
         and coalesce(account_id, 0) = $4"
    );
    tx.execute_built(sql, args![at, notice.recount_id, notice.org_id, notice.account_id.unwrap_or(0)]).await.map(|_| ())
}

/// When a count was made.
pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Recount>> {
    tx.optional(crate::table::select::<Recount>("where id = $1"), args![id]).await
}

/// A term as it was and as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub submission_id: i64,
    pub submission_no: String,
    pub operator_name: String,
    pub kind: MatterKind,
    pub term: TermId,
    pub former_due_on: Date,
    pub due_on: Date,
    pub provisional: bool,
}

impl Read for Moved {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            submission_id: row.get(0)?,
            submission_no: row.get(1)?,
            operator_name: row.get(2)?,
            kind: row.get(3)?,
            term: row.get(4)?,
            former_due_on: row.get(5)?,
            due_on: row.get(6)?,
            provisional: row.get(7)?,
        })
    }
}

/// Terms that the count moved, that still run and that no later count moved again, of matters in this person's charge or of these units
/// where nobody is in charge; earliest first.
pub async fn moved_of(tx: &mut Tx, id: i64, account_id: i64, org_ids: &[i64], offset: i64, limit: i64) -> Result<Vec<Moved>> {
    let mut values = vec![Value::Int(Some(id)), Value::Int(Some(account_id)), Value::Int(Some(limit)), Value::Int(Some(offset))];
    let mut units = String::new();
    if !org_ids.is_empty() {
        let list = in_list(values.len() + 1, &mut values, org_ids.iter().map(|id| id.encode()));
        units = format!(" or (o.officer_id is null and o.org_id in ({list}))");
    }
    let sql = format!(
        "select s.id, s.submission_no, s.operator_name, m.kind, k.term, k.former_due_on, k.due_on, k.provisional from owed o \
         join clock k on k.submission_id = o.submission_id and k.matter_id = o.matter_id and k.open \
         join matter m on m.id = o.matter_id join submission s on s.id = o.submission_id \
         where k.recount_id = $1 and (o.officer_id = $2{units}) order by k.due_on, s.id, k.id limit $3 offset $4"
    );
    tx.all(sql, &values).await
}
