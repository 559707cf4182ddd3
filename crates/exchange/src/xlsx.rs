//! Streaming rows out of a workbook, cell by cell; nothing is ever laid out as a grid.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Cell, DataRef, ExcelDateTime, Reader, SheetType, Xlsx, XlsxCellReader, XlsxError};
use jiff::ToSpan;
use jiff::civil::DateTime;

use crate::error::FileError;
use crate::input::InputReader;
use crate::limits;
use crate::row::{CellTag, RowBuffer, column_letters};

/// An open workbook that passed [`crate::archive::check`].
pub(crate) struct Workbook {
    inner: Xlsx<InputReader>,
}

impl Workbook {
    pub(crate) fn open(reader: InputReader) -> Result<Self, FileError> {
        let inner = guarded("目录", || Xlsx::new(reader))?;
        Ok(Self { inner })
    }

    /// Whether date serial numbers count from 1904.
    pub(crate) fn is_1904(&self) -> bool {
        self.inner.has_1904_epoch()
    }

    /// Names of the worksheets, in the workbook's order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        self.inner.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect()
    }

    /// The first rows of a sheet that hold anything.
    pub(crate) fn head(&mut self, sheet: &str) -> Result<Vec<RowBuffer>, FileError> {
        let mut head = Vec::new();
        self.rows_up_to(limits::HEADER_SEARCH_ROWS, sheet, &mut |row| {
            head.push(std::mem::take(row));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(head)
    }

    /// Calls `each` for every row that is not blank, until it breaks. The buffer is reused.
    pub(crate) fn each_row(
        &mut self,
        sheet: &str,
        each: &mut dyn FnMut(&mut RowBuffer) -> Result<ControlFlow<()>, FileError>,
    ) -> Result<(), FileError> {
        self.rows_up_to(u32::MAX, sheet, each)
    }

    fn rows_up_to(
        &mut self,
        last_row: u32,
        sheet: &str,
        each: &mut dyn FnMut(&mut RowBuffer) -> Result<ControlFlow<()>, FileError>,
    ) -> Result<(), FileError> {
        let mut cells = guarded(sheet, || self.inner.worksheet_cells_reader(sheet))?;
        let mut row = RowBuffer::default();
        let mut pending = false;
        loop {
            let cell = next_cell(&mut cells, sheet, row.row_no)?;
            let Some(cell) = cell else { break };
            let ((row_index, column), value) = (cell.get_position(), cell.get_value());
            if *value == DataRef::Empty {
                continue;
            }
            let row_no = row_index.saturating_add(1);
            if row_no > last_row {
                break;
            }
            if !pending || row_no != row.row_no {
                if pending && row_no < row.row_no {
                    return Err(FileError::Damaged { place: format!("{sheet} 第 {row_no} 行次序错乱") });
                }
                if pending && !row.is_blank() && each(&mut row)?.is_break() {
                    return Ok(());
                }
                if row_no > limits::ROWS {
                    return Err(FileError::TooManyRows { limit: limits::ROWS });
                }
                row.clear(row_no);
                pending = true;
            }
            push(&mut row, column as usize, value)?;
        }
        if pending && !row.is_blank() {
            // The last row: whether to go on does not matter any more.
            each(&mut row).map(|_| ())
        } else {
            Ok(())
        }
    }
}

/// Runs a step of the workbook reader, whose arithmetic may panic on hostile numbers; a panic there is a damaged file.
fn guarded<T>(place: &str, step: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, FileError> {
    match catch_unwind(AssertUnwindSafe(step)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(refusal(error, place)),
        Err(_) => Err(FileError::Damaged { place: place.to_owned() }),
    }
}

fn refusal(error: XlsxError, place: &str) -> FileError {
    match error {
        XlsxError::Password => FileError::Encrypted,
        XlsxError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => FileError::Io(error),
        _ => FileError::Damaged { place: place.to_owned() },
    }
}

/// The next cell in the order of the file.
fn next_cell<'a>(cells: &mut XlsxCellReader<'a, InputReader>, sheet: &str, after_row: u32) -> Result<Option<Cell<DataRef<'a>>>, FileError> {
    match catch_unwind(AssertUnwindSafe(|| cells.next_cell())) {
        Ok(Ok(cell)) => Ok(cell),
        Ok(Err(error)) => Err(refusal(error, &format!("{sheet} 第 {after_row} 行之后"))),
        Err(_) => Err(FileError::Damaged { place: format!("{sheet} 第 {after_row} 行之后") }),
    }
}

