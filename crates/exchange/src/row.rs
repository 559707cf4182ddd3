//! One row: as it arrived, and as it was understood.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use casework::fact::DepartmentFact;
use casework::submission::Submission;

use crate::limits;

/// What kind of cell a value came from; text formats only know text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CellTag {
    Text,
    Number,
}

/// The cells of the row being read: one buffer for the text of all cells.
#[derive(Default)]
pub(crate) struct RowBuffer {
    pub(crate) row_no: u32,
    text: String,
    ends: Vec<u32>,
    tags: Vec<CellTag>,
}

impl RowBuffer {
    pub(crate) fn clear(&mut self, row_no: u32) {
        self.row_no = row_no;
        self.text.clear();
        self.ends.clear();
        self.tags.clear();
    }

    /// Appends the next cell; the caller bounds cells and rows ([`limits`]).
    pub(crate) fn push(&mut self, value: &str, tag: CellTag) {
        self.text.push_str(value);
        self.close(tag);
    }

    /// The text under construction: write a value here, then [`RowBuffer::close`] the cell.
    pub(crate) fn open(&mut self) -> &mut String {
        &mut self.text
    }

    pub(crate) fn close(&mut self, tag: CellTag) {
        // Rows are bounded by `limits::ROW_BYTES`, which fits.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.tags.push(tag);
    }

    /// Fills up with empty cells until `count` cells are there.
    pub(crate) fn pad(&mut self, count: usize) {
        while self.ends.len() < count {
            self.close(CellTag::Text);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    pub(crate) fn cell(&self, column: usize) -> &str {
        slice(&self.text, &self.ends, column)
    }

    pub(crate) fn tag(&self, column: usize) -> CellTag {
        self.tags.get(column).copied().unwrap_or(CellTag::Text)
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The row as it arrived, without the columns to be skipped.
    pub(crate) fn to_original(&self, headers: &Arc<[String]>, skipped: &[usize]) -> OriginalRow {
        if skipped.is_empty() {
            return OriginalRow { headers: Arc::clone(headers), text: self.text.clone(), ends: self.ends.clone() };
        }
        let mut row = OriginalRow {
            headers: Arc::clone(headers),
            text: String::with_capacity(self.text.len()),
            ends: Vec::with_capacity(self.len()),
        };
        for column in 0..self.len() {
            row.push(if skipped.contains(&column) { "" } else { self.cell(column) });
        }
        row
    }
}

fn slice<'a>(text: &'a str, ends: &[u32], column: usize) -> &'a str {
    let Some(&end) = ends.get(column) else { return "" };
    let start = if column == 0 { 0 } else { ends[column - 1] };
    text.get(start as usize..end as usize).unwrap_or("")
}

/// A row exactly as it arrived: header and text of every filled cell, in the file's order.
///
/// `Debug` never shows the content.
#[derive(Clone, PartialEq, Eq)]
pub struct OriginalRow {
    headers: Arc<[String]>,
    text: String,
    ends: Vec<u32>,
}

impl OriginalRow {
    /// A row of these headers and values.
    pub fn new<'a>(cells: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let (headers, values): (Vec<String>, Vec<&str>) = cells.into_iter().map(|(h, v)| (h.to_owned(), v)).unzip();
        let mut row = Self { headers: headers.into(), text: String::new(), ends: Vec::with_capacity(values.len()) };
        values.iter().for_each(|v| row.push(v));
        row
    }

    fn push(&mut self, value: &str) {
        self.text.push_str(value);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Header and text of each cell that is not empty. A cell without a header goes by its column, `第 AB 列`.
    pub fn cells(&self) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
        (0..self.ends.len()).filter_map(|column| {
            let value = slice(&self.text, &self.ends, column);
            if value.is_empty() { None } else { Some((header_of(&self.headers, column), value)) }
        })
    }

    /// The value under a header, `""` when there is none.
    pub fn value(&self, header: &str) -> &str {
        self.cells().find(|(h, _)| h == header).map_or("", |(_, value)| value)
    }

