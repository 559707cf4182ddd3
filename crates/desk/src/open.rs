//! The open system: database, keys, law, circumstances, forms.

use std::sync::{Arc, OnceLock};

use assess::Circumstances;
use assess::narratives::Boilerplate;
use casework::codes::Department;
use law::Pack;
use papers::Papers;
use store::{Location, Scope, Store, Tx};
use vault::{Class, Kek, Vault};

use crate::imports::Running;
use crate::law_files::LawOnFile;
use crate::units::Units;
use crate::{Actor, DeskError, access, assessment, law_files, password, random};

/// Everything that a use case may touch. Clones share it.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
    law: Arc<LawOnFile>,
    keys: Arc<Keys>,
}

/// The opened data keys, and which they are.
struct Keys {
    vault: Vault,
    /// Class, version, and whether it is only announced.
    known: Vec<(String, u32, bool)>,
}

struct Inner {
    store: Store,
    kek: Kek,
    circumstances: Circumstances,
    units: Units,
    running: Running,
    /// Made on first use: reading the system's fonts takes a moment that an import or an export need not wait for.
    papers: OnceLock<Result<Papers, String>>,
    decoy_hash: String,
}

impl Keys {
    async fn known(tx: &mut Tx) -> Result<Vec<(String, u32, bool)>, DeskError> {
        let announced = store::keys::announced(tx).await?;
        let is_announced = |class: &str, version: u32| announced.iter().any(|(c, v)| c == class && *v == i64::from(version));
        let keys = store::keys::all(tx).await?.into_iter();
        Ok(keys
            .map(|key| (is_announced(&key.class, key.version), key))
            .map(|(announced, key)| (key.class, key.version, announced))
            .collect())
    }

    async fn unlock(tx: &mut Tx, kek: &Kek) -> Result<Self, DeskError> {
        let known = Self::known(tx).await?;
        if known.is_empty() {
            return Err(DeskError::File("该数据库尚未初始化，请先运行 mingjian init".into()));
        }
        let vault = Vault::unlock(kek, &store::keys::all(tx).await?).map_err(|error| DeskError::File(error.to_string()))?;
        let waits = known.iter().filter(|(_, _, announced)| *announced);
        let waiting: Vec<(Class, u32)> = waits.filter_map(|(class, version, _)| Some((Class::from_code(class)?, *version))).collect();
        Ok(Self { vault: vault.holding_back(&waiting), known })
    }
}

impl Desk {
    /// Opens a migrated system with its key. A wrong key is told before anything is read or written with it.
    #[crate::boxed]
    pub async fn open(location: &Location, kek: &Kek) -> Result<Self, DeskError> {
        access::require_policies()?;
        let store = Store::open(location).await?;
        store.require_migrated().await?;
        let mut tx = store.read().await?;
        let keys = Arc::new(Keys::unlock(&mut tx, kek).await?);
        let law = Arc::new(law_files::on_file(&mut tx).await?);
        let units = Units::new(store::organisation::all(&mut tx).await?);
        drop(tx);
        let inner = Inner {
            store,
            kek: kek.clone(),
            circumstances: Circumstances::builtin(),
            units,
            running: Running::default(),
            papers: OnceLock::new(),
            decoy_hash: password::hash(&random::token())?,
        };
        Ok(Self { inner: Arc::new(inner), law, keys })
    }

    /// This system under the law that is on file now; nothing where that is the law it has.
    pub(crate) async fn under_law_on_file(&self) -> Result<Option<Self>, DeskError> {
        let mut tx = self.store().read().await?;
        if law_files::digest(&mut tx).await? == self.law.digest {
            return Ok(None);
        }
        let law = Arc::new(law_files::on_file(&mut tx).await?);
        Ok(Some(Self { law, ..self.clone() }))
    }

    /// This system with the data keys of today; nothing where those are the keys it has.
    pub(crate) async fn with_keys_of_today(&self) -> Result<Option<Self>, DeskError> {
        let mut tx = self.store().read().await?;
        if Keys::known(&mut tx).await? == self.keys.known {
            return Ok(None);
        }
        let keys = Arc::new(Keys::unlock(&mut tx, &self.inner.kek).await?);
        Ok(Some(Self { keys, ..self.clone() }))
    }

    /// Wraps new data keys.
    pub(crate) fn kek(&self) -> &Kek {
        &self.inner.kek
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The database as this person may see it: where rows are listed or shown, PostgreSQL keeps to their units as well.
    pub(crate) fn store_of(&self, actor: &Actor) -> Store {
        let liaison = (actor.department != Department::MarketSupervision).then_some(actor.org_id);
        self.inner.store.within(&Scope { units: &actor.org_scope, liaison })
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.keys.vault
    }

    pub fn law(&self) -> &Pack {
        &self.law.pack
    }

    /// What everybody quotes of the law, so that nobody who does is taken for a copyist.
    pub(crate) fn boilerplate(&self) -> &Boilerplate {
        self.law.boilerplate.get_or_init(|| assessment::boilerplate(&self.law.pack))
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
