//! `mingjian demo`: a made-up city on one command.
//!
//! Everything in it is synthetic. It goes in by the same road as real files: tables of text, every cell checked.

mod entries;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;
use casework::codes::Role;
use desk::Desk;
use desk::imports::{self, ImportFile};
use desk::setup::{self, NewAccount, Setup};
use exchange::{Input, Profile};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use testkit::city::{City, CityPlan, Table};

use crate::data_folder::DataFolder;
use crate::terminal::Output;

/// The password of every account of the demo. It opens nothing but made-up data on this machine.
const PASSWORD: &str = "mingjian-demo-2026";

/// Login, name, post, unit.
const ACCOUNTS: &[(&str, &str, Role, &str)] = &[
    ("head", "沈负责（演示）", Role::Head, "YY"),
    ("officer", "周承办（演示）", Role::Officer, "YY"),
    ("county", "彭楼区（演示）", Role::Officer, "YYL"),
    ("clerk", "李登记（演示）", Role::Clerk, "YY"),
    ("auditor", "方审计（演示）", Role::Auditor, "YY"),
    ("deputy", "柳副职（演示）", Role::Head, "YY"),
    ("reviewer", "许复核（演示）", Role::RegistryReviewer, "YY"),
    ("security", "丁安全（演示）", Role::SecurityAdministrator, "YY"),
    ("chief", "任楼区（演示）", Role::Head, "YYL"),
    ("court", "罗法官（演示）", Role::Liaison, "YYL-FY"),
    ("police", "秦警官（演示）", Role::Liaison, "YY-GA"),
];

#[derive(clap::Args)]
pub(crate) struct DemoArguments {
    /// Where to make the city; a folder under the system's temporary folder if absent. Served again if it is there already.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// How many filings.
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    size: usize,
    /// postgres://… of an empty database; SQLite inside the folder if absent.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Which city; the same number gives the same city.
    #[arg(long, value_name = "N", default_value_t = 2026)]
    seed: u64,
    /// Make it and stop.
    #[arg(long)]
    no_serve: bool,
    /// Read whole days from standard input, one number a line, and put the clock of the city that far ahead: shows what terms
    /// do without waiting for them.
    #[arg(long)]
    steer_clock: bool,
}

/// Days by which the clock of the city is ahead.
static DAYS_AHEAD: AtomicI64 = AtomicI64::new(0);

/// The present of the city.
fn now() -> Timestamp {
    super::now() + SignedDuration::from_hours(24 * DAYS_AHEAD.load(Ordering::Relaxed))
}

/// Follows standard input to its end. A line that is no number of days is told and changes nothing.
fn steer(output: Output) {
    for line in std::io::stdin().lines().map_while(Result::ok) {
        match line.trim().parse::<u16>() {
            Ok(days) => {
                DAYS_AHEAD.fetch_add(i64::from(days), Ordering::Relaxed);
                output.result(
                    &json!({"today": desk::time::local_date(now()).to_string()}),
                    &format!("演示日期：{}", desk::time::local_date(now())),
                );
            }
            Err(error) => output.progress(&json!({"ignored": error.to_string()}), &format!("没有移动日期：{error}")),
        }
    }
}

pub(crate) async fn run(arguments: DemoArguments, output: Output) -> anyhow::Result<()> {
    let folder = match &arguments.data {
        Some(folder) => folder.clone(),
        None => temporary_folder().join(format!("mingjian-demo-{}-{}", arguments.size, arguments.seed)),
    };
    let desk =
        if folder.join("config.toml").exists() { DataFolder::open(&folder).await? } else { make(&folder, &arguments, output).await? };
    output.result(&json!({"data": folder, "accounts": accounts(), "password": PASSWORD}), &welcome(&folder));
    if arguments.no_serve {
        return Ok(());
    }
    let notice = Some("演示环境：人员、单位与往来均为虚构".to_owned());
    let config = web::Config { notice, ..web::Config::new(now) };
    if arguments.steer_clock {
        std::thread::spawn(move || steer(output));
    }
    super::serve::serve(desk, arguments.listen, config, |address| {
        output.result(&json!({"listening": address.to_string()}), &format!("打开浏览器：http://{address}    （按 Ctrl-C 结束）"));
    })
    .await
}

fn accounts() -> Vec<serde_json::Value> {
    ACCOUNTS.iter().map(|(login, name, role, org)| json!({"login": login, "name": name, "role": role.code(), "org": org})).collect()
}

fn welcome(folder: &Path) -> String {
    let rows: String =
        ACCOUNTS.iter().map(|(login, name, role, org)| format!("  {login:<10}{:<8}{org:<6}{name}\n", role.label())).collect();
    format!(
        "演示城市已就绪（全部人员、单位往来均为虚构）：{}\n账号（密码均为 {PASSWORD}）：\n{rows}删除该目录即可清除演示数据。",
        folder.display()
    )
}

async fn make(folder: &Path, arguments: &DemoArguments, output: Output) -> anyhow::Result<Desk> {
    let started = super::now();
    let organisations = setup::parse_organisations(super::init::DEFAULT_ORGANISATIONS)?;
    let admin = NewAccount::administrator("admin", PASSWORD, &organisations[0].code);
    let (place, kek) = DataFolder::create(folder, arguments.database.as_deref(), None)?;
    if let Err(error) = setup::init(&place.location, &kek, Setup { organisations, admin }, super::now()).await {
        place.discard(folder);
        return Err(error).context("演示城市未能建立");
    }
    let desk = DataFolder::open(folder).await?;
    for &(login, name, role, org) in ACCOUNTS {
        let account = NewAccount { login: login.into(), display_name: name.into(), password: PASSWORD.into(), role, org_code: org.into() };
        desk::accounts::add(&desk, &account, super::now()).await?;
    }
    let city = City::new(CityPlan { seed: arguments.seed, filings: arguments.size, today: super::today() });
    for table in &city.tables {
        bring_in(&desk, table, output).await?;
    }
    desk::assignment::share_out(&desk, super::now()).await?;
    desk::assessment::run(&desk, super::today(), super::now(), None).await?;
    if let Some(reason) = entries::make(&desk, PASSWORD, super::now()).await? {
        output.progress(&json!({"registry": reason}), &format!("名录演示数据没有建立：{reason}"));
    }
    tell_time(output, super::now().duration_since(started), arguments.size);
    Ok(desk)
}

async fn bring_in(desk: &Desk, table: &Table, output: Output) -> anyhow::Result<()> {
    if table.rows.is_empty() {
        return Ok(());
    }
    let kind = table.kind;
    let file = ImportFile {
        kind,
        name: format!("演示-{}.csv", kind.label()),
        input: Input::Bytes(table.to_csv().into_bytes().into()),
        profile: Profile::standard(kind),
        account_id: None,
    };
    let summary = imports::run(desk, file, super::now(), |progress| {
        output.progress(&json!({"kind": kind.code(), "rows": progress.rows}), &format!("导入演示{}：{} 行", kind.label(), progress.rows));
    })
    .await?;
    output.progress_done();
    anyhow::ensure!(summary.rejected == 0, "演示城市的 {} 有 {} 行被退回", kind.label(), summary.rejected);
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "the city is made up: nothing in it is anybody's")]
fn temporary_folder() -> PathBuf {
    std::env::temp_dir()
}

fn tell_time(output: Output, elapsed: SignedDuration, size: usize) {
    output.progress(&json!({"made": size, "seconds": elapsed.as_secs_f64()}), &format!("{size} 件用时 {:.1} 秒", elapsed.as_secs_f64()));
    output.progress_done();
}
