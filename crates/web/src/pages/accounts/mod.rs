//! Login and logout, and one's own account.

pub(crate) mod code;
pub(crate) mod login;
pub(crate) mod mine;
pub(crate) mod outside;
pub(crate) mod second_factor;
