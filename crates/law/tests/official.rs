//! The articles on file are the official texts, word for word: each has the fingerprint of the article as published.

mod words;

use law::Pack;
use words::{fingerprint, words};

/// `instrument article fingerprint`, made from the official texts by the example `fingerprint_law`.
const FINGERPRINTS: &str = include_str!("fingerprints.txt");
/// Instruments whose official text was at hand.
const CHECKED: &[&str] = &["clr", "cr", "o121", "o20", "pipl", "pp", "spc2024", "yy16"];

#[test]
fn every_article_is_word_for_word_the_official_one() {
    let pack = Pack::builtin();
    let mut on_file = Vec::new();
    for &id in CHECKED {
        for article in &pack.instrument(id).expect("an instrument on file").articles {
            on_file.push(format!("{id} {} {}", article.no, fingerprint(&words(&article.whole()))));
        }
    }
    assert_eq!(on_file, FINGERPRINTS.lines().collect::<Vec<_>>());
}
