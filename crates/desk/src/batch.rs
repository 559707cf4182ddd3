//! 批量办理: one person does the same with up to a hundred matters. Each row is an act of its own, with its own result; the whole
//! batch can be undone row by row while nothing followed.

use casework::decision::EventKind;
use jiff::Timestamp;
use serde_json::{Value, json};
use store::batch::{Batch, BatchRow};

use crate::case::{self, Filled, MatterRef, Undo};
use crate::view::{BatchPage, BatchRowView, Choice};
use crate::{Actor, Desk, DeskError, Permission, time};

/// Matters in one batch.
pub const LIMIT: usize = 100;

/// What is done with all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchKind {
    Assign,
    Accept,
    Extend,
    Remind,
    /// All matters of an absent officer go to another.
    HandOver,
}

impl BatchKind {
    pub const ALL: &'static [Self] = &[Self::Assign, Self::Accept, Self::Extend, Self::Remind, Self::HandOver];

    /// The stable code kept in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Accept => "accept",
            Self::Extend => "extend",
            Self::Remind => "remind",
            Self::HandOver => "hand_over",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Assign => "指派承办人",
            Self::Accept => "受理",
            Self::Extend => "批准延期",
            Self::Remind => "催办",
            Self::HandOver => "移交承办",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    const fn permission(self) -> Permission {
        match self {
            Self::Assign | Self::Remind | Self::HandOver => Permission::Assign,
            Self::Accept => Permission::Decide,
            Self::Extend => Permission::Approve,
        }
    }
}

/// What this person may do with many rows at once.
pub(crate) fn offered(actor: &Actor) -> Vec<Choice> {
    let kinds = BatchKind::ALL.iter().filter(|kind| **kind != BatchKind::HandOver && actor.may(kind.permission()));
    kinds.map(|kind| Choice::new(kind.code(), kind.label())).collect()
}

/// What the person chose.
#[derive(Clone, Debug, Default)]
pub struct BatchForm {
    /// Code of the kind.
    pub kind: String,
    pub matters: Vec<i64>,
    /// To whom, for assigning and handing over.
    pub officer_id: Option<i64>,
    /// From whom, for handing over: all that is owed on their matters.
    pub absent_id: Option<i64>,
    /// For extending.
    pub reason: String,
}

/// Does it, row by row; the id of the batch, whose page tells what became of each.
#[crate::boxed]
pub async fn run(desk: &Desk, actor: &Actor, form: &BatchForm, now: Timestamp) -> Result<i64, DeskError> {
    let kind = BatchKind::from_code(&form.kind).ok_or_else(|| DeskError::invalid("kind", "请选择要办理的事项"))?;
    actor.require(Permission::ViewCases)?;
    actor.require(kind.permission())?;
    let matters = chosen(desk, actor, kind, form).await?;
    if matters.is_empty() {
        return Err(DeskError::invalid("matters", "请至少选择一件"));
    }
    if matters.len() > LIMIT && kind != BatchKind::HandOver {
        return Err(DeskError::invalid("matters", format!("一次最多办理{LIMIT}件")));
    }
    let batch_id = store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let id = store::batch::reserve(tx).await?;
        let batch = Batch { id, kind: kind.code().to_owned(), account_id: actor.account_id, made_at: now, undone_at: None };
        store::batch::insert(tx, &batch).await?;
        Ok(id)
    })?;
    for matter_id in matters {
        let row = one(desk, actor, kind, form, batch_id, matter_id, now).await?;
        store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { Ok(store::batch::insert_row_of(tx, &row).await?) })?;
    }
    Ok(batch_id)
}

/// The matters meant: those ticked, or all that an absent officer has.
async fn chosen(desk: &Desk, actor: &Actor, kind: BatchKind, form: &BatchForm) -> Result<Vec<i64>, DeskError> {
    if kind != BatchKind::HandOver {
        let mut matters = form.matters.clone();
        matters.sort_unstable();
        matters.dedup();
        return Ok(matters);
    }
    const PAGE: i64 = 1_000;
    let absent = form.absent_id.ok_or_else(|| DeskError::invalid("absent", "请选择移交谁的事项"))?;
    if form.officer_id == Some(absent) {
        return Err(DeskError::invalid("officer", "请选择另一名承办人"));
    }
    let mut tx = desk.store().read().await?;
    let mut found: Vec<i64> = Vec::new();
    loop {
        let page = store::matter::owed_of_officer(&mut tx, absent, found.last().copied().unwrap_or(0), PAGE).await?;
        let is_last = (page.len() as i64) < PAGE;
        found.extend(page.iter().filter(|matter| actor.sees_org(matter.org_id)).map(|matter| matter.id));
        if is_last {
            return Ok(found);
        }
    }
}

