//! Reading inputs: csv of any usual encoding and delimiter, and parquet where it is built in.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use identity::linkage::{BETWEEN_CELLS, Column, ColumnBuilder, Table};

use super::config::Config;

/// Rows handed over at a time.
const ROWS: usize = 16_384;

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

/// Rows of one file: the header, then each row's cells.
pub(super) trait Rows {
    fn header(&self) -> &[String];
    /// The next row with its number in the file; `false` at the end.
    fn next(&mut self, into: &mut Vec<String>) -> anyhow::Result<Option<u64>>;
}

pub(super) fn read(config: &Config, files: &[PathBuf], truth_column: Option<&str>, threads: usize) -> anyhow::Result<Inputs> {
    ensure!(!config.links_only || files.len() > 1, "mode = \"link\" 需要两个以上输入文件");
    ensure!(files.len() <= usize::from(u16::MAX), "输入文件过多");
    let mut columns: Vec<ColumnBuilder> =
        config.columns.iter().map(|column| ColumnBuilder::new(column.name.clone(), column.kind)).collect();
    let mut records: Vec<(u16, Box<str>)> = Vec::new();
    let mut truth = truth_column.map(|_| Vec::new());
    let mut input_of_id: HashMap<Box<str>, u16> = HashMap::new();
    let mut ids_repeat = false;
    for (input, file) in (0_u16..).zip(files) {
        let mut rows = open(file)?;
        let places = Places::find(config, rows.header(), truth_column, file)?;
        let mut batch: Vec<Vec<String>> = vec![Vec::with_capacity(ROWS); columns.len()];
        let mut cells = Vec::new();
        while let Some(row) = rows.next(&mut cells)? {
            let id = cells[places.id].trim();
            ensure!(!id.is_empty(), "{} 第{row}行：列 {} 为空，记录没有编号", file.display(), config.id);
            match input_of_id.insert(id.into(), input) {
                Some(before) if before == input => bail!("{} 第{row}行：列 {} 的编号 {id} 重复", file.display(), config.id),
                Some(_) => ids_repeat = true,
                None => {}
            }
            records.push((input, id.into()));
            for (column, places) in batch.iter_mut().zip(&places.columns) {
                column.push(joined(&cells, places));
            }
            if let (Some(truth), Some(place)) = (&mut truth, places.truth) {
                truth.push(cells[place].trim().to_owned());
            }
            if batch[0].len() == ROWS {
                push(&mut columns, &mut batch, threads);
            }
        }
        push(&mut columns, &mut batch, threads);
    }
    drop(input_of_id);
    ensure!(!records.is_empty(), "输入文件没有任何记录");
    let columns = finish(columns, threads);
    Ok(Inputs { table: Table::new(records, columns), names: names(files), ids_repeat, truth })
}

fn joined(cells: &[String], places: &[usize]) -> String {
    match places {
        [one] => cells[*one].trim().to_owned(),
        many => many.iter().map(|place| cells[*place].trim()).collect::<Vec<_>>().join(&BETWEEN_CELLS.to_string()),
    }
}

/// Columns are independent of one another: each thread takes its share of them.
fn push(columns: &mut [ColumnBuilder], batch: &mut [Vec<String>], threads: usize) {
    let share = columns.len().div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        for (columns, batch) in columns.chunks_mut(share).zip(batch.chunks_mut(share)) {
            scope.spawn(|| {
                for (column, cells) in columns.iter_mut().zip(batch) {
                    cells.drain(..).for_each(|cell| column.push(&cell));
                }
            });
        }
    });
}

fn finish(columns: Vec<ColumnBuilder>, threads: usize) -> Vec<Column> {
    let mut waiting: Vec<Option<ColumnBuilder>> = columns.into_iter().map(Some).collect();
    let share = threads.max(1);
    let mut finished = Vec::with_capacity(waiting.len());
    for some in waiting.chunks_mut(share) {
        let done: Vec<Column> = std::thread::scope(|scope| {
            let workers: Vec<_> = some.iter_mut().filter_map(Option::take).map(|column| scope.spawn(|| column.finish())).collect();
            workers.into_iter().map(|worker| worker.join().expect("a worker's panic is ours")).collect()
        });
        finished.extend(done);
    }
    finished
}

