//! What the documents say must be so: links lead somewhere, commands exist, the API documentation builds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::{COMMANDS, browser, edge, process, tally::Count};

pub(crate) fn run() -> anyhow::Result<Count> {
    let mut count = Count::default();
    let files = markdown_files()?;
    for file in &files {
        let problems = broken_links(file)?;
        report(&problems);
        count.add(Count::one(problems.is_empty()));
    }
    let commands: BTreeSet<String> =
        files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?.iter().flat_map(|text| commands(text)).collect();
    let binary = browser::build_binary()?;
    for command in &commands {
        let problem = unknown_command(command, &binary);
        report(problem.as_slice());
        count.add(Count::one(problem.is_none()));
    }
    let documentation = process::watch(edge::cargo().args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "--deny warnings"))?;
    count.add(Count::one(documentation.ok));
    Ok(count)
}

fn report(problems: &[String]) {
    for problem in problems {
        println!("docs: {problem}");
    }
}

/// Every document under version control, or about to be.
fn markdown_files() -> anyhow::Result<Vec<PathBuf>> {
    let mut list = Command::new("git");
    list.args(["ls-files", "--cached", "--others", "--exclude-standard", "*.md"]).current_dir(edge::root());
    let listed = process::said(&mut list).context("git cannot list the documents")?;
    Ok(listed.lines().map(|line| edge::root().join(line)).filter(|path| path.is_file()).collect())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn broken_links(file: &Path) -> anyhow::Result<Vec<String>> {
    let shown = file.strip_prefix(edge::root()).unwrap_or(file).display();
    let mut problems = Vec::new();
    for link in links(&read(file)?) {
        let is_elsewhere = link.contains("://") || link.starts_with("mailto:");
        // A README that is a crate's documentation may link to items; rustdoc checks those.
        let is_item = link.contains("::");
        if is_elsewhere || is_item {
            continue;
        }
        let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
        let target = if path.is_empty() { file.to_path_buf() } else { file.with_file_name("").join(path) };
        if !target.exists() {
            problems.push(format!("{shown}: nothing at {link}"));
        } else if !anchor.is_empty() && target.extension().is_some_and(|kind| kind == "md") && !anchors(&read(&target)?).contains(anchor) {
            problems.push(format!("{shown}: no heading for {link}"));
        }
    }
    Ok(problems)
}

/// Targets of `[text](target)`, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(text) {
        let without_code: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        let starts = without_code.match_indices("](").map(|(at, found)| at + found.len());
        links.extend(starts.filter_map(|start| {
            let target = without_code[start..].split_once(')')?.0;
            target.split_whitespace().next().map(str::to_owned)
        }));
    }
    links
}

/// The anchors that the headings get: lower case, spaces to hyphens, punctuation dropped.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    let anchor = |line: &str| {
        let kept = line.trim_start_matches('#').trim().to_lowercase();
        kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

fn prose(text: &str) -> impl Iterator<Item = &str> {
    fenced(text).filter(|(is_code, _)| !is_code).map(|(_, line)| line)
}

/// Every line, with whether it stands in a fenced block.
fn fenced(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut is_code = false;
    text.lines().filter_map(move |line| {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            return None;
        }
        Some((is_code, line))
    })
}

/// Lines of fenced blocks that call our commands, without comments.
fn commands(text: &str) -> Vec<String> {
    let is_ours = |line: &&str| line.starts_with("cargo xtask ") || line.starts_with("mingjian ");
    let lines = fenced(text).filter(|(is_code, _)| *is_code).map(|(_, line)| line.trim().trim_start_matches("$ "));
    lines.filter(is_ours).map(|line| line.split(" #").next().unwrap_or(line).trim_end_matches(['\\', ' ']).to_owned()).collect()
}

/// What is wrong with a documented command, if anything: the command itself, or an option that its help does not name.
fn unknown_command(line: &str, binary: &Path) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    if let ["cargo", "xtask", name, ..] = words.as_slice() {
        return (!COMMANDS.contains(name)).then(|| format!("there is no command: {line}"));
    }
    let is_word =
        |word: &&&str| word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let names: Vec<&str> = words.iter().skip(1).take_while(is_word).copied().collect();
    if names.is_empty() {
        return None;
    }
    let Some(help) = process::said(Command::new(binary).args(names).arg("--help")) else {
        return Some(format!("there is no command: {line}"));
    };
    let options = words.iter().map(|word| word.trim_matches(['[', ']', '(', ')'])).filter(|word| word.starts_with("--"));
    let unknown: Vec<&str> =
        options.map(|option| option.split('=').next().unwrap_or(option)).filter(|option| !help.contains(option)).collect();
    (!unknown.is_empty()).then(|| format!("{} is not an option of: {line}", unknown.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# 明鉴: The House!\n[a](b.md) and `[no](code)` ![c](d/e.png \"title\") [x](https://example.org)\n\
        ```sh\ncargo xtask demo  # first\n$ mingjian init --data DIR\n[no](link)\nls\n```\n## 2. In\n";

    #[test]
    fn links_and_anchors_and_commands_are_found() {
        assert_eq!(links(TEXT), ["b.md", "d/e.png", "https://example.org"]);
        assert_eq!(anchors(TEXT), BTreeSet::from(["明鉴-the-house".to_owned(), "2-in".to_owned()]));
        assert_eq!(commands(TEXT), ["cargo xtask demo", "mingjian init --data DIR"]);
    }

    #[test]
    fn an_unknown_task_is_told() {
        assert_eq!(unknown_command("cargo xtask tset", Path::new("")), Some("there is no command: cargo xtask tset".into()));
        assert_eq!(unknown_command("cargo xtask test docs", Path::new("")), None);
    }
}
