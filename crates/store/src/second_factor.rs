//! 动态验证码: the second factor of a login, its recovery codes, and logins that wait for one.

use jiff::Timestamp;

use crate::table::{args, insert as insert_row, insert_all, select, table};
use crate::{Result, Tx, account};

table! {
    /// The secret that a person's telephone shares with us.
    pub SecondFactor of "second_factor" {
        account_id: i64,
        /// Sealed.
        secret: Vec<u8>,
        /// When the person showed that the telephone has it; it guards nothing before.
        confirmed_at: Option<Timestamp>,
        /// The time step of the last code that was taken: no code is taken twice.
        last_step: i64,
    }
}

table! {
    /// A code for the day on which the telephone is gone; taken once.
    pub RecoveryCode of "recovery_code" {
        id: i64,
        account_id: i64,
        hash: Vec<u8>,
        used_at: Option<Timestamp>,
    }
}

table! {
    /// A login whose password was right and whose code is awaited.
    pub LoginStep of "login_step" {
        token_hash: Vec<u8>,
        account_id: i64,
        ends_at: Timestamp,
    }
}

pub async fn get(tx: &mut Tx, account_id: i64) -> Result<Option<SecondFactor>> {
    tx.optional(select::<SecondFactor>("where account_id = $1"), args![account_id]).await
}

/// A new secret in the place of one that was not confirmed yet. Whether it took: a confirmed one stays.
pub async fn begin(tx: &mut Tx, account_id: i64, secret: &[u8]) -> Result<bool> {
    tx.execute("delete from second_factor where account_id = $1 and confirmed_at is null", args![account_id]).await?;
    if get(tx, account_id).await?.is_some() {
        return Ok(false);
    }
    insert_row(tx, &SecondFactor { account_id, secret: secret.to_vec(), confirmed_at: None, last_step: 0 }).await?;
    Ok(true)
}

/// From now on it is asked for; these are its recovery codes.
pub async fn confirm(tx: &mut Tx, account_id: i64, now: Timestamp, hashes: &[Vec<u8>]) -> Result<()> {
    tx.execute("update second_factor set confirmed_at = $1 where account_id = $2", args![now, account_id]).await?;
    tx.execute("delete from recovery_code where account_id = $1", args![account_id]).await?;
    let first = tx.reserve("recovery_code", hashes.len()).await?;
    let codes: Vec<RecoveryCode> =
        hashes.iter().zip(first..).map(|(hash, id)| RecoveryCode { id, account_id, hash: hash.clone(), used_at: None }).collect();
    insert_all(tx, &codes, "").await?;
    account::note(tx, "account.second_factor.on", account_id).await
}

/// Takes a code of that time step. Whether it took: of two requests with the same code one is late.
pub async fn take_step(tx: &mut Tx, account_id: i64, step: i64) -> Result<bool> {
    let sql = "update second_factor set last_step = $1 where account_id = $2 and last_step < $1";
    Ok(tx.execute(sql, args![step, account_id]).await? == 1)
}

/// Takes a recovery code. Whether it was there and unused.
pub async fn take_recovery_code(tx: &mut Tx, account_id: i64, hash: &[u8], now: Timestamp) -> Result<bool> {
    let sql = "update recovery_code set used_at = $1 where account_id = $2 and hash = $3 and used_at is null";
    let taken = tx.execute(sql, args![now, account_id, hash]).await? == 1;
    if taken {
        account::note(tx, "account.recovery_code", account_id).await?;
    }
    Ok(taken)
}

/// Recovery codes that nobody used yet.
pub async fn recovery_codes_left(tx: &mut Tx, account_id: i64) -> Result<i64> {
    let sql = "select count(*) from recovery_code where account_id = $1 and used_at is null";
    let (count,): (i64,) = tx.one(sql, args![account_id]).await?;
    Ok(count)
}

/// No second factor any more. Whether there was a confirmed one.
pub async fn remove(tx: &mut Tx, account_id: i64) -> Result<bool> {
    let was_on = get(tx, account_id).await?.is_some_and(|factor| factor.confirmed_at.is_some());
    for table in ["recovery_code", "second_factor", "login_step"] {
        tx.execute_built(format!("delete from {table} where account_id = $1"), args![account_id]).await?;
    }
    if was_on {
        account::note(tx, "account.second_factor.off", account_id).await?;
    }
    Ok(was_on)
}

/// Notes that a password was right; forgets steps that ended.
pub async fn await_code(tx: &mut Tx, step: &LoginStep, now: Timestamp) -> Result<()> {
    tx.execute("delete from login_step where ends_at <= $1", args![now]).await?;
    insert_row(tx, step).await
}

/// The step with that token, whether it has ended or not.
pub async fn awaited(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<LoginStep>> {
    tx.optional(select::<LoginStep>("where token_hash = $1"), args![token_hash]).await
}

/// Ends a step. Whether it was there.
pub async fn end_step(tx: &mut Tx, token_hash: &[u8]) -> Result<bool> {
    Ok(tx.execute("delete from login_step where token_hash = $1", args![token_hash]).await? == 1)
}
