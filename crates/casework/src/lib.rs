#![doc = include_str!("../README.md")]

pub mod clock;
pub mod clue;
pub mod codes;
pub mod decision;
pub mod fact;
pub mod form;
pub mod matter;
pub mod proceeding;
pub mod referral;
pub mod registry;
pub mod rights;
pub mod service;
pub mod submission;
pub mod values;
