//! Whole files: constraints, skew, and what must hold whatever goes in.

use std::collections::BTreeSet;

use identity::{
    Edge, Judgement, Record, RefusedBecause, block_keys, columns_to_text, compare, judge, links_of_arrival, persons_from_edges, resolve,
};
use proptest::prelude::*;

fn record(id: i64, name: &str, id_no: &str, phone: &str) -> Record {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Record { id, name: given(name), id_no: given(id_no), phone: given(phone), ..Record::default() }
}

const A: &str = "430602199003071231";
const B: &str = "430621198511010018";

#[test]
fn a_family_phone_does_not_glue() {
    let records = [
        record(1, "李明", A, "13973011111"),
        record(2, "王秀兰", B, "13973011111"),
        record(3, "李明", "", "13973011111"),
        record(4, "王秀兰", "", "13973011111"),
        record(5, "李先生", "", "13973011111"),
    ];
    assert_eq!(resolve(&records, &[]).persons, [vec![1, 3], vec![2, 4], vec![5]]);
}

#[test]
fn a_number_missing_in_the_middle_does_not_join_two_valid_ones() {
    // 2 fits both: it goes with the first, and 3 stays apart whatever the edges say.
    let records = [record(1, "李明", A, "13973011111"), record(2, "李明", "", "13973011111"), record(3, "李明", B, "13973011111")];
    let found = resolve(&records, &[]);
    assert_eq!(found.persons, [vec![1, 2], vec![3]]);
    assert_eq!(found.refused.iter().map(|r| (r.left, r.right, r.because)).collect::<Vec<_>>(), [(2, 3, RefusedBecause::IdConflict)]);
    // Not even an officer can say that two valid numbers are one person's.
    let forced = resolve(&records, &[Edge::ruling(1, 3, Judgement::Same, 9)]);
    assert!(forced.persons.iter().all(|p| !(p.contains(&1) && p.contains(&3))));
}

#[test]
fn officers_rulings_bind_and_can_be_undone() {
    let records = [record(1, "李明", "", "13973011111"), record(2, "李明", "", "13973011111"), record(3, "赵六", "", "13573044444")];
    let mut apart = Edge::ruling(2, 1, Judgement::Different, 9);
    let together = Edge::ruling(2, 3, Judgement::Same, 9);
    assert_eq!(resolve(&records, &[apart.clone(), together.clone()]).persons, [vec![1], vec![2, 3]]);
    // The ruling also keeps 3, who came with 2, away from 1.
    let also = Edge::ruling(1, 3, Judgement::Same, 9);
    let found = resolve(&records, &[apart.clone(), together.clone(), also]);
    assert_eq!((found.persons.len(), found.refused.len()), (2, 1));
    apart.undone = true;
    assert_eq!(resolve(&records, &[apart, together]).persons, [vec![1, 2, 3]]);
}

#[test]
fn thousands_on_one_phone_stay_cheap_and_are_reported() {
    let given: Vec<char> = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文辉力永健世广志义兴良海".chars().collect();
    let surnames: Vec<char> = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗".chars().collect();
    let name = |i: usize| format!("{}{}{}", surnames[i % 20], given[i / 20 % given.len()], given[(i / 400 + i) % given.len()]);
    let records: Vec<Record> = (0..4000).map(|i| record(i as i64, &name(i), "", "13973011111")).collect();
    let found = resolve(&records, &[]);
    assert_eq!((found.skewed[0].index, found.skewed[0].records > 1000), ("phone", true));
    assert!(found.pairs < 200_000, "{}", found.pairs);
    let names: BTreeSet<String> = (0..4000).map(name).collect();
    assert!(found.persons.len() * 100 >= names.len() * 90, "{} persons of {} names", found.persons.len(), names.len());
}

#[test]
fn five_hundred_filings_of_one_person_cost_five_hundred_comparisons() {
    let records: Vec<Record> = (0..500).map(|i| record(i, "李明", A, "13973011111")).collect();
    let found = resolve(&records, &[]);
    assert_eq!((found.persons.len(), found.edges.len(), found.pairs), (1, 499, 0));
}

/// Records of a few people who write themselves in many ways, so that every level occurs.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let name = prop::sample::select(vec!["", "李明", "李鸣", "李*", "李先生", "李小明", "王明", "王秀兰", "张*国", "张建国", "匿名"]);
    let id_no =
        prop::sample::select(vec!["", A, B, "430602********1231", "430621********0018", "4306021990********", "43060219******1231"]);
    let phone = prop::sample::select(vec!["", "13973011111", "139****1111", "1397301****", "13873022222", "138****2222", "12345"]);
    let account = prop::sample::select(vec!["", "6222000011112222", "6222000011113333"]);
    let one = (name, id_no, phone, account, any::<bool>(), 0..10_u8);
    prop::collection::vec(one, 0..40).prop_map(|rows| {
        let fill = |(i, (name, id_no, phone, account, at_home, denied)): (usize, _)| Record {
            account: Some(String::from(account)).filter(|a: &String| !a.is_empty()),
            address: Some(if at_home { "五里牌路1号" } else { "洞庭北路22号" }.to_owned()),
            denied: denied == 0,
            ..record(i as i64, name, id_no, phone)
        };
        rows.into_iter().enumerate().map(fill).collect()
    })
}

proptest! {
    #[test]
    fn resolving_does_not_depend_on_order(records in records(), seed in any::<u64>()) {
        let mut shuffled = records.clone();
        shuffled.sort_by_key(|r| (r.id as u64 ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        prop_assert_eq!(resolve(&records, &[]), resolve(&shuffled, &[]));
    }

    #[test]
    fn everybody_is_in_one_person_without_two_numbers(records in records()) {
        let found = resolve(&records, &[]);
        let mut all: Vec<i64> = found.persons.iter().flatten().copied().collect();
        all.sort_unstable();
        prop_assert_eq!(all, records.iter().map(|r| r.id).collect::<Vec<_>>());
        for person in &found.persons {
            let numbers: BTreeSet<&str> = person.iter().map(|&i| &records[i as usize]).filter(|r| !r.denied)
                .filter_map(|r| r.id_no.as_deref()).filter(|n| !n.contains('*')).collect();
            prop_assert!(numbers.len() <= 1);
        }
        prop_assert_eq!(persons_from_edges(&records, &found.edges).persons, found.persons);
    }

    #[test]
    fn filings_judged_the_same_share_a_blocking_key(records in records()) {
        for a in &records {
            for b in records.iter().filter(|b| b.id > a.id) {
                if judge(&compare(a, b)) == Judgement::Same {
                    let keys: BTreeSet<_> = block_keys(a).into_iter().collect();
                    prop_assert!(block_keys(b).iter().any(|k| keys.contains(k)), "{}", columns_to_text(&compare(a, b).columns));
                }
            }
        }
    }

    #[test]
    fn one_at_a_time_finds_the_same_links(records in records()) {
        let bulk = resolve(&records, &[]);
        let mut edges = Vec::new();
        for (i, record) in records.iter().enumerate() {
            edges.extend(links_of_arrival(record, &records[..i]));
        }
        prop_assert_eq!(persons_from_edges(&records, &edges).persons, bulk.persons);
    }
}
