//! Filings of one chunk: which are new, which came before, and everything that a new one brings with it.

use std::collections::HashMap;

use casework::clock::{Clock, ClockChange, ClockState};
use casework::codes::Channel;
use casework::decision::EventKind;
use casework::matter::birth;
use casework::submission::{Intake, ReportedResult, Submission};
use casework::values::Money;
use exchange::write::RejectedRow;
use exchange::{CellError, OriginalRow};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::blind::Entry;
use store::clock::Owner;
use store::owed::Owed;
use store::sealed::Sealed;
use store::submission::{Known, Submission as Row};

use super::sealer::Filing;
use crate::{Desk, DeskError};

/// A filing's number in its channel, with the row that had it and what it said.
pub(super) type Seen = ((Channel, String), (u32, [u8; 32]));

/// What became of the rows of a chunk.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) inserted: i64,
    pub(super) updated: i64,
    pub(super) unchanged: i64,
    pub(super) rejected: Vec<RejectedRow>,
    pub(super) seen: Vec<Seen>,
    /// Filings that are new or whose result changed.
    pub(super) touched: Vec<i64>,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.inserted += other.inserted;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.rejected.extend(other.rejected);
        self.seen.extend(other.seen);
        self.touched.extend(other.touched);
    }

    pub(super) fn reject(&mut self, row_no: u32, original: &OriginalRow, column: &str, value: &str, expected: impl Into<String>) {
        let error = CellError { column: column.to_owned(), value: value.to_owned(), expected: expected.into() };
        self.rejected.push(RejectedRow { row_no, original: original.clone(), errors: vec![error] });
    }
}

/// Takes the filings of one run in.
pub(super) struct Intaker<'a> {
    desk: &'a Desk,
    run_id: i64,
    intake: Intake,
    now: Timestamp,
    /// Numbers that earlier chunks of this file had.
    seen: HashMap<(Channel, String), (u32, [u8; 32])>,
}

impl<'a> Intaker<'a> {
    pub(super) fn new(desk: &'a Desk, run_id: i64, intake: Intake, now: Timestamp) -> Self {
        Self { desk, run_id, intake, now, seen: HashMap::new() }
    }

    /// After the chunk's transaction is committed.
    pub(super) fn remember(&mut self, seen: Vec<Seen>) {
        self.seen.extend(seen);
    }

    pub(super) async fn take_filings(&self, tx: &mut Tx, filings: &[Filing]) -> Result<Counts, DeskError> {
        let mut counts = Counts::default();
        if filings.is_empty() {
            return Ok(counts);
        }
        let numbers: Vec<String> = filings.iter().map(|filing| filing.submission.submission_no.clone()).collect();
        let on_file: HashMap<(Channel, String), Known> = store::submission::known(tx, &numbers)
            .await?
            .into_iter()
            .map(|known| ((known.channel, known.submission_no.clone()), known))
            .collect();
        let mut here: HashMap<(Channel, String), (u32, [u8; 32])> = HashMap::new();
        let mut fresh: Vec<&Filing> = Vec::new();
        for filing in filings {
            let Filing { row_no, original, submission, digest, .. } = filing;
            let digest = *digest;
            let number = (submission.channel, submission.submission_no.clone());
            if let Some((first, said)) = here.get(&number).or_else(|| self.seen.get(&number)) {
                if *said == digest {
                    counts.unchanged += 1;
                } else {
                    let expected = format!("与本文件第{first}行的渠道和编号相同，内容却不同；请更正编号，或只保留一行");
                    counts.reject(*row_no, original, "来件编号", &submission.submission_no, expected);
                }
                continue;
            }
            match on_file.get(&number) {
                None => fresh.push(filing),
                Some(existing) if existing.digest != digest => {
                    let expected = "该渠道的这一编号已经登记，且内容不同；再次导入只能更新办理结果，其他更正请在案件页办理";
                    counts.reject(*row_no, original, "来件编号", &submission.submission_no, expected);
                }
                Some(existing) if reported(existing) == submission.result => counts.unchanged += 1,
                Some(existing) => {
                    self.update_result(tx, existing, &submission.result).await?;
                    counts.updated += 1;
                    counts.touched.push(existing.id);
                }
            }
            here.insert(number, (*row_no, digest));
        }
        self.insert(tx, &fresh).await?;
        counts.inserted += i64::try_from(fresh.len()).unwrap_or(i64::MAX);
        counts.touched.extend(fresh.iter().map(|filing| filing.id));
        counts.seen.extend(here);
        Ok(counts)
    }

