//! 文书: issued with a decision or drafted by hand, looked at before, served after, put right by a new paper, and handed out
//! again exactly as they were printed.

mod draft;
mod file;
mod offer;
mod on_file;
mod press;
mod serve;
mod void;

use papers::{Content, Form, PaperError};
use vault::Cell;

pub use draft::{DraftForm, correction, issue, new, next, preview};
pub use file::{PaperFile, docx, download};
pub(crate) use serve::asks_time;
pub use serve::{ServiceForm, complete_announcement, serve};

pub(crate) use file::{DOWNLOAD, to_docx};
pub(crate) use offer::{Asked, called_for, comes_with_an_act, may_be_told, may_issue, offers, owed, recipients};
pub(crate) use press::{Press, kept, print, require_fonts};
pub(crate) use void::void_since;

use crate::DeskError;

/// The title of a form by its code.
pub(crate) fn title(form: &str) -> &'static str {
    Form::from_code(form).map_or("文书", Form::title)
}

fn cannot_print(error: &PaperError) -> DeskError {
    match (error, error.field()) {
        (PaperError::Fault(_), _) => DeskError::Fault(error.to_string()),
        (_, Some(field)) => DeskError::invalid(field.key(), error.to_string()),
        (_, None) => DeskError::refused(error.to_string(), "文书没有制作，决定没有作出；更正后请重新办理。"),
    }
}

fn no_unit() -> DeskError {
    DeskError::Fault("事项所属的单位不在系统中".into())
}

/// Where the printed file is sealed.
const fn pdf_cell(paper_id: i64) -> Cell {
    Cell { table: "paper", column: "pdf", row: paper_id }
}

/// Where the fields are sealed that it was made from.
const fn draft_cell(paper_id: i64) -> Cell {
    Cell { table: "paper", column: "draft", row: paper_id }
}

/// Where the note on a service is sealed.
pub(crate) const fn note_cell(service_id: i64) -> Cell {
    Cell { table: "paper_service", column: "note", row: service_id }
}

/// Fonts and typesetting take milliseconds of CPU: they stay off the threads that answer requests.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| DeskError::Fault("制作文书时程序出错".into()))
}

/// The ground that a decision paper quotes: a correction may not change it.
fn ground(content: &Content) -> Option<u8> {
    match content {
        Content::ComplaintDeclined(declined) => Some(declined.decline_ground.0),
        Content::MediationEnded(ended) => Some(ended.end_ground.0),
        _ => None,
    }
}
