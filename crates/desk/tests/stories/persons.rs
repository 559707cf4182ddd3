use std::collections::BTreeMap;

use desk::view::{FactValue, LinkView, PersonPage};
use desk::{DeskError, persons};
use expect_test::expect;
use testkit::databases::on_each;

use crate::town::{Town, now, refusal};

/// One person in two counties, once masked; another, once without a document; a third who gave nothing but a name.
const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,索赔金额,内容
P1,来访,2026-02-06 09:00,投诉,欧阳测,430602199003071231,13800138000,洞庭渔家店,430602,1000,商品有问题
P2,来访,2026-04-07 09:00,举报,欧阳测,430602199003071231,13800138000,外县店,430621,,商品有问题
P3,来访,2026-05-08 09:00,投诉,欧阳测,430602********1231,138****8000,洞庭渔家店,430602,,商品有问题
P4,来访,2026-05-08 09:10,投诉,王虚,430602198805052222,13900139000,洞庭渔家店,430602,,商品有问题
P5,来访,2026-05-08 09:20,投诉,王虚,,13900139000,洞庭渔家店,430602,,商品有问题
P6,来访,2026-05-08 09:30,投诉,陆生,,,洞庭渔家店,430602,,商品有问题
";

const REASON: &str = "经电话核实，两件来件的来件人情况已经查明。";

impl Town<'_> {
    /// Whose filings are whose, one person a line.
    async fn persons(&self) -> String {
        let mut tx = self.store.read().await.expect("a reader");
        let assignments = store::person::assignments_after(&mut tx, 0, 100).await.expect("readable");
        let mut by_person: BTreeMap<Option<i64>, Vec<String>> = BTreeMap::new();
        for (id, person) in assignments {
            let submission = store::submission::get(&mut tx, id).await.expect("readable").expect("on file");
            by_person.entry(person).or_default().push(submission.submission_no);
        }
        by_person.iter().map(|(person, numbers)| format!("{}: {}\n", person.unwrap_or(0), numbers.join(" "))).collect()
    }

    async fn person_of(&self, number: &str) -> i64 {
        let mut tx = self.store.read().await.expect("a reader");
        let submission = store::submission::get(&mut tx, self.id(number).await).await.expect("readable").expect("on file");
        submission.person_id.expect("assessed")
    }

    async fn page_of(&self, number: &str) -> PersonPage {
        persons::load(&self.desk, &self.officer, self.person_of(number).await, 1, now()).await.expect("a page")
    }

    /// The link between two filings that counts.
    async fn link(&self, left: &str, right: &str) -> LinkView {
        let page = self.page_of(left).await;
        let found = page.links.into_iter().find(|link| link.undone.is_none() && (&*link.left_no, &*link.right_no) == (left, right));
        found.expect("a link")
    }

    async fn rule(&self, left: &str, right: &str, is_same: bool) -> String {
        let (left, right) = (self.id(left).await, self.id(right).await);
        refusal(persons::judge(&self.desk, &self.officer, left, right, is_same, REASON, now()).await)
    }

    async fn undo(&self, left: &str, right: &str, forbid: bool) {
        let edge = self.link(left, right).await.edge_id;
        persons::undo_edge(&self.desk, &self.officer, edge, REASON, forbid, now()).await.expect("undone");
    }
}

