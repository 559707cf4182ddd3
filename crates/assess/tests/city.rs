//! The labelled city of `testkit`, resolved and assessed: who is hit, and who must never be.

use std::collections::{BTreeMap, BTreeSet};

use assess::{Circumstances, FactInput, Facts, FactsBuilder, FilingInput, Verdict, assess};
use casework::codes::{Category, ImportKind, Issue, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use casework::values::{IdNo, Money, Phone};
use identity::Record;
use jiff::civil::{Date, DateTime, date};
use testkit::city::{City, CityPlan, Label, Persona, Table};

const TODAY: Date = date(2026, 6, 30);

/// A cell, `None` where it is empty.
fn cell<'a>(table: &'a Table, row: usize, header: &str) -> Option<&'a str> {
    table.cell(row, header).filter(|text| !text.is_empty())
}

fn day(text: &str) -> Date {
    text.get(..10).and_then(|d| d.parse().ok()).expect("the city writes ISO dates")
}

/// The identity number where it is whole and right, the phone where it is one.
fn id_no(table: &Table, row: usize) -> Option<String> {
    cell(table, row, "证件号码").and_then(|t| IdNo::parse_resident(t).ok()).map(|v| v.as_str().to_owned())
}

fn phone(table: &Table, row: usize, header: &str) -> Option<String> {
    cell(table, row, header).and_then(|t| Phone::parse(t).ok()).map(|v| v.as_str().to_owned())
}

/// Derived persons by row, as identity resolution gives them.
fn persons(city: &City) -> Vec<i64> {
    let table = city.table(ImportKind::Submissions).expect("every city has submissions");
    let denied: BTreeSet<&str> = attestations(city).filter(|a| a.1 == FactKind::DeniedByPerson).map(|a| a.0).collect();
    let record = |row: usize| Record {
        id: i64::try_from(row).expect("few rows"),
        name: cell(table, row, "姓名").map(str::to_owned),
        id_no: id_no(table, row),
        phone: phone(table, row, "联系电话"),
        address: cell(table, row, "联系地址").map(str::to_owned),
        account: cell(table, row, "收款账号").map(str::to_owned),
        denied: denied.contains(table.cell(row, "来件编号").unwrap_or_default()),
        ..Record::default()
    };
    let records: Vec<Record> = (0..table.rows.len()).map(record).collect();
    let mut person_of = vec![0; records.len()];
    for (person, rows) in (1..).zip(identity::resolve(&records, &[]).persons) {
        for row in rows {
            person_of[usize::try_from(row).expect("ids are row numbers")] = person;
        }
    }
    person_of
}

/// Submission number, kind, result, day of the result.
fn attestations(city: &City) -> impl Iterator<Item = (&str, FactKind, FactResult, Date)> {
    let table = city.table(ImportKind::Attestations).expect("every city has attestations");
    (0..table.rows.len()).filter_map(|row| {
        let kind = FactKind::from_label(cell(table, row, "类型")?)?;
        let result = FactResult::from_label(cell(table, row, "结果")?)?;
        Some((cell(table, row, "关联来件编号")?, kind, result, day(cell(table, row, "结果日期").or(cell(table, row, "日期"))?)))
    })
}

