//! 异议 and how they were answered.

use casework::registry::{ObjectionChannel, ObjectionOutcome};
use jiff::civil::Date;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// An objection.
    pub Objection of "registry_objection" {
        id: i64,
        entry_id: i64,
        channel: ObjectionChannel,
        received_on: Date,
        due_on: Date,
        provisional: bool,
        /// What the person says, sealed.
        words: Vec<u8>,
        recorded_by: i64,
        outcome: Option<ObjectionOutcome>,
        answered_by: Option<i64>,
        answered_on: Option<Date>,
        /// The reasons given, sealed.
        answer: Option<Vec<u8>>,
    }
}

/// The id of a new objection, to which its words are bound.
pub async fn reserve_objection(tx: &mut Tx) -> Result<i64> {
    tx.reserve("registry_objection", 1).await
}

pub async fn insert_objection(tx: &mut Tx, objection: &Objection) -> Result<()> {
    insert_row(tx, objection).await
}

/// Oldest first.
pub async fn objections_of(tx: &mut Tx, entry_id: i64) -> Result<Vec<Objection>> {
    tx.all(select::<Objection>("where entry_id = $1 order by id"), args![entry_id]).await
}

/// Writes the answer to an objection that has none. `false` = it has one.
pub async fn answer_objection(tx: &mut Tx, id: i64, outcome: ObjectionOutcome, by: i64, on: Date, answer: &[u8]) -> Result<bool> {
    let changed = tx
        .execute(
            "update registry_objection set outcome = $1, answered_by = $2, answered_on = $3, answer = $4 where id = $5 and outcome is null",
            args![outcome, by, on, answer, id],
        )
        .await?;
    Ok(changed == 1)
}
