//! Days as people write them.

use crate::compare::Level;

/// Whether `3/4/1990` names the day or the month first. Told from a column as a whole, never from one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DateOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

/// A day, or as much of it as was written; impossible ones (month 13) are kept, since a slip is what is to be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: u16,
    /// 0 = not written.
    pub(crate) month: u8,
    pub(crate) day: u8,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first three numbers of a date with separators, month names as numbers; `None` where it is written otherwise.
fn parts(raw: &str) -> Option<[(u32, usize); 3]> {
    let text = raw.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric() || "年月日号".contains(c)).filter(|word| !word.is_empty());
    let mut found = words.filter_map(|word| {
        // The clock's part of 19900304T000000 is not the day's.
        let word = word.split('t').next().filter(|head| !head.is_empty() && head.bytes().all(|b| b.is_ascii_digit())).unwrap_or(word);
        if word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 4 {
            return Some((word.parse().ok()?, word.len()));
        }
        let month = MONTHS.iter().position(|month| word.starts_with(month))?;
        Some((month as u32 + 1, 0))
    });
    Some([found.next()?, found.next()?, found.next()?])
}

/// Which order the dates of a column are in: an example decides that can be read in one way only.
pub(crate) fn order_of<'t>(cells: impl Iterator<Item = &'t str>) -> DateOrder {
    let (mut day_first, mut month_first) = (0_usize, 0_usize);
    for [(a, a_length), (b, _), _] in cells.filter_map(parts) {
        if a_length <= 2 && a_length > 0 {
            day_first += usize::from(a > 12 && b <= 12);
            month_first += usize::from(b > 12 && a <= 12);
        }
    }
    if month_first > day_first { DateOrder::MonthFirst } else { DateOrder::DayFirst }
}

impl Day {
    pub(crate) fn parse(raw: &str, order: DateOrder) -> Option<Self> {
        let raw = raw.trim();
        let digits: String = raw.chars().filter_map(|c| c.to_digit(10).and_then(|d| char::from_digit(d, 10))).collect();
        let is_bare = raw.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
        if is_bare && digits.len() == 8 {
            let number = |range: std::ops::Range<usize>| digits[range].parse::<u16>().ok();
            let ends_in_year = !(17..=21).contains(&number(0..2)?) && (17..=21).contains(&number(4..6)?);
            let (year, a, b) =
                if ends_in_year { (number(4..8)?, number(0..2)?, number(2..4)?) } else { (number(0..4)?, number(4..6)?, number(6..8)?) };
            let (month, day) = if ends_in_year && order == DateOrder::DayFirst { (b, a) } else { (a, b) };
            return Some(Self { year, month: month as u8, day: day as u8 });
        }
        if is_bare && digits.len() == 6 {
            let number = |range: std::ops::Range<usize>| digits[range].parse::<u16>().ok();
            let is_month = (19..=20).contains(&number(0..2)?) && (1..=12).contains(&number(4..6)?);
            return Some(if is_month {
                Self { year: number(0..4)?, month: number(4..6)? as u8, day: 0 }
            } else {
                Self { year: whole_year(u32::from(number(0..2)?), 2), month: number(2..4)? as u8, day: number(4..6)? as u8 }
            });
        }
        if is_bare && digits.len() == 4 {
            return Some(Self { year: digits.parse().ok()?, month: 0, day: 0 });
        }
        let [(a, a_length), (b, b_length), (c, c_length)] = parts(raw)?;
        let small = |number: u32| u8::try_from(number).unwrap_or(0);
        Some(if a_length >= 3 {
            Self { year: whole_year(a, a_length), month: small(b), day: small(c) }
        } else {
            let names_month = |length: usize| length == 0;
            let month_first = names_month(a_length) || (!names_month(b_length) && (b > 12 || (a <= 12 && order == DateOrder::MonthFirst)));
            let (month, day) = if month_first { (a, b) } else { (b, a) };
            Self { year: whole_year(c, c_length), month: small(month), day: small(day) }
        })
    }

    pub(crate) fn text(self) -> String {
        format!("{:04}{:02}{:02}", self.year % 10_000, self.month % 100, self.day % 100)
    }

    pub(crate) fn compare(self, other: Self) -> Level {
        let (year, month, day) = (self.year == other.year, self.month == other.month, self.day == other.day);
        if year && month && day {
            return Level::Equal;
        }
        let incomplete = [self, other].iter().any(|d| d.month == 0 || d.day == 0);
        if incomplete {
            let unsaid = |a: u8, b: u8| a == b || a == 0 || b == 0;
            return if year && unsaid(self.month, other.month) && unsaid(self.day, other.day) { Level::Part } else { Level::Differs };
        }
        if year && self.month == other.day && self.day == other.month {
            return Level::Swapped;
        }
        if is_one_slip(self.text().as_bytes(), other.text().as_bytes()) {
            return Level::Near;
        }
        match (year, month, day) {
            (true, true, _) | (true, _, true) | (_, true, true) => Level::Close,
            (true, ..) => Level::Part,
            _ => Level::Differs,
        }
    }
}

fn whole_year(number: u32, length: usize) -> u16 {
    let year = match (length, number) {
        (..=2, 0..=29) => 2000 + number,
        (..=2, _) => 1900 + number,
        _ => number,
    };
    year as u16
}

/// One digit wrong, or two neighbours in each other's place.
fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    let mut wrong = (0..a.len().min(b.len())).filter(|&i| a[i] != b[i]);
    match (wrong.next(), wrong.next(), wrong.next()) {
        (Some(_), None, _) => true,
        (Some(i), Some(j), None) => i + 1 == j && a[i] == b[j] && a[j] == b[i],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_a_day() {
        let read = |raw: &str| Day::parse(raw, DateOrder::DayFirst).map(Day::text);
        let the_day = Some("19900304".to_owned());
        for raw in [
            "19900304",
            "1990-03-04",
            "1990/3/4 00:00:00",
            "1990-03-04T00:00:00",
            "04.03.1990",
            "4 Mar 1990",
            "March 4, 1990",
            "1990年3月4日",
            "4/3/90",
            "04031990",
            "900304",
        ] {
            assert_eq!(read(raw), the_day, "{raw}");
        }
        assert_eq!(Day::parse("3/4/1990", DateOrder::MonthFirst).map(Day::text), the_day);
        assert_eq!((read("1990"), read("199003"), read("?")), (Some("19900000".into()), Some("19900300".into()), None));
        assert_eq!(order_of(["1/2/1990", "3/25/1990"].into_iter()), DateOrder::MonthFirst);
        assert_eq!(order_of(["1/2/1990", "25/3/1990"].into_iter()), DateOrder::DayFirst);
    }

    #[test]
    fn levels_of_days() {
        let check = |a: &str, b: &str| Some(Day::parse(a, DateOrder::DayFirst)?.compare(Day::parse(b, DateOrder::DayFirst)?));
        for (a, b, level) in [
            ("19900304", "1990-3-4", Level::Equal),
            ("19900304", "19900403", Level::Swapped),
            ("19900304", "19900305", Level::Near),
            ("19900304", "19090304", Level::Near),
            ("19900317", "19900328", Level::Close),
            ("19900304", "19901127", Level::Part),
            ("1990", "19901127", Level::Part),
            ("19900304", "19551127", Level::Differs),
        ] {
            assert_eq!(check(a, b), Some(level), "{a} {b}");
            assert_eq!(check(b, a), Some(level), "{b} {a}");
        }
    }
}
