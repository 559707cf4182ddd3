//! Due process holds whatever people try, in whatever order (TARGETS R3): 20,000 random sequences in every run, a million
//! with `PROPTEST_CASES=1000000 cargo test --release -p casework --test registry_walks`.
//!
//! The judge keeps nothing but the list of what was done, by whom, on which day, and asks that list; it shares no rule with the crate.

use casework::codes::Protection;
use casework::decision::{Officer, Reason};
use casework::registry::*;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

/// One try: who, how many days later, what.
#[derive(Clone, Debug)]
enum Try {
    Approve,
    TurnDown,
    Serve,
    Defer,
    List,
    Object,
    Answer(usize, ObjectionOutcome),
    ReviewAgain,
    ProposeRenewal(Vec<Base>),
    Renew,
    DeclineRenewal,
    Quash(QuashKind),
    Withdraw,
    Remove,
    Expire,
}

fn any_base() -> impl Strategy<Value = Base> {
    let ground = prop_oneof![9 => Just("o121.16.3"), 1 => Just(" ")];
    let strength = prop_oneof![2 => Just(Strength::Substantive), 1 => Just(Strength::FrequencyOnly)];
    (1..9_i64, 0..700_i64, ground, prop::bool::weighted(0.9), strength).prop_map(|(id, day, ground, in_force, strength)| Base {
        id: BaseId { kind: BaseKind::Decision, id },
        submission_id: id * 10,
        happened_on: DAY_ONE + (day - 60).days(),
        ground: ground.to_owned(),
        in_force,
        strength,
    })
}

fn bases() -> impl Strategy<Value = Vec<Base>> {
    prop::collection::vec(any_base(), 0..4)
}

fn flags() -> impl Strategy<Value = Vec<Protection>> {
    prop_oneof![9 => Just(Vec::new()), 1 => prop::sample::select(Protection::ALL).prop_map(|flag| vec![flag])]
}

fn any_try() -> impl Strategy<Value = Try> {
    prop_oneof![
        4 => Just(Try::Approve),
        1 => Just(Try::TurnDown),
        4 => Just(Try::Serve),
        2 => Just(Try::Defer),
        5 => Just(Try::List),
        2 => Just(Try::Object),
        3 => (0..3_usize, prop_oneof![3 => Just(ObjectionOutcome::Rejected), 1 => Just(ObjectionOutcome::Upheld)])
            .prop_map(|(at, outcome)| Try::Answer(at, outcome)),
        2 => Just(Try::ReviewAgain),
        3 => bases().prop_map(Try::ProposeRenewal),
        3 => Just(Try::Renew),
        1 => Just(Try::DeclineRenewal),
        1 => prop::sample::select(QuashKind::ALL).prop_map(Try::Quash),
        2 => Just(Try::Withdraw),
        1 => Just(Try::Remove),
        2 => Just(Try::Expire),
    ]
}

const DAY_ONE: Date = date(2026, 5, 12);

/// What was done, for the judge.
#[derive(Clone, Debug)]
enum Done {
    Proposed { by: i64, on: Date, bases: Vec<Base>, protected: bool },
    Approved { by: i64, on: Date, protected: bool },
    Told { by: i64, on: Date, deferred: bool },
    Listed { by: i64, on: Date, protected: bool },
    Objected,
    Answered { by: i64, upheld: bool },
    RenewalProposed { by: i64, bases: Vec<Base> },
    Renewed { by: i64, on: Date, protected: bool },
    Quashed,
    Ended,
}

fn year_after(day: Date) -> Date {
    day + 12.months()
}

fn officer(by: i64) -> Officer {
    Officer::new(by, "示例人员").expect("named")
}

