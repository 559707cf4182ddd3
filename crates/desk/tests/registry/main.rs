//! 异常名录 on each database: from the assessment that comes first to the notice that an entry is over.

mod hints;
mod rights;
mod town;

use casework::codes::{ImportKind, MatterKind, Protection};
use desk::case::{self, MatterRef};
use desk::exports::{self, ExportRequest};
use desk::registry::{self, AnswerForm, DeferForm, ObjectionForm, ProposalForm, Stance};
use desk::view::{ExportKind, RegistryAct};
use desk::{DeskError, assessment, persons};
use exchange::write::{Bom, TableFormat};
use expect_test::expect;
use jiff::ToSpan;
use testkit::databases::on_each;

use crate::town::{REASON, REVIEWS, Town, now, refusal};

/// State and what each of the four may do.
async fn told(town: &Town<'_>, id: i64) -> String {
    let mut lines = String::new();
    for actor in [&town.officer, &town.second, &town.head, &town.auditor] {
        let page = registry::load(&town.desk, actor, id, now()).await.expect("a page");
        let acts: Vec<&str> = page.acts.iter().map(|act| act.label()).collect();
        lines.push_str(&format!("{} {}｜{}\n", page.state.label, actor.display_name, acts.join(" ")));
    }
    lines
}

#[tokio::test]
async fn nothing_is_listed_without_assessment_evidence_and_a_second_person() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, head, .. } = &town;
        let person = town.person_of("A1").await;
        let propose = async |bases: &[String]| {
            let form = ProposalForm { bases: bases.to_vec(), reason: REASON.to_owned() };
            registry::propose(desk, officer, person, &form, now()).await
        };

        assert_eq!(refusal(propose(&[]).await), "异常名录尚未启用");
        assert_eq!(refusal(registry::switch(desk, head, Some(1), REASON, now()).await), "other: 没有找到，或您无权查看");
        assert!(matches!(registry::switch(desk, &town.neighbour, None, REASON, now()).await, Err(DeskError::Forbidden)));
        town.switch_on().await;

        assert_eq!(refusal(propose(&[]).await), "没有可以作为依据的决定或者认定");
        assert!(registry::form(desk, officer, person).await.expect("a form").choices.is_empty(), "three filings are no base");
        let often = town.frequent("A2").await;
        town.decline("A2", "", vec![often]).await;
        town.decline("A1", "监控录像", Vec::new()).await;
        let choices = registry::form(desk, officer, person).await.expect("a form").choices;
        let shown: Vec<_> = choices.iter().map(|choice| (choice.submission_no.as_str(), choice.frequency_only, choice.in_force)).collect();
        assert_eq!(shown, [("A2", true, true), ("A1", false, true)]);
        assert_eq!(refusal(propose(&[choices[0].value.clone()]).await), "仅凭投诉举报的数量、频次不得列入");
        assert_eq!(refusal(propose(&["decision.999".to_owned()]).await), "base：所选依据已有变化，请刷新页面后重新选择");
        let stranger = registry::form(desk, &town.neighbour, person).await;
        assert!(matches!(stranger, Err(DeskError::NotFound)), "another county knows nothing of this person");

        case::protect(desk, officer, town.id("A3").await, Protection::PublicInterest, "系公益举报，经核实属实。", now())
            .await
            .expect("flagged");
        assert_eq!(refusal(propose(&[choices[1].value.clone()]).await), "相关来件有“公益举报”保护标记，不得列入");
        let flag = town.case("A3").await.protections[0].protection_id;
        case::lift_protection(desk, officer, town.id("A3").await, flag, "经复核并非公益举报，予以解除。", now()).await.expect("lifted");

        let id = propose(&choices.iter().map(|choice| choice.value.clone()).collect::<Vec<_>>()).await.expect("proposed");
        assert_eq!(refusal(propose(&[choices[1].value.clone()]).await), "本单位已有关于此人的记录");
        expect![[r#"
            待复核 周立本｜
            待复核 彭见山｜
            待复核 沈岳｜复核同意 复核不同意 提前移出
            待复核 方审计｜
        "#]]
        .assert_eq(&told(&town, id).await);
        let on = town.on(id).await;
        assert!(matches!(registry::review(desk, officer, on, true, REASON, now()).await, Err(DeskError::Forbidden)));
        assert!(matches!(registry::load(desk, &town.neighbour, id, now()).await, Err(DeskError::NotFound)), "not listed yet");
        assert_eq!(refusal(registry::enter(desk, head, on, now()).await), "记录现为“待复核”，不能列入");
        registry::review(desk, head, on, true, REASON, now()).await.expect("approved");
        assert!(matches!(registry::review(desk, head, on, true, REASON, now()).await, Err(DeskError::Conflict)));
        assert_eq!(refusal(registry::enter(desk, head, town.on(id).await, now()).await), "记录现为“待告知”，不能列入");
        let defer =
            DeferForm { ground: "hinders_duty".to_owned(), reason: "正在配合公安机关侦查，告知会惊动。".to_owned() };
        registry::defer(desk, head, town.on(id).await, &defer, now()).await.expect("put off");
        registry::enter(desk, head, town.on(id).await, now()).await.expect("listed");
        let page = town.entry(id).await;
        assert!(page.effective && page.acts.contains(&RegistryAct::Serve), "the notice is still owed");
        let dates: Vec<String> = page.owed.iter().map(|owed| format!("{} {}", owed.what, owed.due_on)).collect();
        assert_eq!(
            (dates.as_slice(), page.life.over_on.map(|day| day.to_string())),
            (&["半年复核 2026-11-12".to_owned()][..], Some("2027-05-12".to_owned()))
        );
        registry::serve(desk, officer, town.on(id).await, now()).await.expect("told");
    })
    .await;
}