    /// The row as one JSON object, cells in the file's order: what is sealed as the original.
    pub fn to_json(&self) -> String {
        let mut json = String::with_capacity(self.text.len() + 16 * self.ends.len());
        json.push('{');
        for (header, value) in self.cells() {
            if json.len() > 1 {
                json.push(',');
            }
            push_json_string(&mut json, &header);
            json.push(':');
            push_json_string(&mut json, value);
        }
        json.push('}');
        json
    }

    /// The row that [`OriginalRow::to_json`] wrote.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        let object: crate::jsonl::Object = serde_json::from_str(json)?;
        Ok(Self::new(object.0.iter().map(|(key, value)| (key.as_str(), value.text.as_str()))))
    }
}

impl fmt::Debug for OriginalRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OriginalRow({} cells)", self.cells().count())
    }
}

/// Appends a JSON string literal.
fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    let mut clean = 0;
    for (i, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..0x20 => "",
            _ => continue,
        };
        json.push_str(&text[clean..i]);
        if escape.is_empty() {
            json.push_str(&format!("\\u{byte:04x}"));
        } else {
            json.push_str(escape);
        }
        clean = i + 1;
    }
    json.push_str(&text[clean..]);
    json.push('"');
}

fn header_of(headers: &[String], column: usize) -> Cow<'_, str> {
    match headers.get(column) {
        Some(header) if !header.is_empty() => Cow::Borrowed(header),
        _ => Cow::Owned(format!("第 {} 列", column_letters(column))),
    }
}

/// `A`, `B`, … `Z`, `AA`: how spreadsheets name a column (0-based here).
pub(crate) fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A row after reading.
#[derive(Debug)]
pub struct ReadRow {
    /// Row number in the sheet, or record number in a text file; the first row is 1.
    pub row_no: u32,
    pub original: OriginalRow,
    pub parsed: Result<Record, Vec<CellError>>,
}

/// What a good row says.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    Submission(Box<Submission>),
    Fact(Box<DepartmentFact>),
}

/// Why a cell was refused.
///
/// `Debug` leaves the value out; [`CellError::reason`] is for the people who mend the row and is itself sealed at rest.
#[derive(Clone, PartialEq, Eq)]
pub struct CellError {
    /// The header as it stands in the file, or the canonical one where the file has none.
    pub column: String,
    /// The cell as it arrived, cut to 60 characters; personal.
    pub value: String,
    /// What a cell of this column must hold.
    pub expected: String,
}

impl CellError {
    pub(crate) fn new(column: &str, value: &str, expected: impl Into<String>) -> Self {
        let mut cut: String = value.trim().chars().take(60).collect();
        if cut.len() < value.trim().len() {
            cut.push('…');
        }
        Self { column: column.to_owned(), value: cut, expected: expected.into() }
    }

    /// `证件号码“…”：…` for the error workbook; holds the value.
    pub fn reason(&self) -> String {
        if self.value.is_empty() { self.plain_reason() } else { format!("{}“{}”：{}", self.column, self.value, self.expected) }
    }

    /// The reason without the value: may be shown and kept in clear.
    pub fn plain_reason(&self) -> String {
        format!("{}：{}", self.column, self.expected)
    }
}

impl fmt::Debug for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CellError({})", self.plain_reason())
    }
}

const _: () = assert!(limits::ROW_BYTES < u32::MAX as usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_spreadsheet_names() {
        let names: Vec<String> = [0, 25, 26, 701, 702, 16383].into_iter().map(column_letters).collect();
        assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn original_survives_json() {
        let row = OriginalRow::new([("姓名", "张\"三\""), ("空", ""), ("内容", "一\n二\u{1}\\"), ("", "多余")]);
        let json = row.to_json();
        expect_test::expect![[r#"{"姓名":"张\"三\"","内容":"一\n二\u0001\\","第 D 列":"多余"}"#]].assert_eq(&json);
        let back = OriginalRow::from_json(&json).map(|r| r.to_json());
        assert_eq!(back.ok(), Some(json));
        assert_eq!(format!("{row:?}"), "OriginalRow(3 cells)");
    }
}