/// The entry after the try, and what was done.
fn act(entry: Entry, step: &Try, by: i64, on: Date, protections: &[Protection]) -> Result<(Entry, Option<Done>), RegistryRefusal> {
    let who = officer(by);
    let reason = Reason::new("经核查，事实清楚，证据充分。").expect("long enough");
    let state = entry.state();
    let wrong = RegistryRefusal::WrongState { act: "测试", state };
    let protected = !protections.is_empty();
    Ok(match (step, entry) {
        (Try::Approve, Entry::Proposed(entry)) => {
            (Entry::Reviewed(entry.approve(&who, &reason, on, protections)?), Some(Done::Approved { by, on, protected }))
        }
        (Try::TurnDown, Entry::Proposed(entry)) => (Entry::Ended(entry.turn_down(&who, &reason, on)?), Some(Done::Ended)),
        (Try::Serve, Entry::Reviewed(entry)) => (Entry::Noticed(entry.serve(&who, on)?), Some(Done::Told { by, on, deferred: false })),
        (Try::Serve, Entry::Noticed(entry)) => (Entry::Noticed(entry.serve(&who, on)?), Some(Done::Told { by, on, deferred: false })),
        (Try::Serve, Entry::InForce(entry)) => (Entry::InForce(entry.serve(&who, on)?), Some(Done::Told { by, on, deferred: false })),
        (Try::Defer, Entry::Reviewed(entry)) => {
            let noticed = entry.defer(&who, DeferralGround::HindersDuty, &reason, on)?;
            (Entry::Noticed(noticed), Some(Done::Told { by, on, deferred: true }))
        }
        (Try::List, Entry::Noticed(entry)) => {
            let term = Term { listed_on: on, since: on, review_on: Some(on + 6.months()), expires_on: year_after(on) };
            (Entry::InForce(entry.list(&who, term, protections)?), Some(Done::Listed { by, on, protected }))
        }
        (Try::Object, entry) => {
            let id = entry.file().map_or(0, |file| file.objections().len()) as i64;
            let objection = Objection { id, received_on: on, due_on: on + 21.days(), answer: None };
            (entry.object(objection)?, Some(Done::Objected))
        }
        (Try::Answer(at, outcome), entry) => {
            let answered = entry.answer(*at as i64, &who, *outcome, &reason, on, on + 5.days())?;
            (answered, Some(Done::Answered { by, upheld: *outcome == ObjectionOutcome::Upheld }))
        }
        (Try::ReviewAgain, Entry::InForce(entry)) => (Entry::InForce(entry.review_again(&who, &reason, on)?), None),
        (Try::ProposeRenewal(bases), Entry::InForce(entry)) => {
            let entry = entry.propose_renewal(&who, &reason, on, bases.clone())?;
            (Entry::InForce(entry), Some(Done::RenewalProposed { by, bases: bases.clone() }))
        }
        (Try::Renew, Entry::InForce(entry)) => {
            let entry = entry.renew(&who, &reason, on, on + 6.months(), year_after(on), protections)?;
            (Entry::InForce(entry), Some(Done::Renewed { by, on, protected }))
        }
        (Try::DeclineRenewal, Entry::InForce(entry)) => (Entry::InForce(entry.decline_renewal(&who, &reason, on)?), None),
        (Try::Quash(kind), entry) => (entry.quash(Quash { kind: *kind, on, due_on: on + 5.days() })?, Some(Done::Quashed)),
        (Try::Withdraw, entry) => (Entry::Ended(entry.withdraw(&who, &reason, on)?), Some(Done::Ended)),
        (Try::Remove, entry) => (Entry::Ended(entry.remove(&who, &reason, on)?), Some(Done::Ended)),
        (Try::Expire, Entry::InForce(entry)) => (Entry::Ended(entry.expire(on)?), Some(Done::Ended)),
        _ => return Err(wrong),
    })
}

