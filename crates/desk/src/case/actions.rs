//! What may be done next: by the state of the matter and the post of the viewer. What is not possible now is not shown;
//! a ground that a protection flag blocks is shown with the reason.

use casework::clock::{ClockState, TermId};
use casework::clue::{ClueOrigin, ClueState};
use casework::codes::Protection;
use casework::decision::{DeclineGround, EndGround, Refusal};
use casework::matter::{ComplaintState, Matter, MatterState, TipoffState};
use jiff::civil::Date;
use law::{Clause, Ground, RuleSet};

use super::officer::can_be_in_charge;
use super::page::Reader;
use crate::view::{Action, Choice, GroundChoice};
use crate::{Actor, Permission};

/// The acts on a matter. History and matters without rules have none.
pub(super) fn on_matter(reader: &Reader<'_>, matter: &Matter, org_id: i64, rules: Option<&RuleSet>) -> Vec<Action> {
    let mut actions = Vec::new();
    if let (true, Some(rules)) = (reader.actor.may(Permission::Decide), rules) {
        actions.extend(decisions(matter, rules, reader.today));
    }
    if reader.actor.may(Permission::Assign) && (matter.state.is_open() || matter.due_on().is_some()) {
        actions.push(Action::Assign { officers: officers(reader, org_id) });
    }
    actions
}

fn decisions(matter: &Matter, rules: &RuleSet, today: Date) -> Vec<Action> {
    use ComplaintState as C;
    let flag = matter.protections.first().copied();
    let mut actions = match matter.state {
        MatterState::Complaint(C::Received) => vec![Action::Accept, Action::Decline { grounds: declines(rules, flag) }, Action::Withdraw],
        MatterState::Complaint(C::Accepted) => {
            let grounds = ends(matter, rules, flag, today);
            vec![Action::Settle, Action::EndMediation { grounds, declinable: declines(rules, flag) }, Action::Withdraw]
        }
        MatterState::Tipoff(TipoffState::Received) => vec![Action::OpenCase, Action::NoCase],
        MatterState::Complaint(_) | MatterState::Tipoff(_) => Vec::new(),
    };
    let is_owed = |term| matter.open_clock(term).is_some();
    actions.extend((is_owed(TermId::CEnd) || is_owed(TermId::RNote)).then_some(Action::Tell));
    actions.extend(is_owed(TermId::RCase).then_some(Action::ConcludeCase));
    actions
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
pub(super) fn on_clue(actor: &Actor, origin: ClueOrigin, state: ClueState, is_case_open: bool) -> Vec<Action> {
    if origin == ClueOrigin::Receipt || !actor.may(Permission::Decide) {
        return Vec::new();
    }
    match state {
        ClueState::Open => vec![Action::FileClue, Action::NotFileClue],
        ClueState::Filed if is_case_open => vec![Action::ConcludeClue],
        ClueState::Filed | ClueState::NotFiled => Vec::new(),
    }
}

/// The acts on the filing as a whole.
pub(super) fn on_submission(actor: &Actor, has_live_complaint: bool) -> Vec<Action> {
    let mut actions = Vec::new();
    actions.extend((has_live_complaint && actor.may(Permission::Decide)).then_some(Action::RaiseClue));
    actions.extend(actor.may(Permission::Protect).then_some(Action::Protect));
    actions
}
