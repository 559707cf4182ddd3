//! Values in the form in which they are compared: made once per different value, not once per pair.

use crate::address::AddressForm;
use crate::compare::Level;
use crate::linkage::date::{DateOrder, Day};
use crate::linkage::digits::Digits;
use crate::linkage::kind::Kind;
use crate::linkage::places::Addresses;
use crate::linkage::table::BETWEEN_CELLS;
use crate::linkage::terms::{self, Terms, Words};
use crate::linkage::texts::Texts;
use crate::linkage::{fold, plain};
use crate::name::NameForm;
use crate::number::{self, IdForm, IdSort};
use crate::phone::PhoneForm;

/// Values of one cell that are compared each by itself; further ones are left out, so that no cell can choose what it costs.
const MOST_VALUES: usize = 8;

/// One value, ready to be compared. Equal values are told apart from the rest before a comparison, by their text.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Folded words or a code, compared by the text's characters.
    Plain,
    /// A phone's or account's digits.
    Digits(Digits),
    /// A resident's number, of eighteen places; whether all are known and its check digit is right.
    Resident(Digits, bool),
    /// Writing of several words, compared by what they are worth.
    Words(Words),
    Day(Day),
    /// By its place in the column's lexicon.
    HanName(u32),
    HanAddress(u32),
    /// Several values of one record, each as good as the others.
    Any(Box<[(Box<str>, Form)]>),
}

/// What the forms of a column refer to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    pub(crate) terms: Terms,
    pub(crate) names: Vec<NameForm>,
    pub(crate) addresses: Addresses,
}

/// A cell that was read.
pub(crate) enum Reading {
    Plain,
    Digits(Digits),
    Resident(Digits, bool),
    Words,
    Day(Day),
    HanName(NameForm),
    HanAddress(AddressForm),
    Any(Vec<(String, Reading)>),
}

impl Lexicon {
    /// Keeps a value that was not met before.
    pub(crate) fn keep(&mut self, text: &str, reading: Reading) -> Form {
        match reading {
            Reading::Plain => Form::Plain,
            Reading::Digits(digits) => Form::Digits(digits),
            Reading::Resident(digits, is_full) => Form::Resident(digits, is_full),
            Reading::Words => Form::Words(Words::read(text, &mut self.terms)),
            Reading::Day(day) => Form::Day(day),
            Reading::HanName(name) => {
                self.names.push(name);
                Form::HanName(self.names.len() as u32 - 1)
            }
            Reading::HanAddress(address) => Form::HanAddress(self.addresses.keep(&address)),
            Reading::Any(readings) => {
                let keep = |(text, reading): (String, Reading)| {
                    let form = self.keep(&text, reading);
                    (text.into(), form)
                };
                Form::Any(readings.into_iter().map(keep).collect())
            }
        }
    }

    /// Any part of what a form refers to, so that it is near.
    pub(crate) fn touch(&self, form: &Form) -> u32 {
        match form {
            Form::HanName(name) => self.names[*name as usize].touch(),
            Form::HanAddress(address) => self.addresses.touch(*address),
            _ => 0,
        }
    }

    /// Once all values were read.
    pub(crate) fn finish(&mut self) {
        self.terms.weigh();
        self.names.shrink_to_fit();
    }
}

/// Reads the cells of one record for one column and appends the value's text, which is the same for all values that count
/// as equal. `None` where nothing is said.
pub(crate) fn read(cell: &str, kind: Kind, order: DateOrder, text: &mut String) -> Option<Reading> {
    if !cell.contains(BETWEEN_CELLS) {
        return read_one(cell, kind, order, text);
    }
    if kind.joins() {
        return read_one(&cell.replace(BETWEEN_CELLS, " "), kind, order, text);
    }
    let one = |cell: &str| {
        let mut text = String::new();
        read_one(cell, kind, order, &mut text).map(|reading| (text, reading))
    };
    let mut readings: Vec<(String, Reading)> = cell.split(BETWEEN_CELLS).filter_map(one).collect();
    readings.sort_by(|a, b| a.0.cmp(&b.0));
    readings.dedup_by(|a, b| a.0 == b.0);
    readings.truncate(MOST_VALUES);
    if readings.len() < 2 {
        let (only, reading) = readings.pop()?;
        text.push_str(&only);
        return Some(reading);
    }
    for (n, (one, _)) in readings.iter().enumerate() {
        if n > 0 {
            text.push(BETWEEN_CELLS);
        }
        text.push_str(one);
    }
    Some(Reading::Any(readings))
}

