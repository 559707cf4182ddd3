//! What people look at and take out, on each database: work list, lists, look-ups, persons, exports.

mod exports;
mod findings;
mod list;
mod lookup;
mod papers;
mod persons;
mod town;
mod worklist;