/// One row: what the law or the state of the case refuses is its result, not the end of the batch.
async fn one(
    desk: &Desk,
    actor: &Actor,
    kind: BatchKind,
    form: &BatchForm,
    batch_id: i64,
    matter_id: i64,
    now: Timestamp,
) -> Result<BatchRow, DeskError> {
    let mut tx = desk.store().read().await?;
    let before = store::matter::get(&mut tx, matter_id).await?;
    drop(tx);
    let row = |done: bool, message: String, version_after: Option<i64>, former: Value| BatchRow {
        batch_id,
        matter_id,
        done,
        message,
        version_after,
        former: former.to_string(),
        undo_message: None,
    };
    let Some(before) = before.filter(|matter| actor.sees_org(matter.org_id)) else { return Err(DeskError::NotFound) };
    let on = MatterRef { matter_id, version: before.version };
    let done = match kind {
        BatchKind::Assign | BatchKind::HandOver => match form.officer_id {
            Some(officer) => case::assign(desk, actor, on, officer, now).await,
            None => Err(DeskError::invalid("officer", "请选择承办人")),
        },
        BatchKind::Accept => case::accept(desk, actor, on, now).await,
        BatchKind::Extend => {
            let filled = Filled::new([("reason", form.reason.as_str())]);
            case::step(desk, actor, on, EventKind::Extended.code(), &filled, now).await.map(|_| ())
        }
        BatchKind::Remind => case::remind(desk, actor, on, now).await,
    };
    let former = json!({ "officer": before.officer_id });
    match done {
        Ok(()) => Ok(row(true, format!("已{}", kind.label()), Some(before.version + 1), former)),
        Err(DeskError::Refused { message, .. }) => Ok(row(false, message, None, former)),
        Err(DeskError::Invalid(errors)) => {
            Ok(row(false, errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join("；"), None, former))
        }
        Err(error @ (DeskError::Conflict | DeskError::NotFound)) => Ok(row(false, error.to_string(), None, former)),
        Err(error) => Err(error),
    }
}

/// The batch as its page shows it.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, batch_id: i64) -> Result<BatchPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let batch = own(&mut tx, actor, batch_id).await?;
    let rows = store::batch::rows(&mut tx, batch_id).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.matter_id).collect();
    let matters = store::matter::get_many(&mut tx, &ids).await?;
    let filings: Vec<i64> = matters.iter().map(|matter| matter.submission_id).collect();
    let filings = store::submission::get_many(&mut tx, &filings).await?;
    drop(tx);
    let kind = BatchKind::from_code(&batch.kind);
    let view = |row: &BatchRow| {
        let matter = matters.iter().find(|matter| matter.id == row.matter_id)?;
        let filing = filings.iter().find(|filing| filing.id == matter.submission_id)?;
        Some(BatchRowView {
            submission_id: actor.sees_org(filing.org_id).then_some(filing.id),
            submission_no: filing.submission_no.clone(),
            matter: matter.kind,
            operator: filing.operator_name.clone(),
            done: row.done,
            message: row.message.clone(),
            undone: row.undo_message.clone(),
        })
    };
    Ok(BatchPage {
        batch_id,
        title: kind.map_or("批量办理", BatchKind::label).to_owned(),
        made_at: time::shown(batch.made_at),
        rows: rows.iter().filter_map(view).collect(),
        may_undo: batch.undone_at.is_none() && rows.iter().any(|row| row.done),
    })
}

async fn own(tx: &mut store::Tx, actor: &Actor, batch_id: i64) -> Result<Batch, DeskError> {
    let batch = store::batch::get(tx, batch_id).await?;
    batch.filter(|batch| batch.account_id == actor.account_id).ok_or(DeskError::NotFound)
}

/// Takes the batch back, row by row; a row on which something followed stays as it is and says so.
#[crate::boxed]
pub async fn undo(desk: &Desk, actor: &Actor, batch_id: i64, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let batch = own(&mut tx, actor, batch_id).await?;
    let kind = BatchKind::from_code(&batch.kind).ok_or(DeskError::NotFound)?;
    actor.require(kind.permission())?;
    let rows = store::batch::rows(&mut tx, batch_id).await?;
    drop(tx);
    let is_first =
        store::transact!(desk.store(), async |tx| -> Result<bool, DeskError> { Ok(store::batch::mark_undone(tx, batch_id, now).await?) })?;
    if !is_first {
        return Err(DeskError::refused("该批次已经撤销", "请刷新页面查看结果。"));
    }
    for row in rows.iter().filter(|row| row.done) {
        let message = match undo_one(desk, actor, kind, &batch, row, now).await {
            Ok(()) => "已撤销".to_owned(),
            Err(DeskError::Refused { message, .. }) => message,
            Err(DeskError::Conflict) => "此后又有办理，未撤销".to_owned(),
            Err(error) => return Err(error),
        };
        store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
            Ok(store::batch::set_undo_message(tx, batch_id, row.matter_id, &message).await?)
        })?;
    }
    Ok(())
}

async fn undo_one(desk: &Desk, actor: &Actor, kind: BatchKind, batch: &Batch, row: &BatchRow, now: Timestamp) -> Result<(), DeskError> {
    let on = MatterRef { matter_id: row.matter_id, version: row.version_after.ok_or(DeskError::Conflict)? };
    let what = match kind {
        BatchKind::Assign | BatchKind::HandOver => {
            let former: Value = serde_json::from_str(&row.former).map_err(|_| DeskError::Fault("批次的记录无法读回".into()))?;
            Undo::Assign { former: former.get("officer").and_then(Value::as_i64) }
        }
        BatchKind::Accept => Undo::Accept,
        BatchKind::Extend => Undo::Extend,
        BatchKind::Remind => Undo::Remind,
    };
    case::undo(desk, actor, on, what, batch.made_at, now).await
}
