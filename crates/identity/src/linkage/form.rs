//! Values in the form in which they are compared: made once per different value, not once per pair.

use casework::values::id_check_digit;

use crate::compare::Level;
use crate::linkage::date::{DateOrder, Day};
use crate::linkage::kind::Kind;
use crate::linkage::terms::{self, Terms, Words};
use crate::linkage::{edit, fold};
use crate::name::NameForm;

/// One value, ready to be compared. Equal values are told apart from the rest before a comparison, by their text.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Folded words or a code, compared by characters.
    Plain(Box<str>),
    /// Writing of several words, compared by what they are worth.
    Words(Words),
    HanName(Box<NameForm>),
    Day(Day),
    /// A document's number; whether it is a resident's with a right check digit.
    Number {
        code: Box<str>,
        is_valid_resident: bool,
    },
    /// Several values of one record, each as good as the others.
    Any(Box<[Form]>),
}

/// What a column must know to read a cell.
pub(crate) struct Reading<'t> {
    pub(crate) kind: Kind,
    pub(crate) order: DateOrder,
    pub(crate) terms: &'t mut Terms,
}

/// Reads the cells of one record for one column. The text is the same for all values that count as equal.
/// `None` where nothing is said.
pub(crate) fn read(cells: &[&str], reading: &mut Reading<'_>) -> Option<(String, Form)> {
    if let [cell] = cells {
        return read_one(cell, reading);
    }
    if reading.kind.joins() {
        return read_one(&cells.join(" "), reading);
    }
    let mut forms: Vec<(String, Form)> = cells.iter().filter_map(|cell| read_one(cell, reading)).collect();
    forms.sort_by(|a, b| a.0.cmp(&b.0));
    forms.dedup_by(|a, b| a.0 == b.0);
    if forms.len() < 2 {
        return forms.pop();
    }
    let text = forms.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\u{1f}");
    Some((text, Form::Any(forms.into_iter().map(|(_, form)| form).collect())))
}

fn read_one(raw: &str, reading: &mut Reading<'_>) -> Option<(String, Form)> {
    let said = |text: String| Some(text).filter(|text| !text.is_empty());
    let plain = |text: String| (text.clone(), Form::Plain(text.into()));
    match reading.kind {
        Kind::Name if fold::has_han(raw) => {
            let form = NameForm::parse(raw)?;
            Some((form.text(), Form::HanName(Box::new(form))))
        }
        Kind::Name | Kind::Address | Kind::Street | Kind::Text => {
            let text = said(terms::text(raw, reading.kind))?;
            let words = Words::read(&text, reading.terms);
            Some((text, Form::Words(words)))
        }
        Kind::GivenName | Kind::Surname | Kind::City | Kind::Region => said(fold::words(raw)).map(plain),
        Kind::BirthDate | Kind::Date => {
            let day = Day::parse(raw, reading.order)?;
            Some((day.text(), Form::Day(day)))
        }
        Kind::IdNumber => {
            let code = whole_resident(said(fold::code(raw))?);
            let is_valid_resident = is_valid_resident(&code);
            Some((code.clone(), Form::Number { code: code.into(), is_valid_resident }))
        }
        Kind::Phone => said(phone(raw)).map(plain),
        Kind::Postcode | Kind::Account => said(fold::code(raw)).map(plain),
        Kind::Email => {
            let text: String =
                raw.trim().chars().filter(|c| !c.is_whitespace()).take(fold::LOOKED_AT).flat_map(char::to_lowercase).collect();
            (text.contains('@') && text.len() > 3).then(|| plain(text))
        }
        Kind::Exact => said(fold::words(raw)).map(plain),
    }
}

/// The digits of a phone, without 86 before a Chinese number, an extension or the zero that only dials out.
fn phone(raw: &str) -> String {
    let code = fold::code(raw.split(['x', 'X', '转', '#', ';', '/']).next().unwrap_or(""));
    let digits: String = code.chars().filter(|c| c.is_ascii_digit() || *c == '*').collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1')).unwrap_or(digits);
    let known = digits.bytes().filter(|b| *b != b'*').count();
    if known < 4 { String::new() } else { digits.to_owned() }
}

/// The 18 places of a resident's number that was written with the 15 of before 1999.
fn whole_resident(code: String) -> String {
    if code.len() != 15 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return code;
    }
    let long = format!("{}19{}", &code[..6], &code[6..]);
    match id_check_digit(long.as_bytes()) {
        Some(check) if is_day_of_birth(&long[6..14]) => format!("{long}{}", char::from(check)),
        _ => code,
    }
}

