//! 启用: the registry is used only on an approved impact assessment (个人信息保护法 55, 56).

use casework::decision::Reason;
use jiff::Timestamp;
use store::{Tx, registry as rows};

use crate::case::Pen;
use crate::view::{AssessmentView, SwitchPage};
use crate::{Actor, Desk, DeskError, FieldError, Permission, lists, time};

/// The id of the assessment on which the registry runs; empty or absent = it is off.
const SETTING: &str = "registry.assessment";

/// The shortest part of an assessment, in characters other than white space.
const PART_CHARS: usize = 20;

/// The form of an assessment: what art. 56 asks for, and the document that founds the registry.
#[derive(Clone, Default)]
pub struct AssessmentForm {
    pub basis: String,
    pub purpose: String,
    pub effects: String,
    pub measures: String,
}

/// Refuses while the registry is off.
pub(super) async fn require_on(tx: &mut Tx) -> Result<(), DeskError> {
    if is_on(tx).await? {
        return Ok(());
    }
    Err(DeskError::refused(
        "异常名录尚未启用",
        "须先完成并批准个人信息保护影响评估（个人信息保护法第五十五条、第五十六条），再由负责人启用。",
    ))
}

pub(super) async fn is_on(tx: &mut Tx) -> Result<bool, DeskError> {
    Ok(store::setting::get(tx, SETTING).await?.is_some_and(|id| !id.is_empty()))
}

/// Only the root governs: the registry is one for the whole city.
fn require_root(desk: &Desk, actor: &Actor) -> Result<(), DeskError> {
    let is_root = desk.units().all().first().is_some_and(|root| root.id == actor.org_id);
    if is_root { Ok(()) } else { Err(DeskError::Forbidden) }
}

/// The assessments on file and whether the registry is on.
#[crate::boxed]
pub async fn switch_page(desk: &Desk, actor: &Actor) -> Result<SwitchPage, DeskError> {
    actor.require(Permission::ViewRegistry)?;
    let mut tx = desk.store().read().await?;
    let running = store::setting::get(&mut tx, SETTING).await?.unwrap_or_default();
    let names = lists::officers(&mut tx).await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_default();
    let may_govern = actor.may(Permission::GovernRegistry) && require_root(desk, actor).is_ok();
    let assessments = rows::assessments(&mut tx)
        .await?
        .into_iter()
        .map(|row| AssessmentView {
            assessment_id: row.id,
            is_running: running == row.id.to_string(),
            may_approve: may_govern && row.approved_by.is_none() && row.prepared_by != actor.account_id,
            prepared: format!("{} {}", row.prepared_on, name(row.prepared_by)),
            approved: row.approved_by.zip(row.approved_on).map(|(by, on)| format!("{on} {}", name(by))),
            basis: row.basis,
            purpose: row.purpose,
            effects: row.effects,
            measures: row.measures,
        })
        .collect();
    let may_prepare = actor.may(Permission::ProposeRegistry) && require_root(desk, actor).is_ok();
    Ok(SwitchPage { is_on: !running.is_empty(), may_govern, may_prepare, assessments })
}

/// Puts an assessment on file. It says nothing until another person approves it.
#[crate::boxed]
pub async fn prepare_assessment(desk: &Desk, actor: &Actor, form: &AssessmentForm, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::ProposeRegistry)?;
    require_root(desk, actor)?;
    let mut mistakes = Vec::new();
    let mut part = |field: &'static str, label: &str, text: &str| {
        let text = casework::values::clean_text(text);
        if text.chars().filter(|c| !c.is_whitespace()).count() < PART_CHARS {
            mistakes.push(FieldError { field, message: format!("“{label}”不少于{PART_CHARS}个字") });
        }
        text
    };
    let purpose = part("purpose", "处理目的和方式是否合法、正当、必要", &form.purpose);
    let effects = part("effects", "对个人权益的影响及安全风险", &form.effects);
    let measures = part("measures", "保护措施是否合法、有效并与风险相适应", &form.measures);
    let basis = casework::values::clean_text(&form.basis);
    if basis.is_empty() {
        mistakes.push(FieldError { field: "basis", message: "请写明建立异常名录所依据的文件及文号".to_owned() });
    }
    if !mistakes.is_empty() {
        return Err(DeskError::Invalid(mistakes));
    }
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let row = rows::ImpactAssessment {
            id: rows::reserve_assessment(tx).await?,
            basis: basis.clone(),
            purpose: purpose.clone(),
            effects: effects.clone(),
            measures: measures.clone(),
            prepared_by: actor.account_id,
            prepared_on: time::local_date(now),
            approved_by: None,
            approved_on: None,
        };
        Ok(rows::insert_assessment(tx, &row).await?)
    })
}

/// Approves an assessment, by somebody else than who prepared it.
#[crate::boxed]
pub async fn approve_assessment(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::GovernRegistry)?;
    require_root(desk, actor)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let row = rows::assessments(tx).await?.into_iter().find(|row| row.id == id).ok_or(DeskError::NotFound)?;
        if row.prepared_by == actor.account_id {
            return Err(DeskError::refused("评估的编制人不能自己批准", "请由另一名负责人批准。"));
        }
        if !rows::approve_assessment(tx, id, actor.account_id, time::local_date(now)).await? {
            return Err(DeskError::Conflict);
        }
        Ok(())
    })
}

/// Switches the registry on (on that assessment) or off (`None`). Off, nothing is proposed or listed; what people have a
/// right to (objections, withdrawals) goes on.
#[crate::boxed]
pub async fn switch(desk: &Desk, actor: &Actor, on: Option<i64>, reason: &str, now: Timestamp) -> Result<(), DeskError> {
    Pen::new(desk, actor, Permission::GovernRegistry, now)?;
    require_root(desk, actor)?;
    Reason::new(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        if let Some(id) = on {
            let row = rows::assessments(tx).await?.into_iter().find(|row| row.id == id).ok_or(DeskError::NotFound)?;
            if row.approved_by.is_none() {
                return Err(DeskError::refused("该影响评估尚未批准", "请由编制人以外的负责人批准后再启用。"));
            }
        }
        let value = on.map(|id| id.to_string()).unwrap_or_default();
        Ok(store::setting::set(tx, SETTING, &value).await?)
    })
}
