#![doc = include_str!("../README.md")]

mod circumstance;
mod condition;
mod evidence;
mod facts;
mod finding;
pub mod groups;
pub mod integrity;
mod measure;
pub mod narratives;
mod policy;
#[cfg(test)]
mod story;
mod summary;
#[cfg(test)]
mod testing;
pub mod topics;
mod triage;
mod trial;
mod value;

pub use circumstance::{Applies, Circumstance, Counter, Effect};
pub use condition::{Condition, Leaf, Test};
pub use evidence::{Body, CITED_LIMIT, Citation, Evidence, EvidenceError, Join, Measured, Node, Row};
pub use facts::{Consumption, FactInput, Facts, FactsBuilder, FilingInput, Goods, Held, ProtectionInput, Signs, Standing, Subject};
pub use finding::{Assessment, Finding, Verdict, assess};
pub use measure::{Measure, WindowKind};
pub use policy::{Circumstances, PolicyError, PolicyFile};
pub use triage::{Found, Triage, triage};
pub use trial::{Change, FilerClass, Tally, Trial, compare};
pub use value::{Op, Threshold, Unit, Value};
