//! Person ids that stay: a run that adds one filing must not renumber a city.

use std::collections::{BTreeMap, BTreeSet};

/// A person with its submissions, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: i64,
    pub submissions: Vec<i64>,
}

/// A submission that changed hands; `from` is `None` for a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moved {
    pub submission: i64,
    pub from: Option<i64>,
    pub to: i64,
}

/// Which cluster is which person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// By id.
    pub persons: Vec<Person>,
    /// Only what has to be written, by submission.
    pub moved: Vec<Moved>,
    /// Persons of before that have no submission left.
    pub emptied: Vec<i64>,
    /// The first id that is still free.
    pub next_id: i64,
}

/// Gives clusters their persons' ids. A cluster keeps the id that most of its submissions had; an id wanted by two
/// goes to the one that holds more of it, and where that is even, to the one with the oldest submission.
/// Others get ids from `next_id` on, in the order of their first submission.
pub fn assign_person_ids(previous: &[(i64, i64)], clusters: &[Vec<i64>], next_id: i64) -> Assignment {
    let before: BTreeMap<i64, i64> = previous.iter().copied().collect();
    let mut claims: Vec<(usize, i64, i64, usize)> = Vec::new();
    for (cluster, submissions) in clusters.iter().enumerate() {
        let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
        for submission in submissions {
            if let Some(person) = before.get(submission) {
                *votes.entry(*person).or_default() += 1;
            }
        }
        let first = submissions.iter().min().copied().unwrap_or(i64::MAX);
        claims.extend(votes.into_iter().map(|(person, count)| (count, first, person, cluster)));
    }
    claims.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut id_of: Vec<Option<i64>> = vec![None; clusters.len()];
    let mut taken = BTreeSet::new();
    for (_, _, person, cluster) in claims {
        if id_of[cluster].is_none() && taken.insert(person) {
            id_of[cluster] = Some(person);
        }
    }

    let mut next = before.values().max().map_or(next_id, |most| next_id.max(most + 1));
    let mut in_order: Vec<usize> = (0..clusters.len()).filter(|&c| !clusters[c].is_empty()).collect();
    in_order.sort_by_key(|&c| clusters[c].iter().min().copied());
    let mut persons = Vec::with_capacity(in_order.len());
    let mut moved = Vec::new();
    for cluster in in_order {
        let id = id_of[cluster].unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        let mut submissions = clusters[cluster].clone();
        submissions.sort_unstable();
        for &submission in &submissions {
            let from = before.get(&submission).copied();
            if from != Some(id) {
                moved.push(Moved { submission, from, to: id });
            }
        }
        persons.push(Person { id, submissions });
    }
    persons.sort_by_key(|p| p.id);
    moved.sort_unstable();
    let emptied = before.values().copied().collect::<BTreeSet<_>>().difference(&taken).copied().collect();
    Assignment { persons, moved, emptied, next_id: next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_through_growth_split_and_union() {
        let first = assign_person_ids(&[], &[vec![1, 2], vec![3], vec![4, 5, 6]], 1);
        let ids = |a: &Assignment| a.persons.iter().map(|p| (p.id, p.submissions.clone())).collect::<Vec<_>>();
        assert_eq!(ids(&first), [(1, vec![1, 2]), (2, vec![3]), (3, vec![4, 5, 6])]);
        let known: Vec<(i64, i64)> = first.persons.iter().flat_map(|p| p.submissions.iter().map(|s| (*s, p.id))).collect();

        let again = assign_person_ids(&known, &[vec![4, 5, 6], vec![1, 2], vec![3]], first.next_id);
        assert_eq!((again.persons, again.moved, again.emptied, again.next_id), (first.persons, vec![], vec![], 4));

        // 3 joins 1 and 2, 6 leaves its person, 7 is new.
        let later = assign_person_ids(&known, &[vec![1, 2, 3], vec![4, 5], vec![6], vec![7]], 4);
        assert_eq!(ids(&later), [(1, vec![1, 2, 3]), (3, vec![4, 5]), (4, vec![6]), (5, vec![7])]);
        assert_eq!(later.emptied, [2]);
        assert_eq!(
            later.moved,
            [
                Moved { submission: 3, from: Some(2), to: 1 },
                Moved { submission: 6, from: Some(3), to: 4 },
                Moved { submission: 7, from: None, to: 5 }
            ]
        );
    }
}
