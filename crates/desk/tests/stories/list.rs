use casework::codes::{Channel, SubmissionKind};
use desk::view::{Column, DueBucket, ListQuery, Sort, SubmissionList, Verdict};
use desk::{Actor, Desk, DeskError, filters, submissions};
use expect_test::expect;
use testkit::databases::on_each;

use crate::town::{Town, badges, now, refusal};

const FILINGS: &str = "\
来件编号,来源渠道,登记时间,类型,姓名,被投诉举报单位,行政区划代码,商品或服务,类别,问题类别,金额,诉求,索赔金额,内容,办理结果,办结时间
L1,来访,2026-05-11 09:00,投诉,欧阳测,洞庭渔家店,430602,酱板鸭,食品,标签标识,36.80,退款,1000,商品有问题,,
L2,来信,2026-04-16 09:00,投诉举报,王虚,巴陵家电城,430602,净化器,家用电器,虚假宣传,1299,,,商品有问题,,
L3,来访,2026-05-10 09:00,举报,,外县渔家店,430621,,食品,,,,,商品有问题,,
L4,来访,2026-05-09 09:00,投诉,钱空,洞庭渔家店,430602,酱板鸭,食品,标签标识,5,退一赔十,500,商品有问题,调解成功,2026-05-11 12:00
";

async fn list(desk: &Desk, actor: &Actor, query: ListQuery) -> SubmissionList {
    submissions::list(desk, actor, query, now()).await.expect("a list")
}

fn numbers(list: &SubmissionList) -> String {
    list.rows.iter().map(|row| row.submission_no.as_str()).collect::<Vec<_>>().join(" ")
}

fn told(list: &SubmissionList) -> String {
    let row = |row: &desk::view::SubmissionRow| {
        let states: Vec<&str> = row.states.iter().map(|state| state.label.as_str()).collect();
        let due = row.due.map_or("-".to_owned(), |(day, bucket)| format!("{day} {}", bucket.label()));
        let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        format!(
            "{}｜{}｜{}｜{}｜{}｜{}｜{}｜{}/{}｜{}｜{}｜{due}{}\n",
            row.submission_no,
            row.received_at,
            row.channel.label(),
            states.join(" "),
            or(&row.filer),
            row.operator,
            row.region,
            row.category.unwrap_or("-"),
            row.issue.unwrap_or("-"),
            or(&row.amount),
            or(&row.claim),
            badges(&row.findings)
        )
    };
    list.rows.iter().map(row).collect()
}

