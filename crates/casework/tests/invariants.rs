//! Invariants 1, 2, 3 and 5 of the design hold whatever officers try, in whatever order.

use casework::clock::{Clock, ClockChange, ClockState, TermId, apply};
use casework::clue::{Clue, ClueOrigin, ClueState, raise};
use casework::codes::{Protection, SubmissionKind};
use casework::decision::*;
use casework::matter::{ComplaintState, Matter, MatterState, TipoffState, birth};
use casework::submission::{Intake, ReportedResult};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// One try of an officer.
#[derive(Clone, Debug)]
enum Try {
    Accept,
    Decline(DeclineGround, Vec<Evidence>),
    Settle,
    EndMediation(EndGround, Option<DeclineGround>, Vec<Evidence>),
    Withdraw,
    OpenCase,
    NoCase,
    Conclude,
    TellComplaint,
    TellTipoff,
    Protect(Protection),
    Lift(Protection),
    RaiseClue,
    FileClue(usize),
    NotFileClue(usize),
}

fn any_evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let finding = (any::<bool>(), any::<bool>())
        .prop_map(|(hit, in_force)| Evidence::Finding(CitedFinding { finding_id: 7, circumstance: "yy16.2.3".to_owned(), hit, in_force }));
    let piece = prop_oneof![
        3 => finding,
        1 => Just(Evidence::Submission(42)),
        1 => Just(Evidence::Record("  ".to_owned())),
        1 => Just(Evidence::Record("调解笔录".to_owned())),
    ];
    prop::collection::vec(piece, 0..3)
}

fn any_try() -> impl Strategy<Value = Try> {
    let decline = || prop::sample::select(DeclineGround::ALL);
    let flag = || prop::sample::select(Protection::ALL);
    let end = (prop::sample::select(EndGround::ALL), prop::option::of(decline()), any_evidence());
    prop_oneof![
        2 => Just(Try::Accept),
        3 => (decline(), any_evidence()).prop_map(|(ground, evidence)| Try::Decline(ground, evidence)),
        1 => Just(Try::Settle),
        3 => end.prop_map(|(ground, found, evidence)| Try::EndMediation(ground, found, evidence)),
        1 => Just(Try::Withdraw),
        1 => Just(Try::OpenCase),
        1 => Just(Try::NoCase),
        1 => Just(Try::Conclude),
        1 => Just(Try::TellComplaint),
        1 => Just(Try::TellTipoff),
        1 => flag().prop_map(Try::Protect),
        1 => flag().prop_map(Try::Lift),
        1 => Just(Try::RaiseClue),
        1 => (0..4_usize).prop_map(Try::FileClue),
        1 => (0..4_usize).prop_map(Try::NotFileClue),
    ]
}

/// A 投诉举报 and everything that hangs on it.
#[derive(Clone, Debug)]
struct Case {
    rules: Rules,
    complaint: Matter,
    tipoff: Matter,
    clues: Vec<Clue>,
}

/// The law of this test: every term is ten days.
fn ten_days(term: TermId, from: Date) -> Result<Clock, std::convert::Infallible> {
    Ok(Clock { term, started_on: from, due_on: from + 10.days(), provisional: false, state: ClockState::Running })
}

fn after(clocks: &[Clock], changes: &[ClockChange]) -> Vec<Clock> {
    let Ok(clocks) = apply(clocks, changes, ten_days);
    clocks
}

const RECEIVED: Date = date(2026, 5, 11);

impl Case {
    fn new(id: RulesId) -> Self {
        let born = birth(SubmissionKind::Both, RECEIVED, &ReportedResult::default(), Intake::Live);
        let matter = |index: usize| Matter {
            state: born.matters[index].state,
            received_on: RECEIVED,
            officer_id: None,
            real_name: true,
            protections: Vec::new(),
            clocks: after(&[], &born.matters[index].clocks),
        };
        let is_121 = id == RulesId::Order121;
        let rules = Rules {
            id,
            decline: DeclineGround::ALL.iter().copied().filter(|&ground| is_121 || ground != DeclineGround::Impersonation).collect(),
            end: EndGround::ALL.iter().copied().filter(|&ground| is_121 || ground != EndGround::PartyGone).collect(),
            tells_informant: !is_121,
        };
        Self { rules, complaint: matter(0), tipoff: matter(1), clues: born.clue.into_iter().collect() }
    }

