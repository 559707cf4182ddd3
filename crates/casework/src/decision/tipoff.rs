//! Acts on a tip-off.

use jiff::civil::Date;

use crate::clock::TermId;
use crate::clue::ClueState;
use crate::decision::transition::Outcome;
use crate::decision::{CaseEvent, EventKind, Officer, Reason, Refusal, Rules, Transition};
use crate::matter::{Matter, MatterState, TipoffState};

/// 立案.
#[derive(Clone, Debug)]
pub struct OpenCase {
    pub officer: Officer,
    pub on: Date,
}

/// 不予立案.
#[derive(Clone, Debug)]
pub struct NoCase {
    pub officer: Officer,
    pub on: Date,
    pub reason: Reason,
}

/// Files a case: R-VER is met, R-CASE starts; the clue that came with the tip-off is filed. Penalty procedure art. 18, 64.
pub fn open_case(matter: &Matter, rules: &Rules, act: &OpenCase) -> Result<Transition, Refusal> {
    require_received(matter, "立案")?;
    let event = CaseEvent::by(EventKind::CaseOpened, &act.officer, act.on);
    let outcome = verified(matter, rules, TipoffState::CaseOpened, event)?.starts(TermId::RCase);
    Ok(outcome.finish(Some(ClueState::Filed)))
}

/// Files no case, for a reason: R-VER is met; the clue that came with the tip-off is not filed. Penalty procedure art. 18, 20.
pub fn no_case(matter: &Matter, rules: &Rules, act: &NoCase) -> Result<Transition, Refusal> {
    require_received(matter, "不予立案")?;
    let event = CaseEvent { reason: Some(act.reason.clone()), ..CaseEvent::by(EventKind::NoCase, &act.officer, act.on) };
    Ok(verified(matter, rules, TipoffState::NoCase, event)?.finish(Some(ClueState::NotFiled)))
}

/// 案件办结: the case that was filed is decided.
#[derive(Clone, Debug)]
pub struct ConcludeCase {
    pub officer: Officer,
    pub on: Date,
}

/// The filed case is decided: R-CASE is met. What was decided is the case file's matter, not this one's. Penalty procedure art. 64.
pub fn conclude_case(matter: &Matter, act: &ConcludeCase) -> Result<Transition, Refusal> {
    if matter.open_clock(TermId::RCase).is_none() {
        return Err(Refusal::WrongState { act: "案件办结", state: matter.state });
    }
    let event = CaseEvent::by(EventKind::CaseConcluded, &act.officer, act.on);
    Ok(Outcome::new(matter, matter.state, event)?.drops_proceedings().meets(TermId::RCase).finish(None))
}

/// R-VER is met; a real-name informant is owed an answer where the rules of the day of receipt say so (Order 20 art. 31¶2).
fn verified<'a>(matter: &'a Matter, rules: &Rules, next: TipoffState, event: CaseEvent) -> Result<Outcome<'a>, Refusal> {
    let outcome = Outcome::new(matter, MatterState::Tipoff(next), event)?.drops_proceedings().meets(TermId::RVer);
    Ok(if rules.tells_informant && matter.real_name { outcome.starts(TermId::RNote) } else { outcome })
}

fn require_received(matter: &Matter, act: &'static str) -> Result<(), Refusal> {
    match matter.state {
        MatterState::Tipoff(TipoffState::Received) => Ok(()),
        state => Err(Refusal::WrongState { act, state }),
    }
}
