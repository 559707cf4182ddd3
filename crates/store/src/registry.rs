//! 异常名录: entries with what they rest on, their life, objections, receivers, papers; the assessment that comes first.

mod assessment;
mod base;
mod objection;
mod paper;
mod receiver;

pub use assessment::{ImpactAssessment, approve_assessment, assessments, insert_assessment, reserve_assessment};
pub use base::{Base, bases_of, delete_pending, entries_on, insert_bases, reserve_bases, settle_pending};
pub use objection::{Objection, answer_objection, insert_objection, objections_of, reserve_objection};
pub use paper::{
    RegistryPaper, RegistryPaperHead, RegistryPaperService, insert_paper, insert_service, paper, papers_of, reserve_paper, reserve_service,
    services_of,
};
pub use receiver::{Receiver, add_receivers, confirm, receivers_of, reserve_receivers, take_stance, tell_receivers, untold, waiting_for};

use casework::registry::{DeferralGround, EntryState, NoticeKind, QuashKind, RegistryEventKind};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::ledger::{self, Act};
use crate::submission::OrgScope;
use crate::table::{args, columns_of, in_list, insert as insert_row, select, table};
use crate::value::{Column, Value};
use crate::{Result, Tx};

table! {
    /// An entry. It is about whoever its anchor is held to be of; no person stands in the row.
    pub Entry of "registry_entry" {
        id: i64,
        anchor_id: i64,
        /// The unit that proposed it.
        org_id: i64,
        state: EntryState,
        /// `state.is_live()`.
        live: bool,
        proposed_by: i64,
        proposed_on: Date,
        reviewed_by: Option<i64>,
        reviewed_on: Option<Date>,
        notice_kind: Option<NoticeKind>,
        notice_ground: Option<DeferralGround>,
        noticed_by: Option<i64>,
        noticed_on: Option<Date>,
        listed_on: Option<Date>,
        /// The day of listing or of the latest renewal.
        since_on: Option<Date>,
        /// When somebody has to look at it again; nothing once that was done.
        review_on: Option<Date>,
        expires_on: Option<Date>,
        /// A renewal that waits for its second approver.
        renewal_by: Option<i64>,
        renewal_on: Option<Date>,
        quash_kind: Option<QuashKind>,
        quashed_on: Option<Date>,
        withdraw_due_on: Option<Date>,
        /// Nobody for an expiry.
        ended_by: Option<i64>,
        ended_on: Option<Date>,
        /// Goes up with every change; see [`update`].
        version: i64,
    }
}

table! {
    /// A line of an entry's life. Only ever added.
    pub Event of "registry_event" {
        id: i64,
        entry_id: i64,
        at: Timestamp,
        happened_on: Date,
        /// Nobody for what the system noticed itself.
        account_id: Option<i64>,
        kind: RegistryEventKind,
        /// A JSON object without personal data.
        detail: String,
        /// The officer's words, sealed.
        reason: Option<Vec<u8>>,
    }
}

/// The id of a new entry.
pub async fn reserve(tx: &mut Tx) -> Result<i64> {
    tx.reserve("registry_entry", 1).await
}

pub async fn insert(tx: &mut Tx, entry: &Entry) -> Result<()> {
    insert_row(tx, entry).await
}

pub async fn get(tx: &mut Tx, id: i64) -> Result<Option<Entry>> {
    tx.optional(select::<Entry>("where id = $1"), args![id]).await
}

/// Puts this row in the place of the one that still has `entry.version`, and raises the version.
/// `false` = somebody else was faster, nothing was written.
#[must_use = "nothing was written when somebody else was faster"]
pub async fn update(tx: &mut Tx, entry: &Entry) -> Result<bool> {
    let changed = tx
        .execute(
            "update registry_entry set state = $1, live = $2, reviewed_by = $3, reviewed_on = $4, notice_kind = $5, notice_ground = $6, \
             noticed_by = $7, noticed_on = $8, listed_on = $9, since_on = $10, review_on = $11, expires_on = $12, renewal_by = $13, \
             renewal_on = $14, quash_kind = $15, quashed_on = $16, withdraw_due_on = $17, ended_by = $18, ended_on = $19, \
             version = version + 1 where id = $20 and version = $21",
            args![
                entry.state,
                entry.live,
                entry.reviewed_by,
                entry.reviewed_on,
                entry.notice_kind,
                entry.notice_ground,
                entry.noticed_by,
                entry.noticed_on,
                entry.listed_on,
                entry.since_on,
                entry.review_on,
                entry.expires_on,
                entry.renewal_by,
                entry.renewal_on,
                entry.quash_kind,
                entry.quashed_on,
                entry.withdraw_due_on,
                entry.ended_by,
                entry.ended_on,
                entry.id,
                entry.version,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Entries that are about this person now, latest first.
pub async fn of_person(tx: &mut Tx, person_id: i64) -> Result<Vec<Entry>> {
    let columns = columns_of::<Entry>("e");
    tx.all(
        format!("select {columns} from submission s join registry_entry e on e.anchor_id = s.id where s.person_id = $1 order by e.id desc"),
        args![person_id],
    )
    .await
}

/// The next live entries after that id: to look over all of them in pages.
pub async fn live_after(tx: &mut Tx, after_id: i64, limit: i64) -> Result<Vec<Entry>> {
    tx.all(select::<Entry>("where live and id > $1 order by id limit $2"), args![after_id, limit]).await
}

/// Entries that these units proposed or were shown, latest first, before that id (`i64::MAX` to begin).
pub async fn page_before(tx: &mut Tx, orgs: &OrgScope, live_only: Option<bool>, before_id: i64, limit: i64) -> Result<Vec<Entry>> {
    let mut values = vec![Value::Int(Some(before_id)), Value::Int(Some(limit))];
    let mut condition = String::new();
    if let OrgScope::Only(orgs) = orgs {
        let list = in_list(3, &mut values, orgs.iter().map(Column::encode));
        condition = format!(
            " and (org_id in ({list}) or exists (select 1 from registry_receiver r where r.entry_id = registry_entry.id and r.org_id in ({list})))"
        );
    }
    if let Some(live) = live_only {
        values.push(Value::Bool(Some(live)));
        condition.push_str(&format!(" and live = ${}", values.len()));
    }
    tx.all(select::<Entry>(&format!("where id < $1{condition} order by id desc limit $2")), &values).await
}

/// Adds a line to the life of an entry. Its id comes from [`reserve_event`]: the sealed words are bound to it.
pub async fn record(tx: &mut Tx, event: &Event) -> Result<()> {
    insert_row(tx, event).await?;
    let (kind, key) = (format!("registry.{}", event.kind.code()), event.id.to_string());
    ledger::append(tx, Act { kind, account_id: event.account_id, at: Some(event.at), key: &key }, event).await
}

/// The id of a new line.
pub async fn reserve_event(tx: &mut Tx) -> Result<i64> {
    tx.reserve("registry_event", 1).await
}

/// The life of an entry, oldest first.
pub async fn events_of(tx: &mut Tx, entry_id: i64) -> Result<Vec<Event>> {
    tx.all(select::<Event>("where entry_id = $1 order by id"), args![entry_id]).await
}
