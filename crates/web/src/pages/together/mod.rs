//! 关联与热点: groups of linked filers, waves, hot issues, near texts.

pub(crate) mod group;
pub(crate) mod hot_issue;
pub(crate) mod near;
pub(crate) mod queue;
