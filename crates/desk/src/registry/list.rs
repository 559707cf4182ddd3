//! The list of entries that the actor's units proposed or were shown.

use casework::codes::FieldClass;
use casework::registry::{Entry, EntryState};
use jiff::Timestamp;
use jiff::civil::Date;
use store::submission::OrgScope;
use store::{Tx, registry as rows};

use super::docket::Docket;
use super::{pointer, switch};
use crate::view::{Owed, RegistryList, RegistryRow, StateBadge, Tone};
use crate::{Actor, Desk, DeskError, Permission, personal, time, wording};

/// Rows of a page.
const PAGE: i64 = 50;

/// Live entries, or those that are over, before that id.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, live: bool, before: Option<i64>, now: Timestamp) -> Result<RegistryList, DeskError> {
    actor.require(Permission::ViewRegistry)?;
    let today = time::local_date(now);
    let orgs = OrgScope::Only(actor.org_scope.clone());
    let mut tx = desk.store_of(actor).read().await?;
    let found = rows::page_before(&mut tx, &orgs, Some(live), before.unwrap_or(i64::MAX), PAGE + 1).await?;
    drop(tx);
    // What an entry that was shared says of its person comes from filings of other units.
    let mut tx = desk.store().read().await?;
    let next = (found.len() > PAGE as usize).then(|| found[PAGE as usize - 1].id);
    let mut shown = Vec::new();
    for row in found.into_iter().take(PAGE as usize) {
        // What another unit has not listed yet is its own affair.
        shown.push(self::row(desk, &mut tx, actor, row, today).await?);
    }
    let mut to_confirm = Vec::new();
    for id in rows::waiting_for(&mut tx, &[actor.org_id], PAGE).await? {
        if let Some(row) = rows::get(&mut tx, id).await? {
            to_confirm.push(self::row(desk, &mut tx, actor, row, today).await?);
        }
    }
    Ok(RegistryList {
        is_on: switch::is_on(&mut tx).await?,
        may_propose: actor.may(Permission::ProposeRegistry),
        may_govern: actor.may(Permission::GovernRegistry),
        shows_live: live,
        rows: shown,
        to_confirm,
        next,
    })
}

async fn row(desk: &Desk, tx: &mut Tx, actor: &Actor, row: rows::Entry, today: Date) -> Result<RegistryRow, DeskError> {
    let anchor = store::submission::get(tx, row.anchor_id).await?;
    let cell = store::sealed::cell(tx, row.anchor_id, FieldClass::Name).await?;
    let name = personal::open(desk.vault(), FieldClass::Name, row.anchor_id, cell.as_deref())?;
    let person_id = anchor.and_then(|anchor| anchor.person_id);
    let is_known = match person_id {
        Some(id) => store::person::has_filed_with(tx, id, &actor.org_scope).await?,
        None => false,
    };
    let docket = Docket::of(tx, row).await?;
    let owed = owed(&docket, today).into_iter().min_by_key(|owed| owed.due_on);
    Ok(RegistryRow {
        entry_id: docket.row.id,
        person_id: person_id.filter(|_| is_known),
        name: name.map_or_else(|| "未留姓名".to_owned(), |name| personal::masked(FieldClass::Name, &name)),
        org: pointer::org(desk, docket.row.org_id),
        state: badge(&docket.entry, today),
        grounds: pointer::grounds(desk, tx, docket.row.id).await?,
        listed_on: docket.row.listed_on,
        expires_on: docket.row.expires_on,
        owed,
    })
}

/// The state as it is today: an entry whose last day is over says so whether or not anybody swept.
pub(super) fn badge(entry: &Entry, today: Date) -> StateBadge {
    let quashed = entry.file().is_some_and(|file| file.quash().is_some());
    match entry.state() {
        state if quashed => StateBadge::new(format!("{}·已停止使用", state.label()), Tone::Danger),
        EntryState::InForce if !entry.is_effective(today) => StateBadge::new(EntryState::Expired.label(), Tone::Neutral),
        EntryState::InForce => StateBadge::new(EntryState::InForce.label(), Tone::Warning),
        state if state.is_live() => StateBadge::new(state.label(), Tone::Info),
        state => StateBadge::new(state.label(), Tone::Neutral),
    }
}

/// Everything that somebody owes on a live entry.
pub(super) fn owed(docket: &Docket, today: Date) -> Vec<Owed> {
    let owed = |what: &str, due_on: Date| Owed { what: what.to_owned(), due_on, days_left: wording::days_between(today, due_on) };
    let Some(file) = docket.entry.file() else { return Vec::new() };
    let mut found: Vec<Owed> = file
        .objections()
        .iter()
        .filter(|objection| objection.answer.is_none())
        .map(|objection| owed("异议答复", objection.due_on))
        .collect();
    found.extend(file.quash().map(|quash| owed("撤回并告知接收单位", quash.due_on)));
    if let Entry::InForce(in_force) = &docket.entry
        && file.quash().is_none()
    {
        found.extend(in_force.term().review_on.map(|on| owed("半年复核", on)));
    }
    found
}
