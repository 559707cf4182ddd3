//! 承办人认定, 反馈, and a version of a circumstance from draft to effect, on each database.

use casework::codes::{Protection, Role};
use desk::view::{CasePage, ExportFormat, ExportKind, Outcome};
use desk::{Actor, case, exports, persons, policies};
use testkit::databases::on_each;

use crate::town::{Town, now, person, refusal};

/// One citizen who asks for a refund, and one who filed many tenfold claims.
const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,商品或服务,数量,单位,类别,问题类别,金额,索赔金额,内容
Q1,来访,2026-05-08 09:00,投诉,王虚,430602198805052222,13900139000,洞庭渔家店,430602,白酒,20,瓶,食品,标签标识,2000,20000,标签没有生产日期
Q2,来访,2026-05-08 09:10,投诉,陆生,430602199003071231,13800138000,洞庭渔家店,430602,酱干,1,袋,食品,质量问题,20,20,味道不对
";

const REASON: &str = "经电话核实，来件人承认受人委托并按件取酬。";

impl Town<'_> {
    async fn page(&self, actor: &Actor, number: &str) -> CasePage {
        case::load(&self.desk, actor, self.id(number).await, now()).await.expect("a page")
    }

    async fn find(&self, actor: &Actor, number: &str, circumstance: &str, reason: &str) -> String {
        refusal(case::find(&self.desk, actor, self.id(number).await, circumstance, reason, now()).await)
    }
}

