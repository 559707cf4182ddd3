//! Deriving persons anew after an officer judged, for the persons concerned only.

use std::collections::BTreeSet;

use casework::codes::FieldClass;
use casework::fact::{FactKind, FactResult};
use identity::{Edge, JudgedBy, Judgement, assign_person_ids, columns_from_text, persons_from_edges};
use jiff::Timestamp;
use store::Tx;

use crate::{Desk, DeskError, personal};

/// Filings and edges of one person beyond which an officer's act is refused: a run over everything does it then.
const LIMIT: i64 = 20_000;

/// Derives the persons of these filings again from their edges.
pub(super) async fn around(tx: &mut Tx, desk: &Desk, submission_ids: &[i64], now: Timestamp) -> Result<(), DeskError> {
    let touched = store::submission::get_many(tx, submission_ids).await?;
    let persons: BTreeSet<i64> = touched.iter().filter_map(|submission| submission.person_id).collect();
    let mut ids: BTreeSet<i64> = submission_ids.iter().copied().collect();
    let mut rows = Vec::new();
    for &person in &persons {
        ids.extend(store::person::submission_ids(tx, person, LIMIT).await?);
        rows.extend(store::edge::of_person(tx, person, LIMIT).await?);
    }
    for &id in submission_ids {
        rows.extend(store::edge::of_submission(tx, id, LIMIT).await?);
    }
    if rows.len() >= LIMIT as usize || ids.len() >= LIMIT as usize {
        return Err(DeskError::refused("该人员的来件过多，不能即时重新归并", "请重新运行研判"));
    }
    rows.sort_by_key(|row| row.id);
    rows.dedup_by_key(|row| row.id);
    let edges = rows.iter().map(edge).collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<i64> = ids.into_iter().collect();
    let records = records(tx, desk, &ids).await?;
    let clusters = persons_from_edges(&records, &edges);
    let members = store::submission::get_many(tx, &ids).await?;
    let previous: Vec<(i64, i64)> = members.iter().filter_map(|submission| Some((submission.id, submission.person_id?))).collect();
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
    Ok(store::person::assign(tx, &moved).await?)
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

/// What the constraints look at: numbers, and whether the person named denies the filing.
async fn records(tx: &mut Tx, desk: &Desk, ids: &[i64]) -> Result<Vec<identity::Record>, DeskError> {
    let cells = store::sealed::identities(tx, ids).await?;
    let submissions = store::submission::get_many(tx, ids).await?;
    let mut records = Vec::with_capacity(cells.len());
    for (cell, submission) in cells.iter().zip(&submissions) {
        let id_no = personal::open(desk.vault(), FieldClass::IdNo, cell.submission_id, cell.id_no.as_deref())?;
        let facts = store::fact::of_submission(tx, cell.submission_id).await?;
        records.push(identity::Record {
            id: cell.submission_id,
            id_kind: submission.filer_id_kind,
            id_no: id_no.map(|clear| clear.text().to_owned()),
            denied: facts.iter().any(|fact| fact.kind == FactKind::DeniedByPerson && fact.result == FactResult::Established),
            ..identity::Record::default()
        });
    }
    Ok(records)
}
