//! How right an answer is, where the truth is known: precision, recall and F1 over pairs, by threshold.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, ensure};
use identity::linkage::{Clusters, Table};

/// Thresholds of the table.
pub(super) const THRESHOLDS: [f64; 10] = [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999];

/// Which records are truly one body's: a number per record, by the table's order.
pub(super) struct Truth {
    of_record: Vec<u32>,
    links_only: bool,
    pairs: u64,
}

/// Pairs of an answer held against the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Score {
    pub(super) right: u64,
    pub(super) wrong: u64,
    pub(super) missed: u64,
}

impl Score {
    pub(super) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    pub(super) fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    pub(super) fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

impl Truth {
    /// From a file with a record id and a cluster id in its first row's columns `record_id` (or the configuration's id)
    /// and `cluster_id` (or the only other one). A record that is not in it stands alone.
    pub(super) fn read(file: &Path, id: &str, table: &Table, links_only: bool) -> anyhow::Result<Self> {
        let mut reader =
            csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(file).with_context(|| format!("无法读取 {}", file.display()))?;
        let header: Vec<String> = reader
            .headers()
            .with_context(|| format!("{} 第1行不是表头", file.display()))?
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').to_owned())
            .collect();
        let place = |names: [&str; 2]| header.iter().position(|name| names.contains(&name.as_str()));
        let record = place(["record_id", id]).with_context(|| format!("{} 第1行：没有列 record_id", file.display()))?;
        let other = || (header.len() == 2).then_some(1 - record);
        let cluster = place(["cluster_id", "cluster_id"]).or_else(other);
        let cluster = cluster.with_context(|| format!("{} 第1行：没有列 cluster_id", file.display()))?;
        let mut of_id: HashMap<String, String> = HashMap::new();
        for (n, row) in reader.records().enumerate() {
            let row = row.with_context(|| format!("{} 第{}行", file.display(), n + 2))?;
            of_id.insert(row.get(record).unwrap_or("").to_owned(), row.get(cluster).unwrap_or("").to_owned());
        }
        let known = (0..table.len()).filter(|&i| of_id.contains_key(table.id(i))).count();
        ensure!(known > 0, "{} 中没有一个编号出现在输入文件中", file.display());
        Ok(Self::of((0..table.len()).map(|i| of_id.get(table.id(i)).map(String::as_str).unwrap_or("")), table, links_only))
    }

    /// From a cell per record, by the order of reading. An empty cell stands alone.
    pub(super) fn from_cells(cells: &[String], table: &Table, links_only: bool) -> Self {
        let mut of_record = vec![""; table.len()];
        for (cell, record) in cells.iter().zip(table.in_reading_order()) {
            of_record[record] = cell;
        }
        Self::of(of_record.into_iter(), table, links_only)
    }

    fn of<'c>(cells: impl Iterator<Item = &'c str>, table: &Table, links_only: bool) -> Self {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut next = 0_u32;
        let mut number = || {
            next += 1;
            next
        };
        let of_record =
            cells.map(|cell| if cell.is_empty() { number() } else { *numbers.entry(cell).or_insert_with(&mut number) }).collect();
        let mut truth = Self { of_record, links_only, pairs: 0 };
        let everybody: Vec<u32> = (0..table.len() as u32).collect();
        truth.pairs = truth.pairs_by_truth(&everybody, table);
        truth
    }

    pub(super) fn score(&self, clusters: &Clusters, table: &Table) -> Score {
        let together: u64 = clusters.iter().map(|cluster| self.pairs_among(cluster, table)).sum();
        let right: u64 = clusters.iter().map(|cluster| self.pairs_by_truth(cluster, table)).sum();
        Score { right, wrong: together - right, missed: self.pairs - right }
    }

    /// Pairs of records that are truly one body's.
    fn pairs_by_truth(&self, records: &[u32], table: &Table) -> u64 {
        let mut groups: HashMap<u32, Vec<u32>> = HashMap::new();
        for &record in records {
            groups.entry(self.of_record[record as usize]).or_default().push(record);
        }
        groups.values().map(|group| self.pairs_among(group, table)).sum()
    }

    fn pairs_among(&self, records: &[u32], table: &Table) -> u64 {
        let all = |n: u64| n * n.saturating_sub(1) / 2;
        let n = records.len() as u64;
        if !self.links_only || n < 2 {
            return all(n);
        }
        let mut of_input: HashMap<u16, u64> = HashMap::new();
        for &record in records {
            *of_input.entry(table.input(record as usize)).or_default() += 1;
        }
        all(n) - of_input.values().map(|n| all(*n)).sum::<u64>()
    }
}
