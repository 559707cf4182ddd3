//! City and county: who was shown an entry, what they make of it, and that they know when it is over.

use casework::codes::{Department, OrgLevel};
use casework::decision::Reason;
use casework::registry::{EntryState, RegistryEventKind as Kind};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::organisation::Organisation;
use store::{Tx, registry as rows};
use vault::{Cell, Class};

use super::docket::Line;
use crate::case::Pen;
use crate::{Actor, Desk, DeskError, Permission, random};

/// What a receiving unit makes of an entry. Recognising it changes nothing about how a filing is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    Received,
    Recognised,
    NotRecognised,
}

impl Stance {
    pub const ALL: &'static [Self] = &[Self::Received, Self::Recognised, Self::NotRecognised];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Recognised => "recognised",
            Self::NotRecognised => "not_recognised",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "已接收",
            Self::Recognised => "认可",
            Self::NotRecognised => "不予认可",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|stance| stance.code() == code)
    }
}

pub(super) const fn stance_cell(receiver_id: i64) -> Cell {
    Cell { table: "registry_receiver", column: "stance_reason", row: receiver_id }
}

/// A station acts for its bureau, which knows of the entry.
fn is_bureau(unit: &Organisation) -> bool {
    unit.department == Department::MarketSupervision && unit.level != OrgLevel::Station
}

/// Every other bureau of market supervision is shown the entry from that day.
pub(super) async fn share(desk: &Desk, tx: &mut Tx, entry_id: i64, owner: i64, on: Date) -> Result<(), DeskError> {
    let units = desk.units().all().iter().filter(|unit| unit.id != owner && is_bureau(unit));
    let orgs: Vec<i64> = units.map(|unit| unit.id).collect();
    let first = rows::reserve_receivers(tx, orgs.len()).await?;
    let receivers: Vec<rows::Receiver> =
        orgs.into_iter().zip(first..).map(|(org, id)| receiver(id, entry_id, Some(org), None, on)).collect();
    Ok(rows::add_receivers(tx, &receivers).await?)
}

/// An export by nobody's account carried these entries out: whoever holds the file is a receiver too.
pub(crate) async fn carried_out(tx: &mut Tx, entry_ids: &[i64], access_id: i64, on: Date) -> Result<(), DeskError> {
    let first = rows::reserve_receivers(tx, entry_ids.len()).await?;
    let receivers: Vec<rows::Receiver> =
        entry_ids.iter().zip(first..).map(|(entry, id)| receiver(id, *entry, None, Some(access_id), on)).collect();
    Ok(rows::add_receivers(tx, &receivers).await?)
}

fn receiver(id: i64, entry_id: i64, org_id: Option<i64>, access_id: Option<i64>, on: Date) -> rows::Receiver {
    rows::Receiver {
        id,
        entry_id,
        org_id,
        access_id,
        received_on: on,
        stance: Stance::Received.code().to_owned(),
        stance_by: None,
        stance_on: None,
        stance_reason: None,
        told_on: None,
        confirmed_by: None,
        confirmed_on: None,
    }
}

/// 认可 or 不予认可 by the actor's own unit, with a reason.
#[crate::boxed]
pub async fn take_stance(desk: &Desk, actor: &Actor, entry_id: i64, stance: Stance, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::ReviewRegistry, now)?;
    let reason = Reason::new(reason)?;
    let kind = match stance {
        Stance::Recognised => Kind::Recognised,
        Stance::NotRecognised => Kind::NotRecognised,
        Stance::Received => return Err(DeskError::invalid("stance", "请选择认可或者不予认可")),
    };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let receivers = rows::receivers_of(tx, entry_id).await?;
        let own = receivers.iter().find(|receiver| receiver.org_id == Some(actor.org_id)).ok_or(DeskError::NotFound)?;
        let entry = rows::get(tx, entry_id).await?.ok_or(DeskError::NotFound)?;
        if entry.state != EntryState::InForce {
            return Err(DeskError::refused(format!("记录现为“{}”", entry.state.label()), "只对在册的记录表示意见。"));
        }
        let sealed = desk.vault().seal(Class::Reason, &stance_cell(own.id), reason.as_str().as_bytes(), &mut random::rng());
        if !rows::take_stance(tx, entry_id, actor.org_id, stance.code(), actor.account_id, pen.on, &sealed).await? {
            return Err(DeskError::Conflict);
        }
        let line = Line { entry_id, at: now, on: pen.on, by: Some(actor.account_id), kind };
        line.record(tx, desk, Some(reason.as_str()), json!({ "org": actor.org_id })).await
    })
}

/// The actor's unit confirms that it no longer uses an entry that is over.
#[crate::boxed]
pub async fn confirm(desk: &Desk, actor: &Actor, entry_id: i64, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::ProposeRegistry, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        if !rows::confirm(tx, entry_id, actor.org_id, actor.account_id, pen.on).await? {
            return Err(DeskError::NotFound);
        }
        let line = Line { entry_id, at: now, on: pen.on, by: Some(actor.account_id), kind: Kind::WithdrawalConfirmed };
        line.record(tx, desk, None, json!({ "org": actor.org_id })).await
    })
}
