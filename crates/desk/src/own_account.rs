//! 我的账号: one's own password, sessions and second factor.

use jiff::Timestamp;

use crate::login::token_hash;
use crate::{Actor, Desk, DeskError, accounts, password, random, time};

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Tells one's sessions apart; opens nothing.
    pub id: String,
    pub device: String,
    pub opened_at: String,
    pub used_at: String,
    pub ends_at: String,
    /// The one that asks.
    pub is_this: bool,
}

/// What stands on the page of one's own account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    pub login: String,
    pub sessions: Vec<OpenSession>,
    /// Since when codes are asked for, and how many recovery codes are left.
    pub second_factor: Option<(String, i64)>,
    /// Names of the places from outside that vouch for this person.
    pub outside: Vec<String>,
}

impl OwnAccount {
    /// Made up, for looking at the page.
    pub fn sample() -> Self {
        let session = OpenSession {
            id: "0123456789abcdef".to_owned(),
            device: "Firefox · Linux".to_owned(),
            opened_at: "2026-04-21 09:02".to_owned(),
            used_at: "2026-04-21 11:40".to_owned(),
            ends_at: "2026-04-21 21:02".to_owned(),
            is_this: true,
        };
        let other = OpenSession { id: "fedcba9876543210".to_owned(), device: "<手机>".to_owned(), is_this: false, ..session.clone() };
        Self {
            login: "zhou".to_owned(),
            sessions: vec![session, other],
            second_factor: Some(("2026-03-02 08:55".to_owned(), 7)),
            outside: Vec::new(),
        }
    }
}

fn session_id(hash: &[u8]) -> String {
    random::hex(hash.get(..8).unwrap_or(hash))
}

#[crate::boxed]
pub async fn show(desk: &Desk, actor: &Actor, token: &str, now: Timestamp) -> Result<OwnAccount, DeskError> {
    let this = token_hash(token);
    let mut tx = desk.store().read().await?;
    let account = store::account::get(&mut tx, actor.account_id).await?.ok_or(DeskError::NotFound)?;
    let confirmed = store::second_factor::get(&mut tx, actor.account_id).await?.and_then(|factor| factor.confirmed_at);
    let second_factor = match confirmed {
        Some(since) => Some((time::shown(since), store::second_factor::recovery_codes_left(&mut tx, actor.account_id).await?)),
        None => None,
    };
    let sessions = store::session::of_account(&mut tx, actor.account_id, now).await?;
    let outside = store::outside::of_account(&mut tx, actor.account_id).await?;
    Ok(OwnAccount {
        login: account.login,
        sessions: sessions
            .into_iter()
            .map(|session| OpenSession {
                id: session_id(&session.token_hash),
                device: if session.device.is_empty() { "未知设备".to_owned() } else { session.device },
                opened_at: time::shown(session.created_at),
                used_at: time::shown(session.last_seen_at),
                ends_at: time::shown(session.ends_at),
                is_this: session.token_hash == this,
            })
            .collect(),
        second_factor,
        outside: outside.into_iter().map(|link| link.issuer).collect(),
    })
}

/// Ends one of one's sessions; a session that is gone already is no error.
#[crate::boxed]
pub async fn end_session(desk: &Desk, actor: &Actor, id: &str, now: Timestamp) -> Result<(), DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let sessions = store::session::of_account(tx, actor.account_id, now).await?;
        if let Some(session) = sessions.iter().find(|session| session_id(&session.token_hash) == id) {
            store::session::delete(tx, &session.token_hash).await?;
        }
        Ok(())
    })
}

/// Ends every session of one's own but this one.
#[crate::boxed]
pub async fn end_other_sessions(desk: &Desk, actor: &Actor, token: &str) -> Result<(), DeskError> {
    let this = token_hash(token);
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::session::delete_others(tx, actor.account_id, &this).await?;
        Ok(())
    })
}

/// A new password of one's own choice. Every other session ends: whoever knew the old one is out.
#[crate::boxed]
pub async fn change_password(desk: &Desk, actor: &Actor, token: &str, old: &str, new: &str) -> Result<(), DeskError> {
    accounts::require_password(desk, actor.account_id, old).await?;
    if old == new {
        return Err(DeskError::invalid("new", "新密码不能与原密码相同"));
    }
    let login = {
        let mut tx = desk.store().read().await?;
        store::account::get(&mut tx, actor.account_id).await?.ok_or(DeskError::NotFound)?.login
    };
    password::check(new, &login)?;
    let hash = accounts::hash_apart(new).await?;
    let this = token_hash(token);
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::account::set_password(tx, actor.account_id, &hash).await?;
        store::session::delete_others(tx, actor.account_id, &this).await?;
        Ok(())
    })
}
