//! Logging in and out: argon2id and, where the person has one, a second factor; throttled by login and by address; sessions
//! that end by themselves.

use casework::codes::Department;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::{Actor, Desk, DeskError, StandIn, absences, accounts, password, random, second_factor, time};

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

/// After a right password the code has to come within so long.
const CODE_WAIT: SignedDuration = SignedDuration::from_mins(5);

/// Where a login comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// Failures are counted by it.
    pub address: &'a str,
    /// Browser and system, for the person's own list of sessions; may be empty.
    pub device: &'a str,
}

impl<'a> From<&'a str> for Origin<'a> {
    fn from(address: &'a str) -> Self {
        Self { address, device: "" }
    }
}

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
    /// The password was right; the code goes to [`code`] with this token.
    #[error("该账号启用了动态验证码，请输入验证码")]
    NeedsCode(String),
    #[error("验证码不正确")]
    WrongCode,
    /// The password was right too long ago.
    #[error("登录已超时，请重新输入账号和密码")]
    StepEnded,
    /// 统一身份认证 did not vouch for anybody, in one sentence.
    #[error("{0}")]
    Outside(String),
    /// It vouched for somebody who has no account here.
    #[error("统一身份认证的这个身份没有绑定账号，请联系本单位系统管理员")]
    NotLinked,
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
    /// What has to be done before any work.
    pub must: Option<Must>,
}

/// What stands between a session and the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Must {
    /// Somebody else knows the password.
    ChangePassword,
    /// The house requires a second factor, and this person has none.
    EnrolSecondFactor,
}

/// What is kept of a token: a dump of the database opens no session.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// What failures are counted under. A login is personal data of an officer: only its keyed digest is kept.
fn subjects(desk: &Desk, login: &str, remote: &str) -> [String; 2] {
    [subject_of_login(desk, login), subject(desk, "remote", remote)]
}

pub(crate) fn subject_of_login(desk: &Desk, login: &str) -> String {
    subject(desk, "login", login)
}

fn subject(desk: &Desk, what: &str, value: &str) -> String {
    format!("{what}:{}", random::hex(&desk.vault().blind(what, value).0))
}

/// Checks the pair and opens a session; the returned token goes into the cookie and nowhere else.
///
/// # Errors
/// `NeedsCode` where the person has a second factor: no session is open yet.
pub async fn login(desk: &Desk, form: &LoginForm, origin: impl Into<Origin<'_>>, now: Timestamp) -> Result<String, LoginRefusal> {
    let origin = origin.into();
    let login = form.login.trim();
    let subjects = subjects(desk, login, origin.address);
    let mut tx = desk.store().read().await?;
    require_calm(&mut tx, &subjects, now).await?;
    let account = store::account::by_login(&mut tx, login).await?.filter(|account| !account.disabled);
    drop(tx);
    // An unknown login costs as much time as a wrong password.
    let phc = account.as_ref().map_or_else(|| desk.decoy_hash().to_owned(), |account| account.password_hash.clone());
    let given = zeroize::Zeroizing::new(form.password.clone());
    let is_right = tokio::task::spawn_blocking(move || password::verify(&given, &phc))
        .await
        .map_err(|_| DeskError::Fault("核对密码时程序出错".into()))?;
    let Some(account) = account.filter(|_| is_right) else {
        record_failure(desk, &subjects, now).await?;
        return Err(LoginRefusal::WrongPair);
    };
    let mut tx = desk.store().read().await?;
    let standing = store::account::standing(&mut tx, account.id).await?;
    drop(tx);
    if standing.has_second_factor {
        let token = random::token();
        let step = store::second_factor::LoginStep { token_hash: token_hash(&token), account_id: account.id, ends_at: now + CODE_WAIT };
        store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
            store::second_factor::await_code(tx, &step, now).await
        })?;
        return Err(LoginRefusal::NeedsCode(token));
    }
    open_session(desk, account.id, &subjects[0], origin, now).await
}

