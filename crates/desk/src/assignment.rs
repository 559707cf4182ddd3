//! Sharing new work out.

use std::collections::{HashMap, HashSet};

use casework::codes::Role;
use casework::decision::EventKind;
use jiff::Timestamp;
use store::Tx;
use store::event::Event;
use store::matter::{Change, Matter};

use crate::{Desk, DeskError, absences, avoidance, time};

/// Matters looked at in one transaction.
const CHUNK: i64 = 500;
/// Of the filings of a unit without officers, one in this many goes to the unit at the root; the others stay open for
/// whoever takes them.
const TO_ROOT: usize = 3;

/// Gives matters on which something is owed and that nobody is in charge of to the officers of their unit in turn, the
/// two matters of one filing to the same officer. Says how many were given.
#[crate::boxed]
pub async fn share_out(desk: &Desk, now: Timestamp) -> Result<u64, DeskError> {
    let mut tx = desk.store().read().await?;
    let mut turns = Turns::new(desk, &mut tx, now).await?;
    drop(tx);
    let (mut given, mut after) = (0, 0);
    loop {
        // A transaction that is done again must begin with the same turns.
        let (before, seen) = (&turns, after);
        let chunk = store::transact!(desk.store(), async |tx| -> Result<Option<Shared>, DeskError> {
            let matters = store::matter::unassigned_after(tx, seen, CHUNK).await?;
            let Some(last) = matters.last().map(|matter| matter.id) else { return Ok(None) };
            let mut turns = before.clone();
            let filings: Vec<i64> = matters.iter().map(|matter| matter.submission_id).collect();
            turns.apart = avoidance::apart(tx, &filings).await?;
            let given: Vec<(&Matter, i64)> =
                matters.iter().filter_map(|matter| turns.officer_for(matter).map(|officer| (matter, officer))).collect();
            assign(tx, &given, now).await?;
            Ok(Some(Shared { last, given: given.len() as u64, turns }))
        })?;
        let Some(chunk) = chunk else { return Ok(given) };
        after = chunk.last;
        given += chunk.given;
        turns = chunk.turns;
    }
}

/// What one transaction did.
struct Shared {
    last: i64,
    given: u64,
    turns: Turns,
}

/// Whose turn it is in each unit.
#[derive(Clone, Default)]
struct Turns {
    root: Option<i64>,
    officers: HashMap<i64, Vec<i64>>,
    /// Filings of each unit so far.
    filings: HashMap<i64, usize>,
    /// Filings of this round and officers who must keep away from them.
    apart: HashSet<(i64, i64)>,
    /// The latest filing and who got it.
    latest: Option<(i64, Option<i64>)>,
}

impl Turns {
    async fn new(desk: &Desk, tx: &mut Tx, now: Timestamp) -> Result<Self, DeskError> {
        let mut turns = Self { root: desk.units().all().first().map(|unit| unit.id), ..Self::default() };
        let away = absences::away(tx, time::local_date(now)).await?;
        let here = |account: &store::account::Account| account.role == Role::Officer && !account.disabled && !away.contains(&account.id);
        for account in store::account::all(tx).await?.into_iter().filter(here) {
            turns.officers.entry(account.org_id).or_default().push(account.id);
        }
        Ok(turns)
    }

    fn officer_for(&mut self, matter: &Matter) -> Option<i64> {
        if let Some((_, officer)) = self.latest.filter(|(submission_id, _)| *submission_id == matter.submission_id) {
            return officer;
        }
        let count = self.filings.entry(matter.org_id).or_default();
        let turn = *count;
        *count += 1;
        let apart = &self.apart;
        let free = |officers: &Vec<i64>, turn: usize| {
            let in_turn = (0..officers.len()).map(|step| officers[(turn + step) % officers.len()]);
            in_turn.into_iter().find(|officer| !apart.contains(&(matter.submission_id, *officer)))
        };
        let officer = match (self.officers.get(&matter.org_id), self.root.and_then(|root| self.officers.get(&root))) {
            (Some(own), _) => free(own, turn),
            (None, Some(of_root)) if turn % TO_ROOT == TO_ROOT - 1 => free(of_root, turn / TO_ROOT),
            (None, _) => None,
        };
        self.latest = Some((matter.submission_id, officer));
        officer
    }
}

async fn assign(tx: &mut Tx, given: &[(&Matter, i64)], now: Timestamp) -> Result<(), DeskError> {
    let first = store::event::reserve(tx, given.len()).await?;
    let mut events = Vec::with_capacity(given.len());
    for (&(matter, officer), event_id) in given.iter().zip(first..) {
        let change = Change {
            state: matter.state,
            org_id: matter.org_id,
            officer_id: Some(officer),
            closed_on: matter.closed_on,
            late: matter.late,
        };
        if !store::matter::update(tx, matter.id, matter.version, &change).await? {
            return Err(DeskError::Conflict);
        }
        events.push(Event {
            id: event_id,
            submission_id: matter.submission_id,
            matter_id: Some(matter.id),
            clue_id: None,
            decision_id: None,
            at: now,
            happened_on: time::local_date(now),
            account_id: None,
            kind: EventKind::Assigned,
            detail: serde_json::json!({"assigned_to": officer}).to_string(),
        });
    }
    Ok(store::event::insert_many(tx, &events).await?)
}
