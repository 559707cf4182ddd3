//! One life of a clock, lived by the pack and walked through again.

use casework::clock::{ClockState, PauseReason, TermId};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use law::{DayKind, Pack, TimeUnit};

const FIRST: Date = date(2020, 1, 1);
const DAYS: usize = 20 * 366;

/// A day by what walking needs to know of it.
#[derive(Clone, Copy)]
struct Day {
    works: bool,
    is_holiday: bool,
}

struct Table(Vec<Day>);

impl Table {
    fn read(pack: &Pack) -> Self {
        let day = |offset: usize| {
            let kind = pack.calendar().kind(FIRST + i64::try_from(offset).expect("small").days()).0;
            Day { works: kind == DayKind::Work, is_holiday: kind == DayKind::Holiday }
        };
        Self((0..DAYS).map(day).collect())
    }
}

fn place(date: Date) -> usize {
    usize::try_from((date - FIRST).get_days()).expect("not before the table")
}

/// splitmix64: the same histories in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).expect("below a usize")
    }
}

/// How far the walker has come.
struct Walker<'a> {
    table: &'a Table,
    unit: TimeUnit,
    /// Days of the term that still have to pass.
    left: usize,
    at: usize,
}

impl Walker<'_> {
    /// Walks on until that day, or until nothing is left; stopped days count for nothing.
    fn walk(&mut self, until: usize, stopped: bool) {
        while self.at < until && self.left > 0 {
            self.at += 1;
            let counts = self.unit != TimeUnit::WorkingDays || self.table.0[self.at].works;
            if counts && !stopped {
                self.left -= 1;
            }
        }
    }

    fn last_day(mut self) -> usize {
        self.walk(usize::MAX, false);
        while matches!(self.unit, TimeUnit::Days | TimeUnit::Months | TimeUnit::Years) && self.table.0[self.at].is_holiday {
            self.at += 1;
        }
        self.at
    }
}

/// Days from `from` to the same day of a later month, or to that month's last day.
fn span_of_months(from: Date, months: usize) -> usize {
    let months_from_zero =
        usize::try_from(from.year()).expect("our era") * 12 + usize::try_from(from.month()).expect("1 to 12") - 1 + months;
    let (year, month) = (i16::try_from(months_from_zero / 12).expect("near"), i8::try_from(months_from_zero % 12 + 1).expect("1 to 12"));
    let day = (1..=from.day()).rev().find_map(|day| Date::new(year, month, day).ok()).expect("a month has a first day");
    place(day) - place(from)
}

/// Days of a term that begins on that day, of the kind that its unit counts.
fn whole(length: law::Length, from: Date) -> usize {
    let count = usize::from(length.count);
    match length.unit {
        TimeUnit::WorkingDays | TimeUnit::Days => count,
        TimeUnit::Hours => count.div_ceil(24),
        TimeUnit::Months => span_of_months(from, count),
        TimeUnit::Years => span_of_months(from, count * 12),
    }
}

/// One life of a clock, lived by the pack and walked through again; what differs is told.
fn live(pack: &Pack, table: &Table, id: TermId, from: Date, dice: &mut Dice) -> Result<(), String> {
    // The law of that day, or of a receipt on either side of each change of the law.
    let received = [from, date(2024, 6, 30), date(2026, 4, 14), date(2026, 4, 15)][dice.below(4)];
    let Some(term) = pack.term(id, received) else { return Ok(()) };
    let mut left = whole(term.length, from);
    let mut walker = Walker { table, unit: term.length.unit, left, at: place(from) };
    let mut clock = pack.start_clock(id, from, received).map_err(|error| error.to_string())?;
    let mut told = format!("{} from {from} under the law of {received}", id.code());
    let mut may_extend = term.extension;
    for _ in 0..dice.below(4) {
        let ran = 1 + dice.below(left.clamp(2, 40));
        let mut ahead = Walker { ..walker };
        let until = ahead.at + ran;
        ahead.walk(until, false);
        if ahead.left == 0 {
            break;
        }
        walker = ahead;
        let today = FIRST + i64::try_from(walker.at).expect("small").days();
        if let Some(extension) = may_extend.filter(|_| dice.below(3) == 0) {
            may_extend = None;
            clock = pack.extend(&clock, today, received).map_err(|error| error.to_string())?;
            walker.left += usize::from(extension.count);
            told.push_str(&format!(", extended on {today}"));
        }
        if dice.below(6) == 0 {
            // Put together with a later tip-off: nothing of the old count remains.
            clock = pack.restart(&clock, today, received).map_err(|error| error.to_string())?;
            left = whole(term.length, today);
            walker = Walker { left, ..walker };
            may_extend = term.extension;
            told.push_str(&format!(", counted anew from {today}"));
            continue;
        }
        // One or two reasons, the second beginning while the first lasts; the clock runs on when the later one ends.
        let (first, second) = (dice.below(30), dice.below(20));
        let overlap = dice.below(2) == 1;
        let since = today + 1.day();
        let first_end = since + i64::try_from(first).expect("small").days();
        clock = pack.suspend(&clock, PauseReason::Avoidance, since, received).map_err(|error| error.to_string())?;
        let mut end = first_end;
        if overlap {
            let second_since = since + i64::try_from(dice.below(first + 1)).expect("small").days();
            let second_end = second_since + i64::try_from(second).expect("small").days();
            clock = pack.suspend(&clock, PauseReason::Appraisal, second_since, received).map_err(|error| error.to_string())?;
            let (earlier, later) = if second_end < first_end {
                (PauseReason::Appraisal, PauseReason::Avoidance)
            } else {
                (PauseReason::Avoidance, PauseReason::Appraisal)
            };
            clock = pack.resume(&clock, earlier, second_end.min(first_end), received).map_err(|error| error.to_string())?;
            if clock.state == ClockState::Running {
                return Err(format!("{told}: runs while a reason holds it"));
            }
            end = second_end.max(first_end);
            clock = pack.resume(&clock, later, end, received).map_err(|error| error.to_string())?;
        } else {
            clock = pack.resume(&clock, PauseReason::Avoidance, end, received).map_err(|error| error.to_string())?;
        }
        told.push_str(&format!(", stood {since} to {end}"));
        walker.walk(place(end) - 1, true);
    }
    let expected = FIRST + i64::try_from(walker.last_day()).expect("small").days();
    if (clock.due_on, clock.state) == (expected, ClockState::Running) {
        Ok(())
    } else {
        Err(format!("{told}: {} not {expected}", clock.due_on))
    }
}

/// Lives at least that many lives; how many it were, or what differs.
pub(crate) fn live_all(count: u32, seed: u64) -> Result<u32, String> {
    let pack = Pack::builtin();
    let (table, mut dice) = (Table::read(&pack), Dice(seed));
    let days: Vec<Date> = (0..1096_i64).map(|step| date(2024, 1, 1) + step.days()).collect();
    let mut lived = 0_u32;
    while lived < count {
        for &day in &days {
            for &id in TermId::ALL {
                live(&pack, &table, id, day, &mut dice)?;
                lived += 1;
            }
        }
    }
    Ok(lived)
}
