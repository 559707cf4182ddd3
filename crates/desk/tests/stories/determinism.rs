//! Design invariant 8: the same inputs and the same day give the same findings, byte for byte, on each database, whatever
//! was assessed before; and the same verdicts and reasons in whatever order the filings were imported.

use std::collections::BTreeMap;
use std::sync::Mutex;

use casework::codes::ImportKind;
use desk::imports::{self, ImportFile};
use desk::view::{ExportFormat, ExportKind};
use desk::{Desk, exports};
use exchange::{Input, Profile};
use jiff::civil::date;
use testkit::city::Table;
use testkit::databases::on_each;
use testkit::town::TownPlan;

use crate::town::{Town, now};

/// A row that stands aside from the town, so that a system can be made before it comes.
const FIRST: &str = "\
来件编号,来源渠道,登记时间,类型,被投诉举报单位,行政区划代码,内容
Q0,来访,2023-01-08 09:00,投诉,洞庭渔家店,430602,标签没有生产日期
";

async fn bring(desk: &Desk, table: &Table) {
    let file = ImportFile {
        kind: table.kind,
        name: format!("{}.csv", table.kind.code()),
        input: Input::Bytes(table.to_csv().into_bytes().into()),
        profile: Profile::standard(table.kind),
        account_id: None,
    };
    let summary = imports::run(desk, file, now(), |_| ()).await.expect("a good file");
    assert_eq!(summary.rejected, 0, "{}", table.kind.code());
}

async fn findings(town: &Town<'_>) -> Vec<u8> {
    exports::export(&town.desk, &town.head, ExportKind::Findings, ExportFormat::Csv, None, now()).await.expect("a table")
}

/// By filing and circumstance: verdict, ground and sentence, which name no row number.
fn said(export: &[u8]) -> BTreeMap<(String, String), Vec<String>> {
    let text = String::from_utf8(export.to_vec()).expect("text");
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let lines = text.lines().skip(1).map(cells);
    lines.map(|cells| ((cells[0].clone(), cells[3].clone()), [&cells[4..7], &cells[8..]].concat())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_inputs_give_the_same_findings() {
    let made = testkit::town::Town::new(TownPlan { seed: 5, filings: 900, today: date(2026, 5, 12) });
    let exported: Mutex<Vec<(String, Vec<u8>)>> = Mutex::new(Vec::new());
    on_each(async |database| {
        let town = Town::new(database, FIRST).await;
        for table in made.tables.iter().filter(|table| !table.rows.is_empty()) {
            bring(&town.desk, table).await;
        }
        town.assess().await;
        let once = findings(&town).await;
        town.assess().await;
        assert!(findings(&town).await == once, "{}: a second run says something else", database.name);
        exported.lock().expect("no panic").push((database.name.to_owned(), once));
    })
    .await;
    on_each(async |database| {
        let town = Town::new(database, FIRST).await;
        // Half of it, assessed; then the rest: what is found in the end is the same.
        let (first, rest) = halves(&made.tables[0]);
        bring(&town.desk, &rest).await;
        town.assess().await;
        bring(&town.desk, &first).await;
        for table in made.tables.iter().filter(|table| table.kind != ImportKind::Submissions && !table.rows.is_empty()) {
            bring(&town.desk, table).await;
        }
        town.assess().await;
        let other_way = findings(&town).await;
        let known = exported.lock().expect("no panic");
        let (straight, turned) = (said(&known[0].1), said(&other_way));
        let differing: Vec<_> = straight.iter().filter(|(key, said)| turned.get(*key) != Some(*said)).collect();
        assert!(differing.is_empty() && straight.len() == turned.len(), "{}: {differing:?}", database.name);
    })
    .await;
    let exported = exported.into_inner().expect("no panic");
    let (name, first) = &exported[0];
    assert!(said(first).len() > 200, "a town with findings");
    for (other, bytes) in &exported[1..] {
        assert!(bytes == first, "{name} and {other} differ");
    }
}

/// The table in two, the later rows first.
fn halves(table: &Table) -> (Table, Table) {
    let (first, rest) = table.rows.split_at(table.rows.len() / 2);
    let of = |rows: &[Vec<String>]| Table { rows: rows.iter().rev().cloned().collect(), ..table.clone() };
    (of(first), of(rest))
}
