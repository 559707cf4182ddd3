//! 承办人认定 and 研判反馈: what an officer finds beyond every condition, and what the findings of a run were worth.

use assess::{Applies, Body, Circumstance, Evidence, Join, Node};
use casework::codes::MatterKind;
use casework::decision::{self, CaseEvent, Reason};
use jiff::Timestamp;
use store::Tx;
use store::finding_outcome::FindingOutcome;
use vault::{Cell, Class};

use super::basis::Basis;
use super::write::{Place, record};
use super::{Pen, docket};
use crate::view::Outcome;
use crate::{Actor, Desk, DeskError, Permission, random, registry};

/// Where the reason of an officer's own finding is sealed.
pub(super) const fn own_cell(finding_id: i64) -> Cell {
    Cell { table: "own_finding", column: "reason", row: finding_id }
}

/// Where the reason of a word on a finding is sealed.
pub(super) const fn outcome_cell(outcome_id: i64) -> Cell {
    Cell { table: "finding_outcome", column: "reason", row: outcome_id }
}

/// A circumstance without conditions: an officer finds it. 岳市监〔2024〕16号 2(8) and 3(6).
pub(super) const fn is_by_officer(circumstance: &Circumstance) -> bool {
    circumstance.hit.is_none() && circumstance.hint.is_none()
}

/// Whether a circumstance speaks of a matter of that kind.
pub(super) const fn applies(circumstance: &Circumstance, kind: MatterKind) -> bool {
    match circumstance.applies_to {
        Applies::Complaint => matches!(kind, MatterKind::Complaint),
        Applies::Tipoff => matches!(kind, MatterKind::Tipoff),
        Applies::Any => true,
    }
}

/// 认定: an officer finds that a circumstance is met that no condition can tell, and says why. It stays until the officer's own
/// word on it says otherwise; a run does not touch it. A protection that stands keeps it from being made.
#[crate::boxed]
pub async fn find(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    circumstance: &str,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let circumstance = desk.circumstances().get(circumstance).filter(|known| is_by_officer(known));
    let circumstance = circumstance.ok_or_else(|| DeskError::invalid("circumstance", "请选择由承办人认定的情形"))?;
    let reason = Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let submission = docket::submission(tx, actor, submission_id).await?;
        let matters = store::matter::of_submission(tx, submission_id).await?;
        if !matters.iter().any(|matter| applies(circumstance, matter.kind)) {
            return Err(DeskError::invalid("circumstance", "该情形不适用于本件的事项"));
        }
        if !store::protection::standing(tx, &[submission_id]).await?.is_empty() {
            return Err(DeskError::refused("本件有保护标记，不得作出对来件人不利的认定", "请先由有权人员说明理由并解除保护标记。"));
        }
        let current = store::finding::of_submission(tx, submission_id).await?;
        if current.iter().any(|finding| finding.circumstance == circumstance.id) {
            return Err(DeskError::refused("本件已经作出该项认定", "对已有的认定有不同意见的，请在该认定下反馈。"));
        }
        let run = store::assess_run::latest_in(tx, crate::assessment::FINISHED).await?;
        let run = run.ok_or_else(|| DeskError::refused("尚未研判过", "请在第一次研判之后再作认定。"))?;
        let id = store::finding::reserve(tx, 1).await?;
        let met =
            Node {
                label: "承办人说明事实和理由后认定".to_owned(), met: true, body: Body::Join { join: Join::All, children: Vec::new() }
            };
        let row = store::finding::Finding {
            id,
            submission_id,
            circumstance: circumstance.id.clone(),
            verdict: assess::Verdict::Hit.code().to_owned(),
            instrument: circumstance.instrument.clone(),
            clause: circumstance.citation.clone(),
            in_force: desk.law().in_force(&circumstance.instrument, submission.received_on),
            summary: "承办人认定，事实和理由见下。".to_owned(),
            evidence: Evidence { supporting: met, opposing: Vec::new() }.to_json(),
            cited: String::new(),
            rules_version: circumstance.version.clone(),
            as_of: pen.on,
            run_id: run.id,
            current: true,
        };
        store::finding::insert_many(tx, &[row]).await?;
        let sealed = desk.vault().seal(Class::Reason, &own_cell(id), reason.as_str().as_bytes(), &mut random::rng());
        let own = store::finding::Own { finding_id: id, account_id: actor.account_id, reason: sealed, made_at: now };
        store::finding::insert_own(tx, &own).await?;
        let happened = decision::make_finding(&pen.officer, &circumstance.id, &reason, pen.on);
        told(tx, &pen, submission_id, &happened).await?;
        registry::look_again(desk, tx, now).await
    })
}

/// 反馈: whether a current finding proved right. An officer's own finding that is unfounded or not needed is retired with it;
/// a finding of a run stays, since the facts still say so, with the word beside it.
#[crate::boxed]
pub async fn judge_finding(
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    finding_id: i64,
    outcome: Outcome,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let reason = Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        docket::submission(tx, actor, submission_id).await?;
        let current = store::finding::of_submission(tx, submission_id).await?;
        // A run may have written it anew since the officer saw it.
        let finding = current.iter().find(|finding| finding.id == finding_id).ok_or(DeskError::Conflict)?;
        let id = store::finding_outcome::reserve(tx, 1).await?;
        let row = FindingOutcome {
            id,
            finding_id,
            submission_id,
            circumstance: finding.circumstance.clone(),
            rules_version: finding.rules_version.clone(),
            verdict: finding.verdict.clone(),
            outcome: outcome.code().to_owned(),
            reason: desk.vault().seal(Class::Reason, &outcome_cell(id), reason.as_str().as_bytes(), &mut random::rng()),
            account_id: actor.account_id,
            at: now,
        };
        store::finding_outcome::insert(tx, &row).await?;
        if outcome != Outcome::Confirmed && !store::finding::own(tx, &[finding_id]).await?.is_empty() {
            store::finding::retire(tx, &[finding_id]).await?;
        }
        let happened = decision::judge_finding(&pen.officer, &finding.circumstance, outcome.code(), &reason, pen.on);
        told(tx, &pen, submission_id, &happened).await?;
        registry::look_again(desk, tx, now).await
    })
}

/// Writes the line of the timeline; the reason is sealed with the finding.
async fn told(tx: &mut Tx, pen: &Pen<'_>, submission_id: i64, happened: &CaseEvent) -> Result<(), DeskError> {
    let place = Place { submission_id, matter_id: None, clue_id: None, referral_id: None, rules_id: None };
    record(tx, pen, place, happened, &Basis::default()).await.map(|_| ())
}
