//! What stands in the log of an act: a salted commitment and nothing else. Who holds the act and its salt can show that it
//! is what was committed to; who holds the log alone learns nothing, and when the salt is forgotten, nobody can.

use sha2::{Digest, Sha256};

pub const SALT_BYTES: usize = 16;

/// The first byte of every entry, for later forms of it.
const FORM: u8 = 1;

/// What is committed to, part by part, so that no two acts can be read as one another.
pub struct Content(Sha256);

impl Default for Content {
    fn default() -> Self {
        Self(Sha256::new_with_prefix(b"mingjian ledger content 1\0"))
    }
}

impl Content {
    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &[u8]) -> Self {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
        self
    }

    pub fn digest(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

/// The entry of the log: 0x01 ‖ SHA-256(salt ‖ content digest).
pub fn commit(salt: &[u8; SALT_BYTES], content: &[u8; 32]) -> Vec<u8> {
    let mut entry = vec![FORM];
    entry.extend_from_slice(&Sha256::new_with_prefix(b"mingjian ledger entry 1\0").chain_update(salt).chain_update(content).finalize());
    entry
}
