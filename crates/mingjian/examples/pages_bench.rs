//! Pages under load: 50 clients at once over one server in this process, each asking for lists, cases and the desk in turn,
//! once with a second between requests (a hurried officer) and once without any pause (as much as the machine gives).
//!
//! `cargo xtask bench pages_bench 200000 [postgres://… of an empty database]`
//!
//! The city is made, imported and assessed first; that is not timed. Times are of whole requests over loopback, the client's
//! share of the two cores included.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use casework::codes::Role;
use desk::imports::{self, ImportFile};
use desk::login::LoginForm;
use desk::setup::{self, NewAccount, Setup};
use desk::{Desk, Location};
use exchange::{Input, Profile};
use jiff::Timestamp;
use testkit::city::{City, CityPlan};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const ORGANISATIONS: &str = include_str!("../../../policy/organisations/yueyang.toml");
const CLIENTS: usize = 50;
const REQUESTS_EACH: usize = 120;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filings: usize = std::env::args().nth(1).map_or(Ok(200_000), |n| n.parse())?;
    let postgres = std::env::args().nth(2);
    let folder = tempfile::tempdir()?;
    measure("SQLite", &Location::Sqlite(folder.path().join("pages.sqlite")), filings).await?;
    if let Some(url) = postgres {
        measure("PostgreSQL", &Location::Postgres(url), filings).await?;
    }
    Ok(())
}

fn now() -> Timestamp {
    Timestamp::now()
}

async fn measure(name: &str, location: &Location, filings: usize) -> anyhow::Result<()> {
    let desk = city(location, filings).await?;
    let token = desk::login::login(&desk, &LoginForm { login: "head".into(), password: "a long password".into() }, "bench", now()).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(web::serve(desk, web::Config::new(now), listener, std::future::pending()));
    let paths = Arc::new(paths(filings));
    // Once over every kind of page, so that nothing is timed while caches are cold.
    client(address, &token, &paths, 0, 30, Duration::ZERO).await?;
    println!("{name}, {filings} filings, {CLIENTS} clients");
    for (how, requests_each, pause) in
        [("a second between requests", 25, Duration::from_secs(1)), ("no pause at all", REQUESTS_EACH, Duration::ZERO)]
    {
        println!(" {how}");
        round(address, &token, &paths, requests_each, pause).await?;
    }
    server.abort();
    Ok(())
}

