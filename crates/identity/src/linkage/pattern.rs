//! Two records compared column by column: one small number a pair, so that pairs are counted instead of kept.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::compare::Level;
use crate::linkage::derive::wide_hash;
use crate::linkage::form::Form;
use crate::linkage::kind::Kind;
use crate::linkage::table::{Column, NONE, Table};
use crate::name::Sex;

/// The most columns of a table.
pub const MOST_COLUMNS: usize = 32;

/// Levels of a pair, four bits a column: a place in [`Kind::levels`], or [`NO_LEVEL`].
pub(crate) type Pattern = u128;

/// The column could not be compared: empty on a side.
pub(crate) const NO_LEVEL: u8 = 15;

pub(crate) const fn level_in(pattern: Pattern, column: usize) -> u8 {
    ((pattern >> (4 * column)) & 15) as u8
}

pub(crate) const fn is_absent(level: u8) -> bool {
    level == NO_LEVEL
}

/// Compares records of a table.
pub(crate) struct Comparer<'t> {
    table: &'t Table,
    /// Answers of columns with few values, each worked out once; 0 = not yet.
    known: Vec<Option<Vec<AtomicU8>>>,
    exchanged: Option<Exchange>,
    sexes: Option<Sexes>,
}

/// A title beside a resident's number: 王先生 is not the woman 王 whose number says so, though she may be his daughter.
struct Sexes {
    name: usize,
    number: usize,
    of_name: Vec<Option<Sex>>,
    of_number: Vec<Option<Sex>>,
    title: u8,
    given_differs: u8,
}

/// Columns of given names and surnames, where one may stand in the other's place.
struct Exchange {
    given: usize,
    surname: usize,
    given_hashes: Vec<u64>,
    surname_hashes: Vec<u64>,
    place: u8,
}

/// Pairs whose values are fetched at a time.
const TOUCHED: usize = 64;

/// Columns with at most this many values remember the level of each pair.
const REMEMBERED: usize = 1_024;

impl<'t> Comparer<'t> {
    pub(crate) fn new(table: &'t Table) -> Self {
        let remember = |column: &Column| {
            let values = column.values();
            (values <= REMEMBERED).then(|| (0..values * values).map(|_| AtomicU8::new(0)).collect())
        };
        Self { table, known: table.columns.iter().map(remember).collect(), exchanged: Exchange::of(table), sexes: Sexes::of(table) }
    }

    /// Brings the values of records near, all at once: fetched one by one while comparing, each would be waited for.
    fn touch(&self, records: impl Iterator<Item = u32> + Clone) {
        let mut touched = records.clone().fold(0, |touched, record| touched ^ self.table.row(record)[0]);
        for (i, column) in self.table.columns.iter().enumerate().filter(|(_, column)| column.kind != Kind::Exact) {
            let values = records.clone().map(|record| self.table.value(record, i)).filter(|value| *value != NONE);
            touched = values.fold(touched, |touched, value| touched ^ column.forms[value as usize].touch());
        }
        for (i, column) in self.table.columns.iter().enumerate() {
            let values = records.clone().map(|record| self.table.value(record, i)).filter(|value| *value != NONE);
            if matches!(column.kind, Kind::Name | Kind::Address) {
                touched = values.fold(touched, |touched, value| touched ^ column.lexicon.touch(&column.forms[value as usize]));
            }
        }
        std::hint::black_box(touched);
    }

    /// The patterns of pairs, whose values are fetched many at a time.
    pub(crate) fn patterns(&self, pairs: &[(u32, u32)]) -> impl Iterator<Item = Pattern> {
        pairs.chunks(TOUCHED).flat_map(move |some| {
            self.touch(some.iter().flat_map(|(a, b)| [*a, *b]));
            some.iter().map(|(a, b)| self.pattern(*a, *b))
        })
    }

    pub(crate) fn pattern(&self, a: u32, b: u32) -> Pattern {
        let mut pattern: Pattern = 0;
        for (i, (&a, &b)) in self.table.row(a).iter().zip(self.table.row(b)).enumerate() {
            pattern |= Pattern::from(self.level(i, a, b)) << (4 * i);
        }
        if let Some(sexes) = &self.sexes {
            pattern = sexes.apply(self.table, a, b, pattern);
        }
        match &self.exchanged {
            Some(exchange) => exchange.apply(self.table, a, b, pattern),
            None => pattern,
        }
    }