fn is_day_of_birth(digits: &str) -> bool {
    let month: u8 = digits[4..6].parse().unwrap_or(0);
    let day: u8 = digits[6..8].parse().unwrap_or(0);
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn is_valid_resident(code: &str) -> bool {
    let has_shape = code.len() == 18 && code.is_ascii() && code.bytes().take(17).all(|b| b.is_ascii_digit());
    has_shape && is_day_of_birth(&code[6..14]) && id_check_digit(&code.as_bytes()[..17]) == Some(code.as_bytes()[17])
}

impl Form {
    /// How alike two different values are; `None` where they cannot be compared. Symmetric.
    pub(crate) fn level(&self, other: &Self, kind: Kind, terms: &Terms) -> Option<Level> {
        match (self, other) {
            (Self::Any(a), _) => a.iter().filter_map(|a| a.level_or_equal(other, kind, terms)).min_by_key(|level| kind.place(*level)),
            (_, Self::Any(b)) => b.iter().filter_map(|b| self.level_or_equal(b, kind, terms)).min_by_key(|level| kind.place(*level)),
            (Self::Plain(a), Self::Plain(b)) => plain_level(a, b, kind),
            (Self::Words(a), Self::Words(b)) => Some(terms::level(a, b, kind, terms)),
            (Self::HanName(a), Self::HanName(b)) => Some(a.compare(b).0),
            (Self::Day(a), Self::Day(b)) => Some(a.compare(*b)),
            (Self::Number { code: a, is_valid_resident: x }, Self::Number { code: b, is_valid_resident: y }) => {
                number_level(a, b, *x && *y)
            }
            // A name in Han characters and one in letters.
            _ => None,
        }
    }

    fn level_or_equal(&self, other: &Self, kind: Kind, terms: &Terms) -> Option<Level> {
        if self.is_same(other) { Some(Level::Equal) } else { self.level(other, kind, terms) }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Plain(a), Self::Plain(b)) | (Self::Number { code: a, .. }, Self::Number { code: b, .. }) => a == b,
            (Self::Words(a), Self::Words(b)) => a.text == b.text,
            (Self::HanName(a), Self::HanName(b)) => a == b,
            (Self::Day(a), Self::Day(b)) => a == b,
            (Self::Any(a), Self::Any(b)) => a.iter().any(|x| b.iter().any(|y| x.is_same(y))),
            _ => false,
        }
    }
}

fn plain_level(a: &str, b: &str, kind: Kind) -> Option<Level> {
    match kind {
        Kind::GivenName | Kind::Surname => Some(name_part(a, b)),
        Kind::City => Some(city(a, b)),
        Kind::Region => Some(region(a, b)),
        Kind::Postcode => Some(postcode(a, b)),
        Kind::Phone => phone_level(a, b),
        Kind::Account => account(a, b),
        Kind::Email => Some(email(a, b)),
        _ => Some(Level::Differs),
    }
}

fn name_part(a: &str, b: &str) -> Level {
    let (longer, shorter) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let length = shorter.chars().count();
    let edits = edit::distance(a, b);
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
    if (edits == 2 && length >= 5) || (length >= 4 && !is_unlike && edit::jaro_winkler(a, b) >= 0.9) {
        Level::Close
    } else if is_part || ((a.contains(' ') || b.contains(' ')) && shares_word()) {
        Level::Part
    } else {
        Level::Differs
    }
}

fn city(a: &str, b: &str) -> Level {
    let length = a.len().min(b.len());
    let edits = edit::distance(a, b);
    let close = || edit::ratio(a, b) >= 0.75 || edit::jaro_winkler(a, b) >= 0.92;
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
    if is_short_form || is_swap || (length >= 3 && edit::distance(a, b) == 1) { Level::Near } else { Level::Differs }
}

