//! The steps of an entry: review, notice, listing, half-yearly review, renewal, withdrawal, removal.

use casework::clock::TermId;
use casework::decision::Reason;
use casework::registry::{DeferralGround, Entry, InForce, RegistryEventKind as Kind, Term};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::{Tx, registry as rows};

use super::docket::{Docket, EntryRef, wrong};
use super::papers::{self, Press};
use super::{sharing, switch};
use crate::case::Pen;
use crate::{Actor, Desk, DeskError, Permission};

/// The form of 暂缓告知.
#[derive(Clone, Default)]
pub struct DeferForm {
    /// Code of the ground.
    pub ground: String,
    pub reason: String,
}

/// What a step needs and does, so that every step goes the same way: who, the state read afresh, the question to
/// casework, the row and its line written together.
macro_rules! step {
    ($desk:expr, $actor:expr, $on:expr, $permission:expr, $now:expr, |$tx:ident, $pen:ident, $docket:ident| $body:block) => {{
        let $pen = Pen::new($desk, $actor, $permission, $now)?;
        store::transact!($desk.store(), async |$tx| -> Result<(), DeskError> {
            let $docket = Docket::open($tx, $actor, $on).await?;
            $body
        })
    }};
}

/// 复核: the second approver agrees or not, with a reason.
#[crate::boxed]
pub async fn review(desk: &Desk, actor: &Actor, on: EntryRef, agrees: bool, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    step!(desk, actor, on, Permission::ReviewRegistry, now, |tx, pen, docket| {
        let reason = Reason::new(reason)?;
        let Entry::Proposed(proposed) = docket.entry.clone() else { return Err(wrong(&docket, "复核")) };
        let (next, kind) = if agrees {
            switch::require_on(tx).await?;
            let flags = docket.protections(tx).await?;
            (Entry::Reviewed(proposed.approve(&pen.officer, &reason, pen.on, &flags)?), Kind::Approved)
        } else {
            (Entry::Ended(proposed.turn_down(&pen.officer, &reason, pen.on)?), Kind::NotApproved)
        };
        docket.put(tx, &pen, next, kind, Some(&reason), json!({})).await
    })
}

/// 告知本人, by a paper that names bases, rights and the way to object. Also later, where it was put off. How the paper
/// reached the person is recorded after it, see [`papers::serve_paper`]; without that nobody is listed.
#[crate::boxed]
pub async fn serve(desk: &Desk, actor: &Actor, on: EntryRef, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ProposeRegistry)?;
    crate::papers::require_fonts(desk).await?;
    let mut press = Press::default();
    step!(desk, actor, on, Permission::ProposeRegistry, now, |tx, pen, docket| {
        let next = match docket.entry.clone() {
            Entry::Reviewed(reviewed) => Entry::Noticed(reviewed.serve(&pen.officer, pen.on)?),
            Entry::Noticed(noticed) => Entry::Noticed(noticed.serve(&pen.officer, pen.on)?),
            Entry::InForce(in_force) => Entry::InForce(in_force.serve(&pen.officer, pen.on)?),
            Entry::Proposed(_) | Entry::Ended(_) => return Err(wrong(&docket, "告知")),
        };
        let (review_on, expires_on) = days(&pen)?;
        let paper = press.notice(tx, &pen, &docket, review_on, expires_on).await?;
        docket.put(tx, &pen, next, Kind::Noticed, None, json!({ "papers": [paper] })).await
    })
}

/// 依法暂缓告知: only on a ground that the law gives, with a reason on record.
#[crate::boxed]
pub async fn defer(desk: &Desk, actor: &Actor, on: EntryRef, form: &DeferForm, now: Timestamp) -> Result<(), DeskError> {
    let ground = DeferralGround::from_code(&form.ground).ok_or_else(|| DeskError::invalid("ground", "请选择暂缓告知的法定理由"))?;
    step!(desk, actor, on, Permission::ReviewRegistry, now, |tx, pen, docket| {
        let reason = Reason::new(&form.reason)?;
        let Entry::Reviewed(reviewed) = docket.entry.clone() else { return Err(wrong(&docket, "暂缓告知")) };
        let next = Entry::Noticed(reviewed.defer(&pen.officer, ground, &reason, pen.on)?);
        docket.put(tx, &pen, next, Kind::NoticeDeferred, Some(&reason), json!({ "ground": ground.code() })).await
    })
}

/// 列入生效: for the term that the law counts from today; the other units of the bureau are shown it from now on.
#[crate::boxed]
pub async fn list(desk: &Desk, actor: &Actor, on: EntryRef, now: Timestamp) -> Result<(), DeskError> {
    step!(desk, actor, on, Permission::ReviewRegistry, now, |tx, pen, docket| {
        switch::require_on(tx).await?;
        let flags = docket.protections(tx).await?;
        let Entry::Noticed(noticed) = docket.entry.clone() else { return Err(wrong(&docket, "列入")) };
        papers::require_notice_served(tx, &docket.row).await?;
        let (review_on, expires_on) = days(&pen)?;
        let term = Term { listed_on: pen.on, since: pen.on, review_on: Some(review_on), expires_on };
        let next = Entry::InForce(noticed.list(&pen.officer, term, &flags)?);
        sharing::share(desk, tx, docket.row.id, docket.row.org_id, pen.on).await?;
        docket.put(tx, &pen, next, Kind::Listed, None, json!({ "expires_on": expires_on.to_string() })).await
    })
}

