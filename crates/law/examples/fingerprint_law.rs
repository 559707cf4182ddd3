//! Prints the fingerprint of every article of an official text, as `crates/law/tests/fingerprints.txt` keeps them.
//!
//! `cargo run -p law --example fingerprint_law o121 TEXT.md`: the instrument's id and its text as published, each article
//! beginning a line with `第…条`.

#[path = "../tests/words/mod.rs"]
mod words;

use words::{fingerprint, words};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(id), Some(path)) = (arguments.next(), arguments.next()) else {
        return Err("usage: fingerprint_law INSTRUMENT TEXT".into());
    };
    for (article, no) in articles(&std::fs::read_to_string(path)?).iter().zip(1..) {
        println!("{id} {no} {}", fingerprint(article));
    }
    Ok(())
}

/// Articles of an official text: from `第…条` at the start of a line to the next one, chapter headings left out.
fn articles(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let line = line.trim().trim_matches('*').trim_start_matches(['\u{3000}', ' ']);
        let heading = line.trim_start_matches(['#', ' ']);
        let numbered = |unit: char| {
            heading
                .strip_prefix('第')
                .and_then(|rest| rest.split_once(unit))
                .filter(|(number, _)| !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十百零".contains(c)))
        };
        if let Some((_, rest)) = numbered('条') {
            found.push(words(rest));
        } else if numbered('章').is_some() || numbered('节').is_some() || line.starts_with("国家市场监督管理总局发布") {
        } else if let Some(article) = found.last_mut() {
            article.push_str(&words(line));
        }
    }
    found
}
