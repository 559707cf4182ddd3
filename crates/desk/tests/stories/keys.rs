//! New data keys while people work, on both databases.

use casework::codes::ImportKind;
use desk::{Current, Desk, keys};
use testkit::databases::on_each;
use vault::Class;

use crate::house;
use crate::town::now;

const HEADER: &str = "来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,联系地址,被投诉举报单位,行政区划代码,诉求,内容\n";

async fn bring(desk: &Desk, number: &str) {
    let row = format!("{HEADER}{number},来访,2026-05-06 09:00,投诉,欧阳测,,13800138000,,某店,430602,退款,有问题\n");
    let summary = house::bring(desk, ImportKind::Submissions, "made-up.csv", row.as_bytes(), now()).await;
    assert_eq!(summary.expect("a good file").rejected, 0);
}

/// Versions of the keys that sealed the names, with how many each, and damaged cells.
async fn names(desk: &Desk) -> (Vec<(u32, u64)>, usize) {
    let reports = keys::verify(desk).await.expect("readable");
    let damaged = reports.iter().map(|report| report.damaged.len()).sum();
    let names = reports.into_iter().find(|report| report.table == "submission_sealed" && report.column == "name").expect("names");
    (names.cells.into_iter().collect(), damaged)
}

#[tokio::test]
async fn a_server_that_runs_on_takes_new_keys() {
    on_each(async |database| {
        let (desk, kek) = house::new_system(database, now()).await;
        let server = Current::from(desk);
        bring(&server.desk(), "K1").await;

        let operator = Desk::open(&database.location, &kek).await.expect("opens");
        assert_eq!(keys::announce(&operator, &[Class::Name], now()).await.expect("announced"), 1);
        assert_eq!(keys::announce(&operator, &[Class::Name], now()).await.expect("interrupted and run again"), 1, "no class gets two");
        assert!(server.take_new_keys().await.expect("readable"));
        assert!(!server.take_new_keys().await.expect("readable"), "nothing newer");
        bring(&server.desk(), "K2").await;
        assert_eq!(names(&server.desk()).await, (vec![(1, 2)], 0), "announced keys do not seal");

        assert_eq!(keys::seal_with_all(&operator).await.expect("sealing"), 1);
        let operator = Desk::open(&database.location, &kek).await.expect("opens");
        bring(&operator, "K3").await;
        assert_eq!(names(&server.desk()).await, (vec![(1, 2), (2, 1)], 0), "a server that took the key reads what others seal with it");
        assert!(server.take_new_keys().await.expect("readable"));
        bring(&server.desk(), "K4").await;
        assert_eq!(names(&operator).await, (vec![(1, 2), (2, 2)], 0));

        let mut steps = 0;
        let done = keys::reseal(&operator, |_| steps += 1).await.expect("resealed");
        assert_eq!((done.cells, done.damaged, steps), (2, 0, 1));
        assert_eq!(names(&server.desk()).await, (vec![(2, 4)], 0));
        assert_eq!(keys::reseal(&operator, |_| ()).await.expect("again").cells, 0, "what is done is done");
    })
    .await;
}
