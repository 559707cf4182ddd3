//! How a submission's matters stand on the first day: from the result that another system reports, if it does.

use jiff::civil::Date;

use crate::clock::{ClockChange, TermId};
use crate::clue::{Clue, ClueOrigin};
use crate::codes::{MatterKind, Outcome, SubmissionKind, Verification};
use crate::matter::{ComplaintState, MatterState, TipoffState, split};
use crate::submission::{Intake, ReportedResult};

/// The first day of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Birth {
    pub matters: Vec<Fresh>,
    /// The clue in a 投诉举报: it outlives whatever becomes of the complaint.
    pub clue: Option<Clue>,
    /// The reported outcome belongs to none of the matters (a pure tip-off "settled"): kept with the row, without effect.
    pub outcome_unplaced: bool,
}

/// One new matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fresh {
    pub state: MatterState,
    /// When another system closed it; only with a reported final outcome.
    pub closed_on: Option<Date>,
    /// The clocks that start with it. None for history: nothing is owed on it any more.
    pub clocks: Vec<ClockChange>,
}

/// How the matters of a new submission stand.
///
/// A reported outcome goes to the matter that it can belong to; the other matter of a 投诉举报 is as good as new, unless
/// the row is closed and 核查结论 tells what became of the tip-off.
/// Nothing is owed on history. An open outcome (受理) of a live complaint starts the term of mediation on the day of
/// `closed_at` if given, else on the day of receipt: the earliest day that can be right, so that no term is missed.
pub fn birth(kind: SubmissionKind, received_on: Date, result: &ReportedResult, intake: Intake) -> Birth {
    let mut placed = false;
    let matters: Vec<Fresh> = split(kind)
        .iter()
        .map(|&kind| {
            let reported = result.outcome.and_then(|outcome| outcome_state(kind, outcome));
            placed |= reported.is_some();
            let reported = reported.or_else(|| verified_state(kind, result));
            fresh(kind, reported, received_on, result, intake)
        })
        .collect();
    let clue = match matters.last().map(|fresh| fresh.state) {
        Some(MatterState::Tipoff(state)) if kind == SubmissionKind::Both => {
            state.clue().map(|state| Clue { origin: ClueOrigin::Receipt, state, found_on: received_on })
        }
        _ => None,
    };
    Birth { matters, clue, outcome_unplaced: result.outcome.is_some() && !placed }
}

fn fresh(kind: MatterKind, reported: Option<MatterState>, received_on: Date, result: &ReportedResult, intake: Intake) -> Fresh {
    let reported_on = result.closed_at.map(|at| at.date());
    let unreported = match (kind, intake) {
        (MatterKind::Complaint, Intake::Live) => MatterState::Complaint(ComplaintState::Received),
        (MatterKind::Complaint, Intake::Historical) => MatterState::Complaint(ComplaintState::Historical),
        (MatterKind::Tipoff, Intake::Live) => MatterState::Tipoff(TipoffState::Received),
        (MatterKind::Tipoff, Intake::Historical) => MatterState::Tipoff(TipoffState::Historical),
    };
    // An open state cannot be kept for history: nobody will ever decide it.
    let state = reported.filter(|state| intake == Intake::Live || !state.is_open()).unwrap_or(unreported);
    let clocks = match state {
        MatterState::Complaint(ComplaintState::Received) => vec![ClockChange::Start { term: TermId::CAcc, from: received_on }],
        MatterState::Complaint(ComplaintState::Accepted) => {
            vec![ClockChange::Start { term: TermId::CMed, from: reported_on.unwrap_or(received_on) }]
        }
        MatterState::Tipoff(TipoffState::Received) => vec![ClockChange::Start { term: TermId::RVer, from: received_on }],
        _ => Vec::new(),
    };
    Fresh { state, closed_on: reported_on.filter(|_| reported == Some(state) && !state.is_open()), clocks }
}

/// The state that this outcome gives a matter of this kind, if it can belong to one.
const fn outcome_state(kind: MatterKind, outcome: Outcome) -> Option<MatterState> {
    use ComplaintState as C;
    Some(match (kind, outcome) {
        (MatterKind::Complaint, Outcome::Accepted) => MatterState::Complaint(C::Accepted),
        (MatterKind::Complaint, Outcome::Declined) => MatterState::Complaint(C::Declined),
        (MatterKind::Complaint, Outcome::Settled) => MatterState::Complaint(C::Settled),
        (MatterKind::Complaint, Outcome::NotSettled | Outcome::MediationEnded) => MatterState::Complaint(C::MediationEnded),
        (MatterKind::Complaint, Outcome::Withdrawn) => MatterState::Complaint(C::Withdrawn),
        (MatterKind::Tipoff, Outcome::CaseOpened) => MatterState::Tipoff(TipoffState::CaseOpened),
        (MatterKind::Tipoff, Outcome::NoCase) => MatterState::Tipoff(TipoffState::NoCase),
        _ => return None,
    })
}

