//! Passwords: argon2id with the crate's recommended cost; verifying costs the same whether or not the login exists.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::DeskError;

/// 19 MiB, two passes, one lane (OWASP's first choice for argon2id).
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// The shortest password that is taken.
pub const MIN_CHARS: usize = 10;

/// A PHC string of the password under a fresh random salt.
pub fn hash(password: &str) -> Result<String, DeskError> {
    if password.chars().count() < MIN_CHARS {
        return Err(DeskError::invalid("password", format!("密码至少{MIN_CHARS}个字符")));
    }
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
        assert!(hash("short").is_err());
    }
}
