//! An entry taken out of the store for a step, and put back after it.

use casework::codes::Protection;
use casework::decision::Reason;
use casework::registry::{
    Answer, Base, BaseId, Bases, Ended, Ending, Entry, EntryState, File, InForce, Notice, NoticeKind, Noticed, Objection, Proposed, Quash,
    RegistryEventKind, Renewal, Reviewed, Signed, Term,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use store::{Tx, registry as rows};
use vault::{Cell, Class};

use crate::case::Pen;
use crate::{Actor, Desk, DeskError, random};

/// An entry as its officer saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryRef {
    pub entry_id: i64,
    /// Of the page on which the form stood.
    pub version: i64,
}

/// One entry with everything that a step may change.
pub(crate) struct Docket {
    pub(crate) row: rows::Entry,
    pub(crate) entry: Entry,
}

/// An entry of the actor's units.
pub(super) async fn own(tx: &mut Tx, actor: &Actor, id: i64) -> Result<rows::Entry, DeskError> {
    let row = rows::get(tx, id).await?.ok_or(DeskError::NotFound)?;
    if actor.sees_org(row.org_id) { Ok(row) } else { Err(DeskError::NotFound) }
}

impl Docket {
    /// `NotFound` outside the actor's units, `Conflict` when the entry changed since it was seen.
    pub(super) async fn open(tx: &mut Tx, actor: &Actor, on: EntryRef) -> Result<Self, DeskError> {
        let row = own(tx, actor, on.entry_id).await?;
        if row.version != on.version {
            return Err(DeskError::Conflict);
        }
        Self::of(tx, row).await
    }

    pub(crate) async fn of(tx: &mut Tx, row: rows::Entry) -> Result<Self, DeskError> {
        let bases = rows::bases_of(tx, row.id).await?;
        let objections = rows::objections_of(tx, row.id).await?;
        let entry = restore(&row, &bases, &objections)?;
        Ok(Self { row, entry })
    }

    /// Flags that stand on any filing of the person (invariant 5).
    pub(super) async fn protections(&self, tx: &mut Tx) -> Result<Vec<Protection>, DeskError> {
        let anchor = store::submission::get(tx, self.row.anchor_id).await?.ok_or_else(broken)?;
        protections_of(tx, anchor.person_id, anchor.id).await
    }

    /// Puts the entry back with a line in its life.
    pub(super) async fn put(
        mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        next: Entry,
        kind: RegistryEventKind,
        reason: Option<&Reason>,
        detail: Value,
    ) -> Result<(), DeskError> {
        write(&mut self.row, &next);
        if !rows::update(tx, &self.row).await? {
            return Err(DeskError::Conflict);
        }
        let line = Line { entry_id: self.row.id, at: pen.now, on: pen.on, by: Some(pen.actor.account_id), kind };
        line.record(tx, pen.desk, reason.map(Reason::as_str), detail).await
    }
}

impl Docket {
    /// Puts back what the system itself noticed.
    pub(super) async fn put_by_nobody(mut self, tx: &mut Tx, next: &Entry) -> Result<(), DeskError> {
        write(&mut self.row, next);
        if rows::update(tx, &self.row).await? { Ok(()) } else { Err(DeskError::Conflict) }
    }
}

/// One line of a life, to be written.
pub(super) struct Line {
    pub(super) entry_id: i64,
    pub(super) at: Timestamp,
    pub(super) on: Date,
    pub(super) by: Option<i64>,
    pub(super) kind: RegistryEventKind,
}

impl Line {
    pub(super) async fn record(&self, tx: &mut Tx, desk: &Desk, reason: Option<&str>, detail: Value) -> Result<(), DeskError> {
        let id = rows::reserve_event(tx).await?;
        let seal = |text: &str| desk.vault().seal(Class::Reason, &reason_cell(id), text.as_bytes(), &mut random::rng());
        let event = rows::Event {
            id,
            entry_id: self.entry_id,
            at: self.at,
            happened_on: self.on,
            account_id: self.by,
            kind: self.kind,
            detail: detail.to_string(),
            reason: reason.filter(|text| !text.is_empty()).map(seal),
        };
        Ok(rows::record(tx, &event).await?)
    }
}

