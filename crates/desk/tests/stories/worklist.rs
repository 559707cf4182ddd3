use casework::codes::Protection;
use desk::view::{Worklist, WorklistRow};
use desk::{DeskError, assignment, worklist};
use expect_test::expect;
use testkit::databases::on_each;

use crate::town::{Town, badges, now};

/// Receipts from long ago to yesterday, in two counties; W7 has two matters.
const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,被投诉举报单位,行政区划代码,商品或服务,类别,问题类别,内容,办理结果,办结时间
W1,来访,2026-04-16 09:00,投诉,洞庭渔家店,430602,酱板鸭,食品,标签标识,商品有问题,,
W2,来访,2026-04-27 09:00,投诉,洞庭渔家店,430602,,食品,,商品有问题,,
W3,来访,2026-04-29 09:00,投诉,洞庭渔家店,430602,酱板鸭,食品,标签标识,商品有问题,,
W4,来访,2026-05-06 09:00,投诉,洞庭渔家店,430602,酱板鸭,食品,标签标识,商品有问题,,
W5,来访,2026-05-11 09:00,投诉,洞庭渔家店,430602,酱板鸭,食品,标签标识,商品有问题,,
W6,来访,2026-05-11 09:00,举报,外县店,430621,酱板鸭,食品,标签标识,商品有问题,,
W7,来访,2026-05-11 10:00,投诉举报,洞庭渔家店,430602,酱板鸭,食品,标签标识,商品有问题,,
W8,来访,2026-05-11 11:00,投诉,洞庭渔家店,430602,酱板鸭,食品,标签标识,商品有问题,调解成功,2026-05-11 12:00
";

fn told(page: &Worklist) -> String {
    let row = |row: &WorklistRow| {
        let officer = row.officer.as_deref().unwrap_or("未指派");
        let flag = row.protection.map_or("", |flag| flag.label());
        format!(
            "  {} {} {}｜{}｜{} {}天｜{}｜{officer}{flag}{}\n",
            row.submission_no,
            row.matter.label(),
            row.summary,
            row.term,
            row.due_on,
            row.days_left,
            row.limit,
            badges(&row.findings)
        )
    };
    let mut text = format!("{} {} 未指派{}\n", page.today, page.scope, page.unassigned);
    for group in &page.groups {
        text += &format!("{} {}\n", group.bucket.label(), group.count);
        text.extend(group.rows.iter().map(row));
    }
    text
}

#[tokio::test]
async fn what_is_owed_most_urgent_first() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, head, stranger, .. } = &town;
        let reason = "本人出示了劳动合同，系内部员工。";
        desk::case::protect(desk, officer, town.id("W4").await, Protection::Whistleblower, reason, now()).await.expect("flagged");
        let of_unit = worklist::load(desk, officer, false, None, now()).await.expect("a work list");
        expect![[r#"
            2026-05-12 岳阳市岳阳楼区市场监督管理局 未指派7
            严重超期 1
              W1 投诉 食品 · 标签标识 · 酱板鸭｜受理或不予受理并告知｜2026-04-27 -15天｜7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款）｜未指派
            已超期 1
              W2 投诉 食品｜受理或不予受理并告知｜2026-05-09 -3天｜7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款）｜未指派
            今日到期 1
              W3 投诉 食品 · 标签标识 · 酱板鸭｜受理或不予受理并告知｜2026-05-12 0天｜7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款）｜未指派
            三日内到期 1
              W4 投诉 食品 · 标签标识 · 酱板鸭｜受理或不予受理并告知｜2026-05-14 2天｜7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款）｜未指派内部举报人
            之后到期 3
              W5 投诉 食品 · 标签标识 · 酱板鸭｜受理或不予受理并告知｜2026-05-20 8天｜7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款）｜未指派
              W7 投诉 食品 · 标签标识 · 酱板鸭｜受理或不予受理并告知｜2026-05-20 8天｜7个工作日（《市场监督管理投诉举报处理办法》第十五条第一款）｜未指派
              W7 举报 食品 · 标签标识 · 酱板鸭｜核查并决定是否立案｜2026-06-01 20天｜15个工作日（《市场监督管理行政处罚程序规定》第十八条第一款）｜未指派
        "#]].assert_eq(&told(&of_unit));
        let whole = worklist::load(desk, head, false, None, now()).await.expect("a work list");
        assert_eq!((whole.total(), whole.unassigned), (of_unit.total() + 1, 8));
        let mine = worklist::load(desk, officer, true, None, now()).await.expect("a work list");
        assert_eq!((mine.total(), &*mine.scope), (0, "我承办的"));
        let far = worklist::load(desk, stranger, false, None, now()).await.expect("a work list");
        assert_eq!(far.total(), 1);
        assert!(matches!(worklist::load(desk, &town.administrator, false, None, now()).await, Err(DeskError::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn work_is_shared_out_in_turn() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, stranger, .. } = &town;
        let second = crate::town::person(desk, "second", "许次席", casework::codes::Role::Officer, "YYL").await;
        assert_eq!(assignment::share_out(desk, now()).await.expect("shared"), 8);
        assert_eq!(assignment::share_out(desk, now()).await.expect("shared"), 0);
        let numbers = async |actor| {
            let mine = worklist::load(desk, actor, true, None, now()).await.expect("a work list");
            let mut numbers: Vec<String> = mine.groups.into_iter().flat_map(|group| group.rows).map(|row| row.submission_no).collect();
            numbers.sort();
            numbers.join(" ")
        };
        assert_eq!(numbers(officer).await, "W1 W3 W5");
        assert_eq!(numbers(&second).await, "W2 W4 W7 W7");
        assert_eq!(numbers(stranger).await, "W6");
        let page = desk::case::load(desk, officer, town.id("W1").await, now()).await.expect("a page");
        assert!(page.timeline.iter().any(|entry| entry.who == "系统" && entry.detail.as_deref() == Some("周立本")), "{:?}", page.timeline);
    })
    .await;
}

#[tokio::test]
async fn a_unit_without_officers_keeps_two_thirds_open() {
    on_each(async |database| {
        let rows: String = (0..9).map(|i| format!("N{i},来访,2026-05-06 09:0{i},投诉,某店,430626,商品有问题\n")).collect();
        let filings = format!("来件编号,来源渠道,登记时间,类型,被投诉举报单位,行政区划代码,内容\n{rows}");
        let town = Town::new(database, &filings).await;
        assert_eq!(assignment::share_out(&town.desk, now()).await.expect("nobody to give to"), 0);
        let of_root = crate::town::person(&town.desk, "root", "程市局", casework::codes::Role::Officer, "YY").await;
        assert_eq!(assignment::share_out(&town.desk, now()).await.expect("shared"), 3);
        let mine = worklist::load(&town.desk, &of_root, true, None, now()).await.expect("a work list");
        assert_eq!((mine.total(), mine.unassigned), (3, 6));
    })
    .await;
}
