//! The person as a graph: filings and what links them.

use std::collections::HashMap;

use identity::Judgement;
use store::edge::Edge;
use store::submission::Submission;

use super::links;
use crate::view::{GraphEdge, GraphNode, GraphView};
use crate::{Actor, DeskError};

/// Filings that a drawing can hold.
pub(super) const NODES: usize = 40;

/// The latest filings with the live links among them; `submissions` latest first.
pub(super) fn view(actor: &Actor, submissions: &[Submission], edges: &[Edge]) -> Result<GraphView, DeskError> {
    let shown = &submissions[..submissions.len().min(NODES)];
    let place: HashMap<i64, usize> = shown.iter().enumerate().map(|(i, submission)| (submission.id, i)).collect();
    let mut nodes: Vec<GraphNode> = shown
        .iter()
        .map(|submission| GraphNode {
            submission_id: actor.sees_org(submission.org_id).then_some(submission.id),
            submission_no: submission.submission_no.clone(),
            received_on: submission.received_on,
            links: 0,
            strongest: None,
        })
        .collect();
    let mut drawn = Vec::new();
    let mut best = vec![0.0_f64; nodes.len()];
    for edge in edges.iter().filter(|edge| edge.undone_at.is_none()) {
        let (Some(&left), Some(&right)) = (place.get(&edge.left_id), place.get(&edge.right_id)) else { continue };
        let judgement = links::judgement(edge)?;
        if judgement == Judgement::Same {
            for end in [left, right] {
                nodes[end].links += 1;
                best[end] = best[end].max(edge.probability);
            }
        }
        drawn.push(GraphEdge { left, right, judgement, by_officer: edge.judged_by.is_some() });
    }
    for (node, best) in nodes.iter_mut().zip(best) {
        node.strongest = (best > 0.0).then(|| links::percent(best));
    }
    Ok(GraphView { nodes, edges: drawn, is_part: submissions.len() > NODES })
}
