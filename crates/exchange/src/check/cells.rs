//! Taking cells of a row one by one, and gathering what is wrong with them.

use std::borrow::Cow;

use casework::values::{ValueError, clean_code, clean_text, is_scientific};
use jiff::civil::{Date, DateTime};

use super::{Checker, dates};
use crate::header::{Layout, Source};
use crate::row::{CellError, CellTag, Record, RowBuffer};

/// What a cell must hold, in Chinese.
pub(super) type Expected = Cow<'static, str>;

/// Longest text that is not free prose: names of traders, goods, addresses.
const SHORT_TEXT_CHARS: usize = 500;
/// Longest number of a submission, an order, a fact.
const NUMBER_CHARS: usize = 64;
/// Nothing in such a file is older.
const EARLIEST: Date = jiff::civil::date(1990, 1, 1);

/// The cells of one row under check.
pub(super) struct Cells<'a> {
    checker: &'a Checker,
    layout: &'a Layout,
    row: &'a RowBuffer,
    errors: Vec<CellError>,
}

impl<'a> Cells<'a> {
    pub(super) fn new(checker: &'a Checker, layout: &'a Layout, row: &'a RowBuffer) -> Self {
        Self { checker, layout, row, errors: Vec::new() }
    }

    /// The record, if no cell was wrong.
    pub(super) fn finish(self, record: Option<Record>) -> Result<Record, Vec<CellError>> {
        match record {
            Some(record) if self.errors.is_empty() => Ok(record),
            _ => Err(self.errors),
        }
    }

    /// A cell that may be empty. A wrong one is noted and counts as empty.
    pub(super) fn optional<T, E: Into<Failure>>(&mut self, slot: usize, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = self.filled(slot)?;
        if is_formula_error(&text) {
            self.wrong(slot, &text, "单元格是公式错误，请改为实际内容".into());
            return None;
        }
        match parse(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                let error: Failure = error.into();
                self.wrong(slot, &text, error.0);
                None
            }
        }
    }

    /// A cell that must hold something.
    pub(super) fn required<T, E: Into<Failure>>(&mut self, slot: usize, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        if self.is_empty(slot) {
            self.wrong(slot, "", "必填，不能为空".into());
            return None;
        }
        self.optional(slot, parse)
    }

    pub(super) fn short_text(&mut self, slot: usize) -> Option<String> {
        self.optional(slot, short_text)
    }

    pub(super) fn yes_no(&mut self, slot: usize) -> Option<bool> {
        self.optional(slot, |text| match clean_code(text).as_str() {
            "是" | "Y" | "YES" | "TRUE" | "1" | "√" => Ok(true),
            "否" | "N" | "NO" | "FALSE" | "0" => Ok(false),
            _ => Err(Failure("应为是或否".into())),
        })
    }

    /// A date and time of day; a bare date is its first minute.
    pub(super) fn moment(&mut self, slot: usize) -> Option<DateTime> {
        let formats = self.checker.rules[slot].as_ref().map_or(&[][..], |r| r.date_formats.as_slice());
        let is_number = self.tag(slot) == CellTag::Number;
        let (today, is_1904) = (self.checker.today, self.checker.is_1904);
        self.optional(slot, |text| {
            let moment = match dates::parse(text, formats) {
                Some(moment) => Some(moment),
                None if is_number => dates::from_serial(text, is_1904),
                None => None,
            };
            match moment {
                None => Err(Failure("应为日期，如 2026-05-01 或 2026-05-01 09:30".into())),
                Some(m) if m.date() < EARLIEST => Err(Failure("早于1990年，请核对年份".into())),
                Some(m) if m.date() > today => Err(Failure(format!("晚于今天（{today}），请核对").into())),
                Some(m) => Ok(m),
            }
        })
    }

    pub(super) fn date(&mut self, slot: usize) -> Option<Date> {
        self.moment(slot).map(|moment| moment.date())
    }

    pub(super) fn is_empty(&self, slot: usize) -> bool {
        self.filled(slot).is_none()
    }

    /// Notes that a cell is wrong.
    pub(super) fn wrong(&mut self, slot: usize, value: &str, expected: Expected) {
        let column = match self.layout.slots.get(slot) {
            Some(Source::Column(column)) => self.layout.headers.get(*column).filter(|h| !h.is_empty()).map(String::as_str),
            _ => None,
        };
        let canonical = self.checker.columns[slot].as_ref().map_or("", |c| c.header);
        self.errors.push(CellError::new(column.unwrap_or(canonical), value, expected));
    }

    /// Notes that a filled cell does not go with another.
    pub(super) fn contradicts(&mut self, slot: usize, expected: &'static str) {
        let value = self.text(slot).into_owned();
        self.wrong(slot, &value, expected.into());
    }

    /// The text of a cell that is not empty.
    fn filled(&self, slot: usize) -> Option<Cow<'a, str>> {
        let text = self.text(slot);
        if is_blank(&text) { None } else { Some(text) }
    }

    fn tag(&self, slot: usize) -> CellTag {
        match self.layout.slots.get(slot) {
            Some(Source::Column(column)) => self.row.tag(*column),
            _ => CellTag::Text,
        }
    }

    /// The text of a cell after the profile's spellings were replaced.
    fn text(&self, slot: usize) -> Cow<'a, str> {
        let raw = match &self.layout.slots[slot] {
            Source::Absent => Cow::Borrowed(""),
            Source::Constant(constant) => Cow::Borrowed(constant.as_str()),
            Source::Column(column) => Cow::Borrowed(self.row.cell(*column)),
            Source::Joined(columns) => {
                let parts = columns.iter().map(|&c| self.row.cell(c).trim()).filter(|part| !part.is_empty());
                Cow::Owned(parts.collect::<Vec<_>>().join("\n"))
            }
        };
        match &self.checker.rules[slot] {
            Some(rule) if !rule.values.is_empty() => match rule.values.get(raw.trim()) {
                Some(ours) => Cow::Owned(ours.clone()),
                None => raw,
            },
            _ => raw,
        }
    }
}

