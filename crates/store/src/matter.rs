//! 事项: one complaint or tip-off, and where it stands. By when something is owed on it: [`crate::owed`].

use casework::codes::MatterKind;
use casework::decision::RulesId;
use casework::matter::MatterState;
use jiff::civil::Date;

use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table};
use crate::value::{Column, Value};
use crate::{Result, Tx};

table! {
    /// A matter.
    pub Matter of "matter" {
        id: i64,
        submission_id: i64,
        kind: MatterKind,
        state: MatterState,
        /// `state.is_open()`.
        open: bool,
        org_id: i64,
        officer_id: Option<i64>,
        /// The rules of the day of receipt; none before the law on file begins.
        rules_id: Option<RulesId>,
        received_on: Date,
        closed_on: Option<Date>,
        /// Some act was done after its term.
        late: bool,
        /// Goes up with every change; see [`update`].
        version: i64,
        /// Put away: nothing more is done on it.
        archived: bool,
    }
}

/// Whether something is owed on a matter.
const OWED: &str = "(select 1 from owed o where o.submission_id = matter.submission_id and o.matter_id = matter.id) = 1";

/// Ids for that many new matters; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("matter", count).await
}

/// Writes new matters. The filing's `open`, and what is owed on the matter, are the writer's to give.
pub async fn insert_many(tx: &mut Tx, rows: &[Matter]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Matter>> {
    tx.optional(select::<Matter>("where id = $1"), args![id]).await
}

/// The matters of a filing, complaint first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Matter>> {
    tx.all(select::<Matter>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// The matters of the filings on a page, by filing.
pub async fn of_submissions(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<Matter>> {
    let mut found = Vec::with_capacity(submission_ids.len());
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(
            tx.all::<Matter>(select::<Matter>(&format!("where submission_id in ({list}) order by submission_id, id")), &values).await?,
        );
    }
    Ok(found)
}

/// The next matters after that id on which something is owed and nobody is in charge: to read all of them in pages.
pub async fn unassigned_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Matter>> {
    tx.all(select::<Matter>(&format!("where id > $1 and officer_id is null and {OWED} order by id limit $2")), args![after_id, limit]).await
}

/// What an act changes of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub state: MatterState,
    pub org_id: i64,
    pub officer_id: Option<i64>,
    pub closed_on: Option<Date>,
    pub late: bool,
}

/// Changes a matter that still has the version that the officer saw, and raises the version.
/// `false` = somebody else changed it since (or it does not exist), nothing was written.
#[must_use = "nothing was written when somebody else was faster"]
pub async fn update(tx: &mut Tx, id: i64, version: i64, change: &Change) -> Result<bool> {
    let changed = tx
        .execute(
            "update matter set state = $1, open = $2, org_id = $3, officer_id = $4, closed_on = $5, late = $6, version = version + 1 \
             where id = $7 and version = $8",
            args![change.state, change.state.is_open(), change.org_id, change.officer_id, change.closed_on, change.late, id, version],
        )
        .await?;
    if changed == 1 {
        crate::owed::set_charge(tx, id, change.org_id, change.officer_id).await?;
    }
    Ok(changed == 1)
}

/// Puts a matter away or takes it out again, next to [`update`] in the same transaction.
pub async fn set_archived(tx: &mut Tx, id: i64, archived: bool) -> Result<()> {
    tx.execute("update matter set archived = $1 where id = $2", args![archived, id]).await.map(|_| ())
}

/// The matters with these ids.
pub async fn get_many(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Matter>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        found.extend(tx.all::<Matter>(select::<Matter>(&format!("where id in ({list}) order by id")), &values).await?);
    }
    Ok(found)
}

/// Open or owed matters in somebody's charge, in the order of their ids: what is handed over when they are away.
pub async fn owed_of_officer(tx: &mut Tx, officer_id: i64, after_id: i64, limit: i64) -> Result<Vec<Matter>> {
    tx.all(
        select::<Matter>(&format!("where officer_id = $1 and id > $2 and (open or {OWED}) order by id limit $3")),
        args![officer_id, after_id, limit],
    )
    .await
}

/// Matters in each state of these units, by state: for the head of a list.
pub async fn count_by_state(tx: &mut Tx, org_ids: &[i64]) -> Result<Vec<(MatterState, i64)>> {
    let mut values = Vec::new();
    let list = in_list(1, &mut values, org_ids.iter().map(Column::encode));
    tx.all(format!("select state, count(*) from matter where org_id in ({list}) group by state order by state"), &values).await
}
