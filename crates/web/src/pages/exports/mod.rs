//! Exports.

pub(crate) mod show;
