//! Findings with both sides of their evidence, as trees.

use assess::{Body, Citation, Node};

use super::Reader;
use crate::view::{Cited, Comparison, EvidenceNode, FindingView, Join, Verdict};
use crate::{DeskError, wording};

pub(super) fn views(reader: &Reader<'_>) -> Result<Vec<FindingView>, DeskError> {
    reader
        .record
        .findings
        .iter()
        .map(|(row, evidence)| {
            let verdict = Verdict::from_code(&row.verdict).ok_or_else(|| DeskError::Fault("研判结论的记录无法读取".into()))?;
            let known = reader.desk.circumstances().get(&row.circumstance);
            let clause = reader.desk.law().clause(&row.circumstance).and_then(|clause| clause.text);
            Ok(FindingView {
                finding_id: row.id,
                circumstance: row.circumstance.clone(),
                title: wording::circumstance_title(reader.desk.circumstances(), &row.circumstance),
                verdict,
                clause: row.clause.clone(),
                clause_text: clause.or_else(|| known.map(|known| known.clause.clone())).unwrap_or_default(),
                in_force: row.in_force,
                summary: row.summary.clone(),
                rules_version: row.rules_version.clone(),
                as_of: row.as_of,
                supporting: vec![node(reader, &evidence.supporting)],
                opposing: evidence.opposing.iter().map(|counter| node(reader, counter)).collect(),
            })
        })
        .collect()
}

fn node(reader: &Reader<'_>, evaluated: &Node) -> EvidenceNode {
    let label = evaluated.label.clone();
    match &evaluated.body {
        Body::Join { join, children } => {
            EvidenceNode::joined(label, evaluated.met, joined(*join), children.iter().map(|child| node(reader, child)).collect())
        }
        Body::Leaf(measured) => {
            let comparison = Comparison {
                value: measured.value_text(),
                op: measured.op.sign(),
                threshold: measured.threshold_text(),
                window: measured.window_text(),
            };
            let cited = measured.cited.iter().map(|citation| cited(reader, citation)).collect();
            let leaf = EvidenceNode::leaf(label, evaluated.met, comparison, cited, measured.cited_count);
            EvidenceNode { facts: measured.facts.clone(), ..leaf }
        }
    }
}

const fn joined(join: assess::Join) -> Join {
    match join {
        assess::Join::All => Join::All,
        assess::Join::Any => Join::Any,
        assess::Join::Not => Join::Not,
    }
}

/// A link only to what the viewer may open.
fn cited(reader: &Reader<'_>, citation: &Citation) -> Cited {
    let known = reader.record.cited.get(&citation.submission_id);
    let is_open = known.is_some_and(|(number, org_id)| *number == citation.submission_no && reader.actor.sees_org(*org_id));
    Cited { submission_no: citation.submission_no.clone(), submission_id: is_open.then_some(citation.submission_id) }
}
