//! The person page, and the questions that wait for an officer.

pub(crate) mod dossier;
pub(crate) mod review;
pub(crate) mod show;
