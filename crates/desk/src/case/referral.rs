//! 移送: from the checklist to what the police answer. The bureau's own acts, and what the police did, recorded for them.

use casework::decision::{EventKind, Reason, Refusal};
use casework::referral::{self, Checklist, Referral, ReferralAct, ReferralState, ReferralTransition, Suspect};
use casework::values::Money;
use jiff::Timestamp;
use jiff::civil::DateTime;
use store::Tx;
use store::clock::Owner;

use super::basis::Basis;
use super::fields::{self, Filled};
use super::forms::gather_for;
use super::officer::can_be_in_charge;
use super::steps::permission;
use super::write::{Place, record, turn_clocks};
use super::{MatterRef, Pen, docket};
use crate::{Actor, Desk, DeskError, Permission, time};

/// A referral as its officer saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferralRef {
    pub referral_id: i64,
    pub version: i64,
}

/// 提出移送报告 on a matter; the head has three days.
#[crate::boxed]
pub async fn propose(desk: &Desk, actor: &Actor, on: MatterRef, filled: &Filled, now: Timestamp) -> Result<EventKind, DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let reason = Reason::new(filled.text("reason"))?;
    let suspect = filled.code("suspect", Suspect::from_code)?;
    let crime = filled.required("crime", "涉嫌的罪名")?;
    let crime = desk.law().thresholds(pen.on).find(|known| known.id == crime).map(|known| known.id.clone());
    let crime = crime.ok_or_else(|| DeskError::invalid("crime", "请选择所列的一项"))?;
    let amount = Money::parse(filled.text("amount")).map_err(|error| DeskError::invalid("amount", error.expected.to_owned()))?;
    let times: i64 = filled.text("times").parse().map_err(|_| DeskError::invalid("times", "请填写次数，没有的填0"))?;
    let second: i64 = filled.text("second").parse().map_err(|_| DeskError::invalid("second", "请选择另一名执法人员"))?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let docket = docket::Docket::open(tx, actor, on).await?;
        let account = store::account::get(tx, second).await?;
        if !account.is_some_and(|account| can_be_in_charge(desk.units(), &account, docket.row.org_id)) {
            return Err(DeskError::invalid("second", "请选择本单位或者上级单位的执法人员"));
        }
        let evidence = gather_for(tx, actor, &docket, &[], filled.text("cited"), filled.text("records")).await?;
        let checklist = Checklist {
            suspect,
            has_report: filled.is_ticked("has_report"),
            items_listed: filled.is_ticked("items_listed"),
            appraisal_settled: filled.is_ticked("appraisal_settled"),
            evidence: evidence.clone(),
            officers: [actor.account_id, second],
        };
        let done = referral::propose(&checklist, &docket.matter.protections, &pen.officer, &reason, pen.on)?;
        let id = store::referral::reserve(tx).await?;
        let row = store::referral::Referral {
            id,
            submission_id: docket.submission.id,
            matter_id: docket.row.id,
            clue_id: None,
            state: done.next,
            suspect,
            crime: crime.clone(),
            amount_fen: amount.fen,
            times,
            officer_one: actor.account_id,
            officer_two: second,
            proposed_on: pen.on,
            send_by: None,
            version: 1,
        };
        store::referral::insert(tx, &row).await?;
        let basis = Basis::reasoned(&reason, evidence).with_facts(filled.facts());
        write(tx, &pen, &docket.row, &row, &[], &done, &basis).await
    })?;
    Ok(EventKind::ReferralProposed)
}

/// One of the acts after that, by its code. What the police did is recorded for them.
#[crate::boxed]
pub async fn refer(
    desk: &Desk,
    actor: &Actor,
    on: ReferralRef,
    act: &str,
    filled: &Filled,
    now: Timestamp,
) -> Result<EventKind, DeskError> {
    let act = ReferralAct::from_code(act).ok_or(DeskError::NotFound)?;
    let kind = act.kind();
    let pen = Pen::new(desk, actor, permission(kind.spec().post), now)?;
    fields::check(&fields::of_act(kind), filled)?;
    let reason = filled.reason(kind)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let row = store::referral::get(tx, on.referral_id).await?.ok_or(DeskError::NotFound)?;
        docket::submission(tx, actor, row.submission_id).await?;
        if row.version != on.version {
            return Err(DeskError::Conflict);
        }
        let matter = store::matter::get(tx, row.matter_id).await?.ok_or(DeskError::NotFound)?;
        let basis = reason.as_ref().map_or_else(Basis::default, |reason| Basis::reasoned(reason, Vec::new())).with_facts(filled.facts());
        turn(tx, &pen, &matter, &row, (act, reason.as_ref(), time::local(pen.now)), &basis).await
    })?;
    Ok(kind)
}

