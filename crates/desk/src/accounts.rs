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
#[crate::boxed]
pub async fn add(desk: &Desk, account: &NewAccount, now: Timestamp) -> Result<(), DeskError> {
    let checked = check(account)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { insert_checked(tx, account, &checked, now).await })
}

/// Every account, by unit and login.
#[crate::boxed]
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

/// A password that an administrator hands out: every session ends, and its owner has to choose another at the next login.
pub async fn hand_out_password(desk: &Desk, login: &str, password: &str, now: Timestamp) -> Result<(), DeskError> {
    password::check(password, login)?;
    let hash = hash_apart(password).await?;
    on_account(desk, login, async |tx, id| {
        store::account::set_password(tx, id, &hash).await?;
        store::account::require_password(tx, id, now).await?;
        store::session::delete_of_account(tx, id).await
    })
    .await
}

/// Has the owner choose a password before anything else: somebody else knows this one.
pub async fn require_change(desk: &Desk, login: &str, now: Timestamp) -> Result<(), DeskError> {
    on_account(desk, login, async |tx, id| store::account::require_password(tx, id, now).await).await
}

/// Shuts an account or opens it again. Shutting ends every session.
pub async fn set_disabled(desk: &Desk, login: &str, disabled: bool) -> Result<(), DeskError> {
    on_account(desk, login, async |tx, id| {
        store::account::set_disabled(tx, id, disabled).await?;
        store::session::delete_of_account(tx, id).await
    })
    .await
}

/// Takes the second factor off an account whose telephone and recovery codes are lost.
#[crate::boxed]
pub async fn remove_second_factor(desk: &Desk, login: &str) -> Result<(), DeskError> {
    on_account(desk, login, async |tx, id| {
        store::second_factor::remove(tx, id).await?;
        store::session::delete_of_account(tx, id).await
    })
    .await
}

/// Whether everybody has to use a second factor.
#[crate::boxed]
pub async fn set_second_factor_rule(desk: &Desk, required: bool) -> Result<(), DeskError> {
    let value = if required { REQUIRED } else { "optional" };
    Ok(store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
        store::setting::set(tx, SECOND_FACTOR_RULE, value).await
    })?)
}

const SECOND_FACTOR_RULE: &str = "login.second_factor";
const REQUIRED: &str = "required";

pub(crate) async fn second_factor_is_required(tx: &mut Tx) -> Result<bool, DeskError> {
    Ok(store::setting::get(tx, SECOND_FACTOR_RULE).await?.as_deref() == Some(REQUIRED))
}

async fn on_account(
    desk: &Desk,
    login: &str,
    change: impl AsyncFn(&mut Tx, i64) -> Result<(), store::StoreError>,
) -> Result<(), DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let account = store::account::by_login(tx, login).await?;
        let account = account.ok_or_else(|| DeskError::invalid("login", "没有这个账号"))?;
        Ok(change(tx, account.id).await?)
    })
}

/// Hashing takes tens of milliseconds of one core: not on a thread that serves others.
pub(crate) async fn hash_apart(password: &str) -> Result<String, DeskError> {
    let password = zeroize::Zeroizing::new(password.to_owned());
    tokio::task::spawn_blocking(move || password::hash(&password)).await.map_err(|_| DeskError::Fault("计算密码摘要时程序出错".into()))?
}

/// `Invalid` unless that is the account's password.
pub(crate) async fn require_password(desk: &Desk, account_id: i64, given: &str) -> Result<(), DeskError> {
    let phc = {
        let mut tx = desk.store().read().await?;
        store::account::get(&mut tx, account_id).await?.ok_or(DeskError::NotFound)?.password_hash
    };
    let given = zeroize::Zeroizing::new(given.to_owned());
    let is_right = tokio::task::spawn_blocking(move || password::verify(&given, &phc))
        .await
        .map_err(|_| DeskError::Fault("核对密码时程序出错".into()))?;
    if is_right { Ok(()) } else { Err(DeskError::invalid("password", "原密码不正确")) }
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
    password::check(&account.password, &account.login)?;
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
