//! Login and logout.

pub(crate) mod login;
