//! Reading inputs: csv of any usual encoding and delimiter, and parquet where it is built in.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use identity::linkage::{ColumnBuilder, Layout, RowError, Rows, Table, finish_columns, split_header};

use super::config::Config;

/// What was read.
pub(super) struct Inputs {
    pub(super) table: Table,
    /// Names of the inputs, as far as needed to tell them apart.
    pub(super) names: Vec<String>,
    /// Whether two inputs hold the same record id.
    pub(super) ids_repeat: bool,
    /// The cells of the column that says the truth, by the order of reading, where one was asked for.
    pub(super) truth: Option<Vec<String>>,
}

pub(super) fn read(config: &Config, files: &[PathBuf], truth_column: Option<&str>, threads: usize) -> anyhow::Result<Inputs> {
    ensure!(!config.links_only || files.len() > 1, "mode = \"link\" 需要两个以上输入文件");
    ensure!(files.len() <= usize::from(u16::MAX), "输入文件过多");
    let columns = config.columns.iter().map(|column| ColumnBuilder::new(column.name.clone(), column.kind)).collect();
    let mut rows = Rows { columns, ..Rows::default() };
    // Where in the order of reading each file begins.
    let mut begins = Vec::new();
    for (input, file) in (0_u16..).zip(files) {
        begins.push(rows.records.len());
        let bytes = std::fs::read(file).with_context(|| format!("无法读取 {}", file.display()))?;
        if bytes.starts_with(b"PAR1") {
            drop(bytes);
            super::parquet::read(file, input, &mut rows, |header| layout(config, header, b',', truth_column, file))?;
            continue;
        }
        let text = as_text(bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let delimiter = delimiter(text.lines().next().unwrap_or("").as_bytes());
        let (header, body) = split_header(text, delimiter);
        ensure!(header.iter().any(|name| !name.is_empty()), "{} 第1行不是表头", file.display());
        let layout = layout(config, &header, delimiter, truth_column, file)?;
        rows.read(body, input, &layout, threads).map_err(|error| refused(error, file, &layout, config))?;
    }
    ensure!(!rows.records.is_empty(), "输入文件没有任何记录");
    let truth = truth_column.map(|_| rows.kept);
    let table = Table::new(rows.records, finish_columns(rows.columns, threads));
    if let Some((record, row)) = table.repeated_id() {
        let input = begins.partition_point(|begin| *begin <= row) - 1;
        let id = table.id(table.in_reading_order()[record]);
        bail!("{} 第{}行：列 {} 的编号 {id} 重复", files[input].display(), row - begins[input] + 2, config.id);
    }
    let ids_repeat = files.len() > 1 && ids_repeat(&table);
    Ok(Inputs { table, names: names(files), ids_repeat, truth })
}

fn refused(error: RowError, file: &Path, layout: &Layout, config: &Config) -> anyhow::Error {
    match error {
        RowError::Cells { row, cells } => {
            anyhow::anyhow!("{} 第{}行：有 {cells} 格，表头有 {} 列", file.display(), row + 1, layout.width)
        }
        RowError::NoId { row } => anyhow::anyhow!("{} 第{}行：列 {} 为空，记录没有编号", file.display(), row + 1, config.id),
    }
}

fn ids_repeat(table: &Table) -> bool {
    let mut ids: Vec<&str> = (0..table.len()).map(|record| table.id(record)).collect();
    ids.sort_unstable();
    ids.windows(2).any(|two| two[0] == two[1])
}

/// Where a file's header has what the configuration names.
fn layout(config: &Config, header: &[String], delimiter: u8, truth_column: Option<&str>, file: &Path) -> anyhow::Result<Layout> {
    let find = |name: &str| {
        let mut found = header.iter().enumerate().filter(|(_, header)| *header == name).map(|(place, _)| place);
        let place = found.next().with_context(|| format!("{} 第1行：没有列 {name}；现有列 {}", file.display(), header.join("、")))?;
        ensure!(found.next().is_none(), "{} 第1行：列 {name} 出现了两次", file.display());
        Ok(place)
    };
    let columns = config.columns.iter().map(|column| column.headers.iter().map(|name| find(name)).collect());
    Ok(Layout {
        delimiter,
        width: header.len(),
        id: find(&config.id)?,
        columns: columns.collect::<anyhow::Result<_>>()?,
        kept: truth_column.map(find).transpose()?,
    })
}

/// File names without their ending; with their place where two are the same.
fn names(files: &[PathBuf]) -> Vec<String> {
    let stem = |file: &PathBuf| file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let stems: Vec<String> = files.iter().map(stem).collect();
    let is_double = |name: &String| stems.iter().filter(|other| *other == name).count() > 1;
    stems.iter().enumerate().map(|(i, name)| if is_double(name) { format!("{}:{name}", i + 1) } else { name.clone() }).collect()
}

/// UTF-8 as it is; else GB18030 where every byte fits it; else the Western code page.
fn as_text(bytes: Vec<u8>) -> String {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.into_bytes(),
    };
    let decoded = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(Cow::into_owned)
    };
    decoded(encoding_rs::GB18030).unwrap_or_else(|| encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned())
}

/// The sign that parts the header's names: whichever of the usual ones stands there most.
fn delimiter(first_line: &[u8]) -> u8 {
    let count = |sign: u8| first_line.iter().filter(|b| **b == sign).count();
    [b',', b';', b'\t', b'|'].into_iter().max_by_key(|sign| (count(*sign), *sign == b',')).unwrap_or(b',')
}
