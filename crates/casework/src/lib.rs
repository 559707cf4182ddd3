//! What a case is, and what may happen to it next.
//!
//! Pure: no files, no sockets, no clock, no randomness; `now` is an argument.
//! Nothing here is serialisable: rooms at the edge (store, exchange, web) convert.

pub mod codes;
pub mod fact;
pub mod submission;
pub mod values;
