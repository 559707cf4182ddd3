//! The road in, on each database: files come in row by row, again without doubles, and nothing personal is left in clear.

use casework::codes::ImportKind;
use desk::imports::{self, ImportSummary};
use desk::{Desk, DeskError};
use testkit::city::{City, CityPlan};
use testkit::databases::{TestDatabase, on_each};

use crate::house;
use crate::town::now;

async fn fresh(database: &TestDatabase) -> Desk {
    house::new_system(database, now()).await.0
}

async fn bring(desk: &Desk, kind: ImportKind, text: &str) -> Result<ImportSummary, DeskError> {
    house::bring(desk, kind, "made-up.csv", text.as_bytes(), now()).await
}

fn counts(summary: &ImportSummary) -> (u64, u64, u64, u64, u64) {
    (summary.rows, summary.inserted, summary.updated, summary.unchanged, summary.rejected)
}

const HEADER: &str = "来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,被投诉举报单位,行政区划代码,内容,办理结果,办结时间\n";

#[tokio::test]
async fn a_file_comes_again_with_changes() {
    on_each(async |database| {
        let desk = fresh(database).await;
        let one = "A1,来访,2026-05-06 09:00,投诉举报,欧阳测,430602199003071231,13800138000,某店,430602,商品有问题,,\n";
        let two = "A2,来访,2026-05-06 10:00,投诉,王虚,,13800138001,某店,430602,商品有问题,,\n";
        let bad = "A3,来访,2026-05-06 10:00,投诉,王虚,430602199003071232,13800138001,某店,430602,商品有问题,,\n";
        let first = bring(&desk, ImportKind::Submissions, &format!("{HEADER}{one}{two}{bad}{two}")).await.expect("readable");
        assert_eq!(counts(&first), (4, 2, 0, 1, 1), "{}", database.name);
        let again = bring(&desk, ImportKind::Submissions, &format!("{HEADER}{one}{two}")).await.expect("readable");
        assert_eq!(counts(&again), (2, 0, 0, 2, 0));
        let ended = two.replace(",,\n", ",调解成功,2026-05-08 09:00\n");
        let other = one.replace("商品有问题", "商品没有问题");
        let changed = bring(&desk, ImportKind::Submissions, &format!("{HEADER}{other}{ended}")).await.expect("readable");
        assert_eq!(counts(&changed), (2, 0, 1, 0, 1));
        let workbook = imports::error_workbook(&desk, first.run_id).await.expect("an error workbook");
        assert_eq!(&workbook[..2], b"PK");
    })
    .await;
}

#[tokio::test]
async fn a_city_comes_in_twice_and_is_counted_once() {
    on_each(async |database| {
        let desk = fresh(database).await;
        let today = desk::time::local_date(now());
        let city = City::new(CityPlan { seed: 7, filings: 600, today });
        for table in &city.tables {
            let summary = bring(&desk, table.kind, &table.to_csv()).await.expect("readable");
            let rows = table.rows.len() as u64;
            assert_eq!(counts(&summary), (rows, rows, 0, 0, 0), "{} {}", database.name, table.kind.code());
        }
        for table in &city.tables {
            let summary = bring(&desk, table.kind, &table.to_csv()).await.expect("readable");
            let rows = table.rows.len() as u64;
            assert_eq!(counts(&summary), (rows, 0, 0, rows, 0));
        }
        let first = desk::assessment::run(&desk, today, now(), None).await.expect("assessed");
        let again = desk::assessment::run(&desk, today, now(), None).await.expect("assessed");
        assert_eq!((first.fresh, again.fresh, again.retired), (first.hits + first.hints, 0, 0), "nothing changed");
        assert_eq!(again, desk::assessment::AssessSummary { fresh: 0, ..first });
        assert!(first.persons < first.filings && first.hits > 0, "{first:?}");
    })
    .await;
}