    /// The case after the try; `Err` leaves it as it was.
    fn act(&self, step: &Try, on: Date) -> Result<(Self, Vec<CaseEvent>), Refusal> {
        let officer = Officer::new(3, "承办人")?;
        let reason = Reason::new("经核实，不是为生活消费需要购买商品")?;
        let mut next = self.clone();
        let by = || officer.clone();
        let on_complaint = |transition: Result<Transition, Refusal>| {
            let transition = transition?;
            assert_eq!(transition.clue, None, "an act on a complaint touches no clue");
            Ok(transition)
        };
        let transition = match step {
            Try::Accept => on_complaint(accept(&self.complaint, &Accept { officer: by(), on }))?,
            Try::Decline(ground, evidence) => {
                let act = Decline { officer: by(), on, ground: *ground, reason: reason.clone(), evidence: evidence.clone() };
                on_complaint(decline(&self.complaint, &self.rules, &act))?
            }
            Try::Settle => on_complaint(settle(&self.complaint, &Settle { officer: by(), on }))?,
            Try::EndMediation(ground, came_to_light, evidence) => {
                let (ground, came_to_light, evidence) = (*ground, *came_to_light, evidence.clone());
                let act = EndMediation { officer: by(), on, ground, came_to_light, reason: reason.clone(), evidence };
                on_complaint(end_mediation(&self.complaint, &self.rules, &act))?
            }
            Try::Withdraw => on_complaint(withdraw(&self.complaint, &Withdraw { officer: by(), on }))?,
            Try::OpenCase => open_case(&self.tipoff, &self.rules, &OpenCase { officer: by(), on })?,
            Try::NoCase => no_case(&self.tipoff, &self.rules, &NoCase { officer: by(), on, reason: reason.clone() })?,
            Try::Conclude => conclude_case(&self.tipoff, &ConcludeCase { officer: by(), on })?,
            Try::TellComplaint => on_complaint(tell(&self.complaint, &Tell { by: by(), on }))?,
            Try::TellTipoff => tell(&self.tipoff, &Tell { by: by(), on })?,
            Try::Protect(flag) => {
                if !next.complaint.protections.contains(flag) {
                    next.complaint.protections.push(*flag);
                }
                return Ok((next, vec![protect(*flag, &officer, &reason, on)]));
            }
            Try::Lift(flag) => {
                let event = lift_protection(&self.complaint, *flag, &officer, &reason, on)?;
                next.complaint.protections.retain(|standing| standing != flag);
                return Ok((next, vec![event]));
            }
            Try::RaiseClue => {
                let raised = raise(&officer, on);
                next.clues.push(raised.next);
                return Ok((next, vec![raised.event]));
            }
            Try::FileClue(index) | Try::NotFileClue(index) => {
                let Some(clue) = self.clues.get(*index) else { return Ok((next, Vec::new())) };
                let due_on = clue.found_on + 10.days();
                let decided = match step {
                    Try::FileClue(_) => clue.file(&officer, on, due_on)?,
                    _ => clue.not_file(&officer, &reason, on, due_on)?,
                };
                next.clues[*index] = decided.next;
                return Ok((next, vec![decided.event]));
            }
        };
        let matter = if transition.next.kind() == self.complaint.state.kind() { &mut next.complaint } else { &mut next.tipoff };
        matter.state = transition.next;
        matter.clocks = after(&matter.clocks, &transition.clocks);
        if let Some(state) = transition.clue {
            next.clues.iter_mut().filter(|clue| clue.origin == ClueOrigin::Receipt).for_each(|clue| clue.state = state);
        }
        Ok((next, transition.events))
    }
}

/// Whether the evidence holds something that is more than a reference: written apart from the crate's own rule.
fn is_backed(evidence: &[Evidence]) -> bool {
    let mut backed = false;
    for piece in evidence {
        match piece {
            Evidence::Finding(finding) if finding.hit && finding.in_force => backed = true,
            Evidence::Finding(_) => {}
            Evidence::Submission(_) => backed = true,
            Evidence::Record(name) => backed |= name.chars().any(|c| !c.is_whitespace()),
        }
    }
    backed
}

