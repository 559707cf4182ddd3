#![doc = include_str!("../README.md")]

mod circumstance;
mod condition;
mod evidence;
mod facts;
mod finding;
pub mod groups;
mod measure;
pub mod narratives;
mod policy;
#[cfg(test)]
mod story;
mod summary;
#[cfg(test)]
mod testing;
pub mod topics;
mod value;

pub use circumstance::{Circumstance, Counter, Effect};
pub use condition::{Condition, Leaf, Test};
pub use evidence::{Body, CITED_LIMIT, Citation, Evidence, EvidenceError, Join, Measured, Node, Row};
pub use facts::{FactInput, Facts, FactsBuilder, FilingInput, ProtectionInput, Standing, Subject};
pub use finding::{Assessment, Finding, Verdict, assess};
pub use measure::{Measure, WindowKind};
pub use policy::{Circumstances, PolicyError, PolicyFile};
pub use value::{Op, Threshold, Unit, Value};
