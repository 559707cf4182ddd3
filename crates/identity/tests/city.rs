//! On a made-up city: who is linked, and is it true?

use std::collections::{BTreeMap, BTreeSet};

use casework::codes::{IdKind, ImportKind};
use expect_test::expect;
use identity::{Record, resolve};
use jiff::civil::date;
use testkit::city::{City, CityPlan};

/// The filers of a city's submissions; the id is the row.
fn records(city: &City) -> Vec<Record> {
    let (Some(table), Some(attestations)) = (city.table(ImportKind::Submissions), city.table(ImportKind::Attestations)) else {
        return Vec::new();
    };
    let denied: BTreeSet<&str> = (0..attestations.rows.len())
        .filter(|&i| attestations.cell(i, "类型") == Some("本人否认") && attestations.cell(i, "结果") == Some("成立"))
        .filter_map(|i| attestations.cell(i, "关联来件编号"))
        .collect();
    let row = |i: usize| {
        let given = |header| table.cell(i, header).filter(|cell| !cell.is_empty()).map(str::to_owned);
        Record {
            id: i as i64,
            name: given("姓名"),
            id_kind: given("证件类型").and_then(|label| IdKind::from_label(&label)),
            id_no: given("证件号码"),
            phone: given("联系电话"),
            address: given("联系地址"),
            account: given("收款账号"),
            denied: given("来件编号").is_some_and(|no| denied.contains(no.as_str())),
        }
    };
    (0..table.rows.len()).map(row).collect()
}

#[test]
fn links_are_true_and_most_are_found() {
    let city = City::new(CityPlan { seed: 7, filings: 20_000, today: date(2026, 11, 24) });
    let found = resolve(&records(&city), &[]);
    let truth: Vec<u32> = city.labels.iter().map(|l| l.true_person).collect();
    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let mut of_truth: BTreeMap<u32, usize> = BTreeMap::new();
    for person in &truth {
        *of_truth.entry(*person).or_default() += 1;
    }
    let there: usize = of_truth.values().map(|n| pairs(*n)).sum();
    let (mut linked, mut right, mut wrong) = (0, 0, BTreeMap::<_, usize>::new());
    for person in &found.persons {
        let mut inside: BTreeMap<u32, usize> = BTreeMap::new();
        for &i in person {
            *inside.entry(truth[i as usize]).or_default() += 1;
        }
        linked += pairs(person.len());
        right += inside.values().map(|n| pairs(*n)).sum::<usize>();
        if inside.len() > 1 {
            let personas: BTreeSet<_> = person.iter().map(|&i| city.labels[i as usize].persona).collect();
            *wrong.entry(personas).or_default() += 1;
        }
    }
    let text = format!(
        "{} persons, true {}\nprecision {:.4}, recall {:.4}\nmixed persons: {wrong:?}\n",
        found.persons.len(),
        of_truth.len(),
        right as f64 / linked as f64,
        right as f64 / there as f64
    );
    expect![[r#"
        13146 persons, true 11784
        precision 0.9999, recall 0.9307
        mixed persons: {{Ordinary, Impostor}: 7}
    "#]]
    .assert_eq(&text);
}
