//! Values in the form in which they are compared: made once per different value, not once per pair.

use crate::address::AddressForm;
use crate::compare::Level;
use crate::edit::one_slip;
use crate::linkage::date::{DateOrder, Day};
use crate::linkage::kind::Kind;
use crate::linkage::terms::{self, Terms, Words};
use crate::linkage::{edit, fold};
use crate::name::NameForm;
use crate::number::{IdForm, IdSort};
use crate::phone::PhoneForm;

/// One value, ready to be compared. Equal values are told apart from the rest before a comparison, by their text.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Folded words or a code, compared by characters.
    Plain(Box<str>),
    /// Writing of several words, compared by what they are worth.
    Words(Words),
    HanName(Box<NameForm>),
    Day(Day),
    HanAddress(Box<AddressForm>),
    /// A resident's number, of eighteen places.
    Resident(Box<IdForm>),
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
        Kind::Address if fold::has_han(raw) => {
            let raw: String = raw.chars().take(fold::LOOKED_AT).collect();
            let form = AddressForm::parse(&raw)?;
            Some((form.text(), Form::HanAddress(Box::new(form))))
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
            let code = said(fold::code(raw))?;
            match IdForm::parse(None, &code).filter(|form| form.sort == IdSort::Resident && form.has_birth_date()) {
                Some(form) => Some((form.text(), Form::Resident(Box::new(form)))),
                None => Some(plain(code)),
            }
        }
        Kind::Phone => {
            let is_cut = raw.len() > fold::LOOKED_AT;
            let mobile = if is_cut { None } else { PhoneForm::parse(raw).filter(|form| form.is_mobile) };
            let digits = mobile.and_then(|form| String::from_utf8(form.digits).ok());
            said(digits.unwrap_or_else(|| phone(raw))).map(plain)
        }
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

impl Form {
    /// How alike two records are that both hold this value, whose text is `text`; `None` where too little is readable.
    pub(crate) fn same_level(&self, text: &str, kind: Kind) -> Option<Level> {
        let hides = kind.levels().iter().any(|spec| spec.level == Level::Masked);
        match self {
            Self::HanName(name) => Some(name.same_level()),
            Self::Resident(number) if text.contains('*') => number.level(number),
            Self::Plain(code) if hides && code.contains('*') => Some(Level::Masked),
            Self::Any(forms) if hides && forms.iter().all(|form| form.is_masked()) => Some(Level::Masked),
            _ => Some(Level::Equal),
        }
    }

    fn is_masked(&self) -> bool {
        match self {
            Self::Plain(code) => code.contains('*'),
            Self::Resident(number) => number.text().contains('*'),
            _ => false,
        }
    }

    /// How alike two different values are; `None` where they cannot be compared. Symmetric.
    pub(crate) fn level(&self, other: &Self, kind: Kind, terms: &Terms) -> Option<Level> {
        match (self, other) {
            (Self::Any(a), _) => a.iter().filter_map(|a| a.level_or_equal(other, kind, terms)).min_by_key(|level| kind.place(*level)),
            (_, Self::Any(b)) => b.iter().filter_map(|b| self.level_or_equal(b, kind, terms)).min_by_key(|level| kind.place(*level)),
            (Self::Plain(a), Self::Plain(b)) => plain_level(a, b, kind),
            (Self::Words(a), Self::Words(b)) => Some(terms::level(a, b, kind, terms)),
            (Self::HanName(a), Self::HanName(b)) => Some(match a.compare(b) {
                // One character is left: a surname, or a given name that thousands bear.
                (Level::Near, 0..=1) => Level::Close,
                (level, _) => level,
            }),
            (Self::Day(a), Self::Day(b)) => Some(a.compare(*b)),
            (Self::Resident(a), Self::Resident(b)) => a.level(b),
            (Self::HanAddress(a), Self::HanAddress(b)) => Some(a.level(b)),
            (Self::Resident(_), Self::Plain(_)) | (Self::Plain(_), Self::Resident(_)) => Some(Level::Differs),
            // A name in Han characters and one in letters.
            _ => None,
        }
    }

    fn level_or_equal(&self, other: &Self, kind: Kind, terms: &Terms) -> Option<Level> {
        if self.is_same(other) { Some(Level::Equal) } else { self.level(other, kind, terms) }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Plain(a), Self::Plain(b)) => a == b,
            (Self::Resident(a), Self::Resident(b)) => a == b,
            (Self::HanAddress(a), Self::HanAddress(b)) => a == b,
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
        Kind::IdNumber => number_level(a, b),
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
    Some(match edit::distance(a, b) {
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
        let level = if a.0 == b.0 { a.1.same_level(&a.0, kind) } else { a.1.level(&b.1, kind, &terms) };
        let other = if a.0 == b.0 { b.1.same_level(&b.0, kind) } else { b.1.level(&a.1, kind, &terms) };
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
            (IdNumber, "430602199003071231", "430602********1231", Some(Level::Masked)),
            (IdNumber, "430602********1231", "430602********1231", Some(Level::Masked)),
            (IdNumber, "43060219900307****", "4306**********1231", Some(Level::Weak)),
            (IdNumber, "430602199003071231", "430602199003072131", Some(Level::Near)),
            (IdNumber, "430602199003071231", "4306**********9999", Some(Level::Differs)),
            (Name, "张先生", "张先生", Some(Level::Title)),
            (Name, "张先生", "张建国", Some(Level::Title)),
            (Name, "张建国", "章建國", Some(Level::Homophone)),
            (Name, "张伟", "张强", Some(Level::Close)),
            (Address, "湖南省岳阳市岳阳楼区五里牌路12号3栋", "五里牌路十二号三幢", Some(Level::Near)),
            (Address, "五里牌路12号3栋301", "五里牌路12号3栋402", Some(Level::Neighbour)),
            (Phone, "138****1111", "138****1111", Some(Level::Masked)),
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
