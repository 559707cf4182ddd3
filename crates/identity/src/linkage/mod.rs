//! Record linkage for any table of people or bodies: columns of kinds, a model learned without labels, clusters.
//!
//! ```text
//! ColumnBuilder ──► Table ──propose──► BlockingRules ──Blocks──► pairs ──Comparer──► patterns ──train──► Model
//!                                                                  └────────────────────Scorer──► ScoredPairs ──group──► clusters
//! ```

mod block;
mod date;
mod derive;
mod edit;
mod evidence;
mod fold;
mod form;
mod group;
mod kind;
mod model;
mod pattern;
mod propose;
mod rarity;
mod run;
mod score;
mod table;
mod terms;
mod train;

pub use block::{BLOCK_LIMIT, BlockingRule, KeyPart, SkewedKey};
pub use derive::Derivation;
pub use group::ScoredPair;
pub use kind::{Kind, LevelSpec};
pub use model::{ColumnModel, LevelModel, MODEL_VERSION, Model, bits, probability};
pub use pattern::MOST_COLUMNS;
pub use run::{Options, Resolved, ResolvedScorer, THRESHOLD, resolve_table};
pub use score::{ColumnScore, Explained, Scorer};
pub use table::{BETWEEN_CELLS, Column, ColumnBuilder, Table};
