//! 查阅记录: for the auditor, and through them for the person concerned who asks: who looked at whom, and for what.

use std::collections::HashMap;

use store::access::AccessRecord;

use crate::view::{ExportKind, LookRow, LooksPage};
use crate::{Actor, Desk, DeskError, Permission, time};

/// Rows of a page.
const PAGE: i64 = 100;
/// Filings of one person that are looked through.
const FILINGS: i64 = 2_000;

/// The latest looks by people of the actor's units.
#[crate::boxed]
pub async fn latest(desk: &Desk, actor: &Actor, before: Option<i64>) -> Result<LooksPage, DeskError> {
    actor.require(Permission::Audit)?;
    let mut tx = desk.store().read().await?;
    let records = store::access::page_before(&mut tx, before.unwrap_or(i64::MAX), PAGE + 1).await?;
    let next_before = (records.len() > PAGE as usize).then(|| records[PAGE as usize - 1].id);
    let records: Vec<AccessRecord> = records.into_iter().take(PAGE as usize).collect();
    let rows = rows(desk, &mut tx, actor, records).await?;
    Ok(LooksPage { number: None, filings: 0, rows, next_before })
}

/// Who looked at the person of the filing with this number: at it and at every filing held to be of the same person. Looks at
/// many at once (tables, searches by number) name no filing and are on the list of the latest.
#[crate::boxed]
pub async fn at_person(desk: &Desk, actor: &Actor, number: &str) -> Result<LooksPage, DeskError> {
    actor.require(Permission::Audit)?;
    let number = number.trim();
    let mut tx = desk.store().read().await?;
    let mut ids = Vec::new();
    for (id, _) in store::submission::by_number(&mut tx, number).await? {
        let Some(submission) = store::submission::get(&mut tx, id).await? else { continue };
        if !actor.sees_org(submission.org_id) {
            continue;
        }
        ids.push(id);
        if let Some(person) = submission.person_id {
            ids.extend(store::person::submission_ids(&mut tx, person, FILINGS).await?);
        }
    }
    if ids.is_empty() {
        return Err(DeskError::NotFound);
    }
    ids.sort_unstable();
    ids.dedup();
    let records = store::access::of_submissions(&mut tx, &ids).await?;
    let rows = rows(desk, &mut tx, actor, records).await?;
    Ok(LooksPage { number: Some(number.to_owned()), filings: ids.len(), rows, next_before: None })
}

/// Looks by people of the actor's units and of the other departments, whose looks are at the actor's cases.
async fn rows(desk: &Desk, tx: &mut store::Tx, actor: &Actor, records: Vec<AccessRecord>) -> Result<Vec<LookRow>, DeskError> {
    let accounts: HashMap<i64, (String, i64)> =
        store::account::all(tx).await?.into_iter().map(|account| (account.id, (account.display_name, account.org_id))).collect();
    let ids: Vec<i64> = records.iter().filter_map(|record| record.submission_id).collect();
    let filings: HashMap<i64, (String, i64)> =
        store::submission::get_many(tx, &ids).await?.into_iter().map(|row| (row.id, (row.submission_no, row.org_id))).collect();
    let is_root = desk.units().all().first().is_some_and(|root| actor.sees_org(root.id));
    let mut shown = Vec::with_capacity(records.len());
    for record in records {
        let by = record.account_id.and_then(|id| accounts.get(&id));
        let at = record.submission_id.and_then(|id| filings.get(&id));
        let is_ours = is_root || by.is_some_and(|(_, org)| actor.sees_org(*org)) || at.is_some_and(|(_, org)| actor.sees_org(*org));
        if !is_ours {
            continue;
        }
        let unit = |org: i64| desk.units().get(org).map_or_else(String::new, |unit| unit.name.clone());
        shown.push(LookRow {
            at: time::shown(record.at),
            by: by.map_or_else(|| "命令行".to_owned(), |(name, org)| format!("{name}（{}）", unit(*org))),
            what: what(&record.kind),
            class: record.field_class.map(|class| class.label()),
            submission_no: at.filter(|(_, org)| actor.sees_org(*org)).map(|(number, _)| number.clone()),
            purpose: record.purpose,
            count: record.subject_count,
        });
    }
    Ok(shown)
}

fn what(kind: &str) -> String {
    match kind {
        "reveal" => "查看明文".to_owned(),
        "lookup" => "按号码查人".to_owned(),
        "download" => "取文书".to_owned(),
        "error_workbook" => "下载错误工作簿".to_owned(),
        other => match other.strip_prefix("export.").and_then(ExportKind::from_code) {
            Some(table) => format!("导出{}", table.label()),
            None => other.to_owned(),
        },
    }
}
