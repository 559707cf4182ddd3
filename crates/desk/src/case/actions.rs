//! What may be done next: by the state of the matter and the post of the viewer. What is not possible now is not shown;
//! a ground that a protection flag blocks is shown with the reason.

use casework::clock::{Clock, ClockState, PauseReason, TermId};
use casework::clue::{ClueOrigin, ClueState};
use casework::codes::Protection;
use casework::decision::{DeclineGround, EndGround, EventKind, Refusal};
use casework::matter::{ComplaintState, Matter, MatterState, TipoffState};
use casework::referral::{Referral, ReferralAct, Suspect};
use jiff::civil::Date;
use law::{Clause, Ground, RuleSet};

use super::officer::can_be_in_charge;
use super::page::Reader;
use super::{referral, steps};
use crate::view::{Action, Choice, Field, FieldKind, GroundChoice, StepForm};
use crate::{Actor, Permission};

/// The acts on a matter. History and matters without rules have none.
pub(super) fn on_matter(reader: &Reader<'_>, matter: &Matter, row: &store::matter::Matter, rules: Option<&RuleSet>) -> Vec<Action> {
    let mut actions = Vec::new();
    if let (true, Some(rules), false) = (reader.actor.may(Permission::Decide), rules, matter.archived) {
        actions.extend(decisions(matter, rules, reader.today));
    }
    if let (Some(rules), false) = (rules, is_history(matter.state)) {
        actions.extend(steps::offered(reader, matter, row, rules));
    }
    if reader.actor.may(Permission::Assign) && (matter.state.is_open() || matter.due_on().is_some()) {
        actions.push(Action::Assign { officers: officers(reader, row.org_id) });
    }
    actions
}

const fn is_history(state: MatterState) -> bool {
    matches!(state, MatterState::Complaint(ComplaintState::Historical) | MatterState::Tipoff(TipoffState::Historical))
}

fn decisions(matter: &Matter, rules: &RuleSet, today: Date) -> Vec<Action> {
    use ComplaintState as C;
    let flag = matter.protections.first().copied();
    let mut actions = match matter.state {
        MatterState::Complaint(C::Received) => vec![Action::Accept, Action::Decline { grounds: declines(rules, flag) }, Action::Withdraw],
        MatterState::Complaint(C::Accepted) => {
            let grounds = ends(matter, rules, flag, today);
            vec![
                Action::Settle { fields: settle_fields(matter) },
                Action::EndMediation { grounds, declinable: declines(rules, flag) },
                Action::Withdraw,
            ]
        }
        MatterState::Tipoff(TipoffState::Received) => vec![Action::OpenCase, Action::NoCase],
        MatterState::Complaint(_) | MatterState::Tipoff(_) => Vec::new(),
    };
    let is_owed = |term| matter.open_clock(term).is_some();
    actions.extend((is_owed(TermId::CEnd) || is_owed(TermId::RNote)).then_some(Action::Tell));
    actions.extend(is_owed(TermId::RCase).then_some(Action::ConcludeCase));
    actions
}

fn settle_fields(matter: &Matter) -> Vec<Field> {
    let performance = vec![Choice::new("at_once", "已即时履行"), Choice::new("by", "约定日期履行")];
    let mut fields = vec![
        Field::new("performance", "履行", FieldKind::Choice(performance)),
        Field::optional("until", "约定履行日期", FieldKind::Day).hinted("约定日期履行的须填写"),
        Field::optional("agreement", "协议内容", FieldKind::Lines),
        Field::optional("no_paper", "双方同意不制作调解书", FieldKind::Tick),
    ];
    if matter.represents > 0 {
        fields.push(Field::new("represented_agree", "被代表的投诉人已同意本协议", FieldKind::Tick));
    }
    fields
}

fn declines(rules: &RuleSet, flag: Option<Protection>) -> Vec<GroundChoice> {
    let choice = |known: &Ground<DeclineGround>| GroundChoice {
        value: known.ground.code().to_owned(),
        citation: known.clause.citation.clone(),
        text: text(&known.clause, known.ground.label()),
        needs_finding: known.ground.is_adverse(),
        blocked: flag.filter(|_| known.ground.is_adverse()).map(blocked),
    };
    rules.decline.iter().map(choice).collect()
}

fn ends(matter: &Matter, rules: &RuleSet, flag: Option<Protection>, today: Date) -> Vec<GroundChoice> {
    let choice = |known: &Ground<EndGround>| {
        // Two grounds may stand in one item; then its words do not tell them apart.
        let is_shared = rules.end.iter().filter(|other| other.clause.id == known.clause.id).count() > 1;
        let label = known.ground.label();
        GroundChoice {
            value: known.ground.code().to_owned(),
            citation: known.clause.citation.clone(),
            text: if is_shared { label.to_owned() } else { text(&known.clause, label) },
            needs_finding: true,
            blocked: flag.filter(|_| known.ground.is_adverse()).map(blocked).or_else(|| not_yet(matter, known.ground, today)),
        }
    };
    rules.end.iter().map(choice).collect()
}

fn text(clause: &Clause, label: &str) -> String {
    clause.text.clone().unwrap_or_else(|| label.to_owned())
}

fn blocked(flag: Protection) -> String {
    format!("{}保护标记未解除，不得以此为由", flag.label())
}

