//! The open system: database, keys, law, circumstances, forms.

use std::sync::{Arc, OnceLock};

use assess::Circumstances;
use law::Pack;
use papers::Papers;
use store::{Location, Store};
use vault::{Kek, Vault};

use crate::imports::Running;
use crate::units::Units;
use crate::{DeskError, law_files, password, random};

/// Everything that a use case may touch. Clones share it.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    store: Store,
    vault: Vault,
    law: Pack,
    circumstances: Circumstances,
    units: Units,
    running: Running,
    /// Made on first use: reading the system's fonts takes a moment that an import or an export need not wait for.
    papers: OnceLock<Result<Papers, String>>,
    decoy_hash: String,
}

impl Desk {
    /// Opens a migrated system with its key. A wrong key is told before anything is read or written with it.
    pub async fn open(location: &Location, kek: &Kek) -> Result<Self, DeskError> {
        let store = Store::open(location).await?;
        store.require_migrated().await?;
        let mut tx = store.read().await?;
        let wrapped = store::keys::all(&mut tx).await?;
        if wrapped.is_empty() {
            return Err(DeskError::File("该数据库尚未初始化，请先运行 mingjian init".into()));
        }
        let vault = Vault::unlock(kek, &wrapped).map_err(|error| DeskError::File(error.to_string()))?;
        let law = law_files::pack(&mut tx).await?;
        let units = Units::new(store::organisation::all(&mut tx).await?);
        drop(tx);
        Ok(Self(Arc::new(Inner {
            store,
            vault,
            law,
            circumstances: Circumstances::builtin(),
            units,
            running: Running::default(),
            papers: OnceLock::new(),
            decoy_hash: password::hash(&random::token())?,
        })))
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub fn law(&self) -> &Pack {
        &self.0.law
    }

    pub(crate) fn circumstances(&self) -> &Circumstances {
        &self.0.circumstances
    }

    pub fn units(&self) -> &Units {
        &self.0.units
    }

    pub(crate) fn running(&self) -> &Running {
        &self.0.running
    }

    /// A hash that no password has: what an unknown login is checked against.
    pub(crate) fn decoy_hash(&self) -> &str {
        &self.0.decoy_hash
    }

    /// The printer of official forms, or the sentence that says which font package is missing.
    pub(crate) fn papers(&self) -> Result<&Papers, DeskError> {
        self.0
            .papers
            .get_or_init(|| Papers::new(&papers::FontSource::System).map_err(|error| error.to_string()))
            .as_ref()
            .map_err(|message| DeskError::refused(message.clone(), "请系统管理员安装字体后重试；其他办理不受影响"))
    }
}
