//! 账号: who may log in, and to which unit they belong.

use casework::codes::Role;
use jiff::Timestamp;
use store::Tx;
use store::account::Account;
use store::organisation::Organisation;

use crate::setup::{NewAccount, OrganisationSeed};
use crate::{Desk, DeskError, password};

/// One line of the list of accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    pub login: String,
    pub display_name: String,
    pub role: Role,
    pub org_name: String,
    pub disabled: bool,
}

/// Lets a person in. The login must be free, the unit known, the password long enough.
pub async fn add(desk: &Desk, account: &NewAccount, now: Timestamp) -> Result<(), DeskError> {
    let checked = check(account)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { insert_checked(tx, account, &checked, now).await })
}

/// Every account, by unit and login.
pub async fn list(desk: &Desk) -> Result<Vec<AccountRow>, DeskError> {
    let mut tx = desk.store().read().await?;
    let accounts = store::account::all(&mut tx).await?;
    Ok(accounts
        .into_iter()
        .map(|account| AccountRow {
            org_name: desk.units().get(account.org_id).map_or_else(String::new, |unit| unit.name.clone()),
            login: account.login,
            display_name: account.display_name,
            role: account.role,
            disabled: account.disabled,
        })
        .collect())
}

/// The hash of a good password under a good login.
struct Checked(String);

fn check(account: &NewAccount) -> Result<Checked, DeskError> {
    let login_fits =
        (2..=40).contains(&account.login.len()) && account.login.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !login_fits {
        return Err(DeskError::invalid("login", "账号为2至40个字母、数字或 - _ ."));
    }
    if account.display_name.trim().is_empty() {
        return Err(DeskError::invalid("name", "请填写姓名：决定须由具名的工作人员作出"));
    }
    Ok(Checked(password::hash(&account.password)?))
}

pub(crate) async fn insert(tx: &mut Tx, account: &NewAccount, now: Timestamp) -> Result<(), DeskError> {
    let checked = check(account)?;
    insert_checked(tx, account, &checked, now).await
}

async fn insert_checked(tx: &mut Tx, account: &NewAccount, Checked(password_hash): &Checked, now: Timestamp) -> Result<(), DeskError> {
    let unit = store::organisation::all(tx).await?.into_iter().find(|unit| unit.code == account.org_code);
    let unit = unit.ok_or_else(|| DeskError::invalid("org", format!("没有代码为 {} 的单位", account.org_code)))?;
    if store::account::by_login(tx, &account.login).await?.is_some() {
        return Err(DeskError::invalid("login", "该账号已存在"));
    }
    let id = store::account::reserve(tx, 1).await?;
    let row = Account {
        id,
        login: account.login.clone(),
        display_name: account.display_name.trim().to_owned(),
        role: account.role,
        org_id: unit.id,
        password_hash: password_hash.clone(),
        disabled: false,
        created_at: now,
    };
    Ok(store::account::insert(tx, &row).await?)
}

/// Adds a unit below those that are there already.
pub(crate) async fn add_organisation(tx: &mut Tx, seed: &OrganisationSeed) -> Result<(), DeskError> {
    let parent_id = match &seed.parent {
        None => None,
        Some(parent) => store::organisation::all(tx).await?.into_iter().find(|unit| &unit.code == parent).map(|unit| unit.id),
    };
    let row = Organisation {
        id: store::organisation::reserve(tx, 1).await?,
        code: seed.code.clone(),
        name: seed.name.clone(),
        paper_prefix: seed.paper_prefix.clone(),
        level: seed.level,
        department: seed.department,
        region: seed.region.clone(),
        parent_id,
        phone: seed.phone.clone(),
        address: seed.address.clone(),
    };
    Ok(store::organisation::insert(tx, &row).await?)
}