/// 移送书 was served on the police at that moment: what it tells of was sent, and the twenty-four hours are met or were missed.
pub(crate) async fn sent_at(tx: &mut Tx, pen: &Pen<'_>, matter: &store::matter::Matter, at: DateTime) -> Result<(), DeskError> {
    let referrals = store::referral::of_submission(tx, matter.submission_id).await?;
    let approved = |row: &&store::referral::Referral| row.matter_id == matter.id && row.state == ReferralState::Approved;
    let Some(row) = referrals.iter().find(approved) else { return Ok(()) };
    turn(tx, pen, matter, row, (ReferralAct::Send, None, at), &Basis::default()).await
}

async fn turn(
    tx: &mut Tx,
    pen: &Pen<'_>,
    matter: &store::matter::Matter,
    row: &store::referral::Referral,
    (act, reason, at): (ReferralAct, Option<&Reason>, DateTime),
    basis: &Basis,
) -> Result<(), DeskError> {
    let mut clocks = store::clock::of_matter(tx, row.matter_id).await?;
    clocks.retain(|clock| clock.referral_id == Some(row.id));
    let done = to_case(row, &clocks)?.perform(act, &pen.officer, reason, at)?;
    let send_by = match act {
        ReferralAct::Approve => {
            let term = casework::clock::TermId::TSend;
            Some(pen.desk.law().due_at(term, at, row.proposed_on).map_err(|error| DeskError::Fault(error.to_string()))?)
        }
        _ => row.send_by,
    };
    if !store::referral::update(tx, row.id, row.version, done.next, send_by).await? {
        return Err(DeskError::Conflict);
    }
    if act == ReferralAct::Send {
        crate::shared::with_police(pen.desk, tx, row.submission_id, matter.org_id, pen.now).await?;
    }
    write(tx, pen, matter, row, &clocks, &done, basis).await
}

/// The referral as the casework room speaks of it.
pub(super) fn to_case(row: &store::referral::Referral, clocks: &[store::clock::Clock]) -> Result<Referral, DeskError> {
    Ok(Referral {
        state: row.state,
        proposed_on: row.proposed_on,
        officers: [row.officer_one, row.officer_two],
        send_by: row.send_by,
        clocks: clocks.iter().map(store::clock::Clock::to_case).collect::<Result<_, _>>()?,
    })
}

async fn write(
    tx: &mut Tx,
    pen: &Pen<'_>,
    matter: &store::matter::Matter,
    row: &store::referral::Referral,
    clocks: &[store::clock::Clock],
    done: &ReferralTransition,
    basis: &Basis,
) -> Result<(), DeskError> {
    let place = Place {
        submission_id: row.submission_id,
        matter_id: Some(row.matter_id),
        clue_id: None,
        referral_id: Some(row.id),
        rules_id: matter.rules_id,
    };
    record(tx, pen, place, &done.event, basis).await?;
    let owner = Owner { submission_id: row.submission_id, matter_id: row.matter_id, clue_id: None, referral_id: Some(row.id) };
    turn_clocks(tx, pen, owner, clocks, &done.clocks, row.proposed_on).await?;
    Ok(store::owed::refresh(tx, row.matter_id).await?)
}

/// An officer who stands for a referral may not approve it: the page leaves the act out.
pub(super) fn may_approve(row: &store::referral::Referral, actor: &Actor) -> Result<(), Refusal> {
    if [row.officer_one, row.officer_two].contains(&actor.account_id) { Err(Refusal::ApproverInvolved) } else { Ok(()) }
}