/// Where a file's header has what the configuration names.
struct Places {
    id: usize,
    columns: Vec<Vec<usize>>,
    truth: Option<usize>,
}

impl Places {
    fn find(config: &Config, header: &[String], truth_column: Option<&str>, file: &Path) -> anyhow::Result<Self> {
        let find = |name: &str| {
            let mut found = header.iter().enumerate().filter(|(_, header)| *header == name).map(|(place, _)| place);
            let place = found.next().with_context(|| format!("{} 第1行：没有列 {name}；现有列 {}", file.display(), header.join("、")))?;
            ensure!(found.next().is_none(), "{} 第1行：列 {name} 出现了两次", file.display());
            Ok(place)
        };
        let columns = config.columns.iter().map(|column| column.headers.iter().map(|name| find(name)).collect());
        Ok(Self { id: find(&config.id)?, columns: columns.collect::<anyhow::Result<_>>()?, truth: truth_column.map(find).transpose()? })
    }
}

/// File names without their ending; with their place where two are the same.
fn names(files: &[PathBuf]) -> Vec<String> {
    let stem = |file: &PathBuf| file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let stems: Vec<String> = files.iter().map(stem).collect();
    let is_double = |name: &String| stems.iter().filter(|other| *other == name).count() > 1;
    stems.iter().enumerate().map(|(i, name)| if is_double(name) { format!("{}:{name}", i + 1) } else { name.clone() }).collect()
}

fn open(file: &Path) -> anyhow::Result<Box<dyn Rows>> {
    let bytes = std::fs::read(file).with_context(|| format!("无法读取 {}", file.display()))?;
    if bytes.starts_with(b"PAR1") {
        return super::parquet::open(file);
    }
    Ok(Box::new(CsvRows::open(file, bytes)?))
}

struct CsvRows {
    file: PathBuf,
    header: Vec<String>,
    reader: csv::Reader<std::io::Cursor<Vec<u8>>>,
    record: csv::StringRecord,
    row: u64,
}

impl CsvRows {
    fn open(file: &Path, bytes: Vec<u8>) -> anyhow::Result<Self> {
        let text = as_text(bytes);
        let delimiter = delimiter(text.split(|b| *b == b'\n').next().unwrap_or(b""));
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(std::io::Cursor::new(text));
        let header = reader.headers().with_context(|| format!("{} 第1行不是表头", file.display()))?;
        let header: Vec<String> = header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
        ensure!(header.iter().any(|name| !name.is_empty()), "{} 第1行不是表头", file.display());
        Ok(Self { file: file.to_owned(), header, reader, record: csv::StringRecord::new(), row: 1 })
    }
}

impl Rows for CsvRows {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn next(&mut self, into: &mut Vec<String>) -> anyhow::Result<Option<u64>> {
        let more = self.reader.read_record(&mut self.record).with_context(|| format!("{} 第{}行", self.file.display(), self.row + 1))?;
        if !more {
            return Ok(None);
        }
        self.row += 1;
        ensure!(
            self.record.len() == self.header.len(),
            "{} 第{}行：有 {} 格，表头有 {} 列",
            self.file.display(),
            self.row,
            self.record.len(),
            self.header.len()
        );
        into.resize_with(self.header.len(), String::new);
        for (cell, text) in into.iter_mut().zip(&self.record) {
            cell.clear();
            cell.push_str(text);
        }
        Ok(Some(self.row))
    }
}

/// UTF-8 as it is; else GB18030 where every byte fits it; else the Western code page.
fn as_text(bytes: Vec<u8>) -> Vec<u8> {
    if std::str::from_utf8(&bytes).is_ok() {
        return bytes;
    }
    let decoded = |encoding: &'static encoding_rs::Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(&bytes).map(Cow::into_owned)
    };
    let western = || encoding_rs::WINDOWS_1252.decode(&bytes).0.into_owned();
    decoded(encoding_rs::GB18030).unwrap_or_else(western).into_bytes()
}

/// The sign that parts the header's names: whichever of the usual ones stands there most.
fn delimiter(first_line: &[u8]) -> u8 {
    let count = |sign: u8| first_line.iter().filter(|b| **b == sign).count();
    [b',', b';', b'\t', b'|'].into_iter().max_by_key(|sign| (count(*sign), *sign == b',')).unwrap_or(b',')
}
