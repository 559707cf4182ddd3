//! yy16.2.6: 投诉的数量和频次明显超出正常范围.

use casework::codes::{Category, Issue};
use expect_test::expect;

use crate::testing::{Entry, Table, complaint};

/// One complaint every `every` days against a different trader each.
fn steady(count: i32, every: i32, change: impl Fn(i32, Entry) -> Entry) -> Vec<Entry> {
    (0..count).map(|n| change(n, complaint(1, "王甲", 20 + n * every, &format!("超市{n}")))).collect()
}

/// The last finding only: the lines before it say the same with smaller numbers.
fn last(table: &Table) -> String {
    table.findings_of("yy16.2.6").lines().last().unwrap_or_default().to_owned()
}

#[test]
fn a_filer_after_labels_is_hit_from_the_twentieth() {
    let table = Table::new(steady(21, 14, |_, e| e.of(Category::Food, Issue::Label).tenfold())).with_crowd(200);
    let lines: Vec<String> = table.findings_of("yy16.2.6").lines().map(|l| l.split(' ').take(3).collect::<Vec<_>>().join(" ")).collect();
    expect![[r#"
        [
            "12 yy16.2.6 hint",
            "13 yy16.2.6 hint",
            "14 yy16.2.6 hint",
            "15 yy16.2.6 hint",
            "16 yy16.2.6 hint",
            "17 yy16.2.6 hint",
            "18 yy16.2.6 hint",
            "19 yy16.2.6 hint",
            "20 yy16.2.6 hit",
            "21 yy16.2.6 hit",
        ]
    "#]]
    .assert_debug_eq(&lines);
    expect!["21 yy16.2.6 hit (for reference) 近一年投诉21件，为全体投诉人第90百分位的21倍，其中100%要求数倍赔偿。"]
        .assert_eq(&last(&table));
}

#[test]
fn a_sudden_burst_is_hit_by_the_quarter() {
    let table = Table::new(steady(12, 5, |_, e| e.of(Category::Food, Issue::Expired).tenfold())).with_crowd(400);
    expect!["12 yy16.2.6 hit (in force) 近一年投诉12件，为全体投诉人第90百分位的12倍，其中100%要求数倍赔偿。"].assert_eq(&last(&table));
}

#[test]
fn ninety_two_proposals_in_a_year_are_nothing() {
    let table = Table::new(steady(92, 3, |_, e| e)).with_crowd(200);
    expect![""].assert_eq(&table.findings_of("yy16.2.6"));
}

#[test]
fn a_heavy_shopper_who_wants_the_price_back_is_nothing() {
    let table = Table::new(steady(30, 10, |_, e| e.of(Category::Clothing, Issue::Quality).refund())).with_crowd(200);
    expect![""].assert_eq(&table.findings_of("yy16.2.6"));
}

#[test]
fn an_unlucky_household_with_troubles_of_every_kind_is_only_asked() {
    let kinds = [
        (Category::Food, Issue::Expired),
        (Category::Clothing, Issue::Quality),
        (Category::Telecom, Issue::Contract),
        (Category::Beauty, Issue::FalsePromotion),
        (Category::Appliance, Issue::AfterSales),
    ];
    let table = Table::new(steady(24, 14, |n, e| {
        let (category, issue) = kinds[usize::try_from(n).unwrap_or(0) % kinds.len()];
        e.of(category, issue).tenfold()
    }))
    .with_crowd(200);
    assert!(table.findings_of("yy16.2.6").lines().all(|l| l.contains(" hint ")), "{}", table.findings_of("yy16.2.6"));
}

#[test]
fn the_same_dispute_pressed_every_week_is_nothing() {
    let mut entries = steady(40, 7, |_, e| e.of(Category::Food, Issue::Expired).tenfold());
    entries.iter_mut().for_each(|e| "同一家超市".clone_into(&mut e.operator));
    expect![""].assert_eq(&Table::new(entries).with_crowd(200).findings_of("yy16.2.6"));
}

#[test]
fn eleven_tenfold_claims_are_nothing() {
    let table = Table::new(steady(11, 14, |_, e| e.of(Category::Food, Issue::Label).tenfold())).with_crowd(200);
    expect![""].assert_eq(&table.findings_of("yy16.2.6"));
}

#[test]
fn without_a_population_there_is_no_outlier() {
    let table = Table::new(steady(30, 10, |_, e| e.of(Category::Food, Issue::Label).tenfold())).with_crowd(10);
    expect![""].assert_eq(&table.findings_of("yy16.2.6"));
}

#[test]
fn where_everybody_complains_often_nobody_stands_out() {
    let mut entries = steady(21, 14, |_, e| e.of(Category::Food, Issue::Label).tenfold());
    for person in 0..60 {
        entries.extend(steady(15, 14, |n, e| Entry { person: 100 + person, operator: format!("店{person}-{n}"), ..e }));
    }
    expect![""].assert_eq(&Table::new(entries).findings_of("yy16.2.6"));
}

#[test]
fn two_identity_numbers_under_one_person_lower_it() {
    let mut entries = steady(21, 14, |_, e| e.of(Category::Food, Issue::Label).tenfold());
    entries[0].id_no = Some("430602199003071231");
    entries[1].id_no = Some("430621198511010018");
    let table = Table::new(entries).with_crowd(200);
    expect!["21 yy16.2.6 hint (for reference) 近一年投诉21件，为全体投诉人第90百分位的21倍，其中100%要求数倍赔偿；反面证据：名下出现多个不同的完整证件号码，可能不是同一人；建议核实购买用途、付款凭证和历次获赔情况，综合判断是否为生活消费需要。"].assert_eq(&last(&table));
}
