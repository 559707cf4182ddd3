//! One row per 热点 of the latest run: nothing about a person in it.

use std::io::{Seek, Write};

use exchange::write::{Field, TableWriter};
use store::Tx;
use store::hot_issue::Filter;

use super::{Extent, fault};
use crate::{Desk, DeskError, together};

pub(super) const HEADERS: &[&str] =
    &["热点", "行政区划", "人数", "件数", "起", "止", "最集中的30天起", "该30天人数", "平时30天人数", "其中属关联群体", "说明"];

/// Every hot issue that touches a filing of the units, the hottest first.
pub(super) async fn write<W: Write + Seek + Send>(
    desk: &Desk,
    tx: &mut Tx,
    extent: &Extent,
    mut out: TableWriter<W>,
) -> Result<(u64, W), DeskError> {
    let issues = store::hot_issue::list(tx, &Filter::default(), &extent.orgs, i64::MAX).await?;
    let rows = together::issue_rows(desk, tx, &issues).await?;
    for row in &rows {
        let [first, last, busiest] = [row.first_on, row.last_on, row.busiest_from].map(|day| day.to_string());
        out.row(&[
            Field::Text(&row.title),
            Field::Text(&row.region),
            Field::Integer(row.persons),
            Field::Integer(row.submissions),
            Field::Text(&first),
            Field::Text(&last),
            Field::Text(&busiest),
            Field::Integer(row.busiest_persons),
            Field::Text(&row.ordinary),
            Field::Integer(row.tied),
            Field::Text(if row.concerted { "多为关联群体" } else { "建议检查" }),
        ])
        .map_err(fault)?;
    }
    Ok((rows.len() as u64, out.finish().map_err(fault)?))
}
