//! What hostile tables cost: `cargo xtask bench linkage_hostile [RECORDS]`. One telephone for all, nothing said at all, one
//! name and one county for all, and, for a fiftieth of the records, names of ten thousand characters.

use std::time::Instant;

use identity::linkage::{ColumnBuilder, Kind, Options, Records, Table, finish_columns, resolve_table};

const KINDS: [(&str, Kind); 4] = [("name", Kind::Name), ("phone", Kind::Phone), ("address", Kind::Address), ("region", Kind::Exact)];

type Cells = [String; 4];

fn main() {
    let records = std::env::args().nth(1).map_or(100_000, |number| number.parse().expect("a number"));
    let given = |i: usize| char::from_u32(0x4E00 + (i * 7_919 % 6_000) as u32).expect("a Han character");
    let name = |i: usize| format!("王{}{}", given(i), given(i / 6_000));
    let phone = |i: usize| format!("16{:09}", i * 7_919 % 1_000_000_000);
    measure("one telephone", records, |i| [name(i), "16400001111".into(), String::new(), "430602".into()]);
    measure("nothing said", records, |_| Cells::default());
    measure("one name and county", records, |i| ["王伟".into(), phone(i), String::new(), "430602".into()]);
    measure("one of everything", records, |_| ["王伟".into(), "16400001111".into(), "五里牌路12号3栋301".into(), "430602".into()]);
    measure("ten thousand characters", records / 50, |i| {
        [format!("{}{i}", "王伟明丽".repeat(2_500)), phone(i / 2), format!("{i}号{}", "五里牌路".repeat(2_500)), "430602".into()]
    });
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn measure(what: &str, records: usize, cells: impl Fn(usize) -> Cells) {
    let started = Instant::now();
    let mut columns: Vec<ColumnBuilder> = KINDS.iter().map(|(name, kind)| ColumnBuilder::new(*name, *kind)).collect();
    for i in 0..records {
        for (column, cell) in columns.iter_mut().zip(cells(i)) {
            column.push(&cell);
        }
    }
    let ids: Records = (0..records).map(|i| (0, i.to_string())).collect();
    let table = Table::new(ids, finish_columns(columns, 2));
    let resolved = resolve_table(&table, &Options { threads: 2, ..Options::default() });
    let skewed = resolved
        .skewed
        .first()
        .map_or(String::new(), |key| format!(", reported: {} in {} records", resolved.rules[key.rule].text(table.columns()), key.records));
    println!(
        "{what}: {records} records, {:.1} s, at most {} MiB so far, {} pairs, {} clusters{skewed}",
        started.elapsed().as_secs_f64(),
        peak_memory(),
        resolved.compared,
        resolved.clusters.len()
    );
}

fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux tells");
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).expect("a number") / 1024
}
