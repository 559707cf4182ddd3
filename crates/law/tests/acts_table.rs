//! `docs/acts.md`: every act in every state, as the code has it. `UPDATE_EXPECT=1 cargo test -p law --test acts_table` writes it anew.

use casework::clock::{Clock, ClockChange, TermId};
use casework::decision::*;
use casework::form::FormId;
use casework::matter::{ComplaintState as C, Matter, MatterState, TipoffState as T};
use casework::proceeding::{Proceeding, ProceedingKind, ProceedingState};
use casework::referral::{Referral, ReferralAct, ReferralState};
use expect_test::expect_file;
use jiff::civil::{Date, date};
use law::{Pack, RuleSet};

const RECEIVED: Date = date(2026, 5, 11);

/// A matter as it stands in that state, with nothing or with one thing going on.
fn matter(state: MatterState, going_on: Option<ProceedingKind>, archived: bool) -> Matter {
    let terms: &[TermId] = match state {
        MatterState::Complaint(C::Received) => &[TermId::CAcc],
        MatterState::Complaint(C::Accepted) => &[TermId::CMed],
        MatterState::Complaint(C::MediationEnded) => &[TermId::CEnd],
        MatterState::Tipoff(T::Received) => &[TermId::RVer],
        MatterState::Tipoff(T::CaseOpened) => &[TermId::RCase],
        _ => &[],
    };
    let clock = |term: &TermId| Clock { due_on: date(2026, 7, 10), ..Clock::starting(*term, RECEIVED) };
    let consent = |kind| Proceeding { kind, state: ProceedingState::Done, opened_on: RECEIVED, due_on: None };
    let open = |kind| Proceeding { kind, state: ProceedingState::Open, opened_on: RECEIVED, due_on: Some(RECEIVED) };
    let mut proceedings = vec![consent(ProceedingKind::ComplainantConsent), consent(ProceedingKind::OperatorConsent)];
    proceedings.extend(going_on.map(open));
    Matter {
        state,
        received_on: RECEIVED,
        officer_id: None,
        real_name: true,
        protections: Vec::new(),
        clocks: if archived { Vec::new() } else { terms.iter().map(clock).collect() },
        proceedings,
        archived,
        represents: 0,
    }
}

fn steps(today: Date) -> Vec<Step> {
    vec![
        Step::AskIdentity { until: today },
        Step::IdentityShown,
        Step::IdentityFailed(IdentityFailure::Refused),
        Step::Route,
        Step::GiveBack,
        Step::OpenDispute,
        Step::SettleDispute,
        Step::Consent(Side::Operator, Answer::Agrees),
        Step::Delegate,
        Step::EndDelegation,
        Step::Convene { day: today },
        Step::Hear(Hearing::Held),
        Step::Challenge,
        Step::RuleOnChallenge(Ruling::Granted),
        Step::StartAppraisal,
        Step::EndAppraisal,
        Step::CheckPerformance(Kept::Kept),
        Step::AskExtension,
        Step::Extend,
        Step::DenyExtension,
        Step::StartTesting,
        Step::EndTesting,
        Step::DeclareIncompetent,
        Step::Inform,
        Step::CheckReward(Reward::Earned),
        Step::Archive,
        Step::Unarchive,
    ]
}

fn changes(clocks: &[ClockChange]) -> String {
    let told = clocks.iter().map(|change| match change {
        ClockChange::Start { term, .. } => format!("{} 起算", term.code()),
        ClockChange::Meet { term, .. } => format!("{} 完成", term.code()),
        ClockChange::Void { term, .. } => format!("{} 不再适用", term.code()),
        ClockChange::Pause { term, .. } => format!("{} 中止", term.code()),
        ClockChange::Resume { term, .. } => format!("{} 恢复", term.code()),
        ClockChange::Extend { term } => format!("{} 延长", term.code()),
        ClockChange::Restart { term, .. } => format!("{} 重新起算", term.code()),
        ClockChange::Reopen { term } => format!("{} 继续", term.code()),
        ClockChange::Shorten { term } => format!("{} 撤销延长", term.code()),
    });
    told.collect::<Vec<_>>().join("，")
}

/// Citation by both orders; `–` where the day's rules do not provide for the act.
fn grounds(pack: &Pack, kind: EventKind) -> String {
    let Some(provision) = kind.spec().provision else { return String::new() };
    let place = |rules: &RuleSet| rules.provision(provision).map_or("–".to_owned(), |clause| clause.id.clone());
    pack.rules().iter().map(place).collect::<Vec<_>>().join(" / ")
}

fn row(pack: &Pack, state: &str, kind: EventKind, next: &str, clocks: &str, form: Option<FormId>) -> String {
    let spec = kind.spec();
    let reason = if spec.needs_reason { "须有" } else { "" };
    let paper = form.map_or("", FormId::title);
    format!("| {state} | {} | {} | {next} | {clocks} | {} | {paper} | {reason} |\n", kind.label(), spec.post.label(), grounds(pack, kind))
}

/// The first way in which the act is let through in that state: with nothing going on, with one thing going on, put away.
fn let_through(state: MatterState, act: impl Fn(&Matter) -> Result<Transition, Refusal>) -> Option<Transition> {
    let going_on = std::iter::once(None).chain(ProceedingKind::ALL.iter().copied().map(Some));
    let ways = going_on.map(|kind| matter(state, kind, false)).chain([matter(state, None, true)]);
    ways.into_iter().find_map(|matter| act(&matter).ok())
}

