//! The roads that a matter goes, and the refusals on the way.

use casework::clock::{Clock, ClockChange, ClockState, TermId};
use casework::clue::{Clue, ClueOrigin, ClueState, ClueTransition, raise};
use casework::codes::{MatterKind, Protection};
use casework::decision::*;
use casework::matter::{ComplaintState, Matter, MatterState, TipoffState};
use expect_test::{Expect, expect};
use jiff::ToSpan;
use jiff::civil::{Date, date};

const RECEIVED: Date = date(2026, 5, 11);

fn officer() -> Officer {
    Officer::new(3, "承办人").expect("a name")
}

fn reason() -> Reason {
    Reason::new("所购商品数量与通常消费习惯明显不符").expect("long enough")
}

fn rules() -> Rules {
    Rules {
        id: RulesId::Order121,
        decline: DeclineGround::ALL.to_vec(),
        end: EndGround::ALL.to_vec(),
        tells_informant: false,
        provisions: Provision::ALL.to_vec(),
    }
}

fn order20() -> Rules {
    Rules {
        id: RulesId::Order20,
        decline: DeclineGround::ALL.iter().copied().filter(|&ground| ground != DeclineGround::Impersonation).collect(),
        end: EndGround::ALL.to_vec(),
        tells_informant: true,
        provisions: Provision::ALL
            .iter()
            .copied()
            .filter(|&known| !matches!(known, Provision::Identity | Provision::Repeat | Provision::DelegationByConsent))
            .collect(),
    }
}

/// A matter in that state with one clock of ten days that runs since the receipt.
fn matter(state: MatterState, term: TermId) -> Matter {
    let clock = Clock { due_on: RECEIVED + 10.days(), ..Clock::starting(term, RECEIVED) };
    Matter {
        state,
        received_on: RECEIVED,
        officer_id: None,
        real_name: true,
        protections: Vec::new(),
        clocks: vec![clock],
        proceedings: Vec::new(),
        archived: false,
        represents: 0,
    }
}

fn received() -> Matter {
    matter(MatterState::Complaint(ComplaintState::Received), TermId::CAcc)
}

fn accepted() -> Matter {
    matter(MatterState::Complaint(ComplaintState::Accepted), TermId::CMed)
}

fn tipoff() -> Matter {
    matter(MatterState::Tipoff(TipoffState::Received), TermId::RVer)
}

fn finding(hit: bool, in_force: bool) -> Evidence {
    Evidence::Finding(CitedFinding { finding_id: 1, circumstance: "yy16.2.3".to_owned(), hit, in_force })
}

fn show(result: &Result<Transition, Refusal>) -> String {
    let transition = match result {
        Ok(transition) => transition,
        Err(refusal) => return format!("拒绝：{refusal}。{}", refusal.way_on()),
    };
    let clocks = transition.clocks.iter().map(|change| match change {
        ClockChange::Start { term, from } => format!("起 {} {from}", term.code()),
        ClockChange::Meet { term, on, late } => format!("{} {} {on}", if *late { "迟办" } else { "办" }, term.code()),
        ClockChange::Void { term, on } => format!("止 {} {on}", term.code()),
        ClockChange::Pause { term, reason, on } => format!("停 {} {on} {}", term.code(), reason.label()),
        ClockChange::Resume { term, on, .. } => format!("续 {} {on}", term.code()),
        ClockChange::Extend { term } => format!("延 {}", term.code()),
        ClockChange::Restart { term, from } => format!("重起 {} {from}", term.code()),
        ClockChange::Reopen { term } => format!("复 {}", term.code()),
        ClockChange::Shorten { term } => format!("缩 {}", term.code()),
    });
    let clue = transition.clue.map(|state| format!("线索{}", state.label()));
    let parts: Vec<String> = [transition.next.label().to_owned()].into_iter().chain(clocks).chain(clue).collect();
    parts.join("；")
}

fn check(result: Result<Transition, Refusal>, expected: Expect) {
    expected.assert_eq(&show(&result));
}

fn decline_with(matter: &Matter, rules: &Rules, ground: DeclineGround, evidence: Vec<Evidence>) -> Result<Transition, Refusal> {
    decline(matter, rules, &Decline { officer: officer(), on: RECEIVED + 3.days(), ground, reason: reason(), evidence })
}

