//! Numbers that lead to a person, hidden inside running text.

use super::{email, keep, phone};

/// Hides phone numbers, identity numbers, cards, other long numbers and e-mail addresses in running text,
/// written together or in groups, in ASCII, full-width or Chinese digits.
///
/// What an officer needs stays: dates, amounts, bar codes (GS1 check digit right), 统一社会信用代码, SC production licences.
/// Names are not found: no list holds all of them, and a wrong one would hide the goods.
pub fn narrative(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let (length, replacement) = next_piece(&chars[at..]);
        match replacement {
            Some(masked) => shown.push_str(&masked),
            None => shown.extend(&chars[at..at + length]),
        }
        at += length;
    }
    shown
}

/// The length of the piece at the start of `rest` (never 0), and what to show in its place if not itself.
fn next_piece(rest: &[char]) -> (usize, Option<String>) {
    if is_word(rest[0]) {
        if let Some((length, masked)) = email_at(rest) {
            return (length, Some(masked));
        }
        let word: String = rest.iter().take_while(|c| is_word(**c)).map(|c| to_ascii(*c)).collect();
        if is_public_code(&word) {
            return (word.chars().count(), None);
        }
        if is_document_no(&word) {
            return (word.chars().count(), Some(super::id_no(&word)));
        }
    }
    if digit(rest[0]).is_none() {
        return (1, None);
    }
    let runs = digit_runs(rest);
    for count in (1..=runs.len()).rev() {
        let digits: String = runs[..count].iter().flat_map(|run| run.digits.chars()).collect();
        let masked = if count == 1 { mask_run(&digits) } else { mask_grouped(&digits, runs[0].digits.len()) };
        if masked.is_some() {
            return (runs[count - 1].end, masked);
        }
    }
    (runs[0].end, None)
}

struct DigitRun {
    digits: String,
    end: usize,
}

/// Runs of digits, each one space or hyphen from the one before, or each one dot (a mixture is a list of prices);
/// an X after seventeen digits belongs to them.
fn digit_runs(rest: &[char]) -> Vec<DigitRun> {
    const RUNS_LIMIT: usize = 6;
    let mut runs: Vec<DigitRun> = Vec::new();
    let mut total = 0;
    let mut start = 0;
    let mut separator = None;
    while runs.len() < RUNS_LIMIT {
        let mut digits: String = rest[start..].iter().map_while(|c| digit(*c)).collect();
        let mut end = start + digits.chars().count();
        if end == start {
            break;
        }
        total += digits.len();
        if total == 17 && rest.get(end).is_some_and(|c| matches!(to_ascii(*c), 'x' | 'X')) {
            digits.push('X');
            end += 1;
        }
        runs.push(DigitRun { digits, end });
        let next = rest.get(end).and_then(|c| Separator::of(*c));
        if next.is_none() || separator.is_some_and(|separator| next != Some(separator)) {
            break;
        }
        separator = next;
        start = end + 1;
    }
    runs
}

#[derive(Clone, Copy, PartialEq)]
enum Separator {
    SpaceOrHyphen,
    Dot,
}

impl Separator {
    fn of(c: char) -> Option<Self> {
        match to_ascii(c) {
            ' ' | '\u{3000}' | '-' | '—' => Some(Self::SpaceOrHyphen),
            '.' | '·' => Some(Self::Dot),
            _ => None,
        }
    }
}

/// Only shapes that are sure: a list of prices must not become a phone number.
fn mask_grouped(digits: &str, first_run_digits: usize) -> Option<String> {
    match digits.len() {
        18 if is_resident_no(digits) => Some(keep(digits, 6, 4)),
        16 | 19 if digits.starts_with(['3', '4', '5', '6']) => Some(super::account(digits)),
        11 if is_mobile(digits) => Some(phone(digits)),
        10..=12 if is_landline(digits) && matches!(first_run_digits, 3 | 4) => Some(keep(digits, 4, 2)),
        13 if digits.starts_with("86") && is_mobile(&digits[2..]) => Some(format!("86{}", phone(&digits[2..]))),
        _ => None,
    }
}

