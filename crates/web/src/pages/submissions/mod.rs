//! The 来件 list, saved filters and columns.

pub(crate) mod filters;
pub(crate) mod list;
