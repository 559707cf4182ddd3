//! Two 投诉举报 about one trader, and officers who try anything in any order. After every step that is let through, invariants 1, 2, 3
//! and 5 of the design hold. The oracle is written apart from the rules that it judges.

use casework::clock::{Clock, ClockChange, ClockState, TermId, apply};
use casework::clue::{Clue, ClueOrigin, ClueState, ClueTransition, raise};
use casework::codes::{Protection, SubmissionKind};
use casework::decision::*;
use casework::matter::{ComplaintState as C, Matter, MatterState, TipoffState as T, birth};
use casework::proceeding::{self, ProceedingKind, ProceedingState};
use casework::referral::{Checklist, Referral, ReferralAct, ReferralState, ReferralTransition, Suspect, propose};
use casework::submission::{Intake, ReportedResult};
use jiff::ToSpan;
use jiff::civil::{Date, date};

const RECEIVED: Date = date(2026, 5, 11);
const TERM_DAYS: i64 = 10;

/// splitmix64: a seed is a whole sequence.
struct Dice(u64);

impl Dice {
    const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).expect("below a usize")
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 1
    }

    fn of<V: Copy>(&mut self, list: &[V]) -> V {
        list[self.below(list.len())]
    }
}

/// One try of an officer. `usize` names the filing (0 or 1), a clue or a referral.
#[derive(Clone, Debug)]
enum Try {
    Accept(usize),
    Decline(usize, DeclineGround, Vec<Evidence>),
    Settle(usize, Performance),
    EndMediation(usize, EndGround, Option<DeclineGround>, Vec<Evidence>),
    Withdraw(usize),
    Tell(usize),
    OpenCase(usize),
    NoCase(usize),
    Conclude(usize),
    Step(usize, Step),
    Merge(usize),
    MergeTipoffs(usize),
    MergeFacts(usize),
    Repeat(usize),
    Unmerge(usize),
    Protect(usize, Protection),
    Lift(usize, Protection),
    RaiseClue(usize),
    FileClue(usize),
    NotFileClue(usize),
    ExtendClue(usize),
    TestClue(usize),
    EndClueTest(usize),
    Propose(usize, Suspect, Vec<Evidence>, [i64; 2], bool),
    Refer(usize, ReferralAct, i64),
}

fn evidence(dice: &mut Dice) -> Vec<Evidence> {
    let piece = |dice: &mut Dice| match dice.below(5) {
        0 | 1 => {
            let (hit, in_force) = (dice.coin(), dice.coin());
            Evidence::Finding(CitedFinding { finding_id: 7, circumstance: "yy16.2.3".to_owned(), hit, in_force })
        }
        2 => Evidence::Submission(42),
        3 => Evidence::Record("  ".to_owned()),
        _ => Evidence::Record("调解笔录".to_owned()),
    };
    (0..dice.below(3)).map(|_| piece(dice)).collect()
}

fn any_step(dice: &mut Dice, today: Date) -> Step {
    let day = today + (i64::try_from(dice.below(6)).expect("small") - 1).days();
    let all = [
        Step::AskIdentity { until: day },
        Step::IdentityShown,
        Step::IdentityFailed(dice.of(IdentityFailure::ALL)),
        Step::Route,
        Step::GiveBack,
        Step::OpenDispute,
        Step::SettleDispute,
        Step::Consent(dice.of(Side::ALL), dice.of(Answer::ALL)),
        Step::Delegate,
        Step::EndDelegation,
        Step::Convene { day },
        Step::Hear(dice.of(Hearing::ALL)),
        Step::Challenge,
        Step::RuleOnChallenge(dice.of(Ruling::ALL)),
        Step::StartAppraisal,
        Step::EndAppraisal,
        Step::CheckPerformance(dice.of(Kept::ALL)),
        Step::AskExtension,
        Step::Extend,
        Step::DenyExtension,
        Step::StartTesting,
        Step::EndTesting,
        Step::DeclareIncompetent,
        Step::Inform,
        Step::CheckReward(dice.of(Reward::ALL)),
        Step::Archive,
        Step::Unarchive,
    ];
    dice.of(&all)
}

