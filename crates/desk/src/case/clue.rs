//! Acts on 线索: raised from a complaint, filed or not filed, the case concluded. None of them follows the complaint.

use casework::clock::TermId;
use casework::clue::{self, Clue, ClueTransition};
use casework::codes::MatterKind;
use casework::decision::{EventKind, Reason, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::clock::Owner;
use vault::{Cell, Class};

use super::basis::Basis;
use super::fields::{self, Filled};
use super::steps::permission;
use super::write::{Place, record, turn_clocks};
use super::{Pen, docket};
use crate::{Actor, Desk, DeskError, Permission, random};

/// Where the officer's note on a clue is sealed.
pub(super) const fn note_cell(clue_id: i64) -> Cell {
    Cell { table: "clue", column: "note", row: clue_id }
}

/// 登记线索 found in the complaint of a filing; `note` says what was found.
#[crate::boxed]
pub async fn raise_clue(desk: &Desk, actor: &Actor, submission_id: i64, note: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let note = Reason::new(note)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let submission = docket::submission(tx, actor, submission_id).await?;
        if submission.historical {
            return Err(DeskError::refused("历史件只作事实参考，不在本系统办理", "发现新的违法线索的，请另行登记来件。"));
        }
        let matters = store::matter::of_submission(tx, submission_id).await?;
        let complaint = matters.iter().find(|matter| matter.kind == MatterKind::Complaint);
        let complaint = complaint
            .ok_or_else(|| DeskError::refused("本来件没有投诉事项，举报事项本身就是线索", "请在举报事项中办理立案或者不予立案。"))?;
        let raised = clue::raise(&pen.officer, pen.on);
        let id = store::clue::reserve(tx, 1).await?;
        let row = store::clue::Clue {
            id,
            submission_id,
            matter_id: complaint.id,
            origin: raised.next.origin,
            state: raised.next.state,
            found_on: raised.next.found_on,
            raised_by: Some(actor.account_id),
            note: Some(desk.vault().seal(Class::Reason, &note_cell(id), note.as_str().as_bytes(), &mut random::rng())),
            version: 1,
        };
        store::clue::insert_many(tx, std::slice::from_ref(&row)).await?;
        write(tx, &pen, &row, &[], &raised, &Basis::default()).await
    })
}

/// 线索立案.
#[crate::boxed]
pub async fn file_clue(desk: &Desk, actor: &Actor, clue_id: i64, note: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (row, clocks) = open(tx, actor, clue_id).await?;
        let done = to_case(&row).file(&pen.officer, pen.on, due_on(&clocks, TermId::RVer))?;
        write(tx, &pen, &row, &clocks, &done, &Basis::note(note)).await
    })
}

/// 线索不予立案, for a reason.
#[crate::boxed]
pub async fn not_file_clue(desk: &Desk, actor: &Actor, clue_id: i64, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let reason = Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (row, clocks) = open(tx, actor, clue_id).await?;
        let done = to_case(&row).not_file(&pen.officer, &reason, pen.on, due_on(&clocks, TermId::RVer))?;
        write(tx, &pen, &row, &clocks, &done, &Basis::reasoned(&reason, Vec::new())).await
    })
}

/// 案件办结: the case filed on the clue is decided.
#[crate::boxed]
pub async fn conclude_clue(desk: &Desk, actor: &Actor, clue_id: i64, note: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (row, clocks) = open(tx, actor, clue_id).await?;
        let is_owed = clocks.iter().any(|clock| clock.term == TermId::RCase && clock.open);
        let done = to_case(&row).conclude(&pen.officer, pen.on, due_on(&clocks, TermId::RCase))?;
        if !is_owed {
            return Err(DeskError::refused("该线索的案件已经办结", "请刷新页面查看最新状态。"));
        }
        write(tx, &pen, &row, &clocks, &done, &Basis::note(note)).await
    })
}

/// 批准延期 (the head), 开始检测, 检测结束 of a clue's own term, by the code of the act.
#[crate::boxed]
pub async fn step_clue(
    desk: &Desk,
    actor: &Actor,
    clue_id: i64,
    act: &str,
    filled: &Filled,
    now: Timestamp,
) -> Result<EventKind, DeskError> {
    let kind = EventKind::from_code(act).ok_or(DeskError::NotFound)?;
    let pen = Pen::new(desk, actor, permission(kind.spec().post), now)?;
    fields::check(&fields::of_act(kind), filled)?;
    let reason = filled.reason(kind)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (row, clocks) = open(tx, actor, clue_id).await?;
        let running = clocks.iter().find(|clock| clock.open).map(store::clock::Clock::to_case).transpose()?;
        let clue = to_case(&row);
        let done = match (kind, &reason) {
            (EventKind::Extended, Some(reason)) => {
                if !running.as_ref().is_some_and(|clock| desk.law().is_extendable(clock.term, row.found_on)) {
                    return Err(Refusal::NothingToExtend.into());
                }
                clue.extend(&pen.officer, reason, pen.on, running.as_ref())?
            }
            (EventKind::TestingStarted, _) => clue.start_testing(&pen.officer, pen.on, running.as_ref())?,
            (EventKind::TestingEnded, _) => clue.end_testing(&pen.officer, pen.on, running.as_ref())?,
            _ => return Err(DeskError::NotFound),
        };
        let basis = reason.as_ref().map_or_else(Basis::default, |reason| Basis::reasoned(reason, Vec::new())).with_facts(filled.facts());
        write(tx, &pen, &row, &clocks, &done, &basis).await
    })?;
    Ok(kind)
}

/// A clue that the actor may see, with its own clocks.
async fn open(tx: &mut Tx, actor: &Actor, clue_id: i64) -> Result<(store::clue::Clue, Vec<store::clock::Clock>), DeskError> {
    let row = store::clue::get(tx, clue_id).await?.ok_or(DeskError::NotFound)?;
    docket::submission(tx, actor, row.submission_id).await?;
    let mut clocks = store::clock::of_matter(tx, row.matter_id).await?;
    clocks.retain(|clock| clock.clue_id == Some(clue_id));
    Ok((row, clocks))
}

pub(super) const fn to_case(row: &store::clue::Clue) -> Clue {
    Clue { origin: row.origin, state: row.state, found_on: row.found_on }
}

/// When the open clock of that term ends; a clue that has none cannot be late.
fn due_on(clocks: &[store::clock::Clock], term: TermId) -> Date {
    clocks.iter().find(|clock| clock.term == term && clock.open).map_or(Date::MAX, |clock| clock.due_on)
}

async fn write(
    tx: &mut Tx,
    pen: &Pen<'_>,
    row: &store::clue::Clue,
    clocks: &[store::clock::Clock],
    done: &ClueTransition,
    basis: &Basis,
) -> Result<(), DeskError> {
    let place = Place {
        submission_id: row.submission_id,
        matter_id: Some(row.matter_id),
        clue_id: Some(row.id),
        referral_id: None,
        rules_id: None,
    };
    record(tx, pen, place, &done.event, basis).await?;
    let owner = Owner { submission_id: row.submission_id, matter_id: row.matter_id, clue_id: Some(row.id), referral_id: None };
    turn_clocks(tx, pen, owner, clocks, &done.clocks, row.found_on).await?;
    if done.next.state != row.state && !store::clue::update_state(tx, row.id, row.version, done.next.state).await? {
        return Err(DeskError::Conflict);
    }
    Ok(store::owed::refresh(tx, row.matter_id).await?)
}
