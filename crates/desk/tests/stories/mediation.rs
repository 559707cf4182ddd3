//! 投诉 from mediation to what was agreed.

use casework::codes::MatterKind;
use desk::Actor;
use desk::case::{self, Filled};
use desk::papers::{self, ServiceForm};
use expect_test::expect;
use jiff::Timestamp;
use testkit::databases::on_each;

use crate::bureau::{Bureau, REASON, imported, shown};
use crate::town::{later, now, told};

#[tokio::test]
async fn mediation_is_stopped_twice_and_ends_when_its_term_does() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let step = async |who: &Actor, act: &str, fields: &[(&str, &str)], at| town.on_complaint(who, "B3", act, fields, at).await;
        let ask = [("until", "2026-05-14"), ("materials", "居民身份证")];
        assert_eq!(step(officer, "ask_identity", &ask, now()).await, "done");
        assert_eq!(step(officer, "ask_identity", &ask, now()).await, "“身份证明材料”正在进行，不能重复办理");
        let not_given = [("answer", "not_given"), ("reason", REASON)];
        assert_eq!(step(officer, "identity_failed", &not_given, now()).await, "提供材料的期限至2026-05-14届满，尚不能认定逾期未提供");
        assert_eq!(step(officer, "identity_shown", &[], later(1)).await, "done");
        case::accept(&town.desk, officer, town.matter("B3", MatterKind::Complaint).await, later(1)).await.expect("accepted");

        assert_eq!(step(officer, "delegate", &[("organ", "市消费者协会")], later(1)).await, "委托调解须经双方同意，尚无投诉人同意的记录");
        for side in ["complainant", "operator"] {
            assert_eq!(step(officer, "consent", &[("side", side), ("answer", "agrees")], later(1)).await, "done");
        }
        let meeting = [("at", "2026-05-15T09:30"), ("place", "第一调解室"), ("mediator", "许次席")];
        assert_eq!(step(officer, "convene", &[("at", "2026-05-15T09:30")], later(1)).await, "place：请填写“调解地点或者方式”mediator：请填写“调解人员”");
        assert_eq!(step(officer, "convene", &meeting, later(1)).await, "done");
        let challenge = [("side", "operator"), ("mediator", "许次席"), ("reason", REASON)];
        assert_eq!(step(officer, "challenge", &challenge, later(2)).await, "done");
        assert_eq!(step(officer, "start_appraisal", &[("organ", "市质检院")], later(3)).await, "done");
        let granted = [("answer", "granted"), ("reason", REASON)];
        assert_eq!(step(officer, "rule_challenge", &granted, later(5)).await, "other: 您的岗位不能做这一操作");
        assert_eq!(step(head, "rule_challenge", &granted, later(5)).await, "mediator：请填写另行指派的调解人员");
        let granted = [("answer", "granted"), ("mediator", "周立本"), ("reason", REASON)];
        assert_eq!(step(head, "rule_challenge", &granted, later(5)).await, "done");
        expect![[r#"
            投诉·调解中｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-15已中止｜鉴定检测进行中，回避申请已完成，调解会进行中，被投诉人调解意愿已完成，投诉人调解意愿已完成，身份证明材料已完成｜Settle EndMediation Withdraw ask_identity consent delegate hear challenge end_appraisal merge join propose_referral
        "#]].assert_eq(&shown(&town.page("B3", later(5)).await));
        assert_eq!(step(officer, "end_appraisal", &[("result", "不合格")], later(12)).await, "done");
        assert_eq!(step(officer, "hear", &[("answer", "held")], later(12)).await, "done");
        let page = town.page("B3", later(12)).await;
        expect![[r#"
            投诉·调解中｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-22计时中｜鉴定检测已完成，回避申请已完成，调解会已完成，被投诉人调解意愿已完成，投诉人调解意愿已完成，身份证明材料已完成｜Settle EndMediation Withdraw ask_identity consent delegate convene challenge start_appraisal merge join propose_referral
        "#]].assert_eq(&shown(&page));
        let convened = page.matters[0].decisions.iter().find(|decision| decision.act == "通知调解").expect("on record");
        assert_eq!(convened.paper_due.as_deref(), Some("投诉调解通知书"));
        assert_eq!(convened.facts[0], ("时间".to_owned(), "2026-05-15 09:30".to_owned()));

        let end = |at: Timestamp| {
            let form = case::EndForm {
                ground: "term_over".to_owned(),
                reason: "六十日内双方未能达成调解协议。".to_owned(),
                records: "调解笔录".to_owned(),
                ..case::EndForm::default()
            };
            (form, at)
        };
        let (form, at) = end(later(60));
        let on = town.matter("B3", MatterKind::Complaint).await;
        assert_eq!(told(case::end_mediation(&town.desk, officer, on, form, at).await), "调解期限至2026-07-22届满，尚不能以期限届满为由终止调解");
        let (form, at) = end(later(71));
        assert_eq!(told(case::end_mediation(&town.desk, officer, on, form, at).await), "done");
        assert_eq!(step(officer, "archive", &[], at).await, "本事项还有未完成的期限或者程序，不能归档");
        case::tell(&town.desk, officer, town.matter("B3", MatterKind::Complaint).await, at).await.expect("told");
        assert_eq!(step(officer, "archive", &[("volume", "2026-17")], at).await, "done");
        expect![[r#"
            投诉·终止调解｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-22已完成，将终止调解告知双方至2026-07-31已完成｜鉴定检测已完成，回避申请已完成，调解会已完成，被投诉人调解意愿已完成，投诉人调解意愿已完成，身份证明材料已完成｜
        "#]].assert_eq(&shown(&town.page("B3", at).await));
        assert_eq!(step(head, "unarchive", &[("reason", REASON)], at).await, "done");
    })
    .await;
}

#[tokio::test]
async fn an_agreement_is_kept_in_view_until_it_is_performed() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let officer = &town.officer;
        case::accept(&town.desk, officer, town.matter("B3", MatterKind::Complaint).await, now()).await.expect("accepted");
        let settle = async |fields: &[(&str, &str)]| {
            let on = town.matter("B3", MatterKind::Complaint).await;
            told(case::settle(&town.desk, officer, on, &Filled::new(fields.iter().copied()), now()).await)
        };
        assert_eq!(settle(&[]).await, "performance：请选择履行方式");
        assert_eq!(settle(&[("performance", "by"), ("until", "2026-05-01")]).await, "所定日期2026-05-01早于今日");
        assert_eq!(settle(&[("performance", "by"), ("until", "2026-05-20"), ("agreement", "退还货款")]).await, "done");
        let page = town.page("B3", now()).await;
        expect![[r#"
            投诉·调解成功｜受理或不予受理并告知至2026-05-14已完成，调解成功或终止调解至2026-07-11已完成｜调解协议履行进行中｜check_performance propose_referral
        "#]].assert_eq(&shown(&page));
        assert_eq!(page.matters[0].decisions.last().and_then(|decision| decision.paper_due.as_deref()), Some("投诉调解书"));
        let kept = [("answer", "kept")];
        assert_eq!(town.on_complaint(officer, "B3", "check_performance", &kept, later(8)).await, "done");
        assert_eq!(town.on_complaint(officer, "B3", "archive", &[], later(8)).await, "done");
    })
    .await;
}

/// Order 121 art. 23: taking a complaint back during mediation ends it, and both sides are told by the paper of an ended mediation.
#[tokio::test]
async fn taken_back_during_mediation_is_told_to_both_sides() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (desk, officer) = (&town.desk, &town.officer);
        let on = async || town.matter("B3", MatterKind::Complaint).await;
        case::accept(desk, officer, on().await, now()).await.expect("accepted");
        case::withdraw(desk, officer, on().await, "来电撤回", now()).await.expect("taken back");
        let page = town.page("B3", now()).await;
        assert!(
            shown(&page).starts_with("投诉·已撤回｜") && shown(&page).contains("将终止调解告知双方至2026-05-21计时中"),
            "{}",
            shown(&page)
        );
        let decision = page.matters[0].decisions.iter().find(|decision| decision.act == "撤回").expect("on file");
        assert_eq!(decision.ground.as_deref(), Some("《市场监督管理投诉举报处理办法》第二十三条第一款第一项"));
        assert_eq!(decision.paper_due, None, "it came with the act");
        let paper = page.papers.iter().find(|paper| paper.title == "投诉终止调解决定书").expect("made with the act");
        for recipient in ["complainant", "operator"] {
            let service = ServiceForm {
                recipient: recipient.to_owned(),
                way: "direct".to_owned(),
                happened_on: "2026-05-14".to_owned(),
                ..ServiceForm::default()
            };
            papers::serve(desk, officer, paper.paper_id, &service, later(3)).await.expect("served");
        }
        let page = town.page("B3", later(3)).await;
        assert!(shown(&page).contains("将终止调解告知双方至2026-05-21已完成"), "{}", shown(&page));
        // Before anything was accepted there is nothing to end: no paper, no term.
        let on = town.matter("B6", MatterKind::Complaint).await;
        case::withdraw(desk, officer, on, "来电撤回", imported()).await.expect("taken back");
        let page = town.page("B6", imported()).await;
        assert_eq!((page.papers.len(), page.matters[0].clocks.len()), (0, 1));
    })
    .await;
}