fn end_with(matter: &Matter, on: Date, ground: EndGround, came_to_light: Option<DeclineGround>) -> Result<Transition, Refusal> {
    let evidence = vec![Evidence::Record("调解笔录".to_owned())];
    end_mediation(matter, &rules(), &EndMediation { officer: officer(), on, ground, came_to_light, reason: reason(), evidence })
}

#[test]
fn the_ordinary_road() {
    let on = RECEIVED + 2.days();
    check(accept(&received(), &Accept { officer: officer(), on }), expect!["调解中；办 C-ACC 2026-05-13；起 C-MED 2026-05-13"]);
    check(
        accept(&received(), &Accept { officer: officer(), on: RECEIVED + 11.days() }),
        expect!["调解中；迟办 C-ACC 2026-05-22；起 C-MED 2026-05-22"],
    );
    check(
        settle(&accepted(), &Settle { officer: officer(), on, performance: Performance::AtOnce, represented_agree: false }),
        expect!["调解成功；办 C-MED 2026-05-13"],
    );
    check(withdraw(&received(), &Withdraw { officer: officer(), on }), expect!["已撤回；止 C-ACC 2026-05-13"]);
    check(withdraw(&accepted(), &Withdraw { officer: officer(), on }), expect!["已撤回；止 C-MED 2026-05-13；起 C-END 2026-05-13"]);
    check(assign(&received(), &Assign { by: officer(), to: officer(), on }), expect!["待受理"]);
    check(
        accept(&accepted(), &Accept { officer: officer(), on }),
        expect!["拒绝：本事项现为“调解中”，不能办理“受理”。请刷新页面查看最新状态；如其他人员已作决定，以该决定为准。"],
    );
    check(
        accept(&tipoff(), &Accept { officer: officer(), on }),
        expect!["拒绝：本事项现为“待核查”，不能办理“受理”。请刷新页面查看最新状态；如其他人员已作决定，以该决定为准。"],
    );
    check(
        accept(&received(), &Accept { officer: officer(), on: RECEIVED - 1.day() }),
        expect!["拒绝：办理日期早于收件或者发现之日2026-05-11。请核对日期。"],
    );
    check(tell(&received(), &Tell { by: officer(), on }), expect!["拒绝：本事项没有待告知的决定。请先作出决定。"]);
}

#[test]
fn declining() {
    use DeclineGround as G;
    check(decline_with(&received(), &rules(), G::NotCompetent, vec![]), expect!["不予受理；办 C-ACC 2026-05-14"]);
    check(
        decline_with(&received(), &rules(), G::NotForLivingConsumption, vec![]),
        expect!["拒绝：作出该决定须至少引用一项证据。请勾选研判结论、引用相关来件，或者填写案卷中材料的名称或编号。"],
    );
    check(
        decline_with(&received(), &rules(), G::NotForLivingConsumption, vec![finding(true, false)]),
        expect![
            "拒绝：所引研判结论仅供参考（提示，或者依据在收件之日已不在有效期内），不能单独作为决定依据。请另行引用至少一件相关来件或者一份材料，并在理由中说明自己的判断。"
        ],
    );
    check(
        decline_with(&received(), &rules(), G::NotForLivingConsumption, vec![finding(false, true)]),
        expect![
            "拒绝：所引研判结论仅供参考（提示，或者依据在收件之日已不在有效期内），不能单独作为决定依据。请另行引用至少一件相关来件或者一份材料，并在理由中说明自己的判断。"
        ],
    );
    check(
        decline_with(&received(), &rules(), G::NotForLivingConsumption, vec![finding(true, true)]),
        expect!["不予受理；办 C-ACC 2026-05-14"],
    );
    let own_judgement = vec![finding(true, false), Evidence::Submission(42)];
    check(decline_with(&received(), &rules(), G::NotForLivingConsumption, own_judgement), expect!["不予受理；办 C-ACC 2026-05-14"]);
    check(
        decline_with(&received(), &order20(), G::Impersonation, vec![finding(true, true)]),
        expect!["拒绝：收件之日适用的规定没有“冒用他人名义或者拒不配合核验身份”这一不予受理情形。请从页面所列的情形中选择。"],
    );
    let protected = Matter { protections: vec![Protection::Whistleblower], ..received() };
    check(
        decline_with(&protected, &rules(), G::NotForLivingConsumption, vec![finding(true, true)]),
        expect!["拒绝：本事项有“内部举报人”标记，不得作出不利决定。确有依据的，须先由具名工作人员说明理由解除标记，再作决定。"],
    );
    check(decline_with(&protected, &rules(), G::NotCompetent, vec![]), expect!["不予受理；办 C-ACC 2026-05-14"]);
}

