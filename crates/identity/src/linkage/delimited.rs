//! Rows of delimited text (RFC 4180) read straight into columns, on several threads and without a copy of each cell.

use std::sync::Mutex;

use crate::linkage::block::in_parallel;
use crate::linkage::table::{BETWEEN_CELLS, ColumnBuilder, Records};

/// Bytes that one thread takes at a time.
const PIECE: usize = 4 << 20;

/// Which cells of a row are wanted.
#[derive(Clone, Debug)]
pub struct Layout {
    pub delimiter: u8,
    /// Cells of every row.
    pub width: usize,
    /// The cell that names the record.
    pub id: usize,
    /// Per column: the cells that it is made of.
    pub columns: Vec<Vec<usize>>,
    /// A cell that is only kept.
    pub kept: Option<usize>,
}

/// Why a row cannot be read. Rows are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowError {
    /// Its number of cells is another than the header's.
    Cells { row: u64, cells: usize },
    /// It does not say which record it is.
    NoId { row: u64 },
}

/// What rows are read into.
#[derive(Debug, Default)]
pub struct Rows {
    pub records: Records,
    pub columns: Vec<ColumnBuilder>,
    /// Cells of [`Layout::kept`].
    pub kept: Vec<String>,
}

/// The first row of a text, and what follows it.
pub fn split_header(text: &str, delimiter: u8) -> (Vec<String>, &str) {
    let mut cells = Cells::default();
    let end = cells.read_row(text, 0, delimiter);
    let header = (0..cells.spans.len()).map(|i| cells.get(text, i).to_owned()).collect();
    (header, &text[end..])
}

impl Rows {
    /// Appends the rows of `text`, which has no header, as those of an input.
    ///
    /// # Errors
    ///
    /// The first row that cannot be read.
    pub fn read(&mut self, text: &str, input: u16, layout: &Layout, threads: usize) -> Result<(), RowError> {
        let is_quoted = text.as_bytes().contains(&b'"');
        let mut rest = text;
        let mut rows = 0;
        while !rest.is_empty() {
            let mut pieces: Vec<&str> = Vec::new();
            // A line may end within quotes, so such a text is taken piece by piece.
            for _ in 0..if is_quoted { 1 } else { threads.max(1) } {
                let end = if is_quoted { rest.len() } else { line_end(rest, PIECE) };
                let (piece, after) = rest.split_at(end);
                pieces.push(piece);
                rest = after;
            }
            let mut read = in_parallel(pieces.len(), threads, |i| Cells::read(pieces[i], layout, is_quoted));
            if let (true, [Ok((_, used))]) = (is_quoted, &read[..]) {
                rest = &pieces[0][*used..];
            }
            for (piece, cells) in pieces.iter().zip(read.drain(..)) {
                let (cells, _) = cells.map_err(|error| error.after(rows))?;
                rows += (cells.spans.len() / layout.width) as u64;
                self.take(piece, &cells, input, layout, threads);
            }
        }
        Ok(())
    }

    fn take(&mut self, piece: &str, cells: &Cells, input: u16, layout: &Layout, threads: usize) {
        let columns: Vec<Mutex<&mut ColumnBuilder>> = self.columns.iter_mut().map(Mutex::new).collect();
        let rows = cells.spans.len() / layout.width;
        let records = Mutex::new(&mut self.records);
        // The last job is the ids.
        in_parallel(columns.len() + 1, threads, |job| {
            let cell = |row: usize, place: usize| cells.get(piece, row * layout.width + place);
            let Some(column) = columns.get(job) else {
                let mut records = records.lock().expect("nobody panicked with them");
                (0..rows).for_each(|row| records.push(input, cell(row, layout.id)));
                return;
            };
            let mut column = column.lock().expect("nobody panicked with it");
            if let [place] = layout.columns[job][..] {
                column.push_all((0..rows).map(|row| cell(row, place)));
                return;
            }
            let mut together = String::new();
            for row in 0..rows {
                together.clear();
                for (n, &place) in layout.columns[job].iter().enumerate() {
                    if n > 0 {
                        together.push(BETWEEN_CELLS);
                    }
                    together.push_str(cell(row, place));
                }
                column.push(&together);
            }
        });
        if let Some(place) = layout.kept {
            self.kept.extend((0..rows).map(|row| cells.get(piece, row * layout.width + place).to_owned()));
        }
    }
}

impl RowError {
    fn after(self, rows: u64) -> Self {
        match self {
            Self::Cells { row, cells } => Self::Cells { row: row + rows, cells },
            Self::NoId { row } => Self::NoId { row: row + rows },
        }
    }
}

/// Where the last line that begins before `length` bytes ends.
fn line_end(text: &str, length: usize) -> usize {
    let from = length.min(text.len());
    text.as_bytes()[from..].iter().position(|b| *b == b'\n').map_or(text.len(), |at| from + at + 1)
}

/// Cells of a piece of text, row after row.
#[derive(Default)]
struct Cells {
    /// Begin and end in the text, or, with the highest bit of the begin, in `unquoted`.
    spans: Vec<(u32, u32)>,
    /// Cells in which a quotation mark stands for itself.
    unquoted: String,
}

const UNQUOTED: u32 = 1 << 31;

