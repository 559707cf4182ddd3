//! How a field is read from a draft, checked, and printed.

use std::str::FromStr;

use casework::values::clean_text;
use jiff::civil::{Date, DateTime};

use crate::error::PaperError;
use crate::field::Field;
use crate::form::Edition;
use crate::number::chinese_numeral;

/// What a field looks like in a drafting form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line of text.
    Line,
    /// Paragraphs, one a line.
    Words,
    /// Things, one a line.
    List,
    /// Persons, one a line.
    Names,
    Day,
    Moment,
    /// A whole number, from 1.
    Count,
    /// 是, 否 or not said.
    Consent,
    /// A ground by its number, from 1.
    Ground,
    /// 回避 or not.
    Outcome,
}

/// A field as it goes into the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Printed {
    /// Inside a line of the form.
    Inline(String),
    /// Paragraphs of their own.
    Paragraphs(Vec<String>),
}

pub(crate) trait Value: Sized {
    const SHAPE: Shape;
    const REQUIRED: bool = true;

    /// From what a person typed.
    fn read(field: Field, raw: &str) -> Result<Self, PaperError>;

    /// What `read` takes back.
    fn write(&self) -> String;

    fn print(&self, field: Field, edition: Edition) -> Result<Printed, PaperError>;

    /// The day that the field names, if it names one.
    fn day(&self) -> Option<Date> {
        None
    }
}

/// A text as it is printed, or why it cannot be: on one line of thought, invisible characters dropped, white space (line
/// breaks too) one space.
pub(crate) fn text(field: Field, raw: &str) -> Result<String, PaperError> {
    let line = one_line(raw);
    if line.is_empty() {
        return Err(PaperError::Blank(field));
    }
    if line.chars().count() > field.limit() {
        return Err(PaperError::TooLong(field));
    }
    match line.chars().find(|&c| is_not_archivable(c)) {
        Some(c) => Err(PaperError::NotArchivable(field, c)),
        None => Ok(line),
    }
}

fn one_line(raw: &str) -> String {
    // Line breaks and tabs are spaces before `clean_text` drops what is left of control characters.
    let spaced: String = raw.chars().map(|c| if c.is_whitespace() && c != '\u{3000}' { ' ' } else { c }).collect();
    let cleaned = clean_text(&spaced);
    cleaned.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines of a text, each as [`text`] has it; the limit holds for all together.
fn lines(field: Field, raw: &[String]) -> Result<Vec<String>, PaperError> {
    let lines: Vec<String> = raw.iter().map(|line| one_line(line)).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err(PaperError::Blank(field));
    }
    if lines.iter().map(|line| line.chars().count()).sum::<usize>() > field.limit() {
        return Err(PaperError::TooLong(field));
    }
    match lines.iter().flat_map(|line| line.chars()).find(|&c| is_not_archivable(c)) {
        Some(c) => Err(PaperError::NotArchivable(field, c)),
        None => Ok(lines),
    }
}

/// Control characters, private use areas and non-characters, which PDF/A-2 level A forbids.
const fn is_not_archivable(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fff9}'..='\u{fffb}')
        || (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// A date as papers write it: Arabic numerals, full year, no leading zeros (GB/T 9704).
pub fn chinese_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

impl Value for String {
    const SHAPE: Shape = Shape::Line;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        text(field, raw)
    }

    fn write(&self) -> String {
        self.clone()
    }

    fn print(&self, field: Field, _: Edition) -> Result<Printed, PaperError> {
        text(field, self).map(Printed::Inline)
    }
}

/// Left blank on the form where there is none.
impl<T: Value> Value for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const REQUIRED: bool = false;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        if raw.trim().is_empty() { Ok(None) } else { T::read(field, raw).map(Some) }
    }

    fn write(&self) -> String {
        self.as_ref().map_or_else(String::new, T::write)
    }

    fn print(&self, field: Field, edition: Edition) -> Result<Printed, PaperError> {
        self.as_ref().map_or_else(|| Ok(Printed::Inline(String::new())), |value| value.print(field, edition))
    }

    fn day(&self) -> Option<Date> {
        self.as_ref().and_then(T::day)
    }
}

