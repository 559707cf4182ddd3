//! The case page, its acts and the reveal of clear values.

pub(crate) mod act;
pub(crate) mod acts;
pub(crate) mod evidence;
pub(crate) mod reveal;
pub(crate) mod show;
