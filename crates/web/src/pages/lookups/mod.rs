//! Looking a person up by an exact number.

pub(crate) mod show;
