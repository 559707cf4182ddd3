//! Keys: which there are, whether every sealed cell still opens, and a new key-encryption key.
//!
//! A new key-encryption key touches the data keys only, so people go on working while it is made: a running server holds the
//! opened data keys, which stay the same.

use std::collections::BTreeMap;

use jiff::Timestamp;
use store::keys::{RowNumber, SealedColumn};
use store::{Location, Store};
use vault::{Cell, Class, Kek, Vault};

use crate::{Desk, DeskError, personal, random};

/// One class of data keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyClass {
    /// A class code, or `index` for the key of look-up keys.
    pub class: String,
    /// Ascending; the last one that is not announced seals.
    pub versions: Vec<u32>,
    /// Known to open, and not sealed with yet.
    pub announced: Vec<u32>,
}

/// What the cells of one column say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReport {
    pub table: &'static str,
    pub column: &'static str,
    /// Cells by the version of the key that sealed them.
    pub cells: BTreeMap<u32, u64>,
    /// Row numbers of cells that do not open: altered, moved, cut off, or under a key that is not there.
    pub damaged: Vec<i64>,
}

const fn of(table: &'static str, column: &'static str, row: &'static str) -> SealedColumn {
    SealedColumn { table, column, row: RowNumber::Column(row) }
}

/// Every column that holds sealed cells, besides those of [`personal`] fields.
const COLUMNS: &[(Class, SealedColumn)] = &[
    (Class::Original, of("submission_sealed", "original", "submission_id")),
    (Class::Reject, SealedColumn { table: "import_reject", column: "sealed", row: RowNumber::Pair("run_id", "row_no") }),
    (Class::Fact, of("fact", "name", "id")),
    (Class::Fact, of("fact", "id_no", "id")),
    (Class::Fact, of("fact", "phone", "id")),
    (Class::Fact, of("fact", "matter", "id")),
    (Class::Fact, of("fact", "original", "id")),
    (Class::Paper, of("paper", "pdf", "id")),
    (Class::Paper, of("paper", "draft", "id")),
    (Class::Reason, of("paper_service", "note", "id")),
    (Class::Reason, of("clue", "note", "id")),
    (Class::Reason, of("protection", "reason", "id")),
    (Class::Reason, of("protection", "lift_reason", "id")),
    (Class::Reason, of("decision", "reason", "id")),
    (Class::Reason, of("decision", "facts", "id")),
    (Class::Reason, of("edge", "reason", "id")),
    (Class::Reason, of("edge", "undo_reason", "id")),
    (Class::Reason, of("own_finding", "reason", "finding_id")),
    (Class::Reason, of("finding_outcome", "reason", "id")),
    (Class::Paper, of("registry_paper", "pdf", "id")),
    (Class::Paper, of("registry_paper", "draft", "id")),
    (Class::Reason, of("registry_paper_service", "note", "id")),
    (Class::Reason, of("registry_event", "reason", "id")),
    (Class::Reason, of("rights_request", "words", "id")),
    (Class::Reason, of("rights_request", "verified", "id")),
    (Class::Reason, of("rights_request", "answer", "id")),
    (Class::Paper, of("rights_paper", "pdf", "id")),
    (Class::Fact, of("hint", "said", "id")),
    (Class::Reason, of("registry_objection", "words", "id")),
    (Class::Reason, of("registry_objection", "answer", "id")),
    (Class::Reason, of("registry_receiver", "stance_reason", "id")),
    (Class::Reason, of("recheck", "note", "id")),
    (Class::Reason, of("avoidance_ruling", "reason", "id")),
    (Class::Credential, of("second_factor", "secret", "account_id")),
];

/// Every column of sealed cells with its class.
fn columns() -> impl Iterator<Item = (Class, SealedColumn)> {
    personal::columns().map(|(class, table, column)| (class, of(table, column, "submission_id"))).chain(COLUMNS.iter().copied())
}

/// The data keys by class.
#[crate::boxed]
pub async fn status(desk: &Desk) -> Result<Vec<KeyClass>, DeskError> {
    let mut tx = desk.store().read().await?;
    let announced = store::keys::announced(&mut tx).await?;
    let mut classes: Vec<KeyClass> = Vec::new();
    for key in store::keys::all(&mut tx).await? {
        match classes.last_mut().filter(|last| last.class == key.class) {
            Some(last) => last.versions.push(key.version),
            None => classes.push(KeyClass { class: key.class, versions: vec![key.version], announced: Vec::new() }),
        }
    }
    for class in &mut classes {
        class.announced =
            class.versions.iter().copied().filter(|version| announced.contains(&(class.class.clone(), i64::from(*version)))).collect();
    }
    Ok(classes)
}

