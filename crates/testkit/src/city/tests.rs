use std::collections::{BTreeMap, BTreeSet};

use casework::codes::{Category, Channel, IdKind, ImportKind, Issue, Outcome, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use casework::values::{Account, IdNo, Money, PersonName, Phone, Region, Sha256Hex, Uscc, parse_quantity_milli};
use expect_test::expect;
use jiff::civil::{Date, DateTime, date};

use super::{City, CityPlan, Persona, Table};

const TODAY: Date = date(2026, 11, 24);

fn city(filings: usize) -> City {
    City::new(CityPlan { seed: 7, filings, today: TODAY })
}

#[test]
fn the_same_plan_makes_the_same_city() {
    assert!(city(1_500) == city(1_500));
    assert!(city(1_500) != City::new(CityPlan { seed: 8, filings: 1_500, today: TODAY }));
}

#[test]
fn a_city_has_as_many_filings_as_asked() {
    for filings in [0, 1, 30, 200, 999, 5_000] {
        let city = city(filings);
        let rows: usize = city.table(ImportKind::Submissions).map_or(0, |t| t.rows.len());
        let numbers: BTreeSet<&str> = city.labels.iter().map(|l| l.submission_no.as_str()).collect();
        assert_eq!((rows, numbers.len(), city.tables.len()), (filings, filings, ImportKind::ALL.len()));
    }
}

#[test]
fn every_persona_has_its_share() {
    let city = city(20_000);
    let mut counts: BTreeMap<Persona, (usize, BTreeSet<u32>)> = BTreeMap::new();
    for label in &city.labels {
        let (filings, people) = counts.entry(label.persona).or_default();
        *filings += 1;
        people.insert(label.true_person);
    }
    let lines: Vec<String> = counts.iter().map(|(p, (filings, people))| format!("{p:?} {filings} by {}\n", people.len())).collect();
    let facts: Vec<String> = city.tables.iter().map(|t| format!("{} {}\n", t.kind.code(), t.rows.len())).collect();
    expect![[r#"
        Ordinary 11707 by 8662
        Family 1199 by 911
        Banquet 300 by 300
        Elderly 800 by 664
        PublicInterest 800 by 31
        Whistleblower 120 by 60
        HonestHeavy 598 by 28
        Repeater 800 by 76
        QuantityBuyer 360 by 54
        Volume 1100 by 10
        Ring 720 by 492
        Impostor 279 by 44
        HiredHand 318 by 318
        UntrueInformant 399 by 40
        ReviewAbuser 160 by 26
        DisclosureAbuser 120 by 19
        DisciplineAbuser 100 by 17
        Planter 120 by 32
        submissions 20000
        reviews 421
        disclosures 343
        discipline 196
        police 54
        petitions 285
        penalties 333
        attestations 645
    "#]]
    .assert_eq(&(lines.concat() + &facts.concat()));
}

/// Whether a cell is what the import will take under this header; empty cells are, where they may be.
fn is_valid(header: &str, value: &str, kind: FactKindOrSubmission) -> bool {
    if value.is_empty() {
        return !REQUIRED.contains(&header)
            || matches!((header, kind), ("关联来件编号", FactKindOrSubmission::Fact(k)) if k != ImportKind::Attestations);
    }
    match header {
        "来源渠道" => Channel::from_label(value).is_some(),
        "登记时间" | "办结时间" => moment(value).is_some_and(|at| at.date() < TODAY),
        "购买时间" | "日期" | "结果日期" => value.parse::<Date>().is_ok_and(|on| on < TODAY),
        "类型" => SubmissionKind::from_label(value).is_some() || FactKind::from_label(value).is_some(),
        "姓名" | "代理人姓名" | "收货人" => PersonName::parse(value).is_ok(),
        "证件类型" => IdKind::from_label(value).is_some(),
        "证件号码" => IdNo::parse_resident(value).is_ok(),
        "联系电话" | "代理人电话" | "收货电话" => Phone::parse(value).is_ok(),
        "是否实名" | "同意公示" | "同意委托调解" | "惩罚性赔偿" => matches!(value, "是" | "否"),
        "统一社会信用代码" => Uscc::parse(value).is_ok(),
        "行政区划代码" => Region::parse(value).is_ok(),
        "类别" => Category::from_label(value).is_some(),
        "问题类别" => Issue::from_label(value).is_some(),
        "数量" => parse_quantity_milli(value).is_ok(),
        "金额" | "索赔金额" | "获赔金额" | "罚款金额" => Money::parse(value).is_ok(),
        "收款账号" => Account::parse(value).is_ok(),
        "附件指纹" => value.split(';').all(|hash| Sha256Hex::parse(hash).is_ok()),
        "办理结果" => Outcome::from_label(value).is_some(),
        "核查结论" => Verification::from_label(value).is_some(),
        "结果" => FactResult::from_label(value).is_some(),
        "编号" | "来件编号" => value.starts_with("SYN"),
        "内容" => value.ends_with("【虚构数据】") && !value.contains(['{', '}']),
        _ => true,
    }
}

#[derive(Clone, Copy)]
enum FactKindOrSubmission {
    Submission,
    Fact(ImportKind),
}

const REQUIRED: [&str; 11] =
    ["来件编号", "来源渠道", "登记时间", "类型", "被投诉举报单位", "行政区划代码", "内容", "编号", "办理机关", "日期", "关联来件编号"];

fn moment(text: &str) -> Option<DateTime> {
    DateTime::strptime("%Y-%m-%d %H:%M:%S", text).or_else(|_| DateTime::strptime("%Y-%m-%d %H:%M", text)).ok()
}

#[test]
fn every_cell_passes_the_imports_checks() {
    for table in &city(6_000).tables {
        assert!(table.rows.len() > 5, "{}", table.kind.code());
        let kind = match table.kind {
            ImportKind::Submissions => FactKindOrSubmission::Submission,
            other => FactKindOrSubmission::Fact(other),
        };
        for (row, cells) in table.rows.iter().enumerate() {
            assert_eq!(cells.len(), table.headers.len());
            for (header, value) in table.pairs(row).into_iter().flatten() {
                assert!(is_valid(header, value, kind), "{} row {row}, {header}", table.kind.code());
            }
        }
    }
}

#[test]
fn results_are_of_their_kind_and_known() {
    for table in city(6_000).tables.iter().filter(|t| t.kind != ImportKind::Submissions) {
        for row in 0..table.rows.len() {
            let result = table.cell(row, "结果").and_then(FactResult::from_label);
            let kinds: Vec<FactKind> = match table.kind {
                ImportKind::Reviews | ImportKind::Attestations => {
                    table.cell(row, "类型").and_then(FactKind::from_label).into_iter().collect()
                }
                kind => FactKind::ALL
                    .iter()
                    .copied()
                    .filter(|k| k.code().starts_with(kind.code().trim_end_matches('s').trim_end_matches("ie")))
                    .collect(),
            };
            assert!(result.is_some_and(|r| kinds.iter().any(|k| k.results().contains(&r))), "{} row {row}", table.kind.code());
            let is_pending = result == Some(FactResult::Pending);
            assert_eq!(table.cell(row, "结果日期") == Some(""), is_pending);
        }
    }
}

fn submissions(city: &City) -> Option<&Table> {
    city.table(ImportKind::Submissions)
}

#[test]
fn recent_filings_are_open_and_old_ones_are_not() {
    let city = city(20_000);
    let table = submissions(&city).expect("every city has submissions");
    let mut by_age = [[0_usize; 3]; 4];
    for row in 0..table.rows.len() {
        let received = table.cell(row, "登记时间").and_then(moment).expect("checked above").date();
        let age = (TODAY - received).get_days();
        let band = [9, 30, 110, i32::MAX].iter().position(|most| age <= *most).expect("the last takes all");
        let state = match (table.cell(row, "办理结果"), table.cell(row, "办结时间")) {
            (Some(""), _) => 0,
            (_, Some("")) => 1,
            _ => 2,
        };
        by_age[band][state] += 1;
    }
    let lines: Vec<String> =
        ["0-9 days", "10-30", "31-110", "older"].iter().zip(by_age).map(|(band, n)| format!("{band}: {n:?}\n")).collect();
    expect![[r#"
        age: [nothing yet, accepted, closed]
        0-9 days: [134, 47, 6]
        10-30: [44, 239, 121]
        31-110: [1, 142, 1473]
        older: [0, 1, 17792]
    "#]]
    .assert_eq(&("age: [nothing yet, accepted, closed]\n".to_owned() + &lines.concat()));
}

#[test]
fn nobody_honest_is_attested_against_and_impostors_share_no_number_with_themselves() {
    let city = city(20_000);
    let honest: BTreeSet<&str> = city.labels.iter().filter(|l| l.persona.is_honest()).map(|l| l.submission_no.as_str()).collect();
    let facts = city.table(ImportKind::Attestations).expect("every city has attestations");
    for row in 0..facts.rows.len() {
        let is_against = !matches!(facts.cell(row, "类型"), Some("内部举报人" | "公益举报")) && facts.cell(row, "结果") == Some("成立");
        let is_honest = facts.cell(row, "关联来件编号").is_some_and(|no| honest.contains(no));
        assert!(!(is_against && is_honest), "row {row}");
    }
    assert!(Persona::ALL.iter().all(|p| p.is_honest() == p.plants().is_none()));
}

#[test]
fn csv_quotes_what_must_be_quoted() {
    let table =
        Table { kind: ImportKind::Police, headers: vec!["编号", "事项"], rows: vec![vec!["1".into(), "说\"不\",\n再说".into()]] };
    assert_eq!(table.to_csv(), "编号,事项\r\n1,\"说\"\"不\"\",\n再说\"\r\n");
    assert_eq!((table.cell(0, "编号"), table.cell(0, "无此列"), table.cell(1, "编号")), (Some("1"), None, None));
}
