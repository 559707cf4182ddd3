//! The derived person: whose 来件 are held to be one person's, by what, and how to take it back.

mod links;
mod months;
mod rederive;

use std::collections::BTreeSet;

use casework::codes::FieldClass;
use casework::values::Money;
use identity::Judgement;
use jiff::Timestamp;
use store::Tx;
use store::submission::Submission;
use vault::{Cell, Class};

use crate::view::{Fact, FindingBadge, PersonPage, PersonSubmission};
use crate::{Actor, Desk, DeskError, Permission, lists, personal, random, wording};

/// Filings and links that the page shows.
const SHOWN: i64 = 200;
const LINKS: i64 = 100;

/// The person's page. A person none of whose filings the actor may see does not exist for them.
pub async fn load(desk: &Desk, actor: &Actor, person_id: i64, _now: Timestamp) -> Result<PersonPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let submissions = store::submission::of_person(&mut tx, person_id, SHOWN + 1).await?;
    if !submissions.iter().any(|submission| actor.sees_org(submission.org_id)) {
        return Err(DeskError::NotFound);
    }
    let truncated = submissions.len() > SHOWN as usize;
    let submissions: Vec<Submission> = submissions.into_iter().take(SHOWN as usize).collect();
    let ids: Vec<i64> = submissions.iter().map(|submission| submission.id).collect();
    let matters = store::matter::of_submissions(&mut tx, &ids).await?;
    let shown = submissions
        .iter()
        .map(|submission| {
            let matter = matters.iter().find(|matter| matter.submission_id == submission.id);
            let words = [submission.category.map(|c| c.label()), submission.issue.map(|i| i.label()), submission.item.as_deref()];
            PersonSubmission {
                submission_id: actor.sees_org(submission.org_id).then_some(submission.id),
                submission_no: submission.submission_no.clone(),
                received_on: submission.received_on,
                kind: submission.kind,
                operator: submission.operator_name.clone(),
                summary: words.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                state: matter.map_or_else(wording::no_matter, |matter| wording::state_badge(matter.state)),
                claim: submission.claim_fen.map(|fen| Money { fen }.to_string()),
            }
        })
        .collect();
    let findings = findings(desk, &mut tx, person_id).await?;
    let months = months::filled(&store::person::months(&mut tx, person_id).await?);
    Ok(PersonPage {
        person_id,
        facts: facts(desk, &mut tx, &ids).await?,
        submission_count: u64::try_from(store::person::submission_count(&mut tx, person_id).await?).unwrap_or(0),
        months,
        submissions: shown,
        truncated,
        links: links::views(&mut tx, desk, person_id, LINKS).await?,
        findings,
        protected: !lists::protections(&mut tx, &ids).await?.is_empty(),
        may_judge: actor.may(Permission::JudgeIdentity),
    })
}

/// Distinct masked values over the filings shown.
async fn facts(desk: &Desk, tx: &mut Tx, ids: &[i64]) -> Result<Vec<Fact>, DeskError> {
    let cells = store::sealed::identities(tx, ids).await?;
    let mut found = Vec::new();
    for class in [FieldClass::Name, FieldClass::IdNo, FieldClass::Phone, FieldClass::Address, FieldClass::Account] {
        let mut values = BTreeSet::new();
        for cell in &cells {
            let sealed = match class {
                FieldClass::Name => &cell.name,
                FieldClass::IdNo => &cell.id_no,
                FieldClass::Phone => &cell.phone,
                FieldClass::Address => &cell.address,
                _ => &cell.account,
            };
            if let Some(clear) = personal::open(desk.vault(), class, cell.submission_id, sealed.as_deref())? {
                values.insert(personal::masked(class, &clear));
            }
        }
        let text = values.into_iter().take(8).collect::<Vec<_>>().join("、");
        found.push(Fact::masked(class.label(), class, Some(text).filter(|text| !text.is_empty())));
    }
    Ok(found)
}