/// Whether what was done carries an effect on that day.
fn judge(log: &[Done], today: Date) -> Result<(), String> {
    let carries = |bases: &[Base]| {
        bases.iter().any(|base| base.strength == Strength::Substantive)
            && bases.iter().all(|base| base.in_force && !base.ground.trim().is_empty())
    };
    let (mut proposer, mut approver, mut told, mut listed, mut renewer, mut last) = (None, None, None, None, None, None);
    let mut open = 0;
    for done in log {
        match done {
            Done::Proposed { by, bases, protected, on } => {
                if *protected || !carries(bases) {
                    return Err("proposed without evidence or ground, or against a flag".into());
                }
                (proposer, last) = (Some(*by), Some(*on));
            }
            Done::Approved { by, on, protected } => {
                if *protected || Some(*by) == proposer || last.is_some_and(|last| *on < last) {
                    return Err("not approved by a second person in time".into());
                }
                approver = Some(*by);
            }
            Done::Told { by, on, deferred } => {
                if approver.is_none() || (*deferred && Some(*by) == proposer) {
                    return Err("told too early, or put off by the proposer".into());
                }
                told = Some(*on);
            }
            Done::Listed { by, on, protected } => {
                let Some(told) = told else { return Err("listed without notice".into()) };
                if *protected || *on < told || open > 0 || Some(*by) == proposer {
                    return Err("listed against a flag, before notice, over an open objection or by the proposer".into());
                }
                listed = Some(*on);
            }
            Done::Objected => open += 1,
            Done::Answered { by, upheld } => {
                if Some(*by) == proposer || Some(*by) == approver {
                    return Err("answered by a party".into());
                }
                open -= 1;
                if *upheld {
                    return Err("in force over an upheld objection".into());
                }
            }
            Done::RenewalProposed { by, bases } => {
                if !carries(bases) || bases.iter().any(|base| listed.is_none_or(|since| base.happened_on <= since)) {
                    return Err("a renewal on old facts".into());
                }
                renewer = Some(*by);
            }
            Done::Renewed { by, on, protected } => {
                if *protected || Some(*by) == renewer || open > 0 || listed.is_none_or(|since| *on > year_after(since)) {
                    return Err("renewed by one person, too late, over an objection or against a flag".into());
                }
                listed = Some(*on);
            }
            Done::Quashed => return Err("in force though a base fell".into()),
            Done::Ended => return Err("in force though ended".into()),
        }
    }
    match (proposer, approver, told, listed) {
        (Some(_), Some(_), Some(_), Some(since)) if since <= today && today <= year_after(since) => Ok(()),
        _ => Err("in force without proposal, approval, notice, listing, or past its expiry".into()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000.max(ProptestConfig::default().cases), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_entry_stands_without_due_process(
        proposer in 1..4_i64,
        first in bases(),
        flag in flags(),
        tries in prop::collection::vec((any_try(), 1..5_i64, prop_oneof![6 => 0..20_i64, 1 => 0..400_i64], flags()), 1..30),
    ) {
        let reason = Reason::new("多次决定认定其夹带过期商品索赔。").expect("long enough");
        let proposal = Proposal { officer: officer(proposer), on: DAY_ONE, reason, bases: first.clone(), protections: flag.clone() };
        let Ok(proposed) = Proposed::new(&proposal) else { return Ok(()) };
        let mut log = vec![Done::Proposed { by: proposer, on: DAY_ONE, bases: first, protected: !flag.is_empty() }];
        let mut entry = Entry::Proposed(proposed);
        let mut today = DAY_ONE;
        for (step, by, days, protections) in tries {
            today += days.days();
            let before = entry.clone();
            match act(entry, &step, by, today, &protections) {
                Ok((next, done)) => {
                    log.extend(done);
                    entry = next;
                }
                Err(refusal) => {
                    prop_assert!(!refusal.to_string().is_empty() && !refusal.way_on().is_empty());
                    entry = before;
                }
            }
            if entry.is_effective(today) {
                prop_assert_eq!(judge(&log, today), Ok(()), "{:?}", log);
            }
            // Quashed or upheld, it says nothing and only withdrawal is left; an ended entry stays ended.
            if log.iter().any(|done| matches!(done, Done::Quashed | Done::Ended | Done::Answered { upheld: true, .. })) {
                prop_assert!(!entry.is_effective(today));
            }
            if matches!(log.last(), Some(Done::Ended)) {
                prop_assert!(!entry.state().is_live());
            }
        }
    }
}

/// The walks above reach what they judge: a plain life passes the judge and every spoilt one does not.
#[test]
fn the_judge_can_say_no() {
    let base = Base {
        id: BaseId { kind: BaseKind::Decision, id: 1 },
        submission_id: 10,
        happened_on: DAY_ONE,
        ground: "o121.16.3".into(),
        in_force: true,
        strength: Strength::Substantive,
    };
    let on = DAY_ONE;
    let life = vec![
        Done::Proposed { by: 1, on, bases: vec![base], protected: false },
        Done::Approved { by: 2, on, protected: false },
        Done::Told { by: 1, on, deferred: false },
        Done::Listed { by: 2, on, protected: false },
    ];
    assert_eq!(judge(&life, on), Ok(()));
    for left_out in 0..life.len() {
        let spoilt: Vec<Done> = life.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, done)| done.clone()).collect();
        assert!(judge(&spoilt, on).is_err(), "without step {left_out}");
    }
    assert!(judge(&life, year_after(on) + 1.day()).is_err());
}
