//! Other people's implementations judge ours: the Python programs of `e2e/judges/`, in a virtual environment of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::{browser, edge, process, tally::Count};

pub(crate) fn run() -> anyhow::Result<Count> {
    let binary = browser::build_binary()?;
    let python = environment(&binary)?;
    let mut judges: Vec<PathBuf> = folder().read_dir()?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    judges.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("judge_")));
    judges.sort();
    let mut count = Count::default();
    for judge in judges {
        count.add(Count::of(&process::watch(Command::new(&python).arg("-B").arg(judge).arg("--binary").arg(&binary))?));
    }
    Ok(count)
}

/// A virtual environment beside the build, made anew when the requirements changed; gives its Python.
fn environment(binary: &Path) -> anyhow::Result<PathBuf> {
    let requirements = folder().join("requirements.txt");
    let wanted = std::fs::read(&requirements).context("cannot read the judges' requirements")?;
    let place = binary.with_file_name("judges-python");
    let python = place.join("bin/python");
    let installed = place.join("requirements.txt");
    if std::fs::read(&installed).is_ok_and(|present| present == wanted) {
        return Ok(python);
    }
    process::must(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&place))?;
    process::must(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&requirements),
    )?;
    // Written last: an installation that was cut off is done again.
    std::fs::write(&installed, wanted).context("cannot note what was installed")?;
    Ok(python)
}

fn folder() -> PathBuf {
    edge::root().join("e2e/judges")
}
