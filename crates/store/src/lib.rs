#![doc = include_str!("../README.md")]

mod copy;
mod dialect;
mod error;
mod open;
mod table;
mod transact;
mod tx;
mod value;

pub mod absence;
pub mod access;
pub mod account;
pub mod assess_run;
pub mod avoidance;
pub mod back_test;
pub mod batch;
pub mod blind;
pub mod bond;
pub mod clock;
pub mod clue;
pub mod conduct;
pub mod decision;
pub mod edge;
pub mod event;
pub mod fact;
pub mod filer_group;
pub mod filing_spread;
pub mod finding;
pub mod finding_outcome;
pub mod hint;
pub mod hot_issue;
pub mod import;
pub mod keys;
pub mod law_file;
pub mod ledger;
pub mod matter;
pub mod near_text;
pub mod organisation;
pub mod outside;
pub mod owed;
pub mod paper;
pub mod paper_service;
pub mod paper_void;
pub mod person;
pub mod policy;
pub mod proceeding;
pub mod protection;
pub mod reading;
pub mod recheck;
pub mod recount;
pub mod referral;
pub mod registry;
pub mod reminder;
pub mod rights;
pub mod saved_filter;
pub mod sealed;
pub mod second_factor;
#[cfg(feature = "server")]
pub mod server;
pub mod session;
pub mod setting;
pub mod share;
pub mod submission;
pub mod worklist;

pub use error::StoreError;
pub use open::{Location, Scope, Store};
pub use transact::Again;
pub use tx::Tx;

/// What every function here returns.
pub type Result<T> = std::result::Result<T, StoreError>;
