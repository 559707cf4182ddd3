//! A file to import: opened, recognised and checked as a whole before the first row is handed out.

use std::ops::ControlFlow;

use encoding_rs::Encoding;
use jiff::civil::Date;

use crate::archive;
use crate::check::Checker;
use crate::columns::columns;
use crate::csv_rows::{self, DELIMITERS};
use crate::error::FileError;
use crate::header::{Dictionary, Layout};
use crate::input::{Content, Input, InputReader, sniff};
use crate::jsonl::{self, KeyColumns, Line};
use crate::profile::Profile;
use crate::row::{CellError, OriginalRow, ReadRow, RowBuffer};
use crate::text;
use crate::xlsx::Workbook;

/// A file that can be imported: its kind fits, its header was found, nothing in it is beyond bounds.
pub struct ImportFile {
    profile: Profile,
    today: Date,
    sha256: [u8; 32],
    layout: Layout,
    row_estimate: u64,
    content: Opened,
}

enum Opened {
    Workbook { workbook: Box<Workbook>, sheet: String },
    Csv { reader: InputReader, encoding: &'static Encoding, delimiter: u8 },
    JsonLines { reader: InputReader, encoding: &'static Encoding },
}

/// What reading a file to its end (or to where the caller stopped it) found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadReport {
    /// Rows handed out, good and bad.
    pub rows: u64,
    pub bad_rows: u64,
    /// Headers that were kept in the originals but not read.
    pub unknown: Vec<String>,
    /// False when the caller stopped early.
    pub finished: bool,
}

impl ImportFile {
    /// Opens a file of the profile's kind. `today` is the last day that a date in the file may name.
    ///
    /// Everything that can be wrong with the file as a whole is found here, and so before anything of it is kept, but
    /// for a cell, row or line that is too large in a later row, which [`ImportFile::rows`] finds.
    pub fn open(input: &Input, profile: &Profile, today: Date) -> Result<Self, FileError> {
        let sha256 = input.sha256()?;
        let mut reader = input.reader()?;
        let dictionary = Dictionary::new(profile);
        let (content, layout, row_estimate) = match sniff(&mut reader)? {
            Content::Archive => open_workbook(input, &dictionary)?,
            Content::Csv => open_csv(reader, &dictionary)?,
            Content::JsonLines => open_json_lines(reader, &dictionary)?,
        };
        Ok(Self { profile: profile.clone(), today, sha256, layout, row_estimate, content })
    }

    /// SHA-256 of the file.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// About how many rows will come, for a progress bar.
    pub fn row_estimate(&self) -> u64 {
        self.row_estimate
    }