fn postcode(a: &str, b: &str) -> Level {
    let length = a.len().min(b.len());
    let shared = a.bytes().zip(b.bytes()).take_while(|(p, q)| p == q).count();
    if length >= 4 && edit::distance(a, b) == 1 {
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
    let tail = |digits: &str| digits.len().checked_sub(7).map(|from| digits[from..].to_owned());
    Some(if tail(a).is_some() && tail(a) == tail(b) {
        Level::Part
    } else if a.len().min(b.len()) >= 6 && edit::distance(a, b) == 1 {
        Level::Near
    } else {
        Level::Differs
    })
}

fn account(a: &str, b: &str) -> Option<Level> {
    if a.contains('*') || b.contains('*') {
        return masked(a, b);
    }
    Some(if a.len().min(b.len()) >= 6 && edit::distance(a, b) == 1 { Level::Near } else { Level::Differs })
}

fn number_level(a: &str, b: &str, both_valid: bool) -> Option<Level> {
    if a.contains('*') || b.contains('*') {
        return masked(a, b);
    }
    let length = a.len().min(b.len());
    Some(match edit::distance(a, b) {
        _ if both_valid => Level::Conflict,
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
    let edits = edit::distance(a, b);
    let (x, y) = (local(a), local(b));
    if edits == 1 || (edits == 2 && a.len().min(b.len()) >= 12) {
        Level::Near
    } else if x.len() >= 4 && y.len() >= 4 && edit::distance(&x, &y) <= 1 {
        Level::Part
    } else {
        Level::Differs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, a: &str, b: &str) -> Option<Level> {
        let mut terms = Terms::default();
        let mut reading = Reading { kind, order: DateOrder::DayFirst, terms: &mut terms };
        let (a, b) = (read_one(a, &mut reading)?, read_one(b, &mut reading)?);
        terms.weigh();
        let level = if a.0 == b.0 { Some(Level::Equal) } else { a.1.level(&b.1, kind, &terms) };
        let other = if a.0 == b.0 { Some(Level::Equal) } else { b.1.level(&a.1, kind, &terms) };
        assert_eq!(level, other, "symmetric");
        level
    }

    #[test]
    fn levels_by_kind() {
        use Kind::*;
        let table = [
            (GivenName, "Jürgen", "jurgen", Some(Level::Equal)),
            (GivenName, "mitchell", "mitchel", Some(Level::Near)),
            (GivenName, "catherine", "kathryn", Some(Level::Homophone)),
            (GivenName, "j", "john", Some(Level::Part)),
            (GivenName, "catherine mary", "mary", Some(Level::Part)),
            (Surname, "mccarthy", "maccarthey", Some(Level::Homophone)),
            (Surname, "green", "mason", Some(Level::Differs)),
            (Surname, "", "mason", None),
            (City, "port adelaide", "adelaide", Some(Level::Part)),
            (Region, "New South Wales", "NSW", Some(Level::Near)),
            (Postcode, "2119", "2191", Some(Level::Near)),
            (Postcode, "SW1A 1AA", "SW1A 2BB", Some(Level::Part)),
            (Phone, "+86 138 0000 1111", "13800001111", Some(Level::Equal)),
            (Phone, "138****1111", "13800001111", Some(Level::Masked)),
            (Phone, "138****1112", "13800001111", Some(Level::Differs)),
            (Phone, "(02) 9555 1234 ext 5", "+61 2 9555 1234", Some(Level::Part)),
            (IdNumber, "430602900307123", "430602199003071231", Some(Level::Equal)),
            (IdNumber, "430602199003071231", "430621198511010018", Some(Level::Conflict)),
            (IdNumber, "6089216", "6089261", Some(Level::Near)),
            (IdNumber, "6089216", "1804974", Some(Level::Differs)),
            (Email, "j.smith@a.org", "jsmith@b.com", Some(Level::Part)),
            (Name, "John Smith", "Smith, John", Some(Level::Swapped)),
            (Name, "J. Smith", "John Smith", Some(Level::Part)),
            (Name, "张建国", "张 建 国", Some(Level::Equal)),
            (Name, "张建国", "Zhang Jianguo", None),
            (Street, "Goldfinch Circuit", "goldfinsh cct", Some(Level::Near)),
            (Address, "12 Old Saw Mill Lane", "14 Old Saw Mill Ln", Some(Level::Part)),
            (Exact, "A-1", "a 1", Some(Level::Equal)),
            (Exact, "A-1", "a-2", Some(Level::Differs)),
        ];
        for (kind, a, b, expected) in table {
            assert_eq!(check(kind, a, b), expected, "{} {a} / {b}", kind.code());
        }
    }

    #[test]
    fn of_several_values_the_best_counts() {
        let mut terms = Terms::default();
        let mut reading = Reading { kind: Kind::Phone, order: DateOrder::DayFirst, terms: &mut terms };
        let one = read(&["13800001111", "07308880000"], &mut reading).expect("two phones");
        let other = read(&["", "13800001111"], &mut reading).expect("one phone");
        assert_eq!(one.1.level(&other.1, Kind::Phone, &terms), Some(Level::Equal));
    }
}