async fn round(
    address: SocketAddr,
    token: &str,
    paths: &Arc<Vec<(&'static str, String)>>,
    requests_each: usize,
    pause: Duration,
) -> anyhow::Result<()> {
    let started = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (token, paths) = (token.to_owned(), Arc::clone(paths));
            tokio::spawn(async move {
                // Not all at the same moment.
                tokio::time::sleep(pause * u32::try_from(number).unwrap_or(0) / u32::try_from(CLIENTS).unwrap_or(1)).await;
                client(address, &token, &paths, number * 97, requests_each, pause).await
            })
        })
        .collect();
    let mut times: Vec<(String, Duration)> = Vec::new();
    for client in clients {
        times.extend(client.await??);
    }
    let elapsed = started.elapsed();
    println!("  {} requests in {:.1} s, {:.0}/s", times.len(), elapsed.as_secs_f64(), times.len() as f64 / elapsed.as_secs_f64());
    let mut kinds: Vec<String> = times.iter().map(|(kind, _)| kind.clone()).collect();
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        let mut of_kind: Vec<Duration> = times.iter().filter(|(k, _)| *k == kind).map(|(_, time)| *time).collect();
        of_kind.sort();
        let at = |share: f64| of_kind[((of_kind.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!("  {kind:<28} n {:>5}  p50 {:>6.1} ms  p95 {:>6.1} ms  p99 {:>6.1} ms", of_kind.len(), at(0.5), at(0.95), at(0.99));
    }
    Ok(())
}

/// What is asked for, with the name under which it is counted.
fn paths(filings: usize) -> Vec<(&'static str, String)> {
    let mut paths = Vec::new();
    for n in 0..200_usize {
        let id = 1 + n * 7919 % filings;
        paths.push(("desk", "/".to_owned()));
        paths.push(("list, newest", "/submissions".to_owned()));
        paths.push(("case", format!("/submissions/{id}")));
        paths.push(("list, due first", format!("/submissions?sort=due&state=open&page={}", 1 + n % 4)));
        paths.push(("case", format!("/submissions/{}", 1 + (id * 31) % filings)));
        paths.push(("list, filtered", format!("/submissions?category=food&issue=label&page={}", 1 + n % 6)));
        paths.push(("list, by trader", "/submissions?operator=%E8%B6%85%E5%B8%82".to_owned()));
        paths.push(("list, findings", "/submissions?verdict=hit".to_owned()));
    }
    paths
}

async fn city(location: &Location, filings: usize) -> anyhow::Result<Desk> {
    let kek = vault::Kek::generate(&mut desk::random::rng());
    let organisations = setup::parse_organisations(ORGANISATIONS)?;
    let admin = NewAccount::administrator("admin", "a long password", "YY");
    setup::init(location, &kek, Setup { organisations, admin }, now()).await?;
    let desk = Desk::open(location, &kek).await?;
    for (login, role) in [("head", Role::Head), ("officer", Role::Officer)] {
        let account = NewAccount {
            login: login.into(),
            display_name: format!("{login}（演示）"),
            password: "a long password".into(),
            role,
            org_code: "YY".into(),
        };
        desk::accounts::add(&desk, &account, now()).await?;
    }
    let started = Instant::now();
    let today = desk::time::local_date(now());
    let city = City::new(CityPlan { seed: 1, filings, today });
    for table in city.tables.iter().filter(|table| !table.rows.is_empty()) {
        let kind = table.kind;
        let input = Input::Bytes(table.to_csv().into_bytes().into());
        let file = ImportFile { kind, name: "made-up.csv".into(), input, profile: Profile::standard(kind), account_id: None };
        let summary = imports::run(&desk, file, now(), |_| ()).await?;
        ensure!(summary.rejected == 0, "{summary:?}");
    }
    println!("imported in {:.1} s", started.elapsed().as_secs_f64());
    desk::assignment::share_out(&desk, now()).await?;
    let started = Instant::now();
    let summary = desk::assessment::run(&desk, today, now(), None).await?;
    println!("assessed in {:.1} s: {summary:?}", started.elapsed().as_secs_f64());
    Ok(desk)
}

/// Asks one after another over one connection; the time of a request ends with the last byte of its answer.
async fn client(
    address: SocketAddr,
    token: &str,
    paths: &[(&'static str, String)],
    start: usize,
    requests: usize,
    pause: Duration,
) -> anyhow::Result<Vec<(String, Duration)>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut times = Vec::with_capacity(requests);
    for (kind, path) in paths.iter().cycle().skip(start).take(requests) {
        let started = Instant::now();
        let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: session={token}\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let status = answer(&mut stream).await.with_context(|| path.clone())?;
        ensure!(status == 200, "{path} answered {status}");
        times.push(((*kind).to_owned(), started.elapsed()));
        tokio::time::sleep(pause).await;
    }
    Ok(times)
}

async fn answer(stream: &mut TcpStream) -> anyhow::Result<u16> {
    let mut buffer = Vec::with_capacity(64 * 1024);
    let head_end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        ensure!(stream.read_buf(&mut buffer).await? > 0, "the server hung up");
    };
    let head = std::str::from_utf8(&buffer[..head_end])?.to_ascii_lowercase();
    let status = head.split(' ').nth(1).context("a status")?.parse()?;
    let length: usize = head.lines().find_map(|line| line.strip_prefix("content-length:")).context("a content-length")?.trim().parse()?;
    while buffer.len() < head_end + length {
        ensure!(stream.read_buf(&mut buffer).await? > 0, "the server hung up");
    }
    Ok(status)
}
