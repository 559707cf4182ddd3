//! Doing work again when other writers were in the way.

use std::ops::ControlFlow;
use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;

use crate::{Store, StoreError, Tx};

/// Tries of [`crate::transact!`].
const TRIES: u32 = 12;

/// Does the work in one serialisable transaction and commits it when it gives `Ok`. When other writers are in the way,
/// all of it is undone and done again: the work must have no effect but on the database.
///
/// `transact!(store, async |tx| -> Result<T, E> { … })` gives that `Result`; `E` is made from [`StoreError`].
///
/// A macro and not a function, because a future that a function drives through an async closure cannot be shown to be
/// `Send` (the closure would have to be so for every lifetime of `tx`), and a page's handler must be.
#[macro_export]
macro_rules! transact {
    ($store:expr, async |$tx:ident| -> $result:ty $body:block) => {{
        let store: &$crate::Store = $store;
        let mut again = $crate::Again::default();
        loop {
            let mut owned = match store.begin().await {
                Ok(tx) => tx,
                Err(error) => break <$result>::Err(error.into()),
            };
            let result: $result = async {
                let $tx = &mut owned;
                $body
            }
            .await;
            if let ::std::ops::ControlFlow::Break(result) = store.settle(owned, result, &mut again).await {
                break result;
            }
        }
    }};
}

/// How often [`crate::transact!`] has tried, and its turn: of those that were in conflict one tries at a time, so that fifty that want the
/// same row are not fifty times in each other's way.
#[doc(hidden)]
#[derive(Default)]
pub struct Again {
    tries: u32,
    turn: Option<OwnedSemaphorePermit>,
}

impl Store {
    /// Ends one try of [`crate::transact!`]: commits or undoes, and says whether to do the work again.
    #[doc(hidden)]
    pub async fn settle<T, E: From<StoreError>>(&self, tx: Tx, result: Result<T, E>, again: &mut Again) -> ControlFlow<Result<T, E>> {
        again.tries += 1;
        match result {
            Ok(value) => match tx.commit().await {
                Ok(()) => return ControlFlow::Break(Ok(value)),
                Err(error) if error.is_conflict() && again.tries < TRIES => {}
                Err(error) => return ControlFlow::Break(Err(error.into())),
            },
            Err(error) => {
                let may_try = tx.conflicted() && again.tries < TRIES;
                if let Err(failed) = tx.rollback().await {
                    return ControlFlow::Break(Err(failed.into()));
                }
                if !may_try {
                    return ControlFlow::Break(Err(error));
                }
            }
        }
        tracing::debug!(tries = again.tries, "transaction in conflict, doing it again");
        if again.turn.is_none() {
            again.turn = self.turns().acquire_owned().await.ok();
        } else {
            tokio::time::sleep(Duration::from_millis(1 << again.tries.min(7))).await;
        }
        ControlFlow::Continue(())
    }
}