#[tokio::test]
async fn a_person_is_shown_masked_and_to_those_concerned() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, stranger, .. } = &town;
        town.assess().await;
        expect![[r#"
            1: P1 P2 P3
            2: P4 P5
            3: P6
        "#]]
        .assert_eq(&town.persons().await);

        let page = town.page_of("P1").await;
        let facts: String = page
            .facts
            .iter()
            .map(|fact| match &fact.value {
                FactValue::Masked { masked, .. } => format!("{} {masked}\n", fact.label),
                other => format!("{} {other:?}\n", fact.label),
            })
            .collect();
        expect![[r#"
            姓名 欧阳*
            证件号码 430602********1231
            联系电话 138****8000
            联系地址 Absent
            收款账号 Absent
        "#]]
        .assert_eq(&facts);
        let months: Vec<String> = page.months.iter().map(|m| format!("{} {}/{}", m.month, m.complaints, m.tipoffs)).collect();
        assert_eq!(months, ["2026-02 1/0", "2026-03 0/0", "2026-04 0/1", "2026-05 1/0"]);
        let filings: Vec<(&str, bool)> = page.submissions.iter().map(|f| (&*f.submission_no, f.submission_id.is_some())).collect();
        assert_eq!(filings, [("P3", true), ("P2", false), ("P1", true)], "latest first; another county's cannot be opened");
        let link = town.link("P1", "P2").await;
        let columns: Vec<String> = link.columns.iter().map(|c| format!("{}{}", c.column, c.level)).collect();
        expect!["同一人 ＞99.99% 姓名一致 证件号码一致 联系电话一致"].assert_eq(&format!(
            "{} {} {}",
            link.judgement.label,
            link.probability,
            columns.join(" ")
        ));
        assert!(!format!("{page:?}").contains("13800138000"));

        let (shared, local) = (town.person_of("P1").await, town.person_of("P4").await);
        assert_eq!(persons::load(desk, stranger, shared, 1, now()).await.expect("concerns them too").submission_count, 3);
        assert!(matches!(persons::load(desk, stranger, local, 1, now()).await, Err(DeskError::NotFound)));
        assert!(matches!(persons::load(desk, stranger, 999, 1, now()).await, Err(DeskError::NotFound)));
        let by_auditor = persons::load(desk, &town.auditor, local, 1, now()).await.expect("a page");
        assert!(!by_auditor.may_judge);
        let edge = town.link("P4", "P5").await.edge_id;
        assert!(matches!(persons::undo_edge(desk, &town.auditor, edge, REASON, false, now()).await, Err(DeskError::Forbidden)));
        assert!(matches!(persons::undo_edge(desk, stranger, edge, REASON, false, now()).await, Err(DeskError::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn what_was_joined_comes_apart_and_together_again() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        town.assess().await;
        let before = town.persons().await;

        // A run's link is taken back: the question stays open, a later run does not answer it again.
        town.undo("P4", "P5", false).await;
        let apart = town.persons().await;
        expect![[r#"
            1: P1 P2 P3
            2: P4
            3: P6
            4: P5
        "#]]
        .assert_eq(&apart);
        town.assess().await;
        assert_eq!(town.persons().await, apart);
        let page = town.page_of("P4").await;
        let undone = page.links.iter().find_map(|link| link.undone.as_deref()).expect("it is still told");
        assert_eq!(undone, format!("2026-05-12 09:00 周立本撤销：{REASON}"));

        // An officer joins them by hand, and takes that back for good.
        assert_eq!(town.rule("P4", "P5", true).await, "done");
        assert_eq!(town.persons().await, before, "the person has the number it had");
        let link = town.link("P4", "P5").await;
        assert_eq!((&*link.judged_by, link.reason.as_deref()), ("周立本", Some(REASON)));
        town.undo("P4", "P5", true).await;
        expect![[r#"
            1: P1 P2 P3
            2: P4
            3: P6
            5: P5
        "#]]
        .assert_eq(&town.persons().await);
        assert_eq!(town.rule("P4", "P5", true).await, "承办人已对这两件来件作出认定；请先在人员页撤销原来的认定");
    })
    .await;
}

#[tokio::test]
async fn rulings_bind_runs_and_reach_no_further_than_the_numbers_allow() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        town.assess().await;
        let before = town.persons().await;

        assert_eq!(town.rule("P2", "P1", false).await, "done", "in either order");
        let apart = town.persons().await;
        assert_ne!(town.person_of("P1").await, town.person_of("P2").await, "{apart}");
        town.assess().await;
        assert_eq!(town.persons().await, apart, "a run keeps to it");
        town.undo("P1", "P2", false).await;
        town.assess().await;
        assert_eq!(town.persons().await, before);

        assert_eq!(
            town.rule("P1", "P4", true).await,
            "不能认定为同一人：证件号码互相排斥，不能是同一人；请核对两件来件的证件号码；系冒用他人证件的，请先登记本人否认的核实记录"
        );
        assert_eq!(town.persons().await, before);
        assert!(
            town.page_of("P1").await.links.iter().all(|link| link.judged_by == "系统" || link.undone.is_some()),
            "nothing was kept of it"
        );
        assert_eq!(town.rule("P5", "P6", true).await, "done");
        assert_eq!(town.rule("P1", "P6", true).await, "done", "an officer's word outranks the run's link to P4");
        expect![[r#"
            1: P1 P2 P3 P5 P6
            2: P4
        "#]]
        .assert_eq(&town.persons().await);
        let derived = town.persons().await;
        town.assess().await;
        assert_eq!(town.persons().await, derived, "a run over everything says the same");
        assert_eq!(town.rule("P1", "P1", true).await, "right：请选择两件不同的来件");
        let refused = persons::judge(&town.desk, &town.officer, town.id("P1").await, town.id("P4").await, true, "像", now()).await;
        expect!["reason：理由不足10个字"].assert_eq(&refusal(refused));

        let mut tx = town.store.read().await.expect("a reader");
        let rulings = store::edge::by_officers(&mut tx).await.expect("readable");
        let sealed = rulings.iter().flat_map(|edge| [&edge.reason, &edge.undo_reason]).flatten();
        assert!(sealed.into_iter().all(|bytes| !bytes.windows(9).any(|part| part == &REASON.as_bytes()[..9])));
    })
    .await;
}

#[tokio::test]
async fn what_is_split_off_stays_off_and_the_rest_together() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        town.assess().await;
        let (person, out) = (town.person_of("P1").await, town.id("P2").await);
        let all = [town.id("P1").await, out, town.id("P3").await];
        for wrong in [&[][..], &all] {
            let refused = persons::split(&town.desk, &town.officer, person, wrong, REASON, now()).await;
            assert!(matches!(refused, Err(DeskError::Invalid(_))));
        }
        assert!(matches!(persons::split(&town.desk, &town.auditor, person, &[out], REASON, now()).await, Err(DeskError::Forbidden)));
        persons::split(&town.desk, &town.officer, person, &[out], REASON, now()).await.expect("split");
        let apart = town.persons().await;
        expect![[r#"
            1: P1 P3
            2: P4 P5
            3: P6
            4: P2
        "#]]
        .assert_eq(&apart);
        town.assess().await;
        assert_eq!(town.persons().await, apart, "a later run does not bring it back");
        let page = town.page_of("P1").await;
        assert_eq!((page.graph.nodes.len(), page.link_pages), (2, 1));

        // Another number is of them too, says the officer; what is forbidden stays so.
        let merged = persons::merge(&town.desk, &town.officer, person, " P6 ", REASON, now()).await;
        assert_eq!(refusal(merged), "done");
        assert!(town.persons().await.contains("1: P1 P3 P6"));
        town.assess().await;
        assert!(town.persons().await.contains("1: P1 P3 P6"));
        let unknown = persons::merge(&town.desk, &town.officer, person, "P99", REASON, now()).await;
        assert!(matches!(unknown, Err(DeskError::Invalid(_))));
        let forbidden = persons::merge(&town.desk, &town.officer, person, "P2", REASON, now()).await;
        assert!(matches!(forbidden, Err(DeskError::Refused { .. })), "the officer's word stands until it is taken back");
    })
    .await;
}

/// Two on one phone whose names are one character apart: a run cannot say.
const UNSURE: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,索赔金额,内容
Q1,来访,2026-02-06 09:00,投诉,李小红,,13800138000,洞庭渔家店,430602,,商品有问题
Q2,来访,2026-03-06 09:00,投诉,李小明,,13800138000,洞庭渔家店,430602,,商品有问题
";

#[tokio::test]
async fn questions_wait_in_a_queue_until_an_officer_answers() {
    on_each(async |database| {
        let town = Town::new(database, UNSURE).await;
        town.assess().await;
        let queue = persons::queue(&town.desk, &town.officer).await.expect("a queue");
        let question = &queue.questions[0];
        assert_eq!((queue.open, queue.questions.len(), &*question.left.values[0]), (1, 1, "李*"));
        let rows: Vec<_> = question.rows().filter_map(|row| row.3).map(|column| column.level.clone()).collect();
        assert_eq!(rows, ["一字之差", "一致"]);
        assert!(matches!(persons::queue(&town.desk, &town.auditor).await, Err(DeskError::Forbidden)));
        assert!(persons::queue(&town.desk, &town.stranger).await.expect("a queue").questions.is_empty());
        let case = desk::case::load(&town.desk, &town.officer, town.id("Q1").await, now()).await.expect("a case");
        assert_eq!(case.person.expect("assessed").questions.len(), 1);
        assert_eq!(town.rule("Q1", "Q2", false).await, "done");
        assert_eq!(persons::queue(&town.desk, &town.officer).await.expect("a queue").open, 0);
        town.assess().await;
        assert_eq!(persons::queue(&town.desk, &town.officer).await.expect("a queue").open, 0, "answered is answered");
    })
    .await;
}