/// The second step: a code of the telephone, or a recovery code. Wrong ones count like wrong passwords, so that whoever has the
/// password cannot go through the codes.
pub async fn code(desk: &Desk, step: &str, code: &str, origin: impl Into<Origin<'_>>, now: Timestamp) -> Result<String, LoginRefusal> {
    let origin = origin.into();
    let hash = token_hash(step);
    let mut tx = desk.store().read().await?;
    let waiting = store::second_factor::awaited(&mut tx, &hash).await?.filter(|step| step.ends_at > now);
    let Some(waiting) = waiting else { return Err(LoginRefusal::StepEnded) };
    let account = store::account::get(&mut tx, waiting.account_id).await?.filter(|account| !account.disabled);
    let Some(account) = account else { return Err(LoginRefusal::StepEnded) };
    let subjects = subjects(desk, &account.login, origin.address);
    require_calm(&mut tx, &subjects, now).await?;
    drop(tx);
    let is_right = store::transact!(desk.store(), async |tx| -> Result<bool, DeskError> {
        // A step ends with its first right code: of two requests at once, one is late.
        Ok(second_factor::take(tx, desk, account.id, code, now).await? && store::second_factor::end_step(tx, &hash).await?)
    })?;
    if !is_right {
        record_failure(desk, &subjects, now).await?;
        return Err(LoginRefusal::WrongCode);
    }
    open_session(desk, account.id, &subjects[0], origin, now).await
}

/// `TooMany` after too many failures of this login or from this address.
async fn require_calm(tx: &mut store::Tx, [by_login, by_remote]: &[String; 2], now: Timestamp) -> Result<(), LoginRefusal> {
    let since = now - WINDOW;
    if store::session::failures_since(tx, by_login, since).await? >= LOGIN_LIMIT
        || store::session::failures_since(tx, by_remote, since).await? >= REMOTE_LIMIT
    {
        return Err(LoginRefusal::TooMany);
    }
    Ok(())
}

async fn record_failure(desk: &Desk, [by_login, by_remote]: &[String; 2], now: Timestamp) -> Result<(), store::StoreError> {
    store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
        store::session::record_failure(tx, by_login, now).await?;
        store::session::record_failure(tx, by_remote, now).await
    })
}

/// Opens a session for somebody who showed who they are.
pub(crate) async fn open_session(
    desk: &Desk,
    account_id: i64,
    by_login: &str,
    origin: Origin<'_>,
    now: Timestamp,
) -> Result<String, LoginRefusal> {
    let token = random::token();
    let session = store::session::Session {
        token_hash: token_hash(&token),
        account_id,
        csrf: random::token(),
        created_at: now,
        last_seen_at: now,
        idle_until: now + IDLE,
        ends_at: now + LIFETIME,
        device: origin.device.chars().take(60).collect(),
    };
    store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
        store::session::clear_failures(tx, by_login).await?;
        store::session::delete_ended(tx, now).await?;
        store::session::insert(tx, &session).await
    })?;
    tracing::info!(account = account_id, "logged in");
    Ok(token)
}

/// The live session of a cookie's token, if there is one.
#[crate::boxed]
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
    let standing = store::account::standing(&mut tx, account.id).await?;
    let must = if standing.password_due {
        Some(Must::ChangePassword)
    } else if !standing.has_second_factor && accounts::second_factor_is_required(&mut tx).await? {
        Some(Must::EnrolSecondFactor)
    } else {
        None
    };
    let stands_in_for = absences::stands_in_for(&mut tx, account.id, time::local_date(now)).await?;
    drop(tx);
    if now.duration_since(session.last_seen_at) >= TOUCH {
        store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> {
            store::session::touch(tx, &hash, now, now + IDLE).await
        })?;
    }
    Ok(Some(Session { actor: actor(desk, &account, stands_in_for)?, csrf: session.csrf, must }))
}

/// Ends the session of this token.
#[crate::boxed]
pub async fn logout(desk: &Desk, token: &str) -> Result<(), DeskError> {
    let hash = token_hash(token);
    Ok(store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> { store::session::delete(tx, &hash).await })?)
}

/// The person behind an account, with the units that they see.
fn actor(desk: &Desk, account: &store::account::Account, stands_in_for: Vec<StandIn>) -> Result<Actor, DeskError> {
    let units = desk.units();
    let unit = units.get(account.org_id).ok_or_else(|| DeskError::Fault("账号所属单位不存在".into()))?;
    Ok(Actor {
        account_id: account.id,
        display_name: account.display_name.clone(),
        role: account.role,
        stands_in_for,
        org_id: unit.id,
        org_name: unit.name.clone(),
        level: unit.level,
        department: unit.department,
        org_scope: if unit.department == Department::MarketSupervision { units.below(unit.id) } else { Vec::new() },
    })
}
