//! 来件即时研判: one filing that comes alone is linked to its filer and weighed at once, by what is near it.
//!
//! ```text
//! keys of the filing ─► who shares one ─► links (as a run makes them) ─► the person, a new one, or a question
//!                   └─► what is near: the person's filings, whoever holds the same things, groups, wordings
//!                                    └─► the same facts, the same `assess::assess`, findings about this filing
//! ```
//!
//! What it does not do is left to the next run over everything: findings of the *other* filings that this one bears on, hot issues,
//! the order of groups, and putting two persons on file together, which a single filing never does silently. How people file in
//! general (`complaints_rank`, `complaints_times`) is taken from the last run. docs/decisions/0501-one-filing-at-a-time.md.

mod near;
mod open;
mod place;
mod words;
mod write;

use assess::Circumstances;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::assess_run::AssessRun;

use super::load::Opened;
use super::{FINISHED, index, weigh};
use crate::{Desk, DeskError, policies, time};

/// The state of a run's record that stands for an arrival.
pub(crate) const ARRIVED: &str = "arrived";

/// So many filings are linked and weighed one by one; for more a run over everything is the shorter way.
pub const FEW: usize = 200;

/// With so many filings on file a run over everything takes seconds, and follows every import.
const SMALL: i64 = 20_000;

/// What became of one filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub submission_id: i64,
    pub person_id: i64,
    /// Nobody on file is held to have filed it.
    pub is_new_person: bool,
    pub links: usize,
    /// Persons of whom an officer is asked whether it is theirs too.
    pub questions: usize,
    pub hits: usize,
    pub hints: usize,
    /// Findings that a protection flag kept from being made.
    pub blocked: u64,
    /// Filings looked at.
    pub near: usize,
    /// More was near than is looked at; the next run sees it whole.
    pub is_partial: bool,
}

/// What all arrivals of one day have in common.
struct Yardsticks {
    live: Circumstances,
    complaint_spread: Vec<(u32, u32)>,
}

/// Links and weighs filings on file one after the other, each in a transaction of its own, with what was known at the end of `as_of`.
/// To be called for a filing that is new or whose content changed; the same filing again gives the same answer.
///
/// Before the first run over everything there is nothing to link to and no yardstick: that is refused.
#[crate::boxed]
pub async fn arrive(desk: &Desk, submission_ids: &[i64], as_of: Date, now: Timestamp) -> Result<Vec<Arrival>, DeskError> {
    let yardsticks = yardsticks(desk, as_of).await?;
    let mut arrivals = Vec::with_capacity(submission_ids.len());
    for id in submission_ids {
        let arrival =
            store::transact!(desk.store(), async |tx| -> Result<Arrival, DeskError> { one(tx, desk, &yardsticks, *id, as_of, now).await })?;
        arrivals.push(arrival);
    }
    Ok(arrivals)
}

/// The filings with these numbers, of every channel that has one; a number that nothing has is told.
#[crate::boxed]
pub async fn numbered(desk: &Desk, numbers: &[String]) -> Result<Vec<i64>, DeskError> {
    let mut tx = desk.store().read().await?;
    let found = store::submission::by_numbers(&mut tx, numbers).await?;
    match numbers.iter().find(|number| found.iter().all(|(_, known, _)| known != *number)) {
        Some(number) => Err(DeskError::refused(format!("没有编号为 {number} 的来件"), "请核对来件编号")),
        None => Ok(found.into_iter().map(|(id, _, _)| id).collect()),
    }
}

/// After an import: few filings are linked and weighed at once. Everything is run over where that takes seconds, where the filings
/// are many, or where nothing was run over yet; else it is left to whoever starts it, and the filings are not the worse for it.
pub(crate) async fn after_import(desk: &Desk, touched: &[i64], now: Timestamp) -> Result<(), DeskError> {
    let today = time::local_date(now);
    let mut tx = desk.store().read().await?;
    let latest = store::assess_run::latest_in(&mut tx, FINISHED).await?;
    drop(tx);
    let is_small = latest.as_ref().is_none_or(|run| run.submissions < SMALL);
    if latest.is_some() && !touched.is_empty() {
        let arrived = arrive(desk, touched, today, now).await;
        if !is_small {
            return arrived.map(|_| ());
        }
        if let Err(error) = arrived {
            tracing::error!(%error, "filings were not assessed on arrival; the run over everything follows");
        }
    }
    super::run(desk, today, now, None).await.map(|_| ())
}

async fn yardsticks(desk: &Desk, as_of: Date) -> Result<Yardsticks, DeskError> {
    let mut tx = desk.store().read().await?;
    if store::assess_run::latest_in(&mut tx, FINISHED).await?.is_none() {
        return Err(DeskError::refused("尚未做过全量研判", "请先运行一次研判，此后新登记的来件即时研判"));
    }
    let small = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let complaints = store::filing_spread::complaints(&mut tx).await?;
    Ok(Yardsticks {
        live: policies::live(&mut tx, desk, as_of).await?,
        complaint_spread: complaints.iter().map(|row| (small(row.complaints), small(row.persons))).collect(),
    })
}

async fn one(tx: &mut Tx, desk: &Desk, yardsticks: &Yardsticks, id: i64, as_of: Date, now: Timestamp) -> Result<Arrival, DeskError> {
    let mut own = open_anew(tx, desk, id).await?;
    if own.rows.is_empty() {
        return Err(DeskError::NotFound);
    }
    let placed = place::place(tx, desk, &own).await?;
    let run_id = begin(tx, &yardsticks.live, as_of, now).await?;
    let person_id = write::person(tx, run_id, &placed, now).await?;
    own.rows[0].person_id = Some(person_id);
    let signs = own.extras[0].signs.to_bits();
    write::keys(tx, desk, &own).await?;
    let facts_of_person = write::facts_of_person(tx, desk, &own, person_id).await?;

    let near = near::Near::of(tx, desk, own, placed.members, &facts_of_person).await?;
    let surroundings = near.facts(tx, as_of).await?;
    let facts = surroundings.facts.against(&yardsticks.complaint_spread);
    let law = desk.law();
    let assessment = assess::assess(&facts, &yardsticks.live, facts.subject(id), |instrument, on| law.in_force(instrument, on));
    write::findings(tx, run_id, id, &assessment.findings).await?;
    store::reading::insert_many(tx, &[index::reading(id, run_id, signs)]).await?;
    let hits = assessment.findings.iter().filter(|finding| finding.verdict == assess::Verdict::Hit).count();
    Ok(Arrival {
        submission_id: id,
        person_id,
        is_new_person: placed.person.is_none(),
        links: placed.edges.len(),
        questions: placed.questions,
        hits,
        hints: assessment.findings.len() - hits,
        blocked: assessment.blocked,
        near: surroundings.near,
        is_partial: surroundings.is_partial,
    })
}

/// One filing with what its text says.
pub(super) async fn open_anew(tx: &mut Tx, desk: &Desk, submission_id: i64) -> Result<Opened, DeskError> {
    open::open(tx, desk, &[submission_id], open::Texts::Anew).await
}

/// The record under which the findings stand.
async fn begin(tx: &mut Tx, live: &Circumstances, as_of: Date, now: Timestamp) -> Result<i64, DeskError> {
    let id = store::assess_run::reserve(tx).await?;
    let run = AssessRun {
        id,
        as_of,
        state: ARRIVED.to_owned(),
        rules_version: super::versions(live),
        submissions: 1,
        persons: 1,
        findings: 0,
        message: None,
        account_id: None,
        started_at: now,
        finished_at: Some(now),
    };
    store::assess_run::insert(tx, &run).await?;
    Ok(id)
}
