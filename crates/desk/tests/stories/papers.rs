//! Papers on each database: drafted, previewed, issued without gaps, put right, served by each way, and the clocks that wait.

use casework::codes::MatterKind;
use desk::case::{self, EndForm, MatterRef};
use desk::papers::{self, DraftForm, ServiceForm};
use desk::view::{CasePage, PaperView};
use desk::{Actor, DeskError};
use expect_test::expect;
use jiff::{Timestamp, ToSpan};
use testkit::databases::on_each;

use crate::town::{Town, now, refusal};

const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,联系地址,是否实名,被投诉举报单位,行政区划代码,商品或服务,内容,诉求
A1,来访,2026-05-06 09:00,投诉,欧阳测,430602199003071231,13800138000,岳阳市金鹗中路9号,是,洞庭渔家店,430602,酱板鸭,标签没有生产日期,退款
A2,来访,2026-05-06 10:00,投诉,王虚,,13800138001,,是,洞庭渔家店,430602,酱板鸭,商品有问题,
B1,来访,2026-04-10 10:00,举报,王虚,,13800138001,,是,洞庭渔家店,430602,酱板鸭,无证经营,
";

fn days_later(days: i64) -> Timestamp {
    now().checked_add((days * 24).hours()).expect("a moment")
}

async fn page(town: &Town<'_>, id: i64) -> CasePage {
    case::load(&town.desk, &town.officer, id, now()).await.expect("a page")
}

async fn matter(town: &Town<'_>, id: i64, kind: MatterKind) -> MatterRef {
    let page = page(town, id).await;
    let matter = page.matters.iter().find(|matter| matter.kind == kind).expect("a matter of that kind");
    MatterRef { matter_id: matter.matter_id, version: matter.version }
}

/// The form as the page starts it, with these fields changed.
async fn form(town: &Town<'_>, matter_id: i64, kind: &str, changes: &[(&str, &str)]) -> DraftForm {
    let page = papers::new(&town.desk, &town.officer, matter_id, kind, now()).await.expect("a drafting form");
    filled(&page, None, changes)
}

fn filled(page: &desk::view::DraftPage, corrects: Option<i64>, changes: &[(&str, &str)]) -> DraftForm {
    DraftForm::read(page.matter_id, &page.kind, corrects, |key| {
        let changed = changes.iter().find(|(changed, _)| *changed == key).map(|(_, text)| (*text).to_owned());
        changed.or_else(|| page.slots.iter().find(|slot| slot.key == key).map(|slot| slot.value.clone())).unwrap_or_default()
    })
}

fn service(recipient: &str, way: &str, happened_on: &str, note: &str) -> ServiceForm {
    ServiceForm {
        recipient: recipient.into(),
        way: way.into(),
        happened_on: happened_on.into(),
        happened_at: String::new(),
        note: note.into(),
    }
}

/// Each paper and how it was served, a line each.
fn told(papers: &[PaperView]) -> String {
    let mut text = String::new();
    for paper in papers {
        let mark = if paper.corrected_by.is_some() { "（已更正）" } else { "" };
        text += &format!("{} {}{mark}\n", paper.title, paper.paper_no);
        for service in &paper.services {
            let until = service.announced_until.as_deref().map(|day| format!(" 至{day}")).unwrap_or_default();
            text += &format!("  {}{} {}{until}\n", service.recipient, service.way, service.served_on.as_deref().unwrap_or("公告中"));
        }
    }
    text
}

fn clocks(page: &CasePage) -> String {
    let line = |clock: &desk::view::ClockView| format!("{}至{}{}\n", clock.term, clock.due_on, clock.state.label());
    page.matters.iter().flat_map(|matter| matter.clocks.iter().map(line)).collect()
}

