//! 与其他部门共享: which filings concern a unit of another department, and by what.

use casework::codes::{Channel, Department, Issue, SubmissionKind};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{Read, args, insert_all, table};
use crate::value::Row;
use crate::{Result, Tx};

table! {
    /// A filing that a unit sees because it concerns it.
    pub Share of "submission_share" {
        org_id: i64,
        submission_id: i64,
        /// Code: a fact that the unit contributed, a referral to it.
        ground: String,
        made_at: Timestamp,
    }
}

/// One line of what concerns a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedRow {
    pub submission_id: i64,
    pub submission_no: String,
    pub channel: Channel,
    pub kind: SubmissionKind,
    pub received_on: Date,
    pub org_id: i64,
    pub operator_name: String,
    pub issue: Option<Issue>,
    pub open: bool,
    pub ground: String,
}

impl Read for SharedRow {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            submission_id: row.get(0)?,
            submission_no: row.get(1)?,
            channel: row.get(2)?,
            kind: row.get(3)?,
            received_on: row.get(4)?,
            org_id: row.get(5)?,
            operator_name: row.get(6)?,
            issue: row.get(7)?,
            open: row.get(8)?,
            ground: row.get(9)?,
        })
    }
}

/// Shares filings; those that are shared with that unit already stay as they are. Gives how many are new.
pub async fn add(tx: &mut Tx, shares: &[Share]) -> Result<u64> {
    insert_all(tx, shares, "on conflict (org_id, submission_id) do nothing").await
}

/// Shares with each unit of another department than this one the filings about which it contributed a fact under its name.
pub async fn by_facts(tx: &mut Tx, but: Department, ground: &str, at: Timestamp) -> Result<u64> {
    tx.execute(
        "insert into submission_share (org_id, submission_id, ground, made_at) \
         select distinct o.id, f.submission_id, cast($1 as text), cast($2 as bigint) from organisation o join fact f on f.organ = o.name \
         where f.submission_id is not null and o.department <> $3 \
         on conflict (org_id, submission_id) do nothing",
        args![ground.to_owned(), at, but],
    )
    .await
}

/// The units that a filing is shared with.
pub async fn units_of(tx: &mut Tx, submission_id: i64) -> Result<Vec<i64>> {
    let found: Vec<(i64,)> =
        tx.all("select org_id from submission_share where submission_id = $1 order by org_id", args![submission_id]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// What concerns a unit, latest on file first, before that id (`i64::MAX` to begin).
pub async fn page_before(tx: &mut Tx, org_id: i64, before_id: i64, limit: i64) -> Result<Vec<SharedRow>> {
    tx.all(
        "select s.id, s.submission_no, s.channel, s.kind, s.received_on, s.org_id, s.operator_name, s.issue, s.open, h.ground \
         from submission_share h join submission s on s.id = h.submission_id \
         where h.org_id = $1 and h.submission_id < $2 order by h.submission_id desc limit $3",
        args![org_id, before_id, limit],
    )
    .await
}
