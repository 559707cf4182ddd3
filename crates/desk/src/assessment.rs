//! 研判: who filed what, then every circumstance, over everything on file.
//!
//! Personal fields are opened page by page in memory; what is kept of them is edges, persons and findings. Narratives are
//! taken in as numbers: what is kept of them is which 来件 are near each other.

mod arrival;
mod index;
mod load;
mod texts;
mod together;
mod weigh;
mod who;

use jiff::Timestamp;
use jiff::civil::Date;
use store::assess_run::{AssessRun, Ended};

use crate::{Desk, DeskError, policies};

pub(crate) use arrival::ARRIVED;
pub(crate) use arrival::after_import;
pub use arrival::{Arrival, FEW, arrive, numbered};
pub(crate) use load::constrained;
pub(crate) use texts::boilerplate;

/// The state of a run that came to its end.
pub(crate) const FINISHED: &str = "finished";

/// Reads clear values to compare and to count them. Made here: numbers, links and keyed digests are all that leaves.
pub(crate) struct Computing(());

impl Computing {
    /// For comparing values and for the keyed digests under which they are found: nothing in clear leaves.
    pub(crate) const fn keyed() -> Self {
        Self(())
    }
}

/// Everything under which a filing is found as it stands, whether or not all of it is in the index: to be taken out before its
/// personal part changes, and put in after.
pub(crate) async fn keys_of(desk: &Desk, tx: &mut store::Tx, submission_id: i64) -> Result<Vec<store::blind::Entry>, DeskError> {
    let own = arrival::open_anew(tx, desk, submission_id).await?;
    let mut entries = Vec::new();
    for ((row, record), extra) in own.rows.iter().zip(&own.records).zip(&own.extras) {
        index::entries(desk.vault(), row, record, extra, &mut entries);
    }
    Ok(entries)
}

/// What a run found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssessSummary {
    pub filings: usize,
    pub persons: usize,
    pub links: usize,
    pub hits: usize,
    pub hints: usize,
    /// Findings that were not there before this run, or say something else now.
    pub fresh: usize,
    /// Findings of earlier runs that no longer hold, or say something else now.
    pub retired: usize,
    /// Findings that a protection flag kept from being made.
    pub blocked: u64,
    /// Keys that so many filings share that they say nothing, such as a hotline's own telephone.
    pub skewed_keys: usize,
}

/// Resolves identities and weighs every circumstance with what was known at the end of `as_of`.
///
/// The same facts and the same day give the same persons and findings. Everything is written in one transaction:
/// a run that fails changes nothing but its own record.
#[crate::boxed]
pub async fn run(desk: &Desk, as_of: Date, now: Timestamp, account_id: Option<i64>) -> Result<AssessSummary, DeskError> {
    let run_id = begin(desk, as_of, now, account_id).await?;
    let outcome = work(desk, run_id, as_of, now).await;
    let ended = match &outcome {
        Ok(summary) => Ended {
            state: FINISHED.to_owned(),
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
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let live = policies::live(tx, desk, as_of).await?;
        let rules_version = versions(&live);
        let id = store::assess_run::reserve(tx).await?;
        let run = AssessRun {
            id,
            as_of,
            state: "running".to_owned(),
            rules_version,
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

/// The versions of rules that apply, each once.
fn versions(live: &assess::Circumstances) -> String {
    let mut versions: Vec<&str> = live.iter().map(|circumstance| circumstance.version.as_str()).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.join(" ")
}

async fn work(desk: &Desk, run_id: i64, as_of: Date, now: Timestamp) -> Result<AssessSummary, DeskError> {
    let mut tx = desk.store().read().await?;
    let mut texts = texts::Texts::new(desk, as_of);
    let opened = load::everything(desk, &mut tx, &mut texts, &|_| ()).await?;
    let rulings = who::rulings(&mut tx).await?;
    let known = index::known(&mut tx).await?;
    drop(tx);
    let computing = desk.clone();
    let (opened, resolution, (near, messages), missing) = off_thread(move || {
        let resolution = identity::resolve(&opened.records, &rulings);
        let mut missing = index::missing(&computing, &opened, &known);
        let compared = texts.compare();
        missing.templates(&computing, &compared.0);
        (opened, resolution, compared, missing)
    })
    .await?;
    let (persons, links) = (resolution.persons.len(), resolution.edges.len());
    let skewed_keys = resolution.skewed.len();
    let assignment = store::transact!(desk.store(), async |tx| -> Result<identity::Assignment, DeskError> {
        who::write(tx, run_id, &resolution, now).await
    })?;
    let fact_persons = who::facts(&opened, &assignment);
    let moved_facts = who::moved_facts(&opened, &fact_persons);
    let people = weigh::People::resolved(&assignment, fact_persons);
    let filings = opened.records.len();
    let (live, shadows) = store::transact!(desk.store(), async |tx| -> Result<_, DeskError> {
        Ok((policies::live(tx, desk, as_of).await?, policies::in_shadow(tx).await?))
    })?;
    let weighing = desk.clone();
    let (people, together, assessment, trials) = off_thread(move || {
        let copies = together::Copies::of(&near);
        let facts = weigh::facts(&opened, &people, &copies, as_of);
        let together = together::everything(&opened, &people.of_filings, (&near, &copies), &messages, &facts);
        let law = weighing.law();
        let assessment = assess::assess(&facts, &live, facts.subjects(), |instrument, on| law.in_force(instrument, on));
        let trial = |(id, draft): &(i64, assess::Circumstance)| {
            live.get(&draft.id).map(|circumstance| (*id, assess::compare(&facts, circumstance, draft, facts.subjects())))
        };
        let trials: Vec<(i64, assess::Trial)> = shadows.iter().filter_map(trial).collect();
        (people, together, assessment, trials)
    })
    .await?;
    let hits = assessment.findings.iter().filter(|finding| finding.verdict == assess::Verdict::Hit).count();
    let hints = assessment.findings.len() - hits;
    let changed = store::transact!(desk.store(), async |tx| -> Result<weigh::Changed, DeskError> {
        store::fact::assign(tx, &moved_facts).await?;
        together::write(tx, &together, &people.of_filings).await?;
        index::write(tx, run_id, &missing).await?;
        policies::write_shadows(tx, run_id, as_of, &trials).await?;
        let changed = weigh::write(tx, run_id, &assessment.findings).await?;
        // Whoever is one person may have changed, and with it what entries rest on.
        crate::registry::look_again(desk, tx, now).await?;
        Ok(changed)
    })?;
    let blocked = assessment.blocked;
    Ok(AssessSummary { filings, persons, links, hits, hints, fresh: changed.fresh, retired: changed.retired, blocked, skewed_keys })
}

/// Facts as they stand on record at the end of `as_of`, with the people that earlier runs found: for back-tests.
/// `on_page` is told how many filings were read.
pub(crate) async fn facts_on_record(desk: &Desk, as_of: Date, on_page: &(dyn Fn(usize) + Sync)) -> Result<assess::Facts, DeskError> {
    let mut tx = desk.store().read().await?;
    let mut texts = texts::Texts::new(desk, as_of);
    let opened = load::everything(desk, &mut tx, &mut texts, on_page).await?;
    drop(tx);
    off_thread(move || {
        let people = weigh::People::on_record(&opened);
        let (near, _) = texts.compare();
        weigh::facts(&opened, &people, &together::Copies::of(&near), as_of)
    })
    .await
}

/// Heavy computing stays off the threads that answer requests.
pub(crate) async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| DeskError::Fault("研判时程序出错".into()))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
