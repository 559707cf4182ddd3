//! The acts between the main decisions: which are offered now, and how one is done.
//!
//! What is offered is what `casework` would let happen: every act is tried on the matter as it stands, so that page and rule
//! cannot drift apart.

use casework::codes::Department;
use casework::decision::{
    Answer, EventKind, Hearing, IdentityFailure, Kept, Officer, Post, Reason, Reward, Rules, Ruling, Side, Step, Transition, perform,
};
use casework::matter::Matter;
use jiff::Timestamp;
use jiff::civil::Date;
use law::{Pack, RuleSet};

use super::basis::Basis;
use super::fields::{self, Filled};
use super::page::Reader;
use super::write::Charge;
use super::{Docket, MatterRef, Pen, merging};
use crate::view::{Action, Choice, Field, FieldKind, StepForm};
use crate::{Actor, Desk, DeskError, Permission};

/// One trial of every act, in the order in which a page shows them.
fn trials(today: Date) -> Vec<Step> {
    vec![
        Step::AskIdentity { until: today },
        Step::IdentityShown,
        Step::IdentityFailed(IdentityFailure::Refused),
        Step::Consent(Side::Complainant, Answer::Agrees),
        Step::Delegate,
        Step::EndDelegation,
        Step::Convene { day: today },
        Step::Hear(Hearing::Held),
        Step::Challenge,
        Step::RuleOnChallenge(Ruling::Granted),
        Step::StartAppraisal,
        Step::EndAppraisal,
        Step::CheckPerformance(Kept::Kept),
        Step::StartTesting,
        Step::EndTesting,
        Step::AskExtension,
        Step::Extend,
        Step::DenyExtension,
        Step::Inform,
        Step::CheckReward(Reward::Earned),
        Step::DeclareIncompetent,
        Step::Route,
        Step::GiveBack,
        Step::OpenDispute,
        Step::SettleDispute,
        Step::Archive,
        Step::Unarchive,
    ]
}

/// What the post of an act asks of whoever does it.
pub(super) const fn permission(post: Post) -> Permission {
    match post {
        Post::Officer | Post::System => Permission::Decide,
        Post::Head => Permission::Approve,
        Post::Desk => Permission::Assign,
    }
}

/// The acts that may be done on the matter now, as forms.
pub(super) fn offered(reader: &Reader<'_>, matter: &Matter, row: &store::matter::Matter, rules: &RuleSet) -> Vec<Action> {
    let (Ok(officer), Ok(reason)) =
        (Officer::new(reader.actor.account_id, &reader.actor.display_name), Reason::new("为列出可办理的事项而试算"))
    else {
        return Vec::new();
    };
    let for_acts = rules.for_acts();
    let mut actions = Vec::new();
    for step in trials(reader.today) {
        let kind = step.kind();
        let may = reader.actor.may(permission(kind.spec().post));
        if !may || !is_within_law(reader.desk.law(), matter, step) {
            continue;
        }
        if perform(matter, &for_acts, step, &officer, Some(&reason), reader.today).is_ok()
            && let Some(form) = form(reader, row, rules, kind)
        {
            actions.push(Action::Step(form));
        }
    }
    actions.extend(merging::offered(reader, matter, rules));
    actions
}

/// Whether a term can be extended is the law's to say; a matter is only extended where it can.
fn is_within_law(law: &Pack, matter: &Matter, step: Step) -> bool {
    if !matches!(step, Step::Extend | Step::AskExtension) {
        return true;
    }
    let open = matter.clocks.iter().filter(|clock| clock.state.is_open());
    open.into_iter().any(|clock| law.is_extendable(clock.term, matter.received_on))
}

fn form(reader: &Reader<'_>, row: &store::matter::Matter, rules: &RuleSet, kind: EventKind) -> Option<StepForm> {
    let mut form = plain_form(rules, kind);
    if kind == EventKind::Routed {
        let units = targets(reader.desk, reader.actor, row.org_id);
        if units.is_empty() {
            return None;
        }
        form.fields.insert(0, Field::new("org", "分送给", FieldKind::Choice(units)));
    }
    if kind == EventKind::GivenBack {
        reader.desk.units().get(row.org_id)?.parent_id?;
    }
    Some(form)
}

/// The form of an act that asks for nothing that hangs on the case.
pub(super) fn plain_form(rules: &RuleSet, kind: EventKind) -> StepForm {
    let spec = kind.spec();
    let clause = spec.provision.and_then(|provision| rules.provision(provision)).map(|clause| format!("依据{}。", clause.citation));
    let paper = spec.form.filter(|form| rules.forms.iter().any(|(known, _)| known == form));
    let paper = paper.map(|form| format!("应制作《{}》。", form.title()));
    let hint = [clause, paper, own_hint(kind).map(str::to_owned)].into_iter().flatten().collect::<String>();
    StepForm {
        act: kind.code(),
        title: kind.label(),
        hint: (!hint.is_empty()).then_some(hint),
        fields: fields::of_act(kind),
        reason: Some(spec.needs_reason),
        closes: matches!(kind, EventKind::Archived | EventKind::Merged | EventKind::Repeated | EventKind::FactsMerged),
        adverse: matches!(kind, EventKind::IdentityFailed | EventKind::ExtensionDenied | EventKind::Unarchived | EventKind::NotCompetent),
    }
}

/// The form of an act that hangs on no set of rules: on a clue's own term, on a referral.
pub(super) fn clue_form(kind: EventKind) -> StepForm {
    StepForm {
        act: kind.code(),
        title: kind.label(),
        hint: own_hint(kind).map(str::to_owned),
        fields: fields::of_act(kind),
        reason: Some(kind.spec().needs_reason),
        closes: false,
        adverse: matches!(kind, EventKind::ReferralRefused | EventKind::ReferralClosed),
    }
}