/// The half-yearly review and the last day of an entry listed or renewed today (L-EXP).
fn days(pen: &Pen<'_>) -> Result<(jiff::civil::Date, jiff::civil::Date), DeskError> {
    let fault = |error: law::LawError| DeskError::Fault(error.to_string());
    let law = pen.desk.law();
    let review = law.due_mark(TermId::LExp, "复核", pen.on).map_err(fault)?;
    Ok((review.due_on, law.due(TermId::LExp, pen.on).map_err(fault)?.due_on))
}

/// 半年复核: somebody other than the proposer looked at it and keeps it, with a reason.
#[crate::boxed]
pub async fn review_again(desk: &Desk, actor: &Actor, on: EntryRef, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    step!(desk, actor, on, Permission::ReviewRegistry, now, |tx, pen, docket| {
        let reason = Reason::new(reason)?;
        let in_force = in_force(&docket, "复核")?;
        let next = Entry::InForce(in_force.review_again(&pen.officer, &reason, pen.on)?);
        docket.put(tx, &pen, next, Kind::ReviewedAgain, Some(&reason), json!({})).await
    })
}

/// 续期, by a second person.
#[crate::boxed]
pub async fn renew(desk: &Desk, actor: &Actor, on: EntryRef, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    step!(desk, actor, on, Permission::ReviewRegistry, now, |tx, pen, docket| {
        let reason = Reason::new(reason)?;
        switch::require_on(tx).await?;
        let flags = docket.protections(tx).await?;
        let (review_on, expires_on) = days(&pen)?;
        let renewed = in_force(&docket, "续期")?.renew(&pen.officer, &reason, pen.on, review_on, expires_on, &flags)?;
        rows::settle_pending(tx, docket.row.id).await?;
        let detail = json!({ "expires_on": expires_on.to_string() });
        docket.put(tx, &pen, Entry::InForce(renewed), Kind::Renewed, Some(&reason), detail).await
    })
}

/// 不予续期.
#[crate::boxed]
pub async fn decline_renewal(desk: &Desk, actor: &Actor, on: EntryRef, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    step!(desk, actor, on, Permission::ReviewRegistry, now, |tx, pen, docket| {
        let reason = Reason::new(reason)?;
        let next = Entry::InForce(in_force(&docket, "不予续期")?.decline_renewal(&pen.officer, &reason, pen.on)?);
        rows::delete_pending(tx, docket.row.id).await?;
        docket.put(tx, &pen, next, Kind::RenewalDeclined, Some(&reason), json!({})).await
    })
}

fn in_force(docket: &Docket, act: &'static str) -> Result<InForce, DeskError> {
    match docket.entry.clone() {
        Entry::InForce(in_force) => Ok(in_force),
        _ => Err(wrong(docket, act)),
    }
}

/// 撤回: a base fell. Every receiver is told in the same transaction (invariant 4).
#[crate::boxed]
pub async fn withdraw(desk: &Desk, actor: &Actor, on: EntryRef, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ProposeRegistry)?;
    let reason = Reason::new(reason)?;
    crate::papers::require_fonts(desk).await?;
    let mut press = Press::default();
    step!(desk, actor, on, Permission::ProposeRegistry, now, |tx, pen, docket| {
        let late = docket.row.withdraw_due_on.is_some_and(|due_on| pen.on > due_on);
        let ended = docket.entry.clone().withdraw(&pen.officer, &reason, pen.on)?;
        end(tx, &pen, &mut press, docket, (Entry::Ended(ended), Kind::Withdrawn), &reason, json!({ "late": late })).await
    })
}

/// 提前移出: no longer needed.
#[crate::boxed]
pub async fn remove(desk: &Desk, actor: &Actor, on: EntryRef, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ReviewRegistry)?;
    let reason = Reason::new(reason)?;
    crate::papers::require_fonts(desk).await?;
    let mut press = Press::default();
    step!(desk, actor, on, Permission::ReviewRegistry, now, |tx, pen, docket| {
        let ended = docket.entry.clone().remove(&pen.officer, &reason, pen.on)?;
        end(tx, &pen, &mut press, docket, (Entry::Ended(ended), Kind::Removed), &reason, json!({})).await
    })
}

async fn end(
    tx: &mut Tx,
    pen: &Pen<'_>,
    press: &mut Press,
    docket: Docket,
    (next, kind): (Entry, Kind),
    reason: &Reason,
    mut detail: Value,
) -> Result<(), DeskError> {
    detail["papers"] = json!(press.ended(tx, pen, &docket, kind.label(), reason.as_str()).await?);
    let told = rows::tell_receivers(tx, docket.row.id, pen.on).await?;
    detail["told"] = json!(told);
    docket.put(tx, pen, next, kind, Some(reason), detail).await
}
