//! 移送: suspected crimes on their way to the police.

use casework::referral::{ReferralState, Suspect};
use jiff::civil::{Date, DateTime};

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// A referral. Its words are sealed with its decisions.
    pub Referral of "referral" {
        id: i64,
        submission_id: i64,
        matter_id: i64,
        clue_id: Option<i64>,
        state: ReferralState,
        suspect: Suspect,
        /// Id of the threshold in the law on file.
        crime: String,
        amount_fen: i64,
        times: i64,
        officer_one: i64,
        officer_two: i64,
        proposed_on: Date,
        /// By when the police have to have it, to the minute; set when it is approved.
        send_by: Option<DateTime>,
        version: i64,
    }
}

/// The id of a new referral.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("referral", 1).await
}

pub async fn insert(tx: &mut Tx, referral: &Referral) -> Result<()> {
    insert_row(tx, referral).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Referral>> {
    tx.optional(select::<Referral>("where id = $1"), args![id]).await
}

pub async fn of_submission(tx: &mut Tx, submission_id: i64) -> Result<Vec<Referral>> {
    tx.all(select::<Referral>("where submission_id = $1 order by id"), args![submission_id]).await
}

/// Changes a referral that still has this version. `false` = somebody else was faster, nothing was written.
#[must_use = "nothing was written when somebody else was faster"]
pub async fn update(tx: &mut Tx, id: i64, version: i64, state: ReferralState, send_by: Option<DateTime>) -> Result<bool> {
    let changed = tx
        .execute(
            "update referral set state = $1, send_by = $2, version = version + 1 where id = $3 and version = $4",
            args![state, send_by, id, version],
        )
        .await?;
    Ok(changed == 1)
}
