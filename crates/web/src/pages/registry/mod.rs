//! 异常名录: the list, an entry, a proposal, the switch with its impact assessments.

pub(crate) mod acts;
pub(crate) mod hints;
pub(crate) mod list;
pub(crate) mod papers;
pub(crate) mod propose;
pub(crate) mod show;
pub(crate) mod switch;
