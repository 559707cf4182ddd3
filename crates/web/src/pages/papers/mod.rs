//! 文书: drafted, previewed, issued, served, put right, handed out.

pub(crate) mod download;
pub(crate) mod draft;
pub(crate) mod service;

/// The id of the form that records a service of this paper.
pub(crate) fn service_form(paper_id: i64) -> String {
    format!("paper-{paper_id}-service")
}
