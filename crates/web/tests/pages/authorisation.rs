//! Every address has its line here, written by hand: who gets past it. A route without a line fails the build; so does a line
//! without a route.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::site::{Browser, FILINGS, Site};

const ROUTES: &str = include_str!("../../src/routes.rs");

/// In this order stand the marks of a line: 登记员 承办人 负责人 名录审核人 of 岳阳楼区, 联络员 of its court, 审计员
/// 安全保密管理员 系统管理员 of 岳阳楼区, 负责人 of the city. `+` gets past: whatever the answer then is, it is not 403. `.` is refused, with 403 and
/// nothing done.
const LOGINS: &[&str] = &["clerk", "officer", "head", "reviewer", "court", "auditor", "security", "system", "city"];

const ALL: &str = "+++++++++";
const CASES: &str = "++++.+..+";
const DECIDE: &str = ".++.....+";
const REVEAL: &str = "+++.....+";
const LISTED: &str = ".+++.+..+";
const HEAD: &str = "..+.....+";
const REVIEW: &str = "..++....+";
/// 名录 is governed by the root alone.
const ROOT: &str = "........+";
const LIAISON: &str = "....+....";
const SECURITY: &str = "......+..";
const AUDITOR: &str = ".....+...";
pub(crate) const BY_ANYBODY: &str = "anybody";

pub(crate) type Line = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const VERSION: (&str, &str) = ("version", "1");
const REASON: (&str, &str) = ("reason", "依据全部材料逐项核对以后作出");
const PURPOSE: (&str, &str) = ("purpose", "联系当事人调解");

