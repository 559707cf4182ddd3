//! Two records compared column by column: one small number a pair, so that pairs are counted instead of kept.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::compare::Level;
use crate::linkage::derive::wide_hash;
use crate::linkage::kind::Kind;
use crate::linkage::table::{Column, NONE, Table};

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
}

/// Columns of given names and surnames, where one may stand in the other's place.
struct Exchange {
    given: usize,
    surname: usize,
    given_hashes: Vec<u64>,
    surname_hashes: Vec<u64>,
    place: u8,
}

/// Columns with at most this many values remember the level of each pair.
const REMEMBERED: usize = 1_024;

impl<'t> Comparer<'t> {
    pub(crate) fn new(table: &'t Table) -> Self {
        let remember = |column: &Column| {
            let values = column.values();
            (values <= REMEMBERED).then(|| (0..values * values).map(|_| AtomicU8::new(0)).collect())
        };
        Self { table, known: table.columns.iter().map(remember).collect(), exchanged: Exchange::of(table) }
    }

    /// Brings the values of records near, all at once: fetched one by one while comparing, each would be waited for.
    pub(crate) fn touch(&self, records: impl Iterator<Item = u32> + Clone) {
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

    pub(crate) fn pattern(&self, a: u32, b: u32) -> Pattern {
        let mut pattern: Pattern = 0;
        for (i, (&a, &b)) in self.table.row(a).iter().zip(self.table.row(b)).enumerate() {
            pattern |= Pattern::from(self.level(i, a, b)) << (4 * i);
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

impl Exchange {
    fn of(table: &Table) -> Option<Self> {
        let only = |kind| {
            let mut found = table.columns.iter().enumerate().filter(|(_, column)| column.kind == kind);
            found.next().filter(|_| found.next().is_none())
        };
        let ((given, givens), (surname, surnames)) = (only(Kind::GivenName)?, only(Kind::Surname)?);
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
