//! Dates as people and programs write them. Every form read here puts the year first, so none is ambiguous; others
//! need a format in the profile.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::Offset;

/// A moment in any of the profile's formats or of the year-first forms:
/// `2026-05-01`, `2026/5/1 9:30`, `2026.5.1`, `2026年5月1日 上午9时30分`, `20260501`, `20260501093000`, RFC 3339.
pub(super) fn parse(text: &str, formats: &[String]) -> Option<DateTime> {
    let text = text.trim();
    let by_format = formats
        .iter()
        .find_map(|format| DateTime::strptime(format, text).ok().or_else(|| Date::strptime(format, text).ok().map(|d| d.at(0, 0, 0, 0))));
    by_format.or_else(|| year_first(text)).or_else(|| with_offset(text))
}

/// A serial number of a spreadsheet whose date format was lost; only plausible ones (1954 to 2119).
pub(super) fn from_serial(text: &str, is_1904: bool) -> Option<DateTime> {
    let serial: f64 = text.parse().ok()?;
    if !(20_000.0..80_000.0).contains(&serial) {
        return None;
    }
    let epoch = if is_1904 { date(1904, 1, 1) } else { date(1899, 12, 30) };
    // Bounded above, so the casts are exact.
    let (days, seconds) = (serial.trunc() as i64, (serial.fract() * 86_400.0).round() as i64);
    epoch.at(0, 0, 0, 0).checked_add(days.days()).ok()?.checked_add(seconds.seconds()).ok()
}

/// A moment with a time zone, as programs write it, on the wall clock of Asia/Shanghai (no summer time since 1991).
fn with_offset(text: &str) -> Option<DateTime> {
    let timestamp: jiff::Timestamp = text.parse().ok()?;
    Some(Offset::constant(8).to_datetime(timestamp))
}

fn year_first(text: &str) -> Option<DateTime> {
    let folded = if text.is_ascii() { None } else { Some(fold(text)) };
    let mut rest = Rest { bytes: folded.as_deref().unwrap_or(text).as_bytes() };
    let (year, digits) = rest.number(14)?;
    match digits {
        4 => {}
        // 20260501, 202605010930, 20260501093000
        8 | 12 | 14 if rest.bytes.is_empty() => return compact(year, digits),
        _ => return None,
    }
    rest.one_of(b"-/.")?;
    let (month, _) = rest.number(2)?;
    rest.one_of(b"-/.")?;
    let (day, _) = rest.number(2)?;
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    if rest.bytes.is_empty() {
        return Some(date.at(0, 0, 0, 0));
    }
    rest.one_of(b" T")?;
    rest.spaces();
    let half = rest.one_of(b"AP");
    rest.spaces();
    let (hour, _) = rest.number(2)?;
    rest.one_of(b":")?;
    let (minute, _) = rest.number(2)?;
    let second = match rest.one_of(b":") {
        // `9时30分` ends in the colon that 分 became.
        Some(_) if rest.bytes.is_empty() => 0,
        Some(_) => rest.number(2)?.0,
        None => 0,
    };
    if rest.one_of(b".").is_some() {
        rest.number(9)?;
    }
    rest.spaces();
    let half = half.or_else(|| rest.one_of(b"AP"));
    rest.one_of(b"M");
    let hour = match half {
        Some(b'P') if hour < 12 => hour + 12,
        Some(b'A') if hour == 12 => 0,
        _ => hour,
    };
    let field = |value: u64| i8::try_from(value).ok();
    if !rest.bytes.is_empty() {
        return None;
    }
    DateTime::new(date.year(), date.month(), date.day(), field(hour)?, field(minute)?, field(second)?, 0).ok()
}

/// Chinese units and full-width forms to the ASCII ones.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '年' | '月' => folded.push('-'),
            '日' | '号' => folded.push(' '),
            '时' | '点' | '分' | '：' => folded.push(':'),
            '上' => folded.push('A'),
            '下' => folded.push('P'),
            '０'..='９' | '－' | '／' | '．' => folded.push(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)),
            '午' | '秒' | '\u{feff}' | '\u{200b}' => {}
            c if c.is_whitespace() => folded.push(' '),
            c => folded.push(c),
        }
    }
    folded.trim().to_owned()
}

fn compact(number: u64, digits: usize) -> Option<DateTime> {
    let number = match digits {
        8 => number * 1_000_000,
        12 => number * 100,
        _ => number,
    };
    let two = |shift: u64| i8::try_from(number / shift % 100).ok();
    let year = i16::try_from(number / 10_000_000_000).ok()?;
    DateTime::new(year, two(100_000_000)?, two(1_000_000)?, two(10_000)?, two(100)?, two(1)?, 0).ok()
}

