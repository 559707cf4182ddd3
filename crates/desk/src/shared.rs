//! 与其他部门共享: a 联络员 sees what concerns their own unit, masked; a court or the police one class in clear, for their
//! purpose, on record. Everything else does not exist for them.

use casework::codes::{Department, FieldClass};
use jiff::Timestamp;
use store::Tx;
use store::share::Share;
use store::submission::Submission;

use crate::access::{self, Filing, PurposeKind};
use crate::view::{Revealed, SharedFact, SharedField, SharedList, SharedPage, SharedRow};
use crate::{Actor, Desk, DeskError, Permission, case, personal, reveal, wording};

/// Rows of a page.
const PAGE: i64 = 50;

/// Why a filing is shared: codes of `submission_share.ground`.
const BY_FACT: &str = "fact";
const BY_REFERRAL: &str = "referral";

fn ground(code: &str) -> &'static str {
    if code == BY_REFERRAL { "移送本单位" } else { "本单位提供的事实" }
}

/// Shares with every unit of another department the filings about which it contributed facts.
pub(crate) async fn by_facts(tx: &mut Tx, now: Timestamp) -> Result<(), DeskError> {
    store::share::by_facts(tx, Department::MarketSupervision, BY_FACT, now).await?;
    Ok(())
}

/// Shares a filing that was referred with the police of the handling unit's region; where it has none, with those of the city.
pub(crate) async fn with_police(desk: &Desk, tx: &mut Tx, submission_id: i64, org_id: i64, now: Timestamp) -> Result<(), DeskError> {
    let region = desk.units().get(org_id).map(|unit| unit.region.as_str());
    let police = || desk.units().all().iter().filter(|unit| unit.department == Department::Police);
    let unit = police().find(|unit| Some(unit.region.as_str()) == region).or_else(|| police().find(|unit| unit.parent_id.is_none()));
    if let Some(unit) = unit {
        let share = Share { org_id: unit.id, submission_id, ground: BY_REFERRAL.to_owned(), made_at: now };
        store::share::add(tx, &[share]).await?;
    }
    Ok(())
}

/// What concerns the actor's unit, latest first; `before` is the last id of the page before.
#[crate::boxed]
pub async fn list(desk: &Desk, actor: &Actor, before: Option<i64>) -> Result<SharedList, DeskError> {
    actor.require(Permission::ViewShared)?;
    let mut tx = desk.store_of(actor).read().await?;
    let mut rows = store::share::page_before(&mut tx, actor.org_id, before.unwrap_or(i64::MAX), PAGE + 1).await?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next_before = rows.last().map(|row| row.submission_id).filter(|_| more);
    Ok(SharedList { org: actor.org_name.clone(), rows: rows.into_iter().map(|row| shown(desk, row)).collect(), next_before })
}

fn shown(desk: &Desk, row: store::share::SharedRow) -> SharedRow {
    SharedRow {
        submission_id: row.submission_id,
        submission_no: row.submission_no,
        received_on: row.received_on,
        kind: row.kind.label(),
        operator: row.operator_name,
        issue: row.issue.map(|issue| issue.label()),
        handled_by: desk.units().get(row.org_id).map_or_else(String::new, |unit| unit.name.clone()),
        ground: ground(&row.ground),
        open: row.open,
    }
}

/// A filing that concerns the actor's unit; `NotFound` for every other one.
async fn concerning(desk: &Desk, tx: &mut Tx, actor: &Actor, submission_id: i64) -> Result<(Submission, Filing), DeskError> {
    let submission = store::submission::get(tx, submission_id).await?.ok_or(DeskError::NotFound)?;
    let filing = case::for_policies(desk, tx, &submission).await?;
    if filing.shared.contains(&actor.org_id) { Ok((submission, filing)) } else { Err(DeskError::NotFound) }
}

/// One filing, as far as it concerns the actor's unit.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, submission_id: i64) -> Result<SharedPage, DeskError> {
    actor.require(Permission::ViewShared)?;
    let mut tx = desk.store_of(actor).read().await?;
    let (submission, filing) = concerning(desk, &mut tx, actor, submission_id).await?;
    let rows = store::share::page_before(&mut tx, actor.org_id, submission_id + 1, 1).await?;
    let row = rows.into_iter().next().ok_or(DeskError::NotFound)?;
    let post = actor.post();
    let purpose = PurposeKind::of(actor.department);
    let mut filer = Vec::new();
    for &class in FieldClass::ALL.iter().filter(|class| access::reads_masked(&post, **class, &filing)) {
        let sealed = store::sealed::cell(&mut tx, submission_id, class).await?;
        if let Some(clear) = personal::open(desk.vault(), class, submission_id, sealed.as_deref())? {
            let may_reveal = access::reads_clear(&post, class, &filing, purpose);
            filer.push(SharedField { class, masked: personal::masked(class, &clear), may_reveal });
        }
    }
    let facts = store::fact::of_submission(&mut tx, submission_id).await?;
    Ok(SharedPage {
        row: shown(desk, row),
        org: actor.org_name.clone(),
        states: store::matter::of_submission(&mut tx, submission.id)
            .await?
            .iter()
            .map(|matter| wording::state_badge(matter.state))
            .collect(),
        filer,
        facts: facts
            .into_iter()
            .filter(|fact| fact.organ == actor.org_name)
            .map(|fact| SharedFact {
                kind: fact.kind.label(),
                fact_no: fact.fact_no,
                happened_on: fact.happened_on,
                result: fact.result.label(),
                result_on: fact.result_on,
            })
            .collect(),
        purpose: purpose.label(),
    })
}

/// One class in clear, for the purpose of the actor's department. On record before the value is opened.
#[crate::boxed]
pub async fn reveal(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    class: FieldClass,
    purpose: &str,
    now: Timestamp,
) -> Result<Revealed, DeskError> {
    actor.require(Permission::ViewShared)?;
    reveal::show(desk, actor, submission_id, class, purpose, now).await
}