fn facts(city: &City) -> Facts {
    let table = city.table(ImportKind::Submissions).expect("every city has submissions");
    let person_of = persons(city);
    let mut builder = FactsBuilder::new(TODAY);
    let mut ids = BTreeMap::new();
    for (row, person) in person_of.iter().enumerate() {
        let id = i64::try_from(row).expect("few rows");
        let text = |header| cell(table, row, header);
        let number = text("来件编号").expect("required");
        ids.insert(number, id);
        let kind = text("类型").and_then(SubmissionKind::from_label).expect("required");
        let received_at =
            text("登记时间").map(|t| format!("{}T{:0>5}:00", &t[..10], t[11..].split(':').take(2).collect::<Vec<_>>().join(":")));
        let received_at: DateTime = received_at.and_then(|t| t.parse().ok()).expect("required");
        let (id_no, phone, consignee_phone) = (id_no(table, row), phone(table, row, "联系电话"), phone(table, row, "收货电话"));
        builder.filing(&FilingInput {
            person_id: Some(*person),
            name: text("姓名"),
            id_no: id_no.as_deref(),
            phone: phone.as_deref(),
            address: text("联系地址"),
            has_agent: text("代理人姓名").is_some(),
            consignee_phone: consignee_phone.as_deref(),
            payee_account: text("收款账号"),
            operator_uscc: text("统一社会信用代码"),
            item: text("商品或服务"),
            category: text("类别").and_then(Category::from_label),
            issue: text("问题类别").and_then(Issue::from_label),
            purchased_on: text("购买时间").map(day),
            amount_fen: text("金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            demand: text("诉求"),
            claim_fen: text("索赔金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            closed_on: text("办结时间").map(day),
            punitive: text("惩罚性赔偿").map(|t| t == "是"),
            verification: text("核查结论").and_then(Verification::from_label),
            ..FilingInput::new(id, number, kind, received_at, text("被投诉举报单位").expect("required"))
        });
    }
    for (number, kind, result, on) in attestations(city) {
        builder.fact(&FactInput { kind, result, happened_on: on, result_on: Some(on), submission_id: ids.get(number).copied() });
    }
    builder.build()
}

/// True persons by verdict, circumstance and persona.
fn judged(city: &City) -> BTreeMap<(Verdict, String, Persona), BTreeSet<u32>> {
    let facts = facts(city);
    let assessment = assess(&facts, &Circumstances::builtin(), facts.subjects(), |_, _| true);
    let mut judged: BTreeMap<_, BTreeSet<u32>> = BTreeMap::new();
    for finding in assessment.findings {
        let Label { persona, true_person, .. } = &city.labels[usize::try_from(finding.submission_id).expect("ids are row numbers")];
        judged.entry((finding.verdict, finding.circumstance, *persona)).or_default().insert(*true_person);
    }
    judged
}

/// How many true persons of `persona` the circumstance hits, and how many there are.
fn recall(
    judged: &BTreeMap<(Verdict, String, Persona), BTreeSet<u32>>,
    city: &City,
    circumstance: &str,
    persona: Persona,
) -> (usize, usize) {
    let all: BTreeSet<u32> = city.labels.iter().filter(|l| l.persona == persona).map(|l| l.true_person).collect();
    let hit = judged.get(&(Verdict::Hit, circumstance.to_owned(), persona)).map_or(0, BTreeSet::len);
    (hit, all.len())
}

#[test]
fn the_planted_are_hit_and_the_honest_never() {
    for seed in [1, 2] {
        let city = City::new(CityPlan { seed, filings: 20_000, today: TODAY });
        let judged = judged(&city);
        for ((verdict, circumstance, persona), people) in &judged {
            println!("seed {seed} {circumstance} {} {persona:?}: {}", verdict.code(), people.len());
        }
        let hits = judged.keys().filter(|(verdict, ..)| *verdict == Verdict::Hit);
        for (_, circumstance, persona) in hits {
            assert!(!persona.is_honest(), "{circumstance} hits {persona:?}, seed {seed}");
            let planted: &[Persona] = match circumstance.as_str() {
                "yy16.2.3" => &[Persona::Impostor],
                "yy16.2.6" => &[Persona::Volume],
                "o121.17.4" => &[Persona::Ring, Persona::Impostor, Persona::HiredHand],
                // Whoever's tip-offs are found untrue three times over, whatever else they plant.
                _ => continue,
            };
            assert!(planted.contains(persona), "{circumstance} hits {persona:?}, seed {seed}");
        }
        for (circumstance, persona) in
            [("yy16.2.3", Persona::Impostor), ("yy16.2.6", Persona::Volume), ("yy16.3.2", Persona::UntrueInformant)]
        {
            let (hit, all) = recall(&judged, &city, circumstance, persona);
            assert!(hit * 100 >= all * 95, "{circumstance} hits {hit} of {all} {persona:?}, seed {seed}");
        }
    }
}
