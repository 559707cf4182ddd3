//! One run: a thread reads and checks, this task seals and writes, a thousand rows at a time.

use std::ops::ControlFlow;

use exchange::{ReadReport, ReadRow, Record};
use jiff::Timestamp;
use store::import::{ImportReject, ImportRun, Progress as Stored};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use vault::Class;

use super::facts::Statement;
use super::intake::Intaker;
use super::sealer::{Filing, Sealer};
use super::{Entered, ImportFile, ImportSummary, Progress, facts, reject_cell};
use crate::{Desk, DeskError, assessment, law_files, random, time};
use exchange::write::RejectedRow;

/// Rows that go in with one transaction: large enough that a commit costs little, small enough that a killed run repeats little.
const CHUNK_ROWS: usize = 5_000;

/// A run whose file is known to be good as a whole.
pub(super) struct Opened {
    pub(super) run_id: i64,
    run: ImportRun,
    file: exchange::ImportFile,
    request: ImportFile,
    _entered: Entered,
}

/// Brings a file in and waits for the end.
pub async fn run(desk: &Desk, file: ImportFile, now: Timestamp, on_progress: impl FnMut(Progress)) -> Result<ImportSummary, DeskError> {
    open(desk, file, now).await?.read(desk, now, on_progress).await
}

/// Opens the file and writes the run's first record; nothing is written for a file that cannot be taken.
pub(super) async fn open(desk: &Desk, request: ImportFile, now: Timestamp) -> Result<Opened, DeskError> {
    let today = time::local_date(now);
    let (input, profile) = (request.input.clone(), request.profile.clone());
    let file = tokio::task::spawn_blocking(move || exchange::ImportFile::open(&input, &profile, today))
        .await
        .map_err(|_| DeskError::Fault("读取文件时程序出错".into()))?
        .map_err(|error| DeskError::File(error.to_string()))?;
    let total = i64::try_from(file.row_estimate()).ok();
    let mut run = ImportRun {
        id: 0,
        kind: request.kind,
        profile: Some(request.profile.name.clone()),
        file_name: request.name.clone(),
        file_digest: random::hex(&file.sha256()),
        state: crate::view::ImportState::Running.code().to_owned(),
        total,
        read: 0,
        inserted: 0,
        updated: 0,
        unchanged: 0,
        rejected: 0,
        unknown_columns: json_texts(&file.layout().unknown),
        message: None,
        account_id: request.account_id,
        started_at: now,
        finished_at: None,
    };
    run.id = store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let id = store::import::reserve(tx).await?;
        store::import::insert(tx, &ImportRun { id, ..run.clone() }).await?;
        Ok(id)
    })?;
    let entered = desk.running().enter(run.id);
    Ok(Opened { run_id: run.id, run, file, request, _entered: entered })
}

impl Opened {
    /// Reads to the end. What was written stays when it fails half-way; importing the same file again takes the rest.
    pub(super) async fn read(self, desk: &Desk, now: Timestamp, mut on_progress: impl FnMut(Progress)) -> Result<ImportSummary, DeskError> {
        let Self { mut run, mut file, request, run_id, _entered } = self;
        let intake = request.profile.intake;
        let (sender, mut receiver) = mpsc::channel::<Vec<Item>>(1);
        let mut sealer = Sealer::new(desk, Handle::current());
        let reader = tokio::task::spawn_blocking(move || -> Result<ReadReport, DeskError> {
            let mut chunk = Vec::with_capacity(CHUNK_ROWS);
            let mut failed = None;
            let report = file.rows(|row| {
                match item(&mut sealer, row) {
                    Ok(item) => chunk.push(item),
                    Err(error) => {
                        failed = Some(error);
                        return ControlFlow::Break(());
                    }
                }
                if chunk.len() < CHUNK_ROWS {
                    return ControlFlow::Continue(());
                }
                let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK_ROWS));
                // The writer is gone when writing failed; it tells why.
                if sender.blocking_send(full).is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Some(error) = failed {
                return Err(error);
            }
            let is_lost = !chunk.is_empty() && sender.blocking_send(chunk).is_err();
            let report = report.map_err(|error| DeskError::File(error.to_string()))?;
            Ok(ReadReport { finished: report.finished && !is_lost, ..report })
        });
        let mut intaker = Intaker::new(desk, run_id, intake, now);
        let (mut written, mut touched) = (Ok(()), Vec::new());
        while let Some(chunk) = receiver.recv().await {
            match write_chunk(desk, &mut intaker, &mut run, chunk, now).await {
                Ok(filings) => touched.extend(filings.into_iter().take(assessment::FEW + 1)),
                Err(error) => {
                    written = Err(error);
                    break;
                }
            }
            touched.truncate(assessment::FEW + 1);
            on_progress(Progress {
                rows: count(run.read),
                taken: count(run.inserted + run.updated + run.unchanged),
                rejected: count(run.rejected),
            });
        }
        drop(receiver);
        let report = reader.await.map_err(|_| DeskError::Fault("读取文件时程序出错".into()));
        let outcome = written.and(report.and_then(std::convert::identity));
        let outcome = match outcome {
            Ok(report) => finish_facts(desk, now).await.map(|()| report),
            Err(error) => Err(error),
        };
        let state = if outcome.is_ok() { crate::view::ImportState::Finished } else { crate::view::ImportState::Interrupted };
        let message = outcome.as_ref().err().map(ToString::to_string);
        let saved = store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
            if let Ok(report) = &outcome {
                store::import::set_header(tx, run_id, Some(run.read), &json_texts(&report.unknown)).await?;
            }
            store::import::finish(tx, run_id, state.code(), message.as_deref(), now).await?;
            Ok(())
        });
        let report = outcome?;
        saved?;
        law_files::settle(desk, now).await?;
        // What the planner knows is no worse for a few rows, and learning it anew takes a look at everything.
        if run.read > assessment::FEW as i64 {
            desk.store().analyze().await?;
        }
        Ok(ImportSummary {
            run_id,
            rows: count(run.read),
            inserted: count(run.inserted),
            updated: count(run.updated),
            unchanged: count(run.unchanged),
            rejected: count(run.rejected),
            unknown_columns: report.unknown,
            touched: if touched.len() > assessment::FEW { Vec::new() } else { touched },
        })
    }
}

