//! The desk of a process that lives long: it takes new law and new data keys while it runs.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;

use crate::{Desk, DeskError, law_files};

/// Holds the desk under the law on file. Every piece of work (a request, a round of the worker) takes a [`Desk`] once and ends under
/// the law that it began with; the next one has the new law.
#[derive(Clone)]
pub struct Current(Arc<Inner>);

struct Inner {
    desk: RwLock<Desk>,
    /// Work that began under the former law may have written since it was counted again.
    unsettled: AtomicBool,
}

impl From<Desk> for Current {
    fn from(desk: Desk) -> Self {
        Self(Arc::new(Inner { desk: RwLock::new(desk), unsettled: AtomicBool::new(false) }))
    }
}

impl Current {
    /// The desk for one piece of work.
    pub fn desk(&self) -> Desk {
        // The lock is held for a copy only: nothing half-written can be behind it.
        self.0.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes data keys that came since, or that seal since; whether there were any. To be called every few seconds: a new key is
    /// announced a minute before the first cell is sealed with it.
    #[crate::boxed]
    pub async fn take_new_keys(&self) -> Result<bool, DeskError> {
        let Some(newer) = self.desk().with_keys_of_today().await? else { return Ok(false) };
        *self.0.desk.write().unwrap_or_else(PoisonError::into_inner) = newer;
        tracing::info!("new data keys were taken");
        Ok(true)
    }

    /// Takes law that was loaded since; whether there was any. To be called every few seconds, longer than a request takes: the call
    /// after a change counts again what work under the former law wrote meanwhile.
    #[crate::boxed]
    pub async fn take_new_law(&self, now: Timestamp) -> Result<bool, DeskError> {
        let desk = self.desk();
        if let Some(newer) = desk.under_law_on_file().await? {
            *self.0.desk.write().unwrap_or_else(PoisonError::into_inner) = newer;
            self.0.unsettled.store(true, Ordering::Relaxed);
            tracing::info!("new law was taken");
            return Ok(true);
        }
        if self.0.unsettled.swap(false, Ordering::Relaxed)
            && let Err(error) = law_files::recount(desk.store(), desk.law(), now).await
        {
            self.0.unsettled.store(true, Ordering::Relaxed);
            return Err(error);
        }
        Ok(false)
    }
}
