//! Logging in and out: argon2id, throttled by login and by address, sessions that end by themselves.

use casework::codes::Department;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::{Actor, Desk, DeskError, password, random};

/// A session that nobody uses ends after so long.
const IDLE: SignedDuration = SignedDuration::from_mins(30);
/// Every session ends after so long.
const LIFETIME: SignedDuration = SignedDuration::from_hours(12);
/// Failures are counted over so long.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// So many failures for one login in a window, and its further tries wait for the window to pass.
const LOGIN_LIMIT: i64 = 5;
/// The same for one address, from which a whole office may come.
const REMOTE_LIMIT: i64 = 40;
/// A session's last use is written at most this often, so that reading pages does not write all day.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// What the login page sends.
pub struct LoginForm {
    pub login: String,
    pub password: String,
}

/// Why nobody was let in. It never tells whether the login exists.
#[derive(Debug, thiserror::Error)]
pub enum LoginRefusal {
    #[error("账号或密码不正确")]
    WrongPair,
    #[error("尝试次数过多，请15分钟后再试")]
    TooMany,
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl From<store::StoreError> for LoginRefusal {
    fn from(error: store::StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// A live session.
#[derive(Clone, Debug)]
pub struct Session {
    pub actor: Actor,
    /// The token that every form of this session carries.
    pub csrf: String,
}

/// What is kept of a token: a dump of the database opens no session.
fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// What failures are counted under. A login is personal data of an officer: only its keyed digest is kept.
fn subjects(desk: &Desk, login: &str, remote: &str) -> [String; 2] {
    [("login", login), ("remote", remote)].map(|(what, value)| format!("{what}:{}", random::hex(&desk.vault().blind(what, value).0)))
}

/// Checks the pair and opens a session; the returned token goes into the cookie and nowhere else.
pub async fn login(desk: &Desk, form: &LoginForm, remote: &str, now: Timestamp) -> Result<String, LoginRefusal> {
    let login = form.login.trim();
    let [by_login, by_remote] = subjects(desk, login, remote);
    let mut tx = desk.store().read().await?;
    let since = now - WINDOW;
    if store::session::failures_since(&mut tx, &by_login, since).await? >= LOGIN_LIMIT
        || store::session::failures_since(&mut tx, &by_remote, since).await? >= REMOTE_LIMIT
    {
        return Err(LoginRefusal::TooMany);
    }
    let account = store::account::by_login(&mut tx, login).await?.filter(|account| !account.disabled);
    drop(tx);
    // An unknown login costs as much time as a wrong password.
    let phc = account.as_ref().map_or_else(|| desk.decoy_hash().to_owned(), |account| account.password_hash.clone());
    let given = zeroize::Zeroizing::new(form.password.clone());
    let is_right = tokio::task::spawn_blocking(move || password::verify(&given, &phc))
        .await
        .map_err(|_| DeskError::Fault("核对密码时程序出错".into()))?;
    let Some(account) = account.filter(|_| is_right) else {
        store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
            store::session::record_failure(tx, &by_login, now).await?;
            store::session::record_failure(tx, &by_remote, now).await
        })?;
        return Err(LoginRefusal::WrongPair);
    };
    let token = random::token();
    let session = store::session::Session {
        token_hash: token_hash(&token),
        account_id: account.id,
        csrf: random::token(),
        created_at: now,
        last_seen_at: now,
        idle_until: now + IDLE,
        ends_at: now + LIFETIME,
    };
    store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
        store::session::clear_failures(tx, &by_login).await?;
        store::session::delete_ended(tx, now).await?;
        store::session::insert(tx, &session).await
    })?;
    tracing::info!(account = account.id, "logged in");
    Ok(token)
}

/// The live session of a cookie's token, if there is one.
pub async fn session(desk: &Desk, token: &str, now: Timestamp) -> Result<Option<Session>, DeskError> {
    let hash = token_hash(token);
    let mut tx = desk.store().read().await?;
    let Some(session) = store::session::find(&mut tx, &hash).await? else { return Ok(None) };
    if session.ends_at <= now || session.idle_until <= now {
        return Ok(None);
    }
    let Some(account) = store::account::get(&mut tx, session.account_id).await?.filter(|account| !account.disabled) else {
        return Ok(None);
    };
    drop(tx);
    if now.duration_since(session.last_seen_at) >= TOUCH {
        store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
            store::session::touch(tx, &hash, now, now + IDLE).await
        })?;
    }
    Ok(Some(Session { actor: actor(desk, &account)?, csrf: session.csrf }))
}

/// Ends the session of this token.
pub async fn logout(desk: &Desk, token: &str) -> Result<(), DeskError> {
    let hash = token_hash(token);
    Ok(store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> { store::session::delete(tx, &hash).await })?)
}

/// The person behind an account, with the units that they see.
pub(crate) fn actor(desk: &Desk, account: &store::account::Account) -> Result<Actor, DeskError> {
    let units = desk.units();
    let unit = units.get(account.org_id).ok_or_else(|| DeskError::Fault("账号所属单位不存在".into()))?;
    Ok(Actor {
        account_id: account.id,
        display_name: account.display_name.clone(),
        role: account.role,
        org_id: unit.id,
        org_name: unit.name.clone(),
        level: unit.level,
        department: unit.department,
        org_scope: if unit.department == Department::MarketSupervision { units.below(unit.id) } else { Vec::new() },
    })
}