/// Several texts in one field: how they are told apart when they are typed, and how they are set on the form.
macro_rules! of_lines {
    ($($(#[$meta:meta])* $name:ident: $shape:expr, $split:expr, $set:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Default)]
        pub struct $name(pub Vec<String>);

        impl Value for $name {
            const SHAPE: Shape = $shape;

            fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
                let lines = Self(lines(field, &$split(raw))?);
                lines.print(field, Edition::Order121).map(|_| lines)
            }

            fn write(&self) -> String {
                self.0.join("\n")
            }

            fn print(&self, field: Field, _: Edition) -> Result<Printed, PaperError> {
                $set(field, lines(field, &self.0)?)
            }
        }
    )+};
}

of_lines! {
    /// Paragraphs in the officer's own words.
    Words: Shape::Words, by_line, |_, lines| Ok(Printed::Paragraphs(lines));
    /// Things, numbered from 1 on the form.
    Listed: Shape::List, by_line, |_, lines| Ok(Printed::Paragraphs(numbered(lines, 1)));
    /// What a party is to bring besides proof of identity, which is the first: numbered from 2 inside the line, where the form
    /// says “2. ……”.
    Brought: Shape::List, by_line, |_, lines| Ok(Printed::Inline(numbered(lines, 2).join("；") + "。"));
    /// Names of two or more persons.
    Names: Shape::Names, by_name, two_persons;
}

fn by_line(raw: &str) -> Vec<String> {
    raw.lines().map(str::to_owned).collect()
}

fn by_name(raw: &str) -> Vec<String> {
    raw.split(['\n', '、', ',', '，', ';', '；']).map(str::to_owned).collect()
}

fn numbered(lines: Vec<String>, first: usize) -> Vec<String> {
    lines.into_iter().zip(first..).map(|(line, number)| format!("{number}. {line}")).collect()
}

fn two_persons(field: Field, names: Vec<String>) -> Result<Printed, PaperError> {
    match names.split_first() {
        Some((first, others)) if !others.is_empty() && !others.contains(first) => Ok(Printed::Inline(names.join("、"))),
        _ => Err(PaperError::TooFew(field)),
    }
}

/// What is typed into a field that is no text; blank is told apart from wrong.
fn typed<T: FromStr>(field: Field, raw: &str, wrong: fn(Field) -> PaperError) -> Result<T, PaperError> {
    match raw.trim() {
        "" => Err(PaperError::Blank(field)),
        typed => typed.parse().map_err(|_| wrong(field)),
    }
}

impl Value for Date {
    const SHAPE: Shape = Shape::Day;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        typed(field, raw, PaperError::NotADay)
    }

    fn write(&self) -> String {
        self.to_string()
    }

    fn print(&self, _: Field, _: Edition) -> Result<Printed, PaperError> {
        Ok(Printed::Inline(chinese_date(*self)))
    }

    fn day(&self) -> Option<Date> {
        Some(*self)
    }
}

impl Value for DateTime {
    const SHAPE: Shape = Shape::Moment;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        typed(field, raw, PaperError::NotADay)
    }

    /// To the minute, as a browser writes it.
    fn write(&self) -> String {
        self.strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The form says 年月日时; minutes are added where they are not nought.
    fn print(&self, _: Field, _: Edition) -> Result<Printed, PaperError> {
        let minutes = if self.minute() == 0 { String::new() } else { format!("{}分", self.minute()) };
        Ok(Printed::Inline(format!("{}{}时{minutes}", chinese_date(self.date()), self.hour())))
    }

    fn day(&self) -> Option<Date> {
        Some(self.date())
    }
}

impl Value for u16 {
    const SHAPE: Shape = Shape::Count;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        let number = typed(field, raw, PaperError::NotACount)?;
        if (1..=9_999).contains(&number) { Ok(number) } else { Err(PaperError::NotACount(field)) }
    }

    fn write(&self) -> String {
        self.to_string()
    }

    fn print(&self, _: Field, _: Edition) -> Result<Printed, PaperError> {
        Ok(Printed::Inline(self.to_string()))
    }
}