#[tokio::test]
async fn a_paper_is_drafted_looked_at_issued_and_put_right() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, .. } = &town;
        let one = town.id("A1").await;
        let on = matter(&town, one, MatterKind::Complaint).await;
        let offered: Vec<String> = page(&town, one).await.drafts.into_iter().map(|draft| draft.title).collect();
        assert_eq!(offered, ["投诉登记表", "投诉/举报分送通知书", "限期提供身份证明材料通知书"]);

        // The form never shows what is on file about a person; the sheet does.
        let drafting = papers::new(desk, officer, on.matter_id, "identity_demand", now()).await.expect("a drafting form");
        let shown = format!("{drafting:?}");
        assert!(shown.contains("欧阳*") && !shown.contains("欧阳测"), "{shown}");
        let preview =
            papers::preview(desk, officer, &filled(&drafting, None, &[("due_on", "2026-05-20")]), now()).await.expect("a preview");
        assert_eq!((&preview.bytes[..4], preview.name.as_str()), (&b"%PDF"[..], "预览-限期提供身份证明材料通知书.pdf"));
        assert!(page(&town, one).await.papers.is_empty(), "a preview is kept nowhere");

        let issue = async |changes: &[(&str, &str)]| {
            papers::issue(desk, officer, &form(&town, on.matter_id, "identity_demand", changes).await, now()).await
        };
        assert_eq!(refusal(issue(&[]).await), "due_on：文书缺少“期限”");
        assert_eq!(refusal(issue(&[("due_on", "2026-05-11")]).await), "due_on：“期限”早于成文日期");
        assert_eq!(refusal(issue(&[("due_on", "5月20日"), ("phone", "")]).await), "due_on：“期限”不是有效的日期phone：文书缺少“联系电话”");
        let first = issue(&[("due_on", "2026-05-20")]).await.expect("issued");
        // A refused issue takes no number.
        issue(&[("due_on", "2026-05-21")]).await.expect("issued");

        let correct = papers::correction(desk, officer, first, now()).await.expect("a drafting form");
        assert!(!format!("{correct:?}").contains("欧阳测"));
        let right = filled(&correct, Some(first), &[("due_on", "2026-05-25")]);
        let corrected = papers::issue(desk, officer, &right, now()).await.expect("put right");
        assert_eq!(refusal(papers::issue(desk, officer, &right, now()).await), "该文书已经更正过；请更正最新的一份。");
        let page = page(&town, one).await;
        expect![[r#"
            限期提供身份证明材料通知书 岳楼市监身证〔2026〕第1号（已更正）
            限期提供身份证明材料通知书 岳楼市监身证〔2026〕第2号
            限期提供身份证明材料通知书 岳楼市监身证〔2026〕第3号
        "#]]
        .assert_eq(&told(&page.papers));
        assert_eq!(page.papers[2].corrects.as_deref(), Some("岳楼市监身证〔2026〕第1号"));

        // Handed out again byte for byte; the editable copy is another file and says so.
        let once = papers::download(desk, officer, first, now()).await.expect("a paper");
        let again = papers::download(desk, officer, first, days_later(400)).await.expect("the same");
        assert_eq!(once.bytes, again.bytes);
        let docx = papers::docx(desk, officer, corrected, now()).await.expect("a copy");
        assert_eq!((&docx.bytes[..2], docx.name.ends_with("（可编辑副本）.docx")), (&b"PK"[..], true));
        assert!(matches!(papers::docx(desk, &town.stranger, corrected, now()).await, Err(DeskError::NotFound)));
        assert!(matches!(papers::docx(desk, &town.auditor, corrected, now()).await, Err(DeskError::Forbidden)));
        expect![[r#"
            周立本 download - “预览文书《限期提供身份证明材料通知书》” 1
            周立本 download - “下载文书岳楼市监身证〔2026〕第1号” 1
            周立本 download - “下载文书岳楼市监身证〔2026〕第1号” 1
            周立本 download - “下载文书岳楼市监身证〔2026〕第3号的可编辑副本” 1
        "#]]
        .assert_eq(&town.looks().await);
    })
    .await;
}

#[tokio::test]
async fn who_may_issue_what_and_when() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, head, .. } = &town;
        let on = matter(&town, town.id("A1").await, MatterKind::Complaint).await;
        let new = async |actor: &Actor, kind: &str| refusal(papers::new(desk, actor, on.matter_id, kind, now()).await);
        assert_eq!(new(officer, "mediation_notice").await, "事项现在的状态不适用这种文书；请先办理相应的决定，或者刷新页面查看最新状态。");
        assert_eq!(
            new(officer, "complaint_declined").await,
            "事项现在的状态不适用这种文书；请先办理相应的决定，或者刷新页面查看最新状态。"
        );
        assert_eq!(new(officer, "case_opened").await, "事项现在的状态不适用这种文书；请先办理相应的决定，或者刷新页面查看最新状态。");
        assert_eq!(new(officer, "nothing").await, "没有找到，或您无权查看");
        assert!(matches!(papers::new(desk, officer, on.matter_id, "referral", now()).await, Err(DeskError::Forbidden)));
        assert!(matches!(papers::new(desk, &town.auditor, on.matter_id, "dispatch", now()).await, Err(DeskError::Forbidden)));
        assert!(matches!(papers::new(desk, &town.stranger, on.matter_id, "dispatch", now()).await, Err(DeskError::NotFound)));

        // The head refers, and is not one of the two who prepared it.
        let referral = papers::new(desk, head, on.matter_id, "referral", now()).await.expect("a drafting form");
        let refer = async |officers: &str| {
            let changes =
                [("addressee", "岳阳市公安局"), ("suspected_crime", "诈骗犯罪"), ("facts", "查明的事实"), ("case_officers", officers)];
            refusal(papers::issue(desk, head, &filled(&referral, None, &changes), now()).await)
        };
        assert_eq!(refer("周立本").await, "case_officers：“承办人（两名以上）”须写明两名以上的人员");
        assert_eq!(refer("沈负责、周立本").await, "case_officers：移送须由部门负责人批准，批准人不能同时是承办人");
        assert_eq!(refer("彭见山、周立本").await, "done");
    })
    .await;
}