    /// Reads every row in order and hands it to `each`, until that breaks. May be called again from the start.
    pub fn rows(&mut self, mut each: impl FnMut(ReadRow) -> ControlFlow<()>) -> Result<ReadReport, FileError> {
        let mut report = ReadReport { unknown: self.layout.unknown.clone(), finished: true, ..ReadReport::default() };
        let is_1904 = matches!(&self.content, Opened::Workbook { workbook, .. } if workbook.is_1904());
        let checker = Checker::new(&self.profile, self.today, is_1904);
        let mut hand_out = |row: ReadRow| {
            report.rows += 1;
            report.bad_rows += u64::from(row.parsed.is_err());
            let flow = each(row);
            report.finished = flow.is_continue();
            Ok(flow)
        };
        let layout = &self.layout;
        let mut below_header = |row: &mut RowBuffer| {
            if row.row_no <= layout.header_row {
                return Ok(ControlFlow::Continue(()));
            }
            row.pad(layout.headers.len());
            hand_out(ReadRow {
                row_no: row.row_no,
                original: row.to_original(&layout.headers, &layout.skipped),
                parsed: checker.check(layout, row),
            })
        };
        match &mut self.content {
            Opened::Workbook { workbook, sheet } => workbook.each_row(sheet, &mut below_header)?,
            Opened::Csv { reader, encoding, delimiter } => csv_rows::each_row(reader, encoding, *delimiter, &mut below_header)?,
            Opened::JsonLines { reader, encoding } => {
                let dictionary = Dictionary::new(&self.profile);
                let mut keys = KeyColumns::new(&dictionary);
                jsonl::each_line(reader, encoding, &mut keys, &mut |line, layout| {
                    hand_out(match line {
                        Line::Row(row) => ReadRow {
                            row_no: row.row_no,
                            original: row.to_original(&layout.headers, &layout.skipped),
                            parsed: checker.check(layout, row),
                        },
                        Line::Broken { row_no, text } => ReadRow {
                            row_no,
                            original: OriginalRow::new([(BROKEN_LINE_HEADER, text)]),
                            parsed: Err(vec![CellError::new(BROKEN_LINE_HEADER, "", "这一行不是一个 JSON 对象")]),
                        },
                    })
                })?;
                self.layout = keys.layout;
                report.unknown.clone_from(&self.layout.unknown);
            }
        }
        if report.rows == 0 { Err(FileError::NoRows) } else { Ok(report) }
    }
}

/// The header under which a line that could not be read is kept.
const BROKEN_LINE_HEADER: &str = "原文";

fn open_workbook(input: &Input, dictionary: &Dictionary<'_>) -> Result<(Opened, Layout, u64), FileError> {
    let summary = archive::check(input.reader()?)?;
    let mut workbook = Workbook::open(input.reader()?)?;
    let sheets = workbook.sheets();
    let mut failure = None;
    for sheet in &sheets {
        let head = workbook.head(sheet)?;
        match dictionary.find(&head, Some(sheet)) {
            Ok(layout) => {
                let other_sheets = sheets.iter().filter(|s| *s != sheet && *s != crate::GUIDE_SHEET).cloned().collect();
                let layout = Layout { other_sheets, ..layout };
                let content = Opened::Workbook { workbook: Box::new(workbook), sheet: sheet.clone() };
                return Ok((content, layout, summary.rows.saturating_sub(1)));
            }
            // The sheet that came nearest tells what is wrong; the first of equals.
            Err(error) => failure = Some(nearer(failure, error)),
        }
    }
    Err(failure.unwrap_or(FileError::Damaged { place: "没有工作表".to_owned() }))
}

/// Of two refusals the one that says more: a sheet without any known header says least.
fn nearer(before: Option<FileError>, error: FileError) -> FileError {
    let rank = |e: &FileError| match e {
        FileError::NoHeader { .. } => 0,
        FileError::WrongKind { .. } => 1,
        _ => 2,
    };
    match before {
        Some(before) if rank(&before) >= rank(&error) => before,
        _ => error,
    }
}

fn open_csv(mut reader: InputReader, dictionary: &Dictionary<'_>) -> Result<(Opened, Layout, u64), FileError> {
    let ours = columns(dictionary.kind);
    let headers: Vec<&str> = ours.iter().map(|c| c.header).collect();
    let info = text::inspect(&mut reader, &headers)?;
    let mut failure = None;
    for delimiter in DELIMITERS {
        let head = csv_rows::head(&mut reader, info.encoding, delimiter)?;
        match dictionary.find(&head, None) {
            Ok(layout) => return Ok((Opened::Csv { reader, encoding: info.encoding, delimiter }, layout, info.lines)),
            Err(error) => failure = Some(nearer(failure, error)),
        }
    }
    Err(failure.unwrap_or(FileError::Empty))
}

fn open_json_lines(mut reader: InputReader, dictionary: &Dictionary<'_>) -> Result<(Opened, Layout, u64), FileError> {
    let info = text::inspect(&mut reader, &[])?;
    let mut keys = KeyColumns::new(dictionary);
    let mut first = Err(FileError::Empty);
    jsonl::each_line(&mut reader, info.encoding, &mut keys, &mut |line, layout| {
        first = match line {
            Line::Broken { row_no, .. } => Err(FileError::BadJson { line: u64::from(row_no) }),
            Line::Row(_) => dictionary.has_required(layout),
        };
        Ok(ControlFlow::Break(()))
    })?;
    first?;
    let layout = keys.layout;
    Ok((Opened::JsonLines { reader, encoding: info.encoding }, layout, info.lines))
}
