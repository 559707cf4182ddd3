//! What an arrival writes: links and the person, keys, facts of the person, findings about the filing.

use std::collections::HashMap;

use assess::Finding;
use identity::columns_to_text;
use jiff::Timestamp;
use store::Tx;

use super::place::Placed;
use super::{Opened, index, weigh};
use crate::{Desk, DeskError};

/// Facts that one person's numbers may lead to.
const FACTS: i64 = 1_000;

/// Writes the links and whose the filing is; returns the person.
pub(super) async fn person(tx: &mut Tx, run_id: i64, placed: &Placed, now: Timestamp) -> Result<i64, DeskError> {
    let mut fresh: HashMap<(i64, i64), (&identity::Edge, String)> =
        placed.edges.iter().map(|edge| ((edge.left, edge.right), (edge, columns_to_text(&edge.columns)))).collect();
    let mut gone = Vec::new();
    for edge in &placed.on_record {
        match fresh.get(&(edge.left_id, edge.right_id)) {
            Some((found, columns)) if found.judgement.code() == edge.judgement && *columns == edge.columns => {
                fresh.remove(&(edge.left_id, edge.right_id));
            }
            _ => gone.push(edge.id),
        }
    }
    store::edge::delete_of_runs(tx, &gone).await?;
    let mut fresh: Vec<(&identity::Edge, String)> = fresh.into_values().collect();
    fresh.sort_by_key(|(edge, _)| (edge.left, edge.right));
    let first = if fresh.is_empty() { 0 } else { store::edge::reserve(tx, fresh.len()).await? };
    let rows: Vec<store::edge::Edge> =
        fresh.into_iter().zip(first..).map(|((edge, columns), id)| crate::assessment::who::row(edge, columns, id, run_id, now)).collect();
    store::edge::insert_many(tx, &rows).await?;
    let person_id = match placed.person {
        Some(person) => person,
        None => alone(tx, placed, now).await?,
    };
    if placed.before != Some(person_id) {
        store::person::assign(tx, &[(placed.submission_id, Some(person_id))]).await?;
    }
    Ok(person_id)
}

/// The person of a filing that is nobody's on file: the one that it alone was held to be of, else a new one.
async fn alone(tx: &mut Tx, placed: &Placed, now: Timestamp) -> Result<i64, DeskError> {
    if let Some(before) = placed.before
        && store::person::submission_count(tx, before).await? == 1
    {
        return Ok(before);
    }
    let id = store::person::reserve(tx, 1).await?;
    store::person::insert_many(tx, &[store::person::Person { id, created_at: now }]).await?;
    Ok(id)
}

/// Puts the filing's keys in the index, for what comes after it.
pub(super) async fn keys(tx: &mut Tx, desk: &Desk, own: &Opened) -> Result<(), DeskError> {
    let mut entries = Vec::new();
    index::entries(desk.vault(), &own.rows[0], &own.records[0], &own.extras[0], &mut entries);
    Ok(store::blind::insert_many(tx, &entries).await?)
}

/// Facts on file under the filing's numbers that were nobody's until now are the person's. Returns all that are under them.
pub(super) async fn facts_of_person(tx: &mut Tx, desk: &Desk, own: &Opened, person_id: i64) -> Result<Vec<i64>, DeskError> {
    if own.records[0].denied {
        return Ok(Vec::new());
    }
    let keys = index::person_keys(desk.vault(), &own.records[0]);
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let ids = store::blind::find_facts(tx, &keys, FACTS).await?;
    if ids.is_empty() {
        return Ok(ids);
    }
    let facts = store::fact::get_many(tx, &ids).await?;
    let nobodys: Vec<(i64, Option<i64>)> =
        facts.iter().filter(|fact| fact.person_id.is_none()).map(|fact| (fact.id, Some(person_id))).collect();
    store::fact::assign(tx, &nobodys).await?;
    Ok(ids)
}

/// Writes what changed about the filing, as a run does.
pub(super) async fn findings(tx: &mut Tx, run_id: i64, submission_id: i64, findings: &[Finding]) -> Result<(), DeskError> {
    let current = store::finding::current_of_runs_about(tx, submission_id).await?;
    let mut fresh: Vec<(&Finding, String)> = findings.iter().map(|finding| (finding, finding.evidence.to_json())).collect();
    let mut gone = Vec::new();
    for row in &current {
        let same = |(finding, evidence): &(&Finding, String)| {
            finding.circumstance == row.circumstance && weigh::says_the_same(row, finding, evidence)
        };
        match fresh.iter().position(same) {
            Some(at) => drop(fresh.remove(at)),
            None => gone.push(row.id),
        }
    }
    if !gone.is_empty() {
        store::finding::retire(tx, &gone).await?;
    }
    if fresh.is_empty() {
        return Ok(());
    }
    let first = store::finding::reserve(tx, fresh.len()).await?;
    let rows: Vec<_> = fresh.into_iter().zip(first..).map(|((finding, evidence), id)| weigh::row(finding, evidence, id, run_id)).collect();
    Ok(store::finding::insert_many(tx, &rows).await?)
}
