//! Files that go out: exports, the error workbook, templates.

mod errors;
mod table;
mod template;

pub use errors::{ErrorWorkbook, RejectedRow};
pub use table::{Bom, Field, TableFormat, TableWriter};
pub use template::write_template;

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
