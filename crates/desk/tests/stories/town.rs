//! A new system with made-up filings and a few people.

use std::path::Path;

use casework::codes::{ImportKind, Role};
use desk::imports::ImportSummary;
use desk::view::FindingBadge;
use desk::{Actor, Desk, DeskError};
use jiff::{Timestamp, ToSpan};
use store::Store;
use testkit::databases::TestDatabase;

use crate::house::{self, PASSWORD};

/// 2026-05-12, a Tuesday, 09:00 in Yueyang.
pub(crate) fn now() -> Timestamp {
    "2026-05-12T01:00:00Z".parse().expect("a moment")
}

pub(crate) fn later(days: i64) -> Timestamp {
    now().checked_add((days * 24).hours()).expect("a moment")
}

pub(crate) struct Town<'a> {
    pub(crate) desk: Desk,
    pub(crate) store: &'a Store,
    /// A place for files.
    pub(crate) folder: &'a Path,
    /// Head of the city's bureau: sees all units.
    pub(crate) head: Actor,
    /// Of 岳阳楼区, as is the auditor.
    pub(crate) officer: Actor,
    pub(crate) auditor: Actor,
    /// Of 岳阳县.
    pub(crate) stranger: Actor,
    /// Of the city's bureau, without a case to see.
    pub(crate) administrator: Actor,
}

impl<'a> Town<'a> {
    pub(crate) async fn new(database: &'a TestDatabase, filings: &str) -> Self {
        let (desk, _) = house::new_system(database, now()).await;
        let summary = bring_file(&desk, "made-up.csv", filings.as_bytes()).await;
        assert_eq!(summary.rejected, 0, "{}", database.name);
        Self {
            administrator: enter(&desk, "admin").await,
            head: person(&desk, "head", "沈负责", Role::Head, "YY").await,
            officer: person(&desk, "officer", "周立本", Role::Officer, "YYL").await,
            auditor: person(&desk, "auditor", "方审计", Role::Auditor, "YYL").await,
            stranger: person(&desk, "stranger", "彭见山", Role::Officer, "YYX").await,
            desk,
            store: &database.store,
            folder: database.folder.path(),
        }
    }

    pub(crate) async fn id(&self, number: &str) -> i64 {
        let mut tx = self.store.read().await.expect("a reader");
        store::submission::by_number(&mut tx, number).await.expect("readable").first().expect("on file").0
    }

    pub(crate) async fn assess(&self) {
        desk::assessment::run(&self.desk, desk::time::local_date(now()), now(), None).await.expect("assessed");
    }

    /// Every look on record, oldest first: who, kind, class, purpose, filings concerned.
    pub(crate) async fn looks(&self) -> String {
        let mut tx = self.store.read().await.expect("a reader");
        let records = store::access::page_before(&mut tx, i64::MAX, 100).await.expect("readable");
        let name =
            |id| [&self.head, &self.officer].into_iter().find(|actor| Some(actor.account_id) == id).map(|actor| &*actor.display_name);
        let line = |record: &store::access::AccessRecord| {
            let class = record.field_class.map_or("-", |class| class.label());
            format!("{} {} {class} “{}” {}\n", name(record.account_id).unwrap_or("-"), record.kind, record.purpose, record.subject_count)
        };
        records.iter().rev().map(line).collect()
    }
}

/// Brings a CSV of facts of a department in.
pub(crate) async fn bring_facts(desk: &Desk, kind: ImportKind, facts: &str) {
    let summary = house::bring(desk, kind, "facts.csv", facts.as_bytes(), now()).await.expect("a good file");
    assert_eq!(summary.rejected, 0);
}

/// Brings a file of filings in.
pub(crate) async fn bring_file(desk: &Desk, name: &str, bytes: &[u8]) -> ImportSummary {
    house::bring(desk, ImportKind::Submissions, name, bytes, now()).await.expect("a good file")
}

pub(crate) async fn person(desk: &Desk, login: &str, name: &str, role: Role, org: &str) -> Actor {
    desk::accounts::add(desk, &house::account(login, name, role, org), now()).await.expect("let in");
    enter(desk, login).await
}

async fn enter(desk: &Desk, login: &str) -> Actor {
    enter_at(desk, login, now()).await
}

/// Logs in at that moment.
pub(crate) async fn enter_at(desk: &Desk, login: &str, now: Timestamp) -> Actor {
    let form = desk::login::LoginForm { login: login.to_owned(), password: PASSWORD.to_owned() };
    let token = desk::login::login(desk, &form, "127.0.0.1", now).await.unwrap_or_else(|_| panic!("{login} may log in"));
    desk::login::session(desk, &token, now).await.expect("readable").expect("a session").actor
}

/// `done`, or why not.
pub(crate) fn told<T>(result: Result<T, DeskError>) -> String {
    match result {
        Err(DeskError::Refused { message, .. }) => message,
        Err(DeskError::Invalid(errors)) => errors.iter().map(|error| format!("{}：{}", error.field, error.message)).collect(),
        Err(error) => format!("other: {error}"),
        Ok(_) => "done".to_owned(),
    }
}

/// The same with the way on.
pub(crate) fn refusal<T>(result: Result<T, DeskError>) -> String {
    match result {
        Err(DeskError::Refused { message, way_on }) => format!("{message}；{way_on}"),
        Err(DeskError::Invalid(errors)) => errors.iter().map(|error| format!("{}：{}", error.field, error.message)).collect(),
        Err(error) => error.to_string(),
        Ok(_) => "done".to_owned(),
    }
}

pub(crate) fn badges(findings: &[FindingBadge]) -> String {
    findings.iter().map(|badge| format!(" {}{}", badge.verdict.label(), badge.title)).collect()
}