fn read_one(raw: &str, kind: Kind, order: DateOrder, text: &mut String) -> Option<Reading> {
    let mut said = |value: &str, reading: Reading| {
        text.push_str(value);
        (!value.is_empty()).then_some(reading)
    };
    match kind {
        Kind::Name if fold::has_han(raw) => {
            let form = NameForm::parse(fold::head(raw))?;
            form.write_text(text);
            Some(Reading::HanName(form))
        }
        Kind::Address if fold::has_han(raw) => {
            let form = AddressForm::parse(fold::head(raw))?;
            form.write_text(text);
            Some(Reading::HanAddress(form))
        }
        Kind::Name | Kind::Address | Kind::Street | Kind::Text => said(&terms::text(raw, kind), Reading::Words),
        Kind::GivenName | Kind::Surname | Kind::City | Kind::Region | Kind::Exact => said(&fold::words(raw), Reading::Plain),
        Kind::BirthDate | Kind::Date => {
            let day = Day::parse(raw, order)?;
            said(&day.text(), Reading::Day(day))
        }
        Kind::IdNumber => {
            if let Some(is_full) = number::plain_resident(raw) {
                return said(raw, Reading::Resident(Digits::of(raw.as_bytes())?, is_full));
            }
            let code = fold::code(raw);
            let resident = IdForm::parse(None, &code).filter(|form| form.sort == IdSort::Resident && form.has_birth_date());
            match resident.and_then(|form| Some((Digits::of(&form.digits)?, form))) {
                Some((digits, form)) => said(std::str::from_utf8(&form.digits).ok()?, Reading::Resident(digits, form.is_full)),
                None => said(&code, Reading::Plain),
            }
        }
        Kind::Phone if plain::is_plain_mobile(raw) => said(raw, Reading::Digits(Digits::of(raw.as_bytes())?)),
        Kind::Phone => {
            let raw = fold::head(raw);
            let mobile = PhoneForm::parse(raw).filter(|form| form.is_mobile).and_then(|form| String::from_utf8(form.digits).ok());
            let digits = mobile.unwrap_or_else(|| plain::phone(raw));
            let reading = Digits::of(digits.as_bytes()).map_or(Reading::Plain, Reading::Digits);
            said(&digits, reading)
        }
        Kind::Account => {
            let code = fold::code(raw);
            let reading = Digits::of(code.as_bytes()).map_or(Reading::Plain, Reading::Digits);
            said(&code, reading)
        }
        Kind::Postcode => said(&fold::code(raw), Reading::Plain),
        Kind::Email => {
            let email: String =
                raw.trim().chars().filter(|c| !c.is_whitespace()).take(fold::LOOKED_AT).flat_map(char::to_lowercase).collect();
            if email.contains('@') && email.len() > 3 { said(&email, Reading::Plain) } else { None }
        }
    }
}

/// A value whose text is fetched only where it is needed.
#[derive(Clone, Copy)]
pub(crate) struct Value<'c> {
    pub(crate) form: &'c Form,
    text: Text<'c>,
}

