//! 动态验证码: a code from the officer's own telephone, after the password. RFC 6238 with its recommended values (SHA-1, six
//! digits, 30 seconds), which is what every authenticator app speaks.

use jiff::Timestamp;
use rand::{Rng, RngExt};
use store::Tx;
use totp_rs::{Builder, Secret, Totp};
use vault::{Cell, Class};

use crate::{Actor, Desk, DeskError, accounts, password, random};

/// How many codes a person gets for the day on which the telephone is gone.
const RECOVERY_CODES: usize = 8;
/// RFC 4226 §4: 160 bits.
const SECRET_BYTES: usize = 20;

/// A secret that waits for the person to show that the telephone has it.
pub struct Enrolment {
    /// For typing in by hand, in groups of four.
    pub text: String,
    /// `otpauth://…`, for the picture that a telephone reads.
    pub address: String,
}

const fn cell(account_id: i64) -> Cell {
    Cell { table: "second_factor", column: "secret", row: account_id }
}

/// The code generator over a secret. One step of 30 seconds before and after is taken too: clocks differ.
fn generator(secret: &[u8], login: &str) -> Result<Totp, DeskError> {
    Builder::new()
        .with_secret(Secret::new(secret.to_vec().into_boxed_slice()))
        .with_skew(1)
        .with_account_name(login)
        .with_issuer(Some("Mingjian"))
        .build()
        .map_err(|_| DeskError::Fault("无法准备动态验证码".into()))
}

async fn secret_of(tx: &mut Tx, desk: &Desk, account_id: i64) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, DeskError> {
    let factor = store::second_factor::get(tx, account_id).await?;
    Ok(factor.map(|factor| desk.vault().open(Class::Credential, &cell(account_id), &factor.secret)).transpose()?)
}

/// A fresh secret. It guards nothing until [`confirm`]; asking again gives another one.
#[crate::boxed]
pub async fn begin(desk: &Desk, actor: &Actor) -> Result<Enrolment, DeskError> {
    let mut secret = zeroize::Zeroizing::new([0_u8; SECRET_BYTES]);
    random::fill(secret.as_mut_slice());
    let sealed = desk.vault().seal(Class::Credential, &cell(actor.account_id), secret.as_slice(), &mut random::rng());
    let login = store::transact!(desk.store(), async |tx| -> Result<String, DeskError> {
        let account = store::account::get(tx, actor.account_id).await?.ok_or(DeskError::NotFound)?;
        if !store::second_factor::begin(tx, actor.account_id, &sealed).await? {
            return Err(DeskError::refused("已经启用动态验证码", "更换手机请先停用，再重新启用"));
        }
        Ok(account.login)
    })?;
    enrolment(secret.as_slice(), &login)
}

/// The secret that waits, to show it again after a wrong code.
#[crate::boxed]
pub async fn waiting(desk: &Desk, actor: &Actor) -> Result<Option<Enrolment>, DeskError> {
    let mut tx = desk.store().read().await?;
    if store::second_factor::get(&mut tx, actor.account_id).await?.is_none_or(|factor| factor.confirmed_at.is_some()) {
        return Ok(None);
    }
    let account = store::account::get(&mut tx, actor.account_id).await?.ok_or(DeskError::NotFound)?;
    let secret = secret_of(&mut tx, desk, actor.account_id).await?.ok_or(DeskError::NotFound)?;
    enrolment(&secret, &account.login).map(Some)
}

fn enrolment(secret: &[u8], login: &str) -> Result<Enrolment, DeskError> {
    let generator = generator(secret, login)?;
    let text = generator.secret().to_base32();
    let groups: Vec<&str> = text.as_bytes().chunks(4).map(|chunk| std::str::from_utf8(chunk).unwrap_or_default()).collect();
    let address = generator.to_url().map_err(|_| DeskError::Fault("无法准备动态验证码".into()))?;
    Ok(Enrolment { text: groups.join(" "), address })
}

/// The telephone has the secret: from now on every login asks for a code. Returns the recovery codes, which are shown this once.
#[crate::boxed]
pub async fn confirm(desk: &Desk, actor: &Actor, code: &str, now: Timestamp) -> Result<Vec<String>, DeskError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(&mut random::rng())).collect();
    let hashes: Vec<Vec<u8>> = codes.iter().map(|code| recovery_hash(desk, code)).collect();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let factor = store::second_factor::get(tx, actor.account_id).await?.filter(|factor| factor.confirmed_at.is_none());
        if factor.is_none() {
            return Err(DeskError::refused("没有待确认的动态验证码", "请重新开始启用"));
        }
        if !take(tx, desk, actor.account_id, code, now).await? {
            return Err(DeskError::invalid("code", "验证码不正确：请核对手机时间，输入当前显示的6位数字"));
        }
        Ok(store::second_factor::confirm(tx, actor.account_id, now, &hashes).await?)
    })?;
    Ok(codes)
}

/// No codes any more. Asks for the password: a machine left open must not lose its owner the second lock.
#[crate::boxed]
pub async fn remove(desk: &Desk, actor: &Actor, given: &str) -> Result<(), DeskError> {
    accounts::require_password(desk, actor.account_id, given).await?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::second_factor::remove(tx, actor.account_id).await?;
        Ok(())
    })
}

/// Takes a code of the telephone or a recovery code. Whether it was right and fresh.
pub(crate) async fn take(tx: &mut Tx, desk: &Desk, account_id: i64, code: &str, now: Timestamp) -> Result<bool, DeskError> {
    let code: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_ascii_lowercase();
    if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        let Some(secret) = secret_of(tx, desk, account_id).await? else { return Ok(false) };
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        return match generator(&secret, "")?.check(&code, seconds) {
            Some(step) => Ok(store::second_factor::take_step(tx, account_id, i64::try_from(step).unwrap_or(i64::MAX)).await?),
            None => Ok(false),
        };
    }
    Ok(store::second_factor::take_recovery_code(tx, account_id, &recovery_hash(desk, &code), now).await?)
}

/// Four groups of four letters and digits without look-alikes: 79 bits.
fn recovery_code(rng: &mut impl Rng) -> String {
    let symbol = |rng: &mut _| char::from(password::READABLE[RngExt::random_range(rng, 0..password::READABLE.len())]);
    (0..4).map(|_| (0..4).map(|_| symbol(rng)).collect::<String>()).collect::<Vec<_>>().join("-")
}

fn recovery_hash(desk: &Desk, code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(|c| *c != '-').collect();
    desk.vault().blind("recovery code", &plain).as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1, cut to six digits.
    #[test]
    fn the_generator_speaks_the_standard() {
        let generator = generator(b"12345678901234567890", "officer").expect("a good secret");
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(generator.check(code, seconds), Some(seconds / 30), "at {seconds}");
        }
        assert_eq!(generator.check("287082", 59 + 30), Some(1), "one step late");
        assert_eq!(generator.check("287082", 59 + 60), None, "two steps late");
        assert_eq!(
            generator.to_url().expect("an address"),
            "otpauth://totp/Mingjian:officer?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Mingjian"
        );
    }

    #[test]
    fn recovery_codes_can_be_read_over_the_telephone() {
        let code = recovery_code(&mut random::rng());
        assert_eq!(code.len(), 19);
        assert!(code.bytes().all(|byte| byte == b'-' || password::READABLE.contains(&byte)));
    }
}
