//! Every way in which a database cannot be opened ends with one clear sentence.

use expect_test::expect;
use store::{Location, Store, StoreError, setting};
use testkit::databases::{on_each, sqlite};

use crate::fixture::{read, write};

async fn sentence(location: &Location, folder: &std::path::Path) -> String {
    let error = match Store::open(location).await {
        Err(error) => error,
        Ok(store) => write_something(&store).await.expect_err("must not work"),
    };
    error.to_string().replace(&folder.display().to_string(), "DIR")
}

async fn write_something(store: &Store) -> store::Result<()> {
    let mut tx = store.begin().await?;
    setting::set(&mut tx, "a", "b").await?;
    tx.commit().await
}

#[tokio::test]
async fn a_missing_file() {
    let database = sqlite().await;
    let folder = database.folder.path();
    let location = Location::Sqlite(folder.join("none.db"));
    expect!["找不到数据库文件 DIR/none.db，请先运行 mingjian init"].assert_eq(&sentence(&location, folder).await);
    assert!(!folder.join("none.db").exists(), "opening must not create it");
}

#[tokio::test]
async fn not_a_database() {
    let database = sqlite().await;
    let folder = database.folder.path();
    std::fs::write(folder.join("text.db"), "这不是数据库".repeat(400)).expect("a file");
    expect!["DIR/text.db 不是数据库文件，或已损坏"].assert_eq(&sentence(&Location::Sqlite(folder.join("text.db")), folder).await);
}

#[tokio::test]
async fn postgres_addresses() {
    let folder = std::path::Path::new("/nowhere");
    expect!["数据库地址无效：应为 postgres://用户@主机/库名"]
        .assert_eq(&sentence(&Location::Postgres("postgres://a:b:c".into()), folder).await);
    // Port 1 takes no connections.
    let closed = Location::Postgres("postgres://someone:secret@127.0.0.1:1/db".into());
    expect!["无法连接数据库，请检查地址、账号与网络"].assert_eq(&sentence(&closed, folder).await);
    assert_eq!(format!("{closed:?}"), "Postgres(…)", "an address may hold a password");
}

#[tokio::test]
async fn a_file_made_read_only() {
    let database = sqlite().await;
    let Location::Sqlite(path) = &database.location else { unreachable!() };
    database.store.close().await;
    // Whoever runs tests as root may write to read-only files; a folder in the place of the journal stops everybody.
    std::fs::create_dir(database.folder.path().join("mingjian.db-wal")).expect("a folder");
    expect!["数据库只读，无法写入；请检查文件与目录的权限，以及磁盘是否以只读方式挂载"]
        .assert_eq(&sentence(&Location::Sqlite(path.clone()), database.folder.path()).await);
}

#[tokio::test]
async fn an_empty_database_asks_for_migrations_and_a_newer_one_for_a_newer_program() {
    on_each(async |database| {
        let store = &database.store;
        store.require_migrated().await.expect("migrated");
        store.migrate().await.expect("a second time changes nothing");
        let mut tx = store.begin().await.expect("begin");
        setting::set(&mut tx, "kept", "1").await.expect("a setting");
        tx.commit().await.expect("commit");
        // A program from the future has been here.
        store.pretend_schema(9_999).await.expect("a line in the list of migrations");
        let refused = store.migrate().await;
        assert!(matches!(refused, Err(StoreError::SchemaNewer { found: 9_999, .. })), "{}: {refused:?}", database.name);
        let refused = Store::open(&database.location).await.map(|_| ());
        assert!(matches!(refused, Err(StoreError::SchemaNewer { .. })), "{}: {refused:?}", database.name);
        assert_eq!(read(store, async |tx| setting::get(tx, "kept").await).await.as_deref(), Some("1"));
    })
    .await;
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open_or_create(&Location::Sqlite(folder.path().join("new.db"))).await.expect("a new file");
    let refused = store.require_migrated().await;
    assert!(matches!(refused, Err(StoreError::SchemaOlder { found: 0, .. })), "{refused:?}");
}

#[tokio::test]
async fn readers_cannot_write() {
    on_each(async |database| {
        let mut tx = database.store.read().await.expect("read");
        let refused = setting::set(&mut tx, "a", "b").await;
        assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{}: {refused:?}", database.name);
        drop(tx);
        write(&database.store, async |tx| setting::set(tx, "a", "b").await).await;
    })
    .await;
}
