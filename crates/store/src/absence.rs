//! 请假与代理: who is away until when, and who stands in for them.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// An absence, both days included. With a deputy it hands the role over for as long.
    pub Absence of "absence" {
        id: i64,
        account_id: i64,
        deputy_id: Option<i64>,
        from_on: Date,
        until_on: Date,
        /// Nobody for a command run on the machine itself.
        recorded_by: Option<i64>,
        recorded_at: Timestamp,
        /// Back earlier than planned.
        ended_at: Option<Timestamp>,
    }
}

/// The id of a new absence.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("absence", 1).await
}

pub async fn insert(tx: &mut Tx, absence: &Absence) -> Result<()> {
    insert_row(tx, absence).await
}

/// Those who are away on that day.
pub async fn standing(tx: &mut Tx, on: Date) -> Result<Vec<Absence>> {
    tx.all(select::<Absence>("where ended_at is null and from_on <= $1 and until_on >= $1 order by id"), args![on]).await
}

/// Those who are away on that day or will be after it, by first day.
pub async fn not_over(tx: &mut Tx, on: Date) -> Result<Vec<Absence>> {
    tx.all(select::<Absence>("where ended_at is null and until_on >= $1 order by from_on, id"), args![on]).await
}

/// Absences that this person stands in for on that day.
pub async fn stood_in_for(tx: &mut Tx, deputy_id: i64, on: Date) -> Result<Vec<Absence>> {
    let rest = "where ended_at is null and from_on <= $1 and until_on >= $1 and deputy_id = $2 order by id";
    tx.all(select::<Absence>(rest), args![on, deputy_id]).await
}

/// Ends what stands of a person's absences. Gives how many.
pub async fn end(tx: &mut Tx, account_id: i64, at: Timestamp) -> Result<u64> {
    tx.execute("update absence set ended_at = $1 where account_id = $2 and ended_at is null", args![at, account_id]).await
}