fn speaks_against(ground: DeclineGround) -> bool {
    ground == DeclineGround::NotForLivingConsumption || ground == DeclineGround::Impersonation
}

fn check_clocks(matter: &Matter) -> Result<(), TestCaseError> {
    let open: Vec<TermId> = matter.clocks.iter().filter(|clock| clock.state.is_open()).map(|clock| clock.term).collect();
    let expected: &[&[TermId]] = match matter.state {
        MatterState::Complaint(ComplaintState::Received) => &[&[TermId::CAcc]],
        MatterState::Complaint(ComplaintState::Accepted) => &[&[TermId::CMed]],
        MatterState::Complaint(ComplaintState::MediationEnded | ComplaintState::Withdrawn) => &[&[TermId::CEnd], &[]],
        MatterState::Complaint(_) => &[&[]],
        MatterState::Tipoff(TipoffState::Received) => &[&[TermId::RVer]],
        MatterState::Tipoff(TipoffState::CaseOpened) => &[&[TermId::RCase], &[TermId::RNote, TermId::RCase], &[TermId::RNote], &[]],
        MatterState::Tipoff(_) => &[&[], &[TermId::RNote]],
    };
    prop_assert!(expected.contains(&open.as_slice()), "{:?} with {:?}", matter.state, open);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn invariants_hold_under_any_sequence(
        id in prop::sample::select(RulesId::ALL),
        tries in prop::collection::vec((any_try(), 0..8_i64), 1..30),
    ) {
        let mut case = Case::new(id);
        let mut today = RECEIVED;
        for (step, days) in tries {
            today += days.days();
            let Ok((next, events)) = case.act(&step, today) else { continue };

            // 2 and 5: adverse acts.
            let adverse = match &step {
                Try::Decline(ground, evidence) if speaks_against(*ground) => Some((evidence, true)),
                Try::EndMediation(ground, found, evidence) => {
                    Some((evidence, *ground == EndGround::FraudOrExtortion || found.is_some_and(speaks_against)))
                }
                _ => None,
            };
            if let Some((evidence, against_filer)) = adverse {
                prop_assert!(is_backed(evidence), "invariant 2: {:?}", step);
                prop_assert!(!against_filer || case.complaint.protections.is_empty(), "invariant 5: {:?}", step);
                prop_assert!(events.iter().all(|event| event.officer_id == 3 && event.reason.is_some()));
            }
            if let Try::Decline(ground, _) = &step {
                prop_assert!(case.rules.decline.contains(ground));
            }
            if let Try::EndMediation(ground, found, _) = &step {
                prop_assert!(case.rules.end.contains(ground) && found.is_none_or(|found| case.rules.decline.contains(&found)));
                prop_assert_eq!(found.is_some(), *ground == EndGround::Declinable);
            }

            // 3: a clue changes only by being filed or not filed.
            prop_assert!(next.clues.len() >= case.clues.len());
            for (index, (before, after)) in case.clues.iter().zip(&next.clues).enumerate() {
                let decides = match step {
                    Try::OpenCase | Try::NoCase => before.origin == ClueOrigin::Receipt,
                    Try::FileClue(tried) | Try::NotFileClue(tried) => tried == index && before.origin == ClueOrigin::Complaint,
                    _ => false,
                };
                prop_assert!(before == after || (decides && before.state == ClueState::Open), "invariant 3: {:?}", step);
            }

            // 1: an open matter has its clock, and lateness is noted.
            check_clocks(&next.complaint)?;
            check_clocks(&next.tipoff)?;
            let owed_late = |matter: &Matter| matter.clocks.iter().any(|clock| clock.is_past_due(today) && clock.term != TermId::RCase);
            let settles_complaint = matches!(step, Try::Accept | Try::Decline(..) | Try::Settle | Try::EndMediation(..) | Try::Withdraw);
            if settles_complaint {
                prop_assert_eq!(events.iter().any(|event| !event.late.is_empty()), owed_late(&case.complaint));
            }
            case = next;
        }
    }
}
