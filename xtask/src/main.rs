#![doc = include_str!("../README.md")]

mod bench;
mod browser;
mod demo;
mod docs;
mod edge;
mod judges;
mod packages;
mod postgres;
mod process;
mod python;
mod tally;
mod test;

use std::process::ExitCode;

/// The commands, for usage and for the check that documents name only these.
pub(crate) const COMMANDS: &[&str] = &["demo", "test", "bench", "postgres"];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((command, rest)) if command == "demo" => demo::run(rest),
        Some((command, rest)) if command == "test" => test::run(rest),
        Some((command, rest)) if command == "bench" => bench::run(rest),
        Some((command, rest)) if command == "postgres" => postgres::run(rest),
        _ => {
            eprintln!("usage: cargo xtask {}", COMMANDS.join("|"));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