fn any_try(dice: &mut Dice, today: Date) -> Try {
    let filing = dice.below(2);
    match dice.below(40) {
        0 | 1 => Try::Accept(filing),
        2 => Try::Decline(filing, dice.of(DeclineGround::ALL), evidence(dice)),
        3 => {
            let until = today + i64::try_from(dice.below(9)).expect("small").days();
            Try::Settle(filing, if dice.coin() { Performance::AtOnce } else { Performance::By(until) })
        }
        4 => {
            let found = if dice.coin() { Some(dice.of(DeclineGround::ALL)) } else { None };
            Try::EndMediation(filing, dice.of(EndGround::ALL), found, evidence(dice))
        }
        5 => Try::Withdraw(filing),
        6 | 7 => Try::Tell(dice.below(4)),
        8 => Try::OpenCase(filing),
        9 => Try::NoCase(filing),
        10 => Try::Conclude(filing),
        11 => Try::Merge(filing),
        12 => Try::MergeTipoffs(filing),
        13 => Try::MergeFacts(filing),
        14 => Try::Repeat(filing),
        15 | 16 => Try::Unmerge(dice.below(4)),
        17 => Try::Protect(filing, dice.of(Protection::ALL)),
        18 | 19 => Try::Lift(filing, dice.of(Protection::ALL)),
        20 => Try::RaiseClue(filing),
        21 => Try::FileClue(dice.below(6)),
        22 => Try::NotFileClue(dice.below(6)),
        23 => Try::ExtendClue(dice.below(6)),
        24 => Try::TestClue(dice.below(6)),
        25 => Try::EndClueTest(dice.below(6)),
        26 => {
            let officers = [3, i64::try_from(3 + dice.below(2)).expect("small")];
            Try::Propose(filing, dice.of(Suspect::ALL), evidence(dice), officers, dice.below(4) > 0)
        }
        27..=30 => Try::Refer(dice.below(3), dice.of(ReferralAct::ALL), i64::try_from(3 + dice.below(3)).expect("small")),
        _ => Try::Step(dice.below(4), any_step(dice, today)),
    }
}

/// A referral with what its world knows of it.
#[derive(Clone, Debug)]
struct Referred {
    referral: Referral,
    evidence: Vec<Evidence>,
    approved_by: Option<i64>,
}

#[derive(Clone, Debug)]
struct OfFiling {
    clue: Clue,
    filing: usize,
    clocks: Vec<Clock>,
}

/// Where a matter was before it was put to another.
#[derive(Clone, Debug)]
struct Put {
    matter: usize,
    into: usize,
    before: Matter,
}

/// Matters 0 and 1 are the complaints, 2 and 3 the tip-offs of the two filings.
#[derive(Clone, Debug)]
struct World {
    rules: Rules,
    matters: Vec<Matter>,
    clues: Vec<OfFiling>,
    referrals: Vec<Referred>,
    puts: Vec<Put>,
}

/// The law of this world: every term and every extension is ten days.
fn recount(clock: &Clock) -> Result<Clock, std::convert::Infallible> {
    let stood: i64 = clock.stood_still().iter().map(|(since, until)| i64::from((*until - *since).get_days())).sum();
    let days = TERM_DAYS * i64::from(1 + clock.extensions) + stood;
    Ok(Clock { due_on: clock.started_on + days.days(), ..clock.clone() })
}

fn after(clocks: &[Clock], changes: &[ClockChange]) -> Vec<Clock> {
    let Ok(clocks) = apply(clocks, changes, recount);
    clocks
}

type Done = Result<(World, Vec<CaseEvent>), Refusal>;

