//! 查阅记录, for the auditor.

pub(crate) mod show;