async fn findings(desk: &Desk, tx: &mut Tx, person_id: i64) -> Result<Vec<FindingBadge>, DeskError> {
    store::finding::of_person(tx, person_id)
        .await?
        .into_iter()
        .map(|(circumstance, verdict, in_force, count)| {
            let title = format!("{}（{count} 件）", wording::circumstance_title(desk.circumstances(), &circumstance));
            Ok(FindingBadge { verdict: lists::verdict(&verdict)?, title, in_force })
        })
        .collect()
}

/// Takes a link back, and forbids it for good if asked to; the persons of the filings concerned are derived anew.
pub async fn undo_edge(desk: &Desk, actor: &Actor, edge_id: i64, reason: &str, forbid: bool, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::JudgeIdentity)?;
    let reason = self::reason(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let edge = store::edge::get(tx, edge_id).await?.ok_or(DeskError::NotFound)?;
        require_seen(tx, actor, &[edge.left_id, edge.right_id]).await?;
        let cell = Cell { table: "edge", column: "undo_reason", row: edge_id };
        let sealed = desk.vault().seal(Class::Reason, &cell, reason.as_bytes(), &mut random::rng());
        if !store::edge::undo(tx, edge_id, actor.account_id, now, &sealed).await? {
            return Err(DeskError::Conflict);
        }
        if forbid {
            rule(tx, desk, actor, (edge.left_id, edge.right_id), Judgement::Different, &reason, now).await?;
        }
        rederive::around(tx, desk, &[edge.left_id, edge.right_id], now).await
    })
}

/// An officer's ruling about two filings: one person, or not.
pub async fn judge(
    desk: &Desk,
    actor: &Actor,
    left: i64,
    right: i64,
    is_same: bool,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    actor.require(Permission::JudgeIdentity)?;
    let reason = self::reason(reason)?;
    if left == right {
        return Err(DeskError::invalid("right", "请选择两件不同的来件"));
    }
    let judgement = if is_same { Judgement::Same } else { Judgement::Different };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        require_seen(tx, actor, &[left, right]).await?;
        rule(tx, desk, actor, (left, right), judgement, &reason, now).await?;
        rederive::around(tx, desk, &[left, right], now).await
    })
}

fn reason(text: &str) -> Result<String, DeskError> {
    let reason = casework::decision::Reason::new(text).map_err(|refusal| DeskError::invalid("reason", refusal.to_string()))?;
    Ok(reason.as_str().to_owned())
}

/// Both filings must exist, and one of them be the actor's to see: a county judges what touches its own.
async fn require_seen(tx: &mut Tx, actor: &Actor, ids: &[i64]) -> Result<(), DeskError> {
    let found = store::submission::get_many(tx, ids).await?;
    let is_seen = found.len() == ids.len() && found.iter().any(|submission| actor.sees_org(submission.org_id));
    if is_seen { Ok(()) } else { Err(DeskError::NotFound) }
}

async fn rule(
    tx: &mut Tx,
    desk: &Desk,
    actor: &Actor,
    (a, b): (i64, i64),
    judgement: Judgement,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let ruling = identity::Edge::ruling(a, b, judgement, actor.account_id);
    let id = store::edge::reserve(tx, 1).await?;
    let cell = Cell { table: "edge", column: "reason", row: id };
    let row = store::edge::Edge {
        id,
        left_id: ruling.left,
        right_id: ruling.right,
        judgement: judgement.code().to_owned(),
        probability: ruling.probability,
        columns: String::new(),
        judged_by: Some(actor.account_id),
        run_id: None,
        judged_at: now,
        reason: Some(desk.vault().seal(Class::Reason, &cell, reason.as_bytes(), &mut random::rng())),
        undone_by: None,
        undone_at: None,
        undo_reason: None,
    };
    Ok(store::edge::insert_many(tx, &[row]).await?)
}
