//! Acts on a matter of either kind: 分派, 告知.

use casework::decision::{self, Assign, Officer, Tell};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::account::Account;

use super::basis::Basis;
use super::write::Charge;
use super::{Docket, MatterRef, Pen};
use crate::access::{self, Post};
use crate::units::Units;
use crate::{Actor, Desk, DeskError, Permission, avoidance};

/// Whether a matter of that unit can be put in this person's charge: one who decides, of the unit or above it.
pub(super) fn can_be_in_charge(units: &Units, account: &Account, org_id: i64) -> bool {
    let Some(unit) = units.get(account.org_id) else { return false };
    let post = Post { account_id: account.id, roles: vec![account.role], org_id: unit.id, level: unit.level, department: unit.department };
    !account.disabled && access::allows(&post, Permission::Decide) && units.below(account.org_id).contains(&org_id)
}

/// 分派承办人.
#[crate::boxed]
pub async fn assign(desk: &Desk, actor: &Actor, on: MatterRef, officer_id: i64, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Assign, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let account = store::account::get(tx, officer_id).await?;
        let account = account.filter(|account| can_be_in_charge(desk.units(), account, docket.row.org_id));
        let account = account.ok_or_else(|| DeskError::invalid("officer", "请选择本单位或者上级单位的承办人"))?;
        avoidance::require_free(tx, account.id, &account.display_name, docket.submission.id).await?;
        let act = Assign { by: pen.officer.clone(), to: Officer::new(account.id, &account.display_name)?, on: pen.on };
        let done = decision::assign(&docket.matter, &act)?;
        docket
            .write_for(tx, &pen, &done, &Basis::default(), Charge { org_id: docket.row.org_id, officer_id: Some(account.id) })
            .await
            .map(|_| ())
    })
}

/// 告知: the parties or the informant were told of the decision.
#[crate::boxed]
pub async fn tell(desk: &Desk, actor: &Actor, on: MatterRef, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let done = decision::tell(&docket.matter, &Tell { by: pen.officer.clone(), on: pen.on })?;
        docket.write(tx, &pen, &done, &Basis::default()).await.map(|_| ())
    })
}

/// The same, because a paper that tells it was served on everybody; `on` is the day of the last service.
pub(crate) async fn told_on(tx: &mut Tx, pen: &Pen<'_>, docket: &Docket, on: Date) -> Result<(), DeskError> {
    let done = decision::tell(&docket.matter, &Tell { by: pen.officer.clone(), on })?;
    docket.write(tx, pen, &done, &Basis::default()).await.map(|_| ())
}