impl World {
    fn new(dice: &mut Dice) -> Self {
        let id = dice.of(RulesId::ALL);
        let is_121 = id == RulesId::Order121;
        let born = birth(SubmissionKind::Both, RECEIVED, &ReportedResult::default(), Intake::Live);
        let matter = |index: usize| Matter {
            state: born.matters[index].state,
            received_on: RECEIVED,
            officer_id: None,
            real_name: true,
            protections: Vec::new(),
            clocks: after(&[], &born.matters[index].clocks),
            proceedings: Vec::new(),
            archived: false,
            represents: 0,
        };
        let only_121 = [Provision::Identity, Provision::Repeat, Provision::DelegationByConsent, Provision::Police];
        let rules = Rules {
            id,
            decline: DeclineGround::ALL.iter().copied().filter(|&ground| is_121 || ground != DeclineGround::Impersonation).collect(),
            end: EndGround::ALL.iter().copied().filter(|&ground| is_121 || ground != EndGround::PartyGone).collect(),
            tells_informant: !is_121,
            provisions: Provision::ALL.iter().copied().filter(|known| is_121 || !only_121.contains(known)).collect(),
        };
        let clue = |filing| OfFiling { clue: born.clue.expect("a 投诉举报 has a clue"), filing, clocks: Vec::new() };
        Self {
            rules,
            matters: vec![matter(0), matter(0), matter(1), matter(1)],
            clues: vec![clue(0), clue(1)],
            referrals: Vec::new(),
            puts: Vec::new(),
        }
    }

    fn act(&self, step: &Try, on: Date) -> Done {
        let officer = |id: i64| Officer::new(id, "承办人");
        let by = officer(3)?;
        let reason = Reason::new("经核实，不是为生活消费需要购买商品")?;
        let mut next = self.clone();
        let events = match step {
            Try::Accept(n) => next.take(*n, accept(&self.matters[*n], &Accept { officer: by, on })?),
            Try::Decline(n, ground, evidence) => {
                let act = Decline { officer: by, on, ground: *ground, reason, evidence: evidence.clone() };
                next.take(*n, decline(&self.matters[*n], &self.rules, &act)?)
            }
            Try::Settle(n, performance) => {
                next.take(*n, settle(&self.matters[*n], &Settle { officer: by, on, performance: *performance, represented_agree: false })?)
            }
            Try::EndMediation(n, ground, came_to_light, evidence) => {
                let (ground, came_to_light, evidence) = (*ground, *came_to_light, evidence.clone());
                let act = EndMediation { officer: by, on, ground, came_to_light, reason, evidence };
                next.take(*n, end_mediation(&self.matters[*n], &self.rules, &act)?)
            }
            Try::Withdraw(n) => next.take(*n, withdraw(&self.matters[*n], &Withdraw { officer: by, on })?),
            Try::Tell(n) => next.take(*n, tell(&self.matters[*n], &Tell { by, on })?),
            Try::OpenCase(n) => next.take(n + 2, open_case(&self.matters[n + 2], &self.rules, &OpenCase { officer: by, on })?),
            Try::NoCase(n) => next.take(n + 2, no_case(&self.matters[n + 2], &self.rules, &NoCase { officer: by, on, reason })?),
            Try::Conclude(n) => next.take(n + 2, conclude_case(&self.matters[n + 2], &ConcludeCase { officer: by, on })?),
            Try::Step(n, step) => next.take(*n, perform(&self.matters[*n], &self.rules, *step, &by, Some(&reason), on)?),
            Try::Merge(n) => next.merge(*n, 1 - n, &Merge { officer: by, on, reason }, false)?,
            Try::MergeTipoffs(n) => next.merge(n + 2, 3 - n, &Merge { officer: by, on, reason }, false)?,
            Try::MergeFacts(n) => next.merge(n + 2, 3 - n, &Merge { officer: by, on, reason }, true)?,
            Try::Repeat(n) => {
                let (n, before) = (n + 2, 3 - n);
                let act = Merge { officer: by, on, reason };
                let done = repeat(&self.matters[n], &self.matters[before], &self.rules, &act)?;
                next.puts.push(Put { matter: n, into: before, before: self.matters[n].clone() });
                next.take(n, done)
            }
            Try::Unmerge(n) => next.unmerge(*n, &Merge { officer: by, on, reason })?,
            Try::Protect(n, flag) => {
                for n in [*n, n + 2] {
                    if !next.matters[n].protections.contains(flag) {
                        next.matters[n].protections.push(*flag);
                    }
                }
                vec![protect(*flag, &by, &reason, on)]
            }
            Try::Lift(n, flag) => {
                let event = lift_protection(&self.matters[*n], *flag, &by, &reason, on)?;
                for n in [*n, n + 2] {
                    next.matters[n].protections.retain(|standing| standing != flag);
                }
                vec![event]
            }
            Try::RaiseClue(n) => {
                let raised = raise(&by, on);
                next.clues.push(OfFiling { clue: raised.next, filing: *n, clocks: after(&[], &raised.clocks) });
                vec![raised.event]
            }
            Try::FileClue(n) => next.clue(*n, |clue, clock| clue.file(&by, on, clock.map_or(Date::MAX, |clock| clock.due_on)))?,
            Try::NotFileClue(n) => {
                next.clue(*n, |clue, clock| clue.not_file(&by, &reason, on, clock.map_or(Date::MAX, |clock| clock.due_on)))?
            }
            Try::ExtendClue(n) => next.clue(*n, |clue, clock| clue.extend(&by, &reason, on, clock))?,
            Try::TestClue(n) => next.clue(*n, |clue, clock| clue.start_testing(&by, on, clock))?,
            Try::EndClueTest(n) => next.clue(*n, |clue, clock| clue.end_testing(&by, on, clock))?,
            Try::Propose(n, suspect, evidence, officers, is_whole) => {
                let checklist = Checklist {
                    suspect: *suspect,
                    has_report: *is_whole,
                    items_listed: true,
                    appraisal_settled: true,
                    evidence: evidence.clone(),
                    officers: *officers,
                };
                let done = propose(&checklist, &self.matters[*n].protections, &by, &reason, on)?;
                let referral =
                    Referral { state: done.next, proposed_on: on, officers: *officers, send_by: None, clocks: after(&[], &done.clocks) };
                next.referrals.push(Referred { referral, evidence: evidence.clone(), approved_by: None });
                vec![done.event]
            }
            Try::Refer(n, act, who) => {
                let Some(referred) = next.referrals.get_mut(*n) else { return Ok((next, Vec::new())) };
                let at = on.at(16, 0, 0, 0);
                let done: ReferralTransition = referred.referral.perform(*act, &officer(*who)?, Some(&reason), at)?;
                if done.next == ReferralState::Approved {
                    referred.approved_by = Some(*who);
                    referred.referral.send_by = Some((on + 1.day()).at(16, 0, 0, 0));
                }
                referred.referral.state = done.next;
                referred.referral.clocks = after(&referred.referral.clocks, &done.clocks);
                vec![done.event]
            }
        };
        Ok((next, events))
    }

