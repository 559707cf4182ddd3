//! Rows in the binary format of PostgreSQL's `COPY … FROM STDIN`: nothing to parse or plan, and pages are filled many rows
//! at a time.
//!
//! Source: PostgreSQL documentation, SQL command COPY, "Binary Format".

use crate::value::Value;

/// Signature, no flags, no extension of the header.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// In the place of a row's number of columns: no more rows.
const TRAILER: i16 = -1;
/// In the place of a value's length.
const NULL: i32 = -1;

/// The whole text of one copy: values stand row by row, so many to a row.
pub(crate) fn encode(values: &[Value<'_>], columns: usize) -> Vec<u8> {
    let size = values.iter().map(|value| 4 + size(value)).sum::<usize>() + 2 * (values.len() / columns.max(1)) + HEADER.len() + 2;
    let mut bytes = Vec::with_capacity(size);
    bytes.extend_from_slice(HEADER);
    for row in values.chunks(columns) {
        // A table has at most 1,600 columns.
        bytes.extend_from_slice(&(row.len() as i16).to_be_bytes());
        for value in row {
            put_value(&mut bytes, value);
        }
    }
    bytes.extend_from_slice(&TRAILER.to_be_bytes());
    bytes
}

fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Int(_) | Value::Real(_) => 8,
        Value::Bool(_) => 1,
        Value::Text(text) => text.map_or(0, str::len),
        Value::Owned(text) => text.as_ref().map_or(0, String::len),
        Value::Blob(blob) => blob.map_or(0, <[u8]>::len),
    }
}

fn put_value(bytes: &mut Vec<u8>, value: &Value<'_>) {
    match value {
        Value::Int(value) => put(bytes, value.map(i64::to_be_bytes)),
        Value::Real(value) => put(bytes, value.map(f64::to_be_bytes)),
        Value::Bool(value) => put(bytes, value.map(|value| [u8::from(value)])),
        Value::Text(value) => put(bytes, *value),
        Value::Owned(value) => put(bytes, value.as_deref()),
        Value::Blob(value) => put(bytes, *value),
    }
}

fn put(bytes: &mut Vec<u8>, value: Option<impl AsRef<[u8]>>) {
    let Some(value) = value else { return bytes.extend_from_slice(&NULL.to_be_bytes()) };
    let value = value.as_ref();
    // PostgreSQL takes no value of a gibibyte or more, and says so.
    bytes.extend_from_slice(&(value.len() as i32).to_be_bytes());
    bytes.extend_from_slice(value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_as_documented() {
        let values = [Value::Int(Some(258)), Value::Text(Some("明")), Value::Bool(None), Value::Bool(Some(true)), Value::Blob(Some(&[]))];
        let mut expected = HEADER.to_vec();
        expected.extend([0, 5]);
        expected.extend([0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 1, 2]);
        expected.extend([0, 0, 0, 3, 0xe6, 0x98, 0x8e]);
        expected.extend([0xff; 4]);
        expected.extend([0, 0, 0, 1, 1]);
        expected.extend([0, 0, 0, 0]);
        expected.extend([0xff, 0xff]);
        let encoded = encode(&values, 5);
        assert_eq!(encoded, expected);
    }
}
