//! A small house with two units, two officers and some filings.

use casework::clock::{Clock as CaseClock, TermId};
use casework::codes::{Category, Channel, Department, Issue, MatterKind, OrgLevel, Role, SubmissionKind};
use casework::decision::RulesId;
use casework::matter::{ComplaintState, MatterState, TipoffState};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::account::Account;
use store::clock::{Clock, Owner};
use store::matter::Matter;
use store::organisation::Organisation;
use store::owed::Owed;
use store::submission::Submission;
use store::{Store, Tx};

pub(crate) const CITY: i64 = 1;
pub(crate) const COUNTY: i64 = 2;
pub(crate) const HEAD: i64 = 1;
pub(crate) const OFFICER: i64 = 2;

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_778_000_000 + second).expect("in range")
}

/// Writes through one transaction.
pub(crate) async fn write<T>(store: &Store, work: impl AsyncFnOnce(&mut Tx) -> store::Result<T>) -> T {
    let mut tx = store.begin().await.expect("begin");
    let value = work(&mut tx).await.expect("the work");
    tx.commit().await.expect("commit");
    value
}

/// Reads through one transaction.
pub(crate) async fn read<T>(store: &Store, work: impl AsyncFnOnce(&mut Tx) -> store::Result<T>) -> T {
    let mut tx = store.read().await.expect("read");
    work(&mut tx).await.expect("the work")
}

pub(crate) fn organisation(id: i64, code: &str, parent_id: Option<i64>) -> Organisation {
    Organisation {
        id,
        code: code.to_owned(),
        name: format!("示例单位{code}"),
        paper_prefix: "示市监".to_owned(),
        level: if parent_id.is_some() { OrgLevel::County } else { OrgLevel::City },
        department: Department::MarketSupervision,
        region: format!("43060{id}"),
        parent_id,
        phone: "0730-0000000".to_owned(),
        address: "示例地址".to_owned(),
    }
}

pub(crate) fn account(id: i64, login: &str, org_id: i64) -> Account {
    Account {
        id,
        login: login.to_owned(),
        display_name: format!("示例{login}"),
        role: Role::Officer,
        org_id,
        password_hash: "$argon2id$…".to_owned(),
        disabled: false,
        created_at: at(0),
    }
}

/// Two units and two accounts.
pub(crate) async fn house(tx: &mut Tx) -> store::Result<()> {
    assert_eq!(store::organisation::reserve(tx, 2).await?, CITY);
    store::organisation::insert(tx, &organisation(CITY, "YY", None)).await?;
    store::organisation::insert(tx, &organisation(COUNTY, "YX", Some(CITY))).await?;
    assert_eq!(store::account::reserve(tx, 2).await?, HEAD);
    store::account::insert(tx, &account(HEAD, "head", CITY)).await?;
    store::account::insert(tx, &account(OFFICER, "officer", COUNTY)).await
}

/// An open complaint of the county, received on the id-th day of May and due two weeks later.
pub(crate) fn submission(id: i64) -> Submission {
    let day = date(2026, 5, i8::try_from(1 + (id - 1) % 28).expect("a day"));
    Submission {
        id,
        submission_no: format!("N{id:05}"),
        channel: Channel::Platform12315,
        received_at: day.at(9, 30, 0, 0),
        received_on: day,
        kind: SubmissionKind::Complaint,
        filer_id_kind: None,
        real_name: None,
        consent_publish: Some(false),
        consent_delegate: Some(true),
        operator_name: format!("第{}商店", id % 3),
        operator_uscc: None,
        operator_address: Some("某路1号".to_owned()),
        region: "430602".to_owned(),
        platform: None,
        item: Some("酱板鸭".to_owned()),
        category: Some(Category::Food),
        issue: Some(Issue::Label),
        purchased_on: Some(date(2026, 4, 1)),
        quantity_milli: Some(1_500),
        unit: Some("斤".to_owned()),
        amount_fen: Some(9_900),
        order_no: None,
        claim_fen: if id % 2 == 0 { Some(id * 100) } else { None },
        has_demand: true,
        evidence_hashes: String::new(),
        outcome: None,
        closed_at: None,
        award_fen: None,
        punitive: None,
        verification: None,
        historical: false,
        org_id: COUNTY,
        open: true,
        person_id: None,
        import_run_id: None,
        source_row: Some(id + 1),
        digest: vec![u8::try_from(id % 256).expect("a byte"); 32],
        created_at: at(id),
    }
}

pub(crate) fn due(received_on: Date) -> Date {
    received_on.saturating_add(jiff::Span::new().days(14))
}

/// The complaint of a filing; its id is the filing's.
pub(crate) fn matter(submission: &Submission) -> Matter {
    Matter {
        id: submission.id,
        submission_id: submission.id,
        kind: MatterKind::Complaint,
        state: MatterState::Complaint(ComplaintState::Received),
        open: true,
        org_id: submission.org_id,
        officer_id: None,
        rules_id: Some(RulesId::Order121),
        received_on: submission.received_on,
        closed_on: None,
        late: false,
        version: 1,
        archived: false,
    }
}

/// What is owed on the matter first.
pub(crate) fn owed(matter: &Matter) -> Owed {
    Owed {
        submission_id: matter.submission_id,
        matter_id: matter.id,
        org_id: matter.org_id,
        officer_id: matter.officer_id,
        due_on: due(matter.received_on),
        term: TermId::CAcc,
        provisional: false,
        leads: true,
        filing_org_id: matter.org_id,
    }
}

pub(crate) const fn tipoff_open() -> MatterState {
    MatterState::Tipoff(TipoffState::Received)
}

pub(crate) fn running(term: TermId, from: Date) -> CaseClock {
    CaseClock { due_on: due(from), ..CaseClock::starting(term, from) }
}

/// That many filings with a complaint and a running clock each; ids from 1.
pub(crate) async fn filings(tx: &mut Tx, count: usize) -> store::Result<Vec<Submission>> {
    let first = store::submission::reserve(tx, count).await?;
    let rows: Vec<Submission> = (first..).take(count).map(submission).collect();
    store::submission::insert_many(tx, &rows).await?;
    let matters: Vec<Matter> = rows.iter().map(matter).collect();
    assert_eq!(store::matter::reserve(tx, count).await?, first);
    store::matter::insert_many(tx, &matters).await?;
    let first_clock = store::clock::reserve(tx, count).await?;
    let clocks: Vec<Clock> = matters
        .iter()
        .zip(first_clock..)
        .map(|(matter, id)| {
            let owner = Owner { submission_id: matter.submission_id, matter_id: matter.id, clue_id: None, referral_id: None };
            Clock::new(id, owner, &running(TermId::CAcc, matter.received_on))
        })
        .collect();
    store::clock::insert_many(tx, &clocks).await?;
    store::owed::insert_many(tx, &matters.iter().map(owed).collect::<Vec<_>>()).await?;
    Ok(rows)
}