    fn take(&mut self, n: usize, done: Transition) -> Vec<CaseEvent> {
        let matter = &mut self.matters[n];
        matter.state = done.next;
        matter.clocks = after(&matter.clocks, &done.clocks);
        matter.proceedings = proceeding::apply(&matter.proceedings, &done.proceedings);
        matter.archived = done.archived.unwrap_or(matter.archived);
        if let Some(state) = done.clue {
            assert!(n >= 2, "an act on a complaint touches no clue");
            let filings: Vec<usize> =
                [n].into_iter().chain(self.puts.iter().filter(|put| put.into == n).map(|put| put.matter)).map(|n| n - 2).collect();
            let with_it = |of: &&mut OfFiling| {
                of.clue.origin == ClueOrigin::Receipt && of.clue.state == ClueState::Open && filings.contains(&of.filing)
            };
            self.clues.iter_mut().filter(with_it).for_each(|of| of.clue.state = state);
        }
        done.events
    }

    fn merge(&mut self, n: usize, into: usize, act: &Merge, facts: bool) -> Result<Vec<CaseEvent>, Refusal> {
        let (matter, lead) = (&self.matters[n], &self.matters[into]);
        let done = if facts { merge_facts(matter, lead, &self.rules, act)? } else { merge(matter, lead, act)? };
        let before = matter.clone();
        self.puts.push(Put { matter: n, into, before });
        let mut events = self.take(n, done.of);
        events.extend(self.take(into, done.into));
        Ok(events)
    }