#[tokio::test]
async fn serving_both_sides_meets_the_term() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, .. } = &town;
        let one = town.id("A1").await;
        case::accept(desk, officer, matter(&town, one, MatterKind::Complaint).await, now()).await.expect("accepted");
        let end = EndForm {
            ground: "no_agreement".to_owned(),
            reason: "经两次调解，双方明确表示不能达成一致。".to_owned(),
            records: "调解笔录".to_owned(),
            ..EndForm::default()
        };
        case::end_mediation(desk, officer, matter(&town, one, MatterKind::Complaint).await, end, now()).await.expect("ended");
        let ended = page(&town, one).await.papers[1].clone();
        assert_eq!(ended.title, "投诉终止调解决定书");
        let later = days_later(5);
        let serve = async |form: ServiceForm| refusal(papers::serve(desk, officer, ended.paper_id, &form, later).await);
        assert_eq!(serve(service("police", "direct", "2026-05-13", "")).await, "recipient：请选择受送达人");
        assert_eq!(serve(service("complainant", "direct", "2026-05-11", "")).await, "note：送达日期早于文书签发日期");
        assert_eq!(serve(service("complainant", "direct", "2026-05-18", "")).await, "note：送达日期晚于今天");
        assert_eq!(
            serve(service("complainant", "left", "2026-05-13", "")).await,
            "note：留置送达须写明拒收事由和见证人，或者拍照、录像的情况"
        );
        assert_eq!(serve(service("complainant", "post", "2026-05-15", "邮件号码 XA0000")).await, "done");
        assert!(clocks(&page(&town, one).await).contains("将终止调解告知双方至2026-05-21计时中"), "one side is not both");
        assert!(matches!(
            papers::serve(desk, &town.stranger, ended.paper_id, &ServiceForm::default(), later).await,
            Err(DeskError::NotFound)
        ));

        // The trader cannot be found: a public notice, which counts when thirty days have passed.
        assert_eq!(serve(service("operator", "announced", "2026-05-14", "下落不明，在门户网站公告")).await, "done");
        let announced = page(&town, one).await.papers[1].services[1].clone();
        assert_eq!(
            refusal(papers::complete_announcement(desk, officer, announced.service_id, later).await),
            "公告至2026-06-13期满，尚未视为送达；期满之后再确认。"
        );
        papers::complete_announcement(desk, officer, announced.service_id, days_later(40)).await.expect("passed");
        assert_eq!(
            refusal(papers::complete_announcement(desk, officer, announced.service_id, days_later(40)).await),
            "该次送达已经完成；请刷新页面查看最新状态。"
        );
        let page = page(&town, one).await;
        expect![[r#"
            投诉受理决定书 岳楼市监诉受〔2026〕第1号
            投诉终止调解决定书 岳楼市监调终〔2026〕第1号
              投诉人邮寄送达 2026-05-15
              经营者公告送达 2026-06-13 至2026-06-13
        "#]]
        .assert_eq(&told(&page.papers));
        expect![[r#"
            受理或不予受理并告知至2026-05-14已完成
            调解成功或终止调解至2026-07-11已完成
            将终止调解告知双方至2026-05-21逾期完成
        "#]]
        .assert_eq(&clocks(&page));
    })
    .await;
}

#[tokio::test]
async fn under_order_20_the_informant_is_told_by_paper() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, .. } = &town;
        let tipoff = town.id("B1").await;
        let on = matter(&town, tipoff, MatterKind::Tipoff).await;
        // A tip-off of Order 20: a real-name informant is told within five working days.
        let then: Timestamp = "2026-04-13T01:00:00Z".parse().expect("a moment");
        case::no_case(desk, officer, on, "经核查证照齐全，没有发现违法行为。", then).await.expect("decided");
        assert!(clocks(&page(&town, tipoff).await).contains("将是否立案告知举报人至2026-04-20"));
        let draft = form(&town, on.matter_id, "no_case", &[("no_case_reason", "被举报人证照齐全，没有发现违法行为")]).await;
        let paper = papers::issue(desk, officer, &draft, then).await.expect("issued");
        papers::serve(desk, officer, paper, &service("informant", "told", "2026-04-13", ""), then).await.expect("told");
        let page = page(&town, tipoff).await;
        expect![[r#"
            举报不予立案告知书 岳楼市监举不立〔2026〕第1号
              举报人告知（互联网、电话、短信等） 2026-04-13
        "#]]
        .assert_eq(&told(&page.papers));
        assert!(clocks(&page).contains("将是否立案告知举报人至2026-04-20已完成"), "{}", clocks(&page));
    })
    .await;
}

