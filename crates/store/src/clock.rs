//! 期限: the clocks of matters, and of the clues that were found in them.

use casework::clock::{Clock as CaseClock, ClockState, TermId};
use jiff::civil::Date;

use crate::table::{args, insert_all, select, table};
use crate::{Result, StoreError, Tx};

table! {
    /// A clock. `state` and `state_on` are the parts of `casework::clock::ClockState`.
    pub Clock of "clock" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        /// A clue's own clock: runs on when the matter is closed.
        clue_id: Option<i64>,
        term: TermId,
        started_on: Date,
        due_on: Date,
        provisional: bool,
        state: String,
        state_on: Option<Date>,
        /// `state.is_open()`.
        open: bool,
    }
}

/// What a clock runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub submission_id: i64,
    pub matter_id: i64,
    pub clue_id: Option<i64>,
}

impl Clock {
    pub fn new(id: i64, owner: Owner, clock: &CaseClock) -> Self {
        Self {
            id,
            submission_id: owner.submission_id,
            matter_id: owner.matter_id,
            clue_id: owner.clue_id,
            term: clock.term,
            started_on: clock.started_on,
            due_on: clock.due_on,
            provisional: clock.provisional,
            state: clock.state.code().to_owned(),
            state_on: clock.state.date(),
            open: clock.state.is_open(),
        }
    }

    /// The clock as the casework room speaks of it.
    pub fn to_case(&self) -> Result<CaseClock> {
        let state =
            ClockState::from_parts(&self.state, self.state_on).ok_or(StoreError::Corrupt { what: "an unknown state of a clock" })?;
        Ok(CaseClock { term: self.term, started_on: self.started_on, due_on: self.due_on, provisional: self.provisional, state })
    }
}

/// Ids for that many new clocks; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("clock", count).await
}

/// Writes new clocks. Follow with `matter::refresh_due`, unless the matter was written with its `due_on`.
pub async fn insert_many(tx: &mut Tx, rows: &[Clock]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// Changes the state and due day of a clock. Whether it exists. Follow with `matter::refresh_due`.
pub async fn update(tx: &mut Tx, id: i64, due_on: Date, state: &ClockState) -> Result<bool> {
    let changed = tx
        .execute(
            "update clock set due_on = $1, state = $2, state_on = $3, open = $4 where id = $5",
            args![due_on, state.code(), state.date(), state.is_open(), id],
        )
        .await?;
    Ok(changed == 1)
}

/// All clocks of a matter, its clues' among them, in the order in which they started.
pub async fn of_matter(tx: &mut Tx, matter_id: i64) -> Result<Vec<Clock>> {
    tx.all(select::<Clock>("where matter_id = $1 order by id"), args![matter_id]).await
}

/// All clocks of a filing.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Clock>> {
    tx.all(select::<Clock>("where submission_id = $1 order by id"), args![submission_id]).await
}
