//! Deriving persons anew after an officer judged, for the persons concerned only.

use std::collections::{BTreeMap, BTreeSet};

use identity::{Clusters, Edge, JudgedBy, Judgement, assign_person_ids, columns_from_text, persons_from_edges};
use jiff::Timestamp;
use store::Tx;

use crate::{Desk, DeskError};

/// Filings and edges beyond which an officer's act is refused: a run over everything does it then.
const LIMIT: i64 = 20_000;

/// Derives the persons of these filings again from their edges. The clusters tell which edges could not be followed.
pub(super) async fn around(tx: &mut Tx, desk: &Desk, submission_ids: &[i64], now: Timestamp) -> Result<Clusters, DeskError> {
    let Circle { persons, filings, edges } = Circle::around(tx, submission_ids).await?;
    let ids: Vec<i64> = filings.keys().copied().collect();
    let records = crate::assessment::constrained(tx, desk, &ids).await?;
    let clusters = persons_from_edges(&records, &edges);
    let previous: Vec<(i64, i64)> = filings.iter().filter_map(|(filing, person)| Some((*filing, (*person)?))).collect();
    let next_id = store::person::reserve(tx, 0).await?;
    let assignment = assign_person_ids(&previous, &clusters.persons, next_id);
    store::person::reserve(tx, usize::try_from(assignment.next_id - next_id).unwrap_or(0)).await?;
    let fresh: Vec<_> = assignment
        .persons
        .iter()
        .filter(|person| !persons.contains(&person.id))
        .map(|person| store::person::Person { id: person.id, created_at: now })
        .collect();
    store::person::insert_many(tx, &fresh).await?;
    let moved: Vec<(i64, Option<i64>)> = assignment.moved.iter().map(|moved| (moved.submission, Some(moved.to))).collect();
    store::person::assign(tx, &moved).await?;
    Ok(clusters)
}

/// Persons, filings and edges that can have a say in whose these filings are.
#[derive(Default)]
struct Circle {
    persons: BTreeSet<i64>,
    /// Each with the person it is held to be of.
    filings: BTreeMap<i64, Option<i64>>,
    edges: Vec<Edge>,
}

impl Circle {
    /// Grows until no live link leads out of it: a link that a constraint kept from being followed may be free now.
    async fn around(tx: &mut Tx, submission_ids: &[i64]) -> Result<Self, DeskError> {
        let mut circle = Self::default();
        let mut rows = BTreeMap::new();
        let mut next: BTreeSet<i64> = submission_ids.iter().copied().collect();
        while !next.is_empty() {
            let ids: Vec<i64> = next.into_iter().collect();
            circle.filings.extend(ids.iter().map(|id| (*id, None)));
            let mut found = Vec::new();
            for submission in store::submission::get_many(tx, &ids).await? {
                circle.filings.insert(submission.id, submission.person_id);
                match submission.person_id {
                    Some(person) if circle.persons.insert(person) => {
                        let members = store::person::submission_ids(tx, person, LIMIT).await?;
                        circle.filings.extend(members.into_iter().map(|id| (id, Some(person))));
                        found.extend(store::edge::of_person(tx, person, 0, LIMIT).await?);
                    }
                    Some(_) => {}
                    None => found.extend(store::edge::of_submission(tx, submission.id, LIMIT).await?),
                }
            }
            rows.extend(found.into_iter().map(|row| (row.id, row)));
            if rows.len() >= LIMIT as usize || circle.filings.len() >= LIMIT as usize {
                return Err(DeskError::refused("该人员的来件过多，不能即时重新归并", "请重新运行研判"));
            }
            next = rows
                .values()
                .filter(|row| row.undone_at.is_none() && row.judgement == Judgement::Same.code())
                .flat_map(|row| [row.left_id, row.right_id])
                .filter(|id| !circle.filings.contains_key(id))
                .collect();
        }
        circle.edges = rows.values().map(edge).collect::<Result<_, _>>()?;
        Ok(circle)
    }
}

fn edge(row: &store::edge::Edge) -> Result<Edge, DeskError> {
    let unreadable = || DeskError::Fault("关联记录无法读回".into());
    Ok(Edge {
        left: row.left_id,
        right: row.right_id,
        probability: row.probability,
        columns: columns_from_text(&row.columns).ok_or_else(unreadable)?,
        judgement: Judgement::from_code(&row.judgement).ok_or_else(unreadable)?,
        judged_by: row.judged_by.map_or(JudgedBy::Run, JudgedBy::Officer),
        undone: row.undone_at.is_some(),
    })
}
