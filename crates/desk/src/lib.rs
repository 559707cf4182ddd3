#![doc = include_str!("../README.md")]

mod actor;
mod current;
mod error;
mod lists;
mod open;
mod personal;
mod units;
mod wording;

pub mod absences;
pub mod access;
pub mod accounts;
pub mod assessment;
pub mod assignment;
pub mod audit;
pub mod avoidance;
pub mod batch;
pub mod case;
pub mod claim;
pub mod exports;
pub mod filters;
pub mod imports;
pub mod keys;
pub mod law_files;
pub mod ledger;
pub mod login;
pub mod looks;
pub mod outside_login;
pub mod own_account;
pub mod papers;
pub mod password;
pub mod persons;
pub mod policies;
pub mod random;
pub mod registry;
pub mod reminders;
pub mod reveal;
pub mod rights;
pub mod second_factor;
pub mod setup;
pub mod shared;
pub mod submissions;
pub mod time;
pub mod together;
pub mod view;
pub mod worklist;

/// A use case is compiled here, once. The body of a plain `async fn` is compiled in each crate that awaits it, with all that it calls: pages,
/// program and tests held seven tenths of the desk again. Boxed, whoever awaits it sees a pointer.
pub(crate) use async_recursion::async_recursion as boxed;

pub use access::Permission;
pub use actor::{Actor, StandIn};
pub use current::Current;
pub use error::{DeskError, FieldError};
pub use open::Desk;
pub use store::Location;
