//! The open system: database, keys, law, circumstances, forms.

use std::sync::{Arc, OnceLock};

use assess::Circumstances;
use law::Pack;
use papers::Papers;
use store::{Location, Store};
use vault::{Kek, Vault};

use crate::imports::Running;
use crate::law_files::LawOnFile;
use crate::units::Units;
use crate::{DeskError, law_files, password, random};

/// Everything that a use case may touch. Clones share it.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
    law: Arc<LawOnFile>,
}

struct Inner {
    store: Store,
    vault: Vault,
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
        let law = Arc::new(law_files::on_file(&mut tx).await?);
        let units = Units::new(store::organisation::all(&mut tx).await?);
        drop(tx);
        let inner = Inner {
            store,
            vault,
            circumstances: Circumstances::builtin(),
            units,
            running: Running::default(),
            papers: OnceLock::new(),
            decoy_hash: password::hash(&random::token())?,
        };
        Ok(Self { inner: Arc::new(inner), law })
    }

    /// This system under the law that is on file now; nothing where that is the law it has.
    pub(crate) async fn under_law_on_file(&self) -> Result<Option<Self>, DeskError> {
        let mut tx = self.store().read().await?;
        if law_files::digest(&mut tx).await? == self.law.digest {
            return Ok(None);
        }
        let law = Arc::new(law_files::on_file(&mut tx).await?);
        Ok(Some(Self { inner: Arc::clone(&self.inner), law }))
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.inner.vault
    }

    pub fn law(&self) -> &Pack {
        &self.law.pack
    }

    pub(crate) fn circumstances(&self) -> &Circumstances {
        &self.inner.circumstances
    }

    pub fn units(&self) -> &Units {
        &self.inner.units
    }

    pub(crate) fn running(&self) -> &Running {
        &self.inner.running
    }

    /// A hash that no password has: what an unknown login is checked against.
    pub(crate) fn decoy_hash(&self) -> &str {
        &self.inner.decoy_hash
    }

    /// The printer of official forms, or the sentence that says which font package is missing.
    pub(crate) fn papers(&self) -> Result<&Papers, DeskError> {
        self.inner
            .papers
            .get_or_init(|| Papers::new(&papers::FontSource::System).map_err(|error| error.to_string()))
            .as_ref()
            .map_err(|message| DeskError::refused(message.clone(), "请系统管理员安装字体后重试；其他办理不受影响"))
    }
}
