//! The error page.

pub(crate) mod show;
