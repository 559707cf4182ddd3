//! 提醒: what officers were told about terms, once a stage and last day.

use casework::clock::TermId;
use casework::codes::MatterKind;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{IN_LIMIT, Read, args, in_list, insert_all, table};
use crate::value::{Column, Row, Value};
use crate::{Result, Tx};

table! {
    /// A notice to the officer in charge, or to the unit where nobody is.
    pub Reminder of "reminder" {
        id: i64,
        clock_id: i64,
        matter_id: i64,
        submission_id: i64,
        /// Code of the stage; the desk's list.
        stage: String,
        /// The last day as it was then.
        due_on: Date,
        org_id: i64,
        account_id: Option<i64>,
        made_at: Timestamp,
        seen_at: Option<Timestamp>,
        /// When it left by e-mail or webhook.
        sent_at: Option<Timestamp>,
    }
}

/// An open clock that a stage may have come for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub clock_id: i64,
    pub matter_id: i64,
    pub submission_id: i64,
    pub term: TermId,
    pub started_on: Date,
    pub due_on: Date,
    pub org_id: i64,
    pub officer_id: Option<i64>,
    /// Stages of which a reminder of this last day was made already, separated by commas.
    pub made: Vec<String>,
}

/// Ids for that many new reminders; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("reminder", count).await
}

/// Writes reminders; one that was made already for this clock, stage and last day is left out. How many were written.
pub async fn insert_new(tx: &mut Tx, rows: &[Reminder]) -> Result<u64> {
    insert_all(tx, rows, "on conflict (clock_id, stage, due_on) do nothing").await
}

/// Running clocks after that id: to go through all of them in pages.
pub async fn running_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Due>> {
    let mut found: Vec<Due> = tx
        .all(
            "select k.id, k.matter_id, k.submission_id, k.term, k.started_on, k.due_on, m.org_id, m.officer_id \
             from clock k join matter m on m.id = k.matter_id where k.open and k.state = 'running' and k.id > $1 order by k.id limit $2",
            args![after_id, limit],
        )
        .await?;
    let ids: Vec<i64> = found.iter().map(|due| due.clock_id).collect();
    let mut made: Vec<(i64, String, Date)> = Vec::new();
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = format!("select clock_id, stage, due_on from reminder where clock_id in ({list}) order by clock_id, id");
        made.extend(tx.all::<(i64, String, Date)>(sql, &values).await?);
    }
    for due in &mut found {
        let first = made.partition_point(|(clock_id, ..)| *clock_id < due.clock_id);
        let of_clock = made[first..].iter().take_while(|(clock_id, ..)| *clock_id == due.clock_id);
        due.made = of_clock.filter(|(_, _, due_on)| *due_on == due.due_on).map(|(_, stage, _)| stage.clone()).collect();
    }
    Ok(found)
}

impl Read for Due {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            clock_id: row.get(0)?,
            matter_id: row.get(1)?,
            submission_id: row.get(2)?,
            term: row.get(3)?,
            started_on: row.get(4)?,
            due_on: row.get(5)?,
            org_id: row.get(6)?,
            officer_id: row.get(7)?,
            made: Vec::new(),
        })
    }
}

/// A reminder with what a person needs to know to act on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub id: i64,
    pub submission_id: i64,
    pub submission_no: String,
    pub operator_name: String,
    pub kind: MatterKind,
    pub term: TermId,
    pub stage: String,
    pub due_on: Date,
    pub account_id: Option<i64>,
    pub org_id: i64,
    pub made_at: Timestamp,
}

impl Read for Note {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            submission_id: row.get(1)?,
            submission_no: row.get(2)?,
            operator_name: row.get(3)?,
            kind: row.get(4)?,
            term: row.get(5)?,
            stage: row.get(6)?,
            due_on: row.get(7)?,
            account_id: row.get(8)?,
            org_id: row.get(9)?,
            made_at: row.get(10)?,
        })
    }
}

const NOTE: &str = "select r.id, r.submission_id, s.submission_no, s.operator_name, m.kind, k.term, r.stage, r.due_on, \
     r.account_id, r.org_id, r.made_at from reminder r join submission s on s.id = r.submission_id join matter m on m.id = r.matter_id \
     join clock k on k.id = r.clock_id";

/// What this person has not seen yet and still matters, most urgent first: their own.
pub async fn unseen_of(tx: &mut Tx, account_id: i64, limit: i64) -> Result<Vec<Note>> {
    tx.all(
        format!("{NOTE} where r.account_id = $1 and r.seen_at is null and k.open order by r.due_on, r.id limit $2"),
        args![account_id, limit],
    )
    .await
}

/// The same for matters of these units that nobody is in charge of.
pub async fn unseen_of_orgs(tx: &mut Tx, org_ids: &[i64], limit: i64) -> Result<Vec<Note>> {
    let mut values = Vec::new();
    let list = in_list(1, &mut values, org_ids.iter().map(Column::encode));
    values.push(Value::Int(Some(limit)));
    let sql = format!(
        "{NOTE} where r.account_id is null and r.org_id in ({list}) and r.seen_at is null and k.open order by r.due_on, r.id limit ${}",
        values.len()
    );
    tx.all(sql, &values).await
}

/// Notes beyond that one that have not left by e-mail or webhook, oldest first.
pub async fn unsent(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Note>> {
    tx.all(format!("{NOTE} where r.sent_at is null and k.open and r.id > $1 order by r.id limit $2"), args![after_id, limit]).await
}

/// Marks as seen what this person has seen.
pub async fn mark_seen(tx: &mut Tx, ids: &[i64], at: Timestamp) -> Result<()> {
    mark(tx, "seen_at", ids, at).await
}

/// Marks as sent.
pub async fn mark_sent(tx: &mut Tx, ids: &[i64], at: Timestamp) -> Result<()> {
    mark(tx, "sent_at", ids, at).await
}

async fn mark(tx: &mut Tx, column: &'static str, ids: &[i64], at: Timestamp) -> Result<()> {
    for chunk in ids.chunks(IN_LIMIT) {
        let mut values = vec![at.encode()];
        let list = in_list(2, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        tx.execute_built(format!("update reminder set {column} = $1 where {column} is null and id in ({list})"), &values).await?;
    }
    Ok(())
}

/// Takes back the reminders of that stage that were made for these clocks at that moment: the undo of a batch.
pub async fn take_back(tx: &mut Tx, stage: &str, matter_id: i64, at: Timestamp) -> Result<u64> {
    tx.execute("delete from reminder where stage = $1 and matter_id = $2 and made_at = $3 and sent_at is null", args![stage, matter_id, at])
        .await
}

/// When the officer in charge of a matter changes, what they have not seen goes to the new one.
pub async fn hand_over(tx: &mut Tx, matter_id: i64, account_id: Option<i64>) -> Result<()> {
    tx.execute("update reminder set account_id = $1 where matter_id = $2 and seen_at is null", args![account_id, matter_id])
        .await
        .map(|_| ())
}
