//! 本单位相关来件, for the 联络员 of other departments.

pub(crate) mod list;
pub(crate) mod show;
