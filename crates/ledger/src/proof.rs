//! Proofs that an entry is in a tree, and that a tree only grew. Source: RFC 6962 §2.1.1–2.1.2, verification as in RFC 9162 §2.1.3–2.1.4.

use crate::hash::{Hash, node_hash};

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    #[error("the tree is not that large")]
    OutOfRange,
    #[error("the proof has too many or too few hashes")]
    WrongLength,
    #[error("the hashes do not lead to the root")]
    WrongRoot,
}

/// The Merkle tree hash of the leaves `from..to`; the caller reads them from tiles.
type Subtree<'a, E> = &'a mut dyn FnMut(u64, u64) -> Result<Hash, E>;

/// The hashes that lead from leaf `index` to the root of a tree of `size` leaves, nearest first. `index < size`.
pub fn inclusion<E>(index: u64, size: u64, mut subtree: impl FnMut(u64, u64) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
    let mut path = Vec::new();
    inclusion_in(index, 0, size, &mut subtree, &mut path)?;
    Ok(path)
}

fn inclusion_in<E>(index: u64, from: u64, to: u64, subtree: Subtree<'_, E>, path: &mut Vec<Hash>) -> Result<(), E> {
    if to - from <= 1 {
        return Ok(());
    }
    let middle = from + split(to - from);
    if index < middle {
        inclusion_in(index, from, middle, subtree, path)?;
        path.push(subtree(middle, to)?);
    } else {
        inclusion_in(index, middle, to, subtree, path)?;
        path.push(subtree(from, middle)?);
    }
    Ok(())
}

/// The hashes that show that a tree of `size` leaves begins with one of `old` leaves. `0 < old <= size`.
pub fn consistency<E>(old: u64, size: u64, mut subtree: impl FnMut(u64, u64) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
    let mut path = Vec::new();
    consistency_in(old, 0, size, true, &mut subtree, &mut path)?;
    Ok(path)
}

fn consistency_in<E>(old: u64, from: u64, to: u64, is_old_tree: bool, subtree: Subtree<'_, E>, path: &mut Vec<Hash>) -> Result<(), E> {
    if old == to {
        if !is_old_tree {
            path.push(subtree(from, to)?);
        }
        return Ok(());
    }
    let middle = from + split(to - from);
    if old <= middle {
        consistency_in(old, from, middle, is_old_tree, subtree, path)?;
        path.push(subtree(middle, to)?);
    } else {
        consistency_in(old, middle, to, false, subtree, path)?;
        path.push(subtree(from, middle)?);
    }
    Ok(())
}

/// The largest power of two below `count`. `count > 1`.
const fn split(count: u64) -> u64 {
    1 << (63 - (count - 1).leading_zeros())
}

/// Whether the proof leads from that leaf to that root.
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, proof: &[Hash], root: Hash) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange);
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    match last {
        0 if hash == root => Ok(()),
        0 => Err(ProofError::WrongRoot),
        _ => Err(ProofError::WrongLength),
    }
}

/// Whether the tree of `size` leaves with that root begins with the one of `old` leaves with the old root.
pub fn verify_consistency(old: u64, old_root: Hash, size: u64, root: Hash, proof: &[Hash]) -> Result<(), ProofError> {
    if old == 0 || old > size {
        return Err(ProofError::OutOfRange);
    }
    if old == size {
        return match (proof.is_empty(), old_root == root) {
            (true, true) => Ok(()),
            (false, _) => Err(ProofError::WrongLength),
            (true, false) => Err(ProofError::WrongRoot),
        };
    }
    let mut proof = proof.iter();
    let mut next = || proof.next().copied().ok_or(ProofError::WrongLength);
    let first = if old.is_power_of_two() { old_root } else { next()? };
    let (mut node, mut last) = (old - 1, size - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut of_old, mut of_new) = (first, first);
    while last != 0 {
        if node == last && node == 0 {
            break;
        }
        let sibling = next()?;
        if node & 1 == 1 || node == last {
            of_old = node_hash(&sibling, &of_old);
            of_new = node_hash(&sibling, &of_new);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            of_new = node_hash(&of_new, &sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    if proof.next().is_some() {
        return Err(ProofError::WrongLength);
    }
    if of_old == old_root && of_new == root { Ok(()) } else { Err(ProofError::WrongRoot) }
}
