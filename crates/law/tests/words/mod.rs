//! The words of a legal text, whatever its layout, and their fingerprint.

use sha2::{Digest, Sha256};

/// The characters of a text that carry words: no white space, no marks of the publication's layout; brackets of item numbers alike.
pub(crate) fn words(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '\u{3000}' | '\u{a0}'))
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            other => other,
        })
        .collect()
}

/// The first half of the words' SHA-256, in hex.
pub(crate) fn fingerprint(words: &str) -> String {
    Sha256::digest(words.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
