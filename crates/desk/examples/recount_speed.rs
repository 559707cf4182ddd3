//! How long a change of the work calendar takes: the clocks of 100,000 open matters counted again, their officers told.
//!
//! `cargo xtask postgres cargo xtask bench recount_speed [MATTERS]` (without a server: SQLite only). Filings of late 2026 are made,
//! imported and shared out first; that is not timed. Timed are three loads: the calendar of 2027, which moves what ends after New Year's
//! Eve; the same file again, which moves nothing; and an amended notice for 2026, which moves every last day.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

use std::fmt::Write as _;
use std::time::Instant;

use casework::codes::{ImportKind, Role};
use desk::{Desk, law_files};
use jiff::Timestamp;
use law::PackFile;
use testkit::databases::{self, TestDatabase};

#[path = "../tests/stories/house.rs"]
mod house;

#[tokio::main]
async fn main() {
    let matters: usize = std::env::args().nth(1).map_or(100_000, |n| n.parse().expect("a number of matters"));
    let databases = [Some(databases::sqlite().await), databases::postgres().await];
    for database in databases.into_iter().flatten() {
        measure(&database, matters).await;
        database.remove().await;
    }
}

/// 2026-12-31, a Thursday, 09:00 in Yueyang.
fn now() -> Timestamp {
    "2026-12-31T01:00:00Z".parse().expect("a moment")
}

async fn measure(database: &TestDatabase, matters: usize) {
    let desk = town(database, matters).await;
    let text = "[[year]]\nyear = 2027\nsource = \"测量用\"\nworkdays = 260\nholidays = [{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }]\nmake_up = []\n";
    let calendar = PackFile { name: "calendar-2027.toml".to_owned(), text: text.to_owned() };
    let amended = PackFile { name: "calendar-2026-amended.toml".to_owned(), text: amended_2026() };
    for (what, file) in [("the calendar of 2027", &calendar), ("the same again", &calendar), ("the notice of 2026 amended", &amended)] {
        let started = Instant::now();
        let loaded = law_files::load(&desk, std::slice::from_ref(file), "bench", now()).await.expect("loaded");
        println!(
            "{:<9} {what}: {:.2} s, {} clocks counted again, {} moved, their officers told",
            database.name,
            started.elapsed().as_secs_f64(),
            loaded.counted,
            loaded.moved
        );
    }
}

/// The notice of 2026 with New Year's Eve off.
fn amended_2026() -> String {
    let files = law::Pack::builtin_files();
    let calendar = &files.iter().find(|file| file.name == "calendar.toml").expect("the calendar").text;
    let year = calendar.split("[[year]]").find(|year| year.contains("year = 2026\n")).expect("a year on file");
    let workdays = year.lines().find_map(|line| line.strip_prefix("workdays = ")).expect("a count");
    let fewer = workdays.parse::<u32>().expect("a number") - 1;
    let first = "    { name = \"元旦\"";
    let year = year
        .replace("year = 2026\n", "year = 2026\namends = true\n")
        .replace(&format!("workdays = {workdays}"), &format!("workdays = {fewer}"))
        .replace(first, &format!("    {{ name = \"临时放假\", from = 2026-12-31, to = 2026-12-31 }},\n{first}"));
    format!("[[year]]{year}")
}

/// A bureau with so many open matters, half complaints, half tip-offs, received in the last days of 2026.
async fn town(database: &TestDatabase, matters: usize) -> Desk {
    let (desk, _) = house::new_system(database, now()).await;
    for n in 0..20 {
        let account = house::account(&format!("officer{n}"), &format!("承办{n}"), Role::Officer, "YYL");
        desk::accounts::add(&desk, &account, now()).await.expect("let in");
    }
    let mut rows = String::from("来件编号,来源渠道,登记时间,类型,姓名,联系电话,是否实名,被投诉举报单位,行政区划代码,商品或服务,内容\n");
    for n in 0..matters / 2 {
        // All of these clocks still run on the last day of the year.
        let (day, phone) = (22 + n % 9, 13_800_000_000 + n);
        writeln!(rows, "N{n},来访,2026-12-{day} 08:00,投诉举报,测试,{phone},是,洞庭渔家店,430602,酱板鸭,商品有问题")
            .expect("a string grows");
    }
    let summary = house::bring(&desk, ImportKind::Submissions, "made-up.csv", rows.as_bytes(), now()).await.expect("a good file");
    assert_eq!(summary.rejected, 0);
    desk::assignment::share_out(&desk, now()).await.expect("shared out");
    // What PostgreSQL does by itself within a minute or so.
    database.store.analyze().await.expect("looked at");
    desk
}
