//! Installing what is missing, with the system's own package client.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::{edge, postgres, process};

/// A thing that tests need: how to see that it is there, and Debian's package that brings it.
struct Need {
    is_there: fn() -> bool,
    package: &'static str,
}

const TEST_NEEDS: &[Need] = &[
    Need { is_there: || postgres::programs().is_some(), package: "postgresql" },
    Need { is_there: || edge::program("chromium").is_some(), package: "chromium" },
    Need { is_there: has_chinese_font, package: "fonts-noto-cjk" },
    Need { is_there: || edge::program("pdftotext").is_some(), package: "poppler-utils" },
    Need { is_there: || edge::program("node").is_some(), package: "nodejs" },
    Need { is_there: || edge::program("npm").is_some(), package: "npm" },
    Need { is_there: || edge::program("softhsm2-util").is_some(), package: "softhsm2" },
    // Debian packs the part of Python that makes virtual environments by itself.
    Need { is_there: || process::said(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_some(), package: "python3-venv" },
];

/// Package clients with the arguments that install without asking, and the name of their package of Chinese fonts.
const FONT_PACKAGES: &[(&str, &[&str], &str)] = &[
    ("apt-get", &["install", "--yes", "--no-install-recommends"], "fonts-noto-cjk"),
    ("dnf", &["install", "--assumeyes"], "google-noto-serif-cjk-fonts"),
    ("pacman", &["--sync", "--noconfirm", "--needed"], "noto-fonts-cjk"),
    ("apk", &["add"], "font-noto-cjk"),
];

/// Everything that `cargo xtask test` needs on a Debian machine.
pub(crate) fn install_for_tests() -> anyhow::Result<()> {
    let missing: Vec<&str> = TEST_NEEDS.iter().filter(|need| !(need.is_there)()).map(|need| need.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if edge::program("apt-get").is_none() {
        bail!("tests need what these Debian packages bring; install them with your package client: {}", missing.join(" "));
    }
    process::must(as_root("apt-get")?.arg("update"))?;
    process::must(as_root("apt-get")?.args(["install", "--yes", "--no-install-recommends"]).args(&missing))?;
    match TEST_NEEDS.iter().find(|need| !(need.is_there)()) {
        None => Ok(()),
        Some(need) => bail!("{} was installed, but what it should bring is still missing", need.package),
    }
}

/// A font that has Chinese characters; papers cannot be printed without.
pub(crate) fn install_chinese_font() -> anyhow::Result<()> {
    if has_chinese_font() {
        return Ok(());
    }
    let client = FONT_PACKAGES.iter().find(|(client, ..)| edge::program(client).is_some());
    let (client, arguments, package) =
        client.context("no Chinese font was found and no known package client: install Noto Serif CJK (思源宋体)")?;
    println!("No Chinese font was found; installing {package}.");
    if *client == "apt-get" {
        // A fresh machine has no package lists yet.
        process::must(as_root(client)?.arg("update"))?;
    }
    process::must(as_root(client)?.args(*arguments).arg(package))
}

fn has_chinese_font() -> bool {
    let listed = process::said(Command::new("fc-list").args([":lang=zh", "family"]));
    listed.is_some_and(|families| !families.is_empty()) || font_folders().iter().any(|folder| holds_chinese_font(folder, 0))
}

fn font_folders() -> Vec<PathBuf> {
    let of_system = ["/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts"].map(PathBuf::from);
    let of_person = [".local/share/fonts", ".fonts", "Library/Fonts"];
    let home = edge::home();
    of_system.into_iter().chain(of_person.iter().filter_map(|folder| Some(home.as_ref()?.join(folder)))).collect()
}

/// By the names that Chinese fonts have; folders are searched four deep.
fn holds_chinese_font(folder: &Path, depth: u8) -> bool {
    const NAMES: &[&str] =
        &["cjk", "sourcehan", "simsun", "simfang", "songti", "stsong", "fangsong", "wqy", "uming", "ukai", "notoserifsc", "notosanssc"];
    const DEPTH_LIMIT: u8 = 4;
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.filter_map(Result::ok).map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return depth < DEPTH_LIMIT && holds_chinese_font(&path, depth + 1);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let is_font = [".ttf", ".otf", ".ttc", ".otc"].iter().any(|ending| name.ends_with(ending));
        is_font && NAMES.iter().any(|part| name.contains(part))
    })
}

/// The program as root: as we are, or through sudo.
fn as_root(program: &str) -> anyhow::Result<Command> {
    let mut command = if postgres::is_root() {
        Command::new(program)
    } else {
        edge::program("sudo").with_context(|| format!("{program} needs root, and there is no sudo: run it yourself"))?;
        let mut sudo = Command::new("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", program]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}