/// Appends a cell at its column; what was between is empty.
fn push(row: &mut RowBuffer, column: usize, value: &DataRef<'_>) -> Result<(), FileError> {
    let row_no = row.row_no;
    if column >= limits::COLUMNS {
        return Err(FileError::TooManyColumns { row: row_no, column: column_letters(column), limit: limits::COLUMNS });
    }
    if column < row.len() {
        return Err(FileError::Damaged { place: format!("第 {row_no} 行的单元格次序错乱") });
    }
    row.pad(column);
    let before = row.bytes();
    let tag = write_text(row.open(), value);
    row.close(tag);
    if row.bytes() - before > limits::CELL_BYTES {
        return Err(FileError::CellTooLarge { row: row_no, column: column_letters(column), limit_bytes: limits::CELL_BYTES });
    }
    if row.bytes() > limits::ROW_BYTES {
        return Err(FileError::RowTooLarge { row: row_no, limit_bytes: limits::ROW_BYTES });
    }
    Ok(())
}

/// The text of a cell as people see it: numbers without a spreadsheet's noise, dates as `YYYY-MM-DD[ HH:MM:SS]`.
fn write_text(text: &mut String, value: &DataRef<'_>) -> CellTag {
    match value {
        DataRef::Empty => CellTag::Text,
        DataRef::String(value) => push_text(text, value),
        DataRef::SharedString(value) => push_text(text, value),
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => push_text(text, value),
        DataRef::Bool(value) => push_text(text, if *value { "TRUE" } else { "FALSE" }),
        DataRef::Int(value) => {
            // Writing to a String cannot fail.
            _ = write!(text, "{value}");
            CellTag::Number
        }
        DataRef::Float(value) => {
            push_number(text, *value);
            CellTag::Number
        }
        DataRef::DateTime(value) => push_date(text, value),
        DataRef::Error(error) => {
            _ = write!(text, "{error}");
            CellTag::Text
        }
    }
}

fn push_text(text: &mut String, value: &str) -> CellTag {
    text.push_str(value);
    CellTag::Text
}

/// A number as a spreadsheet shows it: 15 significant digits. Longer integers have lost digits for good and are
/// written in scientific notation, which the checks name.
fn push_number(text: &mut String, value: f64) {
    let written = if value.fract() == 0.0 && value.abs() < 1e15 {
        write!(text, "{value:.0}")
    } else if value.abs() >= 1e15 {
        let scientific = format!("{value:.14e}");
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        write!(text, "{mantissa}E+{exponent}")
    } else {
        // Round to what the spreadsheet holds, so that 29.900000000000002 is 29.9 again.
        match format!("{value:.14e}").parse::<f64>() {
            Ok(rounded) => write!(text, "{rounded}"),
            Err(_) => write!(text, "{value}"),
        }
    };
    // Writing to a String cannot fail.
    _ = written;
}

fn push_date(text: &mut String, value: &ExcelDateTime) -> CellTag {
    let Some(moment) = moment(value) else {
        push_number(text, value.as_f64());
        return CellTag::Number;
    };
    if value.as_f64().fract() == 0.0 {
        _ = write!(text, "{}", moment.date());
    } else {
        _ = write!(text, "{} {:02}:{:02}:{:02}", moment.date(), moment.hour(), moment.minute(), moment.second());
    }
    CellTag::Text
}

/// The moment of a date cell to the nearest second; none for durations and numbers outside of the calendar.
fn moment(value: &ExcelDateTime) -> Option<DateTime> {
    if !value.is_datetime() || !(1.0..2_958_466.0).contains(&value.as_f64()) {
        return None;
    }
    let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
    let field = |v: u8| i8::try_from(v).ok();
    let whole =
        DateTime::new(i16::try_from(year).ok()?, field(month)?, field(day)?, field(hour)?, field(minute)?, field(second)?, 0).ok()?;
    if milli >= 500 { whole.checked_add(1.second()).ok() } else { Some(whole) }
}
