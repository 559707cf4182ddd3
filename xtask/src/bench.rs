//! `cargo xtask bench NAME`: the measuring examples of every crate, by name.
//!
//! With `--peers`, the Python program beside the example (`NAME.py`, `NAME.requirements.txt`) then answers the same question
//! over what the example left in the folder that both are given; `--rounds N` does so N times in turn, since a shared
//! machine's speed drifts.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Context;

use crate::{edge, process, python};

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let examples = examples()?;
    let listed = || examples.iter().map(|(example, package)| format!("  {example} ({package})")).collect::<Vec<_>>().join("\n");
    let Some((name, rest)) = arguments.split_first() else {
        println!("usage: cargo xtask bench NAME [ARGS]\n{}", listed());
        return Ok(ExitCode::from(2));
    };
    let (rounds, rest) = rounds(rest)?;
    let package = examples.get(name).with_context(|| format!("there is no bench {name}; there are:\n{}", listed()))?;
    let mut example = edge::cargo();
    example.args(["run", "--release", "--package", package, "--example", name, "--"]).args(&rest);
    let program = edge::root().join(format!("crates/{package}/examples/{name}.py"));
    if !rest.iter().any(|argument| argument == "--peers") {
        process::must(&mut example)?;
        return Ok(ExitCode::SUCCESS);
    }
    anyhow::ensure!(program.is_file(), "{name} has no peers: there is no {}", program.display());
    let target = edge::root().join("target");
    let python = python::environment(&target.join(format!("{name}-python")), &program.with_extension("requirements.txt"))?;
    let folder = target.join(format!("{name}-texts"));
    std::fs::create_dir_all(&folder)?;
    example.arg("--folder").arg(&folder);
    let outcome = (0..rounds).try_for_each(|_| with_peers(&mut example, &python, &program, &folder));
    // What the example wrote is large and made anew each time.
    std::fs::remove_dir_all(&folder)?;
    outcome?;
    Ok(ExitCode::SUCCESS)
}

fn with_peers(example: &mut Command, python: &Path, program: &Path, folder: &Path) -> anyhow::Result<()> {
    process::must(example)?;
    process::must(Command::new(python).arg("-B").arg(program).arg(folder))
}

/// How often to measure, and the other arguments.
fn rounds(arguments: &[String]) -> anyhow::Result<(usize, Vec<String>)> {
    let mut rest = arguments.to_vec();
    let Some(at) = rest.iter().position(|argument| argument == "--rounds") else { return Ok((1, rest)) };
    let taken: Vec<String> = rest.drain(at..(at + 2).min(arguments.len())).collect();
    let number = taken.get(1).context("--rounds needs a number")?;
    Ok((number.parse().with_context(|| format!("--rounds {number}: not a number"))?, rest))
}

/// Example name to package, from `crates/*/examples/*.rs`; a folder is named as its crate.
fn examples() -> anyhow::Result<BTreeMap<String, String>> {
    let mut examples = BTreeMap::new();
    for entry in edge::root().join("crates").read_dir()? {
        let folder = entry?.path();
        let Ok(files) = folder.join("examples").read_dir() else { continue };
        for file in files {
            let file = file?.path();
            if let (Some(package), Some(example), true) =
                (folder.file_name(), file.file_stem(), file.extension().is_some_and(|kind| kind == "rs"))
            {
                examples.insert(example.to_string_lossy().into_owned(), package.to_string_lossy().into_owned());
            }
        }
    }
    Ok(examples)
}