/// 是 or 否 as the filer said it; neither box is ticked where nothing was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    Yes,
    No,
    NotSaid,
}

impl From<Option<bool>> for Consent {
    fn from(said: Option<bool>) -> Self {
        match said {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::NotSaid,
        }
    }
}

impl Value for Consent {
    const SHAPE: Shape = Shape::Consent;
    const REQUIRED: bool = false;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        match raw.trim() {
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            "" => Ok(Self::NotSaid),
            _ => Err(PaperError::Blank(field)),
        }
    }

    fn write(&self) -> String {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotSaid => "",
        }
        .to_owned()
    }

    fn print(&self, _: Field, _: Edition) -> Result<Printed, PaperError> {
        let boxes = match self {
            Self::Yes => "■是 □否",
            Self::No => "□是 ■否",
            Self::NotSaid => "□是 □否",
        };
        Ok(Printed::Inline(boxes.to_owned()))
    }
}

/// The number of a ground, from 1, in the article that the form quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item(pub u8);

impl Value for Item {
    const SHAPE: Shape = Shape::Ground;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        typed(field, raw, PaperError::Blank).map(Self)
    }

    fn write(&self) -> String {
        self.0.to_string()
    }

    fn print(&self, field: Field, edition: Edition) -> Result<Printed, PaperError> {
        let last = if field == Field::EndGround { edition.end_grounds() } else { edition.decline_grounds() };
        let numeral = chinese_numeral(self.0).filter(|_| self.0 <= last);
        let numeral = numeral.ok_or(PaperError::NoSuchGround { field, ground: self.0, last })?;
        Ok(Printed::Inline(numeral.to_owned()))
    }
}

/// What became of a request that a mediator stand aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AvoidanceOutcome {
    Granted,
    Refused,
}

impl AvoidanceOutcome {
    pub const ALL: &'static [Self] = &[Self::Granted, Self::Refused];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
        }
    }

    /// As it is printed after 我局决定.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Granted => "准予回避，另行指派调解人员",
            Self::Refused => "驳回回避申请，由原调解人员继续主持调解",
        }
    }
}

impl Value for AvoidanceOutcome {
    const SHAPE: Shape = Shape::Outcome;

    fn read(field: Field, raw: &str) -> Result<Self, PaperError> {
        Self::ALL.iter().copied().find(|outcome| outcome.code() == raw.trim()).ok_or(PaperError::Blank(field))
    }

    fn write(&self) -> String {
        self.code().to_owned()
    }

    fn print(&self, _: Field, _: Edition) -> Result<Printed, PaperError> {
        Ok(Printed::Inline(self.label().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let moment = date(2026, 5, 20).at(9, 30, 0, 0);
        assert_eq!(DateTime::read(Field::MeetAt, &moment.write()), Ok(moment));
        assert_eq!(moment.print(Field::MeetAt, Edition::Order121), Ok(Printed::Inline("2026年5月20日9时30分".into())));
        for consent in [Consent::Yes, Consent::No, Consent::NotSaid] {
            assert_eq!(Consent::read(Field::ConsentPublish, &consent.write()), Ok(consent));
        }
        assert_eq!(Option::<String>::read(Field::Remark, "  "), Ok(None));
        assert_eq!(u16::read(Field::Copies, "0"), Err(PaperError::NotACount(Field::Copies)));
        assert_eq!(Date::read(Field::DueOn, "2026-02-30"), Err(PaperError::NotADay(Field::DueOn)));
    }

    #[test]
    fn two_officers_are_two_persons() {
        let print = |raw: &str| Names::read(Field::CaseOfficers, raw).and_then(|names| names.print(Field::CaseOfficers, Edition::Order121));
        assert_eq!(print("周立本、彭见山"), Ok(Printed::Inline("周立本、彭见山".into())));
        assert_eq!(print("周立本"), Err(PaperError::TooFew(Field::CaseOfficers)));
        assert_eq!(print("周立本、周立本"), Err(PaperError::TooFew(Field::CaseOfficers)));
    }
}
