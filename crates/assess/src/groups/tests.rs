//! Planted rings of many shapes beside honest waves, families and switchboards; made-up people all.

use casework::codes::SubmissionKind;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{Group, Groups, TieKind};
use crate::facts::{FactsBuilder, FilingInput};

const START: Date = date(2026, 1, 1);

/// One made-up filing.
#[derive(Clone, Default)]
struct Act {
    person: i64,
    day: i32,
    operator: String,
    name: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    account: Option<String>,
    agent: Option<(String, String)>,
    evidence: String,
    template: Option<i64>,
}

fn act(person: i64, day: i32, operator: &str) -> Act {
    Act { person, day, operator: operator.to_owned(), ..Act::default() }
}

impl Act {
    fn phone(mut self, number: usize) -> Self {
        self.phone = Some(format!("1990000{number:04}"));
        self
    }

    fn door(mut self, number: usize) -> Self {
        self.address = Some(format!("岳阳市测试路12号3栋{}室", 100 + number));
        self
    }

    fn account(mut self, number: usize) -> Self {
        self.account = Some(format!("62220000000000{number:05}"));
        self
    }

    fn agent(mut self, name: &str, number: usize) -> Self {
        self.agent = Some((name.to_owned(), format!("1991111{number:04}")));
        self
    }

    fn evidence(mut self, hash: &str) -> Self {
        self.evidence = hash.to_owned();
        self
    }

    fn text(mut self, template: i64) -> Self {
        self.template = Some(template);
        self
    }

    fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }
}

/// Groups among filings numbered from 1, added in this order.
fn groups_of(acts: &[Act], as_of: Date, order: impl Iterator<Item = usize>) -> Groups {
    let mut builder = FactsBuilder::new(as_of);
    for at in order {
        let (act, id) = (&acts[at], i64::try_from(at).unwrap_or(0) + 1);
        let number = format!("TS{id:06}");
        let received_at = (START + act.day.days()).at(9, 0, 0, 0);
        builder.filing(&FilingInput {
            person_id: Some(act.person),
            name: act.name.as_deref(),
            phone: act.phone.as_deref(),
            address: act.address.as_deref(),
            payee_account: act.account.as_deref(),
            agent_name: act.agent.as_ref().map(|agent| agent.0.as_str()),
            agent_phone: act.agent.as_ref().map(|agent| agent.1.as_str()),
            evidence_hashes: &act.evidence,
            template: act.template,
            ..FilingInput::new(id, &number, SubmissionKind::Complaint, received_at, &act.operator)
        });
    }
    builder.build().groups().clone()
}

fn groups(acts: &[Act]) -> Groups {
    groups_of(acts, START + 400.days(), 0..acts.len())
}

/// The people of every group that is more than a wave.
fn rings(groups: &Groups) -> Vec<Vec<i64>> {
    let mut rings: Vec<Vec<i64>> = groups.ranked().iter().filter(|group| !group.is_wave()).map(|group| group.persons.clone()).collect();
    rings.sort();
    rings
}

/// Strangers with contacts of their own who were all cheated by one trader in two weeks.
fn honest_wave(first: i64, persons: usize, operator: &str) -> Vec<Act> {
    (0..persons)
        .map(|n| {
            act(first + n as i64, 100 + (n % 14) as i32, operator).phone(5_000 + first as usize + n).account(5_000 + first as usize + n)
        })
        .collect()
}

