//! The whole import of a workbook against the bare streaming read of the same file plus bare inserts of its rows.
//!
//! `cargo xtask bench import_bench 200000 [postgres://… of an empty database]`
//!
//! The peer reads every cell with calamine's streaming reader and writes the rows as text into one table without
//! indexes, a thousand rows a transaction, several rows a statement, with the same settings of the database. It checks nothing, seals
//! nothing and finds nothing again. Runs are interleaved: the speed of a shared machine drifts.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use calamine::{Data, DataRef, Reader, Xlsx};
use casework::codes::ImportKind;
use desk::imports::{self, ImportFile};
use desk::setup::{self, NewAccount, Setup};
use desk::{Desk, Location};
use exchange::write::{Field, TableFormat, TableWriter};
use exchange::{Input, Profile};
use jiff::Timestamp;
use sqlx::{AssertSqlSafe, Connection, Executor};
use testkit::city::{City, CityPlan};

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ORGANISATIONS: &str = include_str!("../../../policy/organisations/yueyang.toml");
const CHUNK: usize = 1_000;
/// Rows of one statement of the peer: 43 columns each, within SQLite's limit on parameters.
const PER_STATEMENT: usize = 250;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let rows: usize = std::env::args().nth(1).map_or(Ok(200_000), |n| n.parse())?;
    let postgres = std::env::args().nth(2);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("made-up.xlsx");
    let columns = write_workbook(&file, rows)?;
    println!("{rows} rows × {columns} columns, {} MB", std::fs::metadata(&file)?.len() >> 20);
    for round in 1..=2 {
        let bare_location = folder.path().join(format!("bare{round}.sqlite"));
        let bare = bare(&file, columns, &Bare::Sqlite(bare_location)).await?;
        let ours = ours(&file, &Location::Sqlite(folder.path().join(format!("ours{round}.sqlite")))).await?;
        tell("SQLite", round, bare, ours);
        if let Some(url) = &postgres {
            let bare = self::bare(&file, columns, &Bare::Postgres(url.clone())).await?;
            let target = url.clone();
            reset(&target).await?;
            let ours = self::ours(&file, &Location::Postgres(target)).await?;
            tell("PostgreSQL", round, bare, ours);
        }
    }
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|l| l.starts_with("VmHWM")).for_each(|l| println!("{l}"));
    }
    Ok(())
}

fn tell(name: &str, round: usize, (read, insert): (Duration, Duration), ours: Duration) {
    let bare = read + insert;
    println!(
        "{name} round {round}: bare read {:.2} s + bare inserts {:.2} s = {:.2} s; whole import {:.2} s; ratio {:.2}",
        read.as_secs_f64(),
        insert.as_secs_f64(),
        bare.as_secs_f64(),
        ours.as_secs_f64(),
        ours.as_secs_f64() / bare.as_secs_f64()
    );
}

/// A made-up city as a workbook of 来件; returns the number of columns.
fn write_workbook(path: &Path, rows: usize) -> anyhow::Result<usize> {
    let city = City::new(CityPlan { seed: 1, filings: rows, today: jiff::civil::date(2026, 5, 12) });
    let table = city.table(ImportKind::Submissions).context("a city has submissions")?;
    let headers: Vec<&str> = table.headers.clone();
    let mut writer = TableWriter::new(TableFormat::Xlsx, std::fs::File::create(path)?, &headers)?;
    for row in &table.rows {
        let fields: Vec<Field<'_>> = row.iter().map(|cell| if cell.is_empty() { Field::Empty } else { Field::Text(cell) }).collect();
        writer.row(&fields)?;
    }
    writer.finish()?;
    Ok(headers.len())
}

async fn ours(file: &Path, location: &Location) -> anyhow::Result<Duration> {
    let now: Timestamp = "2026-05-12T01:00:00Z".parse()?;
    let kek = vault::Kek::generate(&mut desk::random::rng());
    let organisations = setup::parse_organisations(ORGANISATIONS)?;
    let admin = NewAccount::administrator("admin", "a long password", "YY");
    setup::init(location, &kek, Setup { organisations, admin }, now).await?;
    let desk = Desk::open(location, &kek).await?;
    let started = Instant::now();
    let kind = ImportKind::Submissions;
    let request = ImportFile {
        kind,
        name: "made-up.xlsx".into(),
        input: Input::Path(file.to_owned()),
        profile: Profile::standard(kind),
        account_id: None,
    };
    let summary = imports::run(&desk, request, now, |_| ()).await?;
    anyhow::ensure!(summary.rejected == 0 && summary.inserted == summary.rows, "{summary:?}");
    Ok(started.elapsed())
}

