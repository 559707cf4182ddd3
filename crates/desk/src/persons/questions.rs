//! 疑似同一人: what a run left to an officer, and which of it is worth most.

use std::collections::HashMap;

use casework::codes::FieldClass;
use identity::Judgement;
use store::Tx;
use store::edge::Edge;

use super::links;
use crate::view::{Question, QuestionPage, QuestionSide};
use crate::{Actor, Desk, DeskError, Permission, lists, personal};

/// Questions that are weighed against one another, likeliest first.
const POOL: i64 = 400;
/// Questions on one page: an officer answers a few and asks again.
const SHOWN: usize = 20;
/// Questions on a case page.
const OF_CASE: usize = 5;

/// The questions whose answers would move most filings, as far as the actor may see one side of them.
#[crate::boxed]
pub async fn queue(desk: &Desk, actor: &Actor) -> Result<QuestionPage, DeskError> {
    actor.require(Permission::JudgeIdentity)?;
    let mut tx = desk.store().read().await?;
    let edges = store::edge::questions(&mut tx, &actor.org_scope, POOL).await?;
    let is_part = edges.len() >= POOL as usize;
    let questions = build(&mut tx, desk, actor, &edges, SHOWN).await?;
    Ok(QuestionPage { open: edges.len(), is_part, questions })
}

/// The open questions at one filing.
pub(crate) async fn of_submission(
    tx: &mut Tx,
    desk: &Desk,
    actor: &Actor,
    submission_id: i64,
    person_id: i64,
    edges: &[Edge],
) -> Result<Vec<Question>, DeskError> {
    let is_answered = |open: &Edge| {
        let of_pair = |edge: &&Edge| (edge.left_id, edge.right_id) == (open.left_id, open.right_id);
        edges.iter().filter(of_pair).any(|edge| edge.judged_by.is_some() && edge.undone_at.is_none())
    };
    let mut open = Vec::new();
    for edge in edges.iter().filter(|edge| edge.judged_by.is_none() && edge.undone_at.is_none()) {
        if links::judgement(edge)? == Judgement::Possible && !is_answered(edge) {
            open.push(edge.clone());
        }
    }
    let others: Vec<i64> = open.iter().map(|edge| edge.left_id + edge.right_id - submission_id).collect();
    let persons: HashMap<i64, Option<i64>> =
        store::submission::get_many(tx, &others).await?.into_iter().map(|other| (other.id, other.person_id)).collect();
    open.retain(|edge| persons.get(&(edge.left_id + edge.right_id - submission_id)) != Some(&Some(person_id)));
    build(tx, desk, actor, &open, OF_CASE).await
}

/// Ranked by the filings that would change hands if the answer is yes: those of the smaller person, times its likelihood.
async fn build(tx: &mut Tx, desk: &Desk, actor: &Actor, edges: &[Edge], most: usize) -> Result<Vec<Question>, DeskError> {
    let mut ids: Vec<i64> = edges.iter().flat_map(|edge| [edge.left_id, edge.right_id]).collect();
    ids.sort_unstable();
    ids.dedup();
    let submissions: HashMap<i64, store::submission::Submission> =
        store::submission::get_many(tx, &ids).await?.into_iter().map(|submission| (submission.id, submission)).collect();
    let mut persons: Vec<i64> = submissions.values().filter_map(|submission| submission.person_id).collect();
    persons.sort_unstable();
    persons.dedup();
    let counts: HashMap<i64, i64> = store::person::submission_counts(tx, &persons).await?.into_iter().collect();
    let count_of = |id: i64| submissions.get(&id).and_then(|s| s.person_id).and_then(|person| counts.get(&person).copied()).unwrap_or(1);
    let mut ranked: Vec<(f64, &Edge)> =
        edges.iter().map(|edge| (edge.probability * count_of(edge.left_id).min(count_of(edge.right_id)) as f64, edge)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.probability.total_cmp(&a.1.probability)).then(a.1.id.cmp(&b.1.id)));
    ranked.truncate(most);
    let chosen: Vec<Edge> = ranked.into_iter().map(|(_, edge)| edge.clone()).collect();

    let views = links::views(tx, desk, &chosen).await?;
    let mut questions = Vec::with_capacity(chosen.len());
    for (edge, link) in chosen.iter().zip(views) {
        let (Some(left), Some(right)) = (submissions.get(&edge.left_id), submissions.get(&edge.right_id)) else {
            return Err(DeskError::Fault("关联的来件不存在".into()));
        };
        let pair = [left.clone(), right.clone()];
        let mut mentions = lists::mentions(tx, actor, &pair).await?.into_iter();
        let cells = store::sealed::identities(tx, &[edge.left_id, edge.right_id]).await?;
        let mut side = |submission: &store::submission::Submission| -> Result<QuestionSide, DeskError> {
            let mention = mentions.next().ok_or_else(|| DeskError::Fault("关联的来件不存在".into()))?;
            let cell = cells.iter().find(|cell| cell.submission_id == submission.id);
            let cell = cell.ok_or_else(|| DeskError::Fault("来件缺少对应的加密记录".into()))?;
            let masked = |class, sealed: &Option<Vec<u8>>| -> Result<String, DeskError> {
                let clear = personal::open(desk.vault(), class, submission.id, sealed.as_deref())?;
                Ok(clear.map(|clear| personal::masked(class, &clear)).unwrap_or_default())
            };
            Ok(QuestionSide {
                mention,
                person_id: submission.person_id,
                count: u64::try_from(count_of(submission.id)).unwrap_or(1),
                values: [
                    masked(FieldClass::Name, &cell.name)?,
                    masked(FieldClass::IdNo, &cell.id_no)?,
                    masked(FieldClass::Phone, &cell.phone)?,
                    masked(FieldClass::Address, &cell.address)?,
                    masked(FieldClass::Account, &cell.account)?,
                ],
            })
        };
        questions.push(Question { left: side(left)?, right: side(right)?, link });
    }
    Ok(questions)
}
