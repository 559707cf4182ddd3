//! Data keys at rest: each sealed under the key-encryption key, bound to its class and version.

use aes_gcm::AeadInOut;
use rand::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    Class, Kek, Vault, VaultError,
    sm::{KEY_BYTES, NONCE_BYTES, Sm4Gcm, TAG_BYTES},
};

/// The class code of the key of blind indexes and row digests; it seals nothing, so it is no [`Class`].
pub(crate) const INDEX: &str = "index";

const FORMAT: u8 = 1;
const WRAPPED_BYTES: usize = 1 + NONCE_BYTES + KEY_BYTES + TAG_BYTES;

/// One data key as the database keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey {
    /// A [`Class`] code, or `index`.
    pub class: String,
    /// From 1; the highest one of a class seals, all of them open.
    pub version: u32,
    /// Format ‖ nonce ‖ SM4-GCM(data key); AAD = class and version.
    pub wrapped: Vec<u8>,
}

impl Vault {
    /// A fresh data key for every class, and the vault over them.
    pub fn create(kek: &Kek, rng: &mut (impl CryptoRng + ?Sized)) -> (Self, Vec<WrappedKey>) {
        let keys = fresh_keys(kek, &[], rng);
        let vault = Self::unlock(kek, &keys).expect("keys wrapped a moment ago under this key open and are complete");
        (vault, keys)
    }

    /// Fresh keys for classes that have none yet: a newer version of the program may know more classes than its database.
    ///
    /// # Errors
    /// Whatever [`Vault::unlock`] says of the keys that are there.
    pub fn missing_keys(kek: &Kek, keys: &[WrappedKey], rng: &mut (impl CryptoRng + ?Sized)) -> Result<Vec<WrappedKey>, VaultError> {
        open_all(kek, keys)?;
        Ok(fresh_keys(kek, keys, rng))
    }

    /// The next version of a class's key. Once it is in the database it seals; older versions go on opening.
    ///
    /// # Errors
    /// Whatever [`Vault::unlock`] says of the keys that are there.
    pub fn next_key(kek: &Kek, keys: &[WrappedKey], class: Class, rng: &mut (impl CryptoRng + ?Sized)) -> Result<WrappedKey, VaultError> {
        open_all(kek, keys)?;
        let last = keys.iter().filter(|key| key.class == class.code()).map(|key| key.version).max();
        Ok(fresh_key(kek, class.code(), last.unwrap_or(0) + 1, rng))
    }

    /// The same data keys under another key-encryption key; nothing that is sealed has to be touched.
    ///
    /// # Errors
    /// Whatever [`Vault::unlock`] says of the keys under the old one.
    pub fn rewrap(old: &Kek, new: &Kek, keys: &[WrappedKey], rng: &mut (impl CryptoRng + ?Sized)) -> Result<Vec<WrappedKey>, VaultError> {
        let opened = open_all(old, keys)?;
        Ok(keys.iter().zip(opened).map(|(key, data_key)| wrap(new, &key.class, key.version, &data_key, rng)).collect())
    }
}

pub(crate) type DataKey = Zeroizing<[u8; KEY_BYTES]>;

/// Every data key, in the order given.
pub(crate) fn open_all(kek: &Kek, keys: &[WrappedKey]) -> Result<Vec<DataKey>, VaultError> {
    let cipher = kek.cipher();
    for (place, key) in keys.iter().enumerate() {
        if Class::from_code(&key.class).is_none() && key.class != INDEX {
            return Err(VaultError::UnknownClass { class: key.class.clone() });
        }
        if keys[..place].iter().any(|earlier| earlier.class == key.class && earlier.version == key.version) {
            return Err(VaultError::RepeatedDataKey { class: key.class.clone(), version: key.version });
        }
    }
    let opened: Vec<Option<DataKey>> = keys.iter().map(|key| unwrap(&cipher, key)).collect();
    if !keys.is_empty() && opened.iter().all(Option::is_none) {
        return Err(VaultError::WrongKey);
    }
    let damaged = |key: &WrappedKey| VaultError::DamagedDataKey { class: key.class.clone(), version: key.version };
    keys.iter().zip(opened).map(|(key, data_key)| data_key.ok_or_else(|| damaged(key))).collect()
}

fn fresh_keys(kek: &Kek, present: &[WrappedKey], rng: &mut (impl CryptoRng + ?Sized)) -> Vec<WrappedKey> {
    let classes = Class::ALL.iter().map(|class| class.code()).chain([INDEX]);
    let missing = classes.filter(|class| present.iter().all(|key| key.class != *class));
    missing.map(|class| fresh_key(kek, class, 1, rng)).collect()
}

fn fresh_key(kek: &Kek, class: &str, version: u32, rng: &mut (impl CryptoRng + ?Sized)) -> WrappedKey {
    let mut data_key = Zeroizing::new([0; KEY_BYTES]);
    rng.fill_bytes(data_key.as_mut_slice());
    wrap(kek, class, version, &data_key, rng)
}

fn wrap(kek: &Kek, class: &str, version: u32, data_key: &DataKey, rng: &mut (impl CryptoRng + ?Sized)) -> WrappedKey {
    let mut nonce = [0; NONCE_BYTES];
    rng.fill_bytes(&mut nonce);
    let mut wrapped = Vec::with_capacity(WRAPPED_BYTES);
    wrapped.push(FORMAT);
    wrapped.extend_from_slice(&nonce);
    wrapped.extend_from_slice(data_key.as_slice());
    let buffer = (&mut wrapped[1 + NONCE_BYTES..]).into();
    let tag =
        kek.cipher().encrypt_inout_detached(&nonce.into(), &aad(class, version), buffer).expect("sixteen bytes are within GCM's limit");
    wrapped.extend_from_slice(&tag);
    WrappedKey { class: class.to_owned(), version, wrapped }
}

fn unwrap(cipher: &Sm4Gcm, key: &WrappedKey) -> Option<DataKey> {
    let (format, rest) = key.wrapped.split_first()?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE_BYTES>()?;
    let (body, tag) = rest.split_last_chunk::<TAG_BYTES>()?;
    let mut data_key = Zeroizing::new(<[u8; KEY_BYTES]>::try_from(body).ok()?);
    if *format != FORMAT {
        return None;
    }
    let buffer = data_key.as_mut_slice().into();
    cipher.decrypt_inout_detached(nonce.into(), &aad(&key.class, key.version), buffer, tag.into()).ok()?;
    Some(data_key)
}

fn aad(class: &str, version: u32) -> Vec<u8> {
    [b"mingjian data key\0".as_slice(), class.as_bytes(), b"\0", &version.to_be_bytes()].concat()
}
