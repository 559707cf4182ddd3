//! Imports: a file comes in row by row; good rows become filings or facts, bad ones wait to be mended.

mod canonical;
mod facts;
mod intake;
mod pages;
mod run;
mod sealer;

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use casework::codes::ImportKind;

pub(crate) use facts::open as open_fact;
pub use pages::{list, page, progress};
pub use run::run;

use crate::{Actor, Desk, DeskError, Permission};
use exchange::write::{ErrorWorkbook, RejectedRow, write_template};
use exchange::{Input, Profile};
use jiff::Timestamp;
use vault::{Cell, Class};

/// The largest file taken over the pages, in bytes.
pub const UPLOAD_LIMIT_BYTES: u64 = 256 * 1024 * 1024;

/// A file to bring in.
#[derive(Clone)]
pub struct ImportFile {
    pub kind: ImportKind,
    /// The name that people know the file by; no path.
    pub name: String,
    pub input: Input,
    /// [`Profile::standard`] for our own headers.
    pub profile: Profile,
    /// Who brings it in; `None` = the command line.
    pub account_id: Option<i64>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub rows: u64,
    pub taken: u64,
    pub rejected: u64,
}

/// How a run ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    pub run_id: i64,
    pub rows: u64,
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: u64,
    pub unknown_columns: Vec<String>,
    /// Filings that are new or changed, where they are few ([`crate::assessment::FEW`]); empty where they are more.
    pub touched: Vec<i64>,
}

/// Runs of this process, so that a run that died with an earlier process is told as interrupted.
#[derive(Clone, Default)]
pub struct Running(Arc<Mutex<HashSet<i64>>>);

impl Running {
    fn set(&self) -> std::sync::MutexGuard<'_, HashSet<i64>> {
        // A panic elsewhere leaves a set of numbers as good as it was.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn enter(&self, run_id: i64) -> Entered {
        self.set().insert(run_id);
        Entered { running: self.clone(), run_id }
    }

    /// The runs at work. Ask before the record is read: a run that is not among them by then has ended, and its record says how.
    fn now(&self) -> HashSet<i64> {
        self.set().clone()
    }
}

/// Takes the run off the list when it ends, however it ends.
struct Entered {
    running: Running,
    run_id: i64,
}

impl Drop for Entered {
    fn drop(&mut self) {
        self.running.set().remove(&self.run_id);
    }
}

/// Starts a run in the background, with the assessment after it, and tells its id as soon as the file as a whole is known to be good.
#[crate::boxed]
pub async fn start(
    desk: &Desk,
    actor: &Actor,
    kind: ImportKind,
    profile: Option<&str>,
    name: &str,
    bytes: Vec<u8>,
    now: Timestamp,
) -> Result<i64, DeskError> {
    actor.require(Permission::Import)?;
    let profile = match profile {
        None => Profile::standard(kind),
        Some(wanted) => profiles()?
            .into_iter()
            .find(|known| known.name == wanted && known.kind == kind)
            .ok_or_else(|| DeskError::invalid("profile", "没有这个对照表，或它不用于所选的类型"))?,
    };
    let file = ImportFile { kind, name: name.to_owned(), input: Input::Bytes(bytes.into()), profile, account_id: Some(actor.account_id) };
    let opened = run::open(desk, file, now).await?;
    let run_id = opened.run_id;
    let desk = desk.clone();
    tokio::spawn(async move {
        match opened.read(&desk, now, |_| ()).await {
            Ok(summary) if summary.inserted + summary.updated > 0 => {
                if let Err(error) = crate::assessment::after_import(&desk, &summary.touched, now).await {
                    tracing::error!(run = run_id, %error, "the assessment after an import failed");
                }
            }
            Ok(_) => {}
            // The run keeps the sentence for the person who looks at its page.
            Err(error) => tracing::warn!(run = run_id, %error, "an import ended early"),
        }
    });
    Ok(run_id)
}

/// The profiles that ship with the program.
pub fn profiles() -> Result<Vec<Profile>, DeskError> {
    Profile::builtin().map_err(|error| DeskError::Fault(error.to_string()))
}

/// Where a rejected row is sealed: bound to its run and its place in the file.
fn reject_cell(run_id: i64, row_no: u32) -> Result<Cell, DeskError> {
    let row = run_id
        .checked_mul(i64::from(u32::MAX) + 1)
        .and_then(|base| base.checked_add(i64::from(row_no)))
        .ok_or_else(|| DeskError::Fault("导入批次编号过大".into()))?;
    Ok(Cell { table: "import_reject", column: "sealed", row })
}

/// The error workbook of a run, written from its sealed rows.
#[crate::boxed]
pub async fn error_workbook(desk: &Desk, run_id: i64) -> Result<Vec<u8>, DeskError> {
    const PAGE: i64 = 1_000;
    let mut tx = desk.store().read().await?;
    let mut rows = Vec::new();
    let mut after = 0;
    loop {
        let page = store::import::rejects_after(&mut tx, run_id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.row_no;
        for reject in page {
            let row_no = u32::try_from(reject.row_no).map_err(|_| DeskError::Fault("行号无效".into()))?;
            let text = desk.vault().open_text(Class::Reject, &reject_cell(run_id, row_no)?, &reject.sealed)?;
            rows.push(RejectedRow::from_json(&text).map_err(|_| DeskError::Fault("退回的行无法读回".into()))?);
        }
    }
    drop(tx);
    let write = move || -> Result<Vec<u8>, exchange::WriteError> {
        let headers: Vec<String> =
            rows.first().map_or_else(Vec::new, |row| row.original.cells().map(|(header, _)| header.into_owned()).collect());
        let mut workbook = ErrorWorkbook::new(std::io::Cursor::new(Vec::new()), &headers)?;
        for row in &rows {
            workbook.add(row)?;
        }
        workbook.finish().map(std::io::Cursor::into_inner)
    };
    tokio::task::spawn_blocking(write)
        .await
        .map_err(|_| DeskError::Fault("写错误工作簿时程序出错".into()))?
        .map_err(|error| DeskError::Fault(error.to_string()))
}

/// The error workbook for the person at the desk; who took it is on record.
#[crate::boxed]
pub async fn errors(desk: &Desk, actor: &Actor, run_id: i64, now: Timestamp) -> Result<Vec<u8>, DeskError> {
    actor.require(Permission::Import)?;
    let mut tx = desk.store().read().await?;
    let run = store::import::get(&mut tx, run_id).await?.filter(|run| pages::may_see(actor, run)).ok_or(DeskError::NotFound)?;
    drop(tx);
    let workbook = error_workbook(desk, run_id).await?;
    crate::reveal::record_bulk(desk, actor.account_id, "error_workbook", "下载导入错误工作簿", run.rejected, now).await?;
    Ok(workbook)
}

/// A blank workbook of a kind, with what each column expects.
pub fn template(actor: &Actor, kind: ImportKind) -> Result<Vec<u8>, DeskError> {
    actor.require(Permission::Import)?;
    let out = write_template(kind, std::io::Cursor::new(Vec::new())).map_err(|error| DeskError::Fault(error.to_string()))?;
    Ok(out.into_inner())
}
