//! Every act is in the log with its row, the log can be read and proven by others, and no edit goes unnoticed (TARGETS R9).

use jiff::Timestamp;
use ledger::{Hash, leaf_hash, root_of};
use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnection;
use store::access::NewAccess;
use store::ledger as log;
use store::{Location, Store};
use testkit::databases::{TestDatabase, on_each, sqlite};

use crate::fixture::{OFFICER, at, house, write};

/// In the place of signatures: size and root, as they are.
fn sign(size: u64, root: Hash) -> Option<String> {
    Some(format!("{size} {root}"))
}

fn is_good(note: &str, size: u64, root: Hash) -> bool {
    sign(size, root).as_deref() == Some(note)
}

async fn looks(store: &Store, count: i64) {
    write(store, async |tx| {
        for n in 0..count {
            let look = NewAccess {
                account_id: Some(OFFICER),
                kind: "reveal".to_owned(),
                submission_id: None,
                field_class: None,
                purpose: format!("核实身份{n}"),
                subject_count: 1,
                at: at(n),
            };
            store::access::record(tx, &look).await?;
        }
        Ok(())
    })
    .await;
}

async fn grow(store: &Store, now: Timestamp) -> log::Grown {
    write(store, async |tx| log::integrate(tx, now, sign).await).await
}

async fn differences(store: &Store) -> Vec<log::Difference> {
    write(store, async |tx| log::audit(tx, is_good).await).await
}

#[tokio::test]
async fn every_act_is_in_the_log() {
    on_each(async |TestDatabase { store, .. }: &TestDatabase| {
        write(store, house).await;
        looks(store, 3).await;
        write(store, async |tx| {
            assert_eq!(log::pending(tx).await?, 5, "two accounts and three looks");
            assert_eq!(log::latest_checkpoint(tx).await?, None);
            Ok(())
        })
        .await;
        let first = grow(store, at(10)).await;
        assert_eq!((first.size, first.added), (5, 5));
        assert_eq!(grow(store, at(11)).await, log::Grown { added: 0, ..first }, "nothing waits, nothing is written");
        write(store, async |tx| {
            store::setting::set(tx, "one", "a").await?;
            store::setting::set(tx, "one", "b").await?;
            store::account::set_disabled(tx, OFFICER, true).await
        })
        .await;
        looks(store, 600).await;
        let second = grow(store, at(12)).await;
        assert_eq!((second.size, second.added), (608, 603));
        write(store, async |tx| {
            let entries = log::entries_from(tx, 0, 1_000).await?;
            assert!(entries.iter().all(log::Entry::is_whole));
            let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(&entry.commitment)).collect();
            assert_eq!((root_of(&leaves[..5]), root_of(&leaves)), (first.root, second.root));
            assert_eq!(log::entries_before(tx, 3, 2).await?.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [Some(2), Some(1)]);
            let tiles: Vec<_> = log::tiles_after(tx, -2, 0, 100).await?.iter().map(|tile| (tile.level, tile.idx, tile.width)).collect();
            assert_eq!(tiles, [(-1, 0, 256), (-1, 1, 256), (-1, 2, 96), (0, 0, 256), (0, 1, 256), (0, 2, 96), (1, 0, 2)]);
            assert!(log::tile(tx, 1, 0, 2).await?.is_some_and(|tile| tile.bytes.len() == 64));
            assert_eq!(log::checkpoints(tx).await?.len(), 2);
            let line = log::Cosignature { size: 608, line: "— court.example/w AAAA\n".to_owned(), at: at(13) };
            log::add_cosignature(tx, &line).await?;
            log::add_cosignature(tx, &line).await?;
            assert_eq!(log::cosignatures(tx, 608).await?, [line]);
            Ok(())
        })
        .await;
        assert_eq!(differences(store).await, []);
    })
    .await;
}

async fn sql(location: &Location, sql: &str) {
    let Location::Sqlite(path) = location else { panic!("SQLite was asked for") };
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.expect("opened");
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.expect("run");
    connection.close().await.expect("closed");
}

