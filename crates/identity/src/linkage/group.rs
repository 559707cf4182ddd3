//! Clusters that do not chain: links are followed strongest first, and only where the two groups that would meet
//! speak for each other as a whole.

use rustc_hash::{FxHashMap, FxHashSet};

/// A scored pair, `left < right`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoredPair {
    pub left: u32,
    pub right: u32,
    /// Prior and evidence.
    pub bits: f32,
}

/// Members of each side that are held against those of the other.
const HELD: usize = 8;
/// One pair counts at most this much when groups are weighed, so that none outvotes all others.
const MOST_BITS: f64 = 24.0;

/// What two groups must satisfy to become one.
pub(crate) struct Rules<'r> {
    /// Bits of a pair of records.
    pub(crate) score: &'r dyn Fn(u32, u32) -> f64,
    /// Bits by which pairs of two groups may speak against them on average: that most people are two was said for every
    /// pair of them, and need be said once.
    pub(crate) slack: f64,
    /// Two that can never be one, whatever else agrees.
    pub(crate) excludes: &'r dyn Fn(u32, u32) -> bool,
    pub(crate) must_not_link: &'r FxHashSet<(u32, u32)>,
    /// The input of a record within which nobody stands twice.
    pub(crate) sole_input: &'r dyn Fn(u32) -> Option<u16>,
}

/// Groups of records that links make; those that stand alone are in none.
pub(crate) struct Groups {
    parent: FxHashMap<u32, u32>,
    members: FxHashMap<u32, Vec<u32>>,
}

/// Follows `links` in order of strength. The order in which they are given does not matter.
pub(crate) fn group(mut links: Vec<ScoredPair>, rules: &Rules<'_>) -> Groups {
    links.sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then((a.left, a.right).cmp(&(b.left, b.right))));
    let mut groups = Groups { parent: FxHashMap::default(), members: FxHashMap::default() };
    groups.follow(&links, rules);
    groups
}

impl Groups {
    pub(crate) fn follow(&mut self, links: &[ScoredPair], rules: &Rules<'_>) {
        for link in links {
            let (a, b) = (self.root(link.left), self.root(link.right));
            if a == b {
                continue;
            }
            let alone = |root: u32| vec![root];
            let left = self.members.get(&a).cloned().unwrap_or_else(|| alone(a));
            let right = self.members.get(&b).cloned().unwrap_or_else(|| alone(b));
            if may_join(&left, &right, rules) {
                self.join(a, b, left, right);
            }
        }
    }

    fn join(&mut self, a: u32, b: u32, mut left: Vec<u32>, mut right: Vec<u32>) {
        // The smallest member stands for the group.
        let (kept, gone) = (a.min(b), a.max(b));
        self.parent.insert(gone, kept);
        self.members.remove(&gone);
        left.append(&mut right);
        left.sort_unstable();
        self.members.insert(kept, left);
    }

    fn root(&self, mut node: u32) -> u32 {
        while let Some(&up) = self.parent.get(&node) {
            node = up;
        }
        node
    }

    pub(crate) fn is_grouped(&self, record: u32) -> bool {
        self.parent.contains_key(&record) || self.members.contains_key(&record)
    }

    /// Members of each group, ascending; groups by their first member.
    pub(crate) fn into_members(self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = self.members.into_values().collect();
        groups.sort_unstable();
        groups
    }
}

fn may_join(left: &[u32], right: &[u32], rules: &Rules<'_>) -> bool {
    let ordered = |a: u32, b: u32| (a.min(b), a.max(b));
    if !rules.must_not_link.is_empty() && left.iter().any(|&a| right.iter().any(|&b| rules.must_not_link.contains(&ordered(a, b)))) {
        return false;
    }
    if left.iter().any(|&a| (rules.sole_input)(a).is_some_and(|input| right.iter().any(|&b| (rules.sole_input)(b) == Some(input)))) {
        return false;
    }
    if left.len() == 1 && right.len() == 1 {
        return !(rules.excludes)(left[0], right[0]);
    }
    let (left, right) = (spread(left), spread(right));
    let mut sum = 0.0;
    for &a in &left {
        for &b in &right {
            if (rules.excludes)(a, b) {
                return false;
            }
            let (a, b) = ordered(a, b);
            sum += (rules.score)(a, b).clamp(-MOST_BITS, MOST_BITS);
        }
    }
    sum >= -rules.slack * (left.len() * right.len()) as f64
}

/// At most [`HELD`] members, evenly from all.
fn spread(members: &[u32]) -> Vec<u32> {
    if members.len() <= HELD {
        return members.to_vec();
    }
    (0..HELD).map(|n| members[n * (members.len() - 1) / (HELD - 1)]).collect()
}
