//! `cargo xtask bench NAME`: the measuring examples of every crate, by name.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context;

use crate::{edge, process};

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let examples = examples()?;
    let listed = || examples.iter().map(|(example, package)| format!("  {example} ({package})")).collect::<Vec<_>>().join("\n");
    let Some((name, rest)) = arguments.split_first() else {
        println!("usage: cargo xtask bench NAME [ARGS]\n{}", listed());
        return Ok(ExitCode::from(2));
    };
    let package = examples.get(name).with_context(|| format!("there is no bench {name}; there are:\n{}", listed()))?;
    process::must(edge::cargo().args(["run", "--release", "--package", package, "--example", name, "--"]).args(rest))?;
    Ok(ExitCode::SUCCESS)
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