    /// Another system tells how a filing ended. Facts change at once; a matter follows unless an officer here has decided it.
    async fn update_result(&self, tx: &mut Tx, known: &Known, result: &ReportedResult) -> Result<(), DeskError> {
        let told = store::submission::ReportedResult {
            outcome: result.outcome,
            closed_at: result.closed_at,
            award_fen: result.award_amount.map(|m| m.fen),
            punitive: result.punitive,
            verification: result.verification,
        };
        store::submission::update_result(tx, known.id, &told).await?;
        let row = store::submission::get(tx, known.id).await?.ok_or(DeskError::NotFound)?;
        let today = crate::time::local_date(self.now);
        let intake = if row.historical { Intake::Historical } else { Intake::Live };
        let born = birth(row.kind, row.received_on, result, intake);
        let decided: Vec<i64> = store::decision::of_submission(tx, row.id).await?.iter().map(|decision| decision.matter_id).collect();
        for matter in store::matter::of_submission(tx, row.id).await? {
            let Some(fresh) = born.matters.iter().find(|fresh| fresh.state.kind() == matter.kind) else { continue };
            if fresh.state == matter.state || decided.contains(&matter.id) {
                continue;
            }
            for clock in store::clock::of_matter(tx, matter.id).await?.iter().filter(|clock| clock.open && clock.is_of_matter()) {
                store::clock::update(tx, clock.id, &Clock { state: ClockState::Void { on: today }, ..clock.to_case()? }).await?;
            }
            let clocks = self.clocks(matter.received_on, &fresh.clocks)?;
            let first = store::clock::reserve(tx, clocks.len()).await?;
            let owner = Owner { submission_id: row.id, matter_id: matter.id, clue_id: None, referral_id: None };
            let rows: Vec<_> = clocks.iter().zip(first..).map(|(clock, id)| store::clock::Clock::new(id, owner, clock)).collect();
            store::clock::insert_many(tx, &rows).await?;
            let change = store::matter::Change {
                state: fresh.state,
                org_id: matter.org_id,
                officer_id: matter.officer_id,
                closed_on: fresh.closed_on,
                late: matter.late,
            };
            if !store::matter::update(tx, matter.id, matter.version, &change).await? {
                return Err(DeskError::Conflict);
            }
            store::owed::refresh(tx, matter.id).await?;
        }
        if let Some(told) = born.clue {
            for clue in
                store::clue::of_submission(tx, row.id).await?.iter().filter(|clue| clue.origin == told.origin && clue.state != told.state)
            {
                if !store::clue::update_state(tx, clue.id, clue.version, told.state).await? {
                    return Err(DeskError::Conflict);
                }
            }
        }
        let id = store::event::reserve(tx, 1).await?;
        let detail = serde_json::json!({"note": "来源系统更新了办理结果"}).to_string();
        store::event::insert_many(tx, &[received_event(id, row.id, today, self.now, detail)]).await?;
        Ok(())
    }

    fn clocks(&self, received_on: Date, changes: &[ClockChange]) -> Result<Vec<Clock>, DeskError> {
        casework::clock::apply(&[], changes, |clock| self.desk.law().recount(clock, received_on))
            .map_err(|error| DeskError::Fault(error.to_string()))
    }

