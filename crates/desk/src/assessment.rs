//! 研判: who filed what, then every circumstance, over everything on file.
//!
//! Personal fields are opened page by page in memory; what is kept of them is edges, persons and findings. Narratives are
//! taken in as numbers: what is kept of them is which 来件 are near each other.

mod load;
mod texts;
mod together;
mod weigh;
mod who;

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use store::assess_run::{AssessRun, Ended};

use crate::{Desk, DeskError};

/// What a run found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssessSummary {
    pub filings: usize,
    pub persons: usize,
    pub links: usize,
    pub hits: usize,
    pub hints: usize,
    /// Findings that a protection flag kept from being made.
    pub blocked: u64,
    /// Keys that so many filings share that they say nothing, such as a hotline's own telephone.
    pub skewed_keys: usize,
}

/// Resolves identities and weighs every circumstance with what was known at the end of `as_of`.
///
/// The same facts and the same day give the same persons and findings. Everything is written in one transaction:
/// a run that fails changes nothing but its own record.
pub async fn run(desk: &Desk, as_of: Date, now: Timestamp, account_id: Option<i64>) -> Result<AssessSummary, DeskError> {
    let run_id = begin(desk, as_of, now, account_id).await?;
    let outcome = work(desk, run_id, as_of, now).await;
    let ended = match &outcome {
        Ok(summary) => Ended {
            state: "finished".to_owned(),
            submissions: number(summary.filings),
            persons: number(summary.persons),
            findings: number(summary.hits + summary.hints),
            message: None,
            at: now,
        },
        Err(error) => {
            Ended { state: "failed".to_owned(), submissions: 0, persons: 0, findings: 0, message: Some(error.to_string()), at: now }
        }
    };
    store::transact!(desk.store(), async |tx| -> Result<(), store::StoreError> { store::assess_run::finish(tx, run_id, &ended).await })?;
    desk.store().analyze().await?;
    outcome
}

async fn begin(desk: &Desk, as_of: Date, now: Timestamp, account_id: Option<i64>) -> Result<i64, DeskError> {
    let mut versions: Vec<&str> = desk.circumstances().iter().map(|circumstance| circumstance.version.as_str()).collect();
    versions.sort_unstable();
    versions.dedup();
    let rules_version = versions.join(" ");
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let id = store::assess_run::reserve(tx).await?;
        let run = AssessRun {
            id,
            as_of,
            state: "running".to_owned(),
            rules_version: rules_version.clone(),
            submissions: 0,
            persons: 0,
            findings: 0,
            message: None,
            account_id,
            started_at: now,
            finished_at: None,
        };
        store::assess_run::insert(tx, &run).await?;
        Ok(id)
    })
}

async fn work(desk: &Desk, run_id: i64, as_of: Date, now: Timestamp) -> Result<AssessSummary, DeskError> {
    let mut tx = desk.store().read().await?;
    let mut texts = texts::Texts::new(desk, as_of);
    let opened = load::everything(desk, &mut tx, &mut texts).await?;
    let rulings = who::rulings(&mut tx).await?;
    drop(tx);
    let (opened, resolution, (near, messages)) = off_thread(move || {
        let resolution = identity::resolve(&opened.records, &rulings);
        (opened, resolution, texts.compare())
    })
    .await?;
    let (persons, links) = (resolution.persons.len(), resolution.edges.len());
    let skewed_keys = resolution.skewed.len();
    let assignment = store::transact!(desk.store(), async |tx| -> Result<identity::Assignment, DeskError> {
        who::write(tx, run_id, &resolution, now).await
    })?;
    let fact_persons = who::facts(&opened, &assignment);
    let filings = opened.records.len();
    let weighing = desk.clone();
    let person_of: HashMap<i64, i64> =
        assignment.persons.iter().flat_map(|person| person.submissions.iter().map(|submission| (*submission, person.id))).collect();
    let (person_of, together, assessment) = off_thread(move || {
        let together = together::everything(&opened, &person_of, &near, &messages, as_of);
        let assessment = weigh::everything(&weighing, &opened, &person_of, &together, as_of);
        (person_of, together, assessment)
    })
    .await?;
    let hits = assessment.findings.iter().filter(|finding| finding.verdict == assess::Verdict::Hit).count();
    let hints = assessment.findings.len() - hits;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::fact::assign(tx, &fact_persons).await?;
        together::write(tx, &together, &person_of).await?;
        weigh::write(tx, run_id, &assessment.findings).await?;
        // Whoever is one person may have changed, and with it what entries rest on.
        crate::registry::look_again(desk, tx, now).await
    })?;
    Ok(AssessSummary { filings, persons, links, hits, hints, blocked: assessment.blocked, skewed_keys })
}

/// Heavy computing stays off the threads that answer requests.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| DeskError::Fault("研判时程序出错".into()))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
