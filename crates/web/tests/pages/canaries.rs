//! Canaries: a thousand made-up people whose names, numbers, addresses and accounts cannot be mistaken for anything else. They
//! file, are assessed, get papers, are exported and looked up, through the pages of a real system. Afterwards no clear value of
//! theirs stands in a file of the database (its write-ahead log too), in a line of the log at its most talkative, in an address or
//! a header, or on a page that nobody asked to see in clear (TARGETS R6).
//!
//! SQLite, whose files can be read whole. PostgreSQL is given the same sealed cells by the same code.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::site::{Answer, Site, now};

const PEOPLE: u32 = 1_000;
/// Rows of one file: an upload has a limit.
const ROWS: u32 = 250;

/// With one of these every name, number, address and account of theirs begins.
const NAME: &str = "鵷鶵";
const ID_NO: &str = "43060219770707";
const PHONE: &str = "1990777";
const ADDRESS: &str = "鸑鷟院";
const ACCOUNT: &str = "8877665544";
const MARKS: &[&str] = &[NAME, ID_NO, PHONE, ADDRESS, ACCOUNT];

/// The number of a resident's card with its check character (GB 11643).
fn id_no(person: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let first = format!("{ID_NO}{person:03}");
    let sum: u32 = first.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{first}{}", char::from(b"10X98765432"[sum as usize % 11]))
}

fn name(person: u32) -> String {
    format!("{NAME}{}", char::from_u32(0x4e00 + person).expect("a character"))
}

/// Filings of a stretch of people; the narrative names its filer, as people do.
fn filings(people: impl Iterator<Item = u32>) -> String {
    let mut csv = "来件编号,来源渠道,登记时间,类型,姓名,证件号码,联系电话,联系地址,是否实名,被投诉举报单位,行政区划代码,商品或服务,类别,收款账号,内容,诉求\n"
        .to_owned();
    for person in people {
        let (name, id_no, phone) = (name(person), id_no(person), format!("{PHONE}{person:04}"));
        let day = 1 + person % 9;
        writeln!(
            csv,
            "N{person},来访,2026-05-{day:02} 09:00,投诉举报,{name},{id_no},{phone},岳阳市金鹗中路7号{ADDRESS}{person}栋,是,城里商行{},430602,酱板鸭,食品,\
             {ACCOUNT}{person:06},本人{name}证件{id_no}电话{phone}住岳阳市金鹗中路7号{ADDRESS}{person}栋,退款",
            person % 40
        )
        .expect("written");
    }
    csv
}

/// Every line of the log, of every crate and level.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<String>>);

impl Visit for Heard {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0.lock().expect("nobody panicked"), "{}={value:?}", field.name()).expect("written");
    }
}

impl Subscriber for Heard {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The marks that stand in these bytes, as UTF-8 or UTF-16.
fn marks_in(bytes: &[u8]) -> Vec<&'static str> {
    let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
    let utf16 = |mark: &str| mark.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    MARKS.iter().copied().filter(|mark| holds(mark.as_bytes()) || holds(&utf16(mark))).collect()
}

/// Every file under this folder that holds a mark.
fn marked_files(folder: &Path, found: &mut Vec<String>, read: &mut usize) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            marked_files(&path, found, read);
            continue;
        }
        let bytes = std::fs::read(&path).expect("a file");
        *read += bytes.len();
        let marks = marks_in(&bytes);
        if !marks.is_empty() {
            found.push(format!("{}: {marks:?}", path.display()));
        }
    }
}

fn marks_of(answer: &Answer) -> Vec<&'static str> {
    let headers: Vec<u8> = answer.headers.values().flat_map(|value| value.as_bytes().iter().copied().chain([b'\n'])).collect();
    [marks_in(&answer.bytes), marks_in(&headers)].concat()
}

