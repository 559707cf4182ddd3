//! 请假与代理: somebody is away until a day; a colleague of the same unit may stand in for them until then, and for no longer.
//! What two roles together may do is for the policies to say: nobody becomes an administrator of cases by standing in.

use std::collections::BTreeSet;

use casework::codes::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::absence::Absence;

use crate::{Actor, Desk, DeskError, Permission, time};

/// Nobody stands in for longer than half a year without being asked again.
const LONGEST_DAYS: i32 = 183;

/// Who is away, and who stands in.
pub struct AbsenceForm {
    pub login: String,
    pub deputy: Option<String>,
    pub from: Date,
    pub until: Date,
}

/// Records an absence. By the 安全保密管理员 of a unit at or above theirs; nobody = a command on the machine itself.
#[crate::boxed]
pub async fn record(desk: &Desk, actor: Option<&Actor>, form: &AbsenceForm, now: Timestamp) -> Result<(), DeskError> {
    require(actor)?;
    if form.until < form.from || form.until < time::local_date(now) {
        return Err(DeskError::invalid("until", "截止日期应不早于开始日期和今天"));
    }
    if (form.until - form.from).get_days() > LONGEST_DAYS {
        return Err(DeskError::invalid("until", format!("一次不超过{LONGEST_DAYS}天；需要更久的，到期前另行登记")));
    }
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let away = account(tx, actor, &form.login).await?;
        let deputy = match &form.deputy {
            None => None,
            Some(login) => {
                let deputy = account(tx, actor, login).await?;
                if deputy.id == away.id || deputy.org_id != away.org_id || deputy.disabled {
                    return Err(DeskError::invalid("deputy", "代理人应是同一单位的另一名在职人员"));
                }
                if [away.role, deputy.role].into_iter().any(is_administrator) {
                    return Err(DeskError::refused("三员不能由他人代理，也不能代理他人", "请由上级单位的同类管理员临时承担。"));
                }
                Some(deputy.id)
            }
        };
        let absence = Absence {
            id: store::absence::reserve(tx).await?,
            account_id: away.id,
            deputy_id: deputy,
            from_on: form.from,
            until_on: form.until,
            recorded_by: actor.map(|actor| actor.account_id),
            recorded_at: now,
            ended_at: None,
        };
        Ok(store::absence::insert(tx, &absence).await?)
    })
}

/// They are back: whatever of their absences stands, ends.
#[crate::boxed]
pub async fn end(desk: &Desk, actor: Option<&Actor>, login: &str, now: Timestamp) -> Result<(), DeskError> {
    require(actor)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let away = account(tx, actor, login).await?;
        match store::absence::end(tx, away.id, now).await? {
            0 => Err(DeskError::refused("该人员没有登记在内的请假", "请核对账号。")),
            _ => Ok(()),
        }
    })
}

fn require(actor: Option<&Actor>) -> Result<(), DeskError> {
    actor.map_or(Ok(()), |actor| actor.require(Permission::GrantRoles))
}

const fn is_administrator(role: Role) -> bool {
    matches!(role, Role::Auditor | Role::SecurityAdministrator | Role::Administrator)
}

async fn account(tx: &mut Tx, actor: Option<&Actor>, login: &str) -> Result<store::account::Account, DeskError> {
    let found = store::account::by_login(tx, login.trim()).await?;
    let found = found.filter(|account| actor.is_none_or(|actor| actor.sees_org(account.org_id)));
    found.ok_or_else(|| DeskError::invalid("login", "没有这一账号，或不在您管理的单位"))
}

/// The roles that somebody has today for colleagues who are away. A colleague who is gone for good hands nothing over.
pub(crate) async fn stands_in_as(tx: &mut Tx, deputy_id: i64, today: Date) -> Result<Vec<Role>, DeskError> {
    let mut roles = Vec::new();
    for absence in store::absence::stood_in_for(tx, deputy_id, today).await? {
        let away = store::account::get(tx, absence.account_id).await?.filter(|away| !away.disabled);
        roles.extend(away.map(|away| away.role));
    }
    roles.sort_unstable();
    roles.dedup();
    Ok(roles)
}

/// Who is away today: given no new work.
pub(crate) async fn away(tx: &mut Tx, today: Date) -> Result<BTreeSet<i64>, DeskError> {
    Ok(store::absence::standing(tx, today).await?.into_iter().map(|absence| absence.account_id).collect())
}
