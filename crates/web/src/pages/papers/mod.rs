//! Issued 文书.

pub(crate) mod download;