enum Bare {
    Sqlite(std::path::PathBuf),
    Postgres(String),
}

/// Time to read all cells into rows of text, time to insert them.
async fn bare(file: &Path, columns: usize, target: &Bare) -> anyhow::Result<(Duration, Duration)> {
    let started = Instant::now();
    let rows = bare_read(file, columns)?;
    let read = started.elapsed();
    let names: Vec<String> = (0..columns).map(|column| format!("c{column} text")).collect();
    let create = format!("create table bare ({})", names.join(", "));
    let started;
    match target {
        Bare::Sqlite(path) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true)
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                .synchronous(sqlx::sqlite::SqliteSynchronous::Full);
            let mut connection = sqlx::SqliteConnection::connect_with(&options).await?;
            connection.execute(AssertSqlSafe(create)).await?;
            started = Instant::now();
            for chunk in rows.chunks(CHUNK) {
                let mut tx = connection.begin().await?;
                for part in chunk.chunks(PER_STATEMENT) {
                    let sql = insert_sql(columns, part.len(), |_| "?".to_owned());
                    let query = part
                        .iter()
                        .flatten()
                        .fold(sqlx::query::<sqlx::Sqlite>(AssertSqlSafe(sql)), |query, cell| query.bind(cell.as_deref()));
                    query.execute(&mut *tx).await?;
                }
                tx.commit().await?;
            }
        }
        Bare::Postgres(url) => {
            let mut connection = sqlx::PgConnection::connect(url).await?;
            connection.execute("drop table if exists bare").await?;
            connection.execute(AssertSqlSafe(create)).await?;
            started = Instant::now();
            for chunk in rows.chunks(CHUNK) {
                let mut tx = connection.begin().await?;
                for part in chunk.chunks(PER_STATEMENT) {
                    let sql = insert_sql(columns, part.len(), |place| format!("${place}"));
                    let query = part
                        .iter()
                        .flatten()
                        .fold(sqlx::query::<sqlx::Postgres>(AssertSqlSafe(sql)), |query, cell| query.bind(cell.as_deref()));
                    query.execute(&mut *tx).await?;
                }
                tx.commit().await?;
            }
        }
    }
    Ok((read, started.elapsed()))
}

/// SQLite finds a numbered parameter by walking a list, so it gets plain question marks; anything else would be an unfair peer.
fn insert_sql(columns: usize, rows: usize, place: impl Fn(usize) -> String) -> String {
    let tuples: Vec<String> = (0..rows)
        .map(|row| {
            let places: Vec<String> = (1..=columns).map(|column| place(row * columns + column)).collect();
            format!("({})", places.join(","))
        })
        .collect();
    format!("insert into bare values {}", tuples.join(","))
}

fn bare_read(file: &Path, columns: usize) -> anyhow::Result<Vec<Vec<Option<String>>>> {
    let bytes = std::fs::read(file)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let sheet = workbook.sheet_names().first().cloned().context("a sheet")?;
    let mut cells = workbook.worksheet_cells_reader(&sheet)?;
    let mut rows: Vec<Vec<Option<String>>> = Vec::new();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = (cell.get_position().0 as usize, cell.get_position().1 as usize);
        if row == 0 {
            continue;
        }
        while rows.len() < row {
            rows.push(vec![None; columns]);
        }
        rows[row - 1][column] = match cell.get_value() {
            DataRef::SharedString(text) => Some((*text).to_owned()),
            DataRef::Empty => None,
            other => Some(Data::from(other.clone()).to_string()),
        };
    }
    Ok(rows)
}

/// Empties a PostgreSQL database between runs.
async fn reset(url: &str) -> anyhow::Result<()> {
    let mut connection = sqlx::PgConnection::connect(url).await?;
    connection.execute("drop schema public cascade").await?;
    connection.execute("create schema public").await?;
    Ok(())
}
