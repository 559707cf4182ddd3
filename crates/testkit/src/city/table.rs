//! A file as people would send it: a header row and rows of text cells.

use casework::codes::ImportKind;

/// One import file of the city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub kind: ImportKind,
    /// In the order of FORMATS §1 and §2.
    pub headers: Vec<&'static str>,
    /// As wide as `headers`; an empty cell is an empty text.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The cell under `header` in row `row`; `None` where there is no such column or row.
    pub fn cell(&self, row: usize, header: &str) -> Option<&str> {
        let column = self.headers.iter().position(|h| *h == header)?;
        self.rows.get(row)?.get(column).map(String::as_str)
    }

    /// One row as header and value, in the order of the headers.
    pub fn pairs(&self, row: usize) -> Option<Vec<(&'static str, &str)>> {
        Some(self.headers.iter().copied().zip(self.rows.get(row)?.iter().map(String::as_str)).collect())
    }

    /// The whole file as CSV, UTF-8, lines ending in CR LF.
    pub fn to_csv(&self) -> String {
        let mut text = String::with_capacity(self.rows.len() * 400);
        write_line(&mut text, self.headers.iter().copied());
        for row in &self.rows {
            write_line(&mut text, row.iter().map(String::as_str));
        }
        text
    }
}

fn write_line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(cell);
        }
    }
    text.push_str("\r\n");
}
