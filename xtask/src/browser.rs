//! The journeys of `e2e/` in a real Chromium, once on each database.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, ensure};

use crate::{edge, postgres::Postgres, process, tally::Count};

pub(crate) fn run(postgres: &Postgres) -> anyhow::Result<Count> {
    install()?;
    let binary = build_binary()?;
    let mut count = Count::default();
    let databases = [("sqlite", None), ("postgres", Some(postgres.create_database("mingjian_browser")?))];
    for (name, url) in databases {
        let mut journeys = Command::new("node");
        journeys.current_dir(folder()).arg("run.mjs").args(["--binary".as_ref(), binary.as_os_str()]).args(["--name", name]);
        if let Some(url) = url {
            journeys.args(["--database", &url]);
        }
        count.add(Count::of(&process::watch(&mut journeys)?));
    }
    Ok(count)
}

/// The development build of the binary, beside our own.
pub(crate) fn build_binary() -> anyhow::Result<PathBuf> {
    process::must(edge::cargo().args(["build", "--package", "mingjian"]))?;
    let ours = std::env::current_exe().context("cannot tell where xtask runs from")?;
    let binary = ours.with_file_name(format!("mingjian{}", std::env::consts::EXE_SUFFIX));
    ensure!(binary.is_file(), "cargo built mingjian, but not at {}", binary.display());
    Ok(binary)
}

fn folder() -> PathBuf {
    edge::root().join("e2e")
}

/// Exactly the packages of the lock file; npm leaves them alone where they are there already.
fn install() -> anyhow::Result<()> {
    let installed = std::fs::read(folder().join("node_modules/.package-lock.json")).is_ok();
    let is_current = installed && process::said(Command::new("npm").args(["ls", "--all"]).current_dir(folder())).is_some();
    if is_current {
        return Ok(());
    }
    process::must(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder()))
}
