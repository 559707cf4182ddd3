//! Links a made-up crowd and says how well and how fast: `cargo xtask bench linkage_speed [RECORDS] [SEED] [ERRORS] [--peers]`.
//!
//! With ERRORS that many wrong and missed pairs are printed with what each column gave. All people are made up.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use identity::linkage::{ColumnBuilder, Kind, LevelModel, Options, Resolved, Table, bits, resolve_table};
use rustc_hash::FxHashMap;
use testkit::crowd::{CrowdPlan, Row, crowd};

const KINDS: [(&str, Kind); 6] = [
    ("name", Kind::Name),
    ("id_no", Kind::IdNumber),
    ("phone", Kind::Phone),
    ("address", Kind::Address),
    ("account", Kind::Account),
    ("region", Kind::Exact),
];

fn main() {
    let mut numbers = Vec::new();
    let mut folder = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--folder" => folder = arguments.next().map(PathBuf::from),
            "--peers" => {}
            number => numbers.push(number.parse::<usize>().expect("a number")),
        }
    }
    let number = |place: usize, or: usize| numbers.get(place).copied().unwrap_or(or);
    let (records, seed, errors) = (number(0, 200_000), number(1, 1) as u64, number(2, 0));
    let rows = crowd(CrowdPlan { seed, records });
    if let Some(folder) = &folder {
        write(folder, &rows);
    }
    link(&rows, seed, errors, folder.as_deref());
}

/// The crowd as the peer reads it. No cell holds a comma or a quotation mark.
fn write(folder: &Path, rows: &[Row]) {
    let mut crowd = format!("record_id,{}\n", Row::HEADERS.join(","));
    let mut truth = "record_id,cluster_id\n".to_owned();
    for (id, row) in rows.iter().enumerate() {
        writeln!(crowd, "{id},{}", row.cells().join(",")).expect("text grows");
        writeln!(truth, "{id},{}", row.person).expect("text grows");
    }
    std::fs::write(folder.join("crowd.csv"), crowd).expect("the folder can be written to");
    std::fs::write(folder.join("truth.csv"), truth).expect("the folder can be written to");
}

/// Processor time of this process so far, all threads.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux tells");
    let after_name = stat.rsplit(')').next().expect("there is a last part");
    let ticks = after_name.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().expect("ticks are numbers"));
    ticks.sum::<f64>() / 100.0
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn link(rows: &[Row], seed: u64, errors: usize, folder: Option<&Path>) {
    let records = rows.len();
    let (started, used) = (Instant::now(), processor_seconds());
    let file = folder.map(|folder| std::fs::read_to_string(folder.join("crowd.csv")).expect("it was written"));
    let cells: Vec<Vec<&str>> = match &file {
        Some(text) => text.lines().skip(1).map(|line| line.split(',').skip(1).collect()).collect(),
        None => rows.iter().map(|row| row.cells().to_vec()).collect(),
    };
    let ids = (0..records).map(|i| (0, i.to_string().into())).collect();
    let columns = std::thread::scope(|scope| {
        let cells = &cells;
        let column = |i: usize| {
            let mut builder = ColumnBuilder::new(KINDS[i].0, KINDS[i].1);
            cells.iter().for_each(|row| builder.push(row[i]));
            builder.finish()
        };
        let workers: Vec<_> = (0..KINDS.len()).map(|i| scope.spawn(move || column(i))).collect();
        workers.into_iter().map(|worker| worker.join().expect("columns are read")).collect()
    });
    let table = Table::new(ids, columns);
    let read = started.elapsed();
    let resolved = resolve_table(&table, &Options { threads: 2, ..Options::default() });
    let (all, used) = (started.elapsed(), processor_seconds() - used);
    println!("{records} records, seed {seed}: read {read:.2?}, all {all:.2?}, processor {used:.1} s, {} pairs compared", resolved.compared);
    for rule in &resolved.rules {
        println!("  block {}", rule.text(table.columns()));
    }
    for column in &resolved.scorer.model.columns {
        let level = |l: &LevelModel| format!("{} m={:.2e} u={:.2e} h={:.2e} w={:.1}", l.level.code(), l.m, l.u, l.shared, l.weight());
        println!("  {}: {}", column.name, column.levels.iter().map(level).collect::<Vec<_>>().join(" | "));
    }
    println!("  prior {:.1}, shared {:.1}", resolved.scorer.model.prior_bits(), bits(resolved.scorer.model.shared_prior));
    let f1 = report(rows, &table, &resolved, errors);
    if let Some(folder) = folder {
        let line = format!("{} {used} {f1}\n", all.as_secs_f64());
        std::fs::write(folder.join("seconds.txt"), line).expect("the folder can be written to");
    }
}

