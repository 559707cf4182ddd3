#![doc = include_str!("../README.md")]

mod account;
mod address;
mod arrival;
mod assign;
mod cluster;
mod compare;
mod edge;
mod edit;
mod han;
mod judge;
mod keys;
pub mod linkage;
mod look_alike;
mod name;
mod number;
mod phone;
mod record;
mod resolve;
mod weights;

pub use arrival::{fits, link_keys, links_of_arrival, suitors};
pub use assign::{Assignment, Moved, Person, assign_person_ids};
pub use cluster::{Clusters, Refused, RefusedBecause, confidence, persons_from_edges};
pub use compare::{Column, ColumnWeight, Comparison, Level, compare};
pub use edge::{Edge, JudgedBy, columns_from_text, columns_to_text};
pub use judge::{Judgement, POSSIBLE, SAME, judge};
pub use keys::{BlockKey, INDEXES, account_key, block_keys, id_key, phone_key};
pub use record::Record;
pub use resolve::{BLOCK_LIMIT, Resolution, SkewedBlock, resolve};