#[test]
fn rings_of_every_shape_are_found_whole() {
    let shop = "坑人超市";
    let shapes: [(&str, Vec<Act>); 7] = [
        ("star: one telephone", (1..=6).map(|n| act(n, 10 + n as i32, shop).phone(1)).collect()),
        (
            "chain: each knows the next by another thing",
            vec![
                act(1, 10, shop).phone(1),
                act(2, 12, shop).phone(1).door(1),
                act(3, 15, shop).door(1).account(1),
                act(4, 17, shop).account(1).evidence("aa"),
                act(5, 18, shop).evidence("aa"),
            ],
        ),
        ("one evidence file", (1..=4).map(|n| act(n, 20, shop).phone(n as usize).evidence("ff;other")).collect()),
        ("one agent, own telephones", (1..=5).map(|n| act(n, 20 + n as i32, shop).phone(n as usize).agent("代某", 1)).collect()),
        (
            "own telephones, one text, two accounts",
            (1..=6).map(|n| act(n, 30 + n as i32, shop).phone(n as usize).account(n as usize % 2).text(77)).collect(),
        ),
        (
            "two traders, half of the people at each",
            (1..=6)
                .map(|n| act(n, 40 + n as i32, if n <= 3 { shop } else { "另一家店" }).phone(8))
                .chain([act(3, 48, "另一家店").phone(8)])
                .collect(),
        ),
        ("slow chain: the last files three months after the first", (1..=5).map(|n| act(n, 20 * n as i32, shop).phone(3)).collect()),
    ];
    for (shape, ring) in shapes {
        let members: Vec<i64> = {
            let mut members: Vec<i64> = ring.iter().map(|act| act.person).collect();
            members.sort_unstable();
            members.dedup();
            members
        };
        // Beside them: victims of the same shop, in the same weeks, with contacts of their own.
        let mut acts = ring;
        acts.extend(honest_wave(1_000, 40, shop).into_iter().map(|act| Act { day: act.day - 85, ..act }));
        let found = groups(&acts);
        assert_eq!(rings(&found), [members], "{shape}");
    }
}

#[test]
fn honest_waves_are_no_rings() {
    let mut acts = honest_wave(1, 200, "爆雷健身房");
    assert_eq!(groups(&acts), Groups::default(), "nothing ties strangers but the trader");
    // A wording goes round in the victims' chat.
    for act in acts.iter_mut().take(120) {
        act.template = Some(5);
    }
    // Two households among them, and a couple.
    for (at, home) in [(10, 1), (11, 1), (12, 1), (50, 2), (51, 2), (80, 3), (81, 3)] {
        acts[at].phone = Some(format!("1992222{home:04}"));
    }
    let found = groups(&acts);
    let [wave] = found.ranked().iter().filter(|group| group.is_wave()).collect::<Vec<_>>()[..] else { panic!("one wave") };
    assert_eq!(wave.persons.len(), 117, "those who used the wording and belong to no household of three");
    assert_eq!(wave.tie_kinds(), [TieKind::Phone, TieKind::Text]);
    assert_eq!((wave.material.part, wave.share_of_wave.whole), (4, 200), "two couples");
    // A household of three is a group, and lost in the wave.
    assert_eq!(rings(&found), [vec![11, 12, 13]]);
    let household = found.of(11).expect("the household");
    assert_eq!((household.share_of_wave.part, household.share_of_wave.whole), (3, 200));
}

#[test]
fn a_ring_that_hides_in_a_wave_is_found_without_the_honest() {
    let mut acts = honest_wave(1, 60, "网红奶茶店");
    acts.iter_mut().for_each(|act| act.template = Some(5));
    // They use the victims' wording, and one account.
    acts.extend((0..6).map(|n| act(900 + n, 104, "网红奶茶店").phone(n as usize).account(1).text(5)));
    let found = groups(&acts);
    assert_eq!(rings(&found), [(900..906).collect::<Vec<i64>>()]);
    assert_eq!(found.ranked()[0].persons[0], 900, "the ring stands before the wave");
}

