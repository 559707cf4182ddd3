//! 工作台.

pub(crate) mod show;
