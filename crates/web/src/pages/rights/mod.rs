//! 个人信息权利: the list of requests, one request, the form of a new one.

pub(crate) mod acts;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod show;