/// Route, marks, an address of it, what its form sends. `1` is a filing of 岳阳楼区 that is on file.
pub(crate) const LINES: &[Line] = &[
    ("GET /", ALL, "/", &[]),
    ("GET /login", BY_ANYBODY, "/login", &[]),
    ("POST /login", BY_ANYBODY, "/login", &[]),
    ("POST /logout", ALL, "/logout", &[]),
    ("GET /absences", SECURITY, "/absences", &[]),
    ("POST /absences", SECURITY, "/absences", &[("login", "officer"), ("from", "2026-05-12"), ("until", "2026-05-12")]),
    ("POST /absences/end", SECURITY, "/absences/end", &[("login", "officer")]),
    ("GET /avoidance", DECIDE, "/avoidance", &[]),
    ("POST /avoidance", DECIDE, "/avoidance", &[("relation", "spouse"), ("operator_name", "城南店")]),
    ("POST /avoidance/{id}/end", DECIDE, "/avoidance/9/end", &[]),
    ("POST /submissions/{id}/avoidance", HEAD, "/submissions/1/avoidance", &[("account", "9"), ("ruling", "avoid"), REASON]),
    ("POST /batches", DECIDE, "/batches", &[("kind", "accept"), ("matter", "1"), REASON]),
    ("GET /batches/{id}", CASES, "/batches/1", &[]),
    ("POST /batches/{id}/undo", CASES, "/batches/1/undo", &[]),
    ("POST /claim", DECIDE, "/claim", &[]),
    ("POST /reminders/seen", CASES, "/reminders/seen", &[("reminder", "1")]),
    ("GET /recounts/{id}", CASES, "/recounts/1", &[]),
    ("GET /submissions", CASES, "/submissions", &[]),
    ("POST /submissions/columns", CASES, "/submissions/columns", &[("column", "number")]),
    ("POST /submissions/filters", CASES, "/submissions/filters", &[("name", "食品"), ("query", "category=food")]),
    ("POST /submissions/filters/{id}/delete", CASES, "/submissions/filters/9/delete", &[]),
    ("GET /submissions/{id}", CASES, "/submissions/1", &[]),
    ("POST /submissions/{id}/reveal", REVEAL, "/submissions/1/reveal", &[("class", "phone"), PURPOSE]),
    ("POST /submissions/{id}/matters/{matter}/{act}", DECIDE, "/submissions/1/matters/1/tell", &[VERSION]),
    ("POST /submissions/{id}/clues", DECIDE, "/submissions/1/clues", &[REASON]),
    ("POST /submissions/{id}/clues/{clue}/{act}", DECIDE, "/submissions/1/clues/1/file", &[REASON]),
    ("POST /submissions/{id}/referrals/{referral}/{act}", HEAD, "/submissions/1/referrals/1/approve_referral", &[VERSION, REASON]),
    ("POST /submissions/{id}/protections", DECIDE, "/submissions/1/protections", &[("kind", "public_interest"), REASON]),
    ("POST /submissions/{id}/protections/{protection}/lift", DECIDE, "/submissions/1/protections/9/lift", &[REASON]),
    ("POST /submissions/{id}/findings", DECIDE, "/submissions/1/findings", &[("circumstance", "yy16.2.1"), REASON]),
    (
        "POST /submissions/{id}/findings/{finding}/outcomes",
        DECIDE,
        "/submissions/1/findings/9/outcomes",
        &[("outcome", "confirmed"), REASON],
    ),
    (
        "POST /submissions/{id}/links",
        DECIDE,
        "/submissions/1/links",
        &[("left", "1"), ("right", "2"), ("same", "yes"), ("ground", "records"), ("note", "")],
    ),
    ("GET /persons/review", DECIDE, "/persons/review", &[]),
    (
        "POST /persons/review",
        DECIDE,
        "/persons/review",
        &[("left", "1"), ("right", "2"), ("same", "yes"), ("ground", "records"), ("note", "")],
    ),
    ("GET /persons/{id}", CASES, "/persons/1", &[]),
    ("POST /persons/{id}/split", DECIDE, "/persons/1/split", &[("filing", "1"), REASON]),
    ("POST /persons/{id}/merge", DECIDE, "/persons/1/merge", &[("number", "A2"), REASON]),
    ("POST /persons/{id}/links", DECIDE, "/persons/1/links", &[("left", "1"), ("right", "2"), ("same", "yes"), REASON]),
    ("POST /persons/{id}/links/{edge}/undo", DECIDE, "/persons/1/links/9/undo", &[REASON]),
    ("GET /persons/{id}/registry", DECIDE, "/persons/1/registry", &[]),
    ("POST /persons/{id}/registry", DECIDE, "/persons/1/registry", &[REASON]),
    ("GET /registry", LISTED, "/registry", &[]),
    ("GET /registry/switch", LISTED, "/registry/switch", &[]),
    ("POST /registry/switch", ROOT, "/registry/switch", &[("assessment", "1"), REASON]),
    ("POST /registry/assessments", ROOT, "/registry/assessments", &[]),
    ("POST /registry/assessments/{id}/approve", ROOT, "/registry/assessments/1/approve", &[]),
    ("GET /registry/{id}", LISTED, "/registry/1", &[]),
    ("POST /registry/{id}/stance", REVIEW, "/registry/1/stance", &[("stance", "recognised"), REASON]),
    ("POST /registry/{id}/confirm", DECIDE, "/registry/1/confirm", &[]),
    ("POST /registry/{id}/{act}", REVIEW, "/registry/1/approve", &[VERSION, REASON]),
    ("POST /registry/{id}/objections/{objection}", DECIDE, "/registry/1/objections/1", &[VERSION, ("outcome", "rejected"), REASON]),
    ("GET /submissions/{id}/together", CASES, "/submissions/1/together", &[]),
    ("GET /together", CASES, "/together", &[]),
    ("GET /together/groups/{id}", CASES, "/together/groups/1", &[]),
    ("GET /together/hot-issues/{id}", CASES, "/together/hot-issues/1", &[]),
    ("GET /policies", CASES, "/policies", &[]),
    ("POST /policies", DECIDE, "/policies", &[("circumstance", "yy16.2.1"), ("content", "x"), ("note", "试")]),
    ("GET /policies/draft/{circumstance}", CASES, "/policies/draft/yy16.2.1", &[]),
    ("GET /policies/{id}", CASES, "/policies/1", &[]),
    ("POST /policies/{id}/{act}", HEAD, "/policies/1/approve", &[("effective_on", "2026-06-01")]),
    ("GET /lookup", REVEAL, "/lookup", &[]),
    ("POST /lookup", REVEAL, "/lookup", &[("by", "phone"), ("value", "13800138000"), PURPOSE]),
    ("GET /imports", REVEAL, "/imports", &[]),
    ("POST /imports", REVEAL, "/imports", &[]),
    ("GET /imports/template/{kind}", REVEAL, "/imports/template/submissions", &[]),
    ("GET /imports/{id}", REVEAL, "/imports/1", &[]),
    ("GET /imports/{id}/progress", REVEAL, "/imports/1/progress", &[]),
    ("GET /imports/{id}/errors.xlsx", REVEAL, "/imports/1/errors.xlsx", &[]),
    ("GET /exports", CASES, "/exports", &[]),
    ("POST /exports", HEAD, "/exports", &[("kind", "submissions"), ("format", "csv")]),
    ("GET /shared", LIAISON, "/shared", &[]),
    ("GET /shared/{id}", LIAISON, "/shared/1", &[]),
    ("POST /shared/{id}/reveal", LIAISON, "/shared/1/reveal", &[("class", "name"), PURPOSE]),
    ("GET /looks", AUDITOR, "/looks", &[]),
    ("GET /account", ALL, "/account", &[]),
    ("GET /account/second-factor", ALL, "/account/second-factor", &[]),
    ("POST /account/password", ALL, "/account/password", &[("old", "not it"), ("new", "some other words"), ("again", "some other words")]),
    ("POST /account/sessions", ALL, "/account/sessions", &[("session", "nobody's")]),
    ("POST /account/second-factor", ALL, "/account/second-factor", &[]),
    ("POST /account/second-factor/confirm", ALL, "/account/second-factor/confirm", &[("code", "000000")]),
    ("POST /account/second-factor/remove", ALL, "/account/second-factor/remove", &[("password", "not it")]),
    ("GET /login/code", BY_ANYBODY, "/login/code", &[]),
    ("POST /login/code", BY_ANYBODY, "/login/code", &[]),
    ("GET /login/outside", BY_ANYBODY, "/login/outside", &[]),
    ("GET /login/outside/return", BY_ANYBODY, "/login/outside/return", &[]),
    ("GET /audit", AUDITOR, "/audit", &[]),
    ("GET /audit/integrity", AUDITOR, "/audit/integrity", &[]),
    ("POST /audit/rechecks", AUDITOR, "/audit/rechecks", &[("count", "0")]),
    ("POST /audit/rechecks/{id}", AUDITOR, "/audit/rechecks/1", &[("outcome", "clean"), ("note", "逐项核对")]),
    ("GET /persons/{id}/dossier", CASES, "/persons/1/dossier", &[]),
    ("GET /submissions/{id}/dossier", CASES, "/submissions/1/dossier", &[]),
    ("GET /persons/{id}/rights", REVEAL, "/persons/1/rights", &[]),
    ("POST /persons/{id}/rights", REVEAL, "/persons/1/rights", &[("submission", "1")]),
    ("GET /rights", CASES, "/rights", &[]),
    ("GET /rights/{id}", CASES, "/rights/1", &[]),
    ("POST /rights/{id}/copy", DECIDE, "/rights/1/copy", &[]),
    (
        "POST /rights/{id}/correct",
        DECIDE,
        "/rights/1/correct",
        &[("submission", "1"), ("class", "phone"), ("value", "13800138009"), REASON],
    ),
    ("POST /rights/{id}/erase", HEAD, "/rights/1/erase", &[("submission", "1"), REASON]),
    ("POST /rights/{id}/answer", DECIDE, "/rights/1/answer", &[REASON]),
    ("GET /rights/papers/{id}", REVEAL, "/rights/papers/1", &[]),
    ("GET /registry/hints", LISTED, "/registry/hints", &[]),
    ("POST /registry/hints", REVIEW, "/registry/hints", &[]),
    ("GET /registry/papers/{id}", LISTED, "/registry/papers/1", &[]),
    ("GET /registry/papers/{id}/docx", LISTED, "/registry/papers/1/docx", &[]),
    ("POST /registry/papers/{id}/services", DECIDE, "/registry/papers/1/services", &[("entry", "1")]),
    ("GET /papers/{id}", REVEAL, "/papers/1", &[]),
    ("GET /papers/{id}/docx", REVEAL, "/papers/1/docx", &[]),
    ("GET /papers/{id}/correct", REVEAL, "/papers/1/correct", &[]),
    ("POST /submissions/{id}/papers", DECIDE, "/submissions/1/papers", &[("matter", "1"), ("kind", "complaint_accepted")]),
    ("POST /submissions/{id}/papers/preview", DECIDE, "/submissions/1/papers/preview", &[("matter", "1"), ("kind", "complaint_accepted")]),
    ("GET /submissions/{id}/papers/new/{matter}/{kind}", DECIDE, "/submissions/1/papers/new/1/complaint_accepted", &[]),
    ("POST /submissions/{id}/papers/{paper}/services", DECIDE, "/submissions/1/papers/1/services", &[]),
    ("POST /submissions/{id}/papers/{paper}/services/{service}/complete", DECIDE, "/submissions/1/papers/1/services/1/complete", &[]),
    ("GET /static/{file}", BY_ANYBODY, "/static/none.css", &[]),
];