    /// Writes new filings with everything that belongs to them.
    async fn insert(&self, tx: &mut Tx, fresh: &[&Filing]) -> Result<(), DeskError> {
        if fresh.is_empty() {
            return Ok(());
        }
        let mut rows = Batch::default();
        for Filing { id, row_no, submission, digest, sealed, keys, .. } in fresh {
            let id = *id;
            let received_on = submission.received_at.date();
            let rules = self.desk.law().rules_on(received_on);
            let intake = if rules.is_none() { Intake::Historical } else { self.intake };
            let org_id =
                self.desk.units().responsible(submission.region.as_str()).ok_or_else(|| DeskError::Fault("系统中没有任何单位".into()))?;
            let born = birth(submission.kind, received_on, &submission.result, intake);
            for fresh in &born.matters {
                let clocks = self.clocks(received_on, &fresh.clocks)?;
                let matter = store::matter::Matter {
                    id: 0,
                    submission_id: id,
                    kind: fresh.state.kind(),
                    state: fresh.state,
                    open: fresh.state.is_open(),
                    org_id,
                    officer_id: None,
                    rules_id: rules.map(|rules| rules.id),
                    received_on,
                    closed_on: fresh.closed_on,
                    late: false,
                    version: 1,
                    archived: false,
                };
                rows.matters.push((matter, clocks));
            }
            rows.clues.extend(born.clue.map(|clue| (id, clue)));
            rows.events.push(received_event(0, id, received_on, self.now, "{}".to_owned()));
            let place = Place { id, row_no: *row_no, org_id, open: born.matters.iter().any(|fresh| fresh.state.is_open()), intake };
            rows.submissions.push(self.row(submission, place, digest));
            rows.sealed.push(sealed.clone());
            rows.keys.extend(keys);
        }
        rows.write(tx).await
    }

    fn row(&self, submission: &Submission, place: Place, digest: &[u8; 32]) -> Row {
        let purchase = &submission.purchase;
        Row {
            id: place.id,
            submission_no: submission.submission_no.clone(),
            channel: submission.channel,
            received_at: submission.received_at,
            received_on: submission.received_at.date(),
            kind: submission.kind,
            filer_id_kind: submission.filer.id_kind,
            real_name: submission.real_name,
            consent_publish: submission.consent_publish,
            consent_delegate: submission.consent_delegate,
            operator_name: submission.operator.name.clone(),
            operator_uscc: submission.operator.uscc.as_ref().map(|v| v.as_str().to_owned()),
            operator_address: submission.operator.address.clone(),
            region: submission.region.as_str().to_owned(),
            platform: submission.operator.platform.clone(),
            item: purchase.item.clone(),
            category: purchase.category,
            issue: submission.issue,
            purchased_on: purchase.purchased_on,
            quantity_milli: purchase.quantity_milli,
            unit: purchase.unit.clone(),
            amount_fen: purchase.amount.map(|m| m.fen),
            order_no: purchase.order_no.clone(),
            claim_fen: submission.claim_amount.map(|m| m.fen),
            has_demand: submission.demand.is_some(),
            evidence_hashes: submission.evidence_hashes.iter().map(|h| h.as_str()).collect::<Vec<_>>().join(";"),
            outcome: submission.result.outcome,
            closed_at: submission.result.closed_at,
            award_fen: submission.result.award_amount.map(|m| m.fen),
            punitive: submission.result.punitive,
            verification: submission.result.verification,
            historical: place.intake == Intake::Historical,
            org_id: place.org_id,
            open: place.open,
            person_id: None,
            import_run_id: Some(self.run_id),
            source_row: Some(i64::from(place.row_no)),
            digest: digest.to_vec(),
            created_at: self.now,
        }
    }
}

/// Where a new row goes.
struct Place {
    id: i64,
    row_no: u32,
    org_id: i64,
    open: bool,
    intake: Intake,
}

