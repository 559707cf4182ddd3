//! Rows out of a JSON Lines file: one object per line, keys are our headers or their English names.

use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::error::FileError;
use crate::header::{Dictionary, Layout, Source};
use crate::input::InputReader;
use crate::limits;
use crate::row::{CellTag, RowBuffer};
use crate::text::Decoding;

/// The members of a flat JSON object in their order.
pub(crate) struct Object(pub(crate) Vec<(String, Scalar)>);

/// A member's value as text.
pub(crate) struct Scalar {
    pub(crate) text: String,
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a flat object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, Scalar>()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Null => String::new(),
            serde_json::Value::Bool(value) => if value { "是" } else { "否" }.to_owned(),
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::String(text) => text,
            // Several values of one column, as 附件指纹 has them; anything deeper stays JSON and fails its check.
            serde_json::Value::Array(items) => {
                items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect::<Vec<_>>().join(";")
            }
            object @ serde_json::Value::Object(_) => object.to_string(),
        };
        Ok(Self { text })
    }
}

/// The columns met so far: every new key becomes a column.
pub(crate) struct KeyColumns<'d> {
    dictionary: &'d Dictionary<'d>,
    pub(crate) layout: Layout,
    column_of: HashMap<String, usize>,
}

impl<'d> KeyColumns<'d> {
    pub(crate) fn new(dictionary: &'d Dictionary<'d>) -> Self {
        Self { dictionary, layout: dictionary.base(), column_of: HashMap::new() }
    }

    /// The column of a key, a new one if it was not met before.
    fn column(&mut self, key: &str, row: u32) -> Result<usize, FileError> {
        if let Some(&column) = self.column_of.get(key) {
            return Ok(column);
        }
        let column = self.column_of.len();
        if column >= limits::JSON_KEYS {
            return Err(FileError::TooManyColumns { row, column: (column + 1).to_string(), limit: limits::JSON_KEYS });
        }
        self.column_of.insert(key.to_owned(), column);
        self.layout.headers = self.layout.headers.iter().cloned().chain([key.to_owned()]).collect::<Arc<[String]>>();
        for &slot in self.dictionary.slots(key).unwrap_or_default() {
            // A second key of the same meaning (来件编号 and submission_no) is read where the first one is absent.
            self.layout.slots[slot] = match std::mem::replace(&mut self.layout.slots[slot], Source::Absent) {
                Source::Column(first) => Source::Joined(vec![first, column]),
                Source::Joined(mut columns) => {
                    columns.push(column);
                    Source::Joined(columns)
                }
                Source::Absent | Source::Constant(_) => Source::Column(column),
            };
        }
        if self.dictionary.is_unknown(key) {
            self.layout.unknown.push(key.to_owned());
        }
        if self.dictionary.is_skipped(key) {
            self.layout.skipped.push(column);
        }
        Ok(column)
    }
}

/// A line of the file.
pub(crate) enum Line<'l> {
    Row(&'l RowBuffer),
    /// Not one flat JSON object; the text as it stands.
    Broken {
        row_no: u32,
        text: &'l str,
    },
}

/// Takes a line and the columns that it and the lines before it have.
pub(crate) type EachLine<'e> = &'e mut dyn FnMut(Line<'_>, &Layout) -> Result<ControlFlow<()>, FileError>;

/// Calls `each` for every line that is not blank, until it breaks.
pub(crate) fn each_line(
    reader: &mut InputReader,
    encoding: &'static encoding_rs::Encoding,
    keys: &mut KeyColumns<'_>,
    each: EachLine<'_>,
) -> Result<(), FileError> {
    reader.rewind()?;
    let mut lines = BufReader::with_capacity(64 * 1024, Decoding::new(reader, encoding));
    let (mut line, mut row, mut values) = (Vec::new(), RowBuffer::default(), Vec::new());
    for row_no in 1.. {
        line.clear();
        let n = lines.by_ref().take(limits::ROW_BYTES as u64 + 1).read_until(b'\n', &mut line)?;
        if n == 0 {
            break;
        }
        if n > limits::ROW_BYTES {
            return Err(FileError::RowTooLarge { row: row_no, limit_bytes: limits::ROW_BYTES });
        }
        if row_no > limits::ROWS {
            return Err(FileError::TooManyRows { limit: limits::ROWS });
        }
        let text = std::str::from_utf8(&line).map_err(|_| FileError::BadText { line: u64::from(row_no) })?.trim();
        if text.is_empty() {
            continue;
        }
        let flow = match serde_json::from_str::<Object>(text) {
            Err(_) => each(Line::Broken { row_no, text }, &keys.layout)?,
            Ok(object) => {
                values.clear();
                for (key, value) in object.0 {
                    let column = keys.column(&key, row_no)?;
                    values.push((column, value.text));
                }
                values.sort_by_key(|(column, _)| *column);
                values.dedup_by_key(|(column, _)| *column);
                row.clear(row_no);
                for (column, value) in &values {
                    if value.len() > limits::CELL_BYTES {
                        let column = keys.layout.headers[*column].clone();
                        return Err(FileError::CellTooLarge { row: row_no, column, limit_bytes: limits::CELL_BYTES });
                    }
                    row.pad(*column);
                    row.push(value, CellTag::Text);
                }
                each(Line::Row(&row), &keys.layout)?
            }
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}