fn report(rows: &[Row], table: &Table, resolved: &Resolved<'_>, errors: usize) -> f64 {
    let row_of: Vec<usize> = (0..table.len()).map(|i| table.id(i).parse().expect("a number")).collect();
    let person = |record: usize| rows[row_of[record]].person;
    let pairs = |n: u64| n * n.saturating_sub(1) / 2;
    let (mut found, mut right) = (0, 0);
    let mut cluster_of = vec![0; table.len()];
    for (number, cluster) in resolved.clusters.iter().enumerate() {
        found += pairs(cluster.len() as u64);
        let mut of: FxHashMap<u32, u64> = FxHashMap::default();
        for &member in cluster {
            cluster_of[member as usize] = number;
            *of.entry(person(member as usize)).or_default() += 1;
        }
        right += of.values().map(|n| pairs(*n)).sum::<u64>();
    }
    let mut of_person: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for record in 0..table.len() {
        of_person.entry(person(record)).or_default().push(record);
    }
    let truth = of_person.values().map(|of| pairs(of.len() as u64)).sum::<u64>();
    let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / truth.max(1) as f64);
    println!("precision {precision:.4} recall {recall:.4} f1 {:.4}", 2.0 * precision * recall / (precision + recall));
    let scorer = resolved.scorer.scorer();
    let show = |what: &str, a: usize, b: usize| {
        let scored = scorer.explain(a, b);
        println!("{what} {:.1} bits", scored.bits);
        for record in [a, b] {
            println!("    {}", rows[row_of[record]].cells().join(" | "));
        }
        let columns = scored.columns.iter().zip(KINDS).map(|(c, (name, _))| match c.level {
            Some(level) => format!("{name} {} {:.1}", level.code(), c.weight),
            None => format!("{name} -"),
        });
        println!("    {}", columns.collect::<Vec<_>>().join(", "));
    };
    let mut shown = 0;
    for cluster in &resolved.clusters {
        for (n, &a) in cluster.iter().enumerate() {
            for &b in &cluster[n + 1..] {
                if shown < errors && person(a as usize) != person(b as usize) {
                    show("WRONG", a as usize, b as usize);
                    shown += 1;
                }
            }
        }
    }
    let met: rustc_hash::FxHashSet<(u32, u32)> = resolved.pairs.iter().map(|pair| (pair.left, pair.right)).collect();
    let mut people: Vec<_> = of_person.iter().filter(|(_, of)| of.len() > 1 && of.len() < 6).collect();
    people.sort_unstable();
    let (mut shown, mut unmet, mut unmet_strong, mut weak, mut split) = (0, 0, 0, 0, 0);
    for (_, of) in people {
        for (n, &a) in of.iter().enumerate() {
            for &b in of[n + 1..].iter().filter(|b| cluster_of[**b] != cluster_of[a]) {
                let is_met = met.contains(&(a.min(b) as u32, a.max(b) as u32));
                let weight = scorer.explain(a, b).bits;
                if !is_met && weight >= 0.0 {
                    unmet_strong += 1;
                    if shown < errors {
                        show("MISSED, NEVER MET", a, b);
                        shown += 1;
                    }
                }
                if !is_met {
                    unmet += 1
                } else if weight < 0.0 {
                    weak += 1
                } else {
                    split += 1
                }
            }
        }
    }
    println!(
        "missed of small clusters: {unmet} never met ({unmet_strong} of them strong), {weak} weak, {split} met and strong but kept apart"
    );
    2.0 * precision * recall / (precision + recall)
}
