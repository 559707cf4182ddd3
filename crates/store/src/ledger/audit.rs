//! Whether the log itself is whole: entries, tree, tiles, checkpoints, and the rows that it covers.

use std::collections::BTreeMap;

use ::ledger::{Frontier, Hash, bundle, leaf_hash, root_of};

use super::covered::{Difference, differences};
use super::integrate::hashes;
use crate::{Result, Tx};

/// Entries read at a time.
const PAGE: i64 = 4_096;
const WIDTH: usize = 256;

/// Everything that is not as it was committed to. `is_good` says whether a checkpoint's note carries the log's signatures for
/// that size and root. Reads every entry and every covered row.
pub async fn audit(tx: &mut Tx, is_good: impl Fn(&str, u64, Hash) -> bool) -> Result<Vec<Difference>> {
    let mut found = Vec::new();
    let mut wrong = |table: &'static str, key: String, what: &'static str| found.push(Difference { table, key, what });
    let mut frontier = Frontier::default();
    let mut roots = BTreeMap::from([(0, frontier.root())]);
    let checkpoints = super::checkpoints(tx).await?;
    let mut commitments: Vec<Vec<u8>> = Vec::new();
    let mut next = 0_i64;
    loop {
        let page = super::entries_from(tx, next, PAGE).await?;
        let Some(last) = page.last().and_then(|entry| entry.seq) else { break };
        for entry in page {
            if entry.seq != Some(next) {
                wrong("ledger_entry", next.to_string(), "账本缺少这一条");
                next = entry.seq.unwrap_or(next);
            }
            if !entry.is_whole() {
                wrong("ledger_entry", next.to_string(), "账本条目与其承诺不符");
            }
            frontier.append(leaf_hash(&entry.commitment));
            commitments.push(entry.commitment);
            roots.insert(frontier.size(), frontier.root());
            next += 1;
        }
        next = last + 1;
    }
    for checkpoint in &checkpoints {
        let size = u64::try_from(checkpoint.size).unwrap_or(u64::MAX);
        match roots.get(&size) {
            None => wrong("ledger_checkpoint", checkpoint.size.to_string(), "检查点之前的账本条目不全"),
            Some(&root) if !is_good(&checkpoint.note, size, root) => {
                wrong("ledger_checkpoint", checkpoint.size.to_string(), "检查点的签名、大小或者根与账本不符");
            }
            Some(_) => {}
        }
    }
    if checkpoints.last().is_none_or(|checkpoint| u64::try_from(checkpoint.size) != Ok(frontier.size())) {
        wrong("ledger_checkpoint", frontier.size().to_string(), "最后一个检查点没有覆盖全部账本条目");
    } else if let Some(last) = checkpoints.last()
        && hashes(&last.roots).ok().as_deref() != Some(frontier.roots())
    {
        wrong("ledger_checkpoint", last.size.to_string(), "检查点所存的子树根与账本不符");
    }
    tiles(tx, &commitments, &mut wrong).await?;
    found.extend(differences(tx).await?);
    Ok(found)
}

/// Level and index.
type Place = (i64, i64);

/// Every tile and bundle that the tree has must be there as the tree makes it, and no other.
async fn tiles(tx: &mut Tx, commitments: &[Vec<u8>], wrong: &mut impl FnMut(&'static str, String, &'static str)) -> Result<()> {
    let mut kept = BTreeMap::new();
    let (mut level, mut idx) = (-2, 0);
    loop {
        let page = super::tiles_after(tx, level, idx, PAGE).await?;
        let Some(last) = page.last() else { break };
        (level, idx) = (last.level, last.idx);
        // The last place of a page may go on: its partial tiles are read whole.
        kept.extend(page.into_iter().map(|tile| ((tile.level, tile.idx, tile.width), tile.bytes)));
    }
    let mut expected: Vec<(Place, Vec<Vec<u8>>)> = Vec::new();
    for (chunk, idx) in commitments.chunks(WIDTH).zip(0..) {
        let prefixes = chunk.iter().filter_map(|entry| bundle([entry.as_slice()])).collect();
        expected.push(((-1, idx), prefixes));
    }
    let mut hashes: Vec<Hash> = commitments.iter().map(|entry| leaf_hash(entry)).collect();
    let mut level = 0;
    while !hashes.is_empty() {
        for (chunk, idx) in hashes.chunks(WIDTH).zip(0..) {
            expected.push(((level, idx), chunk.iter().map(|hash| hash.0.to_vec()).collect()));
        }
        hashes = hashes.chunks_exact(WIDTH).map(root_of).collect();
        level += 1;
    }
    for ((level, idx), parts) in expected {
        let whole = parts.len() as i64;
        if !kept.contains_key(&(level, idx, whole)) {
            wrong("ledger_tile", format!("{level}/{idx}"), "缺少瓦片");
        }
        for width in 1..=whole {
            if let Some(bytes) = kept.remove(&(level, idx, width))
                && bytes != parts[..width as usize].concat()
            {
                wrong("ledger_tile", format!("{level}/{idx}.{width}"), "瓦片与账本不符");
            }
        }
    }
    for (level, idx, width) in kept.into_keys() {
        wrong("ledger_tile", format!("{level}/{idx}.{width}"), "多出的瓦片");
    }
    Ok(())
}
