//! The main road on each database: a filing comes in, named officers decide, papers go out, and every look is on record.

use assess::{Body, Citation, Evidence, Measured, Node, Op, Threshold, Unit, Value, WindowKind};
use casework::codes::{FieldClass, MatterKind, Protection, Role};
use desk::case::{self, DeclineForm, EndForm, MatterRef};
use desk::view::{Action, CasePage, FactValue};
use desk::{Actor, Desk, DeskError, papers, reveal};
use expect_test::expect;
use jiff::ToSpan;
use store::Store;
use testkit::databases::{TestDatabase, on_each};

use crate::house;
use crate::town::{bring_file, now, person, told};

const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,商品或服务,内容,诉求
A1,来访,2026-05-06 09:00,投诉举报,欧阳测,430602199003071231,13800138000,洞庭渔家店,430602,酱板鸭,标签没有生产日期，电话13800138000,退款
A2,来访,2026-05-06 10:00,投诉,王虚,,13800138001,洞庭渔家店,430602,酱板鸭,商品有问题,
A3,来访,2026-04-10 10:00,投诉,,,,洞庭渔家店,430602,,商品有问题,
A4,来访,2026-05-06 11:00,投诉,王虚,,13800138001,外县店,430621,酱板鸭,商品有问题,
";

const REASON: &str = "当事人一年内购买同类商品并索赔六十三次，数量明显超出生活所需。";

struct Town<'a> {
    desk: Desk,
    store: &'a Store,
    /// Of 岳阳楼区, as are the clerk and the auditor.
    officer: Actor,
    clerk: Actor,
    auditor: Actor,
    /// Of another county.
    stranger: Actor,
}

impl<'a> Town<'a> {
    async fn new(database: &'a TestDatabase) -> Self {
        let (desk, _) = house::new_system(database, now()).await;
        let summary = bring_file(&desk, "made-up.csv", FILINGS.as_bytes()).await;
        assert_eq!((summary.inserted, summary.rejected), (4, 0));
        Self {
            officer: person(&desk, "officer", "周立本", Role::Officer, "YYL").await,
            clerk: person(&desk, "clerk", "李登记", Role::Clerk, "YYL").await,
            auditor: person(&desk, "auditor", "审计", Role::Auditor, "YYL").await,
            stranger: person(&desk, "stranger", "彭见山", Role::Officer, "YYX").await,
            desk,
            store: &database.store,
        }
    }

    async fn id(&self, number: &str) -> i64 {
        let mut tx = self.store.read().await.expect("a reader");
        store::submission::by_number(&mut tx, number).await.expect("readable").first().expect("on file").0
    }

    async fn page(&self, id: i64) -> CasePage {
        case::load(&self.desk, &self.officer, id, now()).await.expect("a page")
    }

    async fn matter(&self, id: i64, kind: MatterKind) -> MatterRef {
        let page = self.page(id).await;
        let matter = page.matters.iter().find(|matter| matter.kind == kind).expect("a matter of that kind");
        MatterRef { matter_id: matter.matter_id, version: matter.version }
    }

    /// A finding in force on this filing that cites others.
    async fn finding(&self, id: i64, cited: &[(i64, &str)]) -> i64 {
        let citations = cited.iter().map(|&(submission_id, number)| Citation { submission_id, submission_no: number.to_owned() });
        let measured = Measured {
            facts: Vec::new(),
            measure: "made_up".to_owned(),
            unit: Unit::Persons,
            window: WindowKind::Past,
            window_days: 365,
            value: Value::Count(6),
            op: Op::AtLeast,
            threshold: Threshold { millionths: 4_000_000 },
            cited: citations.collect(),
            cited_count: 6,
        };
        let supporting = Node { label: "共用电话的人数".to_owned(), met: true, body: Body::Leaf(measured) };
        let mut tx = self.store.begin().await.expect("a writer");
        let run_id = store::assess_run::reserve(&mut tx).await.expect("a number");
        let run = store::assess_run::AssessRun {
            id: run_id,
            as_of: desk::time::local_date(now()),
            state: "finished".to_owned(),
            rules_version: "test".to_owned(),
            submissions: 4,
            persons: 3,
            findings: 1,
            message: None,
            account_id: None,
            started_at: now(),
            finished_at: Some(now()),
        };
        store::assess_run::insert(&mut tx, &run).await.expect("written");
        let finding_id = store::finding::reserve(&mut tx, 1).await.expect("a number");
        let finding = store::finding::Finding {
            id: finding_id,
            submission_id: id,
            circumstance: "o121.17.4".to_owned(),
            verdict: "hit".to_owned(),
            instrument: "o121".to_owned(),
            clause: "办法第十七条第四项".to_owned(),
            in_force: true,
            summary: "六人共用同一电话。".to_owned(),
            evidence: Evidence { supporting, opposing: Vec::new() }.to_json(),
            cited: String::new(),
            rules_version: "test".to_owned(),
            as_of: run.as_of,
            run_id,
            current: true,
        };
        store::finding::insert_many(&mut tx, &[finding]).await.expect("written");
        tx.commit().await.expect("kept");
        finding_id
    }
}

