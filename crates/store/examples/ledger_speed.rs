//! How many acts a second get their entry in the log, each in a transaction of its own that is on disk before the next word:
//! `ledger_speed [ACTS] [AT_ONCE]`; PostgreSQL too when `MINGJIAN_TEST_POSTGRES` is set.

#![expect(clippy::disallowed_methods, reason = "this program measures")]

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use store::access::NewAccess;
use store::{Store, StoreError};
use testkit::databases::{TestDatabase, postgres, sqlite};

fn act(number: i64) -> NewAccess {
    NewAccess {
        account_id: None,
        kind: "reveal".to_owned(),
        submission_id: None,
        field_class: None,
        purpose: "测量".to_owned(),
        subject_count: 1,
        at: Timestamp::from_second(1_778_547_600 + number).expect("a moment"),
    }
}

async fn appends(store: Arc<Store>, from: i64, to: i64) -> Result<(), StoreError> {
    for number in from..to {
        store::transact!(&store, async |tx| -> Result<(), StoreError> { store::access::record(tx, &act(number)).await.map(|_| ()) })?;
    }
    Ok(())
}

async fn measure(database: TestDatabase, acts: i64, at_once: i64) {
    let store = Arc::new(database.store);
    let started = Instant::now();
    let share = acts / at_once;
    let tasks: Vec<_> = (0..at_once).map(|n| tokio::spawn(appends(Arc::clone(&store), n * share, (n + 1) * share))).collect();
    for task in tasks {
        task.await.expect("no panic").expect("appended");
    }
    let seconds = started.elapsed().as_secs_f64();
    let mut tx = store.read().await.expect("readable");
    let waiting = store::ledger::pending(&mut tx).await.expect("readable");
    assert_eq!(waiting, share * at_once, "every act has its entry");
    println!("{}: {waiting} durable appends, {at_once} at once, {:.0}/s", database.name, waiting as f64 / seconds);
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<i64>());
    let acts = arguments.next().and_then(Result::ok).unwrap_or(20_000);
    let at_once = arguments.next().and_then(Result::ok).unwrap_or(50).max(1);
    measure(sqlite().await, acts, at_once).await;
    if let Some(database) = postgres().await {
        measure(database, acts, at_once).await;
    }
}
