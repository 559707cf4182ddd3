//! Sealing and opening of single cells.

use std::fmt;

use aes_gcm::{AeadInOut, KeyInit};
use rand::CryptoRng;
use zeroize::Zeroizing;

use crate::{
    Class, Kek, VaultError, WrappedKey,
    blind::IndexKeys,
    keyring::{INDEX, open_all},
    sm::{NONCE_BYTES, Sm4Gcm, TAG_BYTES},
};

const VERSION_BYTES: usize = 4;

/// Where a sealed value stands. It opens there and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub table: &'static str,
    pub column: &'static str,
    pub row: i64,
}

/// The unlocked data keys. Cheap to share: every method takes `&self`.
pub struct Vault {
    /// Per class, in the order of [`Class::ALL`]; versions ascending, never empty.
    classes: Vec<Vec<Version>>,
    pub(crate) index: IndexKeys,
}

struct Version {
    version: u32,
    /// Opens, and is not sealed with yet.
    announced: bool,
    cipher: Sm4Gcm,
}

impl Vault {
    /// Opens the data keys of a database.
    ///
    /// # Errors
    /// `WrongKey` when the key-encryption key is not this database's; `MissingDataKey` when a class has no key yet
    /// (see [`Vault::missing_keys`]); `DamagedDataKey`, `RepeatedDataKey`, `UnknownClass` when the table of keys is not ours.
    pub fn unlock(kek: &Kek, keys: &[WrappedKey]) -> Result<Self, VaultError> {
        let opened = open_all(kek, keys)?;
        let missing = |class: &str| VaultError::MissingDataKey { class: class.to_owned() };
        let of_class = |class: &'static str| keys.iter().zip(&opened).filter(move |(key, _)| key.class == class);

        let mut classes = Vec::with_capacity(Class::ALL.len());
        for class in Class::ALL {
            let mut versions: Vec<Version> = of_class(class.code())
                .map(|(key, data_key)| Version { version: key.version, announced: false, cipher: Sm4Gcm::new((&**data_key).into()) })
                .collect();
            versions.sort_by_key(|version| version.version);
            if versions.is_empty() {
                return Err(missing(class.code()));
            }
            classes.push(versions);
        }
        let (_, index_key) = of_class(INDEX).max_by_key(|(key, _)| key.version).ok_or_else(|| missing(INDEX))?;
        Ok(Self { classes, index: IndexKeys::derive(index_key.as_slice()) })
    }

    /// The same keys, these of which open but do not seal: a new key is sealed with only when every running process has it.
    #[must_use]
    pub fn holding_back(mut self, announced: &[(Class, u32)]) -> Self {
        for (class, versions) in Class::ALL.iter().zip(&mut self.classes) {
            for version in versions {
                version.announced = announced.contains(&(*class, version.version));
            }
        }
        self
    }

    /// The key that seals: the newest one that is not held back.
    fn sealing(&self, class: Class) -> &Version {
        let versions = self.versions(class);
        versions.iter().rev().find(|version| !version.announced).or(versions.last()).expect("unlock leaves no class without a key")
    }

    /// Seals a value for one cell under the newest key of its class:
    /// key version (4 bytes, big-endian) ‖ nonce (12) ‖ SM4-GCM ciphertext ‖ tag (16), 32 bytes longer than the value.
    ///
    /// # Panics
    /// For a value of 64 GiB and more, GCM's limit.
    pub fn seal(&self, class: Class, cell: &Cell, plaintext: &[u8], rng: &mut (impl CryptoRng + ?Sized)) -> Vec<u8> {
        let Version { version, cipher, .. } = self.sealing(class);
        let mut nonce = [0; NONCE_BYTES];
        rng.fill_bytes(&mut nonce);

        let mut sealed = Vec::with_capacity(VERSION_BYTES + NONCE_BYTES + plaintext.len() + TAG_BYTES);
        sealed.extend_from_slice(&version.to_be_bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plaintext);
        let buffer = (&mut sealed[VERSION_BYTES + NONCE_BYTES..]).into();
        let tag =
            cipher.encrypt_inout_detached(&nonce.into(), &aad(cell, *version), buffer).expect("no field reaches GCM's limit of 64 GiB");
        sealed.extend_from_slice(&tag);
        sealed
    }

    /// Opens what [`Vault::seal`] made for this very cell.
    ///
    /// # Errors
    /// `Damaged` when it was altered, cut off or moved; `MissingVersion` when its key is not on the ring.
    pub fn open(&self, class: Class, cell: &Cell, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let damaged = || VaultError::Damaged { class };
        let (version, rest) = sealed.split_first_chunk::<VERSION_BYTES>().ok_or_else(damaged)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE_BYTES>().ok_or_else(damaged)?;
        let (body, tag) = rest.split_last_chunk::<TAG_BYTES>().ok_or_else(damaged)?;
        let version = u32::from_be_bytes(*version);
        let key = self.versions(class).iter().find(|key| key.version == version);
        let Version { cipher, .. } = key.ok_or(VaultError::MissingVersion { class, version })?;

        let mut plaintext = Zeroizing::new(body.to_vec());
        let buffer = plaintext.as_mut_slice().into();
        cipher.decrypt_inout_detached(nonce.into(), &aad(cell, version), buffer, tag.into()).map_err(|_| damaged())?;
        Ok(plaintext)
    }

    /// Opens a value that was sealed as UTF-8 text.
    ///
    /// # Errors
    /// Those of [`Vault::open`], and `NotText`.
    pub fn open_text(&self, class: Class, cell: &Cell, sealed: &[u8]) -> Result<Zeroizing<String>, VaultError> {
        let mut bytes = self.open(class, cell, sealed)?;
        match String::from_utf8(std::mem::take(&mut *bytes)) {
            Ok(text) => Ok(Zeroizing::new(text)),
            Err(error) => {
                drop(Zeroizing::new(error.into_bytes()));
                Err(VaultError::NotText { class })
            }
        }
    }

    /// Whether a sealed value was sealed under an older key than its class has now, and should be sealed anew.
    pub fn is_outdated(&self, class: Class, sealed: &[u8]) -> bool {
        sealed.first_chunk::<VERSION_BYTES>() != Some(&self.sealing(class).version.to_be_bytes())
    }

    fn versions(&self, class: Class) -> &[Version] {
        &self.classes[class as usize]
    }
}

/// The version of the key that sealed a value: its first four bytes. 0, which no key has, for what is too short to be one.
pub fn version_of(sealed: &[u8]) -> u32 {
    sealed.first_chunk::<VERSION_BYTES>().map_or(0, |bytes| u32::from_be_bytes(*bytes))
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// Table ‖ 0 ‖ column ‖ 0 ‖ row ‖ version: unambiguous, as names of tables and columns hold no NUL and the tail has a fixed length.
fn aad(cell: &Cell, version: u32) -> Vec<u8> {
    debug_assert!(!cell.table.contains('\0') && !cell.column.contains('\0'));
    let mut aad = Vec::with_capacity(64);
    aad.extend_from_slice(cell.table.as_bytes());
    aad.push(0);
    aad.extend_from_slice(cell.column.as_bytes());
    aad.push(0);
    aad.extend_from_slice(&cell.row.to_be_bytes());
    aad.extend_from_slice(&version.to_be_bytes());
    aad
}
