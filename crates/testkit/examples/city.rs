//! Writes a made-up city as CSV files into a folder: `cargo run --release -p testkit --example city -- DIR [FILINGS] [SEED] [TODAY]`.

use std::path::PathBuf;
use std::time::Instant;

use testkit::city::{City, CityPlan};

#[expect(clippy::disallowed_methods, reason = "a command of the workbench: it takes arguments and measures")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let directory = PathBuf::from(arguments.first().ok_or("which folder?")?);
    let filings = arguments.get(1).map_or(Ok(20_000), |n| n.parse())?;
    let seed = arguments.get(2).map_or(Ok(1), |n| n.parse())?;
    let today = arguments.get(3).map_or("2026-11-24", String::as_str).parse()?;
    let started = Instant::now();
    let city = City::new(CityPlan { seed, filings, today });
    println!("{filings} filings made in {:.2?}", started.elapsed());
    std::fs::create_dir_all(&directory)?;
    for table in &city.tables {
        let path = directory.join(format!("{}.csv", table.kind.code()));
        std::fs::write(&path, table.to_csv())?;
        println!("{}: {} rows", path.display(), table.rows.len());
    }
    Ok(())
}
