//! Tidiness that a reader feels: files of a size to be read, a README per room, nothing left for later.

use std::path::{Path, PathBuf};
use std::process::Command;

const LINES_LIMIT: usize = 700;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Files under version control, or about to be, whose name ends so; a path in a listing may be gone already.
fn files(ending: &str) -> Vec<(String, String)> {
    let mut list = Command::new("git");
    list.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    let output = list.output().expect("git lists the files");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(output.stdout).expect("our paths are text");
    let chosen = listed.lines().filter(|path| path.ends_with(ending) && root().join(path).is_file());
    chosen.map(|path| (path.to_owned(), std::fs::read_to_string(root().join(path)).expect("text"))).collect()
}

fn assert_none(broken: impl Iterator<Item = String>) {
    assert_eq!(broken.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn no_source_file_is_too_long_to_be_read() {
    let lengths = files(".rs").into_iter().map(|(path, text)| (path, text.lines().count()));
    assert_none(lengths.filter(|(_, lines)| *lines > LINES_LIMIT).map(|(path, lines)| format!("{path}: {lines} lines")));
}

#[test]
fn every_room_opens_with_its_readme() {
    let manifests = files("Cargo.toml").into_iter().filter(|(_, text)| text.contains("[package]"));
    let rooms = manifests.map(|(path, _)| path.trim_end_matches("Cargo.toml").to_owned()).filter(|room| !room.starts_with("fuzz"));
    assert_none(rooms.filter_map(|room| {
        let opening = ["src/lib.rs", "src/main.rs"].iter().find_map(|file| std::fs::read_to_string(root().join(&room).join(file)).ok())?;
        let has_readme = root().join(&room).join("README.md").is_file() && opening.starts_with("#![doc = include_str!(\"../README.md\")]");
        (!has_readme).then_some(room)
    }));
}

#[test]
fn nothing_is_left_for_later_or_skipped() {
    // Put together here, so that this file does not find itself.
    let words =
        [["TO", "DO"], ["FIX", "ME"], ["XX", "X "], ["#[ign", "ore"], ["unimpl", "emented!"], ["to", "do!("]].map(|parts| parts.concat());
    let broken = files(".rs").into_iter().flat_map(|(path, text)| {
        let lines = text.lines().enumerate().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        lines.map(|(number, line)| format!("{path}:{}: {}", number + 1, line.trim())).collect::<Vec<_>>()
    });
    assert_none(broken);
}

#[test]
fn scripts_and_styles_are_files_of_their_own() {
    // The content security policy forbids them inside pages; a page that has one is broken in the browser only.
    let broken = files(".html").into_iter().flat_map(|(path, text)| {
        let is_inline = |line: &str| {
            line.contains(" style=\"")
                || line.contains("<style")
                || line.contains(" onclick=")
                || (line.contains("<script") && !line.contains(" src="))
        };
        text.lines().enumerate().filter(|(_, line)| is_inline(line)).map(|(number, _)| format!("{path}:{}", number + 1)).collect::<Vec<_>>()
    });
    assert_none(broken);
}