pub(super) const fn reason_cell(event_id: i64) -> Cell {
    Cell { table: "registry_event", column: "reason", row: event_id }
}

/// Filings of a person that are looked through for flags and bases.
pub(super) const FILINGS_LIMIT: i64 = 5_000;

/// Flags that stand on any filing of the person, or on this one where nobody is derived.
pub(super) async fn protections_of(tx: &mut Tx, person_id: Option<i64>, submission_id: i64) -> Result<Vec<Protection>, DeskError> {
    let filings = match person_id {
        Some(person_id) => store::person::submission_ids(tx, person_id, FILINGS_LIMIT).await?,
        None => vec![submission_id],
    };
    Ok(store::protection::standing(tx, &filings).await?.into_iter().map(|(_, flag)| flag).collect())
}

pub(super) fn broken() -> DeskError {
    DeskError::Fault("异常名录的记录无法读回".into())
}

/// A base as casework speaks of it.
pub(super) fn base(row: &rows::Base) -> Base {
    Base {
        id: BaseId { kind: row.kind, id: row.ref_id },
        submission_id: row.submission_id,
        happened_on: row.happened_on,
        ground: row.ground.clone(),
        in_force: row.in_force,
        strength: row.strength,
    }
}

/// The entry as it is kept. What casework would not have let happen is a fault, never shown as standing.
pub(super) fn restore(row: &rows::Entry, bases: &[rows::Base], objections: &[rows::Objection]) -> Result<Entry, DeskError> {
    let ending =
        |how| -> Result<Entry, DeskError> { Ok(Entry::Ended(Ended { how, on: row.ended_on.ok_or_else(broken)?, by: row.ended_by })) };
    match row.state {
        EntryState::NotApproved => return ending(Ending::NotApproved),
        EntryState::Expired => return ending(Ending::Expired),
        EntryState::Withdrawn => return ending(Ending::Withdrawn),
        EntryState::Removed => return ending(Ending::Removed),
        EntryState::Proposed | EntryState::Reviewed | EntryState::Noticed | EntryState::InForce => {}
    }
    let standing = bases.iter().filter(|base| !base.pending).map(base).collect();
    let quash = match (row.quash_kind, row.quashed_on, row.withdraw_due_on) {
        (Some(kind), Some(on), Some(due_on)) => Some(Quash { kind, on, due_on }),
        (None, None, None) => None,
        _ => return Err(broken()),
    };
    let objections = objections.iter().map(objection).collect::<Result<_, _>>()?;
    let file = File::restored(Bases::new(standing).map_err(|_| broken())?, objections, quash);
    let proposed = Proposed::restored(file, Signed { by: row.proposed_by, on: row.proposed_on });
    if row.state == EntryState::Proposed {
        return Ok(Entry::Proposed(proposed));
    }
    let reviewed = Reviewed::restored(proposed, signed(row.reviewed_by, row.reviewed_on)?).map_err(|_| broken())?;
    if row.state == EntryState::Reviewed {
        return Ok(Entry::Reviewed(reviewed));
    }
    let told = signed(row.noticed_by, row.noticed_on)?;
    let notice = match (row.notice_kind.ok_or_else(broken)?, row.notice_ground) {
        (NoticeKind::Served, _) => Notice::Served(told),
        (NoticeKind::Deferred, ground) => Notice::Deferred { signed: told, ground: ground.ok_or_else(broken)? },
    };
    let noticed = Noticed::restored(reviewed, notice);
    if row.state == EntryState::Noticed {
        return Ok(Entry::Noticed(noticed));
    }
    let (Some(listed_on), Some(since), Some(expires_on)) = (row.listed_on, row.since_on, row.expires_on) else { return Err(broken()) };
    let term = Term { listed_on, since, review_on: row.review_on, expires_on };
    let renewal = match row.renewal_by {
        None => None,
        some => {
            let bases = bases.iter().filter(|base| base.pending).map(base).collect();
            Some(Renewal { proposer: signed(some, row.renewal_on)?, bases: Bases::new(bases).map_err(|_| broken())? })
        }
    };
    Ok(Entry::InForce(InForce::restored(noticed, term, renewal).map_err(|_| broken())?))
}