/// A closed row that tells what verifying found says that its tip-off was decided, although 办理结果 has room for one
/// outcome only and gives that of the complaint. What was found true went on to a case; what was not, did not.
fn verified_state(kind: MatterKind, result: &ReportedResult) -> Option<MatterState> {
    result.closed_at?;
    match (kind, result.verification?) {
        (MatterKind::Complaint, _) => None,
        (MatterKind::Tipoff, Verification::True | Verification::Partly) => Some(MatterState::Tipoff(TipoffState::CaseOpened)),
        (MatterKind::Tipoff, Verification::Untrue | Verification::Unverifiable) => Some(MatterState::Tipoff(TipoffState::NoCase)),
    }
}

#[cfg(test)]
mod tests {
    use crate::clue::ClueState;
    use expect_test::{Expect, expect};
    use jiff::civil::date;

    use super::*;

    fn check(kind: SubmissionKind, outcome: &str, intake: Intake, expected: Expect) {
        let closed = date(2026, 5, 6).at(9, 0, 0, 0);
        let outcome = Outcome::from_label(outcome);
        let result = ReportedResult { outcome, closed_at: outcome.map(|_| closed), ..ReportedResult::default() };
        let birth = birth(kind, date(2026, 5, 1), &result, intake);
        let mut lines: Vec<String> = birth
            .matters
            .iter()
            .map(|fresh| {
                let clocks: Vec<String> = fresh
                    .clocks
                    .iter()
                    .map(|change| match change {
                        ClockChange::Start { term, from } => format!("{} from {from}", term.code()),
                        other => format!("{other:?}"),
                    })
                    .collect();
                let closed = fresh.closed_on.map_or_else(String::new, |on| format!(" closed {on}"));
                format!("{} {}{closed} {}", fresh.state.kind().label(), fresh.state.label(), clocks.join(", ")).trim_end().to_owned()
            })
            .collect();
        lines.extend(birth.clue.map(|clue| format!("线索 {}", clue.state.label())));
        if birth.outcome_unplaced {
            lines.push("outcome unplaced".to_owned());
        }
        expected.assert_eq(&lines.join("; "));
    }

    #[test]
    fn the_first_day() {
        use Intake::{Historical, Live};
        use SubmissionKind::{Both, Complaint, Tipoff};
        check(Complaint, "", Live, expect!["投诉 待受理 C-ACC from 2026-05-01"]);
        check(Complaint, "受理", Live, expect!["投诉 调解中 C-MED from 2026-05-06"]);
        check(Complaint, "调解不成", Live, expect!["投诉 终止调解 closed 2026-05-06"]);
        check(Complaint, "立案", Live, expect!["投诉 待受理 C-ACC from 2026-05-01; outcome unplaced"]);
        check(Complaint, "受理", Historical, expect!["投诉 历史件"]);
        check(Complaint, "撤回", Historical, expect!["投诉 已撤回 closed 2026-05-06"]);
        check(Tipoff, "", Live, expect!["举报 待核查 R-VER from 2026-05-01"]);
        check(Tipoff, "不予受理", Live, expect!["举报 待核查 R-VER from 2026-05-01; outcome unplaced"]);
        check(Both, "", Live, expect!["投诉 待受理 C-ACC from 2026-05-01; 举报 待核查 R-VER from 2026-05-01; 线索 待核查"]);
        check(Both, "不予受理", Live, expect!["投诉 不予受理 closed 2026-05-06; 举报 待核查 R-VER from 2026-05-01; 线索 待核查"]);
        check(Both, "立案", Live, expect!["投诉 待受理 C-ACC from 2026-05-01; 举报 已立案 closed 2026-05-06; 线索 已立案"]);
        check(Both, "", Historical, expect!["投诉 历史件; 举报 历史件"]);
    }

    #[test]
    fn what_verifying_found_closes_the_tip_off_of_a_closed_row() {
        let state = |verification: &str, is_closed: bool| {
            let result = ReportedResult {
                outcome: Some(Outcome::Settled),
                closed_at: is_closed.then(|| date(2026, 5, 6).at(9, 0, 0, 0)),
                verification: Verification::from_label(verification),
                ..ReportedResult::default()
            };
            let birth = birth(SubmissionKind::Both, date(2026, 5, 1), &result, Intake::Live);
            (birth.matters[1].state.label(), birth.clue.map(|clue| clue.state))
        };
        assert_eq!(state("属实", true), ("已立案", Some(ClueState::Filed)));
        assert_eq!(state("不属实", true), ("不予立案", Some(ClueState::NotFiled)));
        assert_eq!(state("无法查实", true), ("不予立案", Some(ClueState::NotFiled)));
        assert_eq!(state("属实", false), ("待核查", Some(ClueState::Open)));
        assert_eq!(state("", true), ("待核查", Some(ClueState::Open)));
    }
}
