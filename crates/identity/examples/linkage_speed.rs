//! Links a made-up crowd and says how well and how fast: `cargo xtask bench linkage_speed [RECORDS] [SEED] [ERRORS] [--peers]`.
//!
//! With ERRORS that many wrong and missed pairs are printed with what each column gave. All people are made up.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use identity::linkage::{
    ColumnBuilder, Kind, Layout, LevelModel, Options, Resolved, Rows, Table, bits, finish_columns, resolve_table_watched, split_header,
};
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

/// As the peers have.
const THREADS: usize = 2;

#[expect(clippy::disallowed_methods, reason = "a benchmark reads its arguments; everybody in its folder is made up")]
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
    let own = std::env::temp_dir().join(format!("linkage_speed.{}", std::process::id()));
    let chosen = folder.as_deref().unwrap_or(&own);
    std::fs::create_dir_all(chosen).expect("the folder can be made");
    write(chosen, &rows);
    link(&rows, chosen, seed, errors);
    if folder.is_none() {
        std::fs::remove_dir_all(own).expect("what was made can be removed");
    }
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

/// Most memory that the process has held so far, in MiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux tells");
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).expect("a number") / 1024
}

/// Seconds of the clock and of the processor since the last lap, told by name.
struct Laps {
    started: Instant,
    last: (f64, f64),
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
impl Laps {
    fn start() -> Self {
        Self { started: Instant::now(), last: (0.0, processor_seconds()) }
    }

    fn lap(&mut self, what: &str) {
        let now = (self.started.elapsed().as_secs_f64(), processor_seconds());
        println!("  {what:>9} {:6.2} s, processor {:5.2} s", now.0 - self.last.0, now.1 - self.last.1);
        self.last = now;
    }
}

/// Reads, links and writes: everything that a peer does from file to file.
fn link(rows: &[Row], folder: &Path, seed: u64, errors: usize) {
    let used = processor_seconds();
    let mut laps = Laps::start();
    let text = std::fs::read_to_string(folder.join("crowd.csv")).expect("it was written");
    let (header, body) = split_header(&text, b',');
    let layout = Layout { delimiter: b',', width: header.len(), id: 0, columns: (1..=KINDS.len()).map(|i| vec![i]).collect(), kept: None };
    let mut read = Rows { columns: KINDS.iter().map(|(name, kind)| ColumnBuilder::new(*name, *kind)).collect(), ..Rows::default() };
    read.read(body, 0, &layout, THREADS).expect("the crowd is a table");
    drop(text);
    laps.lap("read");
    let table = Table::new(read.records, finish_columns(read.columns, THREADS));
    let mut stage = "normalise";
    let options = Options { threads: THREADS, ..Options::default() };
    let resolved = resolve_table_watched(&table, &options, &mut |next| {
        laps.lap(stage);
        stage = next.name();
    });
    laps.lap(stage);
    let mut clusters = String::from("record_id,cluster_id\n");
    for cluster in resolved.clusters.iter() {
        for &record in cluster {
            writeln!(clusters, "{},{}", table.id(record as usize), table.id(cluster[0] as usize)).expect("text grows");
        }
    }
    std::fs::write(folder.join("clusters.csv"), clusters).expect("the folder can be written to");
    laps.lap("write");
    let (all, used) = (laps.started.elapsed().as_secs_f64(), processor_seconds() - used);
    println!(
        "{} records, seed {seed}: {all:.2} s, processor {used:.2} s, at most {} MiB, {} pairs compared",
        table.len(),
        peak_memory(),
        resolved.compared
    );
    for rule in &resolved.rules {
        println!("  block {}", rule.text(table.columns()));
    }
    for column in &resolved.scorer.model.columns {
        let level = |l: &LevelModel| format!("{} m={:.2e} u={:.2e} h={:.2e} w={:.1}", l.level.code(), l.m, l.u, l.shared, l.weight());
        println!("  {}: {}", column.name, column.levels.iter().map(level).collect::<Vec<_>>().join(" | "));
    }
    println!("  prior {:.1}, shared {:.1}", resolved.scorer.model.prior_bits(), bits(resolved.scorer.model.shared_prior));
    let f1 = report(rows, &table, &resolved, errors);
    std::fs::write(folder.join("seconds.txt"), format!("{all} {used} {f1}\n")).expect("the folder can be written to");
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
    for cluster in resolved.clusters.iter() {
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