fn signed(by: Option<i64>, on: Option<Date>) -> Result<Signed, DeskError> {
    match (by, on) {
        (Some(by), Some(on)) => Ok(Signed { by, on }),
        _ => Err(broken()),
    }
}

fn objection(row: &rows::Objection) -> Result<Objection, DeskError> {
    let answer = match row.outcome {
        None => None,
        Some(outcome) => Some(Answer { signed: signed(row.answered_by, row.answered_on)?, outcome }),
    };
    Ok(Objection { id: row.id, received_on: row.received_on, due_on: row.due_on, answer })
}

/// What the entry says into the row; what it no longer says (of an ended one) stays as the last thing known.
fn write(row: &mut rows::Entry, entry: &Entry) {
    row.state = entry.state();
    row.live = entry.state().is_live();
    if let Some(quash) = entry.file().and_then(File::quash) {
        (row.quash_kind, row.quashed_on, row.withdraw_due_on) = (Some(quash.kind), Some(quash.on), Some(quash.due_on));
    }
    let reviewer = entry.reviewer();
    if let Some(reviewer) = reviewer {
        (row.reviewed_by, row.reviewed_on) = (Some(reviewer.by), Some(reviewer.on));
    }
    if let Some(notice) = entry.notice() {
        let signed = notice.signed();
        row.notice_kind = Some(notice.kind());
        row.notice_ground = match notice {
            Notice::Deferred { ground, .. } => Some(ground),
            Notice::Served(_) => row.notice_ground,
        };
        (row.noticed_by, row.noticed_on) = (Some(signed.by), Some(signed.on));
    }
    match entry {
        Entry::InForce(in_force) => {
            let term = in_force.term();
            (row.listed_on, row.since_on, row.review_on, row.expires_on) =
                (Some(term.listed_on), Some(term.since), term.review_on, Some(term.expires_on));
            let proposer = in_force.renewal().map(|renewal| renewal.proposer);
            (row.renewal_by, row.renewal_on) = (proposer.map(|signed| signed.by), proposer.map(|signed| signed.on));
        }
        Entry::Ended(ended) => (row.ended_by, row.ended_on) = (ended.by, Some(ended.on)),
        Entry::Proposed(_) | Entry::Reviewed(_) | Entry::Noticed(_) => {}
    }
}

/// A row for a fresh proposal.
pub(super) fn fresh(id: i64, org_id: i64, anchor_id: i64, proposed: &Signed) -> rows::Entry {
    rows::Entry {
        id,
        anchor_id,
        org_id,
        state: EntryState::Proposed,
        live: true,
        proposed_by: proposed.by,
        proposed_on: proposed.on,
        reviewed_by: None,
        reviewed_on: None,
        notice_kind: None,
        notice_ground: None,
        noticed_by: None,
        noticed_on: None,
        listed_on: None,
        since_on: None,
        review_on: None,
        expires_on: None,
        renewal_by: None,
        renewal_on: None,
        quash_kind: None,
        quashed_on: None,
        withdraw_due_on: None,
        ended_by: None,
        ended_on: None,
        version: 1,
    }
}

/// The refusal of a step that the entry's stage does not know.
pub(super) fn wrong(docket: &Docket, act: &'static str) -> DeskError {
    casework::registry::RegistryRefusal::WrongState { act, state: docket.row.state }.into()
}
