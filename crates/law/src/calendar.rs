//! 工作日历: which days are worked, by the State Council's notices.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// What a day is for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Worked, make-up days included.
    Work,
    /// A weekend day off that is no holiday.
    Rest,
    /// 法定节假日 as the notice lays it out, weekend days and adjusted days included.
    Holiday,
}

/// One year's notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    pub year: i16,
    pub source: String,
    /// First and last day of each holiday, with its name.
    pub holidays: Vec<(String, Date, Date)>,
    /// Weekend days that are worked.
    pub make_up: Vec<Date>,
}

impl Year {
    /// What this notice makes of a day of its year.
    fn kind(&self, date: Date) -> DayKind {
        if self.make_up.contains(&date) {
            DayKind::Work
        } else if self.holidays.iter().any(|&(_, from, to)| (from..=to).contains(&date)) {
            DayKind::Holiday
        } else {
            plain(date)
        }
    }
}

/// What a day is by its weekday alone.
fn plain(date: Date) -> DayKind {
    if matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) { DayKind::Rest } else { DayKind::Work }
}

/// Consecutive years of notices. Outside them a day is taken by its weekday, and whatever rests on it is provisional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    years: Vec<Year>,
    /// The first day covered, and the kind of it and every covered day after it.
    first: Date,
    days: Vec<DayKind>,
}

/// A day found by counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) date: Date,
    /// Some day that was looked at is not covered by a notice.
    pub(crate) provisional: bool,
}

impl Calendar {
    /// `years` in order without gaps; the caller has checked that.
    pub(crate) fn new(years: Vec<Year>) -> Self {
        let first = years.first().map_or(Date::MAX, |year| jiff::civil::date(year.year, 1, 1));
        let days = years.iter().flat_map(|year| days_of(year.year).map(|date| year.kind(date))).collect();
        Self { years, first, days }
    }

    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// Every day that a notice covers.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        self.years.iter().flat_map(|year| days_of(year.year))
    }

    /// The kind of a day, and whether a notice says so.
    pub fn kind(&self, date: Date) -> (DayKind, bool) {
        let known = usize::try_from((date - self.first).get_days()).ok().and_then(|offset| self.days.get(offset));
        known.map_or_else(|| (plain(date), false), |&kind| (kind, true))
    }

    pub fn is_working_day(&self, date: Date) -> bool {
        self.kind(date).0 == DayKind::Work
    }

    /// How many working days the year has, where a notice covers it.
    pub fn working_days_of(&self, year: i16) -> Option<usize> {
        self.years
            .iter()
            .find(|known| known.year == year)
            .map(|known| days_of(year).filter(|&day| known.kind(day) == DayKind::Work).count())
    }

    /// Working days from `from` (counted) up to `until` (not counted), and whether notices cover all of these days.
    pub fn working_days_between(&self, from: Date, until: Date) -> (u32, bool) {
        let (mut date, mut count, mut known) = (from, 0, true);
        while date < until {
            let (kind, is_known) = self.kind(date);
            count += u32::from(kind == DayKind::Work);
            known &= is_known;
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        (count, known)
    }

    /// The `count`-th working day after `from`. `None` past the end of time.
    pub(crate) fn add_working_days(&self, from: Date, count: u32) -> Option<Counted> {
        let (mut date, mut left, mut provisional) = (from, count, false);
        while left > 0 {
            date = date.tomorrow().ok()?;
            let (kind, known) = self.kind(date);
            provisional |= !known;
            left -= u32::from(kind == DayKind::Work);
        }
        Some(Counted { date, provisional })
    }

    /// A last day that is a statutory holiday moves to the first day after the holiday (Order 121 art. 45).
    pub(crate) fn roll(&self, last: Date) -> Option<Counted> {
        let mut date = last;
        loop {
            match self.kind(date) {
                (DayKind::Holiday, _) => date = date.tomorrow().ok()?,
                (_, known) => return Some(Counted { date, provisional: !known }),
            }
        }
    }
}

fn days_of(year: i16) -> impl Iterator<Item = Date> {
    jiff::civil::date(year, 1, 1).series(1.day()).take_while(move |day| day.year() == year)
}
