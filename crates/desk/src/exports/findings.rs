//! One row per 来件 and circumstance.

use std::io::{Seek, Write};

use exchange::write::{Field, TableWriter};
use store::Tx;

use super::{Extent, PAGE, fault};
use crate::DeskError;

pub(super) const HEADERS: &[&str] = &["来件编号", "渠道", "人员编号", "情形", "结论", "依据", "依据有效", "证据来件", "说明", "规则版本"];

/// In the order of filings, then of circumstances.
pub(super) async fn write<W: Write + Seek + Send>(tx: &mut Tx, extent: &Extent, mut out: TableWriter<W>) -> Result<(u64, W), DeskError> {
    let (mut rows, mut after) = (0, (0, String::new(), 0));
    loop {
        let page = store::finding::current_after(tx, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = (last.submission_id, last.circumstance.clone(), last.id);
        let ids: Vec<i64> = page.iter().map(|finding| finding.submission_id).collect();
        let submissions = store::submission::get_many(tx, &ids).await?;
        for finding in &page {
            let place = submissions.binary_search_by_key(&finding.submission_id, |submission| submission.id);
            let Some(submission) = place.ok().map(|at| &submissions[at]).filter(|submission| extent.holds(submission.org_id)) else {
                continue;
            };
            out.row(&[
                Field::Text(&submission.submission_no),
                Field::Text(submission.channel.label()),
                submission.person_id.map_or(Field::Empty, Field::Integer),
                Field::Text(&finding.circumstance),
                Field::Text(&finding.verdict),
                Field::Text(&finding.clause),
                Field::Text(if finding.in_force { "是" } else { "否" }),
                Field::Text(&finding.cited),
                Field::Text(&finding.summary),
                Field::Text(&finding.rules_version),
            ])
            .map_err(fault)?;
            rows += 1;
        }
    }
    Ok((rows, out.finish().map_err(fault)?))
}
