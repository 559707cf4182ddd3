//! How long it takes to link and weigh one filing that comes alone, by how many are on file (TARGETS S3, S9).
//!
//! `cargo xtask postgres cargo xtask bench arrive_speed [10000,100000,1000000] [ARRIVALS]` (without a server: SQLite only).
//! A made-up city of each size is imported and run over; then its last filings come one by one. Each is imported alone, which is
//! not timed, and linked and weighed, which is, from the call to the end of its transaction.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::time::{Duration, Instant};

use casework::codes::ImportKind;
use desk::assessment;
use desk::imports::{self, ImportFile};
use exchange::{Input, Profile};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use testkit::city::{City, CityPlan, Table};
use testkit::databases::{self, TestDatabase};

#[expect(dead_code, reason = "nobody logs in")]
#[path = "../tests/stories/house.rs"]
mod house;

const TODAY: Date = date(2026, 5, 12);

#[tokio::main]
async fn main() {
    let argument = |at: usize| std::env::args().nth(at);
    let sizes = argument(1).unwrap_or_else(|| "10000,100000".to_owned());
    let arrivals: usize = argument(2).map_or(1_000, |n| n.parse().expect("a number of arrivals"));
    for size in sizes.split(',') {
        let size: usize = size.parse().expect("a number of filings");
        let sqlite = databases::sqlite().await;
        // The files lie beside the first database, and go with it.
        let folder = sqlite.folder.path().to_owned();
        let coming = write(City::new(CityPlan { seed: 7, filings: size + arrivals, today: TODAY }), size, &folder);
        measure(&sqlite, &folder, size, &coming).await;
        if let Some(postgres) = databases::postgres().await {
            measure(&postgres, &folder, size, &coming).await;
            postgres.remove().await;
        }
        sqlite.remove().await;
    }
}

fn now() -> Timestamp {
    "2026-05-12T01:00:00Z".parse().expect("a moment")
}

/// The city's files, without the filings that are still to come; those are returned.
fn write(city: City, size: usize, folder: &std::path::Path) -> Table {
    let mut coming = None;
    for mut table in city.tables {
        if table.kind == ImportKind::Submissions {
            let rows = table.rows.split_off(size);
            coming = Some(Table { rows, kind: table.kind, headers: table.headers.clone() });
        }
        std::fs::write(folder.join(format!("{}.csv", table.kind.code())), table.to_csv()).expect("room");
    }
    coming.expect("a city has submissions")
}

async fn measure(database: &TestDatabase, folder: &std::path::Path, size: usize, coming: &Table) {
    let (desk, _) = house::new_system(database, now()).await;
    let started = Instant::now();
    for &kind in ImportKind::ALL {
        let path = folder.join(format!("{}.csv", kind.code()));
        if path.is_file() {
            let file = ImportFile {
                kind,
                name: "made-up.csv".to_owned(),
                input: Input::Path(path),
                profile: Profile::standard(kind),
                account_id: None,
            };
            imports::run(&desk, file, now(), |_| ()).await.expect("a good file");
        }
    }
    let imported = started.elapsed();
    let started = Instant::now();
    let run = assessment::run(&desk, TODAY, now(), None).await.expect("assessed");
    println!(
        "{:<9} {size} on file: imported in {:.0} s, run over in {:.0} s ({} persons, {} hits)",
        database.name,
        imported.as_secs_f64(),
        started.elapsed().as_secs_f64(),
        run.persons,
        run.hits
    );
    let (mut times, mut partial, mut linked, mut found) = (Vec::new(), 0, 0, 0);
    for row in &coming.rows {
        let alone = Table { rows: vec![row.clone()], ..coming.clone() };
        let summary = house::bring(&desk, ImportKind::Submissions, "alone.csv", alone.to_csv().as_bytes(), now()).await;
        let ids = summary.expect("a good file").touched;
        let started = Instant::now();
        let arrived = assessment::arrive(&desk, &ids, TODAY, now()).await.expect("assessed");
        times.push((started.elapsed(), arrived[0].near));
        partial += usize::from(arrived[0].is_partial);
        linked += usize::from(!arrived[0].is_new_person);
        found += usize::from(arrived[0].hits + arrived[0].hints > 0);
    }
    times.sort_unstable();
    let at = |permille: usize| times[(times.len() * permille / 1_000).min(times.len() - 1)];
    let told = |(time, near): (Duration, usize)| format!("{:.2} ms ({near} near)", time.as_secs_f64() * 1e3);
    println!(
        "{:<9} {size} on file, {} came alone: p50 {}, p90 {}, p99 {}, most {}; {linked} of somebody known, {found} with findings, {partial} not seen whole",
        database.name,
        times.len(),
        told(at(500)),
        told(at(900)),
        told(at(990)),
        told(times[times.len() - 1]),
    );
}
