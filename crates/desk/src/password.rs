//! Passwords: argon2id with the crate's recommended cost; verifying costs the same whether or not the login exists.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use rand::RngExt;

use crate::DeskError;

/// 19 MiB, two passes, one lane (OWASP's first choice for argon2id).
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// The shortest password that is taken.
pub const MIN_CHARS: usize = 10;

/// Letters and digits that are not mistaken for one another.
pub(crate) const READABLE: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Whether the password may be chosen by the owner of this login. Length is what helps (NIST SP 800-63B-4 §3.1.1): no rule asks
/// for kinds of characters, and none makes people change a good password.
///
/// # Errors
/// `Invalid`, with what is expected.
pub fn check(password: &str, login: &str) -> Result<(), DeskError> {
    let lower = password.to_lowercase();
    let distinct: std::collections::BTreeSet<char> = lower.chars().collect();
    let follows = |step: i32| lower.chars().zip(lower.chars().skip(1)).filter(|(a, b)| *b as i32 - *a as i32 == step).count();
    let length = password.chars().count();
    let problem = if length < MIN_CHARS {
        format!("密码至少{MIN_CHARS}个字符")
    } else if !login.is_empty() && lower.contains(&login.to_lowercase()) {
        "密码不能含有账号".to_owned()
    } else if distinct.len() < 5 || [-1, 1].into_iter().any(|step| follows(step) * 2 > length) {
        "密码太容易猜到：请少用重复或连续的字符".to_owned()
    } else {
        return Ok(());
    };
    Err(DeskError::invalid("password", problem))
}

/// A password that can be read over the telephone: 16 letters and digits without look-alikes, about 79 bits.
pub fn readable() -> String {
    let mut rng = crate::random::rng();
    let group = |rng: &mut _| (0..4).map(|_| char::from(READABLE[RngExt::random_range(rng, 0..READABLE.len())])).collect::<String>();
    [group(&mut rng), group(&mut rng), group(&mut rng), group(&mut rng)].join("-")
}

/// A PHC string of the password under a fresh random salt.
pub fn hash(password: &str) -> Result<String, DeskError> {
    let mut salt = [0_u8; 16];
    crate::random::fill(&mut salt);
    hasher()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|h| h.to_string())
        .map_err(|_| DeskError::Fault("无法计算密码摘要".into()))
}

/// Whether the password belongs to the PHC string.
pub fn verify(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|parsed| hasher().verify_password(password.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_only_its_own_hash() {
        let phc = hash("correct horse 9").expect("long enough");
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("correct horse 9", &phc));
        assert!(!verify("correct horse 8", &phc));
        assert!(!verify("correct horse 9", "not a hash"));
    }

    #[test]
    fn passwords_that_are_guessed_first_are_not_taken() {
        let lines: String =
            ["short", "officer-2026!", "aaaaaaaaaaaa", "1234567890", "zyxwvutsrqpon", "correct horse 9", "明察秋毫一二三四五六七"]
                .iter()
                .map(|password| {
                    format!("{password} -> {}\n", check(password, "officer").map_or_else(|error| format!("{error:?}"), |()| "taken".into()))
                })
                .collect();
        expect_test::expect![[r#"
            short -> Invalid([FieldError { field: "password", message: "密码至少10个字符" }])
            officer-2026! -> Invalid([FieldError { field: "password", message: "密码不能含有账号" }])
            aaaaaaaaaaaa -> Invalid([FieldError { field: "password", message: "密码太容易猜到：请少用重复或连续的字符" }])
            1234567890 -> Invalid([FieldError { field: "password", message: "密码太容易猜到：请少用重复或连续的字符" }])
            zyxwvutsrqpon -> Invalid([FieldError { field: "password", message: "密码太容易猜到：请少用重复或连续的字符" }])
            correct horse 9 -> taken
            明察秋毫一二三四五六七 -> taken
        "#]]
        .assert_eq(&lines);
    }
}
