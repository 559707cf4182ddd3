//! What a case is, and what may happen to it next.
//!
//! Pure: no files, no sockets, no clock, no randomness; `now` is an argument.
//! Nothing here is serialisable: rooms at the edge (store, exchange, web) convert.

pub mod clock;
pub mod clue;
pub mod codes;
pub mod decision;
pub mod fact;
pub mod matter;
pub mod submission;
pub mod values;