/// Opens every sealed cell of the database, column by column, and keeps nothing of what it reads.
#[crate::boxed]
pub async fn verify(desk: &Desk) -> Result<Vec<ColumnReport>, DeskError> {
    const PAGE: i64 = 1_000;
    let mut tx = desk.store().read().await?;
    let mut reports = Vec::new();
    for (class, column) in columns() {
        let mut report = ColumnReport { table: column.table, column: column.column, cells: BTreeMap::new(), damaged: Vec::new() };
        let mut after = -1;
        loop {
            let page = store::keys::cells(&mut tx, column, after, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (row, sealed) in &page {
                let cell = Cell { table: column.table, column: column.column, row: *row };
                match desk.vault().open(class, &cell, sealed) {
                    Ok(_) => *report.cells.entry(vault::version_of(sealed)).or_default() += 1,
                    Err(_) => report.damaged.push(*row),
                }
            }
        }
        reports.push(report);
    }
    Ok(reports)
}

/// Whether this key-encryption key opens the data keys of that database.
#[crate::boxed]
pub async fn opens(location: &Location, kek: &Kek) -> Result<bool, DeskError> {
    let store = Store::open(location).await?;
    let mut tx = store.read().await?;
    let wrapped = store::keys::all(&mut tx).await?;
    Ok(!wrapped.is_empty() && Vault::unlock(kek, &wrapped).is_ok())
}

/// Wraps every data key anew, in one transaction, and returns how many there are. The old key opens nothing afterwards.
#[crate::boxed]
pub async fn rewrap(location: &Location, old: &Kek, new: &Kek) -> Result<usize, DeskError> {
    let store = Store::open(location).await?;
    store.require_migrated().await?;
    store::transact!(&store, async |tx| -> Result<usize, DeskError> {
        let keys = store::keys::all(tx).await?;
        let anew = Vault::rewrap(old, new, &keys, &mut random::rng()).map_err(|error| DeskError::File(error.to_string()))?;
        if !store::keys::rewrap(tx, &anew).await? {
            return Err(DeskError::Conflict);
        }
        Ok(anew.len())
    })
}

/// A new data key for each of these classes. It opens from now on, and seals after [`seal_with_all`]: let every running server and
/// worker take it first. A class that has one waiting gets no other. Returns how many wait now.
#[crate::boxed]
pub async fn announce(desk: &Desk, classes: &[Class], now: Timestamp) -> Result<usize, DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<usize, DeskError> {
        let keys = store::keys::all(tx).await?;
        let waiting = store::keys::announced(tx).await?;
        for class in classes.iter().filter(|class| waiting.iter().all(|(code, _)| code != class.code())) {
            let key = Vault::next_key(desk.kek(), &keys, *class, &mut random::rng())?;
            store::keys::announce(tx, &key, now).await?;
        }
        Ok(store::keys::announced(tx).await?.len())
    })
}

/// Every key that waited seals from now on. Returns how many there were.
#[crate::boxed]
pub async fn seal_with_all(desk: &Desk) -> Result<usize, DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<usize, DeskError> { Ok(store::keys::seal_with_all(tx).await?) })
}

/// How far [`reseal`] came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    pub cells: u64,
    /// Cells that do not open; they stay as they are.
    pub damaged: u64,
}

/// Seals every cell anew that was sealed under an older key, a few hundred in one transaction, while people work. Ended half-way, it
/// is run again: what is done is done. A cell that somebody writes meanwhile keeps what they wrote.
pub async fn reseal(desk: &Desk, mut progress: impl FnMut(Resealed)) -> Result<Resealed, DeskError> {
    const PAGE: i64 = 500;
    let mut done = Resealed::default();
    for (class, column) in columns() {
        let mut after = -1;
        loop {
            let mut tx = desk.store().read().await?;
            let page = store::keys::cells(&mut tx, column, after, PAGE).await?;
            drop(tx);
            let Some((last, _)) = page.last() else { break };
            after = *last;
            let mut anew = Vec::new();
            for (row, sealed) in page.iter().filter(|(_, sealed)| desk.vault().is_outdated(class, sealed)) {
                let cell = Cell { table: column.table, column: column.column, row: *row };
                match desk.vault().open(class, &cell, sealed) {
                    Ok(value) => anew.push((*row, sealed, desk.vault().seal(class, &cell, &value, &mut random::rng()))),
                    Err(_) => done.damaged += 1,
                }
            }
            if anew.is_empty() {
                continue;
            }
            done.cells += store::transact!(desk.store(), async |tx| -> Result<u64, store::StoreError> {
                let mut took = 0;
                for (row, old, new) in &anew {
                    took += u64::from(store::keys::reseal(tx, column, *row, old, new).await?);
                }
                Ok(took)
            })?;
            progress(done);
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::columns;

    /// Columns of bytes that are not sealed cells: keys, digests, the log, tokens.
    const NOT_SEALED: &[&str] = &[
        "blind_key.key",
        "data_key.wrapped",
        "fact.digest",
        "hint_key.key",
        "ledger_checkpoint.roots",
        "ledger_entry.commitment",
        "ledger_entry.content",
        "ledger_entry.salt",
        "ledger_tile.bytes",
        "login_step.token_hash",
        "officer_relation.key",
        "outside_step.token_hash",
        "recovery_code.hash",
        "session.token_hash",
        "submission.digest",
    ];

    /// A new column of bytes is either checked by `mingjian keys verify` or named above.
    #[test]
    fn no_sealed_column_is_forgotten() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations/postgres");
        let mut files: Vec<_> = folder.read_dir().expect("migrations").map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        let known: BTreeSet<String> = columns().map(|(_, at)| format!("{}.{}", at.table, at.column)).collect();
        let mut found = BTreeSet::new();
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a text");
            let mut table = "";
            for line in text.lines() {
                let words: Vec<&str> = line.trim().trim_end_matches([',', ';']).split(' ').collect();
                match words.as_slice() {
                    ["create", "table", name, ..] | ["alter", "table", name] => table = name,
                    ["alter", "table", name, "add", "column", column, "bytea", ..] => {
                        found.insert(format!("{name}.{column}"));
                    }
                    [column, "bytea", ..] => {
                        found.insert(format!("{table}.{column}"));
                    }
                    _ => {}
                }
            }
        }
        let forgotten: Vec<&String> = found.iter().filter(|at| !known.contains(*at) && !NOT_SEALED.contains(&at.as_str())).collect();
        assert_eq!(forgotten, Vec::<&String>::new());
        let gone: Vec<&String> = known.iter().filter(|at| !found.contains(*at)).collect();
        assert_eq!(gone, Vec::<&String>::new());
    }
}