#[test]
fn ending_mediation() {
    use EndGround as E;
    let (early, last, late) = (RECEIVED + 9.days(), RECEIVED + 10.days(), RECEIVED + 11.days());
    check(end_with(&accepted(), early, E::NoAgreement, None), expect!["终止调解；办 C-MED 2026-05-20；起 C-END 2026-05-20"]);
    check(
        end_with(&accepted(), early, E::TermOver, None),
        expect!["拒绝：调解期限至2026-05-21届满，尚不能以期限届满为由终止调解。请继续调解，或者选择其他终止情形。"],
    );
    check(end_with(&accepted(), last, E::TermOver, None), expect!["终止调解；办 C-MED 2026-05-21；起 C-END 2026-05-21"]);
    check(end_with(&accepted(), late, E::TermOver, None), expect!["终止调解；迟办 C-MED 2026-05-22；起 C-END 2026-05-22"]);
    let mut stopped = accepted();
    stopped.clocks[0].state = ClockState::Suspended { since: RECEIVED };
    check(
        end_with(&stopped, late, E::TermOver, None),
        expect!["拒绝：调解期限已中止，不能以期限届满为由终止调解。请先恢复计时，或者选择其他终止情形。"],
    );
    check(
        end_with(&accepted(), early, E::Declinable, None),
        expect!["拒绝：未说明受理后发现属于哪一项不予受理情形。请选择所发现的不予受理情形。"],
    );
    check(
        end_with(&accepted(), early, E::Declinable, Some(DeclineGround::AlreadyHandled)),
        expect!["终止调解；办 C-MED 2026-05-20；起 C-END 2026-05-20"],
    );
    check(
        end_with(&accepted(), early, E::NoAgreement, Some(DeclineGround::AlreadyHandled)),
        expect!["拒绝：只有以“受理后发现属于不予受理情形”为由终止调解时才填写不予受理情形。请清空不予受理情形，或者改选终止调解的情形。"],
    );
    let protected = Matter { protections: vec![Protection::PublicInterest], ..accepted() };
    check(
        end_with(&protected, early, E::Declinable, Some(DeclineGround::NotForLivingConsumption)),
        expect!["拒绝：本事项有“公益举报”标记，不得作出不利决定。确有依据的，须先由具名工作人员说明理由解除标记，再作决定。"],
    );
    check(
        end_with(&protected, early, E::FraudOrExtortion, None),
        expect!["拒绝：本事项有“公益举报”标记，不得作出不利决定。确有依据的，须先由具名工作人员说明理由解除标记，再作决定。"],
    );
    check(end_with(&protected, early, E::NoAgreement, None), expect!["终止调解；办 C-MED 2026-05-20；起 C-END 2026-05-20"]);
}

#[test]
fn tipoffs() {
    let on = RECEIVED + 4.days();
    check(
        open_case(&tipoff(), &rules(), &OpenCase { officer: officer(), on }),
        expect!["已立案；办 R-VER 2026-05-15；起 R-CASE 2026-05-15；线索已立案"],
    );
    check(
        open_case(&tipoff(), &order20(), &OpenCase { officer: officer(), on }),
        expect!["已立案；办 R-VER 2026-05-15；起 R-NOTE 2026-05-15；起 R-CASE 2026-05-15；线索已立案"],
    );
    check(
        no_case(&tipoff(), &order20(), &NoCase { officer: officer(), on, reason: reason() }),
        expect!["不予立案；办 R-VER 2026-05-15；起 R-NOTE 2026-05-15；线索不予立案"],
    );
    let filed = matter(MatterState::Tipoff(TipoffState::CaseOpened), TermId::RCase);
    check(conclude_case(&filed, &ConcludeCase { officer: officer(), on }), expect!["已立案；办 R-CASE 2026-05-15"]);
    check(
        conclude_case(&tipoff(), &ConcludeCase { officer: officer(), on }),
        expect!["拒绝：本事项现为“待核查”，不能办理“案件办结”。请刷新页面查看最新状态；如其他人员已作决定，以该决定为准。"],
    );
    let anonymous = Matter { real_name: false, ..tipoff() };
    check(
        no_case(&anonymous, &order20(), &NoCase { officer: officer(), on, reason: reason() }),
        expect!["不予立案；办 R-VER 2026-05-15；线索不予立案"],
    );
}