/// `METHOD path` of every route, read from the source that the site is built from.
fn routes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in ROUTES.lines().map(str::trim).filter(|line| line.starts_with(".route(\"")) {
        let (path, rest) = line.trim_start_matches(".route(\"").split_once('"').expect("a path");
        for (method, name) in
            [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("delete(", "DELETE"), ("patch(", "PATCH"), ("any(", "ANY")]
        {
            if rest.contains(method) {
                found.insert(format!("{name} {path}"));
            }
        }
    }
    found
}

#[test]
fn every_route_has_its_line_and_every_line_its_route() {
    let lines: BTreeSet<String> = LINES.iter().map(|(route, ..)| (*route).to_owned()).collect();
    assert_eq!(lines.len(), LINES.len(), "a route has two lines");
    assert_eq!(ROUTES.matches(".route(").count(), ROUTES.lines().filter(|line| line.trim().starts_with(".route(\"")).count());
    let routes = routes();
    let without: Vec<_> = routes.difference(&lines).collect();
    let beyond: Vec<_> = lines.difference(&routes).collect();
    assert!(
        without.is_empty() && beyond.is_empty(),
        "routes without an authorisation test: {without:?}; lines without a route: {beyond:?}"
    );
}

async fn ask(browser: &Browser<'_>, (route, _, address, fields): &Line) -> (StatusCode, String) {
    let answer = match *route {
        "POST /imports" => browser.upload(&browser.csrf, "submissions", "a.csv", b"a,b\n1,2\n").await,
        _ if route.starts_with("GET ") => browser.get(address).await,
        _ => browser.post(address, fields).await,
    };
    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
    (answer.status, text)
}

