//! The derived person: whose 来件 are held to be one person's, by what, and how to take it back.

pub mod dossier;
mod graph;
pub(crate) mod links;
pub(crate) mod months;
pub(crate) mod questions;
mod rederive;
mod split;
mod spread;

use std::collections::BTreeSet;

use casework::codes::FieldClass;
use casework::values::Money;
use identity::{JudgedBy, Judgement, Refused, RefusedBecause};
use jiff::Timestamp;
use store::Tx;
use store::submission::Submission;
use vault::{Cell, Class};

pub use questions::queue;
pub use split::split;

use crate::view::{Fact, FindingBadge, PersonPage, PersonSubmission};
use crate::{Actor, Desk, DeskError, Permission, lists, personal, random, registry, time, wording};

/// Filings that the page shows.
const SHOWN: i64 = 200;
/// Links on one page of them.
const LINKS: i64 = 30;
/// Links read for the drawing.
const DRAWN: i64 = 2_000;

/// The person's page with the `page`th page of its links, from 1. A person none of whose filings the actor may see does
/// not exist for them.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, person_id: i64, page: u32, now: Timestamp) -> Result<PersonPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    if !store::person::has_filed_with(&mut tx, person_id, &actor.org_scope).await? {
        return Err(DeskError::NotFound);
    }
    let submissions = store::submission::of_person(&mut tx, person_id, SHOWN + 1).await?;
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
                id: submission.id,
                submission_id: actor.sees_org(submission.org_id).then_some(submission.id),
                submission_no: submission.submission_no.clone(),
                received_on: submission.received_on,
                kind: submission.kind,
                operator: submission.operator_name.clone(),
                summary: words.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                state: matter.map_or_else(wording::no_matter, |matter| wording::state_badge(matter.state)),
                claim: submission.claim_fen.map(|fen| Money { fen }.to_string()),
                outcome: submission.outcome.map(|outcome| outcome.label()),
                award: submission.award_fen.map(|fen| Money { fen }.to_string()),
            }
        })
        .collect();
    let findings = findings(desk, &mut tx, person_id).await?;
    let months = months::filled(&store::person::months(&mut tx, person_id).await?);
    let link_count = store::edge::count_of_person(&mut tx, person_id).await?;
    let link_pages = ((link_count + LINKS - 1) / LINKS).max(1);
    let page = i64::from(page).clamp(1, link_pages);
    let edges = store::edge::of_person(&mut tx, person_id, (page - 1) * LINKS, LINKS).await?;
    let drawn = store::edge::of_person(&mut tx, person_id, 0, DRAWN).await?;
    Ok(PersonPage {
        person_id,
        facts: facts(desk, &mut tx, &ids).await?,
        submission_count: u64::try_from(store::person::submission_count(&mut tx, person_id).await?).unwrap_or(0),
        months,
        submissions: shown,
        truncated,
        spread: spread::view(&mut tx, &submissions).await?,
        graph: graph::view(actor, &submissions, &drawn)?,
        links: links::views(&mut tx, desk, &edges).await?,
        link_count: u64::try_from(link_count).unwrap_or(0),
        link_page: u32::try_from(page).unwrap_or(1),
        link_pages: u32::try_from(link_pages).unwrap_or(1),
        findings,
        protected: !lists::protections(&mut tx, &ids).await?.is_empty(),
        registry: registry::pointers(desk, &mut tx, actor, person_id, time::local_date(now)).await?,
        hints: registry::hints_of(desk, &mut tx, actor, &ids, time::local_date(now)).await?,
        may_propose: actor.may(Permission::ProposeRegistry),
        may_ask: actor.may(Permission::Reveal),
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
            Ok(FindingBadge { circumstance, verdict: lists::verdict(&verdict)?, title, in_force })
        })
        .collect()
}

/// Takes a link back, and forbids it for good if asked to; the persons of the filings concerned are derived anew.
#[crate::boxed]
pub async fn undo_edge(desk: &Desk, actor: &Actor, edge_id: i64, reason: &str, forbid: bool, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::JudgeIdentity)?;
    let reason = self::reason(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let edge = store::edge::get(tx, edge_id).await?.ok_or(DeskError::NotFound)?;
        let pair = (edge.left_id, edge.right_id);
        require_seen(tx, actor, pair).await?;
        let cell = Cell { table: "edge", column: "undo_reason", row: edge_id };
        let sealed = desk.vault().seal(Class::Reason, &cell, reason.as_bytes(), &mut random::rng());
        if !store::edge::undo(tx, edge_id, actor.account_id, now, &sealed).await? {
            return Err(DeskError::Conflict);
        }
        // Whoever ruled so before has done what is asked.
        let different = Judgement::Different.code();
        if forbid && store::edge::ruling_on(tx, pair.0, pair.1).await?.is_none_or(|ruling| ruling.judgement != different) {
            let ruling = identity::Edge::ruling(pair.0, pair.1, Judgement::Different, actor.account_id);
            rule(tx, desk, &ruling, &reason, now).await?;
        }
        rederive::around(tx, desk, &[pair.0, pair.1], now).await?;
        registry::look_again(desk, tx, now).await
    })
}