fn mask_run(digits: &str) -> Option<String> {
    match digits.len() {
        0..=6 => None,
        7 | 8 => (!is_compact_date(digits) && !digits.ends_with("000")).then(|| keep(digits, 0, 2)),
        13 if is_bar_code(digits) => None,
        10..=12 if is_landline(digits) => Some(keep(digits, 4, 2)),
        _ => mask_grouped(digits, digits.len()).or_else(|| Some(super::account(digits))),
    }
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9')
}

fn is_landline(digits: &str) -> bool {
    digits.starts_with('0') && !digits.starts_with("00")
}

/// Division 1–8 and a date of birth at its place; the check digit may be mistyped and the number still be somebody's.
fn is_resident_no(digits: &str) -> bool {
    matches!(digits.as_bytes()[0], b'1'..=b'9') && is_compact_date(&digits[6..14])
}

/// YYYYMMDD of 1900 to 2099.
fn is_compact_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(u32::MAX);
    digits.len() == 8 && (1900..=2099).contains(&number(0..4)) && (1..=12).contains(&number(4..6)) && (1..=31).contains(&number(6..8))
}

/// EAN-13 with a right check digit and the prefix 69 of mainland China.
fn is_bar_code(digits: &str) -> bool {
    let weights = [1, 3].into_iter().cycle();
    let sum: u32 = digits.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    digits.len() == 13 && digits.starts_with("69") && sum.is_multiple_of(10)
}

/// 统一社会信用代码 (eighteen, a letter before the end) or SC and fourteen digits: printed on licences and packages.
fn is_public_code(word: &str) -> bool {
    let is_credit_code = word.len() == 18 && word.starts_with(['1', '5', '9']) && word[..17].bytes().any(|b| b.is_ascii_alphabetic());
    let is_licence = word.len() == 16 && word.starts_with("SC") && word[2..].bytes().all(|b| b.is_ascii_digit());
    is_credit_code || is_licence
}

/// A passport or permit: one or two letters, seven to ten digits that are no date, as a batch number's are.
fn is_document_no(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = word.bytes().skip(letters).filter(u8::is_ascii_digit).count();
    (1..=2).contains(&letters) && (7..=10).contains(&digits) && letters + digits == word.len() && !is_compact_date(&word[letters..])
}

fn email_at(rest: &[char]) -> Option<(usize, String)> {
    let at = rest.iter().position(|c| !is_word(*c) && !matches!(to_ascii(*c), '.' | '_' | '%' | '+' | '-'))?;
    let host: String =
        rest[at + 1..].iter().take_while(|c| is_word(**c) || matches!(to_ascii(**c), '.' | '-')).map(|c| to_ascii(*c)).collect();
    let is_email = to_ascii(rest[at]) == '@' && host.contains('.');
    let local: String = rest[..at].iter().collect();
    is_email.then(|| (at + 1 + host.chars().count(), email(&local, &host)))
}

/// An ASCII letter or digit, in either width.
fn is_word(c: char) -> bool {
    to_ascii(c).is_ascii_alphanumeric()
}

fn to_ascii(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The ASCII digit that a character stands for when a number is written digit by digit.
fn digit(c: char) -> Option<char> {
    const CHINESE: [(char, char); 12] = [
        ('〇', '0'),
        ('零', '0'),
        ('一', '1'),
        ('幺', '1'),
        ('二', '2'),
        ('三', '3'),
        ('四', '4'),
        ('五', '5'),
        ('六', '6'),
        ('七', '7'),
        ('八', '8'),
        ('九', '9'),
    ];
    let c = to_ascii(c);
    if c.is_ascii_digit() { Some(c) } else { CHINESE.iter().find(|(chinese, _)| *chinese == c).map(|(_, digit)| *digit) }
}
