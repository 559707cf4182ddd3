//! 来件 in the columns of the import format, so that a workbook in clear can be imported elsewhere as it is. (A CSV has an
//! apostrophe before what a spreadsheet program would run.)

use std::io::{Seek, Write};

use casework::codes::{FieldClass, ImportKind};
use casework::values::Money;
use exchange::write::{Field, TableWriter};
use store::Tx;
use store::sealed::Sealed;
use store::submission::Submission;

use super::{Extent, PAGE, fault};
use crate::access::Released;
use crate::{Desk, DeskError, personal};

pub(super) fn headers() -> Vec<&'static str> {
    exchange::columns(ImportKind::Submissions).iter().map(|column| column.header).collect()
}

/// In the order of filings.
pub(super) async fn write<W: Write + Seek + Send>(
    desk: &Desk,
    tx: &mut Tx,
    extent: &Extent,
    mut out: TableWriter<W>,
) -> Result<(u64, W), DeskError> {
    let keys: Vec<&'static str> = exchange::columns(ImportKind::Submissions).iter().map(|column| column.key).collect();
    let (mut rows, mut after) = (0, 0);
    loop {
        let page = store::submission::page_after(tx, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        let sealed = store::sealed::page_after(tx, after, PAGE).await?;
        after = last.id;
        for submission in page.iter().filter(|submission| extent.holds(submission.org_id)) {
            let place = sealed.binary_search_by_key(&submission.id, |sealed| sealed.submission_id);
            let sealed = place.map(|at| &sealed[at]).map_err(|_| DeskError::Fault("来件缺少对应的加密记录".into()))?;
            let cells =
                keys.iter().map(|key| cell(desk, submission, sealed, key, extent.released.as_ref())).collect::<Result<Vec<_>, _>>()?;
            let fields: Vec<Field<'_>> = cells.iter().map(|cell| cell.as_deref().map_or(Field::Empty, Field::Text)).collect();
            out.row(&fields).map_err(fault)?;
            rows += 1;
        }
    }
    Ok((rows, out.finish().map_err(fault)?))
}

/// The text of one column. Every key of the import format has its line here; a story writes and reads them all.
fn cell(desk: &Desk, row: &Submission, sealed: &Sealed, key: &str, released: Option<&Released>) -> Result<Option<String>, DeskError> {
    let text = |text: &str| Some(text.to_owned());
    let yuan = |fen: Option<i64>| fen.map(|fen| Money { fen }.to_string());
    let yes_or_no = |value: Option<bool>| value.map(|value| if value { "是" } else { "否" }.to_owned());
    let sealed_value = |class, cell: &Option<Vec<u8>>, part: usize| -> Result<Option<String>, DeskError> {
        let opened = personal::open(desk.vault(), class, row.id, cell.as_deref())?;
        let Some(opened) = opened.filter(|opened| opened.has(part)) else { return Ok(None) };
        Ok(Some(match released {
            Some(released) => opened.shown(part, released)?.to_owned(),
            None => personal::masked_part(class, &opened, part),
        }))
    };
    Ok(match key {
        "submission_no" => text(&row.submission_no),
        "channel" => text(row.channel.label()),
        "received_at" => Some(row.received_at.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        "kind" => text(row.kind.label()),
        "name" => sealed_value(FieldClass::Name, &sealed.name, 0)?,
        "id_kind" => row.filer_id_kind.map(|kind| kind.label().to_owned()),
        "id_no" => sealed_value(FieldClass::IdNo, &sealed.id_no, 0)?,
        "phone" => sealed_value(FieldClass::Phone, &sealed.phone, 0)?,
        "address" => sealed_value(FieldClass::Address, &sealed.address, 0)?,
        "agent_name" => sealed_value(FieldClass::Agent, &sealed.agent, 0)?,
        "agent_phone" => sealed_value(FieldClass::Agent, &sealed.agent, 1)?,
        "real_name" => yes_or_no(row.real_name),
        "consent_publish" => yes_or_no(row.consent_publish),
        "consent_delegate" => yes_or_no(row.consent_delegate),
        "operator_name" => text(&row.operator_name),
        "operator_uscc" => row.operator_uscc.clone(),
        "operator_address" => row.operator_address.clone(),
        "region" => text(&row.region),
        "platform" => row.platform.clone(),
        "item" => row.item.clone(),
        "category" => row.category.map(|category| category.label().to_owned()),
        "issue" => row.issue.map(|issue| issue.label().to_owned()),
        "purchased_on" => row.purchased_on.map(|day| day.to_string()),
        "quantity" => row.quantity_milli.map(quantity),
        "unit" => row.unit.clone(),
        "amount" => yuan(row.amount_fen),
        "order_no" => row.order_no.clone(),
        "consignee" => sealed_value(FieldClass::Consignee, &sealed.consignee, 0)?,
        "consignee_phone" => sealed_value(FieldClass::Consignee, &sealed.consignee, 1)?,
        "consignee_address" => sealed_value(FieldClass::Consignee, &sealed.consignee, 2)?,
        "payee_account" => sealed_value(FieldClass::Account, &sealed.account, 0)?,
        "demand" => free_text(desk, row, sealed, 1, released)?,
        "claim_amount" => yuan(row.claim_fen),
        "narrative" => free_text(desk, row, sealed, 0, released)?,
        "evidence_hashes" => Some(row.evidence_hashes.clone()).filter(|hashes| !hashes.is_empty()),
        "outcome" => row.outcome.map(|outcome| outcome.label().to_owned()),
        "closed_at" => row.closed_at.map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        "award_amount" => yuan(row.award_fen),
        "punitive" => yes_or_no(row.punitive),
        "verification" => row.verification.map(|verification| verification.label().to_owned()),
        unknown => return Err(DeskError::Fault(format!("导出格式中没有列 {unknown}"))),
    })
}

/// Free text names people in ways that no mask finds: without a purpose it stays out altogether.
fn free_text(
    desk: &Desk,
    row: &Submission,
    sealed: &Sealed,
    part: usize,
    released: Option<&Released>,
) -> Result<Option<String>, DeskError> {
    let Some(released) = released else {
        return Ok((part == 0 || row.has_demand).then(|| "（已遮蔽）".to_owned()));
    };
    let opened = personal::open(desk.vault(), FieldClass::Narrative, row.id, sealed.narrative.as_deref())?;
    opened.filter(|opened| opened.has(part)).map(|opened| Ok(opened.shown(part, released)?.to_owned())).transpose()
}

/// Thousandths without needless zeros.
fn quantity(milli: i64) -> String {
    let text = format!("{}.{:03}", milli / 1000, milli % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
