//! 程序事项: what goes on within matters.

use casework::proceeding::{ProceedingKind, ProceedingState};
use jiff::civil::Date;

use crate::table::{args, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// One thing that goes on or went on.
    pub Proceeding of "proceeding" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        kind: ProceedingKind,
        state: ProceedingState,
        opened_on: Date,
        due_on: Option<Date>,
        closed_on: Option<Date>,
    }
}

/// Ids for that many new rows; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("proceeding", count).await
}

pub async fn insert_many(tx: &mut Tx, rows: &[Proceeding]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Ends what is going on under that id. Whether it exists.
pub async fn close(tx: &mut Tx, id: i64, state: ProceedingState, on: Date) -> Result<bool> {
    let changed = tx.execute("update proceeding set state = $1, closed_on = $2 where id = $3", args![state, on, id]).await?;
    Ok(changed == 1)
}

/// Of a matter, oldest first.
pub async fn of_matter(tx: &mut Tx, matter_id: i64) -> Result<Vec<Proceeding>> {
    tx.all(select::<Proceeding>("where matter_id = $1 order by id"), args![matter_id]).await
}

/// Of a filing, oldest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Proceeding>> {
    tx.all(select::<Proceeding>("where submission_id = $1 order by id"), args![submission_id]).await
}
