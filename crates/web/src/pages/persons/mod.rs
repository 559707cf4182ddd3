//! The person page.

pub(crate) mod show;