impl Cells {
    /// Reads all of it, or about a piece where it is to stop; also says how many bytes were used.
    fn read(piece: &str, layout: &Layout, stops: bool) -> Result<(Self, usize), RowError> {
        let mut cells = Self::default();
        let (mut at, mut rows) = (0, 0);
        while at < piece.len() && !(stops && at >= PIECE) {
            let before = cells.spans.len();
            at = cells.read_row(piece, at, layout.delimiter);
            let found = cells.spans.len() - before;
            // An empty line is no row.
            if found == 1 && layout.width > 1 && cells.get(piece, before).is_empty() {
                cells.spans.pop();
                continue;
            }
            rows += 1;
            if found != layout.width {
                return Err(RowError::Cells { row: rows, cells: found });
            }
            if cells.get(piece, before + layout.id).is_empty() {
                return Err(RowError::NoId { row: rows });
            }
        }
        Ok((cells, at))
    }

    /// Reads the row that begins at `at` and says where the next begins.
    fn read_row(&mut self, text: &str, at: usize, delimiter: u8) -> usize {
        let bytes = text.as_bytes();
        let mut at = at;
        loop {
            let mut begin = at;
            while matches!(bytes.get(begin), Some(b' ' | b'\t')) && bytes[begin] != delimiter {
                begin += 1;
            }
            let end = if bytes.get(begin) == Some(&b'"') {
                self.read_quoted(text, begin, delimiter)
            } else {
                let length = bytes[begin..].iter().position(|b| *b == delimiter || *b == b'\n').unwrap_or(bytes.len() - begin);
                self.push(text, begin, begin + length);
                begin + length
            };
            at = end + 1;
            if bytes.get(end) != Some(&delimiter) {
                return at.min(bytes.len());
            }
        }
    }

    fn push(&mut self, text: &str, begin: usize, end: usize) {
        let cell = text[begin..end].trim_end();
        let skipped = cell.len() - cell.trim_start().len();
        self.spans.push(((begin + skipped) as u32, (begin + cell.len()) as u32));
    }

    /// Reads a cell that begins with a quotation mark and says where it ends.
    fn read_quoted(&mut self, text: &str, begin: usize, delimiter: u8) -> usize {
        let bytes = text.as_bytes();
        let start = self.unquoted.len();
        let mut from = begin + 1;
        loop {
            let Some(length) = bytes[from..].iter().position(|b| *b == b'"') else {
                self.unquoted.push_str(&text[from..]);
                from = bytes.len();
                break;
            };
            self.unquoted.push_str(&text[from..from + length]);
            from += length + 1;
            if bytes.get(from) != Some(&b'"') {
                break;
            }
            self.unquoted.push('"');
            from += 1;
        }
        // What stands between the closing mark and the delimiter belongs to the cell, as other readers have it.
        let rest = bytes[from..].iter().position(|b| *b == delimiter || *b == b'\n').unwrap_or(bytes.len() - from);
        self.unquoted.push_str(text[from..from + rest].trim_end());
        let cell = self.unquoted[start..].trim_end();
        let skipped = cell.len() - cell.trim_start().len();
        let end = start + cell.len();
        self.spans.push(((start + skipped) as u32 | UNQUOTED, end as u32));
        from + rest
    }

    fn get<'c>(&'c self, text: &'c str, cell: usize) -> &'c str {
        let (begin, end) = self.spans[cell];
        if begin & UNQUOTED == 0 { &text[begin as usize..end as usize] } else { &self.unquoted[(begin & !UNQUOTED) as usize..end as usize] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, width: usize) -> Result<Vec<String>, RowError> {
        let layout = Layout { delimiter: b',', width, id: 0, columns: Vec::new(), kept: None };
        let (cells, used) = Cells::read(text, &layout, true)?;
        assert_eq!(used, text.len());
        Ok((0..cells.spans.len()).map(|i| cells.get(text, i).to_owned()).collect())
    }

    #[test]
    fn rows_as_they_are_written() {
        let read = |text: &str| cells(text, 3).expect("rows");
        assert_eq!(read("1, 张 三 ,\r\n2,,c"), ["1", "张 三", "", "2", "", "c"]);
        assert_eq!(read("1,\"a, \"\"b\"\"\nc\",d\n\n2,5\" pipe, \"x\" \n"), ["1", "a, \"b\"\nc", "d", "2", "5\" pipe", "x"]);
        assert_eq!(cells("1,2,3\n1,2\n", 3), Err(RowError::Cells { row: 2, cells: 2 }));
        assert_eq!(cells("1,2,3\n,2,3\n", 3), Err(RowError::NoId { row: 2 }));
        assert_eq!(split_header("a,b\r\n1,2\n", b','), (vec!["a".to_owned(), "b".to_owned()], "1,2\n"));
    }

    #[test]
    fn pieces_make_one_table() {
        let text: String = (0..400_000).map(|i| format!("{i},name {},{}\n", i % 1_000, i % 7)).collect();
        assert!(text.len() > PIECE);
        let layout = Layout { delimiter: b',', width: 3, id: 0, columns: vec![vec![2, 2]], kept: Some(2) };
        let mut rows = Rows { columns: vec![ColumnBuilder::new("x", crate::linkage::Kind::Exact)], ..Rows::default() };
        rows.read(&text, 0, &layout, 3).expect("rows");
        assert_eq!((rows.records.len(), rows.kept.len(), rows.kept[8].as_str()), (400_000, 400_000, "1"));
        let bad = format!("{text}7,8\n");
        assert_eq!(
            Rows::default().read(&bad, 0, &Layout { columns: Vec::new(), ..layout }, 2),
            Err(RowError::Cells { row: 400_001, cells: 2 })
        );
    }
}