/// What is left to read.
struct Rest<'t> {
    bytes: &'t [u8],
}

impl Rest<'_> {
    /// A number of 1 to `limit` digits, and how many digits it has.
    fn number(&mut self, limit: usize) -> Option<(u64, usize)> {
        let digits = self.bytes.iter().take(limit).take_while(|b| b.is_ascii_digit()).count();
        let (number, rest) = self.bytes.split_at(digits);
        self.bytes = rest;
        if digits == 0 { None } else { Some((number.iter().fold(0, |n, d| n * 10 + u64::from(d - b'0')), digits)) }
    }

    fn one_of(&mut self, allowed: &[u8]) -> Option<u8> {
        let (&first, rest) = self.bytes.split_first()?;
        let first = first.to_ascii_uppercase();
        if !allowed.contains(&first) {
            return None;
        }
        self.bytes = rest;
        Some(first)
    }

    fn spaces(&mut self) {
        self.bytes = self.bytes.trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn forms_that_are_read() {
        let forms = [
            "2026-05-01",
            "2026/5/1 9:30",
            "2019/2/28 11:25:05",
            "2026.5.1 09:30:15",
            "2026-05-01T09:30:15.123",
            "2026年5月1日",
            "2026年5月1日9时30分",
            "2026年5月1日 9时30分15秒",
            "2026/5/1 下午 3:20:00",
            "2026-05-01 12:05 AM",
            "２０２６－０５－０１　０９：３０",
            "20260501",
            "20260501093015",
            "2026-05-01T01:30:00Z",
            "2026-05-01T09:30:00+08:00",
            "2026-02-29",
            "1/5/2026",
            "05-01",
            "2026-05-01 25:00",
            "2026-05-01 09:30 前后",
            "昨天",
            "",
        ];
        let read = |form: &&str| match parse(form, &[]) {
            Some(moment) => format!("{form} -> {moment}\n"),
            None => format!("{form} -> no\n"),
        };
        expect![[r#"
            2026-05-01 -> 2026-05-01T00:00:00
            2026/5/1 9:30 -> 2026-05-01T09:30:00
            2019/2/28 11:25:05 -> 2019-02-28T11:25:05
            2026.5.1 09:30:15 -> 2026-05-01T09:30:15
            2026-05-01T09:30:15.123 -> 2026-05-01T09:30:15
            2026年5月1日 -> 2026-05-01T00:00:00
            2026年5月1日9时30分 -> 2026-05-01T09:30:00
            2026年5月1日 9时30分15秒 -> 2026-05-01T09:30:15
            2026/5/1 下午 3:20:00 -> 2026-05-01T15:20:00
            2026-05-01 12:05 AM -> 2026-05-01T00:05:00
            ２０２６－０５－０１　０９：３０ -> 2026-05-01T09:30:00
            20260501 -> 2026-05-01T00:00:00
            20260501093015 -> 2026-05-01T09:30:15
            2026-05-01T01:30:00Z -> 2026-05-01T09:30:00
            2026-05-01T09:30:00+08:00 -> 2026-05-01T09:30:00
            2026-02-29 -> no
            1/5/2026 -> no
            05-01 -> no
            2026-05-01 25:00 -> no
            2026-05-01 09:30 前后 -> no
            昨天 -> no
             -> no
        "#]]
        .assert_eq(&forms.iter().map(read).collect::<String>());
    }

    #[test]
    fn profiles_bring_other_orders() {
        let formats = ["%d/%m/%Y".to_owned(), "%d/%m/%Y %H:%M".to_owned()];
        assert_eq!(parse("01/05/2026 09:30", &formats).map(|m| m.to_string()).as_deref(), Some("2026-05-01T09:30:00"));
        assert_eq!(parse("01/05/2026", &formats).map(|m| m.to_string()).as_deref(), Some("2026-05-01T00:00:00"));
        // A date cell of the workbook itself stays year-first.
        assert_eq!(parse("2026-05-01", &formats).map(|m| m.to_string()).as_deref(), Some("2026-05-01T00:00:00"));
    }

    #[test]
    fn serial_numbers() {
        assert_eq!(from_serial("43782.4724652778", false).map(|m| m.to_string()).as_deref(), Some("2019-11-13T11:20:21"));
        assert_eq!(from_serial("42320", true).map(|m| m.to_string()).as_deref(), Some("2019-11-13T00:00:00"));
        assert_eq!(from_serial("188006", false), None);
    }
}
