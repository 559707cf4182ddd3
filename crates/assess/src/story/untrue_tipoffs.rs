//! yy16.3.2: 多次举报同类违法行为经查不属实.

use casework::codes::{Issue, SubmissionKind, Verification};
use expect_test::expect;

use crate::testing::{Entry, Table, tipoff};

fn tipoffs(found: &[Verification]) -> Vec<Entry> {
    (0..).zip(found).map(|(n, &v)| tipoff(1, "钱庚", 10 + n * 40, &format!("店{n}"), v)).collect()
}

use Verification::{Partly, True, Untrue, Unverifiable};

#[test]
fn the_fourth_untrue_one_is_a_hit() {
    expect![[r#"
        3 yy16.3.2 hint (in force) 近两年同类举报已有3件经核查不属实，占同类有结论举报的100%；线索仍须依法核查；建议核对历次核查结论，并了解举报的来由。
        4 yy16.3.2 hit (in force) 近两年同类举报已有4件经核查不属实，占同类有结论举报的100%。
    "#]].assert_eq(&Table::new(tipoffs(&[Untrue, Untrue, Untrue, Untrue])).findings_of("yy16.3.2"));
}

#[test]
fn for_gain_the_third_untrue_one_is_a_hit() {
    let for_gain = tipoffs(&[Untrue, Untrue, Untrue]).into_iter().map(Entry::tenfold);
    expect![[r#"
        3 yy16.3.2 hit (in force) 近两年同类举报已有3件经核查不属实，占同类有结论举报的100%。
    "#]]
    .assert_eq(&Table::new(for_gain).findings_of("yy16.3.2"));
}

#[test]
fn an_open_one_after_three_untrue_is_found_and_a_true_one_is_not() {
    let mut entries = tipoffs(&[Untrue, Untrue, Untrue, Untrue]);
    entries[3].verification = None;
    let of_fourth = |entries: Vec<Entry>| Table::new(entries).findings_of("yy16.3.2").lines().filter(|l| l.starts_with('4')).count();
    assert_eq!(of_fourth(entries.clone()), 1);
    entries[3].verification = Some(Partly);
    assert_eq!(of_fourth(entries), 0);
}

#[test]
fn two_untrue_ones_are_nothing() {
    expect![""].assert_eq(&Table::new(tipoffs(&[Untrue, Untrue])).findings_of("yy16.3.2"));
}

#[test]
fn what_could_not_be_verified_is_not_untrue() {
    expect![""].assert_eq(&Table::new(tipoffs(&[Untrue, Unverifiable, Unverifiable, Unverifiable, Untrue])).findings_of("yy16.3.2"));
}

#[test]
fn an_informant_who_is_mostly_right_is_nothing() {
    expect![""].assert_eq(&Table::new(tipoffs(&[True, Untrue, True, Partly, Untrue, True, Untrue])).findings_of("yy16.3.2"));
}

#[test]
fn different_issues_are_not_the_same_kind() {
    let mut entries = tipoffs(&[Untrue, Untrue, Untrue]);
    entries[1].issue = Some(Issue::Price);
    entries[2].issue = Some(Issue::Label);
    expect![""].assert_eq(&Table::new(entries).findings_of("yy16.3.2"));
}

#[test]
fn one_clue_by_three_channels_is_one() {
    let mut entries = tipoffs(&[Untrue, Untrue, Untrue]);
    for (day, entry) in (10..).zip(&mut entries) {
        entry.day = day;
        "同一家店".clone_into(&mut entry.operator);
    }
    expect![""].assert_eq(&Table::new(entries).findings_of("yy16.3.2"));
}

#[test]
fn old_ones_fall_out_of_the_window() {
    let mut entries = tipoffs(&[Untrue, Untrue, Untrue]);
    entries[0].day = -800;
    expect![""].assert_eq(&Table::new(entries).findings_of("yy16.3.2"));
}

#[test]
fn being_right_on_everything_else_lowers_it() {
    let mut entries = tipoffs(&[True, True, True, Untrue, Untrue, Untrue]);
    entries[..3].iter_mut().for_each(|e| e.issue = Some(Issue::Unlicensed));
    expect![[r#"
        6 yy16.3.2 hint (for reference) 近两年同类举报已有3件经核查不属实，占同类有结论举报的100%；反面证据：此人各类举报多数属实；线索仍须依法核查；建议核对历次核查结论，并了解举报的来由。
    "#]]
    .assert_eq(&Table::new(entries).findings_of("yy16.3.2"));
}

#[test]
fn a_shopper_who_only_wants_the_price_back_is_only_noted() {
    let mut entries = tipoffs(&[Untrue, Untrue, Untrue]);
    entries.iter_mut().for_each(|e| *e = Entry { kind: SubmissionKind::Both, ..e.clone() }.refund());
    let findings = Table::new(entries).findings_of("yy16.3.2");
    assert!(findings.starts_with("3 yy16.3.2 hint "), "{findings}");
}
