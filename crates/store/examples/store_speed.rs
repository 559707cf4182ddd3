//! Measures what the targets speak of: taking filings in, the list, the work list, with 50 clients at once.
//!
//! `store_speed [filings]`; PostgreSQL too when `MINGJIAN_TEST_POSTGRES` is set.

use std::sync::Arc;
use std::time::{Duration, Instant};

use casework::clock::{Clock as CaseClock, ClockState, TermId};
use casework::codes::{Category, Channel, Department, Issue, MatterKind, OrgLevel, SubmissionKind};
use casework::decision::{EventKind, RulesId};
use casework::matter::{ComplaintState, MatterState};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::blind::{Entry, Subject};
use store::clock::{Clock, Owner};
use store::event::Event;
use store::matter::Matter;
use store::organisation::Organisation;
use store::owed::Owed;
use store::sealed::Sealed;
use store::submission::{Due, ListFilter, Number, OrgScope, Sort, Submission};
use store::worklist::Scope;
use store::{Store, Tx};
use testkit::databases::{TestDatabase, postgres, sqlite};
use vault::BlindKey;

const CHUNK: usize = 1_000;
const ORGS: i64 = 10;

/// A cheap scramble of a number: made-up, but the same each time.
fn scrambled(n: i64) -> i64 {
    ((n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)) >> 33).abs()
}

fn day(n: i64) -> Date {
    date(2024, 1, 1).saturating_add(jiff::Span::new().days(n))
}

fn submission(id: i64) -> Submission {
    let r = scrambled(id);
    let received_on = day(id / 240);
    let open = id % 20 == 0;
    Submission {
        id,
        submission_no: format!("2024{id:010}"),
        channel: Channel::ALL[(r % 7) as usize],
        received_at: received_on.at((r % 24) as i8, (r % 60) as i8, 0, 0),
        received_on,
        kind: SubmissionKind::Complaint,
        filer_id_kind: None,
        real_name: None,
        consent_publish: Some(false),
        consent_delegate: Some(true),
        operator_name: format!("岳阳市第{}号食品经营部", r % 12_000),
        operator_uscc: Some("91430600MA4L16JQ1E".to_owned()),
        operator_address: Some(format!("某区某路{}号", r % 500)),
        region: format!("4306{:02}", r % 10),
        platform: (r % 3 == 0).then(|| "某平台".to_owned()),
        item: Some("散装酱板鸭".to_owned()),
        category: Some(Category::ALL[(r % 15) as usize]),
        issue: Some(Issue::ALL[(r % 11) as usize]),
        purchased_on: Some(received_on),
        quantity_milli: Some(1_000),
        unit: Some("件".to_owned()),
        amount_fen: Some(r % 100_000),
        order_no: Some(format!("D{r:016}")),
        claim_fen: (r % 2 == 0).then_some(r % 1_000_000),
        has_demand: true,
        evidence_hashes: String::new(),
        outcome: None,
        closed_at: None,
        award_fen: None,
        punitive: None,
        verification: None,
        historical: false,
        org_id: 1 + r % ORGS,
        open,
        person_id: None,
        import_run_id: None,
        source_row: Some(id),
        digest: vec![7; 32],
        created_at: Timestamp::UNIX_EPOCH,
    }
}

fn cells(id: i64) -> Sealed {
    let cell = |length: usize| Some(vec![(id % 251) as u8; length]);
    Sealed {
        submission_id: id,
        name: cell(41),
        id_no: cell(50),
        phone: cell(43),
        address: cell(80),
        agent: None,
        consignee: cell(110),
        account: None,
        narrative: cell(350),
        original: cell(1_200),
    }
}

fn keys(id: i64) -> impl Iterator<Item = Entry> {
    (0..5).map(move |n| {
        let mut key = [0; 16];
        key[..8].copy_from_slice(&scrambled(id * 5 + n).to_le_bytes());
        key[8..].copy_from_slice(&scrambled(id * 7 + n).to_be_bytes());
        Entry { key: BlindKey(key), subject: Subject::Submission(id) }
    })
}

