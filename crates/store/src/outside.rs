//! Logins from outside (统一身份认证, OpenID Connect): whose they are, and those that are under way.

use jiff::Timestamp;

use crate::table::{args, insert as insert_row, select, table};
use crate::{Result, Tx, account};

table! {
    /// A person at the other side, and their account here.
    pub OutsideAccount of "outside_account" {
        issuer: String,
        subject: String,
        account_id: i64,
        linked_at: Timestamp,
    }
}

table! {
    /// A login that was sent to the other side and is to come back.
    pub OutsideStep of "outside_step" {
        /// Of the state that comes back with it.
        token_hash: Vec<u8>,
        nonce: String,
        /// PKCE (RFC 7636).
        verifier: String,
        /// Where the person was going: a path of ours.
        next: String,
        ends_at: Timestamp,
    }
}

/// Notes a login that leaves; forgets those that never came back.
pub async fn send(tx: &mut Tx, step: &OutsideStep, now: Timestamp) -> Result<()> {
    tx.execute("delete from outside_step where ends_at <= $1", args![now]).await?;
    insert_row(tx, step).await
}

/// Takes the login that came back: it comes back once.
pub async fn take(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<OutsideStep>> {
    let found = tx.optional(select::<OutsideStep>("where token_hash = $1"), args![token_hash]).await?;
    let taken = tx.execute("delete from outside_step where token_hash = $1", args![token_hash]).await? == 1;
    Ok(found.filter(|_| taken))
}

/// Ties a person at the other side to an account, in the place of an earlier tie.
pub async fn link(tx: &mut Tx, link: &OutsideAccount) -> Result<()> {
    tx.execute("delete from outside_account where issuer = $1 and subject = $2", args![link.issuer, link.subject]).await?;
    insert_row(tx, link).await?;
    account::note(tx, "account.outside.linked", link.account_id).await
}

/// The account of a person at the other side.
pub async fn account_of(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<i64>> {
    let sql = "select account_id from outside_account where issuer = $1 and subject = $2";
    let found: Option<(i64,)> = tx.optional(sql, args![issuer, subject]).await?;
    Ok(found.map(|(id,)| id))
}

/// Every tie of an account, by issuer and subject.
pub async fn of_account(tx: &mut Tx, account_id: i64) -> Result<Vec<OutsideAccount>> {
    tx.all(select::<OutsideAccount>("where account_id = $1 order by issuer, subject"), args![account_id]).await
}

/// Cuts the ties of an account; how many there were.
pub async fn unlink(tx: &mut Tx, account_id: i64) -> Result<u64> {
    let cut = tx.execute("delete from outside_account where account_id = $1", args![account_id]).await?;
    if cut > 0 {
        account::note(tx, "account.outside.unlinked", account_id).await?;
    }
    Ok(cut)
}
