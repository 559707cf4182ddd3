//! Rows out of a text table: comma, tab or semicolon, told by which of them yields the header.

use std::ops::ControlFlow;

use std::io::{self, Read, Seek};

use encoding_rs::Encoding;

use crate::error::FileError;
use crate::input::InputReader;
use crate::limits;
use crate::row::{CellTag, RowBuffer, column_letters};
use crate::text::Decoding;

/// Separators that spreadsheet programs write.
pub(crate) const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The first rows of the table, read with this separator.
pub(crate) fn head(reader: &mut InputReader, encoding: &'static Encoding, delimiter: u8) -> Result<Vec<RowBuffer>, FileError> {
    let mut head = Vec::new();
    each_row(reader, encoding, delimiter, &mut |row| {
        if row.row_no > limits::HEADER_SEARCH_ROWS {
            return Ok(ControlFlow::Break(()));
        }
        head.push(std::mem::take(row));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(head)
}

/// Calls `each` for every record that is not blank, until it breaks. Records are numbered from 1, blank lines not counted.
pub(crate) fn each_row(
    reader: &mut InputReader,
    encoding: &'static Encoding,
    delimiter: u8,
    each: &mut dyn FnMut(&mut RowBuffer) -> Result<ControlFlow<()>, FileError>,
) -> Result<(), FileError> {
    reader.rewind()?;
    let bounded = Bounded { inner: Decoding::new(reader, encoding), left: 0 };
    let mut table = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bounded);
    let mut record = csv::StringRecord::new();
    let mut row = RowBuffer::default();
    for row_no in 1.. {
        table.get_mut().left = limits::ROW_BYTES;
        match table.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) if row_no > limits::ROWS => return Err(FileError::TooManyRows { limit: limits::ROWS }),
            Ok(true) => {}
            Err(error) => return Err(refusal(error, row_no)),
        }
        row.clear(row_no);
        for (column, cell) in record.iter().enumerate() {
            if cell.len() > limits::CELL_BYTES {
                return Err(FileError::CellTooLarge { row: row_no, column: column_letters(column), limit_bytes: limits::CELL_BYTES });
            }
            if column >= limits::COLUMNS && !cell.is_empty() {
                return Err(FileError::TooManyColumns { row: row_no, column: column_letters(column), limit: limits::COLUMNS });
            }
            row.push(cell, CellTag::Text);
        }
        if !row.is_blank() && each(&mut row)?.is_break() {
            break;
        }
    }
    Ok(())
}

fn refusal(error: csv::Error, row: u32) -> FileError {
    let too_large = FileError::RowTooLarge { row, limit_bytes: limits::ROW_BYTES };
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_large,
        csv::ErrorKind::Io(error) => FileError::Io(error),
        _ => FileError::BadText { line: u64::from(row) },
    }
}

/// Refuses to read more than a row may hold: one quote that is never closed would swallow the whole file.
struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        // The reader fills its own buffer ahead, so a row may use a little less than its bound.
        self.left = self.left.checked_sub(n).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(n)
    }
}
