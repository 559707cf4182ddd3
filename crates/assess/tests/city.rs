//! The labelled city of `testkit`, resolved and assessed: who is hit, and who must never be.

use std::collections::{BTreeMap, BTreeSet};

use assess::{Circumstances, FactInput, Facts, FactsBuilder, FilingInput, Signs, Verdict, assess};
use casework::codes::{Category, ImportKind, Issue, Outcome, SubmissionKind, Verification};
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

/// Derived persons by identity number and by telephone, where it is one person's alone.
fn owners(city: &City, person_of: &[i64]) -> BTreeMap<String, Option<i64>> {
    let table = city.table(ImportKind::Submissions).expect("every city has submissions");
    let mut owners: BTreeMap<String, Option<i64>> = BTreeMap::new();
    for (row, person) in person_of.iter().enumerate() {
        for key in [id_no(table, row), phone(table, row, "联系电话")].into_iter().flatten() {
            owners.entry(key).and_modify(|known| *known = known.filter(|known| known == person)).or_insert(Some(*person));
        }
    }
    owners
}

const DEPARTMENTS: [(ImportKind, Option<FactKind>); 6] = [
    (ImportKind::Reviews, None),
    (ImportKind::Disclosures, Some(FactKind::Disclosure)),
    (ImportKind::Discipline, Some(FactKind::Discipline)),
    (ImportKind::Police, Some(FactKind::Police)),
    (ImportKind::Petitions, Some(FactKind::Petition)),
    (ImportKind::Attestations, None),
];

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
        let agent_phone = self::phone(table, row, "代理人电话");
        builder.filing(&FilingInput {
            person_id: Some(*person),
            name: text("姓名"),
            id_no: id_no.as_deref(),
            phone: phone.as_deref(),
            address: text("联系地址"),
            agent_name: text("代理人姓名"),
            agent_phone: agent_phone.as_deref(),
            order_no: text("订单编号"),
            consignee_phone: consignee_phone.as_deref(),
            consignee_address: text("收货地址"),
            payee_account: text("收款账号"),
            operator_uscc: text("统一社会信用代码"),
            item: text("商品或服务"),
            category: text("类别").and_then(Category::from_label),
            issue: text("问题类别").and_then(Issue::from_label),
            purchased_on: text("购买时间").map(day),
            quantity_milli: text("数量").and_then(|t| t.parse::<i64>().ok()).map(|n| n * 1_000),
            unit: text("单位"),
            amount_fen: text("金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            demand: text("诉求"),
            claim_fen: text("索赔金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            signs: Signs::read(text("内容"), text("诉求")),
            evidence_hashes: text("附件指纹").unwrap_or_default(),
            outcome: text("办理结果").and_then(Outcome::from_label),
            award_fen: text("获赔金额").and_then(|t| Money::parse(t).ok()).map(|m| m.fen),
            closed_on: text("办结时间").map(day),
            punitive: text("惩罚性赔偿").map(|t| t == "是"),
            verification: text("核查结论").and_then(Verification::from_label),
            ..FilingInput::new(id, number, kind, received_at, text("被投诉举报单位").expect("required"))
        });
    }
    let owners = owners(city, &person_of);
    let mut fact_id = 0;
    for (import, kind) in DEPARTMENTS {
        let table = city.table(import).expect("every city has every table");
        for row in 0..table.rows.len() {
            fact_id += 1;
            let text = |header| cell(table, row, header);
            let owner = |key: Option<String>| key.and_then(|key| owners.get(&key).copied().flatten());
            builder.fact(&FactInput {
                fact_id,
                fact_no: text("编号").expect("required"),
                kind: kind.or_else(|| text("类型").and_then(FactKind::from_label)).expect("required"),
                result: text("结果").and_then(FactResult::from_label).expect("required"),
                happened_on: text("日期").map(day).expect("required"),
                result_on: text("结果日期").map(day),
                submission_id: text("关联来件编号").and_then(|number| ids.get(number).copied()),
                person_id: owner(id_no(table, row)).or_else(|| owner(phone(table, row, "联系电话"))),
                matter: text("事项"),
            });
        }
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

/// Personas that a circumstance hits by its own words beside the one that plants it: whoever was paid and bought the same
/// again, whoever's tip-offs are found untrue three times, whoever files in one name after another from one telephone.
fn also(circumstance: &str) -> &'static [Persona] {
    use Persona as P;
    match circumstance {
        "yy16.2.1" => &[P::QuantityBuyer, P::Volume, P::Ring, P::Impostor, P::HiredHand],
        "yy16.2.7" | "o121.17.3" => &[P::Planter],
        "yy16.3.2" => &[P::Repeater, P::QuantityBuyer, P::Ring, P::Volume, P::ReviewAbuser, P::DisclosureAbuser, P::DisciplineAbuser],
        "o121.17.1" => &[P::QuantityBuyer, P::Repeater, P::Volume],
        "o121.17.2" => &[P::Ring, P::QuantityBuyer, P::Volume, P::Repeater],
        "o121.17.4" => &[P::Ring, P::Impostor, P::HiredHand],
        _ => &[],
    }
}

#[test]
fn the_planted_are_hit_and_the_honest_never() {
    for plan in [CityPlan { seed: 1, filings: 20_000, today: TODAY }, CityPlan { seed: 2, filings: 20_000, today: TODAY }] {
        let city = City::new(plan);
        let judged = judged(&city);
        let hits = |circumstance: &str, wanted: &dyn Fn(Persona) -> bool| -> usize {
            let of = judged.iter().filter(|((verdict, id, persona), _)| *verdict == Verdict::Hit && id == circumstance && wanted(*persona));
            of.map(|(_, people)| people.len()).sum()
        };
        for ((verdict, circumstance, persona), people) in &judged {
            println!("seed {} {circumstance} {} {persona:?}: {}", plan.seed, verdict.code(), people.len());
        }
        let honest: BTreeSet<u32> = city.labels.iter().filter(|l| l.persona.is_honest()).map(|l| l.true_person).collect();
        let honest_hits: usize = Circumstances::builtin().iter().map(|c| hits(&c.id, &Persona::is_honest)).sum();
        assert!(honest_hits * 10_000 <= honest.len(), "{honest_hits} of {} honest people are hit, seed {}", honest.len(), plan.seed);
        for &persona in Persona::ALL {
            let Some(circumstance) = persona.plants() else { continue };
            let planted: BTreeSet<u32> = city.planted(circumstance);
            let found = judged.get(&(Verdict::Hit, circumstance.to_owned(), persona));
            let hit = found.map_or(0, |people| people.intersection(&planted).count());
            assert!(hit * 100 >= planted.len() * 95, "{circumstance} hits {hit} of {} {persona:?}, seed {}", planted.len(), plan.seed);
            let is_right = |other: Persona| other == persona || also(circumstance).contains(&other);
            let (right, all) = (hits(circumstance, &is_right), hits(circumstance, &|_| true));
            assert!(right * 100 >= all * 98, "{circumstance}: {right} of {all} hits are right, seed {}", plan.seed);
        }
    }
}
