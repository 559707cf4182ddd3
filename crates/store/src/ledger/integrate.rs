//! Giving entries their place in the tree, and the tree its tiles and checkpoints.

use ::ledger::{Frontier, HASH_BYTES, Hash, leaf_hash, root_of};
use jiff::Timestamp;

use super::{Checkpoint, Entry, Tile};
use crate::table::{args, insert as insert_row, insert_all, select};
use crate::{Result, StoreError, Tx};

/// Entries of one go.
const BATCH: i64 = 4_096;
/// Of a full tile.
const WIDTH: usize = 256;
/// The level under which entry bundles are kept.
const ENTRIES: i64 = -1;

/// What one go did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grown {
    pub size: u64,
    pub root: Hash,
    pub added: usize,
}

/// The latest checkpoint; nothing before the log began.
pub async fn latest_checkpoint(tx: &mut Tx) -> Result<Option<Checkpoint>> {
    tx.optional(select::<Checkpoint>("order by size desc limit 1"), args![]).await
}

/// Adds waiting entries to the tree and keeps the checkpoint that `sign` makes of its new size and root. Nothing to add and
/// a checkpoint there: nothing is written.
pub async fn integrate(tx: &mut Tx, now: Timestamp, sign: impl FnOnce(u64, Hash) -> Option<String>) -> Result<Grown> {
    let latest = latest_checkpoint(tx).await?;
    let mut frontier = match &latest {
        None => Frontier::default(),
        Some(checkpoint) => {
            let size = u64::try_from(checkpoint.size).map_err(|_| broken())?;
            Frontier::restored(size, hashes(&checkpoint.roots)?).ok_or_else(broken)?
        }
    };
    let waiting = tx.all::<Entry>(select::<Entry>("where seq is null order by commitment limit $1"), args![BATCH]).await?;
    let from = frontier.size();
    if waiting.is_empty() && latest.is_some() {
        return Ok(Grown { size: from, root: frontier.root(), added: 0 });
    }
    let mut seq = i64::try_from(from).map_err(|_| broken())?;
    let mut leaves = Vec::with_capacity(waiting.len());
    for entry in &waiting {
        tx.execute("update ledger_entry set seq = $1 where commitment = $2", args![seq, entry.commitment]).await?;
        let leaf = leaf_hash(&entry.commitment);
        frontier.append(leaf);
        leaves.push(leaf);
        seq += 1;
    }
    let commitments: Vec<&[u8]> = waiting.iter().map(|entry| entry.commitment.as_slice()).collect();
    write_bundles(tx, from, &commitments).await?;
    write_tiles(tx, from, leaves).await?;
    let (size, root) = (frontier.size(), frontier.root());
    let note = sign(size, root).ok_or(StoreError::Corrupt { what: "the checkpoint of the log could not be signed" })?;
    let roots = frontier.roots().iter().flat_map(|hash| hash.0).collect();
    insert_row(tx, &Checkpoint { size: seq, roots, note, at: now }).await?;
    Ok(Grown { size, root, added: waiting.len() })
}

/// Writes the tiles that the new leaves fill or begin, level by level.
async fn write_tiles(tx: &mut Tx, from: u64, leaves: Vec<Hash>) -> Result<()> {
    let (mut level, mut before, mut fresh) = (0_i64, from, leaves);
    while !fresh.is_empty() {
        let mut row = match usize::try_from(before).map_err(|_| broken())? % WIDTH {
            0 => Vec::new(),
            width => {
                let idx = i64::try_from(before / WIDTH as u64).map_err(|_| broken())?;
                let tile = super::tile(tx, level, idx, width as i64).await?.ok_or_else(broken)?;
                hashes(&tile.bytes)?
            }
        };
        row.extend(fresh);
        let first = i64::try_from(before / WIDTH as u64).map_err(|_| broken())?;
        let mut full = Vec::new();
        for (chunk, idx) in row.chunks(WIDTH).zip(first..) {
            put(tx, Tile { level, idx, width: chunk.len() as i64, bytes: chunk.iter().flat_map(|hash| hash.0).collect() }).await?;
            if chunk.len() == WIDTH {
                full.push(root_of(chunk));
            }
        }
        (level, before, fresh) = (level + 1, before / WIDTH as u64, full);
    }
    Ok(())
}

async fn write_bundles(tx: &mut Tx, from: u64, commitments: &[&[u8]]) -> Result<()> {
    let first = i64::try_from(from / WIDTH as u64).map_err(|_| broken())?;
    let old = (from % WIDTH as u64) as usize;
    let mut bytes = match old {
        0 => Vec::new(),
        width => super::tile(tx, ENTRIES, first, width as i64).await?.ok_or_else(broken)?.bytes,
    };
    let (mut idx, mut width, mut rest) = (first, old, commitments);
    while !rest.is_empty() {
        let (head, after) = rest.split_at(rest.len().min(WIDTH - width));
        bytes.extend(::ledger::bundle(head.iter().copied()).ok_or_else(broken)?);
        width += head.len();
        put(tx, Tile { level: ENTRIES, idx, width: width as i64, bytes: std::mem::take(&mut bytes) }).await?;
        (idx, width, rest) = (idx + 1, 0, after);
    }
    Ok(())
}

/// Writes a tile; a full one takes the place of its partial ones.
async fn put(tx: &mut Tx, tile: Tile) -> Result<()> {
    if tile.width == WIDTH as i64 {
        tx.execute("delete from ledger_tile where level = $1 and idx = $2", args![tile.level, tile.idx]).await?;
    }
    insert_all(tx, &[tile], "").await.map(|_| ())
}

pub(super) fn hashes(bytes: &[u8]) -> Result<Vec<Hash>> {
    let (chunks, []) = bytes.as_chunks::<HASH_BYTES>() else { return Err(broken()) };
    Ok(chunks.iter().map(|chunk| Hash(*chunk)).collect())
}

fn broken() -> StoreError {
    StoreError::Corrupt { what: "the log cannot be read back" }
}
