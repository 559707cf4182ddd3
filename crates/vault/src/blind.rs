//! Blind indexes: finding a sealed value by equality without being able to read, or to enumerate, what is stored.

use std::fmt;

use crate::{
    Vault,
    sm::{HmacSm3, code_of, hmac_sm3},
};

/// What is stored in place of a value to be found by: the first 16 bytes of a keyed HMAC-SM3.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlindKey(pub [u8; 16]);

impl BlindKey {
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for BlindKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlindKey(…)")
    }
}

/// Two keys derived from the index key, so that a digest never equals a blind key.
pub(crate) struct IndexKeys {
    blind: HmacSm3,
    digest: HmacSm3,
    derive: HmacSm3,
}

impl IndexKeys {
    pub(crate) fn derive(index_key: &[u8]) -> Self {
        let master = hmac_sm3(index_key);
        let part = |purpose: &str| hmac_sm3(&code_of(&master, &[purpose.as_bytes()]));
        Self { blind: part("mingjian blind index"), digest: part("mingjian row digest"), derive: part("mingjian derived secret") }
    }
}

impl Vault {
    /// The key under which a value is found in the index of this name. The same value in two indexes gives unrelated keys.
    ///
    /// The caller normalises first (full-width digits, spaces, letter case) and never blinds a bare name:
    /// there are too few names for a key to hide how often each occurs.
    pub fn blind(&self, index: &str, value: &str) -> BlindKey {
        let length = (index.len() as u64).to_be_bytes();
        let code = code_of(&self.index.blind, &[&length, index.as_bytes(), value.as_bytes()]);
        let mut key = [0; 16];
        key.copy_from_slice(&code[..16]);
        BlindKey(key)
    }

    /// A secret for another purpose than sealing, such as the keys with which the log is signed. It lives and dies with the index
    /// key; different purposes give unrelated secrets.
    pub fn derive(&self, purpose: &str) -> zeroize::Zeroizing<[u8; 32]> {
        zeroize::Zeroizing::new(code_of(&self.index.derive, &[purpose.as_bytes()]))
    }

    /// A keyed digest of a whole row: tells whether the same row came before, and nothing to whoever reads a dump.
    pub fn digest(&self, value: &[u8]) -> [u8; 32] {
        code_of(&self.index.digest, &[value])
    }
}
