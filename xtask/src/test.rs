//! `cargo xtask test`: everything that must hold, counted.

use std::process::{Command, ExitCode};

use anyhow::ensure;

use crate::{
    browser, docs, edge, judges, packages,
    postgres::{self, Postgres},
    process,
    tally::{Count, Tally},
};

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Format,
    Lint,
    Tests,
    Browser,
    Judges,
    Docs,
}

const STAGES: &[(&str, Stage)] = &[
    ("format", Stage::Format),
    ("lint", Stage::Lint),
    ("tests", Stage::Tests),
    ("browser", Stage::Browser),
    ("judges", Stage::Judges),
    ("docs", Stage::Docs),
];

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    for argument in arguments {
        let is_known = STAGES.iter().any(|(name, _)| name == argument);
        ensure!(
            is_known,
            "there is no stage {argument}; there are: {}",
            STAGES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
        );
    }
    let chosen = STAGES.iter().filter(|(name, _)| arguments.is_empty() || arguments.iter().any(|argument| argument == name));

    let mut tally = Tally::default();
    let mut postgres = None;
    for (name, stage) in chosen {
        let started = edge::stopwatch();
        println!("\n== {name}");
        let count = prepare(*stage, &mut postgres).and_then(|()| run_stage(*stage, postgres.as_ref()));
        let count = count.unwrap_or_else(|error| {
            eprintln!("xtask: {name}: {error:#}");
            Count::one(false)
        });
        tally.record(name, count, started.elapsed());
    }
    drop(postgres);

    println!("\n{}", tally.closing_lines());
    Ok(if tally.total().failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Packages and PostgreSQL, once, before the first stage that needs them.
fn prepare(stage: Stage, postgres: &mut Option<Postgres>) -> anyhow::Result<()> {
    if matches!(stage, Stage::Tests | Stage::Browser | Stage::Judges) {
        packages::install_for_tests()?;
    }
    if matches!(stage, Stage::Tests | Stage::Browser) && postgres.is_none() {
        *postgres = Some(Postgres::start()?);
    }
    Ok(())
}

fn run_stage(stage: Stage, postgres: Option<&Postgres>) -> anyhow::Result<Count> {
    match (stage, postgres) {
        (Stage::Format, _) => holds(edge::cargo().args(["fmt", "--all", "--check"])),
        (Stage::Lint, _) => holds(edge::cargo().args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])),
        (Stage::Tests, Some(postgres)) => tests(postgres),
        (Stage::Browser, Some(postgres)) => browser::run(postgres),
        (Stage::Judges, _) => judges::run(),
        (Stage::Docs, _) => docs::run(),
        (Stage::Tests | Stage::Browser, None) => unreachable!("prepare starts PostgreSQL for these or fails"),
    }
}

fn holds(command: &mut Command) -> anyhow::Result<Count> {
    Ok(Count::one(process::watch(command)?.ok))
}

/// Unit, property, story and documentation tests of every crate.
fn tests(postgres: &Postgres) -> anyhow::Result<Count> {
    let cargo = |arguments: &[&str]| {
        let mut command = edge::cargo();
        command.args(arguments).env(postgres::VARIABLE, postgres.url());
        process::watch(&mut command)
    };
    if edge::program("cargo-nextest").is_none() {
        return Ok(Count::of(&cargo(&["test", "--workspace", "--no-fail-fast"])?));
    }
    let mut count = Count::of(&cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "fail"])?);
    // nextest does not run the examples in documentation; there may be none, which is no failure.
    let examples = cargo(&["test", "--workspace", "--doc", "--no-fail-fast"])?;
    count.add(if examples.ok { Count { failed: 0, ..Count::of(&examples) } } else { Count::of(&examples) });
    Ok(count)
}
