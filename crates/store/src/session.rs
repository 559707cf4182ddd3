//! Sessions of people who are logged in, and failed logins.

use jiff::Timestamp;

use crate::ledger::{self, Act};
use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx};

table! {
    /// A session. Only the hash of its token is kept: a copy of the database opens no session.
    pub Session of "session" {
        token_hash: Vec<u8>,
        account_id: i64,
        csrf: String,
        created_at: Timestamp,
        last_seen_at: Timestamp,
        /// Ends earlier when nothing is done.
        idle_until: Timestamp,
        /// Ends then, whatever is done.
        ends_at: Timestamp,
        /// Browser and system, as far as they say; nothing that finds a person.
        device: String,
    }
}

pub async fn insert(tx: &mut Tx, session: &Session) -> Result<()> {
    insert_row(tx, session).await?;
    // A session is not kept: the log says that somebody logged in, and when.
    let (kind, key) = ("login".to_owned(), session.created_at.as_second().to_string());
    let act = Act { kind, account_id: Some(session.account_id), at: Some(session.created_at), key: &key };
    ledger::append(tx, act, session).await
}

/// The session with that token, whether it has ended or not.
pub async fn find(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<Session>> {
    tx.optional(select::<Session>("where token_hash = $1"), args![token_hash]).await
}

/// Notes that it was used. A write: call it once a minute, not on every request.
pub async fn touch(tx: &mut Tx, token_hash: &[u8], now: Timestamp, idle_until: Timestamp) -> Result<()> {
    tx.execute("update session set last_seen_at = $1, idle_until = $2 where token_hash = $3", args![now, idle_until, token_hash])
        .await
        .map(|_| ())
}

pub async fn delete(tx: &mut Tx, token_hash: &[u8]) -> Result<()> {
    tx.execute("delete from session where token_hash = $1", args![token_hash]).await.map(|_| ())
}

/// Logs a person out everywhere.
pub async fn delete_of_account(tx: &mut Tx, account_id: i64) -> Result<()> {
    tx.execute("delete from session where account_id = $1", args![account_id]).await.map(|_| ())
}

/// Logs a person out everywhere but here; how many sessions ended.
pub async fn delete_others(tx: &mut Tx, account_id: i64, token_hash: &[u8]) -> Result<u64> {
    tx.execute("delete from session where account_id = $1 and token_hash <> $2", args![account_id, token_hash]).await
}

/// The sessions of a person that are open, the last used first.
pub async fn of_account(tx: &mut Tx, account_id: i64, now: Timestamp) -> Result<Vec<Session>> {
    let rest = "where account_id = $1 and ends_at > $2 and idle_until > $2 order by last_seen_at desc, token_hash";
    tx.all(select::<Session>(rest), args![account_id, now]).await
}

pub async fn delete_ended(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.execute("delete from session where ends_at <= $1 or idle_until <= $1", args![now]).await.map(|_| ())
}

table! {
    LoginFailure of "login_failure" {
        id: i64,
        subject: String,
        at: Timestamp,
    }
}

/// Notes a failed login under each subject that is throttled, such as a login name or an address.
pub async fn record_failure(tx: &mut Tx, subject: &str, at: Timestamp) -> Result<()> {
    let id = tx.reserve("login_failure", 1).await?;
    insert_row(tx, &LoginFailure { id, subject: subject.to_owned(), at }).await
}

/// Failures of a subject at or after that moment.
pub async fn failures_since(tx: &mut Tx, subject: &str, since: Timestamp) -> Result<i64> {
    let (count,): (i64,) = tx.one("select count(*) from login_failure where subject = $1 and at >= $2", args![subject, since]).await?;
    Ok(count)
}

/// Forgets the failures of a subject, after a login that worked.
pub async fn clear_failures(tx: &mut Tx, subject: &str) -> Result<()> {
    tx.execute("delete from login_failure where subject = $1", args![subject]).await.map(|_| ())
}

/// Forgets failures that no longer count.
pub async fn delete_failures_before(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.execute("delete from login_failure where at < $1", args![before]).await.map(|_| ())
}
