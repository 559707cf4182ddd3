//! 时间线: what happened to a filing. Lines are only ever added.

use casework::decision::EventKind;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{args, insert_all, select, table};
use crate::{Result, Tx};

table! {
    /// A line of the timeline.
    pub Event of "event" {
        id: i64,
        submission_id: i64,
        matter_id: Option<i64>,
        clue_id: Option<i64>,
        decision_id: Option<i64>,
        /// When it was written down.
        at: Timestamp,
        /// The day on which it counts.
        happened_on: Date,
        /// Nobody for what the system did itself.
        account_id: Option<i64>,
        kind: EventKind,
        /// A JSON object without personal data.
        detail: String,
    }
}

/// Ids for that many new lines; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("event", count).await
}

pub async fn insert_many(tx: &mut Tx, rows: &[Event]) -> Result<()> {
    insert_all(tx, rows, "").await.map(|_| ())
}

/// The timeline of a filing, oldest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Event>> {
    tx.all(select::<Event>("where submission_id = $1 order by id"), args![submission_id]).await
}
