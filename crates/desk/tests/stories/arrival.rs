//! One filing that comes alone: linked and weighed at once, and the next run over everything says the same.

use std::collections::{BTreeMap, BTreeSet};

use casework::codes::ImportKind;
use desk::assessment::{self, Arrival};
use desk::{Desk, case, persons};
use jiff::civil::{Date, date};
use testkit::city::{City, CityPlan, Persona, Table};
use testkit::databases::on_each;

use crate::house;
use crate::town::{Town, later, now, refusal};

const TODAY: Date = date(2026, 5, 12);

/// One person in full and one who is masked; a couple with one telephone.
const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,商品或服务,数量,单位,类别,问题类别,金额,索赔金额,内容
A1,来访,2026-02-06 09:00,投诉,欧阳测,430602199003071231,13800138000,洞庭渔家店,430602,酱干,1,袋,食品,质量问题,20,20,味道不对
A2,来访,2026-02-07 09:00,投诉,王虚,430602198805052222,13900139000,洞庭渔家店,430602,酱干,1,袋,食品,质量问题,20,20,味道不对
A3,来访,2026-02-08 09:00,投诉,王虚,,13900139009,外县店,430602,酱干,1,袋,食品,质量问题,20,20,味道不对
";

/// The same person masked; somebody new who bought much; one who fits two.
const LATER: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,商品或服务,数量,单位,类别,问题类别,金额,索赔金额,内容
B1,来访,2026-05-08 09:00,投诉,欧阳测,430602********1231,138****8000,洞庭渔家店,430602,酱干,1,袋,食品,质量问题,20,20,味道不对
B2,来访,2026-05-08 09:10,投诉,陆生,430602197701011237,13700137000,洞庭渔家店,430602,白酒,60,瓶,食品,标签标识,6000,60000,标签没有生产日期
B3,来访,2026-05-08 09:20,投诉,王虚,430602198805052222,13900139009,外县店,430602,酱干,1,袋,食品,质量问题,20,20,味道不对
";

impl Town<'_> {
    async fn arrive(&self, numbers: &[&str]) -> Vec<Arrival> {
        let mut ids = Vec::new();
        for number in numbers {
            ids.push(self.id(number).await);
        }
        assessment::arrive(&self.desk, &ids, TODAY, later(1)).await.expect("assessed")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filing_is_linked_and_weighed_when_it_comes() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let first = town.id("A1").await;
        let before_any = assessment::arrive(&town.desk, &[first], TODAY, now()).await;
        assert_ne!(refusal(before_any), "done", "there is nothing to link to");
        town.assess().await;
        house::bring(&town.desk, ImportKind::Submissions, "later.csv", LATER.as_bytes(), later(1)).await.expect("a good file");
        let page = case::load(&town.desk, &town.officer, town.id("B1").await, now()).await.expect("a page");
        assert_eq!((page.assessed_at, page.person.is_some()), (None, false));

        let arrived = town.arrive(&["B1", "B2", "B3"]).await;
        let told: Vec<_> = arrived.iter().map(|one| (one.is_new_person, one.links > 0, one.questions, one.hits + one.hints > 0)).collect();
        assert_eq!(told[..2], [(false, true, 0, false), (true, false, 0, true)], "{}", database.name);
        // 王虚 with the card of A2 and the telephone of A3: it goes with the card, and A3's person is a question.
        assert_eq!(told[2], (false, true, 1, false));

        let page = case::load(&town.desk, &town.officer, town.id("B1").await, now()).await.expect("a page");
        let person = page.person.expect("known at once");
        assert_eq!(person.others.iter().map(|other| other.submission_no.as_str()).collect::<Vec<_>>(), ["A1"]);
        assert!(page.assessed_at.is_some());
        let page = case::load(&town.desk, &town.officer, town.id("B2").await, now()).await.expect("a page");
        assert_eq!(page.findings.iter().map(|finding| finding.circumstance.as_str()).collect::<Vec<_>>(), ["o121.17.1", "yy16.2.2"]);
        let queue = persons::queue(&town.desk, &town.officer).await.expect("a page");
        assert!(!queue.questions.is_empty(), "an officer is asked about A3 and B3");

        let again = town.arrive(&["B1", "B2", "B3"]).await;
        let same = |a: &Arrival, b: &Arrival| (a.person_id, a.hits, a.hints, a.questions) == (b.person_id, b.hits, b.hints, b.questions);
        assert!(arrived.iter().zip(&again).all(|(a, b)| same(a, b)), "{}: {arrived:?} {again:?}", database.name);
        let findings = findings_of(&town).await;
        town.assess().await;
        assert_eq!(findings_of(&town).await, findings, "{}: the run says the same", database.name);
    })
    .await;
}

