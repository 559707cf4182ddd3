//! Who handles what: passed on, given back, claimed, handed over, a hundred at once.

use casework::codes::{MatterKind, Role};
use desk::case;
use desk::{Actor, DeskError, batch, claim, reminders, worklist};
use expect_test::expect;
use jiff::Timestamp;
use testkit::databases::on_each;

use crate::bureau::{Bureau, REASON, imported, shown};
use crate::town::{later, now, person, told};

#[tokio::test]
async fn what_belongs_elsewhere_is_passed_on_by_the_receiving_desk_and_given_back_by_units() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let mut tx = town.store.read().await.expect("a reader");
        let units = store::organisation::all(&mut tx).await.expect("readable");
        drop(tx);
        let county = units.iter().find(|unit| unit.code == "YYL").expect("岳阳楼区").id.to_string();
        let before = town.desk.law().start_clock(casework::clock::TermId::RVer, jiff::civil::date(2026, 5, 6), jiff::civil::date(2026, 5, 6));
        assert!(matches!(case::load(&town.desk, &town.officer, town.id("B4").await, now()).await, Err(DeskError::NotFound)));
        assert_eq!(town.on_tipoff(&town.city_clerk, "B4", "route", &[("org", "0")], now()).await, "org：请选择有处理权限的单位");
        assert_eq!(town.on_tipoff(&town.city_clerk, "B4", "route", &[("org", &county)], now()).await, "done");
        let page = town.page("B4", now()).await;
        expect![[r#"
            举报·待核查｜核查并决定是否立案至2026-06-02计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-06-02计时中
        "#]].assert_eq(&shown(&page));
        assert_ne!(before.map(|clock| clock.due_on).ok(), Some(page.matters[0].clocks[0].due_on));
        assert_eq!(town.on_tipoff(&town.officer, "B4", "give_back", &[("reason", REASON)], now()).await, "done");
        assert!(matches!(case::load(&town.desk, &town.officer, town.id("B4").await, now()).await, Err(DeskError::NotFound)));
        let elsewhere = [("organ", "长沙市市场监督管理局"), ("reason", "违法行为发生地不在本市，本机关不具有处理权限。")];
        let city = person(&town.desk, "cityo", "市承办", Role::Officer, "YY").await;
        assert_eq!(town.on_tipoff(&city, "B4", "not_competent", &elsewhere, now()).await, "done");
    })
    .await;
}

