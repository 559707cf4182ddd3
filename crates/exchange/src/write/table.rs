//! Exports: one row after another to CSV or a workbook, in constant memory.

use std::io::{Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};

use super::fitting;
use crate::error::WriteError;
use crate::limits;

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    Csv(Bom),
    Xlsx,
}

/// Whether a CSV begins with a byte order mark: spreadsheet programs need one to see UTF-8, other programs stumble on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bom {
    With,
    Without,
}

impl TableFormat {
    /// The format that a file name asks for; CSV gets a byte order mark.
    pub fn of_path(path: &Path) -> Result<Self, WriteError> {
        match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => Ok(Self::Csv(Bom::With)),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(WriteError::UnknownFormat),
        }
    }
}

/// One cell of an export.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    Empty,
    /// Stays text in every program: never a formula, never a number.
    Text(&'a str),
    Integer(i64),
    Number(f64),
}

/// Writes a table row by row.
///
/// A workbook's rows wait in memory (or, where there is no memory folder, in an unlinked temporary file that no other
/// process can open) until [`TableWriter::finish`].
pub struct TableWriter<W: Write + Seek + Send> {
    kind: Kind<W>,
    rows: u32,
}

// One writer per export: the difference in size costs nothing.
#[allow(clippy::large_enum_variant)]
enum Kind<W: Write + Seek + Send> {
    Csv(csv::Writer<W>),
    Xlsx { workbook: Workbook, out: W },
}

impl<W: Write + Seek + Send> TableWriter<W> {
    /// Begins a table with its header row.
    pub fn new(format: TableFormat, mut out: W, headers: &[&str]) -> Result<Self, WriteError> {
        let kind = match format {
            TableFormat::Csv(bom) => {
                if bom == Bom::With {
                    out.write_all("\u{FEFF}".as_bytes())?;
                }
                let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
                table.write_record(headers)?;
                Kind::Csv(table)
            }
            TableFormat::Xlsx => {
                let mut workbook = super::new_workbook()?;
                let bold = Format::new().set_bold();
                let sheet = workbook.add_worksheet_with_constant_memory()?;
                for (column, header) in (0_u16..).zip(headers) {
                    sheet.write_string_with_format(0, column, *header, &bold)?;
                }
                sheet.set_freeze_panes(1, 0)?;
                Kind::Xlsx { workbook, out }
            }
        };
        Ok(Self { kind, rows: 1 })
    }

    /// Appends a row.
    pub fn row(&mut self, fields: &[Field<'_>]) -> Result<(), WriteError> {
        match &mut self.kind {
            Kind::Csv(table) => {
                for field in fields {
                    match field {
                        Field::Empty => table.write_field("")?,
                        Field::Text(text) if is_formula(text) => table.write_field(format!("'{text}"))?,
                        Field::Text(text) => table.write_field(text)?,
                        Field::Integer(number) => table.write_field(number.to_string())?,
                        Field::Number(number) => table.write_field(number.to_string())?,
                    }
                }
                table.write_record(None::<&[u8]>)?;
            }
            Kind::Xlsx { workbook, .. } => {
                if self.rows >= limits::ROWS {
                    return Err(WriteError::TooManyRows { limit: limits::ROWS });
                }
                let sheet = workbook.worksheet_from_index(0)?;
                for (column, field) in (0_u16..).zip(fields) {
                    match field {
                        Field::Empty => {}
                        Field::Text(text) => _ = sheet.write_string(self.rows, column, fitting(text))?,
                        // Integers beyond 15 digits would lose the rest in a spreadsheet.
                        Field::Integer(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
                            _ = sheet.write_string(self.rows, column, number.to_string())?;
                        }
                        Field::Integer(number) => _ = sheet.write_number(self.rows, column, *number as f64)?,
                        Field::Number(number) => _ = sheet.write_number(self.rows, column, *number)?,
                    }
                }
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Completes the file and gives back where it was written.
    pub fn finish(self) -> Result<W, WriteError> {
        match self.kind {
            Kind::Csv(table) => table.into_inner().map_err(|e| WriteError::Io(e.into_error())),
            Kind::Xlsx { mut workbook, mut out } => {
                workbook.save_to_writer(&mut out)?;
                out.flush()?;
                Ok(out)
            }
        }
    }
}

/// Whether a spreadsheet program would run a CSV cell as a formula.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