#[tokio::test]
async fn a_thousand_people_leave_no_clear_value_behind() {
    let heard = Heard::default();
    tracing::subscriber::set_global_default(heard.clone()).expect("no other subscriber");
    let site = Site::new().await;
    let head = site.log_in("head").await;
    for from in (0..PEOPLE).step_by(ROWS as usize) {
        let run = head.import("来件.csv", &filings(from..from + ROWS)).await;
        assert_eq!(head.get(&run).await.between("<dd data-count=\"inserted\">", "<"), ROWS.to_string());
    }
    // Rows that cannot be taken are kept, sealed, for whoever mends them.
    let bad = filings(0..1).replace("N0,", "N9999,").replace(&id_no(0), &format!("{ID_NO}0000")).replace("2026-05-01", "某日");
    let rejected = head.import("退回.csv", &bad).await;
    let mut wrong = Vec::new();
    let mut look = |what: &str, answer: &Answer| {
        let marks = marks_of(answer);
        if !marks.is_empty() {
            wrong.push(format!("{what}: {marks:?}"));
        }
    };
    look("the rejected rows", &head.get(&rejected).await);
    desk::assessment::run(&site.desk, desk::time::local_date(now()), now(), None).await.expect("assessed");

    let reason = ("reason", "依据全部材料逐项核对以后作出");
    for person in (0..PEOPLE).step_by(50) {
        let list = head.get(&format!("/submissions?number=N{person}")).await;
        let id = list.between("class=\"no\" href=\"/submissions/", "\"").to_owned();
        // Accepting prints a paper, which is sealed with the name in it.
        let page = head.get(&format!("/submissions/{id}")).await;
        look("a case", &page);
        let accept = page.text().split("action=\"").skip(1).find_map(|form| {
            let address = form.split('"').next().filter(|address| address.ends_with("/accept"))?;
            Some((address.to_owned(), form.split("name=\"version\" value=\"").nth(1)?.split('"').next()?.to_owned()))
        });
        let (address, version) = accept.unwrap_or_else(|| panic!("accepting is offered: {} {}", page.status, page.text()));
        let accepted = head.post(&address, &[("version", &version)]).await;
        assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.text());
        look("an act", &accepted);
        look("a clue", &head.post(&format!("/submissions/{id}/clues"), &[reason]).await);
        for path in [format!("/submissions/{id}/dossier"), format!("/submissions/{id}/together"), format!("/persons/{id}")] {
            look(&path, &head.get(&path).await);
        }
    }
    for path in ["/", "/submissions", "/submissions?page=5", "/persons/review", "/together", "/registry", "/imports", "/exports", "/rights"]
    {
        look(path, &head.get(path).await);
    }
    // What is asked for in clear is given, in the answer alone.
    let shown = head.post("/submissions/7/reveal", &[("class", "name"), ("purpose", "联系当事人调解")]).await;
    assert!(shown.text().contains(&name(6)), "the name is there to be read");
    let number = id_no(41);
    let found = head.post("/lookup", &[("by", "id_no"), ("value", &number), ("purpose", "核对重复来件")]).await;
    assert!(found.status == StatusCode::OK && found.text().contains("N41"), "{}", found.text());
    look("a look-up", &found);
    for kind in ["submissions", "persons", "findings", "registry"] {
        let table = head.post("/exports", &[("kind", kind), ("format", "csv")]).await;
        look(&format!("the export of {kind}"), &table);
    }
    let auditor = site.log_in("auditor").await;
    for path in ["/audit", "/audit/integrity", "/looks"] {
        look(path, &auditor.get(path).await);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");

    let told = heard.0.lock().expect("nobody panicked").clone();
    assert!(told.contains("request") && marks_in(told.as_bytes()).is_empty(), "{:?} in the log", marks_in(told.as_bytes()));
    let (mut files, mut read) = (Vec::new(), 0);
    marked_files(site.folder(), &mut files, &mut read);
    assert!(files.is_empty() && read > 1_000_000, "{files:#?}, {read} bytes read");
    // The same search finds what is there to be found.
    assert_eq!(marks_in(filings(0..1).as_bytes()), MARKS);
}