/// What was expected, from a value's own check or from here.
pub(super) struct Failure(pub(super) Expected);

impl From<ValueError> for Failure {
    fn from(error: ValueError) -> Self {
        Self(error.expected.into())
    }
}

/// Nothing, or what people put where there is nothing.
fn is_blank(text: &str) -> bool {
    match text.trim() {
        "" | "/" | "-" | "--" | "—" | "——" | "无" => true,
        // Only short cells can be blank for being invisible.
        short if short.len() <= 12 => clean_text(short).is_empty(),
        _ => false,
    }
}

/// Text of a formula error, as a workbook or its CSV holds it.
fn is_formula_error(text: &str) -> bool {
    matches!(text, "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NULL!" | "#NUM!")
}

pub(super) fn short_text(text: &str) -> Result<String, Failure> {
    let text = clean_text(text);
    if text.chars().count() <= SHORT_TEXT_CHARS { Ok(text) } else { Err(Failure("不超过500个字".into())) }
}

/// Text of any length that a cell may have.
pub(super) fn prose(text: &str) -> Result<String, Failure> {
    Ok(clean_text(text))
}

/// The number of a submission, an order or a fact: letters keep their case, white space and invisible characters go.
pub(super) fn number(text: &str) -> Result<String, Failure> {
    let number: String = clean_text(text).chars().filter(|c| !c.is_whitespace()).collect();
    if is_scientific(&number) {
        Err(Failure("编号被表格软件变成了科学计数法，末位数字已丢失，请把该列设为文本后重新填写".into()))
    } else if number.chars().count() > NUMBER_CHARS {
        Err(Failure("不超过64个字符的编号".into()))
    } else {
        Ok(number)
    }
}

/// A value of a closed list by its label.
pub(super) fn code<T: Copy>(text: &str, all: &'static [T], label: impl Fn(T) -> &'static str) -> Result<T, Failure> {
    let find = |wanted: &str| all.iter().copied().find(|&value| label(value) == wanted);
    find(text).or_else(|| find(&clean_code(text))).ok_or_else(|| {
        let labels: Vec<&str> = all.iter().map(|&value| label(value)).collect();
        Failure(format!("应为以下之一：{}", labels.join("、")).into())
    })
}
