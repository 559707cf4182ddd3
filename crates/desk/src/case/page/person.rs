//! The derived person in brief: how many filings, what links this one to them, the latest others.

use identity::{Judgement, columns_from_text};

use store::Tx;
use store::edge::Edge;

use super::Reader;
use super::record::{Others, Record};
use crate::persons::{links, questions};
use crate::view::{LinkView, OtherSubmission, PersonBrief, Question};
use crate::{Actor, Desk, DeskError, Permission, wording};

/// How the filing stands to others: what holds it in its person, and what might.
#[derive(Default)]
pub(in crate::case) struct Standing {
    strongest: Option<LinkView>,
    questions: Vec<Question>,
}

impl Standing {
    pub(super) async fn read(tx: &mut Tx, desk: &Desk, actor: &Actor, record: &Record) -> Result<Self, DeskError> {
        let Some(others) = &record.others else { return Ok(Self::default()) };
        let mut best: Option<&Edge> = None;
        for edge in others.edges.iter().filter(counts) {
            if best.is_none_or(|best| edge.probability > best.probability) {
                best = Some(edge);
            }
        }
        let strongest: Vec<Edge> = best.into_iter().cloned().collect();
        let (id, person_id) = (record.submission.id, others.person_id);
        Ok(Self {
            strongest: links::views(tx, desk, &strongest).await?.pop(),
            questions: questions::of_submission(tx, desk, actor, id, person_id, &others.edges).await?,
        })
    }
}

/// An edge that holds two filings to be one person's.
fn counts(edge: &&Edge) -> bool {
    edge.undone_at.is_none() && edge.judgement == Judgement::Same.code()
}

pub(super) fn brief(reader: &Reader<'_>) -> Result<Option<PersonBrief>, DeskError> {
    let Some(others) = &reader.record.others else { return Ok(None) };
    Ok(Some(PersonBrief {
        person_id: others.person_id,
        submission_count: u64::try_from(others.count).unwrap_or(0),
        linked_by: linked_by(others)?,
        others: others.submissions.iter().map(|submission| other(reader, others, submission)).collect(),
        strongest: reader.standing.strongest.clone(),
        questions: reader.standing.questions.clone(),
        may_judge: reader.actor.may(Permission::JudgeIdentity),
    }))
}

/// What speaks for one person, over the edges that count: each column and level once, in the order of columns.
fn linked_by(others: &Others) -> Result<Vec<String>, DeskError> {
    let mut columns = Vec::new();
    let mut by_officer = false;
    for edge in others.edges.iter().filter(counts) {
        by_officer |= edge.judged_by.is_some();
        let weights = columns_from_text(&edge.columns).ok_or_else(|| DeskError::Fault("关联记录无法读回".into()))?;
        columns.extend(weights.into_iter().filter(|weight| weight.weight > 0.0).map(|weight| (weight.column, weight.level)));
    }
    columns.sort_unstable();
    columns.dedup();
    let words = columns.into_iter().map(|(column, level)| format!("{}{}", column.label(), level.label()));
    Ok(words.chain(by_officer.then(|| "承办人认定".to_owned())).collect())
}

fn other(reader: &Reader<'_>, others: &Others, submission: &store::submission::Submission) -> OtherSubmission {
    let of_it = || others.matters.iter().filter(|matter| matter.submission_id == submission.id);
    let matter = of_it().find(|matter| matter.open).or_else(|| of_it().next());
    OtherSubmission {
        submission_id: reader.actor.sees_org(submission.org_id).then_some(submission.id),
        submission_no: submission.submission_no.clone(),
        received_on: submission.received_on,
        operator: submission.operator_name.clone(),
        state: matter.map_or_else(wording::no_matter, |matter| wording::state_badge(matter.state)),
    }
}