#[test]
fn names_and_reasons_are_required_and_never_printed() {
    assert_eq!(Officer::new(3, " "), Err(Refusal::OfficerUnnamed));
    assert_eq!(Reason::new("一二三四五 六七八九  "), Err(Refusal::ReasonTooShort));
    assert!(Reason::new("一二三四五六七八九十").is_ok());
    assert_eq!(format!("{:?} {:?}", officer(), reason()), "Officer(3) Reason(…)");
}

#[test]
fn clues() {
    let check = |result: Result<ClueTransition, Refusal>, expected: Expect| {
        let line = result.map_or_else(
            |refusal| format!("拒绝：{refusal}。{}", refusal.way_on()),
            |transition| format!("{}；{}；{:?}", transition.next.state.label(), transition.event.kind.label(), transition.clocks),
        );
        expected.assert_eq(&line);
    };
    let raised = raise(&officer(), RECEIVED);
    let clue = raised.next;
    let due_on = RECEIVED + 21.days();
    check(Ok(raised), expect!["待核查；登记线索；[Start { term: RVer, from: 2026-05-11 }]"]);
    check(clue.conclude(&officer(), due_on, due_on), expect!["拒绝：该线索没有立案，谈不上案件办结。请先决定是否立案。"]);
    check(
        Clue { state: ClueState::Filed, ..clue }.conclude(&officer(), due_on, due_on),
        expect!["已立案；案件办结；[Meet { term: RCase, on: 2026-06-01, late: false }]"],
    );
    check(
        clue.file(&officer(), due_on, due_on),
        expect!["已立案；线索立案；[Meet { term: RVer, on: 2026-06-01, late: false }, Start { term: RCase, from: 2026-06-01 }]"],
    );
    check(
        clue.not_file(&officer(), &reason(), due_on + 1.day(), due_on),
        expect!["不予立案；线索不予立案；[Meet { term: RVer, on: 2026-06-02, late: true }]"],
    );
    check(
        Clue { state: ClueState::Filed, ..clue }.not_file(&officer(), &reason(), due_on, due_on),
        expect!["拒绝：该线索现为“已立案”，不能再次决定。发现新的事实的，请另行登记线索。"],
    );
    check(
        Clue { origin: ClueOrigin::Receipt, ..clue }.file(&officer(), due_on, due_on),
        expect!["拒绝：该线索随同来件中的举报事项一并决定。请在举报事项中办理立案或者不予立案。"],
    );
}

#[test]
fn protection_is_lifted_with_a_reason_and_only_where_it_stands() {
    let on = RECEIVED + 1.day();
    let protected = Matter { protections: vec![Protection::Whistleblower], ..received() };
    let lift =
        |flag| lift_protection(&protected, flag, &officer(), &reason(), on).map(|event| (event.kind, event.protection, event.reason));
    let event = (EventKind::ProtectionLifted, Some(Protection::Whistleblower), Some(reason()));
    assert_eq!(lift(Protection::Whistleblower), Ok(event));
    assert_eq!(lift(Protection::PublicInterest), Err(Refusal::NotProtected { flag: Protection::PublicInterest }));
}

#[test]
fn codes_come_back() {
    for state in MatterState::all() {
        assert_eq!(MatterState::from_code(state.kind(), state.code()), Some(state));
    }
    assert_eq!(MatterState::from_code(MatterKind::Tipoff, "accepted"), None);
    let on = RECEIVED;
    for state in [ClockState::Running, ClockState::Suspended { since: on }, ClockState::Met { on }, ClockState::Void { on }] {
        assert_eq!(ClockState::from_parts(state.code(), state.date()), Some(state));
    }
    assert_eq!(ClockState::from_parts("met", None), None);
    assert_eq!(ClockState::from_parts("running", Some(on)), None);
    for &term in TermId::ALL {
        assert_eq!(TermId::from_code(term.code()), Some(term));
    }
}
