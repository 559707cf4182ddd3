//! 作废: a numbered paper whose act was taken back keeps its number and its place in the file, and counts no more.

use jiff::Timestamp;
use papers::{Form, PaperKind};
use store::Tx;
use store::paper_void::PaperVoid;

use crate::DeskError;
use crate::case::{Docket, Pen};

/// Marks the papers of that kind that this matter got since then as void, with the reason.
pub(crate) async fn void_since(
    tx: &mut Tx,
    pen: &Pen<'_>,
    docket: &Docket,
    kind: PaperKind,
    since: Timestamp,
    reason: &str,
) -> Result<(), DeskError> {
    let is_meant = |paper: &store::paper::PaperHead| {
        paper.matter_id == docket.row.id && paper.issued_at >= since && Form::from_code(&paper.form).is_some_and(|form| form.kind == kind)
    };
    let known = store::paper_void::of_submission(tx, docket.submission.id).await?;
    for paper in store::paper::of_submission(tx, docket.submission.id).await?.iter().filter(|paper| is_meant(paper)) {
        if known.iter().any(|void| void.paper_id == paper.id) {
            continue;
        }
        let void = PaperVoid {
            paper_id: paper.id,
            submission_id: paper.submission_id,
            reason: reason.to_owned(),
            voided_by: pen.actor.account_id,
            voided_at: pen.now,
        };
        store::paper_void::insert(tx, &void).await?;
    }
    Ok(())
}

/// Refuses to serve or to put right what is void.
pub(super) async fn require_valid(tx: &mut Tx, paper_id: i64) -> Result<(), DeskError> {
    match store::paper_void::get(tx, paper_id).await? {
        Some(_) => Err(DeskError::refused("该文书已经作废", "请使用有效的文书；需要时重新制作。")),
        None => Ok(()),
    }
}
