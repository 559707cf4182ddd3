//! `cargo xtask demo`: from a fresh checkout to the pages.

use std::os::unix::process::CommandExt;
use std::process::ExitCode;

use crate::{edge, packages};

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    // Without a font everything but printing works, so a machine where none can be installed still gets its demo.
    if let Err(error) = packages::install_chinese_font() {
        eprintln!("xtask: papers will not print until a Chinese font is installed: {error:#}");
    }
    let error = edge::cargo().args(["run", "--release", "--package", "mingjian", "--", "demo"]).args(arguments).exec();
    Err(anyhow::Error::new(error).context("cannot run cargo"))
}
