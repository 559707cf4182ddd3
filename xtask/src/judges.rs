//! Other people's implementations judge ours: the Python programs of `e2e/judges/`, in a virtual environment of their own.

use std::path::PathBuf;
use std::process::Command;

use crate::{browser, edge, process, python, tally::Count};

pub(crate) fn run() -> anyhow::Result<Count> {
    let binary = browser::build_binary()?;
    let python = python::environment(&binary.with_file_name("judges-python"), &folder().join("requirements.txt"))?;
    let mut judges: Vec<PathBuf> = folder().read_dir()?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    judges.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("judge_")));
    judges.sort();
    let mut count = Count::default();
    for judge in judges {
        count.add(Count::of(&process::watch(Command::new(&python).arg("-B").arg(judge).arg("--binary").arg(&binary))?));
    }
    Ok(count)
}

fn folder() -> PathBuf {
    edge::root().join("e2e/judges")
}
