//! 请假与代理: somebody is away until a day; a colleague of the same unit may stand in for them until then, and for no longer.
//! What two roles together may do is for the policies to say: nobody becomes an administrator of cases by standing in.

use std::collections::BTreeSet;

use casework::codes::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::absence::Absence;

use crate::view::{AbsencePage, AbsenceRow, Choice};
use crate::{Actor, Desk, DeskError, Permission, StandIn, time};

/// Nobody stands in for longer than half a year without being asked again.
const LONGEST_DAYS: i32 = 183;

/// Who is away, and who stands in.
#[derive(Clone)]
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

/// The colleagues who are away and for whom somebody acts today. A colleague who is gone for good hands nothing over.
pub(crate) async fn stands_in_for(tx: &mut Tx, deputy_id: i64, today: Date) -> Result<Vec<StandIn>, DeskError> {
    let mut colleagues = Vec::new();
    for absence in store::absence::stood_in_for(tx, deputy_id, today).await? {
        let away = store::account::get(tx, absence.account_id).await?.filter(|away| !away.disabled);
        colleagues.extend(away.map(|away| StandIn { account_id: away.id, display_name: away.display_name, role: away.role }));
    }
    colleagues.sort_by_key(|away| (away.role, away.account_id));
    colleagues.dedup();
    Ok(colleagues)
}

/// Who is away today: given no new work.
pub(crate) async fn away(tx: &mut Tx, today: Date) -> Result<BTreeSet<i64>, DeskError> {
    Ok(store::absence::standing(tx, today).await?.into_iter().map(|absence| absence.account_id).collect())
}

/// 请假与代理 of the actor's units: who is away or will be, and whom one may enter.
#[crate::boxed]
pub async fn page(desk: &Desk, actor: &Actor, now: Timestamp) -> Result<AbsencePage, DeskError> {
    actor.require(Permission::GrantRoles)?;
    let today = time::local_date(now);
    let mut tx = desk.store().read().await?;
    let accounts = store::account::all(&mut tx).await?;
    let absences = store::absence::not_over(&mut tx, today).await?;
    drop(tx);
    let of = |id: i64| accounts.iter().find(|account| account.id == id);
    let unit = |account: &store::account::Account| desk.units().get(account.org_id).map_or("", |unit| unit.name.as_str()).to_owned();
    let rows = absences.iter().filter_map(|absence| {
        let away = of(absence.account_id).filter(|away| actor.sees_org(away.org_id))?;
        Some(AbsenceRow {
            login: away.login.clone(),
            name: away.display_name.clone(),
            role: away.role.label(),
            unit: unit(away),
            deputy: absence.deputy_id.and_then(of).map(|deputy| deputy.display_name.clone()),
            from: absence.from_on.to_string(),
            until: absence.until_on.to_string(),
            is_now: absence.from_on <= today,
            recorded_by: absence.recorded_by.map_or("本机命令", |id| of(id).map_or("—", |by| by.display_name.as_str())).to_owned(),
        })
    });
    let people = accounts.iter().filter(|account| !account.disabled && actor.sees_org(account.org_id));
    let people = people.map(|account| {
        let words = format!("{}（{} · {}）", account.display_name, unit(account), account.role.label());
        Choice::new(&account.login, words)
    });
    Ok(AbsencePage { today: today.to_string(), rows: rows.collect(), people: people.collect() })
}
