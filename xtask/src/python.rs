//! Python programs of others, in a virtual environment of their own beside the build.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::process;

/// A virtual environment, made anew when the requirements changed; gives its Python.
pub(crate) fn environment(place: &Path, requirements: &Path) -> anyhow::Result<PathBuf> {
    let wanted = std::fs::read(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let python = place.join("bin/python");
    let installed = place.join("requirements.txt");
    if std::fs::read(&installed).is_ok_and(|present| present == wanted) {
        return Ok(python);
    }
    process::must(Command::new("python3").args(["-m", "venv", "--clear"]).arg(place))?;
    process::must(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(requirements),
    )?;
    // Written last: an installation that was cut off is done again.
    std::fs::write(&installed, wanted).context("cannot note what was installed")?;
    Ok(python)
}