async fn chunk(tx: &mut Tx, count: usize) -> store::Result<()> {
    let first = store::submission::reserve(tx, count).await?;
    let rows: Vec<Submission> = (first..).take(count).map(submission).collect();
    let numbers: Vec<String> = rows.iter().map(|row| row.submission_no.clone()).collect();
    store::submission::known(tx, &numbers).await?;
    store::submission::insert_many(tx, &rows).await?;
    store::sealed::insert_many(tx, &rows.iter().map(|row| cells(row.id)).collect::<Vec<_>>()).await?;
    store::blind::insert_many(tx, &rows.iter().flat_map(|row| keys(row.id)).collect::<Vec<_>>()).await?;
    let first_matter = store::matter::reserve(tx, count).await?;
    let matters: Vec<Matter> = rows
        .iter()
        .zip(first_matter..)
        .map(|(row, id)| Matter {
            id,
            submission_id: row.id,
            kind: MatterKind::Complaint,
            state: MatterState::Complaint(if row.open { ComplaintState::Received } else { ComplaintState::Settled }),
            open: row.open,
            org_id: row.org_id,
            officer_id: None,
            rules_id: Some(RulesId::Order20),
            received_on: row.received_on,
            closed_on: None,
            late: false,
            version: 1,
            archived: false,
        })
        .collect();
    store::matter::insert_many(tx, &matters).await?;
    let owed = matters.iter().filter(|matter| matter.open).map(|matter| Owed {
        submission_id: matter.submission_id,
        matter_id: matter.id,
        org_id: matter.org_id,
        officer_id: None,
        due_on: matter.received_on.saturating_add(jiff::Span::new().days(10)),
        term: TermId::CAcc,
        provisional: false,
        leads: true,
        filing_org_id: matter.org_id,
    });
    store::owed::insert_many(tx, &owed.collect::<Vec<_>>()).await?;
    let first_clock = store::clock::reserve(tx, count).await?;
    let clocks: Vec<Clock> = matters
        .iter()
        .zip(first_clock..)
        .map(|(matter, id)| {
            let clock = CaseClock {
                due_on: matter.received_on.saturating_add(jiff::Span::new().days(10)),
                ..CaseClock::starting(TermId::CAcc, matter.received_on)
            };
            let clock =
                CaseClock { state: if matter.open { ClockState::Running } else { ClockState::Met { on: matter.received_on } }, ..clock };
            Clock::new(id, Owner { submission_id: matter.submission_id, matter_id: matter.id, clue_id: None, referral_id: None }, &clock)
        })
        .collect();
    store::clock::insert_many(tx, &clocks).await?;
    let first_event = store::event::reserve(tx, count).await?;
    let events: Vec<Event> = rows
        .iter()
        .zip(first_event..)
        .map(|(row, id)| Event {
            id,
            submission_id: row.id,
            matter_id: None,
            clue_id: None,
            decision_id: None,
            at: Timestamp::UNIX_EPOCH,
            happened_on: row.received_on,
            account_id: None,
            kind: EventKind::Received,
            detail: "{}".to_owned(),
        })
        .collect();
    store::event::insert_many(tx, &events).await
}

async fn units(tx: &mut Tx) -> store::Result<()> {
    let first = store::organisation::reserve(tx, ORGS as usize).await?;
    for id in (first..).take(ORGS as usize) {
        let unit = Organisation {
            id,
            code: format!("U{id}"),
            name: format!("单位{id}"),
            paper_prefix: "示".to_owned(),
            level: OrgLevel::County,
            department: Department::MarketSupervision,
            region: format!("4306{id:02}"),
            parent_id: None,
            phone: String::new(),
            address: String::new(),
        };
        store::organisation::insert(tx, &unit).await?;
    }
    Ok(())
}

/// The list and what its page needs beside it.
async fn list_page(store: &Store, filter: &ListFilter, offset: i64) -> store::Result<usize> {
    let mut tx = store.read().await?;
    let listed = store::submission::list(&mut tx, filter, offset, 50, 1_000).await?;
    let ids: Vec<i64> = listed.rows.iter().map(|row| row.id).collect();
    store::matter::of_submissions(&mut tx, &ids).await?;
    store::finding::badges(&mut tx, &ids).await?;
    store::protection::standing(&mut tx, &ids).await?;
    store::sealed::names(&mut tx, &ids).await?;
    Ok(ids.len())
}

async fn case_page(store: &Store, id: i64) -> store::Result<()> {
    let mut tx = store.read().await?;
    store::submission::get(&mut tx, id).await?;
    store::sealed::get(&mut tx, id).await?;
    store::matter::of_submission(&mut tx, id).await?;
    store::clock::of_submission(&mut tx, id).await?;
    store::clue::of_submission(&mut tx, id).await?;
    store::decision::of_submission(&mut tx, id).await?;
    store::event::of_submission(&mut tx, id).await?;
    store::finding::of_submission(&mut tx, id).await?;
    store::protection::of_submission(&mut tx, id).await?;
    store::paper::of_submission(&mut tx, id).await.map(|_| ())
}

async fn worklist_page(store: &Store, org: i64) -> store::Result<()> {
    let mut tx = store.read().await?;
    let scope = Scope::Orgs(OrgScope::Only(vec![org]));
    for (from, to) in [(None, Some(day(300))), (Some(day(301)), Some(day(500))), (Some(day(501)), Some(day(600))), (Some(day(601)), None)] {
        store::worklist::count(&mut tx, &scope, Due { from, to }, 1_000).await?;
        store::worklist::first(&mut tx, &scope, Due { from, to }, 20).await?;
    }
    Ok(())
}