#[tokio::test]
async fn the_list_is_filtered_and_masked() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, head, .. } = &town;
        let everything = list(desk, officer, ListQuery::default()).await;
        assert_eq!(everything.columns, Column::DEFAULT);
        assert!(everything.rows.iter().all(|row| row.filer.is_none()), "a name that is not shown is not opened");
        filters::save_columns(desk, officer, Column::ALL, now()).await.expect("kept");
        let everything = list(desk, officer, ListQuery::default()).await;
        assert_eq!(everything.columns, Column::ALL);
        expect![[r#"
            L1｜2026-05-11 09:00｜来访｜投诉·待受理｜欧阳*｜洞庭渔家店｜岳阳市岳阳楼区｜食品/标签标识｜36.80｜1000.00｜2026-05-20 之后到期
            L4｜2026-05-09 09:00｜来访｜投诉·调解成功｜钱*｜洞庭渔家店｜岳阳市岳阳楼区｜食品/标签标识｜5.00｜500.00｜-
            L2｜2026-04-16 09:00｜来信｜投诉·待受理 举报·待核查｜王*｜巴陵家电城｜岳阳市岳阳楼区｜家用电器/虚假宣传｜1299.00｜-｜2026-04-27 严重超期
        "#]].assert_eq(&told(&everything));
        assert!(!format!("{everything:?}").contains("欧阳测"));
        filters::save_columns(desk, officer, &[], now()).await.expect("kept");
        assert_eq!(list(desk, officer, ListQuery::default()).await.columns, Column::DEFAULT);

        let whole = ListQuery::default();
        let text = |text: &str| Some(text.to_owned());
        let cases = [
            ("all", whole.clone()),
            ("open", ListQuery { state: text("open"), ..whole.clone() }),
            ("closed", ListQuery { state: text("closed"), ..whole.clone() }),
            ("complaints to accept", ListQuery { state: text("complaint.received"), ..whole.clone() }),
            ("a state that is none", ListQuery { state: text("complaint.nonsense"), ..whole.clone() }),
            ("both", ListQuery { kind: Some(SubmissionKind::Both), ..whole.clone() }),
            ("letters", ListQuery { channel: Some(Channel::Letter), ..whole.clone() }),
            ("a region", ListQuery { region: text("430621"), ..whole.clone() }),
            ("a trader", ListQuery { operator: text("渔家"), ..whole.clone() }),
            ("a number", ListQuery { number: text("L2"), ..whole.clone() }),
            ("since", ListQuery { from: Some(jiff::civil::date(2026, 5, 10)), ..whole.clone() }),
            ("nobody's", ListQuery { officer: Some(0), ..whole.clone() }),
            ("severe", ListQuery { due: Some(DueBucket::SeverelyOverdue), ..whole.clone() }),
            ("by due day", ListQuery { sort: Sort::Due, ..whole.clone() }),
            ("by claim", ListQuery { sort: Sort::Claim, ..whole.clone() }),
            ("hits", ListQuery { verdict: Some(Verdict::Hit), ..whole.clone() }),
        ];
        let mut found = String::new();
        for (name, query) in cases {
            found += &format!("{name}: {}\n", numbers(&list(desk, head, query).await));
        }
        expect![[r#"
            all: L1 L3 L4 L2
            open: L1 L3 L2
            closed: L4
            complaints to accept: L1 L2
            a state that is none: L1 L3 L4 L2
            both: L2
            letters: L2
            a region: L3
            a trader: L1 L3 L4
            a number: L2
            since: L1 L3
            nobody's: L1 L3 L2
            severe: L2
            by due day: L2 L1 L3 L4
            by claim: L1 L4 L3 L2
            hits: 
        "#]].assert_eq(&found);
        assert!(matches!(submissions::list(desk, &town.administrator, whole, now()).await, Err(DeskError::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn pages_follow_one_another() {
    on_each(async |database| {
        let rows: String =
            (0..120).map(|i| format!("M{i:03},来访,2026-05-06 {:02}:{:02},投诉,某店,430602,商品有问题\n", 8 + i / 60, i % 60)).collect();
        let filings = format!("来件编号,来源渠道,登记时间,类型,被投诉举报单位,行政区划代码,内容\n{rows}");
        let town = Town::new(database, &filings).await;
        let mut seen = Vec::new();
        for (page, has_next) in [(1, true), (2, true), (3, false)] {
            let listed = list(&town.desk, &town.officer, ListQuery { page, ..ListQuery::default() }).await;
            assert_eq!(
                (listed.page.number, listed.page.total, listed.page.total_is_floor, listed.page.has_next),
                (page, 120, false, has_next)
            );
            seen.extend(listed.rows.into_iter().map(|row| row.submission_no));
        }
        assert!(seen.is_sorted_by(|a, b| a > b));
        assert_eq!(seen.len(), 120);
        let beyond = list(&town.desk, &town.officer, ListQuery { page: u32::MAX, ..ListQuery::default() }).await;
        assert_eq!((beyond.page.number, beyond.rows.len(), beyond.page.has_next), (20, 0, false));
    })
    .await;
}

#[tokio::test]
async fn filters_are_kept_by_name() {
    on_each(async |database| {
        let town = Town::new(database, FILINGS).await;
        let Town { desk, officer, stranger, .. } = &town;
        let query = ListQuery { operator: Some("渔家&店".to_owned()), page: 7, ..ListQuery::default() };
        filters::save(desk, officer, "  本周食品 ", &query, now()).await.expect("kept");
        filters::save(desk, officer, "本周食品", &ListQuery { sort: Sort::Due, ..query.clone() }, now()).await.expect("replaced");
        let saved = list(desk, officer, ListQuery::default()).await.saved;
        assert_eq!(saved.len(), 1);
        assert_eq!((&*saved[0].name, &saved[0].query), ("本周食品", &ListQuery { sort: Sort::Due, page: 0, ..query.clone() }));
        assert!(list(desk, stranger, ListQuery::default()).await.saved.is_empty());
        assert!(matches!(filters::delete(desk, stranger, saved[0].filter_id).await, Err(DeskError::NotFound)));

        assert_eq!(refusal(filters::save(desk, officer, " ", &query, now()).await), "name：请填写30字以内的名称");
        assert_eq!(refusal(filters::save(desk, officer, &"长".repeat(31), &query, now()).await), "name：请填写30字以内的名称");
        for i in 1..30 {
            filters::save(desk, officer, &format!("筛选{i}"), &query, now()).await.expect("kept");
        }
        assert_eq!(refusal(filters::save(desk, officer, "又一个", &query, now()).await), "最多保存30个筛选；请先删除不用的筛选");
        filters::save(desk, officer, "本周食品", &query, now()).await.expect("replacing is no further one");
        filters::delete(desk, officer, saved[0].filter_id).await.expect("gone");
        assert!(matches!(filters::delete(desk, officer, saved[0].filter_id).await, Err(DeskError::NotFound)));
    })
    .await;
}
