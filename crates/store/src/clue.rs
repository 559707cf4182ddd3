//! 线索: suspected violations, each with a life of its own.

use casework::clue::{ClueOrigin, ClueState};
use jiff::civil::Date;

use crate::table::{args, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// A clue. It belongs to the matter that it was born with or found in.
    pub Clue of "clue" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        origin: ClueOrigin,
        state: ClueState,
        found_on: Date,
        raised_by: Option<i64>,
        /// What the officer noted, sealed.
        note: Option<Vec<u8>>,
        version: i64,
    }
}

/// Ids for that many new clues; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("clue", count).await
}

pub async fn insert_many(tx: &mut Tx, rows: &[Clue]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Clue>> {
    tx.optional(select::<Clue>("where id = $1"), args![id]).await
}

pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Clue>> {
    tx.all(select::<Clue>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// Changes the state of a clue that still has this version. `false` = somebody else was faster, nothing was written.
#[must_use = "nothing was written when somebody else was faster"]
pub async fn update_state(tx: &mut Tx, id: i64, version: i64, state: ClueState) -> Result<bool> {
    let changed =
        tx.execute("update clue set state = $1, version = version + 1 where id = $2 and version = $3", args![state, id, version]).await?;
    Ok(changed == 1)
}
