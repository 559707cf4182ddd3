//! Which 来件 the system holds to be one person's.

use std::collections::HashMap;
use std::io::{Seek, Write};

use exchange::write::{Field, TableWriter};
use identity::{Edge, Judgement};
use store::Tx;

use super::{Extent, PAGE, fault};
use crate::DeskError;

pub(super) const HEADERS: &[&str] = &["来件编号", "渠道", "人员编号", "置信度"];

/// In the order of filings. The confidence is that of the best link into the person; 1 for a person of one filing.
pub(super) async fn write<W: Write + Seek + Send>(tx: &mut Tx, extent: &Extent, mut out: TableWriter<W>) -> Result<(u64, W), DeskError> {
    let confidence = confidence(tx).await?;
    let (mut rows, mut after) = (0, 0);
    loop {
        let page = store::submission::page_after(tx, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for submission in page.iter().filter(|submission| extent.holds(submission.org_id)) {
            let (person, sure) = match submission.person_id {
                // Four decimals: what lies beyond is no knowledge.
                Some(person) => {
                    (Field::Integer(person), Field::Number((confidence.get(&submission.id).unwrap_or(&1.0) * 1e4).round() / 1e4))
                }
                None => (Field::Empty, Field::Empty),
            };
            out.row(&[Field::Text(&submission.submission_no), Field::Text(submission.channel.label()), person, sure]).map_err(fault)?;
            rows += 1;
        }
    }
    Ok((rows, out.finish().map_err(fault)?))
}

async fn confidence(tx: &mut Tx) -> Result<HashMap<i64, f64>, DeskError> {
    let mut persons: HashMap<i64, Vec<i64>> = HashMap::new();
    let mut after = 0;
    loop {
        let page = store::person::assignments_after(tx, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (submission, person) in page {
            persons.entry(person.unwrap_or(-submission)).or_default().push(submission);
        }
    }
    let mut edges = Vec::new();
    let mut after = 0;
    loop {
        let page = store::edge::of_runs_after(tx, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        edges.extend(page.iter().filter_map(as_edge));
    }
    edges.extend(store::edge::by_officers(tx).await?.iter().filter_map(as_edge));
    let persons: Vec<Vec<i64>> = persons.into_values().collect();
    Ok(identity::confidence(&persons, &edges).into_iter().collect())
}

fn as_edge(row: &store::edge::Edge) -> Option<Edge> {
    let judgement = Judgement::from_code(&row.judgement)?;
    let edge = Edge::ruling(row.left_id, row.right_id, judgement, row.judged_by.unwrap_or_default());
    Some(Edge { probability: row.probability, undone: row.undone_at.is_some(), ..edge })
}