/// Whoever did an act that calls for a paper stands before its draft, filled with what was put down; issued, nothing is owed.
#[tokio::test]
async fn an_act_leads_to_its_paper() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, head, .. } = &town;
        let one = town.id("A1").await;
        let matter_id = matter(&town, one, MatterKind::Complaint).await.matter_id;
        let act = async |who: &Actor, code: &str, fields: &[(&str, &str)], at: Timestamp| {
            let on = matter(&town, one, MatterKind::Complaint).await;
            case::step(desk, who, on, code, &case::Filled::new(fields.iter().copied()), at).await.expect("done");
            papers::next(desk, who, one).await.expect("an answer").map(|(_, kind)| kind)
        };
        let drawn = async |kind: &str| -> String {
            let page = papers::new(desk, head, matter_id, kind, now()).await.expect("a drafting form");
            let shown = page.slots.iter().filter(|slot| !slot.value.is_empty()).map(|slot| format!("{}={}", slot.key, slot.value));
            shown.collect::<Vec<_>>().join("｜").replace('\n', "、")
        };
        let issue = async |kind: &str, at: Timestamp| {
            let page = papers::new(desk, head, matter_id, kind, at).await.expect("a drafting form");
            papers::issue(desk, head, &filled(&page, None, &[]), at).await.expect("issued");
            assert_eq!(papers::next(desk, head, one).await.expect("an answer"), None, "{kind}");
        };

        let ask = [("until", "2026-05-20"), ("materials", "居民身份证正反面复印件")];
        assert_eq!(act(officer, "ask_identity", &ask, now()).await, Some("identity_demand"));
        expect!["due_on=2026-05-20｜identity_materials=居民身份证正反面复印件｜phone=0730-0000001｜post_address=岳阳市岳阳楼区（示例地址）"]
            .assert_eq(&drawn("identity_demand").await);
        // Somebody who may not issue it is led nowhere.
        assert_eq!(papers::next(desk, &town.auditor, one).await.expect("an answer"), None);
        issue("identity_demand", now()).await;

        case::accept(desk, officer, matter(&town, one, MatterKind::Complaint).await, now()).await.expect("accepted");
        assert_eq!(papers::next(desk, officer, one).await.expect("an answer"), None, "the act made its paper itself");
        let meeting = [("at", "2026-05-15T09:30"), ("place", "第一调解室"), ("mediator", "许次席")];
        assert_eq!(act(officer, "convene", &meeting, now()).await, Some("mediation_notice"));
        let due: Vec<String> = page(&town, one).await.drafts.into_iter().filter_map(|draft| Some(draft.title + &draft.due_for?)).collect();
        assert_eq!(due, ["投诉调解通知书2026-05-12 通知调解"]);
        let notice = drawn("mediation_notice").await;
        assert!(notice.contains("meet_at=2026-05-15T09:30｜place=第一调解室") && notice.contains("mediators=许次席"), "{notice}");
        issue("mediation_notice", now()).await;

        let asked = [("side", "operator"), ("mediator", "许次席"), ("reason", "调解人员与投诉人有亲属关系。")];
        assert_eq!(act(officer, "challenge", &asked, now()).await, None);
        let denied = [("answer", "denied"), ("reason", "经查没有亲属关系，不影响公正调解。")];
        assert_eq!(act(head, "rule_challenge", &denied, now()).await, Some("avoidance"));
        expect!["addressee=洞庭渔家店｜applied_on=2026-05-12｜subject=洞庭渔家店“酱板鸭”｜mediators=许次席｜avoidance_reason=经查没有亲属关系，不影响公正调解。｜avoidance_outcome=refused"]
            .assert_eq(&drawn("avoidance").await);
        issue("avoidance", now()).await;

        let settled = [("performance", "by"), ("until", "2026-05-30"), ("agreement", "退还货款36元\n赔礼道歉")];
        let on = matter(&town, one, MatterKind::Complaint).await;
        case::settle(desk, officer, on, &case::Filled::new(settled), now()).await.expect("settled");
        assert_eq!(papers::next(desk, officer, one).await.expect("an answer"), Some((matter_id, "mediation_agreement")));
        assert!(drawn("mediation_agreement").await.ends_with("agreement=退还货款36元、赔礼道歉"));
        issue("mediation_agreement", now()).await;
        expect![[r#"
            限期提供身份证明材料通知书 岳楼市监身证〔2026〕第1号
            投诉受理决定书 岳楼市监诉受〔2026〕第1号
            投诉调解通知书 岳楼市监调通〔2026〕第1号
            回避决定书 岳楼市监回避〔2026〕第1号
            投诉调解书 岳楼市监调解〔2026〕第1号
        "#]]
        .assert_eq(&told(&page(&town, one).await.papers));
    })
    .await;
}