fn filters() -> Vec<(&'static str, ListFilter)> {
    let none = ListFilter::default;
    vec![
        ("all", none()),
        ("all units named", ListFilter { orgs: OrgScope::Only((1..=ORGS).collect()), ..none() }),
        ("one unit", ListFilter { orgs: OrgScope::Only(vec![3]), ..none() }),
        ("by due", ListFilter { sort: Sort::Due, ..none() }),
        ("unit by due", ListFilter { orgs: OrgScope::Only(vec![3]), sort: Sort::Due, ..none() }),
        ("by claim", ListFilter { sort: Sort::Claim, ..none() }),
        ("unit by claim", ListFilter { orgs: OrgScope::Only(vec![3]), sort: Sort::Claim, ..none() }),
        ("open", ListFilter { open: Some(true), ..none() }),
        ("unit, open", ListFilter { orgs: OrgScope::Only(vec![3]), open: Some(true), ..none() }),
        ("category, issue", ListFilter { category: Some(Category::Food), issue: Some(Issue::Label), ..none() }),
        (
            "region, days",
            ListFilter { region: Some("430603".into()), received_from: Some(day(100)), received_to: Some(day(200)), ..none() },
        ),
        ("operator, rare", ListFilter { operator: Some("第777号".into()), ..none() }),
        ("operator, common", ListFilter { operator: Some("食品".into()), ..none() }),
        ("operator, none", ListFilter { operator: Some("没有这家".into()), ..none() }),
        ("number", ListFilter { number: Some(Number::StartsWith("20240000001".into())), ..none() }),
        ("state", ListFilter { states: vec![MatterState::Complaint(ComplaintState::Received)], ..none() }),
        ("state, rare", ListFilter { states: vec![MatterState::Complaint(ComplaintState::Declined)], ..none() }),
        ("circumstance, none", ListFilter { circumstance: Some("yy16.2.6".into()), ..none() }),
        ("due soon", ListFilter { due: Some(Due { from: Some(day(800)), to: Some(day(830)) }), sort: Sort::Due, ..none() }),
    ]
}

#[expect(clippy::disallowed_methods, reason = "a measurement")]
fn clock() -> Instant {
    Instant::now()
}

async fn measure(database: &TestDatabase, filings: usize) -> store::Result<()> {
    let store = &database.store;
    store::transact!(store, async |tx| -> store::Result<()> { units(tx).await })?;
    let start = clock();
    let mut left = filings;
    while left > 0 {
        let count = left.min(CHUNK);
        store::transact!(store, async |tx| -> store::Result<()> { chunk(tx, count).await })?;
        left -= count;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{:9} {filings} filings in {seconds:.1} s = {:.0}/s", database.name, filings as f64 / seconds);
    store.analyze().await?;

    for (name, filter) in filters() {
        list_page(store, &filter, 0).await?;
        let start = clock();
        for _ in 0..10 {
            list_page(store, &filter, 0).await?;
        }
        println!("{:9} list {name:20} {:8.2} ms", database.name, start.elapsed().as_secs_f64() * 100.0);
    }
    let start = clock();
    list_page(store, &ListFilter::default(), 9_950).await?;
    println!("{:9} list {:20} {:8.2} ms", database.name, "page 200", start.elapsed().as_secs_f64() * 1_000.0);

    let filters = Arc::new(filters().into_iter().take(9).map(|(_, filter)| filter).collect::<Vec<_>>());
    let clients: Vec<_> = (0..50_i64)
        .map(|client| {
            let (store, filters) = (store.clone(), filters.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                for n in 0..240_i64 {
                    let start = clock();
                    match n % 3 {
                        0 => list_page(&store, &filters[((client + n) % 9) as usize], (n % 5) * 50).await.map(|_| ())?,
                        1 => case_page(&store, 1 + scrambled(client * 100 + n) % 1_000).await?,
                        _ => worklist_page(&store, 1 + client % ORGS).await?,
                    }
                    // The first rounds prepare statements on every connection.
                    if n >= 40 {
                        times.push((n % 3, start.elapsed()));
                    }
                }
                store::Result::Ok(times)
            })
        })
        .collect();
    let mut times: Vec<(i64, Duration)> = Vec::new();
    for client in clients {
        times.extend(client.await.expect("no panic")?);
    }
    for (kind, name) in [(0, "list"), (1, "case"), (2, "worklist")] {
        let mut of_kind: Vec<Duration> = times.iter().filter(|(k, _)| *k == kind).map(|(_, time)| *time).collect();
        of_kind.sort_unstable();
        let at = |share: f64| of_kind[((of_kind.len() - 1) as f64 * share) as usize].as_secs_f64() * 1_000.0;
        println!("{:9} 50 clients {name:10} p50 {:6.1} ms  p95 {:6.1} ms  max {:6.1} ms", database.name, at(0.5), at(0.95), at(1.0));
    }
    Ok(())
}

#[tokio::main]
async fn main() -> store::Result<()> {
    let filings = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(200_000);
    let mut databases = vec![sqlite().await];
    databases.extend(postgres().await);
    for database in databases {
        measure(&database, filings).await?;
        database.remove().await;
    }
    Ok(())
}
