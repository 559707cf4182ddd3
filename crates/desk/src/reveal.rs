//! Clear values, for a purpose, on record.

use jiff::Timestamp;
use store::access::NewAccess;

use crate::{Desk, DeskError};

/// Records that a person took personal data of several filings in one go.
pub async fn record_bulk(desk: &Desk, account_id: i64, kind: &str, purpose: &str, count: i64, now: Timestamp) -> Result<(), DeskError> {
    let access = NewAccess {
        account_id: Some(account_id),
        kind: kind.to_owned(),
        submission_id: None,
        field_class: None,
        purpose: purpose.to_owned(),
        subject_count: count,
        at: now,
    };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::access::record(tx, &access).await?;
        Ok(())
    })
}
