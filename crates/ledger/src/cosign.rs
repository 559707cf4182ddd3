//! Witnesses: another authority that signs a checkpoint after it saw that the tree only grew. Source: C2SP tlog-cosignature.

use std::fmt;

use ed25519_dalek::Signer as _;
use zeroize::Zeroizing;

use crate::checkpoint::Checkpoint;
use crate::hash::Hash;
use crate::note::{Note, Signature, is_name};
use crate::proof::verify_consistency;
use crate::signing::{Verifier, key_id};

/// A witness's key.
pub struct Cosigner {
    name: String,
    key: ed25519_dalek::SigningKey,
}

impl fmt::Debug for Cosigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cosigner({}, …)", self.name)
    }
}

/// Why a witness does not sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WitnessRefusal {
    #[error("the checkpoint is not signed by the log")]
    NotSigned,
    #[error("the checkpoint is of another log or not readable")]
    WrongLog,
    #[error("the log is smaller than it was: {was} then, {is} now")]
    Shrank { was: u64, is: u64 },
    #[error("the log does not begin with what was seen before: history was rewritten")]
    Rewritten,
}

/// What a witness remembers of a log: only this keeps the log from telling two stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    pub origin: String,
    /// Nothing seen yet = 0.
    pub size: u64,
    pub root: Hash,
}

impl Cosigner {
    /// `None` for a name that a note cannot carry.
    pub fn new(name: &str, secret: &Zeroizing<[u8; 32]>) -> Option<Self> {
        is_name(name).then(|| Self { name: name.to_owned(), key: ed25519_dalek::SigningKey::from_bytes(secret) })
    }

    pub fn verifier(&self) -> Verifier {
        Verifier::cosigner(&self.name, self.key.verifying_key())
    }

    /// Cosigns a checkpoint that continues what was seen before, and says what to remember. `proof` is empty at the first sight.
    pub fn cosign(
        &self,
        seen: &Witness,
        log: &Verifier,
        note: &Note,
        proof: &[Hash],
        unix_seconds: u64,
    ) -> Result<(Signature, Witness), WitnessRefusal> {
        let checkpoint = Checkpoint::parse(&note.text).map_err(|_| WitnessRefusal::WrongLog)?;
        if checkpoint.origin != seen.origin {
            return Err(WitnessRefusal::WrongLog);
        }
        log.find(note).ok_or(WitnessRefusal::NotSigned)?;
        if checkpoint.size < seen.size {
            return Err(WitnessRefusal::Shrank { was: seen.size, is: checkpoint.size });
        }
        if seen.size > 0 {
            verify_consistency(seen.size, seen.root, checkpoint.size, checkpoint.root, proof).map_err(|_| WitnessRefusal::Rewritten)?;
        }
        let signed = self.key.sign(message(unix_seconds, &note.text).as_bytes());
        let bytes = [unix_seconds.to_be_bytes().as_slice(), &signed.to_bytes()].concat();
        let id = key_id(&self.name, &[0x04], &self.key.verifying_key().to_bytes());
        let now = Witness { origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root };
        Ok((Signature { name: self.name.clone(), key_id: id, bytes }, now))
    }
}

/// What a witness signs: the time, then the whole text.
fn message(unix_seconds: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {unix_seconds}\n{text}")
}

pub(crate) fn is_good(key: &ed25519_dalek::VerifyingKey, text: &str, bytes: &[u8]) -> bool {
    let Some((time, signature)) = bytes.split_first_chunk::<8>() else { return false };
    let Ok(signature) = <[u8; 64]>::try_from(signature) else { return false };
    let message = message(u64::from_be_bytes(*time), text);
    key.verify_strict(message.as_bytes(), &ed25519_dalek::Signature::from_bytes(&signature)).is_ok()
}
