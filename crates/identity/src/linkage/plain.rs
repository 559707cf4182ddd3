//! Values that are compared by their characters: names' parts, cities, codes, numbers.

use crate::compare::Level;
use crate::edit::one_slip;
use crate::linkage::digits::Digits;
use crate::linkage::edit::{distance, jaro_winkler, ratio};
use crate::linkage::fold;
use crate::linkage::kind::Kind;
use crate::weights;

/// The digits of a phone, without 86 before a Chinese number, an extension or the zero that only dials out.
pub(crate) fn phone(raw: &str) -> String {
    let code = fold::code(raw.split(['x', 'X', '转', '#', ';', '/']).next().unwrap_or(""));
    let digits: String = code.chars().filter(|c| c.is_ascii_digit() || *c == '*').collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1')).unwrap_or(digits);
    let known = digits.bytes().filter(|b| *b != b'*').count();
    if known < 4 { String::new() } else { digits.to_owned() }
}

/// Whether a cell is a mobile's eleven digits and nothing else, some of them perhaps masked, and no stand-in for one: what
/// [`crate::phone::PhoneForm`] would read as it stands.
pub(crate) fn is_plain_mobile(raw: &str) -> bool {
    let digits = raw.as_bytes();
    digits.len() == 11
        && digits[0] == b'1'
        && matches!(digits[1], b'3'..=b'9')
        && digits.iter().all(|b| b.is_ascii_digit() || *b == b'*')
        && digits.iter().filter(|b| **b != b'*').count() >= 4
        && digits[3..].iter().any(|b| *b != digits[3])
}

/// Phones and accounts in digits.
pub(crate) fn digits_level(a: Digits, b: Digits, kind: Kind) -> Option<Level> {
    if a.is_masked() || b.is_masked() {
        if a.len() != b.len() {
            return None;
        }
        let (visible, unlike) = a.held_against(b);
        return match (visible.count_ones(), unlike) {
            (_, 1..) => Some(Level::Differs),
            (4.., 0) => Some(Level::Masked),
            _ => None,
        };
    }
    Some(if kind == Kind::Phone && a.ends_like(b, 7) {
        // Another extension, or the area code left out.
        Level::Part
    } else if a.len().min(b.len()) >= 6 && a.is_one_slip_of(b) {
        Level::Near
    } else {
        Level::Differs
    })
}

/// Bits in visible digits from which a masked number says whose it may be.
const TELLING: f64 = 10.0;
/// The check digit's place, which an old number has from us.
const CHECK: u32 = 17;

/// How alike two residents' numbers are, each with whether all of it is known and its check digit is right.
pub(crate) fn residents_level((a, a_full): (Digits, bool), (b, b_full): (Digits, bool)) -> Option<Level> {
    if a_full && b_full {
        return Some(Level::Conflict);
    }
    let (visible, unlike) = a.held_against(b);
    let places = |bits: u128| (0..18_u32).filter(move |place| bits >> (4 * place) & 1 == 1);
    let is_known = visible.count_ones() == 18;
    let check_differs = unlike >> (4 * CHECK) & 1 == 1;
    let unlike_before = unlike & ((1 << (4 * CHECK)) - 1);
    let disagreeing = unlike_before.count_ones();
    if disagreeing > 2 {
        return Some(Level::Differs);
    }
    let agreeing: f64 = places(visible & !unlike).map(|place| weights::id_position(place as usize)).sum();
    let is_swap = || {
        let first = unlike_before.trailing_zeros() as usize / 4;
        unlike_before >> (4 * (first + 1)) & 1 == 1 && a.at(first) == b.at(first + 1) && a.at(first + 1) == b.at(first)
    };
    let is_slip = disagreeing == 1 || (disagreeing == 2 && is_swap());
    Some(match (disagreeing, check_differs) {
        (0, false) if agreeing >= TELLING => Level::Masked,
        (0, false) if agreeing > 0.0 => Level::Weak,
        (0, false) => return None,
        (0, true) if is_known => Level::Near,
        _ if is_slip && is_known => Level::Near,
        _ if is_slip && !check_differs && agreeing >= 2.0 * TELLING => Level::Near,
        _ if agreeing >= TELLING => Level::Close,
        _ => Level::Differs,
    })
}

/// How alike two different texts are; `None` where they cannot be compared.
pub(crate) fn level(a: &str, b: &str, kind: Kind) -> Option<Level> {
    match kind {
        Kind::GivenName | Kind::Surname => Some(name_part(a, b)),
        Kind::City => Some(city(a, b)),
        Kind::Region => Some(region(a, b)),
        Kind::Postcode => Some(postcode(a, b)),
        Kind::Phone => phone_level(a, b),
        Kind::Account => account(a, b),
        Kind::IdNumber => number_level(a, b),
        Kind::Email => Some(email(a, b)),
        _ => Some(Level::Differs),
    }
}

