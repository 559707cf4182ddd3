//! 异议: taken by any channel, answered in L-OBJ by somebody without a part in the listing.

use casework::clock::TermId;
use casework::decision::Reason;
use casework::registry::{Objection, ObjectionChannel, ObjectionOutcome, RegistryEventKind as Kind};
use jiff::Timestamp;
use serde_json::json;
use store::registry as rows;
use vault::{Cell, Class};

use super::docket::{Docket, EntryRef};
use super::papers::Press;
use super::recheck;
use crate::case::Pen;
use crate::{Actor, Desk, DeskError, Permission, random};

/// What the person says, and by which way it came.
#[derive(Clone, Default)]
pub struct ObjectionForm {
    /// Code of the channel.
    pub channel: String,
    pub words: String,
}

/// The answer.
#[derive(Clone, Default)]
pub struct AnswerForm {
    /// Code of the outcome.
    pub outcome: String,
    pub reason: String,
}

pub(super) const fn words_cell(id: i64) -> Cell {
    Cell { table: "registry_objection", column: "words", row: id }
}

pub(super) const fn answer_cell(id: i64) -> Cell {
    Cell { table: "registry_objection", column: "answer", row: id }
}

/// Takes an objection; the registry being off is no reason to turn it away.
#[crate::boxed]
pub async fn object(desk: &Desk, actor: &Actor, on: EntryRef, form: &ObjectionForm, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::ProposeRegistry, now)?;
    let channel = ObjectionChannel::from_code(&form.channel).ok_or_else(|| DeskError::invalid("channel", "请选择异议从哪一途径提出"))?;
    let words = casework::values::clean_text(&form.words);
    if words.trim().is_empty() {
        return Err(DeskError::invalid("words", "请照录本人的理由"));
    }
    let due = desk.law().due(TermId::LObj, pen.on).map_err(|error| DeskError::Fault(error.to_string()))?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let id = rows::reserve_objection(tx).await?;
        let objection = Objection { id, received_on: pen.on, due_on: due.due_on, answer: None };
        let next = docket.entry.clone().object(objection)?;
        let row = rows::Objection {
            id,
            entry_id: docket.row.id,
            channel,
            received_on: pen.on,
            due_on: due.due_on,
            provisional: due.provisional,
            words: desk.vault().seal(Class::Reason, &words_cell(id), words.as_bytes(), &mut random::rng()),
            recorded_by: actor.account_id,
            outcome: None,
            answered_by: None,
            answered_on: None,
            answer: None,
        };
        rows::insert_objection(tx, &row).await?;
        let detail = json!({ "channel": channel.code(), "due_on": due.due_on.to_string() });
        docket.put(tx, &pen, next, Kind::ObjectionRaised, None, detail).await
    })
}

/// Answers one. Upheld, the entry has no effect from that moment and is to be withdrawn.
#[crate::boxed]
pub async fn answer(
    desk: &Desk,
    actor: &Actor,
    on: EntryRef,
    objection_id: i64,
    form: &AnswerForm,
    now: Timestamp,
) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::ProposeRegistry, now)?;
    let outcome = ObjectionOutcome::from_code(&form.outcome).ok_or_else(|| DeskError::invalid("outcome", "请选择答复结论"))?;
    let reason = Reason::new(&form.reason)?;
    let undo_by = recheck::undo_by(desk.law(), pen.on)?;
    crate::papers::require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let objections = rows::objections_of(tx, docket.row.id).await?;
        let row = objections.iter().find(|row| row.id == objection_id).ok_or(DeskError::NotFound)?;
        let late = pen.on > row.due_on;
        let next = docket.entry.clone().answer(objection_id, &pen.officer, outcome, &reason, pen.on, undo_by)?;
        let sealed = desk.vault().seal(Class::Reason, &answer_cell(objection_id), reason.as_str().as_bytes(), &mut random::rng());
        if !rows::answer_objection(tx, objection_id, outcome, actor.account_id, pen.on, &sealed).await? {
            return Err(DeskError::Conflict);
        }
        let kind = match outcome {
            ObjectionOutcome::Upheld => Kind::ObjectionUpheld,
            ObjectionOutcome::Rejected => Kind::ObjectionRejected,
        };
        let paper = press.answer(tx, &pen, &docket, row, (outcome, reason.as_str()), undo_by).await?;
        docket.put(tx, &pen, next, kind, Some(&reason), json!({ "late": late, "papers": [paper] })).await
    })
}