    fn unmerge(&mut self, n: usize, act: &Merge) -> Result<Vec<CaseEvent>, Refusal> {
        let Some(place) = self.puts.iter().position(|put| put.matter == n) else { return Ok(Vec::new()) };
        let done = unmerge(&self.matters[n], self.puts[place].before.state, act)?;
        let put = self.puts.remove(place);
        let events = self.take(n, done);
        let open = |matter: &Matter| {
            matter.clocks.iter().filter(|clock| clock.state.is_open() && clock.term != TermId::Jur).cloned().collect::<Vec<_>>()
        };
        assert_eq!((self.matters[n].state, open(&self.matters[n])), (put.before.state, open(&put.before)), "taken out as it was put in");
        Ok(events)
    }

    fn clue(
        &mut self,
        n: usize,
        act: impl FnOnce(Clue, Option<&Clock>) -> Result<ClueTransition, Refusal>,
    ) -> Result<Vec<CaseEvent>, Refusal> {
        let Some(of) = self.clues.get_mut(n) else { return Ok(Vec::new()) };
        let done = act(of.clue, of.clocks.iter().find(|clock| clock.state.is_open()))?;
        of.clue = done.next;
        of.clocks = after(&of.clocks, &done.clocks);
        Ok(vec![done.event])
    }
}

/// Whether the evidence holds something that is more than a reference.
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

const fn speaks_against(ground: DeclineGround) -> bool {
    matches!(ground, DeclineGround::NotForLivingConsumption | DeclineGround::Impersonation)
}

macro_rules! hold {
    ($condition:expr, $($said:tt)+) => {
        if !$condition {
            return Err(format!($($said)+));
        }
    };
}

/// Invariant 1: what is open has its clock, what is closed owes only what the law still asks.
fn clocks_are_right(matter: &Matter) -> Result<(), String> {
    let mut open: Vec<TermId> = matter.clocks.iter().filter(|clock| clock.state.is_open()).map(|clock| clock.term).collect();
    open.retain(|term| *term != TermId::Jur);
    let expected: &[&[TermId]] = match matter.state {
        MatterState::Complaint(C::Received) => &[&[TermId::CAcc]],
        MatterState::Complaint(C::Accepted) => &[&[TermId::CMed]],
        MatterState::Complaint(C::MediationEnded | C::Withdrawn) => &[&[TermId::CEnd], &[]],
        MatterState::Complaint(_) => &[&[]],
        MatterState::Tipoff(T::Received) => &[&[TermId::RVer]],
        MatterState::Tipoff(T::CaseOpened) => &[&[TermId::RCase], &[TermId::RNote, TermId::RCase], &[TermId::RNote], &[]],
        MatterState::Tipoff(T::NoCase) => &[&[], &[TermId::RNote]],
        MatterState::Tipoff(_) => &[&[]],
    };
    hold!(expected.contains(&open.as_slice()), "invariant 1: {:?} with {open:?}", matter.state);
    let going_on = |kind| matter.proceedings.iter().filter(|known| known.kind == kind && known.state == ProceedingState::Open).count();
    for clock in matter.clocks.iter().filter(|clock| clock.state.is_open()) {
        let stopped = match clock.term {
            TermId::CMed => going_on(ProceedingKind::Challenge) + going_on(ProceedingKind::Appraisal),
            TermId::RVer | TermId::RCase => going_on(ProceedingKind::Testing),
            _ => 0,
        };
        let stands = matches!(clock.state, ClockState::Suspended { .. });
        hold!(stands == (stopped > 0), "invariant 1: {:?} stands {stands} with {stopped} reasons", clock.term);
        // Days that lie in two stops are added once.
        let mut stood_days: Vec<Date> = Vec::new();
        for pause in &clock.pauses {
            let mut day = pause.since;
            while pause.until.is_some_and(|until| day < until) {
                stood_days.push(day);
                day = day.tomorrow().expect("not the last day");
            }
        }
        stood_days.sort_unstable();
        stood_days.dedup();
        let span = i64::from((clock.due_on - clock.started_on).get_days());
        let stood = i64::try_from(stood_days.len()).expect("small");
        hold!(span == TERM_DAYS * i64::from(1 + clock.extensions) + stood, "{:?}: {span} days with {stood} stood", clock.term);
        hold!(clock.extensions <= 1, "{:?} extended {} times", clock.term, clock.extensions);
    }
    if !matter.state.is_open() {
        let left: Vec<ProceedingKind> =
            matter.proceedings.iter().filter(|known| known.state == ProceedingState::Open).map(|known| known.kind).collect();
        let allowed = [ProceedingKind::Performance, ProceedingKind::Testing, ProceedingKind::ExtensionRequest];
        hold!(left.iter().all(|kind| allowed.contains(kind)), "{:?} with {left:?}", matter.state);
    }
    if matter.archived {
        hold!(matter.clocks.iter().all(|clock| !clock.state.is_open()) && !matter.state.is_open(), "put away with something owed");
    }
    Ok(())
}

