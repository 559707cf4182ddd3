//! 举报: put together, not handled again, verified in time.

use casework::codes::MatterKind;
use desk::Actor;
use desk::case::{self, Filled};
use desk::view::CasePage;
use expect_test::expect;
use testkit::databases::on_each;

use crate::bureau::{Bureau, REASON, shown};
use crate::town::{later, now, told};

#[tokio::test]
async fn a_tip_off_with_new_facts_restarts_the_first_and_can_be_taken_out_again() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let officer = &town.officer;
        let merge = [("other", "B1"), ("reason", REASON)];
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &[("other", "B9"), ("reason", REASON)], now()).await, "other：没有这一编号的来件，或您无权查看，请核对");
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &[("other", "B3"), ("reason", REASON)], now()).await, "other：该来件没有同类的事项，请核对");
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &merge, now()).await, "done");
        let lead = town.page("B1", now()).await;
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-28计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-28计时中
        "#]].assert_eq(&shown(&lead));
        assert_eq!(lead.matters[1].bonds[0].submission_no, "B2");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-18计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·已并案｜核查并决定是否立案至2026-05-28不再适用｜｜archive unmerge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-28不再适用
        "#]].assert_eq(&shown(&town.page("B2", now()).await));

        assert_eq!(town.on_tipoff(officer, "B2", "unmerge", &[("reason", REASON)], now()).await, "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中
        "#]].assert_eq(&shown(&town.page("B1", now()).await));
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-18计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-28计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-28计时中
        "#]].assert_eq(&shown(&town.page("B2", now()).await));

        // Put together again; the clue of the second is decided with the first.
        assert_eq!(town.on_tipoff(officer, "B2", "merge_facts", &merge, now()).await, "done");
        case::open_case(&town.desk, officer, town.matter("B1", MatterKind::Tipoff).await, "", later(1)).await.expect("filed");
        assert_eq!(town.page("B2", later(1)).await.clues[0].state.label, "已立案");
        let reward = [("answer", "not_earned"), ("reason", "举报内容事先已由本机关掌握，不符合奖励条件。")];
        assert_eq!(town.on_tipoff(officer, "B1", "check_reward", &reward, later(2)).await, "done");
    })
    .await;
}

#[tokio::test]
async fn the_same_fact_again_is_not_handled_again_and_only_under_the_new_order() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let officer = &town.officer;
        let again = [("other", "B1"), ("reason", REASON)];
        assert_eq!(town.on_tipoff(officer, "B5", "repeat", &again, now()).await, "收件之日适用的规定没有“重复举报”的规定");
        assert_eq!(town.on_tipoff(officer, "B2", "repeat", &again, now()).await, "done");
        assert_eq!(town.page("B2", now()).await.clues[0].state.label, "待核查", "it waits for the first");
        case::no_case(&town.desk, officer, town.matter("B1", MatterKind::Tipoff).await, "经核查没有发现违法行为。", now())
            .await
            .expect("decided");
        assert_eq!(town.page("B2", now()).await.clues[0].state.label, "不予立案");
        // Under Order 20 a real-name informant is owed an answer, under Order 121 only what another law says.
        case::no_case(&town.desk, officer, town.matter("B5", MatterKind::Tipoff).await, "经核查没有发现违法行为。", now())
            .await
            .expect("decided");
        let notes = |page: &CasePage| {
            page.matters.iter().flat_map(|matter| &matter.clocks).filter(|clock| clock.term.contains("告知举报人")).count()
        };
        assert_eq!((notes(&town.page("B1", now()).await), notes(&town.page("B5", now()).await)), (0, 1));
        let paper = |page: &CasePage| page.matters.last().and_then(|matter| matter.decisions.last()?.paper_due.clone());
        assert_eq!(paper(&town.page("B1", now()).await), None);
        assert_eq!(paper(&town.page("B5", now()).await).as_deref(), Some("举报不予立案告知书"));
    })
    .await;
}

#[tokio::test]
async fn verifying_is_extended_by_the_head_before_the_end_and_stops_for_testing() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (officer, head) = (&town.officer, &town.head);
        let step = async |who: &Actor, act: &str, fields: &[(&str, &str)], at| town.on_tipoff(who, "B1", act, fields, at).await;
        assert_eq!(step(officer, "ask_extension", &[("reason", "需要外地协查，短期内不能核实。")], now()).await, "done");
        assert_eq!(step(officer, "extend", &[("reason", REASON)], now()).await, "other: 您的岗位不能做这一操作");
        assert_eq!(step(head, "extend", &[("reason", "太短")], now()).await, "reason：理由不足10个字，请写明事实和理由，使当事人能够看懂为什么这样决定。");
        assert_eq!(step(head, "extend", &[("reason", REASON)], now()).await, "done");
        assert_eq!(step(head, "extend", &[("reason", REASON)], now()).await, "该期限已经延长过一次");
        assert_eq!(step(officer, "start_testing", &[("organ", "市质检院")], later(1)).await, "done");
        assert_eq!(step(officer, "end_testing", &[("result", "合格")], later(8)).await, "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14已超期｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-06-24计时中｜检验检测鉴定已完成，延期申请已完成｜OpenCase NoCase start_testing not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-06-24计时中
        "#]].assert_eq(&shown(&town.page("B1", later(8)).await));
        // A clue of its own is extended by itself.
        case::raise_clue(&town.desk, officer, town.id("B3").await, "调解中发现货架上另有散装食品未标注日期。", now()).await.expect("raised");
        let clue = town.page("B3", now()).await.clues[0].clue_id.expect("a clue of its own");
        let extend = Filled::new([("reason", REASON)]);
        assert_eq!(told(case::step_clue(&town.desk, head, clue, "extend", &extend, now()).await), "done");
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            线索·待核查｜核查并决定是否立案至2026-06-24计时中
        "#]].assert_eq(&shown(&town.page("B3", now()).await));
    })
    .await;
}

/// A tip-off alone is the clue: its page shows it until it is filed or not filed.
#[tokio::test]
async fn a_tip_off_alone_shows_its_clue_until_it_is_decided() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let clue = async || {
            let page = town.page("B5", now()).await;
            page.clues.iter().map(|clue| format!("{} {} {}", clue.state.label, clue.is_open, clue.clocks.len())).collect::<Vec<_>>()
        };
        assert_eq!(clue().await, ["待核查 true 1"]);
        let on = town.matter("B5", MatterKind::Tipoff).await;
        case::no_case(&town.desk, &town.officer, on, "经核查没有发现违法行为。", now()).await.expect("decided");
        assert_eq!(clue().await, ["不予立案 false 1"]);
        assert!(town.page("B3", now()).await.clues.is_empty(), "a complaint brings none by itself");
    })
    .await;
}
