//! Links between filings, each with what every column said.

use std::collections::HashMap;

use identity::{Judgement, columns_from_text};
use store::Tx;
use store::edge::Edge;
use vault::{Cell, Class};

use crate::view::{ColumnWeightView, LinkView, StateBadge, Tone};
use crate::{Desk, DeskError, lists, time};

/// Edges as pages show them, in the order given.
pub(crate) async fn views(tx: &mut Tx, desk: &Desk, edges: &[Edge]) -> Result<Vec<LinkView>, DeskError> {
    let mut ids: Vec<i64> = edges.iter().flat_map(|edge| [edge.left_id, edge.right_id]).collect();
    ids.sort_unstable();
    ids.dedup();
    let numbers: HashMap<i64, String> =
        store::submission::get_many(tx, &ids).await?.into_iter().map(|submission| (submission.id, submission.submission_no)).collect();
    let names = lists::officers(tx).await?;
    edges.iter().map(|edge| view(desk, &numbers, &names, edge)).collect()
}

fn view(desk: &Desk, numbers: &HashMap<i64, String>, names: &HashMap<i64, String>, edge: &Edge) -> Result<LinkView, DeskError> {
    let judgement = self::judgement(edge)?;
    let tone = match judgement {
        Judgement::Same => Tone::Good,
        Judgement::Possible => Tone::Warning,
        Judgement::Different => Tone::Danger,
    };
    let columns = columns_from_text(&edge.columns).ok_or_else(|| DeskError::Fault("关联记录无法读回".into()))?;
    let columns: Vec<ColumnWeightView> = columns
        .iter()
        .map(|column| ColumnWeightView {
            column: column.column.label().to_owned(),
            level: column.level.label().to_owned(),
            weight: column.weight,
        })
        .collect();
    let name = |id: Option<i64>| id.map_or_else(|| "系统".to_owned(), |id| names.get(&id).cloned().unwrap_or_default());
    let open = |column: &'static str, sealed: &Option<Vec<u8>>| -> Result<Option<String>, DeskError> {
        let cell = Cell { table: "edge", column, row: edge.id };
        Ok(sealed.as_deref().map(|bytes| desk.vault().open_text(Class::Reason, &cell, bytes)).transpose()?.map(|text| text.to_string()))
    };
    let undo_reason = open("undo_reason", &edge.undo_reason)?;
    let number = |id: i64| numbers.get(&id).cloned().unwrap_or_default();
    Ok(LinkView {
        edge_id: edge.id,
        left_no: number(edge.left_id),
        left_id: edge.left_id,
        right_no: number(edge.right_id),
        right_id: edge.right_id,
        judgement: StateBadge::new(judgement.label(), tone),
        probability: percent(edge.probability),
        start: start(edge.probability, &columns),
        columns,
        judged_by: name(edge.judged_by),
        judged_at: time::shown(edge.judged_at),
        reason: open("reason", &edge.reason)?,
        undone: edge.undone_at.map(|at| format!("{} {}撤销：{}", time::shown(at), name(edge.undone_by), undo_reason.unwrap_or_default())),
    })
}

pub(crate) fn judgement(edge: &Edge) -> Result<Judgement, DeskError> {
    Judgement::from_code(&edge.judgement).ok_or_else(|| DeskError::Fault("关联判断的代码无法识别".into()))
}

/// Never `100%`: nothing that was computed is certain.
pub(crate) fn percent(probability: f64) -> String {
    if probability > 0.9999 { "＞99.99%".to_owned() } else { format!("{:.2}%", probability * 100.0) }
}

/// Where the sum of the columns starts: how unlikely it is that two filings taken at random are one person's, in bits.
/// Told back from the probability; none where that says nothing (an officer's ruling).
fn start(probability: f64, columns: &[ColumnWeightView]) -> Option<f64> {
    let odds = (probability / (1.0 - probability)).log2();
    let weights: f64 = columns.iter().map(|column| column.weight).sum();
    (odds.is_finite() && !columns.is_empty()).then_some(odds - weights)
}