#[tokio::test]
async fn the_listed_are_heard_and_an_entry_falls_with_its_base() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let Town { desk, officer, second, head, neighbour, .. } = &town;
        let id = town.listed().await;

        // Ten fields, each true at the moment of reading.
        let page = town.entry(id).await;
        let fields: Vec<String> = page.counted.iter().map(|field| format!("{} {}", field.label, field.value)).collect();
        expect![[r#"
            [
                "投诉举报数量 3",
                "政府信息公开申请数量 0",
                "复议或者诉讼数量 0",
                "向纪检监察部门举报数量 0",
                "主要反映问题 标签标识2件、质量问题1件",
                "涉及领域或商品服务类别 食品3件",
            ]
        "#]]
        .assert_debug_eq(&fields);
        assert_eq!(town.case("A3").await.registry.len(), 1, "a pointer on the page of another filing of the person");
        assert!(town.case("A3").await.matters[0].actions.len() > 1, "and every act is still open");

        // Shown to the others, who may think otherwise.
        let seen = registry::list(desk, neighbour, true, None, now()).await.expect("a list").rows;
        assert_eq!((seen.len(), seen[0].name.as_str(), seen[0].person_id), (1, "欧阳*", None));
        let theirs = registry::load(desk, neighbour, id, now()).await.expect("a page");
        assert!(theirs.acts.is_empty() && theirs.life.events.iter().all(|event| event.reason.is_none()), "what happened, not the words");
        registry::take_stance(desk, neighbour, id, Stance::NotRecognised, "本县没有发现相关的事实。", now()).await.expect("heard");

        // Heard by somebody else.
        let form = ObjectionForm { channel: "letter".to_owned(), words: "录像中的人不是我。".to_owned() };
        registry::object(desk, second, town.on(id).await, &form, now()).await.expect("taken");
        let objection = town.entry(id).await.objections[0].clone();
        assert_eq!(objection.due_on.to_string(), "2026-06-02");
        let answer = |outcome: &str| AnswerForm {
            outcome: outcome.to_owned(), reason: "经重新比对录像，可以确认是本人。".to_owned()
        };
        for party in [officer, head] {
            let on = town.on(id).await;
            let answered = registry::answer(desk, party, on, objection.objection_id, &answer("rejected"), now()).await;
            assert_eq!(refusal(answered), "参与列入的人员不能答复异议");
        }
        registry::answer(desk, second, town.on(id).await, objection.objection_id, &answer("rejected"), now()).await.expect("answered");
        expect![[r#"
            在册 周立本｜登记异议 提出续期
            在册 彭见山｜登记异议 提出续期
            在册 沈岳｜登记异议 半年复核：继续在册 提出续期 提前移出
            在册 方审计｜
        "#]]
        .assert_eq(&told(&town, id).await);
        let none = ProposalForm { bases: vec![], reason: REASON.to_owned() };
        assert_eq!(
            refusal(registry::propose_renewal(desk, officer, town.on(id).await, &none, now()).await),
            "没有可以作为依据的决定或者认定"
        );
        assert_eq!(refusal(registry::withdraw(desk, officer, town.on(id).await, REASON, now()).await), "所依据的事实没有被推翻");

        // A review that is lost changes a count and nothing else; one that is won takes the base away.
        town.import(ImportKind::Reviews, &REVIEWS.replace("RESULT,2026-05-12", "在办,")).await;
        assert!(town.entry(id).await.effective);
        town.import(ImportKind::Reviews, &REVIEWS.replace("RESULT", "撤销")).await;
        let page = town.entry(id).await;
        assert!(!page.effective && town.case("A3").await.registry.is_empty(), "it says nothing from that moment");
        let owed: Vec<String> = page.owed.iter().map(|owed| format!("{} {}", owed.what, owed.due_on)).collect();
        assert_eq!(owed, ["撤回并告知接收单位 2026-05-15"]);
        expect![[r#"
            在册·已停止使用 周立本｜登记异议 撤回
            在册·已停止使用 彭见山｜登记异议 撤回
            在册·已停止使用 沈岳｜登记异议 撤回
            在册·已停止使用 方审计｜
        "#]]
        .assert_eq(&told(&town, id).await);
        registry::withdraw(desk, officer, town.on(id).await, "复议机关已撤销原决定，予以撤回。", now()).await.expect("withdrawn");
        let receivers = town.entry(id).await.receivers;
        assert!(receivers.len() == 11 && receivers.iter().all(|receiver| receiver.told_on.is_some()), "invariant 4");
        let waiting = registry::list(desk, neighbour, true, None, now()).await.expect("a list").to_confirm;
        assert_eq!(waiting.len(), 1);
        registry::confirm(desk, neighbour, id, now()).await.expect("confirmed");
        assert!(matches!(registry::confirm(desk, neighbour, id, now()).await, Err(DeskError::NotFound)), "once");
        let life: Vec<String> = town.entry(id).await.life.events.iter().map(|event| format!("{} {}", event.what, event.who)).collect();
        expect![[r#"
            [
                "提出列入 周立本",
                "复核同意 沈岳",
                "告知本人 周立本",
                "文书送达 周立本",
                "列入生效 沈岳",
                "接收单位不予认可 柳远",
                "本人提出异议 彭见山",
                "异议不成立 彭见山",
                "所依据的事实被推翻 系统",
                "撤回 周立本",
                "接收单位确认停止使用 柳远",
            ]
        "#]]
        .assert_debug_eq(&life);
        let mut tx = town.store.read().await.expect("a reader");
        assert_eq!(store::registry::untold(&mut tx).await.expect("readable"), Vec::<i64>::new());
    })
    .await;
}

/// LAW.md §3: being listed is not a ground for refusing the next complaint; nothing about it is refused, blocked or delayed.
#[tokio::test]
async fn a_listed_persons_filing_is_taken_like_anybodys() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let id = town.listed().await;
        assert!(town.entry(id).await.effective);
        let both = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,商品或服务,内容
N1,来访,2026-05-11 09:00,投诉举报,欧阳测,430602199003071231,13800138000,洞庭渔家店,430602,酱板鸭,标签没有生产日期
N2,来访,2026-05-11 09:00,投诉举报,李未列,,13800138009,洞庭渔家店,430602,酱板鸭,标签没有生产日期
";
        town.import(ImportKind::Submissions, both).await;
        assessment::run(&town.desk, desk::time::local_date(now()), now(), None).await.expect("assessed");
        let told = async |number: &str| -> String {
            let page = town.case(number).await;
            let matters = page.matters.iter().map(|matter| {
                let clocks: Vec<String> =
                    matter.clocks.iter().map(|clock| format!("{} {} {}", clock.term, clock.due_on, clock.state.label())).collect();
                let acts: Vec<String> = matter.actions.iter().map(|act| format!("{act:?}")).collect();
                format!("{} {} {}", matter.state.label, clocks.join(","), acts.join(","))
            });
            matters.chain(page.clues.iter().map(|clue| format!("{:?} {}", clue.state, clue.clocks.len()))).collect::<Vec<_>>().join("\n")
        };
        assert_eq!(town.case("N1").await.registry.len(), 1, "the pointer is there");
        assert_eq!(town.case("N2").await.registry.len(), 0);
        assert_eq!(told("N1").await, told("N2").await, "state, clocks and acts are the same");
        let page = town.case("N1").await;
        let matter = page.matters.iter().find(|matter| matter.kind == MatterKind::Complaint).expect("a complaint");
        let on = MatterRef { matter_id: matter.matter_id, version: matter.version };
        case::accept(&town.desk, &town.officer, on, now()).await.expect("accepted like any other");
    })
    .await;
}

#[tokio::test]
async fn links_flags_and_time_end_an_entry_too() {
    on_each(async |database| {
        let town = Town::new(database).await;
        let id = town.listed().await;
        let Town { desk, officer, second, head, .. } = &town;

        // What an export carries, and that whoever holds the file is a receiver.
        let out = std::io::Cursor::new(Vec::new());
        let request = ExportRequest { kind: ExportKind::Registry, format: TableFormat::Csv(Bom::Without), reveal: None, account_id: None };
        let file = town.store.clone();
        let mut bytes = out;
        assert_eq!(exports::write(desk, request, &mut bytes, now()).await.expect("written"), 1);
        let text = String::from_utf8(bytes.into_inner()).expect("text");
        expect![[r#"
            姓名,身份证号,联系电话,联系地址,投诉举报数量,政府信息公开申请数量,复议或者诉讼数量,向纪检监察部门举报数量,主要反映问题,涉及领域或商品服务类别,列入日期,依据,有效期至,状态
            欧阳*,430602********1231,138****8000,某路***,3,0,0,0,标签标识2件、质量问题1件,食品3件,2026-05-12,《市场监督管理投诉举报处理办法》第十六条第三项,2027-05-12,在册
        "#]]
        .assert_eq(&text.replace("\r\n", "\n"));
        let mut tx = file.read().await.expect("a reader");
        assert_eq!(store::registry::receivers_of(&mut tx, id).await.expect("readable").len(), 12);
        drop(tx);

        // An upheld objection ends it.
        let form = ObjectionForm { channel: "phone".to_owned(), words: "不是我。".to_owned() };
        registry::object(desk, officer, town.on(id).await, &form, now()).await.expect("taken");
        let objection = town.entry(id).await.objections[0].objection_id;
        let answer = AnswerForm { outcome: "upheld".to_owned(), reason: "录像中的人确实不是本人。".to_owned() };
        registry::answer(desk, second, town.on(id).await, objection, &answer, now()).await.expect("answered");
        assert!(!town.entry(id).await.effective);
        registry::withdraw(desk, officer, town.on(id).await, "异议成立，予以撤回并告知各单位。", now()).await.expect("withdrawn");

        // A second one, on the same decision, that runs out by itself.
        let person = town.person_of("A1").await;
        let choices = registry::form(desk, officer, person).await.expect("a form").choices;
        let form = ProposalForm { bases: vec![choices[0].value.clone()], reason: REASON.to_owned() };
        let again = registry::propose(desk, officer, person, &form, now()).await.expect("proposed");
        registry::review(desk, head, town.on(again).await, true, REASON, now()).await.expect("approved");
        registry::serve(desk, officer, town.on(again).await, now()).await.expect("told");
        town.notice_taken(again).await;
        registry::enter(desk, head, town.on(again).await, now()).await.expect("listed");
        let later = now() + (366 * 24).hours();
        assert!(!registry::load(desk, officer, again, later).await.expect("a page").effective, "before anybody sweeps");
        registry::sweep(desk, later).await.expect("swept");
        assert_eq!(town.entry(again).await.state.label, "已期满");

        // A third one falls with the link that its finding needs.
        let often = town.frequent("A2").await;
        town.decline("A2", "监控录像", vec![often]).await;
        let choices = registry::form(desk, officer, person).await.expect("a form").choices;
        let a2 = choices.iter().find(|choice| choice.submission_no == "A2").expect("offered").value.clone();
        let form = ProposalForm { bases: vec![a2], reason: REASON.to_owned() };
        let third = registry::propose(desk, officer, person, &form, now()).await.expect("proposed");
        let apart = persons::judge(desk, officer, town.id("A2").await, town.id("A3").await, false, "经核实是两个人，并非同一人。", now()).await;
        apart.expect("judged");
        let page = town.entry(third).await;
        assert_eq!(page.state.label, "待复核·已停止使用");
        assert!(page.life.events.iter().any(|event| event.what == "所依据的事实被推翻"));
    })
    .await;
}