/// By number and circumstance: verdict and sentence.
async fn findings_of(town: &Town<'_>) -> BTreeMap<(i64, String), (String, String)> {
    let mut tx = town.store.read().await.expect("a reader");
    let mut found = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = store::finding::current_of_runs_after(&mut tx, after, 1_000).await.expect("readable");
        let Some(last) = page.last() else { return found };
        after = last.id;
        found.extend(page.into_iter().map(|row| ((row.submission_id, row.circumstance), (row.verdict, row.summary))));
    }
}

async fn persons_of(desk_store: &store::Store) -> BTreeMap<i64, Option<i64>> {
    let mut tx = desk_store.read().await.expect("a reader");
    store::person::assignments_after(&mut tx, 0, 1_000_000).await.expect("readable").into_iter().collect()
}

async fn bring(desk: &Desk, table: &Table) {
    let name = format!("{}.csv", table.kind.code());
    let summary = house::bring(desk, table.kind, &name, table.to_csv().as_bytes(), now()).await.expect("a good file");
    assert_eq!(summary.rejected, 0, "{name}");
}

const FILINGS_OF_CITY: usize = 3_000;
/// One filing in so many is late, and comes alone after all the others.
const LATE: usize = 20;

/// A city without one filing in twenty, of all its years, a run; these one by one; and a run over all. Whose a filing is must be the same; findings may differ
/// where later filings bear on earlier ones, and by what the whole population does.
#[tokio::test(flavor = "multi_thread")]
async fn one_by_one_is_as_all_at_once() {
    let city = City::new(CityPlan { seed: 11, filings: FILINGS_OF_CITY, today: TODAY });
    let persona_of: BTreeMap<&str, Persona> = city.labels.iter().map(|label| (label.submission_no.as_str(), label.persona)).collect();
    on_each(async |database| {
        let all = city.table(ImportKind::Submissions).expect("submissions");
        let is_late = |at: &usize| at % LATE == 7;
        let rows = |late: bool| -> Vec<Vec<String>> {
            (0..all.rows.len()).filter(|at| is_late(at) == late).map(|at| all.rows[at].clone()).collect()
        };
        let (on_file, coming) = (rows(false), rows(true));
        let town = Town::new(database, FILINGS).await;
        bring(&town.desk, &Table { rows: on_file, ..all.clone() }).await;
        for table in city.tables.iter().filter(|table| table.kind != ImportKind::Submissions && !table.rows.is_empty()) {
            bring(&town.desk, table).await;
        }
        town.assess().await;
        let mut ids = Vec::new();
        let mut numbers = BTreeMap::new();
        let at = all.headers.iter().position(|header| *header == "来件编号").expect("a number");
        for row in &coming {
            bring(&town.desk, &Table { rows: vec![row.clone()], ..all.clone() }).await;
            let id = town.id(&row[at]).await;
            assessment::arrive(&town.desk, &[id], TODAY, now()).await.expect("assessed");
            numbers.insert(id, row[at].clone());
            ids.push(id);
        }
        let (alone, alone_findings) = (persons_of(town.store).await, findings_of(&town).await);
        town.assess().await;
        let (whole, whole_findings) = (persons_of(town.store).await, findings_of(&town).await);

        let differing: Vec<_> = ids.iter().filter(|id| alone[*id] != whole[*id]).collect();
        let personas: Vec<_> = differing.iter().map(|id| persona_of[numbers[*id].as_str()]).collect();
        let of = |found: &BTreeMap<(i64, String), (String, String)>| -> BTreeSet<(i64, String, String)> {
            let coming = |id: &i64| numbers.contains_key(id);
            found.iter().filter(|((id, _), _)| coming(id)).map(|((id, what), (verdict, _))| (*id, what.clone(), verdict.clone())).collect()
        };
        let (alone_said, whole_said) = (of(&alone_findings), of(&whole_findings));
        let only_alone: Vec<_> = alone_said.difference(&whole_said).map(|(id, what, verdict)| (&numbers[id], what, verdict)).collect();
        let only_whole: Vec<_> = whole_said.difference(&alone_said).map(|(id, what, verdict)| (&numbers[id], what, verdict)).collect();
        println!(
            "{}: {} came; persons differ {} {personas:?}; findings {} alone, {} whole; only alone {only_alone:?}; only whole {only_whole:?}",
            database.name,
            ids.len(),
            differing.len(),
            alone_said.len(),
            whole_said.len()
        );
        // What is said in words holds numbers of the whole population, which is the last run's.
        let other_words = whole_findings.iter().filter(|(key, said)| numbers.contains_key(&key.0) && alone_findings.get(*key).is_some_and(|alone| alone != *said));
        println!("{}: said in other words {:?}", database.name, other_words.map(|((id, what), (_, summary))| (&numbers[id], what, summary)).collect::<Vec<_>>());
        assert!(differing.is_empty(), "{}: {personas:?}", database.name);
        assert!(whole_said.len() > 20, "a city with findings");
        assert!((only_alone.len() + only_whole.len()) * 20 <= whole_said.len(), "{}: more than one in twenty differs", database.name);
    })
    .await;
}
