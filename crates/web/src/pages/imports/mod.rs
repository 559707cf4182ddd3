//! Import: upload, progress, error workbook, templates.

pub(crate) mod files;
pub(crate) mod list;
pub(crate) mod show;