/// A database that was made before a table was covered: its old rows are taken in once, and never again.
#[tokio::test]
async fn a_table_that_comes_to_be_covered_is_taken_in_once() {
    let database = sqlite().await;
    let store = &database.store;
    write(store, house).await;
    looks(store, 3).await;
    // A log as it was before coverage was kept; a row of a table that it did not cover; and one slipped into a table that it did.
    grow(store, at(1)).await;
    let fact = "insert into personal_change (id, kind, class, ref_id, cells, changed_at) values (7, 'erased', 'submission', 1, 3, 1)";
    sql(&database.location, &format!("{fact}; insert into setting (key, value) values ('slipped', 'in')")).await;
    let found = async || -> Vec<(&str, String)> { differences(store).await.into_iter().map(|found| (found.table, found.key)).collect() };
    write(store, async |tx| log::cover(tx, at(3)).await).await;
    grow(store, at(4)).await;
    assert_eq!(found().await, [("setting", "slipped".to_owned())], "the old row has its entry, the slipped one has none");
    // A row slipped in afterwards is found, also where the table's note was taken away to have it taken in again.
    sql(&database.location, &fact.replace("(7,", "(8,")).await;
    write(store, async |tx| log::cover(tx, at(5)).await).await;
    assert!(found().await.contains(&("personal_change", "8".to_owned())));
    sql(&database.location, "delete from ledger_covered where subject = 'personal_change'").await;
    assert!(found().await.contains(&("ledger_covered", "personal_change".to_owned())));
    write(store, async |tx| log::cover(tx, at(6)).await).await;
    grow(store, at(7)).await;
    assert!(found().await.contains(&("ledger_covered", "personal_change".to_owned())), "taken in twice");
    database.remove().await;
}

/// One column of one row, changed behind the program's back.
const EDITS: &[&str] = &[
    "update access_record set purpose = purpose || '改' where id = 1 + $1 % 300",
    "update access_record set account_id = null where id = 1 + $1 % 300",
    "update access_record set at = at + 1 where id = 1 + $1 % 300",
    "delete from access_record where id = 1 + $1 % 300",
    "insert into access_record (id, account_id, kind, purpose, subject_count, at) values (1000 + $1, null, 'reveal', '补记', 1, 1)",
    "update account set password_hash = 'x' where id = 1 + $1 % 2",
    "update account set role = 'head', disabled = 1 where id = 1 + $1 % 2",
    "update setting set value = value || '改' where key = 'one'",
    "insert into setting (key, value) values ('two' || $1, 'x')",
    "update ledger_entry set kind = kind || 'x' where seq = $1 % 300",
    "update ledger_entry set at = 1 where seq = $1 % 300",
    "update ledger_entry set content = x'00' where seq = $1 % 300",
    "update ledger_entry set salt = x'00112233445566778899aabbccddeeff' where seq = $1 % 300",
    "update ledger_entry set commitment = cast(commitment || x'00' as blob) where seq = $1 % 300",
    "delete from ledger_entry where seq = $1 % 300",
    "update ledger_tile set bytes = x'00' where level = 0 and idx = $1 % 2",
    "delete from ledger_tile where level = -1 and idx = $1 % 2",
    "insert into ledger_tile (level, idx, width, bytes) values (0, 50 + $1, 1, x'00')",
    "update ledger_checkpoint set note = 'x'",
    "update ledger_checkpoint set roots = x'00'",
    "delete from ledger_checkpoint",
    // Consistent with one another: the row and the content that the entry says it has.
    "update ledger_entry set content = (select content from ledger_entry where seq = 0) where seq = 1 + $1 % 300",
];

#[tokio::test]
async fn no_edit_goes_unnoticed() {
    let database = sqlite().await;
    write(&database.store, house).await;
    write(&database.store, async |tx| store::setting::set(tx, "one", "a").await).await;
    looks(&database.store, 300).await;
    grow(&database.store, at(500)).await;
    assert_eq!(differences(&database.store).await, []);
    database.store.close().await;
    let Location::Sqlite(clean) = database.location.clone() else { panic!("SQLite was asked for") };
    let tampered = database.folder.path().join("tampered.db");
    let location = Location::Sqlite(tampered.clone());
    // Each kind of edit at several places: a step that is prime to every number of rows.
    for round in 0..110_i64 {
        let edit = EDITS[usize::try_from(round).expect("small") % EDITS.len()];
        std::fs::copy(&clean, &tampered).expect("a copy");
        let mut connection = SqliteConnection::connect(&format!("sqlite://{}", tampered.display())).await.expect("opened");
        let sql = sqlx::AssertSqlSafe(format!("pragma foreign_keys = off; {}", edit.replace("$1", &(round * 37).to_string())));
        sqlx::raw_sql(sql).execute(&mut connection).await.expect(edit);
        connection.close().await.expect("closed");
        let store = Store::open(&location).await.expect("opens");
        let found = differences(&store).await;
        assert!(!found.is_empty(), "not found: {edit} ({round})");
        store.close().await;
        for ending in ["", "-wal", "-shm"] {
            let path = format!("{}{ending}", tampered.display());
            if std::path::Path::new(&path).exists() {
                std::fs::remove_file(path).expect("removed");
            }
        }
    }
    database.remove().await;
}
