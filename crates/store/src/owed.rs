//! 到期: by when something is owed on a matter. One narrow place, taken from the clocks: lists by day are read from it, and a change of
//! the work calendar moves a hundred thousand of its rows without touching filings or matters (docs/decisions/0301).

use casework::clock::TermId;
use jiff::civil::Date;

use crate::table::{IN_LIMIT, args, in_list, insert_all, select, table, tuples};
use crate::value::{Column as _, Value};
use crate::{Result, Tx};

table! {
    /// The earliest open clock of a matter and of the clues found in it; a clue outlives the complaint it was found in.
    pub Owed of "owed" {
        submission_id: i64,
        matter_id: i64,
        /// The matter's.
        org_id: i64,
        officer_id: Option<i64>,
        due_on: Date,
        term: TermId,
        provisional: bool,
        /// The earliest of its filing.
        leads: bool,
        /// The filing's unit; that of one of its matters may be another.
        filing_org_id: i64,
    }
}

/// Writes the rows of new matters.
pub async fn insert_many(tx: &mut Tx, rows: &[Owed]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// What is owed on the matters of a filing.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Owed>> {
    tx.all(select::<Owed>("where submission_id = $1 order by matter_id"), args![submission_id]).await
}

/// The earliest day of each of these filings on which something is owed.
pub async fn earliest(tx: &mut Tx, submission_ids: &[i64]) -> Result<Vec<(i64, Date)>> {
    let mut found = Vec::new();
    for chunk in submission_ids.chunks(IN_LIMIT) {
        let mut values = Vec::new();
        let list = in_list(1, &mut values, chunk.iter().map(|id| Value::Int(Some(*id))));
        let sql = format!("select submission_id, due_on from owed where leads and submission_id in ({list}) order by submission_id");
        found.extend(tx.all::<(i64, Date)>(sql, &values).await?);
    }
    Ok(found)
}

/// Takes what is owed on a matter's filing from the clocks as they are now, and whether the filing is open from its matters.
/// Call it after clocks or the state were changed, in the same transaction.
pub async fn refresh(tx: &mut Tx, matter_id: i64) -> Result<()> {
    let filing: Option<(i64, i64)> = tx
        .optional("select s.id, s.org_id from matter m join submission s on s.id = m.submission_id where m.id = $1", args![matter_id])
        .await?;
    let Some((submission_id, filing_org_id)) = filing else { return Ok(()) };
    let open: Vec<(i64, Date, TermId, bool)> = tx
        .all(
            "select matter_id, due_on, term, provisional from clock where submission_id = $1 and open order by due_on, id",
            args![submission_id],
        )
        .await?;
    let matters: Vec<(i64, i64, Option<i64>)> =
        tx.all("select id, org_id, officer_id from matter where submission_id = $1 order by id", args![submission_id]).await?;
    let mut rows: Vec<Owed> = matters
        .into_iter()
        .filter_map(|(matter_id, org_id, officer_id)| {
            let &(_, due_on, term, provisional) = open.iter().find(|(owner, ..)| *owner == matter_id)?;
            Some(Owed { submission_id, matter_id, org_id, officer_id, due_on, term, provisional, leads: false, filing_org_id })
        })
        .collect();
    mark_earliest(&mut rows);
    tx.execute("delete from owed where submission_id = $1", args![submission_id]).await?;
    insert_many(tx, &rows).await?;
    tx.execute(
        "update submission set open = exists (select 1 from matter m where m.submission_id = submission.id and m.open) where id = $1",
        args![submission_id],
    )
    .await
    .map(|_| ())
}

/// Says of the rows of one filing which is the earliest.
pub fn mark_earliest(rows: &mut [Owed]) {
    let earliest = rows.iter().map(|row| (row.due_on, row.matter_id)).min();
    for row in rows {
        row.leads = Some((row.due_on, row.matter_id)) == earliest;
    }
}

/// A matter's earliest clock as it was counted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub submission_id: i64,
    pub matter_id: i64,
    pub due_on: Date,
    pub term: TermId,
    pub provisional: bool,
    pub leads: bool,
}

/// Gives many matters their days at once, after `clock::set_due_days`.
pub async fn set_days(tx: &mut Tx, moved: &[Moved]) -> Result<()> {
    const COLUMNS: usize = 6;
    let takes_bulk = tx.dialect().takes_bulk;
    let size = if takes_bulk { moved.len().max(1) } else { IN_LIMIT / 4 };
    for chunk in moved.chunks(size) {
        let mut values = Vec::with_capacity(chunk.len() * COLUMNS);
        for row in chunk {
            values.extend([
                Value::Int(Some(row.submission_id)),
                Value::Int(Some(row.matter_id)),
                Value::Owned(Some(row.due_on.to_string())),
                row.term.encode(),
                Value::Bool(Some(row.provisional)),
                Value::Bool(Some(row.leads)),
            ]);
        }
        let rows = if takes_bulk {
            "unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::boolean[]) \
             as v (column1, column2, column3, column4, column5, column6)"
                .to_owned()
        } else {
            format!("(values {}) as v", tuples(tx.dialect(), chunk.len(), COLUMNS))
        };
        // Databases call the columns of a list of values column1, column2…
        let sql = format!(
            "with counted as (select * from {rows}) update owed set due_on = counted.column3, term = counted.column4, \
             provisional = counted.column5, leads = counted.column6 \
             from counted where owed.submission_id = counted.column1 and owed.matter_id = counted.column2"
        );
        if takes_bulk {
            tx.execute_arrays(sql, &values, COLUMNS).await?;
        } else {
            tx.execute_built(sql, &values).await?;
        }
    }
    Ok(())
}

/// A matter went to another unit or officer.
pub(crate) async fn set_charge(tx: &mut Tx, matter_id: i64, org_id: i64, officer_id: Option<i64>) -> Result<()> {
    tx.execute(
        "update owed set org_id = $1, officer_id = $2 \
         where submission_id = (select submission_id from matter where id = $3) and matter_id = $3",
        args![org_id, officer_id, matter_id],
    )
    .await
    .map(|_| ())
}

/// A filing with its matters went to another unit; officers of the old unit are taken off.
pub(crate) async fn set_organisation(tx: &mut Tx, submission_id: i64, org_id: i64) -> Result<()> {
    tx.execute("update owed set org_id = $1, officer_id = null where submission_id = $2 and org_id <> $1", args![org_id, submission_id])
        .await?;
    tx.execute("update owed set filing_org_id = $1 where submission_id = $2", args![org_id, submission_id]).await.map(|_| ())
}