#[test]
fn the_table_of_acts_is_what_the_code_does() {
    let pack = Pack::builtin();
    let rules = pack.rules_on(RECEIVED).expect("rules of that day").for_acts();
    let today = date(2026, 5, 13);
    let officer = Officer::new(3, "承办人").expect("a name");
    let reason = Reason::new("经核实情况属实，依照规定办理").expect("long enough");
    let by = || officer.clone();
    let evidence = || vec![Evidence::Record("调解笔录".to_owned())];
    let mut table = String::from(
        "# Acts\n\nMade from the code by `crates/law/tests/acts_table.rs`; a test keeps it fresh. Grounds: Order 20 / Order 121, `–` where that order does not\nprovide for the act. Terms by their ids, see `mingjian law list`.\n\n## Complaints and tip-offs\n\n| state | act | who | next | terms | ground | paper | reason |\n|---|---|---|---|---|---|---|---|\n",
    );
    for state in MatterState::all() {
        let label = format!("{}·{}", state.kind().label(), state.label());
        let mut put = |kind: EventKind, done: Option<Transition>| {
            if let Some(done) = done {
                let next = if done.next == state { String::new() } else { done.next.label().to_owned() };
                let form = done.events.iter().find(|event| event.kind == kind).map_or(kind.spec().form, CaseEvent::form);
                table.push_str(&row(&pack, &label, kind, &next, &changes(&done.clocks), form));
            }
        };
        put(EventKind::Accepted, let_through(state, |m| accept(m, &Accept { officer: by(), on: today })));
        let no = |ground| Decline { officer: by(), on: today, ground, reason: reason.clone(), evidence: evidence() };
        put(EventKind::Declined, let_through(state, |m| decline(m, &rules, &no(DeclineGround::NotForLivingConsumption))));
        let settled = Settle { officer: by(), on: today, performance: Performance::AtOnce, represented_agree: false };
        put(EventKind::Settled, let_through(state, |m| settle(m, &settled)));
        let end = EndMediation {
            officer: by(),
            on: today,
            ground: EndGround::NoAgreement,
            came_to_light: None,
            reason: reason.clone(),
            evidence: evidence(),
        };
        put(EventKind::MediationEnded, let_through(state, |m| end_mediation(m, &rules, &end)));
        put(EventKind::Withdrawn, let_through(state, |m| withdraw(m, &Withdraw { officer: by(), on: today })));
        put(EventKind::Told, let_through(state, |m| tell(m, &Tell { by: by(), on: today })));
        put(EventKind::CaseOpened, let_through(state, |m| open_case(m, &rules, &OpenCase { officer: by(), on: today })));
        put(EventKind::NoCase, let_through(state, |m| no_case(m, &rules, &NoCase { officer: by(), on: today, reason: reason.clone() })));
        put(EventKind::CaseConcluded, let_through(state, |m| conclude_case(m, &ConcludeCase { officer: by(), on: today })));
        for step in steps(today) {
            put(step.kind(), let_through(state, |m| perform(m, &rules, step, &officer, Some(&reason), today)));
        }
        let act = Merge { officer: by(), on: today, reason: reason.clone() };
        put(EventKind::Merged, let_through(state, |m| merge(m, &matter(state, None, false), &act).map(|done| done.of)));
        put(EventKind::FactsMerged, let_through(state, |m| merge_facts(m, &matter(state, None, false), &rules, &act).map(|done| done.of)));
        put(EventKind::Repeated, let_through(state, |m| repeat(m, &matter(state, None, false), &rules, &act)));
        put(EventKind::Joined, let_through(state, |m| join(m, &rules, &act)));
        let former = if state.kind() == casework::codes::MatterKind::Complaint {
            MatterState::Complaint(C::Received)
        } else {
            MatterState::Tipoff(T::Received)
        };
        put(EventKind::Unmerged, let_through(state, |m| unmerge(m, former, &act)));
        put(EventKind::Assigned, let_through(state, |m| assign(m, &Assign { by: by(), to: by(), on: today })));
        put(EventKind::Claimed, let_through(state, |m| claim(m, &officer, today)).filter(|_| state.is_open()));
    }
    table.push_str("\n## Referral to the police\n\nProposed on a matter with its checklist (T-APP starts); the head who decides is none of the two officers.\n\n| state | act | who | next | terms | ground | paper | reason |\n|---|---|---|---|---|---|---|---|\n");
    for &state in ReferralState::ALL {
        for &act in ReferralAct::ALL {
            let clocks = |terms: &[TermId]| terms.iter().map(|term| Clock::starting(*term, RECEIVED)).collect::<Vec<_>>();
            let all = [TermId::TApp, TermId::TSend, TermId::TRev, TermId::TRec, TermId::THand];
            let with = |terms: &[TermId]| Referral { state, proposed_on: RECEIVED, officers: [1, 2], send_by: None, clocks: clocks(terms) };
            let at = RECEIVED.at(9, 0, 0, 0);
            let done = with(&all).perform(act, &officer, Some(&reason), at);
            let done = done.or_else(|_| with(&[&all[..], &[TermId::TSupp]].concat()).perform(act, &officer, Some(&reason), at));
            if let Ok(done) = done {
                let next = if done.next == state { "" } else { done.next.label() };
                table.push_str(&row(&pack, state.label(), act.kind(), next, &changes(&done.clocks), act.kind().spec().form));
            }
        }
    }
    expect_file!["../../../docs/acts.md"].assert_eq(&table);
}
