#![doc = include_str!("../README.md")]

mod checkpoint;
mod commitment;
mod cosign;
mod hash;
mod note;
mod proof;
mod signing;
mod tile;
mod tree;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use commitment::{Content, SALT_BYTES, commit};
pub use cosign::{Cosigner, Witness, WitnessRefusal};
pub use hash::{HASH_BYTES, Hash, leaf_hash, node_hash};
pub use note::{Note, NoteError, Signature};
pub use proof::{ProofError, consistency, inclusion, verify_consistency, verify_inclusion};
pub use signing::{LogKeys, Verifier, VerifierError};
pub use tile::{Tile, bundle, entries_path, tile_path};
pub use tree::{Frontier, root_of};
