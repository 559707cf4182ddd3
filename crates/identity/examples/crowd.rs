//! Links a made-up crowd and says how well and how fast: `cargo run --release -p identity --example crowd -- [RECORDS] [SEED] [ERRORS]`.
//!
//! With ERRORS that many wrong and missed pairs are printed with what each column gave. All people are made up.

use std::time::Instant;

use identity::linkage::{ColumnBuilder, Kind, Options, Table, resolve_table};
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

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn main() {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<usize>().expect("a number"));
    let records = arguments.next().unwrap_or(200_000);
    let seed = arguments.next().unwrap_or(1) as u64;
    let errors = arguments.next().unwrap_or(0);
    let rows = crowd(CrowdPlan { seed, records });

    let started = Instant::now();
    let ids = (0..rows.len()).map(|i| (0, i.to_string().into())).collect();
    let columns = std::thread::scope(|scope| {
        let workers: Vec<_> = KINDS
            .iter()
            .enumerate()
            .map(|(i, (name, kind))| {
                let rows = &rows;
                scope.spawn(move || {
                    let mut builder = ColumnBuilder::new(*name, *kind);
                    rows.iter().for_each(|row| builder.push(row.cells()[i]));
                    builder.finish()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("columns are read")).collect()
    });
    let table = Table::new(ids, columns);
    let read = started.elapsed();
    let resolved = resolve_table(&table, &Options { threads: 2, ..Options::default() });
    println!("{records} records, seed {seed}: read {read:.2?}, all {:.2?}, {} pairs compared", started.elapsed(), resolved.compared);
    for rule in &resolved.rules {
        println!("  block {}", rule.text(table.columns()));
    }
    for column in &resolved.scorer.model.columns {
        let levels: Vec<String> = column
            .levels
            .iter()
            .map(|l| format!("{} m={:.2e} u={:.2e} h={:.2e} w={:.1}", l.level.code(), l.m, l.u, l.shared, l.weight()))
            .collect();
        println!("  {}: {}", column.name, levels.join(" | "));
    }
    println!(
        "  prior {:.1}, shared {:.1}",
        resolved.scorer.model.prior_bits(),
        identity::linkage::bits(resolved.scorer.model.shared_prior)
    );
    report(&rows, &table, &resolved, errors);
}

fn report(rows: &[Row], table: &Table, resolved: &identity::linkage::Resolved<'_>, errors: usize) {
    let row_of: Vec<usize> = (0..table.len()).map(|i| table.id(i).parse().expect("a number")).collect();
    let person = |record: usize| rows[row_of[record]].person;
    let pairs = |n: u64| n * n.saturating_sub(1) / 2;
    let (mut found, mut right, mut truth) = (0, 0, 0);
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
    truth += of_person.values().map(|of| pairs(of.len() as u64)).sum::<u64>();
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
                let bits = scorer.explain(a, b).bits;
                if !is_met && bits >= 0.0 {
                    unmet_strong += 1;
                    if shown < errors {
                        show("MISSED, NEVER MET", a, b);
                        shown += 1;
                    }
                }
                if !is_met {
                    unmet += 1
                } else if bits < 0.0 {
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
}
