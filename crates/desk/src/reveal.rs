//! Clear values, for a purpose, on record.

use casework::codes::FieldClass;
use jiff::Timestamp;
use store::access::NewAccess;

use crate::personal::{self, Clear};
use crate::view::{Revealed, RevealedField};
use crate::{Actor, Desk, DeskError, Permission, time};

/// The shortest purpose, in characters other than white space: long enough to say something to whoever reads the record.
const PURPOSE_CHARS: usize = 4;

/// Kind of the access record of [`reveal`].
pub(crate) const REVEAL: &str = "reveal";

/// Shows one class of a filing's personal values. That it was shown is written and committed before the value is opened.
pub async fn reveal(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    class: FieldClass,
    purpose: &str,
    now: Timestamp,
) -> Result<Revealed, DeskError> {
    actor.require(Permission::ViewCases)?;
    actor.require(Permission::Reveal)?;
    let purpose = self::purpose(purpose)?;
    let access = NewAccess {
        account_id: Some(actor.account_id),
        kind: REVEAL.to_owned(),
        submission_id: Some(submission_id),
        field_class: Some(class),
        purpose: purpose.clone(),
        subject_count: 1,
        at: now,
    };
    let (submission, sealed) = store::transact!(desk.store(), async |tx| -> Result<_, DeskError> {
        let submission = store::submission::get(tx, submission_id).await?;
        let submission = submission.filter(|submission| actor.sees_org(submission.org_id)).ok_or(DeskError::NotFound)?;
        store::access::record(tx, &access).await?;
        Ok((submission, store::sealed::cell(tx, submission_id, class).await?))
    })?;
    let clear = personal::open(desk.vault(), class, submission_id, sealed.as_deref())?;
    Ok(Revealed {
        submission_id,
        submission_no: submission.submission_no,
        class,
        purpose,
        fields: clear.map(|clear| fields(class, &clear)).unwrap_or_default(),
        recorded_at: time::shown(now),
    })
}

/// The purpose as it goes on record; `Invalid` when it says nothing.
pub(crate) fn purpose(text: &str) -> Result<String, DeskError> {
    let purpose = casework::values::clean_text(text);
    let chars = purpose.chars().filter(|c| !c.is_whitespace()).count();
    if chars < PURPOSE_CHARS {
        Err(DeskError::invalid("purpose", format!("请写明用途，不少于{PURPOSE_CHARS}个字")))
    } else {
        Ok(purpose)
    }
}

/// The parts of a class that were filed, each with its label.
fn fields(class: FieldClass, clear: &Clear) -> Vec<RevealedField> {
    let labels: &[&str] = match class {
        FieldClass::Agent => &["代理人", "代理人电话"],
        FieldClass::Consignee => &["收货人", "收货电话", "收货地址"],
        FieldClass::Narrative => &["内容", "诉求"],
        FieldClass::Name | FieldClass::IdNo | FieldClass::Phone | FieldClass::Address | FieldClass::Account => &[class.label()],
    };
    labels
        .iter()
        .enumerate()
        .map(|(part, label)| RevealedField { label: (*label).to_owned(), value: clear.part(part).to_owned() })
        .filter(|field| !field.value.is_empty())
        .collect()
}

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
