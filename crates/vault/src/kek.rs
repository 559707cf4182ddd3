//! The key-encryption key and its file.

use std::fmt;

use aes_gcm::KeyInit;
use rand::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    VaultError, hex,
    sm::{KEY_BYTES, Sm4Gcm, code_of, hmac_sm3},
};

const FILE_MARK: &str = "mingjian-kek-1";
const FILE_NOTE: &str = "# 明鉴的密钥加密密钥（SM4，128位）。与数据库分开保管并另行备份：遗失后，封存的个人信息无法恢复。";
const CHECK_BYTES: usize = 4;

/// The one key that opens the data keys. It lives in a file of its own, never in the database.
#[derive(Clone)]
pub struct Kek(Zeroizing<[u8; KEY_BYTES]>);

impl Kek {
    pub fn generate(rng: &mut (impl CryptoRng + ?Sized)) -> Self {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        rng.fill_bytes(key.as_mut_slice());
        Self(key)
    }

    /// Reads the text that [`Kek::to_file_text`] wrote. Blank lines and lines that start with `#` are notes.
    ///
    /// # Errors
    /// `NotAKeyFile` or, when the line is ours but cut off or mistyped, `DamagedKeyFile`.
    pub fn from_file_text(text: &str) -> Result<Self, VaultError> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (Some(line), None) = (lines.next(), lines.next()) else { return Err(VaultError::NotAKeyFile) };
        let mut words = line.split_ascii_whitespace();
        if words.next() != Some(FILE_MARK) {
            return Err(VaultError::NotAKeyFile);
        }
        let key = words.next().and_then(hex::decode).map(|key| Self(Zeroizing::new(key)));
        let check = words.next().and_then(hex::decode::<CHECK_BYTES>);
        match (key, check, words.next()) {
            (Some(key), Some(check), None) if key.check() == check => Ok(key),
            _ => Err(VaultError::DamagedKeyFile),
        }
    }

    /// The whole text of the key file. The caller writes it with mode 600.
    pub fn to_file_text(&self) -> Zeroizing<String> {
        let key = Zeroizing::new(hex::encode(self.0.as_slice()));
        Zeroizing::new(format!("{FILE_NOTE}\n{FILE_MARK} {} {}\n", *key, hex::encode(&self.check())))
    }

    pub(crate) fn cipher(&self) -> Sm4Gcm {
        Sm4Gcm::new((&*self.0).into())
    }

    /// Tells a mistyped key from a wrong one; gives away 32 bits about a key of 128 to whoever holds the key anyway.
    fn check(&self) -> [u8; CHECK_BYTES] {
        let code = code_of(&hmac_sm3(self.0.as_slice()), &[b"mingjian kek check"]);
        [code[0], code[1], code[2], code[3]]
    }
}

impl fmt::Debug for Kek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kek(…)")
    }
}
