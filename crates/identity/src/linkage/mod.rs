//! Record linkage for any table of people or bodies: columns of kinds, a model learned without labels, clusters.
//!
//! ```text
//! ColumnBuilder ──► Table ──propose──► BlockingRules ──Blocks──► pairs ──Comparer──► patterns ──train──► Model
//!                                                                  └────────────────────Scorer──► ScoredPairs ──group──► clusters
//! ```

mod block;
mod date;
mod delimited;
mod derive;
mod digits;
mod edit;
mod evidence;
mod fold;
mod form;
mod group;
mod keys;
mod kind;
mod model;
mod pattern;
mod places;
mod plain;
mod propose;
mod radix;
mod rarity;
mod run;
mod score;
mod table;
mod terms;
mod texts;
mod train;

pub use block::{BLOCK_LIMIT, BlockingRule, KeyPart, SkewedKey};
pub use delimited::{Layout, RowError, Rows, split_header};
pub use derive::Derivation;
pub use group::{Clusters, ScoredPair};
pub use kind::{Kind, LevelSpec};
pub use model::{ColumnModel, LevelModel, MODEL_VERSION, Model, bits, probability};
pub use pattern::MOST_COLUMNS;
pub use run::{Options, Resolved, ResolvedScorer, Stage, THRESHOLD, resolve_table, resolve_table_watched};
pub use score::{ColumnScore, Explained, Scorer};
pub use table::{BETWEEN_CELLS, Column, ColumnBuilder, Records, Table, finish_columns};