fn reported(known: &Known) -> ReportedResult {
    ReportedResult {
        outcome: known.outcome,
        closed_at: known.closed_at,
        award_amount: known.award_fen.map(|fen| Money { fen }),
        punitive: known.punitive,
        verification: known.verification,
    }
}

/// What is owed on a new matter: its earliest open clock.
fn owed(matter: &store::matter::Matter, clocks: &[Clock]) -> Option<Owed> {
    let next = clocks.iter().filter(|clock| clock.state.is_open()).min_by_key(|clock| clock.due_on)?;
    Some(Owed {
        submission_id: matter.submission_id,
        matter_id: matter.id,
        org_id: matter.org_id,
        officer_id: matter.officer_id,
        due_on: next.due_on,
        term: next.term,
        provisional: next.provisional,
        leads: false,
        filing_org_id: matter.org_id,
    })
}

fn received_event(id: i64, submission_id: i64, on: Date, now: Timestamp, detail: String) -> store::event::Event {
    store::event::Event {
        id,
        submission_id,
        matter_id: None,
        clue_id: None,
        decision_id: None,
        at: now,
        happened_on: on,
        account_id: None,
        kind: EventKind::Received,
        detail,
    }
}

/// Rows of one chunk, written table by table.
#[derive(Default)]
struct Batch {
    submissions: Vec<Row>,
    sealed: Vec<Sealed>,
    keys: Vec<Entry>,
    matters: Vec<(store::matter::Matter, Vec<Clock>)>,
    clues: Vec<(i64, casework::clue::Clue)>,
    events: Vec<store::event::Event>,
}

impl Batch {
    async fn write(mut self, tx: &mut Tx) -> Result<(), DeskError> {
        store::submission::insert_many(tx, &self.submissions).await?;
        store::sealed::insert_many(tx, &self.sealed).await?;
        store::blind::insert_many(tx, &self.keys).await?;
        let first = store::matter::reserve(tx, self.matters.len()).await?;
        let mut matters = Vec::with_capacity(self.matters.len());
        let mut clocks = Vec::with_capacity(self.matters.len());
        // The clue of a 投诉举报 belongs to its tip-off, which is the later of its matters.
        let mut latest = HashMap::new();
        let mut owing = Vec::with_capacity(self.matters.len());
        for ((mut matter, ticking), id) in self.matters.into_iter().zip(first..) {
            matter.id = id;
            latest.insert(matter.submission_id, id);
            owing.extend(owed(&matter, &ticking));
            let owner = Owner { submission_id: matter.submission_id, matter_id: id, clue_id: None, referral_id: None };
            clocks.extend(ticking.into_iter().map(|clock| (owner, clock)));
            matters.push(matter);
        }
        store::matter::insert_many(tx, &matters).await?;
        let first = store::clock::reserve(tx, clocks.len()).await?;
        let clocks: Vec<_> = clocks.iter().zip(first..).map(|((owner, clock), id)| store::clock::Clock::new(id, *owner, clock)).collect();
        store::clock::insert_many(tx, &clocks).await?;
        owing.chunk_by_mut(|a, b| a.submission_id == b.submission_id).for_each(store::owed::mark_earliest);
        store::owed::insert_many(tx, &owing).await?;
        let first = store::clue::reserve(tx, self.clues.len()).await?;
        let clues: Vec<_> = self
            .clues
            .into_iter()
            .zip(first..)
            .map(|((submission_id, clue), id)| store::clue::Clue {
                id,
                submission_id,
                matter_id: latest[&submission_id],
                origin: clue.origin,
                state: clue.state,
                found_on: clue.found_on,
                raised_by: None,
                note: None,
                version: 1,
            })
            .collect();
        store::clue::insert_many(tx, &clues).await?;
        let first = store::event::reserve(tx, self.events.len()).await?;
        for (event, id) in self.events.iter_mut().zip(first..) {
            event.id = id;
        }
        store::event::insert_many(tx, &self.events).await?;
        Ok(())
    }
}