#[tokio::test]
async fn everybody_gets_as_far_as_their_line_says() {
    let site = Site::new().await;
    site.log_in("head").await.import("五月.csv", FILINGS).await;
    let mut wrong = Vec::new();
    for (at, login) in LOGINS.iter().enumerate() {
        let browser = site.log_in(login).await;
        // Logging out is somebody's last act.
        let (last, lines): (Vec<&Line>, Vec<&Line>) = LINES.iter().partition(|(route, ..)| *route == "POST /logout");
        for line in lines.into_iter().chain(last).filter(|(_, marks, ..)| *marks != BY_ANYBODY) {
            let (status, text) = ask(&browser, line).await;
            let (route, marks, ..) = line;
            let passes = marks.as_bytes()[at] == b'+';
            if passes == (status == StatusCode::FORBIDDEN) || (!passes && text.contains("13800138000")) {
                wrong.push(format!("{login}: {route} is {status}, `{marks}`"));
            }
            assert!(!status.is_server_error(), "{login}: {route} is {status}");
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whoever may not know of a filing is told nothing of it: the answer is that for a filing that does not exist, to the byte but
/// for the number asked for.
#[tokio::test]
async fn other_peoples_filings_do_not_exist() {
    let site = Site::new().await;
    site.log_in("head").await.import("五月.csv", FILINGS).await;
    let pages = ["/submissions/{id}", "/submissions/{id}/together", "/submissions/{id}/papers/new/{id}/complaint_accepted"];
    let forms: &[(&str, &[(&str, &str)])] = &[
        ("/submissions/{id}/reveal", &[("class", "phone"), PURPOSE]),
        ("/submissions/{id}/clues", &[REASON]),
        ("/submissions/{id}/protections", &[("kind", "public_interest"), REASON]),
        ("/submissions/{id}/matters/{id}/tell", &[VERSION]),
    ];
    let without_id = |text: String, id: i64| text.replace(&format!("/{id}"), "/…");
    // 岳阳县 asks for filings of 岳阳楼区.
    let stranger = site.log_in("stranger").await;
    for id in 1..=2_i64 {
        for (path, missing) in pages.iter().map(|page| (page.replace("{id}", &id.to_string()), page.replace("{id}", "999"))) {
            let (found, none) = (stranger.get(&path).await, stranger.get(&missing).await);
            assert_eq!((found.status, none.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{path}");
            assert!(!found.text().contains("洞庭") && !found.text().contains(">A1<"), "{path}");
            assert_eq!(found.text().len(), none.text().len(), "{path}");
        }
        for (path, fields) in forms {
            let answer = stranger.post(&path.replace("{id}", &id.to_string()), fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!without_id(answer.text().to_owned(), id).contains("洞庭"), "{path}");
        }
    }
    // The court asks for filings that were not shared with it.
    let court = site.log_in("court").await;
    for id in 1..=4_i64 {
        assert_eq!(court.get(&format!("/shared/{id}")).await.status, StatusCode::NOT_FOUND);
        let asked = court.post(&format!("/shared/{id}/reveal"), &[("class", "name"), PURPOSE]).await;
        assert_eq!(asked.status, StatusCode::NOT_FOUND);
        assert!(!asked.text().contains("欧阳"));
    }
}
