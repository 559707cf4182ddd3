#![doc = include_str!("../README.md")]

mod actor;
mod current;
mod error;
mod lists;
mod open;
mod personal;
mod units;
mod wording;

pub mod accounts;
pub mod assessment;
pub mod assignment;
pub mod audit;
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
pub mod second_factor;
pub mod setup;
pub mod submissions;
pub mod time;
pub mod together;
pub mod view;
pub mod worklist;

pub use actor::{Actor, Permission, allows};
pub use current::Current;
pub use error::{DeskError, FieldError};
pub use open::Desk;
pub use store::Location;
