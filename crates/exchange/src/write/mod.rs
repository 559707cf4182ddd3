//! Files that go out: exports, the error workbook, templates.

mod errors;
mod table;
mod template;

pub use errors::{ErrorWorkbook, RejectedRow};
pub use table::{Bom, Field, TableFormat, TableWriter};
pub use template::write_template;

/// A folder that lives in memory, so that rows in clear never touch a disk while a workbook is written.
const MEMORY_FOLDER: &str = "/dev/shm";

/// A workbook whose rows wait in memory, where the machine has such a folder, else in an unlinked temporary file.
fn new_workbook() -> Result<rust_xlsxwriter::Workbook, crate::WriteError> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    if std::path::Path::new(MEMORY_FOLDER).is_dir() {
        workbook.set_tempdir(MEMORY_FOLDER)?;
    }
    Ok(workbook)
}

/// Characters of one worksheet cell at most.
const CELL_CHARS: usize = 32_767;

/// The text as a worksheet cell can hold it; what is cut says so.
fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    const CUT: &str = "…（过长，已截断）";
    // A UTF-8 byte count that fits is the common and cheap case; spreadsheets count UTF-16 units.
    if text.len() <= CELL_CHARS || text.encode_utf16().count() <= CELL_CHARS {
        return text.into();
    }
    // Half of the units are enough even if every character takes two.
    let kept: String = text.chars().take(CELL_CHARS / 2 - CUT.len()).collect();
    (kept + CUT).into()
}