#[tokio::test]
async fn a_hundred_at_once_row_by_row_and_back_again() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let (officer, head, desk) = (&town.officer, &town.head, &town.desk);
        let mut matters = Vec::new();
        for (number, kind) in [("B1", MatterKind::Complaint), ("B1", MatterKind::Tipoff), ("B3", MatterKind::Complaint)] {
            matters.push(town.matter(number, kind).await.matter_id);
        }
        let form = |kind: &str| batch::BatchForm { kind: kind.to_owned(), matters: matters.clone(), reason: REASON.to_owned(), ..Default::default() };
        let rows = async |who: &Actor, id: i64| {
            let page = batch::load(desk, who, id).await.expect("a batch");
            page.rows.iter().map(|row| format!("{}{} {}{}\n", row.submission_no, row.matter.label(), row.message, row.undone.as_deref().map_or(String::new(), |undone| format!("；{undone}")))).collect::<String>()
        };
        let to_officer = batch::BatchForm { officer_id: Some(officer.account_id), ..form("assign") };
        assert_eq!(told(batch::run(desk, officer, &to_officer, now()).await), "other: 您的岗位不能做这一操作");
        let assigned = batch::run(desk, head, &to_officer, now()).await.expect("assigned");
        batch::run(desk, head, &form("remind"), now()).await.expect("reminded");
        let noticed = reminders::load(desk, officer).await.expect("notices");
        assert_eq!(noticed.rows.iter().filter(|row| row.stage == "催办").count(), 3);
        let extended = batch::run(desk, head, &form("extend"), now()).await.expect("extended");
        expect![[r#"
            B1投诉 没有可以延长的期限
            B1举报 已批准延期
            B3投诉 没有可以延长的期限
        "#]].assert_eq(&rows(head, extended).await);
        let accepted = batch::run(desk, head, &form("accept"), now()).await.expect("accepted");
        expect![[r#"
            B1投诉 已受理
            B1举报 本事项现为“待核查”，不能办理“受理”
            B3投诉 已受理
        "#]].assert_eq(&rows(head, accepted).await);
        assert!(matches!(batch::load(desk, officer, accepted).await, Err(DeskError::NotFound)), "a batch is its maker's");

        // What something followed stays; the rest is as before.
        let paper = town.page("B3", now()).await.papers[0].paper_id;
        desk::papers::download(desk, officer, paper, now()).await.expect("a paper");
        for id in [accepted, extended, assigned] {
            batch::undo(desk, head, id, later(1)).await.expect("undone");
        }
        assert_eq!(told(batch::undo(desk, head, accepted, later(1)).await), "该批次已经撤销");
        expect![[r#"
            B1投诉 已受理；已撤销
            B1举报 本事项现为“待核查”，不能办理“受理”
            B3投诉 已受理；受理决定书已经下载，可能已送达，不能撤销
            B1投诉 没有可以延长的期限
            B1举报 已批准延期；已撤销
            B3投诉 没有可以延长的期限
            B1投诉 已指派承办人；此后又有办理，未撤销
            B1举报 已指派承办人；此后又有办理，未撤销
            B3投诉 已指派承办人；此后又有办理，未撤销
        "#]].assert_eq(&(rows(head, accepted).await + &rows(head, extended).await + &rows(head, assigned).await));
        expect![[r#"
            投诉·待受理｜受理或不予受理并告知至2026-05-14计时中，调解成功或终止调解至2026-07-11不再适用｜｜Accept Decline Withdraw ask_identity give_back open_dispute merge join propose_referral
            举报·待核查｜核查并决定是否立案至2026-05-26计时中｜｜OpenCase NoCase start_testing ask_extension not_competent give_back open_dispute repeat merge_facts merge propose_referral
            线索·待核查｜核查并决定是否立案至2026-05-26计时中
        "#]].assert_eq(&shown(&town.page("B1", later(1)).await));
        // The paper of what was taken back keeps its number and counts no more; the next one has the next number.
        let papers = async |at: Timestamp| {
            let page = town.page("B1", at).await;
            page.papers.iter().map(|paper| format!("{} {} {}\n", paper.paper_no, paper.voided.as_deref().unwrap_or("有效"), paper.recipients.len())).collect::<String>()
        };
        expect![[r#"
            岳楼市监诉受〔2026〕第1号 受理决定已撤销（程局长 2026-05-13 09:00） 0
        "#]].assert_eq(&papers(later(1)).await);
        let void = town.page("B1", later(1)).await.papers[0].paper_id;
        let by_hand = desk::papers::ServiceForm { recipient: "complainant".into(), way: "direct".into(), happened_on: "2026-05-13".into(), ..Default::default() };
        assert_eq!(told(desk::papers::serve(desk, officer, void, &by_hand, later(1)).await), "该文书已经作废");
        case::accept(desk, officer, town.matter("B1", MatterKind::Complaint).await, later(1)).await.expect("accepted again");
        expect![[r#"
            岳楼市监诉受〔2026〕第1号 受理决定已撤销（程局长 2026-05-13 09:00） 0
            岳楼市监诉受〔2026〕第3号 有效 1
        "#]].assert_eq(&papers(later(1)).await);
        let too_many = batch::BatchForm { matters: (0..101).collect(), ..form("remind") };
        assert_eq!(told(batch::run(desk, head, &too_many, now()).await), "matters：一次最多办理100件");
    })
    .await;
}

#[tokio::test]
async fn two_officers_never_take_the_same_and_an_absent_ones_work_goes_on() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let desk = &town.desk;
        let mut taken = Vec::new();
        loop {
            let (one, two) = tokio::join!(claim::next(desk, &town.officer, imported()), claim::next(desk, &town.second, imported()));
            let round = [one.expect("a turn"), two.expect("a turn")];
            taken.extend(round.into_iter().flatten());
            if round.iter().all(Option::is_none) {
                break;
            }
        }
        taken.sort_unstable();
        let mut distinct = taken.clone();
        distinct.dedup();
        assert_eq!(taken, distinct, "no filing was taken twice");
        assert_eq!(taken.len(), 5, "B4 is the city's");
        let form = batch::BatchForm {
            kind: "hand_over".to_owned(),
            officer_id: Some(town.second.account_id),
            absent_id: Some(town.officer.account_id),
            ..Default::default()
        };
        batch::run(desk, &town.clerk, &form, imported()).await.expect("handed over");
        let of = async |who: &Actor| worklist::load(desk, who, true, None, imported()).await.expect("a work list").total();
        assert_eq!((of(&town.officer).await, of(&town.second).await), (0, 7));
    })
    .await;
}