/// An officer's ruling about two filings: one person, or not. A ruling that could not be followed is not taken.
#[crate::boxed]
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
    let ruling = identity::Edge::ruling(left, right, judgement, actor.account_id);
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        require_seen(tx, actor, (left, right)).await?;
        rule(tx, desk, &ruling, &reason, now).await?;
        let clusters = rederive::around(tx, desk, &[left, right], now).await?;
        let of_it = |refused: &&Refused| is_same && (refused.left, refused.right) == (ruling.left, ruling.right);
        match clusters.refused.iter().find(of_it) {
            None => registry::look_again(desk, tx, now).await,
            Some(refused) => Err(DeskError::refused(
                format!("不能认定为同一人：{}", refused.because.label()),
                match refused.because {
                    RefusedBecause::MustNotLink => "请先核对并撤销“不是同一人”的认定",
                    RefusedBecause::IdConflict => "请核对两件来件的证件号码；系冒用他人证件的，请先登记本人否认的核实记录",
                },
            )),
        }
    })
}

/// Says that a filing, given by its number, is of this person too; which of the person's it is held against is for us to choose.
#[crate::boxed]
pub async fn merge(desk: &Desk, actor: &Actor, person_id: i64, number: &str, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::JudgeIdentity)?;
    let mut tx = desk.store().read().await?;
    let own = store::person::submission_ids(&mut tx, person_id, 1).await?;
    let found = store::submission::by_number(&mut tx, number.trim()).await?;
    drop(tx);
    match (own.as_slice(), found.as_slice()) {
        ([], _) => Err(DeskError::NotFound),
        (_, []) => Err(DeskError::invalid("number", "没有这个编号的来件")),
        ([own], [(other, _)]) => judge(desk, actor, *own, *other, true, reason, now).await,
        _ => Err(DeskError::refused("不同渠道有同号的来件", "请从来件页面上认定")),
    }
}

fn reason(text: &str) -> Result<String, DeskError> {
    let reason = casework::decision::Reason::new(text).map_err(|refusal| DeskError::invalid("reason", refusal.to_string()))?;
    Ok(reason.as_str().to_owned())
}

/// Both filings must exist, and one of them be the actor's to see: a county judges what touches its own.
async fn require_seen(tx: &mut Tx, actor: &Actor, (left, right): (i64, i64)) -> Result<(), DeskError> {
    let found = store::submission::get_many(tx, &[left, right]).await?;
    let is_seen = found.len() == 2 && found.iter().any(|submission| actor.sees_org(submission.org_id));
    if is_seen { Ok(()) } else { Err(DeskError::NotFound) }
}

/// Writes a ruling down. There is one at a time about a pair: another officer's is undone openly, not outvoted.
async fn rule(tx: &mut Tx, desk: &Desk, ruling: &identity::Edge, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    if store::edge::ruling_on(tx, ruling.left, ruling.right).await?.is_some() {
        return Err(DeskError::refused("承办人已对这两件来件作出认定", "请先在人员页撤销原来的认定"));
    }
    let JudgedBy::Officer(account_id) = ruling.judged_by else {
        return Err(DeskError::Fault("认定须由具名的承办人作出".into()));
    };
    let id = store::edge::reserve(tx, 1).await?;
    let cell = Cell { table: "edge", column: "reason", row: id };
    let row = store::edge::Edge {
        id,
        left_id: ruling.left,
        right_id: ruling.right,
        judgement: ruling.judgement.code().to_owned(),
        probability: ruling.probability,
        columns: String::new(),
        judged_by: Some(account_id),
        run_id: None,
        judged_at: now,
        reason: Some(desk.vault().seal(Class::Reason, &cell, reason.as_bytes(), &mut random::rng())),
        undone_by: None,
        undone_at: None,
        undo_reason: None,
    };
    Ok(store::edge::insert_many(tx, &[row]).await?)
}
