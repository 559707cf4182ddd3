//! Acts on a tip-off: 立案, 不予立案, 案件办结.

use casework::decision::{self, ConcludeCase, NoCase, OpenCase, Reason};
use jiff::Timestamp;

use super::basis::Basis;
use super::{Docket, MatterRef, Pen};
use crate::{Actor, Desk, DeskError, Permission};

/// 立案; the clue that came with the tip-off is filed with it.
#[crate::boxed]
pub async fn open_case(desk: &Desk, actor: &Actor, on: MatterRef, note: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let rules = docket.rules(&pen)?.for_acts();
        let done = decision::open_case(&docket.matter, &rules, &OpenCase { officer: pen.officer.clone(), on: pen.on })?;
        docket.write(tx, &pen, &done, &Basis::note(note).without_form(!docket.matter.real_name)).await.map(|_| ())
    })
}

/// 不予立案, for a reason.
#[crate::boxed]
pub async fn no_case(desk: &Desk, actor: &Actor, on: MatterRef, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let reason = Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let rules = docket.rules(&pen)?.for_acts();
        let act = NoCase { officer: pen.officer.clone(), on: pen.on, reason: reason.clone() };
        let done = decision::no_case(&docket.matter, &rules, &act)?;
        docket.write(tx, &pen, &done, &Basis::reasoned(&reason, Vec::new()).without_form(!docket.matter.real_name)).await.map(|_| ())
    })
}

/// 案件办结: the case that was filed is decided.
#[crate::boxed]
pub async fn conclude_case(desk: &Desk, actor: &Actor, on: MatterRef, note: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let done = decision::conclude_case(&docket.matter, &ConcludeCase { officer: pen.officer.clone(), on: pen.on })?;
        docket.write(tx, &pen, &done, &Basis::note(note)).await.map(|_| ())
    })
}
