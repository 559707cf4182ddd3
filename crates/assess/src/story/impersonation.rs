//! yy16.2.3: 冒用他人名义.

use casework::fact::{FactKind, FactResult};
use expect_test::expect;

use crate::testing::{Entry, Table, complaint};

const PHONE: &str = "13900000001";
const OWNER_ID: &str = "430602199003071231";
const OTHER_ID: &str = "430621198511010018";

fn with_id(id_no: &'static str, entry: Entry) -> Entry {
    Entry { id_no: Some(id_no), ..entry }
}

#[test]
fn a_denial_that_was_established_is_a_hit() {
    let table = Table::new([complaint(1, "李乙", 30, "甲店").phone(PHONE)]).attest(1, FactKind::DeniedByPerson);
    expect![[r#"
        1 yy16.2.3 hit (in force) 被署名人否认提出本件，经核实成立。
    "#]]
    .assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn a_denial_that_was_not_established_is_nothing() {
    let mut table = Table::new([complaint(1, "李乙", 30, "甲店").phone(PHONE)]);
    table.attestations.push((1, FactKind::DeniedByPerson, FactResult::NotEstablished));
    expect![""].assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn after_two_denials_a_third_name_on_the_phone_is_a_hit_and_the_owner_is_not() {
    let table = Table::new([
        complaint(1, "赵丙", 10, "甲店").phone(PHONE),
        complaint(1, "赵丙", 20, "乙店").phone(PHONE),
        complaint(2, "李乙", 30, "丙店").phone(PHONE),
        complaint(3, "孙丁", 150, "丁店").phone(PHONE),
        complaint(4, "周戊", 300, "戊店").phone(PHONE),
    ])
    .attest(3, FactKind::DeniedByPerson)
    .attest(4, FactKind::DeniedByPerson);
    expect![[r#"
        3 yy16.2.3 hit (in force) 被署名人否认提出本件，经核实成立。
        4 yy16.2.3 hit (in force) 被署名人否认提出本件，经核实成立。
        5 yy16.2.3 hit (for reference) 同一电话或账号已以2个他人姓名提出来件并被本人否认。
    "#]]
    .assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn after_one_denial_the_same_name_on_the_phone_is_worth_asking() {
    let table = Table::new([complaint(2, "李乙", 30, "丙店").phone(PHONE), complaint(2, "李乙", 60, "丁店").phone(PHONE)])
        .attest(1, FactKind::DeniedByPerson);
    expect![[r#"
        1 yy16.2.3 hit (in force) 被署名人否认提出本件，经核实成立。
        2 yy16.2.3 hint (in force) 同一署名、同一电话或账号的另外1件来件已被本人否认；建议核验投诉人真实身份，并向被署名人核实是否本人提出。
    "#]]
    .assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn other_peoples_numbers_from_one_phone_are_a_hit_and_their_owners_are_not() {
    let table = Table::new([
        with_id(OWNER_ID, complaint(1, "王甲", 10, "甲店").phone("13800000001")),
        with_id(OWNER_ID, complaint(1, "王甲", 20, "乙店").phone("13800000001")),
        with_id(OTHER_ID, complaint(2, "李乙", 25, "丙店").phone(PHONE)),
        with_id(OWNER_ID, complaint(3, "赵丙", 30, "丁店").phone(PHONE)),
    ]);
    expect![[r#"
        4 yy16.2.3 hit (in force) 本件证件号码另署1个不同姓名，且同一电话使用过2个证件号码。
    "#]]
    .assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn one_number_under_another_name_is_only_worth_asking() {
    let table = Table::new([
        with_id(OWNER_ID, complaint(1, "王甲", 10, "甲店").phone("13800000001")),
        with_id(OWNER_ID, complaint(3, "赵丙", 30, "丁店").phone(PHONE)),
    ]);
    expect![[r#"
        2 yy16.2.3 hint (in force) 本件证件号码另署1个不同姓名；建议核验投诉人真实身份，并向被署名人核实是否本人提出。
    "#]]
    .assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn a_wife_under_her_husbands_number_at_home_is_nothing() {
    let home = "岳阳市岳阳楼区建湘路12号3栋502室";
    let table = Table::new([
        with_id(OWNER_ID, complaint(1, "王甲", 10, "甲店").phone("13800000001").address(home)),
        with_id(OWNER_ID, complaint(2, "赵丙", 30, "丁店").phone(PHONE).address(home)),
    ]);
    expect![""].assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn a_slip_of_the_pen_is_nothing() {
    let table = Table::new([
        with_id(OWNER_ID, complaint(1, "张伟", 10, "甲店").phone("13800000001")),
        with_id(OWNER_ID, complaint(1, "张玮", 30, "丁店").phone(PHONE)),
        with_id(OWNER_ID, complaint(1, "章伟", 40, "戊店").phone(PHONE)),
        with_id(OWNER_ID, complaint(1, "张先生", 50, "己店").phone(PHONE)),
    ]);
    expect![""].assert_eq(&table.findings_of("yy16.2.3"));
}

#[test]
fn ones_own_number_under_four_other_names_is_a_hit_but_not_under_ones_own() {
    let names = ["王甲", "王甲", "李乙", "赵丙", "孙丁", "周戊"];
    let one = |(n, name): (i32, &&str)| with_id(OWNER_ID, complaint(1, name, 20 * n, &format!("店{n}")).phone(PHONE));
    expect![[r#"
        3 yy16.2.3 hit (in force) 本件证件号码另署4个姓、名均不同的姓名。
        4 yy16.2.3 hit (in force) 本件证件号码另署4个姓、名均不同的姓名。
        5 yy16.2.3 hit (in force) 本件证件号码另署4个姓、名均不同的姓名。
        6 yy16.2.3 hit (in force) 本件证件号码另署4个姓、名均不同的姓名。
    "#]]
    .assert_eq(&Table::new((0..).zip(&names).map(one)).findings_of("yy16.2.3"));
}

#[test]
fn three_of_a_family_on_one_number_are_only_worth_asking() {
    let one = |(n, name): (i32, &&str)| with_id(OWNER_ID, complaint(i64::from(n), name, 20 * n, &format!("店{n}")).phone(PHONE));
    let findings = Table::new((0..).zip(&["王甲", "李乙", "赵丙"]).map(one)).findings_of("yy16.2.3");
    assert!(!findings.is_empty() && findings.lines().all(|l| l.contains(" hint ")), "{findings}");
}
