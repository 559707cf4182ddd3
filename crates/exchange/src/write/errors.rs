//! The error workbook: bad rows as they came, with their row numbers and what is wrong, ready to be mended and
//! imported as it is.

use std::collections::HashMap;
use std::io::{Seek, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook};
use serde::{Deserialize, Serialize};

use super::fitting;
use crate::columns::{REASON_HEADER, ROW_NO_HEADER};
use crate::error::WriteError;
use crate::jsonl::Object;
use crate::limits;
use crate::row::{CellError, OriginalRow};

/// A row that did not go in. Personal through and through: sealed at rest as the text of [`RejectedRow::to_json`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    pub row_no: u32,
    pub original: OriginalRow,
    pub errors: Vec<CellError>,
}

#[derive(Serialize)]
struct Written<'a> {
    row_no: u32,
    original: &'a serde_json::value::RawValue,
    errors: Vec<[&'a str; 3]>,
}

#[derive(Deserialize)]
struct Read {
    row_no: u32,
    original: Object,
    errors: Vec<[String; 3]>,
}

impl RejectedRow {
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let original = serde_json::value::RawValue::from_string(self.original.to_json())?;
        let errors = self.errors.iter().map(|e| [e.column.as_str(), &e.value, &e.expected]).collect();
        serde_json::to_string(&Written { row_no: self.row_no, original: &original, errors })
    }

    /// The row that [`RejectedRow::to_json`] wrote.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        let read: Read = serde_json::from_str(json)?;
        let original = OriginalRow::new(read.original.0.iter().map(|(key, value)| (key.as_str(), value.text.as_str())));
        let errors = read.errors.into_iter().map(|[column, value, expected]| CellError { column, value, expected }).collect();
        Ok(Self { row_no: read.row_no, original, errors })
    }
}

/// Writes an error workbook row by row, in constant memory.
pub struct ErrorWorkbook<W: Write + Seek + Send> {
    workbook: Workbook,
    out: W,
    column_of: HashMap<String, u16>,
    rows: u32,
    plain: Format,
    wrong: Format,
    reason: Format,
}

/// Columns before the original ones.
const ADDED_COLUMNS: u16 = 2;

impl<W: Write + Seek + Send> ErrorWorkbook<W> {
    /// Begins a workbook whose original columns are `headers`, as [`crate::Layout::headers`] gives them. A cell under
    /// any other header is told in the 原因 column.
    pub fn new(out: W, headers: &[String]) -> Result<Self, WriteError> {
        let mut workbook = super::new_workbook()?;
        let bold = Format::new().set_bold().set_background_color(Color::RGB(0xEE_F1_F5));
        let plain = Format::new().set_num_format("@");
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name("错误行")?;
        sheet.set_column_width(0, 8)?;
        sheet.set_column_width(1, 60)?;
        sheet.set_freeze_panes(1, ADDED_COLUMNS)?;
        sheet.write_string_with_format(0, 0, ROW_NO_HEADER, &bold)?;
        sheet.write_string_with_format(0, 1, REASON_HEADER, &bold)?;
        let mut column_of = HashMap::new();
        let filled = headers.iter().filter(|h| !h.is_empty() && *h != ROW_NO_HEADER && *h != REASON_HEADER);
        for (column, header) in (ADDED_COLUMNS..).zip(filled) {
            // Cells of doubled unknown headers come back under the first of them.
            column_of.entry(header.clone()).or_insert(column);
            sheet.set_column_width(column, 16)?;
            sheet.set_column_format(column, &plain)?;
            sheet.write_string_with_format(0, column, fitting(header), &bold)?;
        }
        let wrong = Format::new().set_num_format("@").set_background_color(Color::RGB(0xFF_E0_B2));
        let reason = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
        Ok(Self { workbook, out, column_of, rows: 1, plain, wrong, reason })
    }

    /// Appends a bad row.
    pub fn add(&mut self, row: &RejectedRow) -> Result<(), WriteError> {
        if self.rows >= limits::ROWS {
            return Err(WriteError::TooManyRows { limit: limits::ROWS });
        }
        let mut reasons: Vec<String> = row.errors.iter().map(CellError::reason).collect();
        let mut cells: Vec<(u16, &str, &Format)> = Vec::new();
        for (header, value) in row.original.cells() {
            match self.column_of.get(header.as_ref()) {
                Some(&column) if !cells.iter().any(|(taken, ..)| *taken == column) => {
                    let is_wrong = row.errors.iter().any(|e| e.column == header);
                    cells.push((column, value, if is_wrong { &self.wrong } else { &self.plain }));
                }
                _ => reasons.push(format!("未导入的内容 {header}：{value}")),
            }
        }
        for error in &row.errors {
            if let Some(&column) = self.column_of.get(&error.column)
                && !cells.iter().any(|(taken, ..)| *taken == column)
            {
                cells.push((column, "", &self.wrong));
            }
        }
        let sheet = self.workbook.worksheet_from_index(0)?;
        sheet.write_number(self.rows, 0, row.row_no)?;
        sheet.write_string_with_format(self.rows, 1, fitting(&reasons.join("\n")), &self.reason)?;
        for (column, value, format) in cells {
            match value {
                "" => sheet.write_blank(self.rows, column, format)?,
                _ => sheet.write_string_with_format(self.rows, column, fitting(value), format)?,
            };
        }
        self.rows += 1;
        Ok(())
    }

    /// Completes the workbook and gives back where it was written.
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.workbook.save_to_writer(&mut self.out)?;
        self.out.flush()?;
        Ok(self.out)
    }
}
