//! Acts on a complaint: 受理, 不予受理, 调解成功, 终止调解, 撤回.

use casework::decision::{self, Accept, Decline, EndMediation, Performance, Settle, Withdraw};
use jiff::Timestamp;

use super::basis::Basis;
use super::forms::gather;
use super::{DeclineForm, Docket, EndForm, Filled, MatterRef, Pen};
use crate::papers::{self, Press};
use crate::{Actor, Desk, DeskError, Permission};

/// 受理: mediation starts, and the complainant is told by a 投诉受理决定书.
#[crate::boxed]
pub async fn accept(desk: &Desk, actor: &Actor, on: MatterRef, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    papers::require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let rules = docket.rules(&pen)?;
        let act = Accept { officer: pen.officer.clone(), on: pen.on };
        let done = decision::accept(&docket.matter, &act)?;
        let decision_id = docket.write(tx, &pen, &done, &Basis::default()).await?;
        press.accepted(tx, &pen, &docket, rules, decision_id).await
    })
}

/// 不予受理 on a ground of the day of receipt; the complainant is told by a 投诉不予受理决定书.
#[crate::boxed]
pub async fn decline(desk: &Desk, actor: &Actor, on: MatterRef, form: DeclineForm, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let (ground, reason) = form.read()?;
    papers::require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let rules = docket.rules(&pen)?;
        let evidence = gather(tx, actor, &docket, &form.findings, &form.cited, &form.records).await?;
        let basis = Basis::reasoned(&reason, evidence.clone());
        let act = Decline { officer: pen.officer.clone(), on: pen.on, ground, reason: reason.clone(), evidence };
        let done = decision::decline(&docket.matter, &rules.for_acts(), &act)?;
        let decision_id = docket.write(tx, &pen, &done, &basis).await?;
        press.declined(tx, &pen, &docket, rules, (ground, &reason), decision_id).await
    })
}

/// 调解成功: what was agreed, when it is to be done, and whether a 调解书 is wanted. The law waives the paper where the agreement was
/// performed at once or both sides do without (Order 20 art. 22, Order 121 art. 24).
#[crate::boxed]
pub async fn settle(desk: &Desk, actor: &Actor, on: MatterRef, filled: &Filled, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let performance = match filled.text("performance") {
        "at_once" => Performance::AtOnce,
        "by" => Performance::By(filled.day("until")?),
        _ => return Err(DeskError::invalid("performance", "请选择履行方式")),
    };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let act =
            Settle { officer: pen.officer.clone(), on: pen.on, performance, represented_agree: filled.is_ticked("represented_agree") };
        let done = decision::settle(&docket.matter, &act)?;
        let waived = performance == Performance::AtOnce || filled.is_ticked("no_paper");
        let basis = Basis::note(filled.text("reason")).with_facts(filled.facts()).without_form(waived);
        docket.write(tx, &pen, &done, &basis).await.map(|_| ())
    })
}

/// 终止调解, always on evidence; a 投诉终止调解决定书 is made, and both sides are to be told by it.
#[crate::boxed]
pub async fn end_mediation(desk: &Desk, actor: &Actor, on: MatterRef, form: EndForm, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let (ground, came_to_light, reason) = form.read()?;
    papers::require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let rules = docket.rules(&pen)?;
        let evidence = gather(tx, actor, &docket, &form.findings, &form.cited, &form.records).await?;
        let basis = Basis::reasoned(&reason, evidence.clone());
        let act = EndMediation { officer: pen.officer.clone(), on: pen.on, ground, came_to_light, reason: reason.clone(), evidence };
        let done = decision::end_mediation(&docket.matter, &rules.for_acts(), &act)?;
        let decision_id = docket.write(tx, &pen, &done, &basis).await?;
        press.mediation_ended(tx, &pen, &docket, rules, ground, decision_id).await
    })
}

/// 撤回 by the complainant. During mediation that ends it, and both sides are to be told by a 投诉终止调解决定书 (Order 20 art. 21, Order
/// 121 art. 23). What is suspected of the trader is verified all the same.
#[crate::boxed]
pub async fn withdraw(desk: &Desk, actor: &Actor, on: MatterRef, note: &str, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    papers::require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let done = decision::withdraw(&docket.matter, &Withdraw { officer: pen.officer.clone(), on: pen.on })?;
        let decision_id = docket.write(tx, &pen, &done, &Basis::note(note)).await?;
        let Some(ground) = done.events.iter().find_map(|event| event.end_ground) else { return Ok(()) };
        press.mediation_ended(tx, &pen, &docket, docket.rules(&pen)?, ground, decision_id).await
    })
}
