//! 研判规则: circumstances, their versions from draft to effect, and how precise their findings proved.

pub(crate) mod acts;
pub(crate) mod draft;
pub(crate) mod list;
pub(crate) mod show;
