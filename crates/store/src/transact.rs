//! Doing work again when other writers were in the way.

use std::ops::ControlFlow;
use std::time::Duration;

use crate::{Store, StoreError, Tx};

/// Tries of [`crate::transact!`].
const ATTEMPTS: u32 = 8;

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
        let mut attempt = 1;
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
            match store.settle(owned, result, attempt).await {
                ::std::ops::ControlFlow::Break(result) => break result,
                ::std::ops::ControlFlow::Continue(()) => attempt += 1,
            }
        }
    }};
}

impl Store {
    /// Ends one try of [`crate::transact!`]: commits or undoes, and says whether to do the work again.
    #[doc(hidden)]
    pub async fn settle<T, E: From<StoreError>>(&self, tx: Tx, result: Result<T, E>, attempt: u32) -> ControlFlow<Result<T, E>> {
        match result {
            Ok(value) => match tx.commit().await {
                Ok(()) => return ControlFlow::Break(Ok(value)),
                Err(error) if error.is_conflict() && attempt < ATTEMPTS => {}
                Err(error) => return ControlFlow::Break(Err(error.into())),
            },
            Err(error) => {
                let again = tx.conflicted() && attempt < ATTEMPTS;
                if let Err(failed) = tx.rollback().await {
                    return ControlFlow::Break(Err(failed.into()));
                }
                if !again {
                    return ControlFlow::Break(Err(error));
                }
            }
        }
        tracing::debug!(attempt, "transaction in conflict, doing it again");
        tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
        ControlFlow::Continue(())
    }
}
