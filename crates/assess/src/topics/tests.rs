//! Honest waves are hot issues; rings are not; a busy trader is not hot for being busy.

use casework::codes::{Issue, SubmissionKind};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{HotIssue, Messages, Topic, TopicFiling, TopicsBuilder};
use crate::facts::{FactsBuilder, FilingInput};
use crate::groups::Groups;
use crate::narratives::Boilerplate;

const START: Date = date(2025, 1, 1);
const AS_OF: Date = date(2026, 12, 31);

struct Complaint {
    person: i64,
    day: i64,
    operator: &'static str,
    phone: Option<String>,
}

fn complaint(person: i64, day: i64, operator: &'static str) -> Complaint {
    Complaint { person, day, operator, phone: None }
}

fn groups(complaints: &[Complaint]) -> Groups {
    let mut builder = FactsBuilder::new(AS_OF);
    for (id, c) in (1..).zip(complaints) {
        let (number, received_at) = (format!("TS{id:06}"), (START + c.day.days()).at(9, 0, 0, 0));
        builder.filing(&FilingInput {
            person_id: Some(c.person),
            phone: c.phone.as_deref(),
            ..FilingInput::new(id, &number, SubmissionKind::Complaint, received_at, c.operator)
        });
    }
    builder.build().groups().clone()
}

fn hot(complaints: &[Complaint]) -> Vec<HotIssue> {
    let mut builder = TopicsBuilder::new(AS_OF);
    for (id, c) in (1..).zip(complaints) {
        builder.filing(&TopicFiling {
            submission_id: id,
            received_on: START + c.day.days(),
            person_id: Some(c.person),
            operator: Some(c.operator),
            region: "430602",
            issue: Some(Issue::Contract),
        });
    }
    builder.build(&Messages::new(Boilerplate::default()), &groups(complaints))
}

#[test]
fn a_wave_of_honest_complaints_is_a_hot_issue_and_a_ring_is_not() {
    let wave: Vec<Complaint> = (0..40).map(|n| complaint(100 + n, 200 + n % 20, "跑路健身房")).collect();
    let ring = (0..8).map(|n| Complaint { phone: Some("19900001111".into()), ..complaint(900 + n, 210 + n, "无辜小卖部") });
    let all: Vec<Complaint> = wave.into_iter().chain(ring).collect();
    let found = hot(&all);
    let shown: Vec<(&Topic, u64, u64, bool)> =
        found.iter().map(|issue| (&issue.topic, issue.persons, issue.tied, issue.is_concerted())).collect();
    let topic = |operator: &str| Topic::Operator { operator: operator.to_owned(), issue: Some(Issue::Contract) };
    assert_eq!(shown, [(&topic("跑路健身房"), 40, 0, false), (&topic("无辜小卖部"), 8, 8, true)]);
    // The other way round: the wave is no group, the ring is one.
    let groups = groups(&all);
    assert_eq!(groups.ranked().iter().map(|group| group.persons.clone()).collect::<Vec<_>>(), [(900..908).collect::<Vec<i64>>()]);
}

#[test]
fn a_ring_inside_a_wave_spoils_neither() {
    let mut all: Vec<Complaint> = (0..40).map(|n| complaint(100 + n, 200 + n % 20, "跑路健身房")).collect();
    all.extend((0..6).map(|n| Complaint { phone: Some("19900001111".into()), ..complaint(900 + n, 210, "跑路健身房") }));
    let [issue] = &hot(&all)[..] else { panic!("one issue") };
    assert_eq!((issue.persons, issue.tied, issue.is_concerted()), (46, 6, false));
    assert_eq!(groups(&all).ranked().len(), 1);
}

#[test]
fn what_is_ordinary_for_a_trader_is_not_hot() {
    // Six people a month, every month: a large supermarket.
    let busy: Vec<Complaint> = (0..140).map(|n| complaint(n, n * 5, "大型超市")).collect();
    assert_eq!(hot(&busy), []);
    // Thirty in a month on top of it are.
    let mut surge = busy;
    surge.extend((0..30).map(|n| complaint(1_000 + n, 500 + n % 25, "大型超市")));
    let [issue] = &hot(&surge)[..] else { panic!("one issue, {:?}", hot(&surge)) };
    assert!(issue.busiest_from >= START + 490.days() && issue.busiest_persons >= 30, "{issue:?}");
}

#[test]
fn one_person_who_presses_makes_nothing_hot() {
    let all: Vec<Complaint> = (0..30).map(|n| complaint(n % 3, 100 + n, "某店")).collect();
    assert_eq!(hot(&all), []);
}

#[test]
fn messages_about_one_thing_are_one_topic() {
    let mixer = [
        ("丽苑新城旁的搅拌站噪音扰民", "小区旁边的搅拌站昼夜不停，噪音和粉尘让丽苑新城的居民苦不堪言，请部门查处搅拌站。"),
        ("投诉丽苑新城附近搅拌站", "丽苑新城附近新建的搅拌站距离住宅不到一百米，灰尘大，夜里施工噪音扰民。"),
        ("搅拌站污染何时休", "我们是丽苑新城的业主，搅拌站每天凌晨开工，粉尘飘进家里，要求搬迁搅拌站。"),
        ("请关停违规搅拌站", "违规的搅拌站建在丽苑新城小区门口，没有环评手续，噪音扰民，老人孩子无法休息。"),
        ("丽苑新城业主反映搅拌站扰民", "反映多次无人处理，搅拌站仍然夜间生产，丽苑新城的业主要求关停。"),
    ];
    let others = [
        ("咨询公积金提取", "我在外地工作，想了解公积金异地提取需要什么材料，窗口电话一直打不通。"),
        ("公交线路建议", "建议延长七路公交的末班时间，晚自习的学生下课后没有车回家。"),
        ("教师编制问题", "乡镇代课多年，何时能够解决编制和社保，盼望答复。"),
        ("路灯不亮", "梅溪路口的路灯坏了两个月，夜里行人看不清路，请尽快修理。"),
        ("小区停车难", "物业把地面车位全部出租，业主无处停车，要求重新划线。"),
        ("垃圾清运", "菜市场后面的垃圾几天没有清运，夏天气味难闻，请环卫部门处理。"),
    ];
    let mut builder = TopicsBuilder::new(AS_OF);
    let mut messages = Messages::new(Boilerplate::default());
    for (id, (subject, text)) in (1..).zip(mixer.iter().chain(&others)) {
        messages.add(id, subject, text);
        builder.filing(&TopicFiling {
            submission_id: id,
            received_on: START + (id * 3).days(),
            person_id: None,
            operator: None,
            region: "430000",
            issue: None,
        });
    }
    let found = builder.build(&messages, &Groups::default());
    let shown: Vec<(&[i64], u64)> = found.iter().map(|issue| (&issue.submissions[..], issue.persons)).collect();
    assert_eq!(shown, [(&[1, 2, 3, 4, 5][..], 5)]);
    assert!(matches!(found[0].topic, Topic::Messages { representative: 1..=5 }));
}
