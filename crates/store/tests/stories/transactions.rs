use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use store::{StoreError, Tx, setting};
use testkit::databases::on_each;

use crate::fixture::read;

async fn add_one(tx: &mut Tx) -> store::Result<()> {
    let before: i64 = setting::get(tx, "counter").await?.map_or(0, |text| text.parse().expect("a number"));
    setting::set(tx, "counter", &(before + 1).to_string()).await
}

/// Eight tasks count to 80 together; nothing is lost, whichever way the database keeps writers apart.
/// The tasks run on several threads: `transact!` gives a future that may move between them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn conflicting_work_is_done_again() {
    on_each(async |database| {
        let tries = Arc::new(AtomicUsize::new(0));
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = database.store.clone();
                let tries = tries.clone();
                tokio::spawn(async move {
                    for _ in 0..10 {
                        store::transact!(&store, async |tx| -> store::Result<()> {
                            tries.fetch_add(1, Ordering::Relaxed);
                            add_one(tx).await
                        })
                        .expect("in the end it works");
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("no panic");
        }
        assert_eq!(read(&database.store, async |tx| setting::get(tx, "counter").await).await.as_deref(), Some("80"));
        assert!(tries.load(Ordering::Relaxed) >= 80);
    })
    .await;
}

#[tokio::test]
async fn an_error_undoes_everything() {
    on_each(async |database| {
        let refused = store::transact!(&database.store, async |tx| -> store::Result<()> {
            add_one(tx).await?;
            Err(StoreError::Corrupt { what: "a refusal" })
        });
        assert!(matches!(refused, Err(StoreError::Corrupt { .. })));
        let mut tx = database.store.begin().await.expect("begin");
        add_one(&mut tx).await.expect("add");
        drop(tx);
        let mut tx = database.store.begin().await.expect("begin");
        add_one(&mut tx).await.expect("add");
        tx.rollback().await.expect("rollback");
        assert_eq!(read(&database.store, async |tx| setting::get(tx, "counter").await).await, None);
    })
    .await;
}

/// A reader sees the state in which it began, and does not wait for the writer.
#[tokio::test]
async fn readers_see_one_state() {
    on_each(async |database| {
        let mut reader = database.store.read().await.expect("read");
        assert_eq!(setting::get(&mut reader, "counter").await.expect("get"), None);
        let mut writer = database.store.begin().await.expect("begin");
        add_one(&mut writer).await.expect("add");
        assert_eq!(setting::get(&mut reader, "counter").await.expect("get"), None);
        writer.commit().await.expect("commit");
        assert_eq!(setting::get(&mut reader, "counter").await.expect("get"), None, "{}", database.name);
        drop(reader);
        assert_eq!(read(&database.store, async |tx| setting::get(tx, "counter").await).await.as_deref(), Some("1"));
    })
    .await;
}
