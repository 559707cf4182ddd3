//! What people do and look at, told as stories on each database.

mod arrival;
mod audit;
mod avoidance;
mod bureau;
mod case;
mod charge;
mod departments;
mod determinism;
mod exports;
mod findings;
mod house;
mod import;
mod keys;
mod list;
mod login;
mod lookup;
mod mediation;
mod papers;
mod persons;
mod police;
mod terms;
mod tipoff;
mod town;
mod worklist;
