//! Who filed what: edges and persons of a run, beside what officers ruled.

use std::collections::{HashMap, HashSet};

use identity::{Assignment, Edge, Judgement, Resolution, assign_person_ids, columns_to_text, id_key, phone_key};
use jiff::Timestamp;
use store::Tx;

use super::load::Opened;
use crate::DeskError;

const PAGE: i64 = 10_000;

/// What officers ruled. A run's edge that an officer undid leaves the question open: it must not come back by itself.
pub(super) async fn rulings(tx: &mut Tx) -> Result<Vec<Edge>, DeskError> {
    let mut rulings = Vec::new();
    for edge in store::edge::by_officers(tx).await? {
        let judgement = Judgement::from_code(&edge.judgement).ok_or_else(|| DeskError::Fault("关联判断的代码无法识别".into()))?;
        rulings.extend(edge.judged_by.map(|officer| Edge::ruling(edge.left_id, edge.right_id, judgement, officer)));
    }
    for edge in stored(tx).await? {
        rulings.extend(edge.undone_by.map(|officer| Edge::ruling(edge.left_id, edge.right_id, Judgement::Possible, officer)));
    }
    Ok(rulings)
}

/// Every edge of earlier runs.
async fn stored(tx: &mut Tx) -> Result<Vec<store::edge::Edge>, DeskError> {
    let mut edges = Vec::new();
    loop {
        let page = store::edge::of_runs_after(tx, edges.last().map_or(0, |edge: &store::edge::Edge| edge.id), PAGE).await?;
        if page.is_empty() {
            return Ok(edges);
        }
        edges.extend(page);
    }
}

/// Writes what changed: edges that are new or gone, filings whose person is another.
pub(super) async fn write(tx: &mut Tx, run_id: i64, resolution: &Resolution, now: Timestamp) -> Result<Assignment, DeskError> {
    let mut found: HashMap<(i64, i64), (&Edge, String)> =
        resolution.edges.iter().map(|edge| ((edge.left, edge.right), (edge, columns_to_text(&edge.columns)))).collect();
    let mut gone = Vec::new();
    for edge in stored(tx).await?.iter().filter(|edge| edge.undone_at.is_none()) {
        let pair = (edge.left_id, edge.right_id);
        match found.get(&pair) {
            Some((now_found, columns)) if now_found.judgement.code() == edge.judgement && *columns == edge.columns => {
                found.remove(&pair);
            }
            _ => gone.push(edge.id),
        }
    }
    store::edge::delete_of_runs(tx, &gone).await?;
    let first = store::edge::reserve(tx, found.len()).await?;
    let mut fresh: Vec<(&Edge, String)> = found.into_values().collect();
    fresh.sort_by_key(|(edge, _)| (edge.left, edge.right));
    let rows: Vec<store::edge::Edge> =
        fresh.into_iter().zip(first..).map(|((edge, columns), id)| row(edge, columns, id, run_id, now)).collect();
    store::edge::insert_many(tx, &rows).await?;

    let mut previous = Vec::new();
    let mut after = 0;
    loop {
        let page = store::person::assignments_after(tx, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        previous.extend(page.into_iter().filter_map(|(submission, person)| Some((submission, person?))));
    }
    let next_id = store::person::reserve(tx, 0).await?;
    let assignment = assign_person_ids(&previous, &resolution.persons, next_id);
    store::person::reserve(tx, usize::try_from(assignment.next_id - next_id).unwrap_or(0)).await?;
    let known: HashSet<i64> = previous.iter().map(|(_, person)| *person).collect();
    let persons: Vec<_> = assignment
        .persons
        .iter()
        .filter(|person| person.id >= next_id && !known.contains(&person.id))
        .map(|person| store::person::Person { id: person.id, created_at: now })
        .collect();
    store::person::insert_many(tx, &persons).await?;
    let moved: Vec<(i64, Option<i64>)> = assignment.moved.iter().map(|moved| (moved.submission, Some(moved.to))).collect();
    store::person::assign(tx, &moved).await?;
    Ok(assignment)
}

/// An edge of a run as it is kept.
pub(super) fn row(edge: &Edge, columns: String, id: i64, run_id: i64, now: Timestamp) -> store::edge::Edge {
    store::edge::Edge {
        id,
        left_id: edge.left,
        right_id: edge.right,
        judgement: edge.judgement.code().to_owned(),
        probability: edge.probability,
        columns,
        judged_by: None,
        run_id: Some(run_id),
        judged_at: now,
        reason: None,
        undone_by: None,
        undone_at: None,
        undo_reason: None,
    }
}

/// Whose the facts of departments are: the person who filed under the same full number, else under the same full
/// telephone where that telephone is one person's alone.
pub(super) fn facts(opened: &Opened, assignment: &Assignment) -> HashMap<i64, i64> {
    let person_of: HashMap<i64, i64> =
        assignment.persons.iter().flat_map(|person| person.submissions.iter().map(|submission| (*submission, person.id))).collect();
    let mut by_key: HashMap<(&'static str, String), Option<i64>> = HashMap::new();
    for record in opened.records.iter().filter(|record| !record.denied) {
        let person = person_of.get(&record.id).copied();
        let id_no = record.id_no.as_deref().and_then(|id_no| id_key(record.id_kind, id_no));
        let phone = record.phone.as_deref().and_then(phone_key);
        for key in [id_no, phone].into_iter().flatten() {
            by_key
                .entry((key.index, key.value))
                .and_modify(|known| *known = known.filter(|known| Some(*known) == person))
                .or_insert(person);
        }
    }
    let whose = |key: Option<identity::BlockKey>| key.and_then(|key| by_key.get(&(key.index, key.value)).copied().flatten());
    opened
        .facts
        .iter()
        .filter_map(|fact| {
            let by_id = whose(fact.id_no.as_deref().and_then(|id_no| id_key(None, id_no)));
            let person = by_id.or_else(|| whose(fact.phone.as_deref().and_then(|phone| phone_key(phone))));
            Some((fact.row.id, person?))
        })
        .collect()
}

/// The facts whose person is another than the one on record.
pub(super) fn moved_facts(opened: &Opened, person_of: &HashMap<i64, i64>) -> Vec<(i64, Option<i64>)> {
    let known = opened.facts.iter().map(|fact| (fact.row.id, fact.row.person_id, person_of.get(&fact.row.id).copied()));
    known.filter(|(_, before, now)| before != now).map(|(id, _, now)| (id, now)).collect()
}
