//! o121.17.4: 多人使用同一手机号码、通讯地址等联系方式.

use expect_test::expect;

use crate::testing::{Entry, Table, complaint};

const PHONE: &str = "13900000001";
const STRANGERS: [&str; 6] = ["王甲", "李乙", "赵丙", "孙丁", "周戊", "吴己"];

/// One complaint each by the first `count` strangers from one phone, a few days apart, against one trader.
fn strangers(count: usize, change: impl Fn(usize, Entry) -> Entry) -> Table {
    let one = |(n, name): (usize, &&str)| {
        let at = i64::try_from(n).unwrap_or(0);
        change(n, complaint(at + 1, name, 480 + i32::try_from(n).unwrap_or(0) * 6, "湖滨超市").phone(PHONE))
    };
    Table::new(STRANGERS[..count].iter().enumerate().map(one))
}

#[test]
fn five_strangers_on_one_phone_against_one_trader_are_a_hit() {
    expect![[r#"
        1 o121.17.4 hit (in force) 5人在30天内以同一电话或地址投诉同一经营者，涉及5个姓氏。
        2 o121.17.4 hit (in force) 5人在30天内以同一电话或地址投诉同一经营者，涉及5个姓氏。
        3 o121.17.4 hit (in force) 5人在30天内以同一电话或地址投诉同一经营者，涉及5个姓氏。
        4 o121.17.4 hit (in force) 5人在30天内以同一电话或地址投诉同一经营者，涉及5个姓氏。
        5 o121.17.4 hit (in force) 5人在30天内以同一电话或地址投诉同一经营者，涉及5个姓氏。
    "#]]
    .assert_eq(&strangers(5, |_, e| e).findings_of("o121.17.4"));
}

#[test]
fn five_strangers_behind_one_door_are_a_hit() {
    let table = strangers(5, |_, e| Entry { phone: None, ..e }.address("岳阳市岳阳楼区建湘路12号3栋502室"));
    assert_eq!(table.findings_of("o121.17.4").lines().filter(|l| l.contains(" hit ")).count(), 5);
}

#[test]
fn neighbours_of_one_building_are_nothing() {
    expect![""].assert_eq(&strangers(6, |_, e| Entry { phone: None, ..e }.address("岳阳市岳阳楼区建湘路12号3栋")).findings_of("o121.17.4"));
}

#[test]
fn the_hotlines_own_number_is_nobodys() {
    expect![""].assert_eq(&strangers(6, |_, e| e.phone("12345")).findings_of("o121.17.4"));
    expect![""].assert_eq(&strangers(6, |_, e| e.phone("139****0001")).findings_of("o121.17.4"));
}

#[test]
fn a_phone_of_a_thousand_people_is_an_institutions() {
    let given = |n: i64| char::from_u32(0x4E00 + u32::try_from(n).unwrap_or(0)).unwrap_or('某');
    let one = |n: i64| complaint(n, &format!("{}{}", given(n % 40), given(n)), 480, "湖滨超市").phone(PHONE).tenfold();
    expect![""].assert_eq(&Table::new((0..1_001).map(one)).findings_of("o121.17.4"));
    assert_eq!(Table::new((0..40).map(one)).findings_of("o121.17.4").lines().filter(|l| l.contains("o121.17.4 hit")).count(), 40);
}

#[test]
fn a_family_of_four_against_different_traders_is_nothing() {
    let names = ["王甲", "王小甲", "李乙", "赵丙"];
    let one =
        |(n, name): (i32, &&str)| complaint(i64::from(n), name, 480 + n * 5, &format!("店{n}")).phone(PHONE).address("南湖大道8号2栋601室");
    expect![""].assert_eq(&Table::new((1..).zip(&names).map(one)).findings_of("o121.17.4"));
}

#[test]
fn a_family_of_five_that_fell_ill_at_one_banquet_is_nothing() {
    let names = ["王甲", "王小甲", "王大甲", "李乙", "赵丙"];
    let one =
        |(n, name): (i32, &&str)| complaint(i64::from(n), name, 480 + n, "洞庭酒楼").phone(PHONE).address("南湖大道8号2栋601室").tenfold();
    expect![""].assert_eq(&Table::new((1..).zip(&names).map(one)).findings_of("o121.17.4"));
}

#[test]
fn one_person_written_five_ways_is_one_person() {
    let names = ["张伟", "张玮", "张炜", "章伟", "张先生"];
    let one = |(n, name): (i32, &&str)| complaint(1, name, 480 + n, "湖滨超市").phone(PHONE);
    expect![""].assert_eq(&Table::new((1..).zip(&names).map(one)).findings_of("o121.17.4"));
    let undecided = |(n, name): (i32, &&str)| complaint(i64::from(n), name, 480 + n, "湖滨超市").phone(PHONE);
    expect![""].assert_eq(&Table::new((1..).zip(&["张伟", "张伟", "张伟", "张伟", "张伟"]).map(undecided)).findings_of("o121.17.4"));
}

#[test]
fn a_neighbour_who_helps_the_elderly_get_their_money_back_is_only_asked() {
    expect![[r#"
        1 o121.17.4 hint (in force) 5人在30天内以同一电话或地址投诉同一经营者，涉及5个姓氏；反面证据：多数只要求退还价款或退换维修；建议核实各投诉人的真实身份及相互关系，是否为同一家庭、同事或者受托代办。
    "#]]
    .assert_eq(&first_line(&strangers(5, |_, e| e.refund())));
}

#[test]
fn an_agent_who_says_so_is_only_asked() {
    let findings = strangers(5, |_, e| Entry { agent_name: Some("钱代办"), ..e }).findings_of("o121.17.4");
    assert!(findings.lines().all(|l| l.contains(" hint ") && l.contains("多数写明了代理人")), "{findings}");
}

#[test]
fn fewer_strangers_need_addresses_or_claims_to_be_hit() {
    expect![""].assert_eq(&strangers(4, |_, e| e).findings_of("o121.17.4"));
    let apart = |n: usize, e: Entry| e.address(&format!("建湘路{}号", n + 1));
    expect!["1 o121.17.4 hint (in force) 姓氏各异、住址不同的4人在30天内以同一电话投诉同一经营者；建议核实各投诉人的真实身份及相互关系，是否为同一家庭、同事或者受托代办。\n"]
        .assert_eq(&first_line(&strangers(4, apart)));
    expect!["1 o121.17.4 hit (in force) 姓氏各异、住址不同的3人在30天内以同一电话投诉同一经营者，100%要求数倍赔偿。\n"]
        .assert_eq(&first_line(&strangers(3, |n, e| apart(n, e).tenfold())));
    expect!["1 o121.17.4 hit (in force) 姓氏各异的4人在30天内以同一电话或地址投诉同一经营者，100%要求数倍赔偿。\n"]
        .assert_eq(&first_line(&strangers(4, |_, e| e.tenfold())));
}

#[test]
fn five_strangers_over_a_year_are_nothing() {
    let table = strangers(5, |n, e| Entry { day: 100 + i32::try_from(n).unwrap_or(0) * 80, ..e });
    expect![""].assert_eq(&table.findings_of("o121.17.4"));
}

#[test]
fn six_strangers_against_six_traders_are_a_hit_only_for_money() {
    let spread = |n: usize, e: Entry| Entry { operator: format!("店{n}"), ..e };
    assert!(strangers(6, spread).findings_of("o121.17.4").lines().all(|l| l.contains(" hint ")));
    expect!["1 o121.17.4 hit (in force) 6人在90天内以同一电话或地址投诉，涉及6个姓氏，100%要求数倍赔偿。\n"]
        .assert_eq(&first_line(&strangers(6, |n, e| spread(n, e).tenfold())));
}

fn first_line(table: &Table) -> String {
    table.findings_of("o121.17.4").lines().take(1).map(|l| format!("{l}\n")).collect()
}