#[test]
fn people_who_share_a_thing_but_not_a_trader_or_a_time_are_no_group() {
    let different_traders: Vec<Act> = (1..=5).map(|n| act(n, 10, &format!("商店{n}")).phone(1)).collect();
    assert_eq!(groups(&different_traders), Groups::default());
    let years_apart: Vec<Act> = (1..=5).map(|n| act(n, 60 * n as i32, "同一商店").phone(1)).collect();
    assert_eq!(groups(&years_apart), Groups::default());
    let hotline: Vec<Act> = (1..=1_200).map(|n| act(n, (n % 300) as i32, "同一商店").phone(1)).collect();
    assert_eq!(groups(&hotline), Groups::default(), "a telephone that a thousand give is nobody's");
    let service_number: Vec<Act> = (1..=5).map(|n| Act { phone: Some("12315".into()), ..act(n, 10, "同一商店") }).collect();
    assert_eq!(groups(&service_number), Groups::default());
    let one_who_presses: Vec<Act> = (1..=6).map(|n| act(1, n, "同一商店").phone(1)).collect();
    assert_eq!(groups(&one_who_presses), Groups::default());
}

fn only(found: &Groups) -> &Group {
    let [group] = found.ranked() else { panic!("one group, not {}", found.ranked().len()) };
    group
}

#[test]
fn indicators_are_parts_of_wholes_with_their_facts() {
    let shop = "坑人超市";
    let mut acts: Vec<Act> = (1..=4).map(|n| act(n, 10 + n as i32, shop).phone(1).named("李测")).collect();
    acts[3] = act(4, 55, shop).door(1).named("王测");
    acts[2] = act(3, 30, shop).phone(1).door(1);
    // Person 1 has another life; two others file against the shop in the same stretch.
    acts.extend([act(1, 70, "别的店"), act(8, 20, shop), act(9, 90, shop)]);
    let found = groups(&acts);
    let group = only(&found);
    assert_eq!((group.id, &group.persons[..], &group.submissions[..]), (1, &[1, 2, 3, 4][..], &[1, 2, 3, 4][..]));
    assert_eq!((group.first_on, group.last_on), (START + 11.days(), START + 55.days()));
    assert_eq!(group.tie_kinds(), [TieKind::Phone, TieKind::Address]);
    // Tied pairs: 1-2, 1-3, 2-3 by telephone, 3-4 by door.
    assert_eq!((group.density.part, group.density.whole), (4, 6));
    assert_eq!((group.material.part, group.material.whole), (4, 4));
    assert_eq!((group.suddenness.part, group.suddenness.whole, &group.suddenness.submissions[..]), (3, 4, &[1, 2, 3][..]));
    assert_eq!((group.narrowness.part, group.narrowness.whole), (4, 5));
    assert_eq!((group.share_of_wave.part, group.share_of_wave.whole, &group.share_of_wave.submissions[..]), (4, 5, &[6][..]));
    assert_eq!((group.same_surname.part, group.same_surname.whole, &group.same_surname.submissions[..]), (2, 3, &[1, 2][..]));
}

#[test]
fn the_sudden_and_narrow_stand_first() {
    let mut acts: Vec<Act> = (1..=5).map(|n| act(n, 10 + n as i32, "甲店").phone(1)).collect();
    // Neighbours who share a landline over the months, and complain of much else.
    for n in 11..=15 {
        acts.push(act(n, 25 * (n as i32 - 10), "乙店").phone(2));
        acts.extend((0..4).map(|k| act(n, 30 * k + n as i32, &format!("杂店{n}{k}"))));
    }
    let found = groups(&acts);
    assert_eq!(found.ranked().iter().map(|group| group.persons[0]).collect::<Vec<_>>(), [1, 11]);
}

#[test]
fn what_came_later_is_not_known_and_order_is_nothing() {
    let acts: Vec<Act> = (1..=5).map(|n| act(n, 3 * n as i32, "甲店").phone(1)).collect();
    assert_eq!(groups_of(&acts, START + 6.days(), 0..5), Groups::default());
    assert_eq!(only(&groups_of(&acts, START + 9.days(), 0..5)).persons, [1, 2, 3]);
    assert_eq!(groups_of(&acts, START + 30.days(), 0..5), groups_of(&acts, START + 30.days(), (0..5).rev()));
}
