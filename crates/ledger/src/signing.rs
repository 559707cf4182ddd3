//! The log's own signatures: Ed25519 for everybody, SM2 (GB/T 32918) for whoever must use Chinese algorithms. Both stand
//! under every checkpoint; a verifier checks those that it knows.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use sha2::{Digest, Sha256};
use sm2::dsa::signature::Verifier as _;
use zeroize::Zeroizing;

use crate::note::{Note, Signature, is_name};

/// Signature type of an Ed25519 signature over the text.
const ED25519: &[u8] = &[0x01];
/// Signature type of a witness's cosignature.
const COSIGNATURE: &[u8] = &[0x04];
/// Signature types without a number of their own begin with 0xff and say their name.
const SM2: &[u8] = b"\xffmingjian/sm2-sm3";

/// The default distinguishing identifier of GB/T 32918.
const SM2_DISTID: &str = "1234567812345678";

/// The first four bytes of SHA-256(name ‖ line break ‖ type ‖ public key).
pub(crate) fn key_id(name: &str, kind: &[u8], public: &[u8]) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name).chain_update(b"\n").chain_update(kind).chain_update(public).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// The keys of a log.
pub struct LogKeys {
    name: String,
    ed25519: ed25519_dalek::SigningKey,
    sm2: sm2::dsa::SigningKey,
}

impl fmt::Debug for LogKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKeys({}, …)", self.name)
    }
}

impl LogKeys {
    /// From two secrets of 32 bytes. `None` for a name that a note cannot carry, or (one in 2¹²⁸) a secret that is no SM2 key.
    pub fn new(name: &str, ed25519: &Zeroizing<[u8; 32]>, sm2: &Zeroizing<[u8; 32]>) -> Option<Self> {
        if !is_name(name) {
            return None;
        }
        let sm2 = sm2::dsa::SigningKey::from_slice(SM2_DISTID, sm2.as_slice()).ok()?;
        Some(Self { name: name.to_owned(), ed25519: ed25519_dalek::SigningKey::from_bytes(ed25519), sm2 })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text with both signatures below it. `None` when SM2 cannot sign (one in 2¹²⁸).
    pub fn sign(&self, text: &str) -> Option<Note> {
        let [ed25519, sm2] = self.verifiers();
        let signatures = vec![
            Signature { name: self.name.clone(), key_id: ed25519.key_id(), bytes: self.ed25519.sign(text.as_bytes()).to_bytes().to_vec() },
            Signature {
                name: self.name.clone(),
                key_id: sm2.key_id(),
                bytes: self.sm2.try_sign(text.as_bytes()).ok()?.to_bytes().to_vec(),
            },
        ];
        Some(Note { text: text.to_owned(), signatures })
    }

    /// What others need to check the log: Ed25519, then SM2.
    pub fn verifiers(&self) -> [Verifier; 2] {
        let public = self.sm2.verifying_key().as_affine();
        let verifying = sm2::dsa::VerifyingKey::from_affine(SM2_DISTID, *public).expect("the point of a key is a key");
        [
            Verifier { name: self.name.clone(), key: Key::Ed25519(self.ed25519.verifying_key()) },
            Verifier { name: self.name.clone(), key: Key::Sm2(Box::new(verifying)) },
        ]
    }
}

/// A public key with its name: the `vkey` that people hand to one another.
#[derive(Clone, Debug)]
pub struct Verifier {
    name: String,
    key: Key,
}

#[derive(Clone, Debug)]
enum Key {
    Ed25519(ed25519_dalek::VerifyingKey),
    /// Of a witness: the signature covers a time too.
    Cosignature(ed25519_dalek::VerifyingKey),
    Sm2(Box<sm2::dsa::VerifyingKey>),
}

/// What is no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a public key of the form name+id+key")]
pub struct VerifierError;

impl Verifier {
    pub(crate) fn cosigner(name: &str, key: ed25519_dalek::VerifyingKey) -> Self {
        Self { name: name.to_owned(), key: Key::Cosignature(key) }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it is a witness's key.
    pub const fn is_cosigner(&self) -> bool {
        matches!(self.key, Key::Cosignature(_))
    }

    fn kind(&self) -> &'static [u8] {
        match self.key {
            Key::Ed25519(_) => ED25519,
            Key::Cosignature(_) => COSIGNATURE,
            Key::Sm2(_) => SM2,
        }
    }

    fn public(&self) -> Vec<u8> {
        match &self.key {
            Key::Ed25519(key) | Key::Cosignature(key) => key.to_bytes().to_vec(),
            Key::Sm2(key) => sm2::PublicKey::from_affine(*key.as_affine()).map(|key| uncompressed(&key)).unwrap_or_default(),
        }
    }

    pub fn key_id(&self) -> [u8; 4] {
        key_id(&self.name, self.kind(), &self.public())
    }

    /// `name+0123abcd+base64(type ‖ public key)`.
    pub fn to_text(&self) -> String {
        let id: String = self.key_id().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}+{id}+{}", self.name, STANDARD.encode([self.kind(), &self.public()].concat()))
    }

    pub fn parse(text: &str) -> Result<Self, VerifierError> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else { return Err(VerifierError) };
        let bytes = STANDARD.decode(encoded).map_err(|_| VerifierError)?;
        let ed25519 = |public: &[u8]| -> Result<_, VerifierError> {
            let public: &[u8; 32] = public.try_into().map_err(|_| VerifierError)?;
            ed25519_dalek::VerifyingKey::from_bytes(public).map_err(|_| VerifierError)
        };
        let key = if let Some(public) = bytes.strip_prefix(SM2) {
            Key::Sm2(Box::new(sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_DISTID, public).map_err(|_| VerifierError)?))
        } else if let Some(public) = bytes.strip_prefix(ED25519) {
            Key::Ed25519(ed25519(public)?)
        } else if let Some(public) = bytes.strip_prefix(COSIGNATURE) {
            Key::Cosignature(ed25519(public)?)
        } else {
            return Err(VerifierError);
        };
        let verifier = Self { name: name.to_owned(), key };
        let expected: String = verifier.key_id().iter().map(|byte| format!("{byte:02x}")).collect();
        if is_name(name) && expected == id { Ok(verifier) } else { Err(VerifierError) }
    }

    /// The note's signature by this key, if it carries a good one. Signatures by other keys say nothing.
    pub fn find<'a>(&self, note: &'a Note) -> Option<&'a Signature> {
        let id = self.key_id();
        note.signatures
            .iter()
            .find(|signature| signature.name == self.name && signature.key_id == id && self.is_good(&note.text, signature))
    }

    fn is_good(&self, text: &str, signature: &Signature) -> bool {
        match &self.key {
            Key::Ed25519(key) => {
                let Ok(bytes) = <[u8; 64]>::try_from(signature.bytes.as_slice()) else { return false };
                key.verify_strict(text.as_bytes(), &ed25519_dalek::Signature::from_bytes(&bytes)).is_ok()
            }
            Key::Cosignature(key) => crate::cosign::is_good(key, text, &signature.bytes),
            Key::Sm2(key) => {
                let Ok(parsed) = sm2::dsa::Signature::from_slice(&signature.bytes) else { return false };
                key.verify(text.as_bytes(), &parsed).is_ok()
            }
        }
    }
}

fn uncompressed(key: &sm2::PublicKey) -> Vec<u8> {
    use sm2::elliptic_curve::sec1::ToSec1Point as _;
    key.to_sec1_point(false).as_bytes().to_vec()
}
