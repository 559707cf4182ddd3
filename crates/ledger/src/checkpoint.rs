//! Checkpoints: how large the tree is and what its root is. Source: C2SP tlog-checkpoint.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::hash::Hash;
use crate::note::is_name;

/// The three lines of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: a name without scheme, such as `mingjian.yueyang/1f0c`.
    pub origin: String,
    pub size: u64,
    pub root: Hash,
}

/// What is no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a checkpoint: origin, size and root, a line each, are asked for")]
pub struct CheckpointError;

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root.0))
    }

    /// Lines after the third are extensions, which are signed but not ours to read.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else { return Err(CheckpointError) };
        if !is_name(origin) || size.starts_with('+') || (size.len() > 1 && size.starts_with('0')) {
            return Err(CheckpointError);
        }
        let size = size.parse().map_err(|_| CheckpointError)?;
        let root = STANDARD.decode(root).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(CheckpointError)?;
        Ok(Self { origin: origin.to_owned(), size, root: Hash(root) })
    }
}