/// State, clocks and what may be done, one matter or clue a line.
fn shown(page: &CasePage) -> String {
    let verb = |action: &Action| match action {
        Action::Step(form) => form.act.to_owned(),
        other => format!("{other:?}").split([' ', '{']).next().unwrap_or_default().to_owned(),
    };
    let clock = |clock: &desk::view::ClockView| format!("{}至{}{}", clock.term, clock.due_on, clock.state.label());
    let mut lines = Vec::new();
    for matter in &page.matters {
        let clocks: Vec<String> = matter.clocks.iter().map(clock).collect();
        let verbs: Vec<String> = matter.actions.iter().map(verb).collect();
        lines.push(format!("{}｜{}｜{}", matter.state.label, clocks.join("，"), verbs.join(" ")));
    }
    for clue in &page.clues {
        let clocks: Vec<String> = clue.clocks.iter().map(clock).collect();
        let verbs: Vec<String> = clue.actions.iter().map(verb).collect();
        lines.push(format!("线索·{}｜{}｜{}", clue.state.label, clocks.join("，"), verbs.join(" ")));
    }
    lines.join("\n") + "\n"
}

/// The main decisions among the acts; a closed matter can still be archived or referred.
fn decisions(actions: &[Action]) -> Vec<&Action> {
    actions.iter().filter(|action| !matches!(action, Action::Step(_))).collect()
}

fn timeline(page: &CasePage) -> String {
    let line = |entry: &desk::view::TimelineEntry| {
        format!("{} {} {} {}", entry.at, entry.who, entry.what, entry.detail.as_deref().unwrap_or_default()).trim_end().to_owned() + "\n"
    };
    page.timeline.iter().map(line).collect()
}

