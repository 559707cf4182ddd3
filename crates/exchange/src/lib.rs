#![doc = include_str!("../README.md")]

mod archive;
mod check;
mod columns;
mod csv_rows;
mod error;
mod file;
mod header;
mod input;
mod jsonl;
pub mod limits;
mod profile;
mod row;
mod text;
pub mod write;
mod xlsx;
mod xml_scan;

pub use columns::{Column, columns};
pub use error::{FileError, WriteError};
pub use file::{ImportFile, ReadReport};
pub use header::Layout;
pub use input::Input;
pub use profile::{Profile, ProfileError};
pub use row::{CellError, OriginalRow, ReadRow, Record};

/// The sheet of our own workbooks that explains and is never read.
pub(crate) const GUIDE_SHEET: &str = "说明";
