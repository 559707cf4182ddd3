//! 账号: people who work here.

use casework::codes::Role;
use jiff::Timestamp;

use crate::ledger::{self, Act};
use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// A person's account.
    pub Account of "account" {
        id: i64,
        login: String,
        display_name: String,
        role: Role,
        org_id: i64,
        /// argon2id, in PHC form.
        password_hash: String,
        disabled: bool,
        created_at: Timestamp,
    }
}

/// Ids for that many new accounts; returns the first.
pub async fn reserve(tx: &mut Tx, count: usize) -> Result<i64> {
    tx.reserve("account", count).await
}

/// [`crate::StoreError::Duplicate`] when the login is taken.
pub async fn insert(tx: &mut Tx, account: &Account) -> Result<()> {
    insert_row(tx, account).await?;
    let key = account.id.to_string();
    let act = Act { kind: "account.added".to_owned(), account_id: None, at: Some(account.created_at), key: &key };
    ledger::append(tx, act, account).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Account>> {
    tx.optional(select::<Account>("where id = $1"), args![id]).await
}

pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Account>> {
    tx.optional(select::<Account>("where login = $1"), args![login]).await
}

/// All accounts, by unit and login.
pub async fn all(tx: &mut Tx) -> Result<Vec<Account>> {
    tx.all(select::<Account>("order by org_id, login, id"), args![]).await
}

/// Accounts of a unit, by login.
pub async fn of_organisation(tx: &mut Tx, org_id: i64) -> Result<Vec<Account>> {
    tx.all(select::<Account>("where org_id = $1 order by login, id"), args![org_id]).await
}

/// Whether the account exists.
pub async fn set_password(tx: &mut Tx, id: i64, password_hash: &str) -> Result<bool> {
    let changed = tx.execute("update account set password_hash = $1 where id = $2", args![password_hash, id]).await?;
    tx.execute("delete from password_due where account_id = $1", args![id]).await?;
    note(tx, "account.password", id).await?;
    Ok(changed == 1)
}

/// The password was chosen by somebody else: the person has to choose one before anything else.
pub async fn require_password(tx: &mut Tx, id: i64, since: Timestamp) -> Result<()> {
    let sql = "insert into password_due (account_id, since) values ($1, $2) on conflict (account_id) do update set since = excluded.since";
    tx.execute(sql, args![id, since]).await.map(|_| ())
}

/// What stands between a live session and the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub password_due: bool,
    pub has_second_factor: bool,
}

pub async fn standing(tx: &mut Tx, id: i64) -> Result<Standing> {
    let sql = "select (select count(*) from password_due where account_id = $1), \
               (select count(*) from second_factor where account_id = $1 and confirmed_at is not null)";
    let (due, factors): (i64, i64) = tx.one(sql, args![id]).await?;
    Ok(Standing { password_due: due > 0, has_second_factor: factors > 0 })
}

/// Whether the account exists.
pub async fn set_disabled(tx: &mut Tx, id: i64, disabled: bool) -> Result<bool> {
    let changed = tx.execute("update account set disabled = $1 where id = $2", args![disabled, id]).await?;
    note(tx, if disabled { "account.disabled" } else { "account.enabled" }, id).await?;
    Ok(changed == 1)
}

/// Puts what happened to an account in the log, with its row as it is now.
pub(crate) async fn note(tx: &mut Tx, kind: &str, id: i64) -> Result<()> {
    let Some(row) = get(tx, id).await? else { return Ok(()) };
    let key = id.to_string();
    ledger::append(tx, Act { kind: kind.to_owned(), account_id: Some(id), at: None, key: &key }, &row).await
}