#[tokio::test]
async fn a_complaint_is_accepted_and_its_paper_handed_out() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, .. } = &town;
        let (one, two, old) = (town.id("A1").await, town.id("A2").await, town.id("A3").await);
        let seen = town.matter(one, MatterKind::Complaint).await;

        assert!(matches!(case::load(desk, &town.stranger, one, now()).await, Err(DeskError::NotFound)));
        assert!(matches!(case::accept(desk, &town.stranger, seen, now()).await, Err(DeskError::NotFound)));
        assert!(matches!(case::accept(desk, &town.clerk, seen, now()).await, Err(DeskError::Forbidden)));
        assert!(matches!(case::accept(desk, &town.auditor, seen, now()).await, Err(DeskError::Forbidden)));

        assert_eq!(
            told(case::assign(desk, &town.clerk, seen, town.stranger.account_id, now()).await),
            "officer：请选择本单位或者上级单位的承办人"
        );
        case::assign(desk, &town.clerk, seen, officer.account_id, now()).await.expect("assigned");
        assert!(matches!(case::accept(desk, officer, seen, now()).await, Err(DeskError::Conflict)), "the version has moved");
        case::accept(desk, officer, town.matter(one, MatterKind::Complaint).await, now()).await.expect("accepted");
        case::accept(desk, officer, town.matter(two, MatterKind::Complaint).await, now()).await.expect("accepted");
        // Received under Order 20: another form, the same series of numbers; the term is long over.
        case::accept(desk, officer, town.matter(old, MatterKind::Complaint).await, now()).await.expect("accepted");

        let page = town.page(one).await;
        assert_eq!(page.matters[0].officer.as_deref(), Some("周立本"));
        expect![[r#"
            投诉·调解中｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-11计时中｜Settle EndMediation Withdraw ask_identity consent convene challenge start_appraisal merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中｜
        "#]]
        .assert_eq(&shown(&page));
        expect![[r#"
            2026-05-12 09:00 周立本 决定受理 投诉受理决定书 岳楼市监诉受〔2026〕第1号
            2026-05-12 09:00 李登记 分派承办人（投诉） 周立本
            2026-05-12 09:00 系统 收到来件
        "#]]
        .assert_eq(&timeline(&page));
        let numbers = [&page, &town.page(two).await, &town.page(old).await].map(|page| page.papers[0].paper_no.clone());
        assert_eq!(numbers, ["岳楼市监诉受〔2026〕第1号", "岳楼市监诉受〔2026〕第2号", "岳楼市监诉受〔2026〕第3号"]);
        assert!(town.page(old).await.matters[0].decisions[0].late);

        let paper_id = page.papers[0].paper_id;
        let file = papers::download(desk, officer, paper_id, now()).await.expect("a paper");
        assert_eq!(&file.bytes[..4], b"%PDF");
        assert_eq!(file.name, "投诉受理决定书岳楼市监诉受〔2026〕第1号.pdf");
        assert!(matches!(papers::download(desk, &town.stranger, paper_id, now()).await, Err(DeskError::NotFound)));
        assert!(matches!(papers::download(desk, &town.auditor, paper_id, now()).await, Err(DeskError::Forbidden)));
        assert!(timeline(&town.page(one).await).contains("周立本 下载文书岳楼市监诉受〔2026〕第1号"));
    })
    .await;
}

#[tokio::test]
async fn a_complaint_is_declined_on_evidence_and_the_clue_lives_on() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, .. } = &town;
        let (one, two, far) = (town.id("A1").await, town.id("A2").await, town.id("A4").await);
        let finding = town.finding(one, &[(two, "A2"), (far, "A4")]).await;
        let on = town.matter(one, MatterKind::Complaint).await;
        let form = |findings: &[i64], cited: &str, records: &str| DeclineForm {
            ground: "not_for_living_consumption".to_owned(),
            reason: REASON.to_owned(),
            findings: findings.to_vec(),
            cited: cited.to_owned(),
            records: records.to_owned(),
        };

        let page = town.page(one).await;
        let cited: Vec<Option<i64>> = page.findings[0].supporting[0].cited.iter().map(|cited| cited.submission_id).collect();
        assert_eq!(cited, [Some(two), None], "what belongs to another county is named, not opened");

        let decline = async |form: DeclineForm| told(case::decline(desk, officer, on, form, now()).await);
        assert_eq!(decline(form(&[], "", "")).await, "作出该决定须至少引用一项证据");
        assert_eq!(decline(form(&[], "A2 A9", "")).await, "cited：有的编号没有对应的来件，或您无权查看，请核对");
        assert_eq!(decline(form(&[], "A4", "")).await, "cited：有的编号没有对应的来件，或您无权查看，请核对");
        assert_eq!(decline(form(&[], "A1", "")).await, "cited：请引用本件以外的来件");
        assert_eq!(decline(form(&[finding + 1], "", "")).await, "findings：所引研判结论已更新，请刷新页面后重新勾选");

        case::protect(desk, officer, one, Protection::Whistleblower, "本人出示了劳动合同，系内部员工。", now()).await.expect("flagged");
        assert_eq!(decline(form(&[finding], "", "")).await, "本事项有“内部举报人”标记，不得作出不利决定");
        let page = town.page(one).await;
        let blocked = page.matters[0].actions.iter().find_map(|action| match action {
            Action::Decline { grounds } => {
                Some(grounds.iter().map(|ground| if ground.blocked.is_some() { 'x' } else { '.' }).collect::<String>())
            }
            _ => None,
        });
        assert_eq!(blocked.as_deref(), Some("..x..x."));
        let flag = page.protections[0].protection_id;
        case::lift_protection(desk, officer, one, flag, "经核实劳动合同系伪造，并非员工。", now()).await.expect("lifted");
        assert_eq!(
            told(case::lift_protection(desk, officer, one, flag, "再次解除，理由同前所述。", now()).await),
            "本事项没有“内部举报人”标记"
        );

        case::decline(desk, officer, on, form(&[finding], "A2", "购买记录汇总表"), now()).await.expect("declined");
        let page = town.page(one).await;
        expect![[r#"
            投诉·不予受理｜受理或不予受理并告知至2026-05-14已完成｜archive propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中｜
        "#]]
        .assert_eq(&shown(&page));
        let decision = &page.matters[0].decisions[0];
        assert_eq!(decision.reason.as_deref(), Some(REASON));
        assert_eq!(decision.ground.as_deref(), Some("《市场监督管理投诉举报处理办法》第十六条第三项"));
        assert_eq!(
            (decision.cited_findings.len(), &decision.cited_others[..]),
            (1, &["来件 A2".to_owned(), "材料：购买记录汇总表".to_owned()][..])
        );
        assert_eq!(page.papers[0].paper_no, "岳楼市监诉不受〔2026〕第1号");

        case::open_case(desk, officer, town.matter(one, MatterKind::Tipoff).await, "", now()).await.expect("filed");
        case::conclude_case(desk, officer, town.matter(one, MatterKind::Tipoff).await, "罚款一千元", now()).await.expect("decided");
        let page = town.page(one).await;
        assert_eq!(page.clues[0].state.label, "已立案");
        assert!(decisions(&page.matters[1].actions).is_empty(), "{:?}", page.matters[1].actions);
    })
    .await;
}

