//! Persons as derived clusters: edges joined strongest first, under constraints.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::edge::{Edge, JudgedBy};
use crate::judge::Judgement;
use crate::number::{IdForm, IdSort};
use crate::record::{Prepared, Record};

/// The persons that edges make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// Submission ids, ascending within a person; persons in the order of their first submission. Everybody is in one.
    pub persons: Vec<Vec<i64>>,
    /// `Same` edges that were not followed.
    pub refused: Vec<Refused>,
}

/// A `Same` edge that would have broken a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Refused {
    pub left: i64,
    pub right: i64,
    pub because: RefusedBecause,
}

/// The constraints that no edge, an officer's included, may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RefusedBecause {
    /// An officer ruled that two of those who would meet are different people.
    MustNotLink,
    /// Two identity numbers that exclude each other would meet in one person.
    IdConflict,
}

impl RefusedBecause {
    /// In words, for the person's page.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MustNotLink => "承办人已认定不是同一人",
            Self::IdConflict => "证件号码互相排斥，不能是同一人",
        }
    }
}

/// Derives persons from edges. Undone edges, `Possible` ones and edges to unknown submissions count for nothing.
/// The order of neither argument matters.
pub fn persons_from_edges(records: &[Record], edges: &[Edge]) -> Clusters {
    let numbers = records.iter().map(|r| {
        let stated = r.id_no.as_deref().filter(|_| !r.denied)?;
        IdForm::parse(r.id_kind, stated)
    });
    cluster(&records.iter().map(|r| r.id).collect::<Vec<_>>(), numbers.collect(), edges)
}

pub(crate) fn persons_of_prepared(ids: &[i64], prepared: &[Prepared], edges: &[Edge]) -> Clusters {
    let numbers = prepared.iter().map(|p| if p.denied { None } else { p.id_no.clone() }).collect();
    cluster(ids, numbers, edges)
}

fn cluster(ids: &[i64], numbers: Vec<Option<IdForm>>, edges: &[Edge]) -> Clusters {
    let place: FxHashMap<i64, usize> = ids.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let mut forest = Forest::new(numbers);
    let ends = |e: &Edge| Some((*place.get(&e.left)?, *place.get(&e.right)?));
    let live = || edges.iter().filter(|e| !e.undone);
    for edge in live().filter(|e| e.judgement == Judgement::Different && e.judged_by != JudgedBy::Run) {
        if let Some((a, b)) = ends(edge) {
            forest.forbid(a, b);
        }
    }
    let mut links: Vec<&Edge> = live().filter(|e| e.judgement == Judgement::Same).collect();
    links.sort_by(|a, b| {
        let by_run = |e: &Edge| e.judged_by == JudgedBy::Run;
        by_run(a).cmp(&by_run(b)).then(b.weight().total_cmp(&a.weight())).then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    let mut refused = Vec::new();
    for edge in links {
        let Some((a, b)) = ends(edge) else { continue };
        if let Err(because) = forest.join(a, b) {
            refused.push(Refused { left: edge.left, right: edge.right, because });
        }
    }
    refused.sort_unstable();
    refused.dedup();

    let mut members: FxHashMap<usize, Vec<i64>> = FxHashMap::default();
    for (i, id) in ids.iter().enumerate() {
        members.entry(forest.root(i)).or_default().push(*id);
    }
    let mut persons: Vec<Vec<i64>> = members.into_values().collect();
    for person in &mut persons {
        person.sort_unstable();
    }
    persons.sort_unstable();
    Clusters { persons, refused }
}

/// Union-find whose trees know the identity numbers in them and whom they must not meet.
struct Forest {
    parent: Vec<usize>,
    size: Vec<usize>,
    /// Distinct residents' numbers of the tree, full or masked, at its root.
    numbers: Vec<Vec<IdForm>>,
    /// Nodes that must not be in the tree, at its root.
    enemies: FxHashMap<usize, FxHashSet<usize>>,
}

impl Forest {
    fn new(numbers: Vec<Option<IdForm>>) -> Self {
        let is_resident = |form: &IdForm| form.sort == IdSort::Resident;
        Self {
            parent: (0..numbers.len()).collect(),
            size: vec![1; numbers.len()],
            numbers: numbers.into_iter().map(|n| n.filter(is_resident).into_iter().collect()).collect(),
            enemies: FxHashMap::default(),
        }
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parent[node] != node {
            self.parent[node] = self.parent[self.parent[node]];
            node = self.parent[node];
        }
        node
    }

    /// Only before the first join, while every node is its own root.
    fn forbid(&mut self, a: usize, b: usize) {
        self.enemies.entry(a).or_default().insert(b);
        self.enemies.entry(b).or_default().insert(a);
    }

    fn join(&mut self, a: usize, b: usize) -> Result<(), RefusedBecause> {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return Ok(());
        }
        let (kept, gone) = if self.size[a] >= self.size[b] { (a, b) } else { (b, a) };
        let unwanted: Vec<usize> = self.enemies.get(&gone).map(|e| e.iter().copied().collect()).unwrap_or_default();
        if unwanted.into_iter().any(|enemy| self.root(enemy) == kept) {
            return Err(RefusedBecause::MustNotLink);
        }
        let exclude = self.numbers[kept].iter().any(|x| self.numbers[gone].iter().any(|y| !x.can_be_one(y)));
        if exclude {
            return Err(RefusedBecause::IdConflict);
        }
        self.parent[gone] = kept;
        self.size[kept] += self.size[gone];
        for number in std::mem::take(&mut self.numbers[gone]) {
            if !self.numbers[kept].contains(&number) {
                self.numbers[kept].push(number);
            }
        }
        if let Some(enemies) = self.enemies.remove(&gone) {
            self.enemies.entry(kept).or_default().extend(enemies);
        }
        Ok(())
    }
}

/// 置信度 of each submission's place in its person: its best link to another of them, 1 for one who stands alone.
/// In the order of `persons`.
pub fn confidence(persons: &[Vec<i64>], edges: &[Edge]) -> Vec<(i64, f64)> {
    let person_of: FxHashMap<i64, usize> = persons.iter().enumerate().flat_map(|(p, ids)| ids.iter().map(move |id| (*id, p))).collect();
    let mut best: FxHashMap<i64, f64> = FxHashMap::default();
    for edge in edges.iter().filter(|e| !e.undone && e.judgement == Judgement::Same) {
        let (left, right) = (person_of.get(&edge.left), person_of.get(&edge.right));
        if left.is_some() && left == right {
            for id in [edge.left, edge.right] {
                let known = best.entry(id).or_insert(0.0);
                *known = known.max(edge.probability);
            }
        }
    }
    persons.iter().flatten().map(|id| (*id, best.get(id).copied().unwrap_or(1.0))).collect()
}
