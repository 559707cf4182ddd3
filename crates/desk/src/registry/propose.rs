//! 提出列入, 提出续期: on chosen bases, with a reason, for somebody else to review.

use casework::decision::Reason;
use casework::registry::{Base, Entry, Proposal, Proposed, RegistryEventKind, Signed};
use jiff::Timestamp;
use serde_json::json;
use store::{Tx, registry as rows};

use super::candidates::{self, Candidate};
use super::docket::{self, Docket, EntryRef, Line};
use super::{recheck, switch};
use crate::case::Pen;
use crate::view::{BaseChoice, ProposePage};
use crate::{Actor, Desk, DeskError, Permission};

/// The form of a proposal.
#[derive(Clone, Default)]
pub struct ProposalForm {
    /// `decision.12` or `fact.7`, as the page offered them.
    pub bases: Vec<String>,
    pub reason: String,
}

/// What may be cited against the person. A person of whom the actor's units have nothing does not exist for them.
#[crate::boxed]
pub async fn form(desk: &Desk, actor: &Actor, person_id: i64) -> Result<ProposePage, DeskError> {
    actor.require(Permission::ProposeRegistry)?;
    let mut tx = desk.store().read().await?;
    require_known(&mut tx, actor, person_id).await?;
    let is_on = switch::is_on(&mut tx).await?;
    let protections = docket::protections_of(&mut tx, Some(person_id), 0).await?;
    let entries = rows::of_person(&mut tx, person_id).await?;
    let candidates = candidates::of_person(desk, &mut tx, person_id).await?;
    Ok(ProposePage {
        person_id,
        submission_count: store::person::submission_count(&mut tx, person_id).await?,
        is_on,
        protection: protections.first().copied(),
        live_entry: entries.iter().find(|entry| entry.live && actor.sees_org(entry.org_id)).map(|entry| entry.id),
        choices: candidates.iter().map(|candidate| choice(desk, candidate)).collect(),
    })
}

/// What may be cited for a renewal of the entry, as the form of a proposal offers it.
pub(super) fn choice(desk: &Desk, candidate: &Candidate) -> BaseChoice {
    let row = &candidate.row;
    BaseChoice {
        value: value(row),
        submission_no: candidate.submission_no.clone(),
        happened_on: row.happened_on,
        what: candidate.what.clone(),
        findings: candidate.findings.clone(),
        citation: desk.law().clause(&row.ground).map_or_else(|| row.ground.clone(), |clause| clause.citation),
        in_force: row.in_force,
        frequency_only: row.strength == casework::registry::Strength::FrequencyOnly,
    }
}

fn value(row: &rows::Base) -> String {
    format!("{}.{}", row.kind.code(), row.ref_id)
}

async fn require_known(tx: &mut Tx, actor: &Actor, person_id: i64) -> Result<(), DeskError> {
    let is_known = store::person::has_filed_with(tx, person_id, &actor.org_scope).await?;
    if is_known { Ok(()) } else { Err(DeskError::NotFound) }
}

/// The chosen ones of what may be cited now. A choice that fell away since the page was read is a mistake to be seen.
async fn chosen(desk: &Desk, tx: &mut Tx, person_id: i64, form: &ProposalForm) -> Result<Vec<rows::Base>, DeskError> {
    let candidates = candidates::of_person(desk, tx, person_id).await?;
    let mut found = Vec::with_capacity(form.bases.len());
    for choice in &form.bases {
        let candidate = candidates.iter().find(|candidate| value(&candidate.row) == *choice);
        found.push(candidate.ok_or_else(|| DeskError::invalid("base", "所选依据已有变化，请刷新页面后重新选择"))?.row.clone());
    }
    Ok(found)
}

async fn keep(tx: &mut Tx, entry_id: i64, mut bases: Vec<rows::Base>, pending: bool) -> Result<(), DeskError> {
    let first = rows::reserve_bases(tx, bases.len()).await?;
    for (row, id) in bases.iter_mut().zip(first..) {
        (row.id, row.entry_id, row.pending) = (id, entry_id, pending);
    }
    Ok(rows::insert_bases(tx, &bases).await?)
}

/// 提出列入. Returns the id of the entry; it says nothing to anybody before it was reviewed, told and listed.
#[crate::boxed]
pub async fn propose(desk: &Desk, actor: &Actor, person_id: i64, form: &ProposalForm, now: Timestamp) -> Result<i64, DeskError> {
    let pen = Pen::new(desk, actor, Permission::ProposeRegistry, now)?;
    let reason = Reason::new(&form.reason)?;
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        switch::require_on(tx).await?;
        require_known(tx, actor, person_id).await?;
        if rows::of_person(tx, person_id).await?.iter().any(|entry| entry.live && entry.org_id == actor.org_id) {
            return Err(DeskError::refused("本单位已有关于此人的记录", "请在原有记录上办理；有新事实的，可以提出续期。"));
        }
        let bases = chosen(desk, tx, person_id, form).await?;
        let proposal = Proposal {
            officer: pen.officer.clone(),
            on: pen.on,
            reason: reason.clone(),
            bases: bases.iter().map(docket::base).collect(),
            protections: docket::protections_of(tx, Some(person_id), 0).await?,
        };
        let entry = Entry::Proposed(Proposed::new(&proposal)?);
        let anchor_id = entry.file().ok_or_else(docket::broken)?.bases().anchor();
        let id = rows::reserve(tx).await?;
        let signed = Signed { by: actor.account_id, on: pen.on };
        rows::insert(tx, &docket::fresh(id, actor.org_id, anchor_id, &signed)).await?;
        keep(tx, id, bases, false).await?;
        let line = Line { entry_id: id, at: now, on: pen.on, by: Some(actor.account_id), kind: RegistryEventKind::Proposed };
        line.record(tx, desk, Some(reason.as_str()), json!({ "bases": form.bases })).await?;
        Ok(id)
    })
}

/// 提出续期, on facts younger than the listing.
#[crate::boxed]
pub async fn propose_renewal(desk: &Desk, actor: &Actor, on: EntryRef, form: &ProposalForm, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::ProposeRegistry, now)?;
    let reason = Reason::new(&form.reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        switch::require_on(tx).await?;
        let docket = Docket::open(tx, actor, on).await?;
        let anchor = store::submission::get(tx, docket.row.anchor_id).await?.ok_or_else(docket::broken)?;
        let person_id = anchor.person_id.ok_or_else(docket::broken)?;
        let chosen = chosen(desk, tx, person_id, form).await?;
        let Entry::InForce(in_force) = docket.entry.clone() else { return Err(super::docket::wrong(&docket, "续期")) };
        let bases: Vec<Base> = chosen.iter().map(docket::base).collect();
        let next = Entry::InForce(in_force.propose_renewal(&pen.officer, &reason, pen.on, bases)?);
        keep(tx, docket.row.id, chosen, true).await?;
        let detail = json!({ "bases": form.bases });
        docket.put(tx, &pen, next, RegistryEventKind::RenewalProposed, Some(&reason), detail).await?;
        recheck::look_again(desk, tx, now).await
    })
}
