//! What the pages show of runs.

use std::collections::HashSet;

use store::import::ImportRun;

use super::{UPLOAD_LIMIT_BYTES, profiles};
use crate::view::{self, ImportState};
use crate::{Actor, Desk, DeskError, Permission, time};

/// Rows of the list, and rejected rows on a run's page.
const LISTED: i64 = 30;
const SHOWN_REJECTS: i64 = 50;

/// A run belongs to those who see the whole city, or to whoever started it.
pub(super) fn may_see(actor: &Actor, run: &ImportRun) -> bool {
    run.account_id == Some(actor.account_id) || actor.level == casework::codes::OrgLevel::City
}

/// The upload form and the latest runs.
#[crate::boxed]
pub async fn list(desk: &Desk, actor: &Actor) -> Result<view::ImportList, DeskError> {
    actor.require(Permission::Import)?;
    let at_work = desk.running().now();
    let mut tx = desk.store().read().await?;
    let runs = store::import::latest(&mut tx, LISTED).await?;
    let mut rows = Vec::with_capacity(runs.len());
    for run in runs.iter().filter(|run| may_see(actor, run)) {
        rows.push(view::ImportRow {
            run_id: run.id,
            kind: run.kind,
            file_name: run.file_name.clone(),
            state: state(&at_work, run),
            inserted: count(run.inserted),
            unchanged: count(run.unchanged),
            rejected: count(run.rejected),
            started_at: time::shown(run.started_at),
            started_by: who(&mut tx, run).await?,
        });
    }
    let profiles = profiles()?.iter().map(|profile| view::Choice::new(&profile.name, &profile.title)).collect();
    Ok(view::ImportList { profiles, limit_bytes: UPLOAD_LIMIT_BYTES, runs: rows })
}

/// The counters of a run.
#[crate::boxed]
pub async fn progress(desk: &Desk, actor: &Actor, run_id: i64) -> Result<view::ImportProgress, DeskError> {
    actor.require(Permission::Import)?;
    let at_work = desk.running().now();
    let mut tx = desk.store().read().await?;
    let run = store::import::get(&mut tx, run_id).await?.filter(|run| may_see(actor, run)).ok_or(DeskError::NotFound)?;
    shown(&at_work, &mut tx, &run).await
}

/// A run with the first rows that were turned away.
#[crate::boxed]
pub async fn page(desk: &Desk, actor: &Actor, run_id: i64) -> Result<view::ImportPage, DeskError> {
    actor.require(Permission::Import)?;
    let at_work = desk.running().now();
    let mut tx = desk.store().read().await?;
    let run = store::import::get(&mut tx, run_id).await?.filter(|run| may_see(actor, run)).ok_or(DeskError::NotFound)?;
    let rejects = store::import::rejects_after(&mut tx, run_id, 0, SHOWN_REJECTS).await?;
    let rejected = rejects.iter().map(rejected_row).collect::<Result<_, _>>()?;
    let latest = store::assess_run::latest_in(&mut tx, crate::assessment::FINISHED).await?;
    let assessed = latest.is_some_and(|latest| run.finished_at.is_some_and(|finished| latest.started_at >= finished));
    let arrival = store::assess_run::latest_in(&mut tx, crate::assessment::ARRIVED).await?;
    let arrived = arrival.is_some_and(|arrival| run.finished_at.is_some_and(|finished| arrival.started_at >= finished));
    Ok(view::ImportPage {
        progress: shown(&at_work, &mut tx, &run).await?,
        unknown_columns: serde_json::from_str(&run.unknown_columns).map_err(|_| DeskError::Fault("导入记录无法读回".into()))?,
        rejected,
        assessed,
        arrived,
    })
}

fn rejected_row(reject: &store::import::ImportReject) -> Result<view::RejectedRow, DeskError> {
    let reasons: Vec<(String, String)> = serde_json::from_str(&reject.reasons).map_err(|_| DeskError::Fault("导入记录无法读回".into()))?;
    Ok(view::RejectedRow {
        row_no: count(reject.row_no),
        reasons: reasons.into_iter().map(|(column, expected)| view::RejectReason { column, expected }).collect(),
    })
}

async fn shown(at_work: &HashSet<i64>, tx: &mut store::Tx, run: &ImportRun) -> Result<view::ImportProgress, DeskError> {
    Ok(view::ImportProgress {
        run_id: run.id,
        kind: run.kind,
        file_name: run.file_name.clone(),
        state: state(at_work, run),
        read: count(run.read),
        total: run.total.map(count),
        inserted: count(run.inserted),
        updated: count(run.updated),
        unchanged: count(run.unchanged),
        rejected: count(run.rejected),
        message: run.message.clone(),
        started_at: time::shown(run.started_at),
        finished_at: run.finished_at.map(time::shown),
        started_by: who(tx, run).await?,
    })
}

/// A run that is on record as running but not in this process was cut off with an earlier one.
fn state(at_work: &HashSet<i64>, run: &ImportRun) -> ImportState {
    match [ImportState::Finished, ImportState::Failed].into_iter().find(|state| state.code() == run.state) {
        Some(state) => state,
        None if run.state == ImportState::Running.code() && at_work.contains(&run.id) => ImportState::Running,
        None => ImportState::Interrupted,
    }
}

async fn who(tx: &mut store::Tx, run: &ImportRun) -> Result<String, DeskError> {
    let Some(id) = run.account_id else { return Ok("命令行".to_owned()) };
    Ok(store::account::get(tx, id).await?.map_or_else(|| "已删除的账号".to_owned(), |account| account.display_name))
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
