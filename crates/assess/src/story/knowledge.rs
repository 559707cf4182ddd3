//! What is known when, the same answer for the same facts, and evidence that keeps.

use casework::codes::{Category, Issue, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use expect_test::expect;
use jiff::ToSpan;
use proptest::prelude::*;

use crate::evidence::Evidence;
use crate::facts::{FactInput, FactsBuilder, FilingInput};
use crate::finding::{Assessment, Verdict, assess};
use crate::policy::Circumstances;
use crate::testing::{AS_OF, Entry, START, Table, complaint, in_force, tipoff};

/// A table in which every circumstance finds something.
fn everything() -> Table {
    let mut entries = Vec::new();
    for n in 0..21 {
        entries.push(complaint(1, "王甲", 10 + n * 12, &format!("超市{n}")).of(Category::Food, Issue::Label).tenfold());
    }
    for (person, name) in (20..).zip(["冯一", "陈二", "褚三", "卫四", "蒋五"]) {
        entries.push(complaint(person, name, 480 + i32::try_from(person).unwrap_or(0), "湖滨超市").phone("13900000001"));
    }
    for n in 0..4 {
        entries.push(tipoff(30, "钱庚", 10 + n * 40, &format!("店{n}"), Verification::Untrue));
    }
    Table::new(entries).with_crowd(60).attest(26, FactKind::DeniedByPerson)
}

#[test]
fn what_is_assembled_here_is_found() {
    let findings = everything().assess().findings;
    for id in ["o121.17.4", "yy16.2.3", "yy16.2.6", "yy16.3.2"] {
        assert!(findings.iter().any(|f| f.circumstance == id), "{id}");
    }
}

#[test]
fn what_became_known_later_is_not_seen() {
    let as_of = |day| {
        let mut builder = FactsBuilder::new(day);
        let mut input = FilingInput::new(1, "TS1", SubmissionKind::Complaint, START.at(9, 0, 0, 0), "甲店");
        input.name = Some("李乙");
        builder.filing(&input);
        builder.fact(&FactInput {
            fact_id: 1,
            fact_no: "HS1",
            person_id: None,
            matter: None,
            kind: FactKind::DeniedByPerson,
            result: FactResult::Established,
            happened_on: START + 10.days(),
            result_on: Some(START + 20.days()),
            submission_id: Some(1),
        });
        let facts = builder.build();
        (facts.subjects().len(), assess(&facts, &Circumstances::builtin(), facts.subjects(), in_force).findings.len())
    };
    assert_eq!(as_of(START - 1.day()), (0, 0));
    assert_eq!(as_of(START + 19.days()), (1, 0));
    assert_eq!(as_of(START + 20.days()), (1, 1));
}

#[test]
fn an_untrue_verdict_counts_from_its_day() {
    let as_of = |day: i32| {
        let mut builder = FactsBuilder::new(START + day.days());
        for n in 0..3_i32 {
            let received_at = (START + (n * 10).days()).at(9, 0, 0, 0);
            let operator = format!("店{n}");
            let mut input = FilingInput::new(i64::from(n), "JB", SubmissionKind::Tipoff, received_at, &operator);
            input.person_id = Some(1);
            input.issue = Some(Issue::Label);
            input.verification = Some(Verification::Untrue);
            input.closed_on = Some(START + 100.days());
            builder.filing(&input);
        }
        let facts = builder.build();
        assess(&facts, &Circumstances::builtin(), facts.subjects(), in_force).findings.len()
    };
    assert_eq!((as_of(99), as_of(100)), (0, 1));
}

#[test]
fn an_instrument_that_lapsed_is_shown_for_reference() {
    let on = |day| {
        let table = Table::new([complaint(1, "李乙", day, "甲店")]).attest(1, FactKind::DeniedByPerson);
        table.assess().findings.first().map(|f| f.in_force)
    };
    assert_eq!(on(182), Some(true), "2025-07-02");
    assert_eq!(on(183), Some(false), "2025-07-03");
}

/// The whole assessment as bytes.
fn bytes(assessment: &Assessment) -> String {
    assessment.findings.iter().map(|f| format!("{f:?}\n{}\n", f.evidence.to_json())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_adding_changes_nothing(order in Just((0..90).collect::<Vec<usize>>()).prop_shuffle()) {
        let table = everything();
        let mut builder = FactsBuilder::new(AS_OF);
        table.fill(&mut builder, order);
        let facts = builder.build();
        let shuffled = assess(&facts, &Circumstances::builtin(), facts.subjects(), in_force);
        prop_assert_eq!(bytes(&shuffled), bytes(&table.assess()));
    }
}

#[test]
fn the_table_of_the_shuffle_is_whole() {
    assert_eq!(everything().entries.len(), 90);
}

#[test]
fn one_subject_at_a_time_gives_the_same() {
    let facts = everything().facts();
    let circumstances = Circumstances::builtin();
    let together = assess(&facts, &circumstances, facts.subjects(), in_force);
    let one_by_one: Vec<_> = facts.subjects().flat_map(|s| assess(&facts, &circumstances, [s], in_force).findings).collect();
    assert_eq!(one_by_one, together.findings);
}

#[test]
fn evidence_keeps_through_json() {
    for finding in everything().assess().findings {
        let json = finding.evidence.to_json();
        let back = Evidence::from_json(&json);
        assert_eq!(back.as_ref(), Ok(&finding.evidence));
        assert_eq!(back.map(|e| e.to_json()), Ok(json));
    }
    assert!(Evidence::from_json("{}").is_err());
    assert!(Evidence::from_json("").is_err());
}

#[test]
fn evidence_as_lines_for_a_page() {
    let findings = everything().assess().findings;
    let mut page = String::new();
    for row in findings.iter().filter(|f| f.submission_id == 21).flat_map(|f| f.evidence.rows()) {
        let side = if row.counter { '-' } else { '+' };
        let met = if row.met { '✓' } else { '✗' };
        let join = row.join.map(|j| j.label()).unwrap_or_default();
        let indent = "  ".repeat(row.depth);
        let (value, op, threshold, window, count) = (row.value, row.op, row.threshold, row.window, row.cited_count);
        page.push_str(&format!("{side}{met} {indent}{}{join} {value}{op}{threshold} {window} [{count}]\n", row.label));
    }
    expect![[r#"
        +✓ 消费关系的证明不足满足任一   [0]
        +✗   以同一订单编号投诉的其他人 未知≥1人  [0]
        +✗   以本件全部证据投诉过其他经营者 未知≥1个  [0]
        +✓   要求数倍赔偿而无任何购买凭证的投诉 21件≥3件 收到之日前365天内 [21]
        +✓ 数量、频次远超常态，且以高额索赔为目的同时满足   [0]
        +✓   数量或频次达到下限满足任一   [0]
        +✓     近一年投诉件数 21件≥20件 收到之日前365天内 [21]
        +✗     近三个月投诉件数 8件≥12件 收到之日前90天内 [8]
        +✓   远超人群常态同时满足   [0]
        +✓     投诉少于此人的投诉人比例 97.7%≥95%  [0]
        +✓     为全体投诉人第90百分位的倍数 21倍≥4倍  [0]
        +✓   以索赔为目的满足任一   [0]
        +✓     要求数倍赔偿的投诉比例 100%≥60% 收到之日前365天内 [21]
        +✗     特别频繁，且几乎每件都要求超出价款的赔偿同时满足   [0]
        +✗       近一年投诉件数特别多 21件≥36件 收到之日前365天内 [21]
        +✓       要求超出价款的赔偿的投诉比例 100%≥80% 收到之日前365天内 [21]
        +✓   范围集中或一再获赔满足任一   [0]
        +✓     集中于同一问题或同一类别的比例 100%≥50% 收到之日前365天内 [21]
        +✗     近一年获惩罚性赔偿件数 0件≥3件 收到之日前365天内 [0]
        +✗     近一年投诉件数特别多 21件≥36件 收到之日前365天内 [21]
        -✗ 名下出现多个不同的完整证件号码，可能不是同一人 0个≥2个  [0]
        -✗ 此人另有来件被认定为内部举报或公益举报 0件≥1件  [0]
    "#]]
    .assert_eq(&page);
}

#[test]
fn no_personal_text_reaches_a_finding() {
    let written = bytes(&everything().assess());
    for text in ["王甲", "冯一", "13900000001", "钱庚"] {
        assert!(!written.contains(text));
    }
}

prop_compose! {
    /// A filing by one of a few people with a few phones, so that everything collides.
    fn any_entry()(
        person in 0_i64..6, name in 0_usize..5, day in 0_i32..520, operator in 0_u8..4, phone in 0_u8..4, id in 0_usize..3,
        kind in 0_usize..3, issue in 0_usize..11, claim in 0_u8..3, verification in 0_usize..4,
    ) -> Entry {
        let names = ["王甲", "李乙", "赵丙", "张先生", "*丁"];
        let entry = complaint(person, names[name], day, &format!("店{operator}")).phone(&format!("1390000000{phone}"));
        let entry = [entry.clone(), entry.clone().tenfold(), entry.refund()][usize::from(claim)].clone();
        Entry {
            kind: SubmissionKind::ALL[kind],
            issue: Some(Issue::ALL[issue]),
            id_no: [None, Some("430602199003071231"), Some("430621198511010018")][id],
            verification: Some(Verification::ALL[verification]),
            ..entry
        }
    }
}

proptest! {
    #[test]
    fn whatever_the_facts_a_finding_is_whole(entries in proptest::collection::vec(any_entry(), 1..120), denied in 1_i64..120) {
        let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        let table = Table::new(entries).with_crowd(40).attest(denied, FactKind::DeniedByPerson);
        for finding in table.assess().findings {
            prop_assert!(finding.evidence.supporting.met);
            prop_assert!(finding.evidence.cited().iter().all(|c| (1..=count + 40).contains(&c.submission_id)));
            prop_assert!(!finding.evidence.cited().is_empty(), "a finding without a cited filing: {}", finding.circumstance);
            prop_assert_eq!(finding.summary.find(['{', '}']), None);
            let opposed = finding.evidence.opposing.iter().any(|n| n.met);
            prop_assert!(!(opposed && finding.verdict == Verdict::Hit));
            prop_assert_eq!(Evidence::from_json(&finding.evidence.to_json()), Ok(finding.evidence));
        }
    }
}