#[tokio::test]
async fn mediation_ends_and_a_clue_found_in_it_goes_its_own_way() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, .. } = &town;
        let two = town.id("A2").await;
        let complaint = async || town.matter(two, MatterKind::Complaint).await;
        case::accept(desk, officer, complaint().await, now()).await.expect("accepted");

        let end = |ground: &str, records: &str| EndForm {
            ground: ground.to_owned(),
            reason: "经两次调解，双方明确表示不能达成一致。".to_owned(),
            records: records.to_owned(),
            ..EndForm::default()
        };
        let later = now().checked_add(48.hours()).expect("a moment");
        let ended = async |form: EndForm| told(case::end_mediation(desk, officer, complaint().await, form, later).await);
        assert_eq!(ended(end("no_agreement", "")).await, "作出该决定须至少引用一项证据");
        assert_eq!(ended(end("term_over", "调解笔录")).await, "调解期限至2026-07-11届满，尚不能以期限届满为由终止调解");
        case::raise_clue(desk, officer, two, "调解中发现货架上另有散装食品未标注日期。", now()).await.expect("raised");
        assert_eq!(ended(end("no_agreement", "调解笔录")).await, "done");
        let page = town.page(two).await;
        expect![[r#"
            投诉·终止调解｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-11已完成，将终止调解告知双方至2026-05-25计时中｜Tell propose_referral
            线索·待核查｜核查并决定是否立案至2026-06-02计时中｜FileClue NotFileClue start_testing
        "#]]
        .assert_eq(&shown(&page));

        case::tell(desk, officer, complaint().await, later).await.expect("told");
        let clue = page.clues[0].clue_id.expect("a clue of its own");
        case::file_clue(desk, officer, clue, "", later).await.expect("filed");
        assert_eq!(told(case::not_file_clue(desk, officer, clue, "经核查没有发现违法行为。", later).await), "该线索现为“已立案”，不能再次决定");
        case::conclude_clue(desk, officer, clue, "", later).await.expect("decided");
        assert_eq!(told(case::conclude_clue(desk, officer, clue, "", later).await), "该线索的案件已经办结");
        let page = town.page(two).await;
        assert_eq!(decisions(&page.matters[0].actions), Vec::<&Action>::new());
        assert_eq!(page.clues[0].actions, []);
    })
    .await;
}

#[tokio::test]
async fn clear_values_are_shown_for_a_purpose_and_on_record() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, .. } = &town;
        let one = town.id("A1").await;
        let page = town.page(one).await;
        let printed = format!("{page:?}");
        assert!(!printed.contains("13800138000") && !printed.contains("欧阳测") && !printed.contains("430602199003071231"));
        assert_eq!(page.groups[0].facts[0].value, FactValue::Masked { class: FieldClass::Name, masked: "欧阳*".to_owned() });

        assert_eq!(told(reveal::reveal(desk, officer, one, FieldClass::Phone, "看 看", now()).await), "purpose：请写明用途，不少于4个字");
        assert!(matches!(reveal::reveal(desk, &town.auditor, one, FieldClass::Phone, "核实身份", now()).await, Err(DeskError::Forbidden)));
        assert!(matches!(reveal::reveal(desk, &town.stranger, one, FieldClass::Phone, "核实身份", now()).await, Err(DeskError::NotFound)));
        let shown = reveal::reveal(desk, officer, one, FieldClass::Phone, "核实来件人身份", now()).await.expect("shown");
        assert_eq!(shown.fields[0].value, "13800138000");
        expect![[r#"
            2026-05-12 09:00 周立本 查看联系电话 用途：核实来件人身份
            2026-05-12 09:00 系统 收到来件
        "#]]
        .assert_eq(&timeline(&town.page(one).await));
    })
    .await;
}