fn name_part(a: &str, b: &str) -> Level {
    let (longer, shorter) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let length = shorter.chars().count();
    let edits = distance(a, b);
    if edits == 1 && length >= 3 {
        return Level::Near;
    }
    // Most pairs are of strangers: what is mostly unlike can neither sound alike nor be close.
    let is_unlike = edits * 10 > longer.chars().count() * 6;
    if !is_unlike {
        let (x, y) = (fold::sound(a), fold::sound(b));
        if !x.is_empty() && x == y {
            return Level::Homophone;
        }
    }
    let is_part = longer.starts_with(shorter) && (length == 1 || length >= 3);
    let shares_word = || a.split(' ').any(|word| word.len() >= 3 && b.split(' ').any(|other| word == other));
    if (edits == 2 && length >= 5) || (length >= 4 && !is_unlike && jaro_winkler(a, b) >= 0.9) {
        Level::Close
    } else if is_part || ((a.contains(' ') || b.contains(' ')) && shares_word()) {
        Level::Part
    } else {
        Level::Differs
    }
}

fn city(a: &str, b: &str) -> Level {
    let length = a.len().min(b.len());
    let edits = distance(a, b);
    let close = || ratio(a, b) >= 0.75 || jaro_winkler(a, b) >= 0.92;
    let shares_word = || a.split(' ').any(|word| word.len() >= 4 && b.split(' ').any(|other| word == other));
    if (edits == 1 && length >= 4) || (edits == 2 && length >= 8) {
        Level::Near
    } else if length >= 4 && close() {
        Level::Close
    } else if shares_word() {
        Level::Part
    } else {
        Level::Differs
    }
}

fn region(a: &str, b: &str) -> Level {
    let (longer, shorter) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let initials: String = longer.split(' ').filter_map(|word| word.chars().next()).collect();
    let length = shorter.chars().count();
    let is_short_form = length >= 2 && (longer.starts_with(shorter) || initials == *shorter);
    let is_swap = length == 2 && longer.chars().rev().eq(shorter.chars());
    if is_short_form || is_swap || (length >= 3 && distance(a, b) == 1) { Level::Near } else { Level::Differs }
}

fn postcode(a: &str, b: &str) -> Level {
    let length = a.len().min(b.len());
    let shared = a.bytes().zip(b.bytes()).take_while(|(p, q)| p == q).count();
    if length >= 4 && distance(a, b) == 1 {
        Level::Near
    } else if length >= 3 && shared >= length.div_ceil(2) {
        Level::Part
    } else {
        Level::Differs
    }
}

fn phone_level(a: &str, b: &str) -> Option<Level> {
    if a.contains('*') || b.contains('*') {
        return masked(a, b);
    }
    let tail = |digits: &str| digits.len().checked_sub(7).map(|from| from..digits.len());
    let is_office = tail(a).zip(tail(b)).is_some_and(|(x, y)| a[x] == b[y]);
    Some(if is_office {
        Level::Part
    } else if a.len().min(b.len()) >= 6 && one_slip(a.as_bytes(), b.as_bytes()) {
        Level::Near
    } else {
        Level::Differs
    })
}

fn account(a: &str, b: &str) -> Option<Level> {
    if a.contains('*') || b.contains('*') {
        return masked(a, b);
    }
    Some(if a.len().min(b.len()) >= 6 && one_slip(a.as_bytes(), b.as_bytes()) { Level::Near } else { Level::Differs })
}

fn number_level(a: &str, b: &str) -> Option<Level> {
    if a.contains('*') || b.contains('*') {
        return masked(a, b);
    }
    let length = a.len().min(b.len());
    Some(match distance(a, b) {
        1 if length >= 4 => Level::Near,
        2 if length >= 7 => Level::Close,
        _ => Level::Differs,
    })
}

/// Two codes of which at least one hides places behind stars; `None` where too little is visible in both.
fn masked(a: &str, b: &str) -> Option<Level> {
    if a.len() != b.len() || !a.is_ascii() || !b.is_ascii() {
        return None;
    }
    let (mut agreeing, mut disagreeing) = (0, 0);
    for (p, q) in a.bytes().zip(b.bytes()).filter(|(p, q)| *p != b'*' && *q != b'*') {
        if p == q { agreeing += 1 } else { disagreeing += 1 }
    }
    match (agreeing, disagreeing) {
        (_, 1..) => Some(Level::Differs),
        (4.., 0) => Some(Level::Masked),
        _ => None,
    }
}

fn email(a: &str, b: &str) -> Level {
    let local = |text: &str| text.split('@').next().unwrap_or("").chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let edits = distance(a, b);
    let (x, y) = (local(a), local(b));
    if edits == 1 || (edits == 2 && a.len().min(b.len()) >= 12) {
        Level::Near
    } else if x.len() >= 4 && y.len() >= 4 && distance(&x, &y) <= 1 {
        Level::Part
    } else {
        Level::Differs
    }
}
