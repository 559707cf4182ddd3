//! 工作台.

pub(crate) mod batch;
pub(crate) mod show;
