//! 异常名录: those who stand on it today, with the ten fields of the instrument in its order (岳市监〔2024〕16号 part four).

use std::io::{Seek, Write};

use exchange::write::{Field, TableWriter};
use jiff::civil::Date;
use store::{Tx, registry as rows};

use super::{Extent, PAGE, fault};
use crate::registry::{Docket, Fields, Show, grounds};
use crate::{Desk, DeskError};

pub(super) const HEADERS: &[&str] = &[
    "姓名",
    "身份证号",
    "联系电话",
    "联系地址",
    "投诉举报数量",
    "政府信息公开申请数量",
    "复议或者诉讼数量",
    "向纪检监察部门举报数量",
    "主要反映问题",
    "涉及领域或商品服务类别",
    "列入日期",
    "依据",
    "有效期至",
    "状态",
];

/// Entries that stand on that day and were proposed by or shown to these units. What is not (or no longer) in force leaves nobody's house.
pub(super) async fn standing(tx: &mut Tx, extent: &Extent, today: Date) -> Result<Vec<Docket>, DeskError> {
    let mut found = Vec::new();
    let mut before = i64::MAX;
    loop {
        let page = rows::page_before(tx, &extent.orgs, Some(true), before, PAGE).await?;
        let Some(last) = page.last() else { break };
        before = last.id;
        for row in page {
            let docket = Docket::of(tx, row).await?;
            if docket.entry.is_effective(today) {
                found.push(docket);
            }
        }
    }
    found.reverse();
    Ok(found)
}

pub(super) async fn write<W: Write + Seek + Send>(
    desk: &Desk,
    tx: &mut Tx,
    extent: &Extent,
    listed: &[Docket],
    mut out: TableWriter<W>,
) -> Result<(u64, W), DeskError> {
    let show = extent.released.as_ref().map_or(Show::Masked, Show::Clear);
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut written = 0;
    for Docket { row, entry } in listed {
        let anchor = store::submission::get(tx, row.anchor_id).await?;
        let Some(person_id) = anchor.and_then(|anchor| anchor.person_id) else { continue };
        let fields = Fields::of_person(desk, tx, person_id, show).await?;
        let contested = entry.file().is_some_and(casework::registry::File::has_open_objection);
        out.row(&[
            Field::Text(&fields.name),
            Field::Text(&fields.id_no),
            Field::Text(&fields.phone),
            Field::Text(&fields.address),
            Field::Integer(fields.filings),
            Field::Integer(fields.disclosures),
            Field::Integer(fields.reviews),
            Field::Integer(fields.discipline),
            Field::Text(&fields.issues),
            Field::Text(&fields.categories),
            Field::Text(&day(row.listed_on)),
            Field::Text(&grounds(desk, tx, row.id).await?),
            Field::Text(&day(row.expires_on)),
            Field::Text(if contested { "在册，异议办理中" } else { "在册" }),
        ])
        .map_err(fault)?;
        written += 1;
    }
    Ok((written, out.finish().map_err(fault)?))
}