    fn level(&self, i: usize, a: u32, b: u32) -> u8 {
        if a == NONE || b == NONE {
            return NO_LEVEL;
        }
        let column = &self.table.columns[i];
        if a == b {
            return column.same[a as usize];
        }
        if column.kind == Kind::Exact {
            return 1;
        }
        let compare = || {
            let level = column.value(a).level(column.value(b), column.kind, &column.lexicon);
            level.map_or(NO_LEVEL, |level| column.kind.place(level))
        };
        let Some(known) = &self.known[i] else { return compare() };
        let (low, high) = (a.min(b) as usize, a.max(b) as usize);
        let slot = &known[low * column.values() + high];
        match slot.load(Ordering::Relaxed) {
            0 => {
                let level = compare();
                slot.store(level + 1, Ordering::Relaxed);
                level
            }
            level => level - 1,
        }
    }
}

/// The only column of a kind.
fn only(table: &Table, kind: Kind) -> Option<(usize, &Column)> {
    let mut found = table.columns.iter().enumerate().filter(|(_, column)| column.kind == kind);
    found.next().filter(|_| found.next().is_none())
}

/// The last place but one of a resident's number is odd for a man.
const SEX: usize = 16;

impl Sexes {
    fn of(table: &Table) -> Option<Self> {
        let ((name, names), (number, numbers)) = (only(table, Kind::Name)?, only(table, Kind::IdNumber)?);
        let of_name = |form: &Form| if let Form::HanName(name) = form { names.lexicon.names[*name as usize].sex() } else { None };
        let of_name: Vec<Option<Sex>> = names.forms.iter().map(of_name).collect();
        of_name.iter().any(Option::is_some).then(|| Self {
            name,
            number,
            of_name,
            of_number: numbers.forms.iter().map(of_number).collect(),
            title: Kind::Name.place(Level::Title),
            given_differs: Kind::Name.place(Level::GivenDiffers),
        })
    }

    fn of_record(&self, table: &Table, record: u32) -> Option<Sex> {
        let known = |of: &[Option<Sex>], column: usize| of.get(table.value(record, column) as usize).copied().flatten();
        known(&self.of_name, self.name).or_else(|| known(&self.of_number, self.number))
    }

    fn apply(&self, table: &Table, a: u32, b: u32, pattern: Pattern) -> Pattern {
        if level_in(pattern, self.name) != self.title {
            return pattern;
        }
        match (self.of_record(table, a), self.of_record(table, b)) {
            (Some(one), Some(other)) if one != other => {
                pattern & !(15 << (4 * self.name)) | Pattern::from(self.given_differs) << (4 * self.name)
            }
            _ => pattern,
        }
    }
}

fn of_number(form: &Form) -> Option<Sex> {
    let Form::Resident(number, _) = form else { return None };
    match number.at(SEX) {
        digit @ 0..=9 => Some(if digit % 2 == 1 { Sex::Man } else { Sex::Woman }),
        _ => None,
    }
}

impl Exchange {
    fn of(table: &Table) -> Option<Self> {
        let ((given, givens), (surname, surnames)) = (only(table, Kind::GivenName)?, only(table, Kind::Surname)?);
        let hashes = |column: &Column| column.texts.iter().map(wide_hash).collect();
        Some(Self {
            given,
            surname,
            given_hashes: hashes(givens),
            surname_hashes: hashes(surnames),
            place: Kind::GivenName.place(Level::Swapped),
        })
    }

    /// Where each of the two names stands in the other's column, the given name says so and the surname nothing.
    fn apply(&self, table: &Table, a: u32, b: u32, pattern: Pattern) -> Pattern {
        if level_in(pattern, self.given) == 0 || level_in(pattern, self.surname) == 0 {
            return pattern;
        }
        let given = |record| self.given_hashes.get(table.value(record, self.given) as usize).copied();
        let surname = |record| self.surname_hashes.get(table.value(record, self.surname) as usize).copied();
        let is_exchanged = given(a).is_some() && surname(a).is_some() && given(a) == surname(b) && surname(a) == given(b);
        if !is_exchanged {
            return pattern;
        }
        let cleared = pattern & !(15 << (4 * self.given)) & !(15 << (4 * self.surname));
        cleared | Pattern::from(self.place) << (4 * self.given) | Pattern::from(NO_LEVEL) << (4 * self.surname)
    }
}
