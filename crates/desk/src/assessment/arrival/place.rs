//! Whose a filing is: links to those who share a key with it, and the person to whom they lead.

use std::collections::{HashMap, HashSet};

use identity::{Edge, Judgement};
use store::Tx;

use super::open::{Texts, open};
use super::{Opened, index};
use crate::{Desk, DeskError};

/// Of each key, so many of those who share it are compared, the latest; a run compares as many of one block pair by pair.
const CANDIDATES: i64 = identity::BLOCK_LIMIT as i64;

/// Filings of a person that are looked at, the latest.
pub(super) const MEMBERS: i64 = 2_000;

/// Edges at one filing.
const EDGES: i64 = 10_000;

/// Where a filing belongs.
pub(super) struct Placed {
    pub(super) submission_id: i64,
    /// Whose it was held to be until now.
    pub(super) before: Option<i64>,
    /// Whose it is; nobody's on file = a new person's.
    pub(super) person: Option<i64>,
    /// That person's filings, opened, without this one.
    pub(super) members: Opened,
    /// Links to the person's filings, and questions about others.
    pub(super) edges: Vec<Edge>,
    pub(super) questions: usize,
    /// Edges of runs at the filing as they stand on record.
    pub(super) on_record: Vec<store::edge::Edge>,
}

/// Links one opened filing. A link to another person than the one it is held to be of is a question: no single filing puts two
/// persons on file together. One about which an officer ruled stays where it is; the ruling was weighed when it was made.
pub(super) async fn place(tx: &mut Tx, desk: &Desk, own: &Opened) -> Result<Placed, DeskError> {
    let (record, before) = (&own.records[0], own.rows[0].person_id);
    let keys: Vec<_> = identity::link_keys(record).iter().map(|key| index::blind(desk.vault(), key)).collect();
    let mut ids: Vec<i64> = store::blind::holders(tx, &keys, CANDIDATES).await?.into_iter().map(|(_, id)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|id| *id != record.id);
    let candidates = open(tx, desk, &ids, Texts::OnRecord).await?;
    let person_of: HashMap<i64, i64> = candidates.rows.iter().filter_map(|row| Some((row.id, row.person_id?))).collect();
    let on_record = store::edge::of_submission(tx, record.id, EDGES).await?;
    // What an officer ruled on, or undid, is not for the machine to say again.
    let ruled: HashSet<(i64, i64)> = on_record
        .iter()
        .filter(|edge| edge.undone_at.is_some() || edge.judged_by.is_some())
        .map(|edge| (edge.left_id, edge.right_id))
        .collect();
    // Who is nobody's yet was not there when the last run was: the next one sees both.
    let known: Vec<identity::Record> = candidates.records.iter().filter(|record| person_of.contains_key(&record.id)).cloned().collect();
    let mut edges = identity::links_of_arrival(record, &known);
    edges.retain(|edge| !ruled.contains(&(edge.left, edge.right)));
    let suitors = match before {
        Some(before) if !ruled.is_empty() => vec![before],
        _ => identity::suitors(&edges, record.id, |id| person_of.get(&id).copied()),
    };
    let (mut person, mut members) = (None, Opened::default());
    for suitor in suitors {
        let mut ids = store::person::filings_of(tx, &[suitor], MEMBERS).await?;
        ids.retain(|id| *id != record.id);
        let opened = open(tx, desk, &ids, Texts::OnRecord).await?;
        if !ruled.is_empty() || identity::fits(record, &opened.records) {
            (person, members) = (Some(suitor), opened);
            break;
        }
    }
    let is_own = |edge: &Edge| {
        let other = if edge.left == record.id { edge.right } else { edge.left };
        person.is_some() && person_of.get(&other).copied() == person
    };
    let mut asked = HashSet::new();
    for edge in &mut edges {
        if edge.judgement == Judgement::Same && !is_own(edge) {
            edge.judgement = Judgement::Possible;
        }
        if edge.judgement == Judgement::Possible && !is_own(edge) {
            asked.insert(person_of.get(&(edge.left + edge.right - record.id)).copied());
        }
    }
    let on_record = on_record.into_iter().filter(|edge| edge.judged_by.is_none() && edge.undone_at.is_none()).collect();
    Ok(Placed { submission_id: record.id, before, person, members, edges, questions: asked.len(), on_record })
}
