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
    /// A record of the same group nearer to the first, itself where it is the first.
    up: Vec<u32>,
    /// By first record.
    members: FxHashMap<u32, Vec<u32>>,
}

/// Follows `links` in order of strength among so many records. The order in which they are given does not matter.
pub(crate) fn group(records: usize, mut links: Vec<ScoredPair>, rules: &Rules<'_>) -> Groups {
    links.sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then((a.left, a.right).cmp(&(b.left, b.right))));
    let mut groups = Groups { up: (0..records as u32).collect(), members: FxHashMap::default() };
    groups.follow(&links, rules);
    groups
}

impl Groups {
    pub(crate) fn follow(&mut self, links: &[ScoredPair], rules: &Rules<'_>) {
        for link in links {
            let (a, b) = (self.first(link.left), self.first(link.right));
            if a == b {
                continue;
            }
            let (alone_a, alone_b) = ([a], [b]);
            let left = self.members.get(&a).map_or(&alone_a[..], Vec::as_slice);
            let right = self.members.get(&b).map_or(&alone_b[..], Vec::as_slice);
            if may_join(left, right, rules) {
                self.join(a, b);
            }
        }
    }

    /// The smallest member stands for the group.
    fn join(&mut self, a: u32, b: u32) {
        let (kept, gone) = (a.min(b), a.max(b));
        self.up[gone as usize] = kept;
        let more = self.members.remove(&gone).unwrap_or_else(|| vec![gone]);
        let members = self.members.entry(kept).or_insert_with(|| vec![kept]);
        members.extend(more);
        members.sort_unstable();
    }

    fn first(&mut self, record: u32) -> u32 {
        let mut record = record;
        loop {
            let up = self.up[record as usize];
            if up == record {
                return record;
            }
            let further = self.up[up as usize];
            self.up[record as usize] = further;
            record = further;
        }
    }

    pub(crate) fn is_grouped(&self, record: u32) -> bool {
        self.up[record as usize] != record || self.members.contains_key(&record)
    }

    /// The first member of each record's group.
    pub(crate) fn into_firsts(mut self) -> Vec<u32> {
        (0..self.up.len() as u32).map(|record| self.first(record)).collect()
    }
}

/// Records in groups, end to end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    members: Vec<u32>,
    ends: Vec<u32>,
}

impl Clusters {
    /// `group_of`: of every record any number that its group's records share.
    pub(crate) fn of(group_of: &[u32]) -> Self {
        let mut sorted: Vec<u64> = (0..).zip(group_of).map(|(record, group)| u64::from(*group) << 32 | record).collect();
        crate::linkage::radix::sort_by_key(&mut sorted, &mut Vec::new());
        let mut clusters: Vec<&[u64]> = sorted.chunk_by(|a, b| a >> 32 == b >> 32).collect();
        clusters.sort_unstable_by_key(|cluster| cluster[0] as u32);
        let mut all = Self { members: Vec::with_capacity(group_of.len()), ends: Vec::with_capacity(clusters.len()) };
        for cluster in clusters {
            all.members.extend(cluster.iter().map(|entry| *entry as u32));
            all.ends.push(all.members.len() as u32);
        }
        all
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Members of each cluster, ascending; clusters by their first member.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> + Clone {
        let mut from = 0;
        self.ends.iter().map(move |&end| {
            let cluster = &self.members[from as usize..end as usize];
            from = end;
            cluster
        })
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