/// The end of the term is no ground before it has come.
fn not_yet(matter: &Matter, ground: EndGround, today: Date) -> Option<String> {
    let clock = matter.open_clock(TermId::CMed).filter(|_| ground == EndGround::TermOver)?;
    let refusal = match clock.state {
        ClockState::Running if today < clock.due_on => Refusal::TermStillRunning { due_on: clock.due_on },
        ClockState::Suspended { .. } => Refusal::TermSuspended,
        _ => return None,
    };
    Some(refusal.to_string())
}

fn officers(reader: &Reader<'_>, org_id: i64) -> Vec<Choice> {
    let units = reader.desk.units();
    let eligible = reader.record.accounts.iter().filter(|account| can_be_in_charge(units, account, org_id));
    let mut officers: Vec<_> = eligible.collect();
    officers.sort_by_key(|account| (account.org_id != org_id, account.id));
    let name = |account: &&store::account::Account| match units.get(account.org_id).filter(|unit| unit.id != org_id) {
        Some(unit) => format!("{}（{}）", account.display_name, unit.name),
        None => account.display_name.clone(),
    };
    officers.iter().map(|account| Choice::new(account.id.to_string(), name(account))).collect()
}

/// The acts on a clue of its own; one that came with a tip-off is decided with it.
pub(super) fn on_clue(actor: &Actor, origin: ClueOrigin, state: ClueState, is_case_open: bool, clock: Option<&Clock>) -> Vec<Action> {
    if origin == ClueOrigin::Receipt || !actor.may(Permission::Decide) {
        return Vec::new();
    }
    match state {
        ClueState::Open => [vec![Action::FileClue, Action::NotFileClue], clue_steps(actor, clock)].concat(),
        ClueState::Filed if is_case_open => [vec![Action::ConcludeClue], clue_steps(actor, clock)].concat(),
        ClueState::Filed | ClueState::NotFiled => Vec::new(),
    }
}

/// Extension and testing of a clue's own term.
fn clue_steps(actor: &Actor, clock: Option<&Clock>) -> Vec<Action> {
    let Some(clock) = clock else { return Vec::new() };
    let is_tested = clock.is_paused_for(PauseReason::Testing);
    let mut kinds = vec![if is_tested { EventKind::TestingEnded } else { EventKind::TestingStarted }];
    if actor.may(Permission::Approve) && clock.extensions == 0 && clock.state == ClockState::Running {
        kinds.push(EventKind::Extended);
    }
    kinds.into_iter().map(|kind| Action::Step(steps::clue_form(kind))).collect()
}

/// What may be done with a referral now.
pub(super) fn on_referral(reader: &Reader<'_>, row: &store::referral::Referral, known: &Referral) -> Vec<Action> {
    let may = |act: &ReferralAct| {
        let kind = act.kind();
        let is_involved = matches!(act, ReferralAct::Approve | ReferralAct::Refuse) && referral::may_approve(row, reader.actor).is_err();
        known.can(*act) && reader.actor.may(steps::permission(kind.spec().post)) && !is_involved
    };
    ReferralAct::ALL.iter().filter(|act| may(act)).map(|act| Action::Step(steps::clue_form(act.kind()))).collect()
}

/// The form of a referral report on a matter.
pub(super) fn propose(reader: &Reader<'_>, org_id: i64) -> Option<StepForm> {
    let crimes: Vec<Choice> =
        reader.desk.law().thresholds(reader.today).map(|known| Choice::new(known.id.clone(), known.crime.clone())).collect();
    let seconds =
        officers(reader, org_id).into_iter().filter(|choice| choice.value != reader.actor.account_id.to_string()).collect::<Vec<_>>();
    if crimes.is_empty() || !reader.actor.may(Permission::Decide) {
        return None;
    }
    let suspects = Suspect::ALL.iter().map(|known| Choice::new(known.code(), known.label())).collect();
    Some(StepForm {
        act: EventKind::ReferralProposed.code(),
        title: EventKind::ReferralProposed.label(),
        hint: Some("核实后提出，本机关正职负责人或者主持工作的负责人自接到报告之日起3日内决定，批准的24小时内移送。".to_owned()),
        fields: vec![
            Field::new("suspect", "谁涉嫌犯罪", FieldKind::Choice(suspects)),
            Field::new("crime", "涉嫌", FieldKind::Choice(crimes)),
            Field::new("amount", "涉案金额（元）", FieldKind::Line),
            Field::new("times", "两年内次数", FieldKind::Line).hinted("没有的填0"),
            Field::new("second", "另一名执法人员", FieldKind::Choice(seconds)),
            Field::new("records", "证据材料", FieldKind::Lines).hinted("每行一份"),
            Field::optional("cited", "相关来件编号", FieldKind::Line),
            Field::new("has_report", "已有涉嫌犯罪案件情况的调查报告", FieldKind::Tick),
            Field::new("items_listed", "已列涉案物品清单（没有物品的已注明）", FieldKind::Tick),
            Field::new("appraisal_settled", "已有检验报告或者鉴定结论（不需要的已注明）", FieldKind::Tick),
        ],
        reason: Some(true),
        closes: false,
        adverse: true,
    })
}

/// The acts on the filing as a whole.
pub(super) fn on_submission(actor: &Actor, has_live_complaint: bool) -> Vec<Action> {
    let mut actions = Vec::new();
    actions.extend((has_live_complaint && actor.may(Permission::Decide)).then_some(Action::RaiseClue));
    actions.extend(actor.may(Permission::Protect).then_some(Action::Protect));
    actions
}
