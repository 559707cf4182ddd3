//! A migrated, empty database of one's own: SQLite always, PostgreSQL when `MINGJIAN_TEST_POSTGRES` holds the address
//! of a server on which databases may be made (`cargo xtask test` starts one).

use std::sync::atomic::{AtomicU32, Ordering};

use store::{Location, Store, server};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A database that lives as long as its test.
pub struct TestDatabase {
    /// `sqlite` or `postgres`, for messages.
    pub name: &'static str,
    pub location: Location,
    pub store: Store,
    /// Also a place for the test's other files.
    pub folder: TempDir,
    /// The server and the name of the database that was made there.
    made: Option<(String, String)>,
}

/// Runs the same story on each database.
pub async fn on_each(story: impl AsyncFn(&TestDatabase)) {
    let mut databases = vec![sqlite().await];
    databases.extend(postgres().await);
    for database in databases {
        story(&database).await;
        database.remove().await;
    }
}

/// SQLite in a temporary folder.
pub async fn sqlite() -> TestDatabase {
    let folder = TempDir::new().expect("a temporary folder");
    let location = Location::Sqlite(folder.path().join("mingjian.db"));
    let store = Store::open_or_create(&location).await.expect("a new database");
    store.migrate().await.expect("migrations");
    TestDatabase { name: "sqlite", location, store, folder, made: None }
}

/// A fresh copy of a template that was migrated once; nothing when no server was given.
pub async fn postgres() -> Option<TestDatabase> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let url = server_url()?;
    let template = TEMPLATE
        .get_or_init(async || {
            let template = format!("mingjian_template_{}", server::schema_fingerprint());
            server::ensure_template(&url, &template).await.expect("a template database");
            template
        })
        .await;
    let name = format!("mingjian_test_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    server::drop_database(&url, &name).await.expect("no database of that name");
    server::clone_template(&url, template, &name).await.expect("a copy of the template");
    let location = Location::Postgres(server::sibling(&url, &name).expect("an address"));
    let store = Store::open(&location).await.expect("the copy opens");
    let folder = TempDir::new().expect("a temporary folder");
    Some(TestDatabase { name: "postgres", location, store, folder, made: Some((url, name)) })
}

#[expect(clippy::disallowed_methods, reason = "where tests learn of the server that was started for them")]
fn server_url() -> Option<String> {
    std::env::var("MINGJIAN_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

impl TestDatabase {
    /// Closes and drops it. A test that panics leaves its database on the throw-away server.
    pub async fn remove(self) {
        self.store.close().await;
        if let Some((url, name)) = self.made {
            server::drop_database(&url, &name).await.expect("the database can be dropped");
        }
    }
}