/// Ties facts to the filings that they name, whichever came first.
async fn finish_facts(desk: &Desk, now: Timestamp) -> Result<(), DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        facts::tie(tx, now).await?;
        // A result that changed, a review that was won: what entries rest on may have fallen.
        crate::registry::look_again(desk, tx, now).await
    })
}

/// A row on its way from the reading thread to the writing task.
enum Item {
    Rejected(RejectedRow),
    Filing(Box<Filing>),
    Statement(Statement),
}

fn item(sealer: &mut Sealer, row: ReadRow) -> Result<Item, DeskError> {
    let ReadRow { row_no, original, parsed } = row;
    Ok(match parsed {
        Err(errors) => Item::Rejected(RejectedRow { row_no, original, errors }),
        Ok(Record::Submission(submission)) => Item::Filing(Box::new(sealer.seal(row_no, original, submission)?)),
        Ok(Record::Fact(fact)) => Item::Statement((row_no, original, fact)),
    })
}

/// One transaction: the rows and how far the run is. Returns the filings that are new or changed.
async fn write_chunk(
    desk: &Desk,
    intaker: &mut Intaker<'_>,
    run: &mut ImportRun,
    chunk: Vec<Item>,
    now: Timestamp,
) -> Result<Vec<i64>, DeskError> {
    let read = i64::try_from(chunk.len()).map_err(|_| DeskError::Fault("一次读入的行过多".into()))?;
    let mut rejected = Vec::new();
    let mut filings = Vec::new();
    let mut statements = Vec::new();
    for item in chunk {
        match item {
            Item::Rejected(row) => rejected.push(row),
            Item::Filing(filing) => filings.push(*filing),
            Item::Statement(statement) => statements.push(statement),
        }
    }
    let before = run.clone();
    let result = store::transact!(desk.store(), async |tx| -> Result<(ImportRun, Vec<_>, Vec<i64>), DeskError> {
        let mut run = before.clone();
        let mut counts = intaker.take_filings(tx, &filings).await?;
        counts.add(facts::take(desk, tx, run.id, &statements, now).await?);
        let all: Vec<&RejectedRow> = rejected.iter().chain(&counts.rejected).collect();
        run.read += read;
        run.inserted += counts.inserted;
        run.updated += counts.updated;
        run.unchanged += counts.unchanged;
        run.rejected += i64::try_from(all.len()).unwrap_or(i64::MAX);
        let mut rng = random::rng();
        let rows = all
            .into_iter()
            .map(|row| {
                let text = zeroize::Zeroizing::new(row.to_json().map_err(|_| DeskError::Fault("退回的行无法保存".into()))?);
                Ok(ImportReject {
                    run_id: run.id,
                    row_no: i64::from(row.row_no),
                    sealed: desk.vault().seal(Class::Reject, &reject_cell(run.id, row.row_no)?, text.as_bytes(), &mut rng),
                    reasons: plain_reasons(row),
                })
            })
            .collect::<Result<Vec<_>, DeskError>>()?;
        store::import::insert_rejects(tx, &rows).await?;
        let progress =
            Stored { read: run.read, inserted: run.inserted, updated: run.updated, unchanged: run.unchanged, rejected: run.rejected };
        store::import::set_progress(tx, run.id, &progress).await?;
        Ok((run, counts.seen, counts.touched))
    })?;
    *run = result.0;
    intaker.remember(result.1);
    Ok(result.2)
}

/// `[[column, expected], …]` as JSON: what the page shows, without any value.
fn plain_reasons(row: &RejectedRow) -> String {
    let reasons: Vec<[&str; 2]> = row.errors.iter().map(|error| [error.column.as_str(), error.expected.as_str()]).collect();
    serde_json::json!(reasons).to_string()
}

fn json_texts(texts: &[String]) -> String {
    serde_json::json!(texts).to_string()
}

fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