fn findings(page: &CasePage) -> Vec<(String, Option<String>)> {
    page.findings.iter().map(|finding| (finding.circumstance.clone(), finding.own.as_ref().map(|own| own.reason.clone()))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_finds_what_no_condition_tells() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let officer = &town.officer;
        assert_ne!(town.find(officer, "Q2", "yy16.2.8", REASON).await, "done", "nothing was assessed yet");
        town.assess().await;
        assert_ne!(town.find(officer, "Q2", "yy16.2.8", "太短").await, "done");
        assert_ne!(town.find(officer, "Q2", "yy16.2.6", REASON).await, "done", "conditions decide that one");
        assert_ne!(town.find(officer, "Q2", "yy16.3.6", REASON).await, "done", "it is no tip-off");
        for other in [&town.auditor, &town.stranger, &town.administrator] {
            assert_ne!(town.find(other, "Q2", "yy16.2.8", REASON).await, "done", "{}", other.display_name);
        }
        let page = town.page(officer, "Q2").await;
        assert_eq!(page.findable.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), ["yy16.2.8"]);
        assert_eq!((findings(&page), page.matters[0].triage.label), (Vec::new(), "普通"));

        assert_eq!(town.find(officer, "Q2", "yy16.2.8", REASON).await, "done");
        assert_ne!(town.find(officer, "Q2", "yy16.2.8", REASON).await, "done", "once is enough");
        // A run leaves it alone.
        town.assess().await;
        let page = town.page(officer, "Q2").await;
        assert_eq!(findings(&page), [("yy16.2.8".to_owned(), Some(REASON.to_owned()))], "{}", database.name);
        assert_eq!((page.matters[0].triage.label, page.findable.len()), ("疑似非生活消费", 0));

        let (id, finding) = (town.id("Q2").await, page.findings[0].finding_id);
        let judge = async |actor: &Actor, outcome, reason: &str| {
            refusal(case::judge_finding(&town.desk, actor, id, finding, outcome, reason, now()).await)
        };
        assert_ne!(judge(&town.auditor, Outcome::Confirmed, REASON).await, "done");
        assert_eq!(judge(officer, Outcome::Confirmed, REASON).await, "done");
        let page = town.page(officer, "Q2").await;
        assert_eq!(
            page.findings[0].outcomes.iter().map(|word| (word.outcome, word.reason.as_str())).collect::<Vec<_>>(),
            [(Outcome::Confirmed, REASON)]
        );
        // The last word counts, and takes an officer's own finding back.
        assert_eq!(judge(officer, Outcome::Unfounded, "再次核实，来件人系受家人委托，并无报酬。").await, "done");
        let page = town.page(officer, "Q2").await;
        assert_eq!((findings(&page), page.matters[0].triage.label), (Vec::new(), "普通"));
        assert_eq!(page.past_findings.iter().map(|past| past.change.as_str()).collect::<Vec<_>>(), ["不再成立"]);
        let precision = policies::page(&town.desk, officer, now()).await.expect("a page").precision;
        let counts: Vec<_> = precision.iter().map(|row| (row.circumstance.as_str(), row.confirmed, row.unfounded, row.share())).collect();
        assert_eq!(counts, [("yy16.2.8", 0, 1, "0%".to_owned())]);

        let told: Vec<_> = page.timeline.iter().map(|entry| (entry.what.as_str(), entry.detail.as_deref())).take(3).collect();
        let title = "其他滥用投诉的行为";
        assert_eq!(
            told,
            [
                ("反馈研判", Some(format!("{title}；核实不成立").as_str())),
                ("反馈研判", Some(format!("{title}；核实成立").as_str())),
                ("认定情形", Some(title)),
            ]
        );
        let report = desk::ledger::verify(&town.desk, &[], now()).await.expect("a check");
        assert_eq!(report.differences, [], "{}", database.name);
        let dossier = persons::dossier::of_case(&town.desk, officer, id, now()).await.expect("a file");
        assert_eq!((dossier.findings.len(), dossier.course.rows.len(), dossier.submission_count), (0, 1, 1));
        assert!(persons::dossier::of_case(&town.desk, &town.stranger, id, now()).await.is_err(), "not theirs to see");

        case::protect(&town.desk, officer, id, Protection::Whistleblower, "经核实系该店员工举报本单位。", now()).await.expect("set");
        assert_ne!(town.find(officer, "Q2", "yy16.2.8", REASON).await, "done", "a protection stands");
        assert_eq!(town.page(officer, "Q2").await.findable, []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_takes_effect_by_two_people() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let (desk, officer) = (&town.desk, &town.officer);
        let second = person(desk, "second", "任负责", Role::Head, "YYL").await;
        town.assess().await;
        let text = policies::text(desk, officer, "yy16.2.2", now()).await.expect("carried");
        let text = text.replacen("version = \"2026.1\"", "version = \"2026.2\"", 1).replace("threshold = 2.5", "threshold = 1.5");
        let note = "本地白酒消费较少，数量下限相应调低。";
        assert!(policies::draft(desk, &town.auditor, &text, note, now()).await.is_err());
        let id = policies::draft(desk, officer, &text, note, now()).await.expect("drafted");
        assert_ne!(refusal(policies::shadow(desk, officer, id).await), "done", "not tried yet");
        policies::back_test(desk, officer, id, now()).await.expect("tried");
        let page = policies::load(desk, officer, id, now()).await.expect("a page");
        let trial = page.trial.expect("kept");
        assert_eq!(trial.filings, 2, "{}", database.name);
        let shown: Vec<_> = trial.classes.iter().flat_map(|class| &class.shown).collect();
        assert_eq!(shown.len(), 1);
        assert!(shown.iter().all(|change| change.submission_no == "Q1" && change.submission_id.is_some()));
        let elsewhere = policies::load(desk, &town.stranger, id, now()).await.expect("a page").trial.expect("kept");
        assert!(elsewhere.classes.iter().flat_map(|class| &class.shown).all(|change| change.submission_id.is_none()));

        assert_eq!(refusal(policies::shadow(desk, officer, id).await), "done");
        let today = desk::time::local_date(now());
        assert_ne!(refusal(policies::approve(desk, &second, id, today, now()).await), "done", "it did not run in the shadow");
        town.assess().await;
        assert_ne!(refusal(policies::approve(desk, officer, id, today, now()).await), "done", "an officer approves nothing");
        let yesterday = today.yesterday().expect("a day");
        assert_ne!(refusal(policies::approve(desk, &second, id, yesterday, now()).await), "done", "no effect in hindsight");
        assert_eq!(refusal(policies::approve(desk, &second, id, today, now()).await), "done");
        town.assess().await;
        let live = policies::page(desk, officer, now()).await.expect("a page");
        let version = live.circumstances.iter().find(|row| row.circumstance == "yy16.2.2").map(|row| row.version.as_str());
        assert_eq!(version, Some("2026.2"));
        let issues = exports::export(desk, &town.head, ExportKind::HotIssues, ExportFormat::Csv, None, now()).await.expect("a table");
        assert!(String::from_utf8(issues).expect("text").contains("热点,行政区划,人数"));
    })
    .await;
}
