#![doc = include_str!("../README.md")]

mod builtin;
mod calendar;
mod clause;
mod clocks;
mod due;
mod error;
mod form;
mod history;
mod instrument;
mod pack;
mod read;
pub mod rows;
mod rules;
mod term;
mod threshold;

pub use calendar::{Calendar, DayKind, Year};
pub use clause::{Clause, ClauseRef};
pub use due::Due;
pub use error::{LawError, PackError};
pub use form::{Form, FormId};
pub use history::Successor;
pub use instrument::{Adoption, Article, Instrument, Unit};
pub use pack::Pack;
pub use read::PackFile;
pub use rules::{Ground, RuleSet};
pub use term::{Length, Setting, SettingOption, Term, TimeUnit};
pub use threshold::{Reached, Threshold};
