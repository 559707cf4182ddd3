//! Writes a made-up crowd of filers as CSV, and who is who: `cargo run --release -p testkit --example crowd -- DIR [RECORDS] [SEED]`.
//!
//! `crowd.csv` has the header `record_id,name,id_no,phone,address,account,region`, `truth.csv` has `record_id,cluster_id`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use testkit::crowd::{CrowdPlan, Row, crowd};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let directory = PathBuf::from(arguments.first().ok_or("which folder?")?);
    let records = arguments.get(1).map_or(Ok(1_000_000), |n| n.parse())?;
    let seed = arguments.get(2).map_or(Ok(1), |n| n.parse())?;
    std::fs::create_dir_all(&directory)?;
    let mut rows = BufWriter::new(File::create(directory.join("crowd.csv"))?);
    let mut truth = BufWriter::new(File::create(directory.join("truth.csv"))?);
    writeln!(rows, "record_id,{}", Row::HEADERS.join(","))?;
    writeln!(truth, "record_id,cluster_id")?;
    // No cell holds a comma or a quotation mark.
    for (id, row) in (1..).zip(crowd(CrowdPlan { seed, records })) {
        writeln!(rows, "{id},{}", row.cells().join(","))?;
        writeln!(truth, "{id},{}", row.person)?;
    }
    rows.flush()?;
    truth.flush()?;
    Ok(())
}