#[derive(Clone, Copy)]
enum Text<'c> {
    At(&'c Texts, u32),
    Is(&'c str),
}

impl<'c> Value<'c> {
    pub(crate) fn at(forms: &'c [Form], texts: &'c Texts, value: u32) -> Self {
        Self { form: &forms[value as usize], text: Text::At(texts, value) }
    }

    fn of((text, form): &'c (Box<str>, Form)) -> Self {
        Self { form, text: Text::Is(text) }
    }

    pub(crate) fn text(self) -> &'c str {
        match self.text {
            Text::At(texts, value) => texts.get(value),
            Text::Is(text) => text,
        }
    }

    /// Each of the record's values.
    pub(crate) fn each(self) -> impl Iterator<Item = Value<'c>> {
        let (one, several): (Option<Self>, &[(Box<str>, Form)]) = match self.form {
            Form::Any(forms) => (None, forms),
            _ => (Some(self), &[]),
        };
        one.into_iter().chain(several.iter().map(Value::of))
    }

    /// How alike two different values are; `None` where they cannot be compared. Symmetric.
    pub(crate) fn level(self, other: Self, kind: Kind, lexicon: &Lexicon) -> Option<Level> {
        match (self.form, other.form) {
            (Form::Any(_), _) | (_, Form::Any(_)) => {
                let pairs = self.each().flat_map(|a| other.each().map(move |b| (a, b)));
                let level = |(a, b): (Self, Self)| if a.text() == b.text() { Some(Level::Equal) } else { a.level(b, kind, lexicon) };
                pairs.filter_map(level).min_by_key(|level| kind.place(*level))
            }
            (Form::Digits(a), Form::Digits(b)) => plain::digits_level(*a, *b, kind),
            (Form::Resident(a, a_full), Form::Resident(b, b_full)) => plain::residents_level((*a, *a_full), (*b, *b_full)),
            (Form::Plain | Form::Digits(_), Form::Plain | Form::Digits(_)) => plain::level(self.text(), other.text(), kind),
            (Form::Words(a), Form::Words(b)) => Some(terms::level((a, self.text()), (b, other.text()), kind, &lexicon.terms)),
            (Form::HanName(a), Form::HanName(b)) => Some(match lexicon.names[*a as usize].compare(&lexicon.names[*b as usize]) {
                // One character is left: a surname, or a given name that thousands bear.
                (Level::Near, 0..=1) => Level::Close,
                (level, _) => level,
            }),
            (Form::Day(a), Form::Day(b)) => Some(a.compare(*b)),
            (Form::HanAddress(a), Form::HanAddress(b)) => Some(lexicon.addresses.level(*a, *b)),
            (Form::Resident(..), Form::Plain) | (Form::Plain, Form::Resident(..)) => Some(Level::Differs),
            // A name in Han characters and one in letters.
            _ => None,
        }
    }
}

impl Form {
    /// Any part of it, so that it is near.
    pub(crate) fn touch(&self) -> u32 {
        match self {
            Self::HanName(place) | Self::HanAddress(place) => *place,
            _ => 1,
        }
    }

    /// How many values a record has that holds this.
    pub(crate) fn values(&self) -> usize {
        if let Self::Any(forms) = self { forms.len() } else { 1 }
    }

    /// How alike two records are that both hold this value, whose text is `text`; `None` where too little is readable.
    pub(crate) fn same_level(&self, text: &str, kind: Kind, lexicon: &Lexicon) -> Option<Level> {
        let hides = kind.levels().iter().any(|spec| spec.level == Level::Masked);
        match self {
            Self::HanName(name) => Some(lexicon.names[*name as usize].same_level()),
            Self::Resident(number, is_full) if number.is_masked() => plain::residents_level((*number, *is_full), (*number, *is_full)),
            Self::Plain | Self::Digits(_) if hides && text.contains('*') => Some(Level::Masked),
            Self::Any(forms) if hides && forms.iter().all(|(text, _)| text.contains('*')) => Some(Level::Masked),
            _ => Some(Level::Equal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, a: &str, b: &str) -> Option<Level> {
        let mut lexicon = Lexicon::default();
        let mut kept = |cell: &str| {
            let mut text = String::new();
            let reading = read(cell, kind, DateOrder::DayFirst, &mut text)?;
            let form = lexicon.keep(&text, reading);
            Some((Box::from(text), form))
        };
        let (a, b) = (kept(a)?, kept(b)?);
        lexicon.finish();
        let level = |a: &(Box<str>, Form), b: &(Box<str>, Form)| {
            if a.0 == b.0 { a.1.same_level(&a.0, kind, &lexicon) } else { Value::of(a).level(Value::of(b), kind, &lexicon) }
        };
        assert_eq!(level(&a, &b), level(&b, &a), "symmetric");
        level(&a, &b)
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
        let level = check(Kind::Phone, "13800001111\u{1f}07308880000", "\u{1f}13800001111");
        assert_eq!(level, Some(Level::Equal));
        assert_eq!(check(Kind::Phone, "13800001111\u{1f}07308880000", "13800001112\u{1f}07308881234"), Some(Level::Near));
    }
}