fn judge(before: &World, step: &Try, after: &World, events: &[CaseEvent], today: Date) -> Result<(), String> {
    // 2 and 5: adverse acts.
    let adverse = match step {
        Try::Decline(n, ground, evidence) if speaks_against(*ground) => Some((*n, evidence, true)),
        Try::EndMediation(n, ground, found, evidence) => {
            Some((*n, evidence, *ground == EndGround::FraudOrExtortion || found.is_some_and(speaks_against)))
        }
        Try::Propose(n, suspect, evidence, ..) => Some((*n, evidence, *suspect == Suspect::Filer)),
        _ => None,
    };
    if let Some((n, evidence, against_filer)) = adverse {
        hold!(is_backed(evidence), "invariant 2: nothing carries");
        hold!(!against_filer || before.matters[n].protections.is_empty(), "invariant 5: a flag stands");
        hold!(events.iter().all(|event| event.officer_id > 0 && event.reason.is_some()), "invariant 2: no officer or no reason");
    }
    if let Try::Decline(_, ground, _) = step {
        hold!(before.rules.decline.contains(ground), "invariant 2: a ground of another day");
    }
    if let Try::EndMediation(_, ground, found, _) = step {
        hold!(
            before.rules.end.contains(ground) && found.is_none_or(|found| before.rules.decline.contains(&found)),
            "invariant 2: a ground of another day"
        );
        hold!(found.is_some() == (*ground == EndGround::Declinable), "a ground that was not asked for");
    }
    for referred in &after.referrals {
        let left = !matches!(referred.referral.state, ReferralState::Proposed | ReferralState::Refused);
        hold!(is_backed(&referred.evidence), "invariant 2: referred on nothing");
        hold!(referred.referral.officers[0] != referred.referral.officers[1], "invariant 2: one officer");
        let second = referred.approved_by.is_some_and(|by| !referred.referral.officers.contains(&by));
        hold!(!left || second, "invariant 2: no second approver");
        let open: Vec<TermId> = referred.referral.clocks.iter().filter(|clock| clock.state.is_open()).map(|clock| clock.term).collect();
        let expected: &[&[TermId]] = match referred.referral.state {
            ReferralState::Proposed => &[&[TermId::TApp]],
            ReferralState::Approved => &[&[TermId::TSend]],
            ReferralState::Received => &[&[TermId::TRev], &[TermId::TRev, TermId::TSupp]],
            ReferralState::NotFiled | ReferralState::Reconsidering | ReferralState::Upheld => &[&[TermId::TRec]],
            ReferralState::Filed => &[&[TermId::THand]],
            _ => &[&[]],
        };
        hold!(expected.contains(&open.as_slice()), "invariant 1: referral {:?} with {open:?}", referred.referral.state);
    }
    // 3: a clue changes only by being filed or not filed, by itself or with the tip-off that is handled.
    hold!(after.clues.len() >= before.clues.len(), "invariant 3: a clue is gone");
    for (index, (was, is)) in before.clues.iter().zip(&after.clues).enumerate() {
        let decides = match step {
            Try::OpenCase(n) | Try::NoCase(n) => decided_with(before, was, n + 2),
            Try::Step(n, Step::DeclareIncompetent) => decided_with(before, was, *n),
            Try::FileClue(tried) | Try::NotFileClue(tried) => *tried == index && was.clue.origin == ClueOrigin::Complaint,
            _ => false,
        };
        hold!(was.clue == is.clue || (decides && was.clue.state == ClueState::Open), "invariant 3: {step:?}");
        if is.clue.origin == ClueOrigin::Complaint && is.clue.state == ClueState::Open {
            let open = is.clocks.iter().filter(|clock| clock.state.is_open()).count();
            hold!(open == 1 && is.clocks.iter().all(|clock| clock.extensions <= 1), "invariant 1: a clue with {open} clocks");
        }
    }
    // A clue that came with a tip-off is open exactly while a tip-off that decides it is.
    for of in after.clues.iter().filter(|of| of.clue.origin == ClueOrigin::Receipt && of.clue.state == ClueState::Open) {
        let own = of.filing + 2;
        let lead = after.puts.iter().find(|put| put.matter == own).map_or(own, |put| put.into);
        let state = after.matters[lead].state;
        let waits =
            matches!(state, MatterState::Tipoff(T::Received)) || after.puts.iter().any(|put| put.matter == own || put.matter == lead);
        hold!(waits, "invariant 3: an open clue that nobody will decide, with {state:?}");
    }
    for (was, is) in before.matters.iter().zip(&after.matters) {
        clocks_are_right(is)?;
        hold!(
            !was.archived || !is.archived || (was.state == is.state && was.clocks == is.clocks),
            "something was done on what was put away"
        );
    }
    // Lateness is noted when what is owed is done.
    let is_late = |clock: &Clock| match clock.state {
        ClockState::Running => today > clock.due_on,
        // Stopped after it had run out.
        ClockState::Suspended { since } => since > clock.due_on,
        _ => false,
    };
    let owed_late = |n: usize| before.matters[n].clocks.iter().any(|clock| is_late(clock) && clock.term != TermId::Jur);
    if let Try::Accept(n) | Try::Decline(n, ..) | Try::Settle(n, _) | Try::EndMediation(n, ..) | Try::Withdraw(n) = step {
        let noted = events.iter().any(|event| event.late.iter().any(|term| *term != TermId::Jur));
        hold!(noted == owed_late(*n), "lateness not noted");
    }
    if let Try::Step(n, Step::Extend) = step {
        hold!(!owed_late(*n), "extended after the end");
    }
    Ok(())
}

fn decided_with(before: &World, of: &OfFiling, tipoff: usize) -> bool {
    let own = of.filing + 2;
    of.clue.origin == ClueOrigin::Receipt && (own == tipoff || before.puts.iter().any(|put| put.matter == own && put.into == tipoff))
}

/// What a sequence did: steps let through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Walked {
    pub(crate) tried: u64,
    pub(crate) done: u64,
}

/// Walks one sequence; `Err` tells which step broke what, with the way there.
pub(crate) fn walk(seed: u64) -> Result<Walked, String> {
    let mut dice = Dice::new(seed);
    let mut world = World::new(&mut dice);
    let mut today = RECEIVED;
    let mut way: Vec<String> = Vec::new();
    let mut walked = Walked::default();
    for _ in 0..10 + dice.below(50) {
        today += i64::try_from(dice.below(6)).expect("small").days();
        let step = any_try(&mut dice, today);
        walked.tried += 1;
        let Ok((next, events)) = world.act(&step, today) else { continue };
        walked.done += 1;
        way.push(format!("{today} {step:?}"));
        judge(&world, &step, &next, &events, today).map_err(|broken| format!("seed {seed}: {broken}\n{}", way.join("\n")))?;
        world = next;
    }
    Ok(walked)
}
