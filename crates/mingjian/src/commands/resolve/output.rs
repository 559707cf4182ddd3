//! The files that come out.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use identity::linkage::{Clusters, Resolved, Scorer, Table, probability};

use super::input::Inputs;

/// How a record is named so that nobody is taken for another: by its id, and by its input where ids repeat.
pub(super) fn record_name(inputs: &Inputs, record: usize) -> String {
    let (table, id) = (&inputs.table, inputs.table.id(record));
    if inputs.ids_repeat { format!("{}/{id}", inputs.names[usize::from(table.input(record))]) } else { id.to_owned() }
}

/// `record_id,cluster_id` in the order of reading; where ids repeat between inputs, `input` too. A cluster is named by the
/// first of its records' names, so that its name stays when the rows are in another order.
pub(super) fn write_clusters(file: &Path, inputs: &Inputs, clusters: &Clusters) -> anyhow::Result<()> {
    let table = &inputs.table;
    let mut name_of = vec![0_u32; table.len()];
    for cluster in clusters.iter() {
        let least = cluster.iter().copied().min_by(|a, b| by_name(inputs, *a, *b)).expect("no cluster is empty");
        for &record in cluster {
            name_of[record as usize] = least;
        }
    }
    let mut writer = create(file)?;
    let header: &[&str] = if inputs.ids_repeat { &["record_id", "cluster_id", "input"] } else { &["record_id", "cluster_id"] };
    writer.write_record(header)?;
    for record in table.in_reading_order() {
        let cluster = name_of[record] as usize;
        if inputs.ids_repeat {
            let input = &inputs.names[usize::from(table.input(record))];
            writer.write_record([table.id(record), &record_name(inputs, cluster), input])?;
        } else {
            writer.write_record([table.id(record), table.id(cluster)])?;
        }
    }
    finish(writer, file)
}

fn by_name(inputs: &Inputs, a: u32, b: u32) -> std::cmp::Ordering {
    let key = |record: u32| (inputs.table.id(record as usize), inputs.table.input(record as usize));
    key(a).cmp(&key(b))
}

/// `left,right,probability,weight,<column>…`: pairs of at least `floor`, the strongest first. A column's weight is empty
/// where it could not be compared.
pub(super) fn write_pairs(file: &Path, inputs: &Inputs, resolved: &Resolved<'_>, scorer: &Scorer<'_>, floor: f64) -> anyhow::Result<()> {
    let mut writer = create(file)?;
    let columns = inputs.table.columns().iter().map(|column| column.name());
    writer.write_record(["left", "right", "probability", "weight"].into_iter().chain(columns))?;
    for pair in resolved.pairs.iter().take_while(|pair| probability(f64::from(pair.bits)) >= floor) {
        let (left, right) = named_in_order(inputs, pair.left as usize, pair.right as usize);
        let explained = scorer.explain(left, right);
        let mut row = vec![
            record_name(inputs, left),
            record_name(inputs, right),
            format!("{:.6}", explained.probability),
            format!("{:.3}", explained.bits),
        ];
        row.extend(explained.columns.iter().map(|column| column.level.map_or_else(String::new, |_| format!("{:.3}", column.weight))));
        writer.write_record(&row)?;
    }
    finish(writer, file)
}

/// By input, then by id.
fn named_in_order(inputs: &Inputs, a: usize, b: usize) -> (usize, usize) {
    let table: &Table = &inputs.table;
    if (table.input(a), table.id(a)) <= (table.input(b), table.id(b)) { (a, b) } else { (b, a) }
}

type Writer = csv::Writer<std::io::BufWriter<std::fs::File>>;

fn create(file: &Path) -> anyhow::Result<Writer> {
    let created = std::fs::File::create(file).with_context(|| format!("无法写入 {}", file.display()))?;
    Ok(csv::Writer::from_writer(std::io::BufWriter::with_capacity(1 << 20, created)))
}

fn finish(writer: Writer, file: &Path) -> anyhow::Result<()> {
    let written = || -> std::io::Result<()> {
        let mut inner = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
        inner.flush()
    };
    written().with_context(|| format!("无法写入 {}", file.display()))
}
