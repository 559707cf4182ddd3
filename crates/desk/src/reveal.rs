//! Clear values, for a purpose, on record.

use casework::codes::FieldClass;
use jiff::Timestamp;
use store::access::NewAccess;

use crate::access::{self, Released};
use crate::personal::{self, Clear};
use crate::view::{Revealed, RevealedField};
use crate::{Actor, Desk, DeskError, Permission, case, time};

/// Kind of the access record of [`reveal`].
pub(crate) const REVEAL: &str = "reveal";

/// Shows one class of a filing's personal values. That it was shown is written and committed before the value is opened.
#[crate::boxed]
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
    show(desk, actor, submission_id, class, purpose, now).await
}

/// For whoever may know of the filing: it is in their units, or shared with theirs. The policies have the word on the value.
pub(crate) async fn show(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    class: FieldClass,
    purpose: &str,
    now: Timestamp,
) -> Result<Revealed, DeskError> {
    let purpose = access::purpose(purpose)?;
    let (submission, released, sealed) = store::transact!(&desk.store_of(actor), async |tx| -> Result<_, DeskError> {
        let submission = store::submission::get(tx, submission_id).await?.ok_or(DeskError::NotFound)?;
        let filing = case::for_policies(desk, tx, &submission).await?;
        if !actor.sees_org(submission.org_id) && !filing.shared.contains(&actor.org_id) {
            return Err(DeskError::NotFound);
        }
        let grant = access::clear(actor, class, &filing, &purpose)?;
        let (released, _) = grant.record(tx, REVEAL, 1, now).await?;
        Ok((submission, released, store::sealed::cell(tx, submission_id, class).await?))
    })?;
    let clear = personal::open(desk.vault(), class, submission_id, sealed.as_deref())?;
    let fields = clear.map(|clear| fields(class, &clear, &released)).transpose()?;
    Ok(Revealed {
        submission_id,
        submission_no: submission.submission_no,
        class,
        purpose,
        fields: fields.unwrap_or_default(),
        recorded_at: time::shown(now),
    })
}

/// The parts of a class that were filed, each with its label.
fn fields(class: FieldClass, clear: &Clear, released: &Released) -> Result<Vec<RevealedField>, DeskError> {
    let labels: &[&str] = match class {
        FieldClass::Agent => &["代理人", "代理人电话"],
        FieldClass::Consignee => &["收货人", "收货电话", "收货地址"],
        FieldClass::Narrative => &["内容", "诉求"],
        FieldClass::Name | FieldClass::IdNo | FieldClass::Phone | FieldClass::Address | FieldClass::Account => &[class.label()],
    };
    let parts = labels.iter().enumerate().filter(|(part, _)| clear.has(*part));
    parts.map(|(part, label)| Ok(RevealedField { label: (*label).to_owned(), value: clear.shown(part, released)?.to_owned() })).collect()
}

/// Records that a person took personal data of several filings in one go.
pub(crate) async fn record_bulk(
    desk: &Desk,
    account_id: i64,
    kind: &str,
    purpose: &str,
    count: i64,
    now: Timestamp,
) -> Result<(), DeskError> {
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
