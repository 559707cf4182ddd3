//! 送达: how issued papers reached people. Only ever added, but for the day on which a public notice counts.

use casework::service::{Recipient, ServiceWay};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// One service of one paper on one recipient.
    pub PaperService of "paper_service" {
        id: i64,
        paper_id: i64,
        submission_id: i64,
        recipient: Recipient,
        way: ServiceWay,
        /// Taken, left, arrived or published on this day.
        happened_on: Date,
        /// From which day the service counts; nothing while a public notice runs.
        served_on: Option<Date>,
        /// The last day of a public notice.
        announced_until: Option<Date>,
        /// Sealed: who signed, who witnessed, the number of the letter.
        note: Option<Vec<u8>>,
        recorded_by: i64,
        recorded_at: Timestamp,
        /// The time of day, `16:20`, where a term is counted in hours.
        happened_at: Option<String>,
    }
}

/// The id of a new record; its sealed note is bound to it.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("paper_service", 1).await
}

pub async fn insert(tx: &mut Tx, service: &PaperService) -> Result<()> {
    insert_row(tx, service).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<PaperService>> {
    tx.optional(select::<PaperService>("where id = $1"), args![id]).await
}

/// Of one paper, oldest first.
pub async fn of_paper(tx: &mut Tx, paper_id: i64) -> Result<Vec<PaperService>> {
    tx.all(select::<PaperService>("where paper_id = $1 order by id"), args![paper_id]).await
}

/// Of all papers of a filing, oldest first.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<PaperService>> {
    tx.all(select::<PaperService>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// A public notice whose term has passed counts from this day on; `false` when it already did.
pub async fn complete(tx: &mut Tx, id: i64, served_on: Date) -> Result<bool> {
    let sql = "update paper_service set served_on = $2 where id = $1 and served_on is null";
    Ok(tx.execute(sql, args![id, served_on]).await? == 1)
}
