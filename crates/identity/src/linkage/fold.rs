//! Writing brought to one form: case, accents, width, punctuation.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of a cell that are looked at; a longer one is cut, so that no cell can choose what it costs.
pub(crate) const LOOKED_AT: usize = 1_000;

/// Words that stand where nothing is known.
const PLACEHOLDERS: [&str; 18] = [
    "null",
    "none",
    "nan",
    "na",
    "n a",
    "nil",
    "unknown",
    "not known",
    "missing",
    "not available",
    "not applicable",
    "无",
    "未知",
    "不详",
    "暂无",
    "空",
    "匿名",
    "保密",
];

/// Letters and digits in lower case without accents, single spaces between words; apostrophes join, other signs part.
/// Empty where nothing is said.
pub(crate) fn words(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len().min(LOOKED_AT));
    let mut gap = false;
    for c in plain(raw).chars() {
        if c.is_alphanumeric() {
            if gap && !text.is_empty() {
                text.push(' ');
            }
            gap = false;
            text.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '`' | '´' | '.') || gap {
            gap = true;
        }
    }
    if PLACEHOLDERS.contains(&text.as_str()) { String::new() } else { text }
}

/// Letters, digits and mask stars in upper case, nothing between them. Empty where nothing is said.
pub(crate) fn code(raw: &str) -> String {
    if raw.len() <= LOOKED_AT && !raw.is_empty() && raw.bytes().all(|b| b.is_ascii_digit()) {
        return raw.to_owned();
    }
    let text = plain(raw);
    let kept = text.chars().filter_map(|c| match c {
        '*' | '＊' | '×' | '•' => Some('*'),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    });
    let code: String = kept.flat_map(char::to_uppercase).collect();
    let says_nothing = code.bytes().all(|b| b == b'*') || PLACEHOLDERS.contains(&code.to_lowercase().as_str());
    if says_nothing { String::new() } else { code }
}

/// The beginning of a cell that is looked at.
pub(crate) fn head(raw: &str) -> &str {
    if raw.len() <= LOOKED_AT { raw } else { raw.char_indices().nth(LOOKED_AT).map_or(raw, |(end, _)| &raw[..end]) }
}

fn plain(raw: &str) -> Cow<'_, str> {
    let cut = head(raw);
    if cut.is_ascii() {
        return Cow::Borrowed(cut);
    }
    let unaccented = cut.nfkd().filter(|c| !is_combining_mark(*c)).nfc();
    let mut text = String::with_capacity(cut.len());
    for c in unaccented {
        match c {
            'ß' => text.push_str("ss"),
            'ø' | 'Ø' => text.push('o'),
            'ł' | 'Ł' => text.push('l'),
            'đ' | 'Đ' => text.push('d'),
            'æ' | 'Æ' => text.push_str("ae"),
            'œ' | 'Œ' => text.push_str("oe"),
            _ => text.push(c),
        }
    }
    Cow::Owned(text)
}

/// Whether the text is written in Han characters at least in part.
pub(crate) fn has_han(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_han)
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// How a Latin word sounds, roughly and without a language: one letter per class of consonants, vowels only at the
/// beginning, doubles once. Empty for a word without Latin letters.
pub(crate) fn sound(word: &str) -> String {
    let letters: Vec<u8> = word.bytes().filter(u8::is_ascii_lowercase).take(24).collect();
    let mut code = String::new();
    let mut previous = 0_u8;
    let mut i = 0;
    while i < letters.len() {
        let next = letters.get(i + 1).copied().unwrap_or(0);
        let (class, used) = match (letters[i], next) {
            (b'p', b'h') => (b'f', 2),
            (b'g', b'h') => (if i == 0 { b'k' } else { 0 }, 2),
            (b'k' | b'g', b'n') if i == 0 => (b'n', 2),
            (b'w', b'r') if i == 0 => (b'r', 2),
            (b's', b'c') if letters.get(i + 2) == Some(&b'h') => (b's', 3),
            (b's', b'h') | (b'c', b'z') => (b's', 2),
            (b'c', b'h') | (b'c', b'k') => (b'k', 2),
            (b't', b'h') | (b'd', b't') => (b't', 2),
            (b'c', b'e' | b'i' | b'y') => (b's', 1),
            (b'c' | b'q' | b'k' | b'g', _) => (b'k', 1),
            (b'x', _) if i > 0 => (b'k', 1),
            (b's' | b'z' | b'x', _) => (b's', 1),
            (b'd' | b't', _) => (b't', 1),
            (b'b' | b'p', _) => (b'p', 1),
            (b'f' | b'v' | b'w', _) => (b'f', 1),
            (b'm' | b'n', _) => (b'n', 1),
            (b'l', _) => (b'l', 1),
            (b'r', _) => (b'r', 1),
            (b'j', _) => (b'j', 1),
            (b'h', _) => (0, 1),
            _ => (if i == 0 { b'a' } else { 0 }, 1),
        };
        if class != 0 && class != previous {
            code.push(char::from(class));
        }
        previous = class;
        i += used;
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form() {
        assert_eq!(words("  O'Brien-SMITH, Jürgen  "), "obrien smith jurgen");
        assert_eq!(words("Ｓt. Jame's　Ｒoad 12Ａ"), "st james road 12a");
        assert_eq!(words("Straße"), "strasse");
        assert_eq!((words("N/A").as_str(), words("unknown").as_str(), words(" . ").as_str()), ("", "", ""));
        assert_eq!(code("430602-1990＊＊＊＊ x"), "4306021990****X");
        assert_eq!(code("***"), "");
        assert_eq!(words(&"a".repeat(10_000)).len(), LOOKED_AT);
    }

    #[test]
    fn sounds() {
        for (a, b) in [
            ("smith", "smyth"),
            ("philip", "filip"),
            ("catherine", "kathryn"),
            ("knight", "nite"),
            ("meyer", "maier"),
            ("schmidt", "shmit"),
        ] {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("smith"), sound("jones"));
    }
}