const fn own_hint(kind: EventKind) -> Option<&'static str> {
    use EventKind as K;
    Some(match kind {
        K::Challenged => "调解期限自当日中止，作出决定后继续计算。",
        K::AppraisalStarted | K::TestingStarted => "所需时间不计算在期限内。",
        K::Extended => "须在期限届满前批准，延长一次。",
        K::Routed => "期限自收到分送之日起由接收单位计算。",
        K::Archived => "归档后不再办理；未决线索不受影响，另行办理。",
        K::Repeated => "同一举报人就同一违法事实再次举报同一被举报人的，不再另行处理；所附线索随前一举报决定。",
        K::FactsMerged => "补充新的事实再次举报的，合并处理，核查期限自最后一次收到之日起重新计算。",
        K::Informed => "只在法律、法规、规章规定应当告知时使用。",
        _ => return None,
    })
}

/// Bureaus below the actor's own to which a matter of that unit may be passed on.
fn targets(desk: &Desk, actor: &Actor, org_id: i64) -> Vec<Choice> {
    let units = desk.units().all().iter();
    let fits = units.filter(|unit| unit.id != org_id && unit.department == Department::MarketSupervision && actor.sees_org(unit.id));
    fits.map(|unit| Choice::new(unit.id.to_string(), unit.name.clone())).collect()
}

/// Does one of the acts on a matter, by its code.
#[crate::boxed]
pub async fn step(desk: &Desk, actor: &Actor, on: MatterRef, act: &str, filled: &Filled, now: Timestamp) -> Result<EventKind, DeskError> {
    let kind = EventKind::from_code(act).ok_or(DeskError::NotFound)?;
    if merging::is_one(kind) {
        return merging::put_together(desk, actor, on, kind, filled, now).await;
    }
    let pen = Pen::new(desk, actor, permission(kind.spec().post), now)?;
    let step = fields::read(kind, filled)?;
    let reason = filled.reason(kind)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = Docket::open(tx, actor, on).await?;
        let rules = docket.rules(&pen)?.for_acts();
        let done = perform_within_law(desk.law(), &docket.matter, &rules, step, &pen.officer, reason.as_ref(), pen.on)?;
        let charge = charge(desk, actor, &docket, step, filled)?;
        let basis = reason.as_ref().map_or_else(Basis::default, |reason| Basis::reasoned(reason, Vec::new())).with_facts(filled.facts());
        docket.write_for(tx, &pen, &done, &basis, charge).await?;
        if charge.org_id != docket.row.org_id {
            move_filing(tx, desk, &docket, charge.org_id).await?;
        }
        Ok(())
    })?;
    Ok(kind)
}

/// `casework` decides; whether a term can be extended at all, the law on file does.
pub(super) fn perform_within_law(
    law: &Pack,
    matter: &Matter,
    rules: &Rules,
    step: Step,
    officer: &Officer,
    reason: Option<&Reason>,
    on: Date,
) -> Result<Transition, DeskError> {
    if !is_within_law(law, matter, step) {
        return Err(casework::decision::Refusal::NothingToExtend.into());
    }
    Ok(perform(matter, rules, step, officer, reason, on)?)
}

/// Who is in charge afterwards: the unit that it was passed on to, where nobody is yet.
fn charge(desk: &Desk, actor: &Actor, docket: &Docket, step: Step, filled: &Filled) -> Result<Charge, DeskError> {
    let org_id = match step {
        Step::Route => {
            let wanted = filled.text("org");
            let target = targets(desk, actor, docket.row.org_id).into_iter().find(|choice| choice.value == wanted);
            target.and_then(|choice| choice.value.parse().ok()).ok_or_else(|| DeskError::invalid("org", "请选择有处理权限的单位"))?
        }
        Step::GiveBack => {
            let parent = desk.units().get(docket.row.org_id).and_then(|unit| unit.parent_id);
            parent.ok_or_else(|| DeskError::refused("本单位就是统一接收机构", "请直接分送有处理权限的单位。"))?
        }
        _ => return Ok(Charge { org_id: docket.row.org_id, officer_id: docket.row.officer_id }),
    };
    Ok(Charge { org_id, officer_id: None })
}

/// A filing belongs to the unit that handles it. Where its other matter is still open elsewhere, that unit has to be able to see it.
async fn move_filing(tx: &mut store::Tx, desk: &Desk, docket: &Docket, org_id: i64) -> Result<(), DeskError> {
    let matters = store::matter::of_submission(tx, docket.submission.id).await?;
    let owed = store::owed::of_submission(tx, docket.submission.id).await?;
    let is_owed = |other: i64| owed.iter().any(|owed| owed.matter_id == other);
    let others = || matters.iter().filter(|other| other.id != docket.row.id && (other.open || is_owed(other.id)));
    let sees = |unit: i64, filing: i64| desk.units().below(unit).contains(&filing);
    if others().all(|other| sees(other.org_id, org_id)) {
        store::submission::set_organisation(tx, docket.submission.id, org_id).await?;
        return Ok(());
    }
    // Given back upwards while the other matter stays: the unit above sees it where it is.
    if sees(org_id, docket.submission.org_id) {
        return Ok(());
    }
    Err(DeskError::refused("同一来件的另一事项正由其他单位办理，分送后该单位将看不到来件", "请将另一事项一并分送，或者由上级单位办理。"))
}
