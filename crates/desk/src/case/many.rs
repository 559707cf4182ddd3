//! Acts that are done with many matters at once, one at a time: 领办, 催办, and taking back what a batch did.

use ::papers::PaperKind;
use casework::decision;
use jiff::Timestamp;

use super::basis::Basis;
use super::write::Charge;
use super::{Docket, MatterRef, Pen};
use crate::reminders::Stage;
use crate::{Actor, Desk, DeskError, Permission, avoidance, papers};

/// 领办: takes matters that nobody is in charge of, all of them or none.
pub(crate) async fn claim(desk: &Desk, actor: &Actor, wanted: &[MatterRef], now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        for on in wanted {
            let docket = Docket::open(tx, actor, *on).await?;
            avoidance::require_free(tx, actor.account_id, &actor.display_name, docket.submission.id).await?;
            let done = decision::claim(&docket.matter, &pen.officer, pen.on)?;
            let charge = Charge { officer_id: Some(actor.account_id), ..docket.charge() };
            docket.write_for(tx, &pen, &done, &Basis::default(), charge).await?;
        }
        Ok(())
    })
}

/// 催办: a line of the timeline, and a notice to the officer in charge or to the unit.
pub(crate) async fn remind(desk: &Desk, actor: &Actor, on: MatterRef, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Assign, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let done = decision::remind(&docket.matter, &pen.officer, pen.on)?;
        if let Some(clock) = docket.first_owed() {
            let row = store::reminder::Reminder {
                id: store::reminder::reserve(tx, 1).await?,
                clock_id: clock.id,
                matter_id: docket.row.id,
                submission_id: docket.submission.id,
                stage: Stage::Urged.code().to_owned(),
                due_on: clock.due_on,
                org_id: docket.row.org_id,
                account_id: docket.row.officer_id,
                made_at: now,
                seen_at: None,
                sent_at: None,
            };
            if store::reminder::insert_new(tx, &[row]).await? == 0 {
                return Err(DeskError::refused("该期限已经催办过", "请等待承办人办理。"));
            }
        }
        docket.write(tx, &pen, &done, &Basis::default()).await.map(|_| ())
    })
}

/// What a batch did to a matter.
#[derive(Clone, Copy)]
pub(crate) enum Undo {
    /// The matter goes back to who had it.
    Assign {
        former: Option<i64>,
    },
    Accept,
    Extend,
    Remind,
}

/// Takes it back, while nothing followed; `made_at` is when the batch was done.
pub(crate) async fn undo(
    desk: &Desk,
    actor: &Actor,
    on: MatterRef,
    what: Undo,
    made_at: Timestamp,
    now: Timestamp,
) -> Result<(), DeskError> {
    let permission = match what {
        Undo::Assign { .. } | Undo::Remind => Permission::Assign,
        Undo::Accept => Permission::Decide,
        Undo::Extend => Permission::Approve,
    };
    let pen = Pen::new(desk, actor, permission, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let mut charge = docket.charge();
        let done = match what {
            Undo::Assign { former } => {
                charge.officer_id = former;
                decision::undo_assign(&docket.matter, former, &pen.officer, pen.on)?
            }
            Undo::Accept => {
                require_paper_unread(tx, docket.submission.id, made_at).await?;
                papers::void_since(tx, &pen, &docket, PaperKind::ComplaintAccepted, made_at, "受理决定已撤销").await?;
                decision::undo_accept(&docket.matter, &pen.officer, pen.on)?
            }
            Undo::Extend => decision::undo_extend(&docket.matter, &pen.officer, pen.on)?,
            Undo::Remind => {
                store::reminder::take_back(tx, Stage::Urged.code(), docket.row.id, made_at).await?;
                decision::undo_assign(&docket.matter, docket.row.officer_id, &pen.officer, pen.on)?
            }
        };
        docket.write_for(tx, &pen, &done, &Basis::default(), charge).await.map(|_| ())
    })
}

/// A paper that somebody took may have reached the complainant: then the decision stands.
async fn require_paper_unread(tx: &mut store::Tx, submission_id: i64, since: Timestamp) -> Result<(), DeskError> {
    const LOOKS: i64 = 50;
    let looks = store::access::of_submission(tx, submission_id, LOOKS).await?;
    if looks.iter().any(|look| look.kind == "download" && look.at >= since) {
        return Err(DeskError::refused("受理决定书已经下载，可能已送达，不能撤销", "确有错误的，请依法另行处理。"));
    }
    Ok(())
}
