//! 并案: matters that are handled with another one. Undone, never deleted.

use casework::matter::MatterState;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// One matter put to another.
    pub Bond of "bond" {
        id: i64,
        /// Code of the act that made it.
        kind: String,
        lead_matter_id: i64,
        lead_submission_id: i64,
        matter_id: i64,
        submission_id: i64,
        /// Where the matter stood before; none where it goes on by itself (共同投诉).
        former_state: Option<MatterState>,
        /// From when the lead's term counted before new facts restarted it.
        restarted_from: Option<Date>,
        made_by: i64,
        made_at: Timestamp,
        undone_by: Option<i64>,
        undone_at: Option<Timestamp>,
    }
}

/// The id of a new bond.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("bond", 1).await
}

pub async fn insert(tx: &mut Tx, bond: &Bond) -> Result<()> {
    insert_row(tx, bond).await
}

/// The bonds that stand by which other matters hang on this one.
pub async fn of_lead(tx: &mut Tx, lead_matter_id: i64) -> Result<Vec<Bond>> {
    tx.all(select::<Bond>("where lead_matter_id = $1 and undone_at is null order by id"), args![lead_matter_id]).await
}

/// The bonds that stand by which this matter hangs on others.
pub async fn of_matter(tx: &mut Tx, matter_id: i64) -> Result<Vec<Bond>> {
    tx.all(select::<Bond>("where matter_id = $1 and undone_at is null order by id"), args![matter_id]).await
}

/// The bonds that stand on a filing, on either end.
pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Bond>> {
    tx.all(select::<Bond>("where (submission_id = $1 or lead_submission_id = $1) and undone_at is null order by id"), args![submission_id])
        .await
}

/// Undoes a bond that stands. `false` = it did not stand.
pub async fn undo(tx: &mut Tx, id: i64, by: i64, at: Timestamp) -> Result<bool> {
    let changed =
        tx.execute("update bond set undone_by = $1, undone_at = $2 where id = $3 and undone_at is null", args![by, at, id]).await?;
    Ok(changed == 1)
}
