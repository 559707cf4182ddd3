//! New data keys while people work, on both databases.

use desk::imports::{self, ImportFile};
use desk::setup::{self, NewAccount, Setup};
use desk::{Current, Desk, keys};
use exchange::{Input, Profile};
use jiff::Timestamp;
use testkit::databases::on_each;
use vault::{Class, Kek};

const ORGANISATIONS: &str = include_str!("../../../policy/organisations/yueyang.toml");
const HEADER: &str = "来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,联系地址,被投诉举报单位,行政区划代码,诉求,内容\n";

fn now() -> Timestamp {
    "2026-05-12T01:00:00Z".parse().expect("a moment")
}

async fn bring(desk: &Desk, number: &str) {
    let row = format!("{HEADER}{number},来访,2026-05-06 09:00,投诉,欧阳测,,13800138000,,某店,430602,退款,有问题\n");
    let file = ImportFile {
        kind: casework::codes::ImportKind::Submissions,
        name: format!("{number}.csv"),
        input: Input::Bytes(row.into_bytes().into()),
        profile: Profile::standard(casework::codes::ImportKind::Submissions),
        account_id: None,
    };
    assert_eq!(imports::run(desk, file, now(), |_| ()).await.expect("a good file").rejected, 0);
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
        let kek = Kek::generate(&mut desk::random::rng());
        let organisations = setup::parse_organisations(ORGANISATIONS).expect("the shipped units");
        let admin = NewAccount::administrator("admin", "a long password", "YY");
        setup::init(&database.location, &kek, Setup { organisations, admin }, now()).await.expect("a new system");
        let server = Current::from(Desk::open(&database.location, &kek).await.expect("opens"));
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
