//! 保护标记 by an officer: set with a reason, lifted with a reason. While one stands, adverse acts are refused.

use casework::codes::Protection;
use casework::decision::{self, Reason, Refusal};
use jiff::Timestamp;
use vault::{Cell, Class};

use super::basis::Basis;
use super::write::{Place, record};
use super::{Pen, docket};
use crate::{Actor, Desk, DeskError, Permission, random, registry};

/// Where a flag comes from when an officer set it.
pub(super) const BY_OFFICER: &str = "officer";

pub(super) const fn lift_cell(protection_id: i64) -> Cell {
    Cell { table: "protection", column: "lift_reason", row: protection_id }
}

const fn reason_cell(protection_id: i64) -> Cell {
    Cell { table: "protection", column: "reason", row: protection_id }
}

/// 标记保护.
#[crate::boxed]
pub async fn protect(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    kind: Protection,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Protect, now)?;
    let reason = Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        docket::submission(tx, actor, submission_id).await?;
        let happened = decision::protect(kind, &pen.officer, &reason, pen.on);
        let id = store::protection::reserve(tx, 1).await?;
        let row = store::protection::Protection {
            id,
            submission_id,
            kind,
            source: BY_OFFICER.to_owned(),
            reason: Some(desk.vault().seal(Class::Reason, &reason_cell(id), reason.as_str().as_bytes(), &mut random::rng())),
            set_by: Some(actor.account_id),
            set_at: now,
            lifted_by: None,
            lifted_at: None,
            lift_reason: None,
        };
        store::protection::insert_many(tx, &[row]).await?;
        let place = Place { submission_id, matter_id: None, clue_id: None, referral_id: None, rules_id: None };
        record(tx, &pen, place, &happened, &Basis::default()).await?;
        registry::look_again(desk, tx, now).await
    })
}

/// 解除保护标记 that stands on a filing.
#[crate::boxed]
pub async fn lift_protection(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    protection_id: i64,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Protect, now)?;
    let reason = Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let submission = docket::submission(tx, actor, submission_id).await?;
        let flags = store::protection::of_submission(tx, submission_id).await?;
        let flag = flags.iter().find(|flag| flag.id == protection_id).ok_or(DeskError::NotFound)?;
        let matters = store::matter::of_submission(tx, submission_id).await?;
        let row = matters.first().ok_or(DeskError::NotFound)?;
        let standing = flags.iter().filter(|flag| flag.lifted_at.is_none()).map(|flag| flag.kind).collect();
        let matter = docket::to_case(&submission, row, &[], standing)?;
        let happened = decision::lift_protection(&matter, flag.kind, &pen.officer, &reason, pen.on)?;
        let sealed = desk.vault().seal(Class::Reason, &lift_cell(protection_id), reason.as_str().as_bytes(), &mut random::rng());
        if !store::protection::lift(tx, protection_id, actor.account_id, now, &sealed).await? {
            return Err(Refusal::NotProtected { flag: flag.kind }.into());
        }
        let place = Place { submission_id, matter_id: None, clue_id: None, referral_id: None, rules_id: None };
        record(tx, &pen, place, &happened, &Basis::default()).await.map(|_| ())
    })
}
