//! One scoring for everything: a table's pairs in bulk, and any pair with what each column gave.

use crate::compare::Level;
use crate::linkage::model::{Model, Weights, beside_strangers, probability};
use crate::linkage::pattern::{Comparer, Pattern, is_absent, level_in};
use crate::linkage::rarity::{Rarity, Rating};
use crate::linkage::table::Table;

/// What one column says of a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnScore {
    /// `None` where it could not be compared.
    pub level: Option<Level>,
    /// In bits, positive for one body.
    pub weight: f64,
}

/// A pair with what speaks for and against its being one body's.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pub prior: f64,
    pub columns: Vec<ColumnScore>,
    /// What is taken off because people of one household or office agree in as much, 0 or less.
    pub shared: f64,
    /// Prior and columns together, in bits.
    pub bits: f64,
    pub probability: f64,
}

/// Scores pairs of a table under a model.
pub struct Scorer<'t> {
    table: &'t Table,
    model: &'t Model,
    comparer: Comparer<'t>,
    weights: Weights,
    rarity: Rarity,
}

impl<'t> Scorer<'t> {
    pub(crate) fn new(table: &'t Table, model: &'t Model, comparer: Comparer<'t>, rarity: Rarity) -> Self {
        Self { table, model, comparer, weights: model.weights(), rarity }
    }

    /// Bits of a pair whose pattern is known.
    pub(crate) fn bits(&self, pair: (u32, u32), pattern: Pattern) -> f64 {
        let one = (0..self.model.columns.len()).fold(self.weights.prior, |bits, i| bits + self.weight(i, pair, level_in(pattern, i)));
        one + self.shared(pair, pattern)
    }

    /// Bits that no pair of a pattern exceeds, however rare its values are.
    pub(crate) fn most_bits(&self, pattern: Pattern) -> f64 {
        (0..self.model.columns.len()).fold(self.weights.prior, |bits, i| {
            let level = level_in(pattern, i);
            let weight = self.weights.columns[i][usize::from(level)];
            let of = &self.model.columns[i];
            let is_rated = !is_absent(level) && of.by_frequency && of.levels[usize::from(level)].fixed.is_none();
            let rarest = self.rarity.rarest_of_level(i, level);
            bits + match rarest.filter(|_| is_rated) {
                Some(Rating::Counted(rarity)) => of.levels[usize::from(level)].m.log2().max(weight - rarity) + rarity,
                Some(Rating::Rarer(rarer)) => weight + rarer,
                None => weight,
            }
        })
    }

    /// What a household's agreement takes off.
    fn shared(&self, pair: (u32, u32), pattern: Pattern) -> f64 {
        let Some(shared) = &self.weights.shared else { return 0.0 };
        let bits = (0..self.model.columns.len()).fold(self.weights.shared_prior, |bits, i| {
            let level = level_in(pattern, i);
            let weight = shared[i][usize::from(level)];
            bits + match self.rating(i, pair, level) {
                Some(Rating::Counted(rarity)) => self.model.columns[i].levels[usize::from(level)].shared.log2() + rarity,
                Some(Rating::Rarer(rarer)) => weight + rarer,
                None => weight,
            }
        });
        -beside_strangers(bits)
    }

    /// How rare it is what the two have in common, where that counts.
    fn rating(&self, column: usize, (a, b): (u32, u32), level: u8) -> Option<Rating> {
        let of = &self.model.columns[column];
        if is_absent(level) || !of.by_frequency {
            return None;
        }
        let a = self.table.value(a, column);
        if level == 0 {
            return Some(Rating::Counted(f64::from(self.rarity.columns[column][a as usize])));
        }
        self.rarity.of_level(column, level, a, self.table.value(b, column))
    }

    fn weight(&self, column: usize, pair: (u32, u32), level: u8) -> f64 {
        let weight = self.weights.columns[column][usize::from(level)];
        if is_absent(level) || self.model.columns[column].levels[usize::from(level)].fixed.is_some() {
            return weight;
        }
        match self.rating(column, pair, level) {
            Some(Rating::Counted(rarity)) => self.model.columns[column].levels[usize::from(level)].m.log2() + rarity,
            Some(Rating::Rarer(rarer)) => weight + rarer,
            None => weight,
        }
    }

    pub(crate) fn bits_of(&self, a: u32, b: u32) -> f64 {
        self.bits((a, b), self.comparer.pattern(a, b))
    }

    /// What each column gave.
    pub fn explain(&self, a: usize, b: usize) -> Explained {
        let (a, b) = (a as u32, b as u32);
        let pattern = self.comparer.pattern(a, b);
        let score = |i: usize| {
            let level = level_in(pattern, i);
            let name = (!is_absent(level)).then(|| self.model.columns[i].levels[usize::from(level)].level);
            ColumnScore { level: name, weight: self.weight(i, (a, b), level) }
        };
        let bits = self.bits((a, b), pattern);
        Explained {
            prior: self.weights.prior,
            columns: (0..self.model.columns.len()).map(score).collect(),
            shared: self.shared((a, b), pattern),
            bits,
            probability: probability(bits),
        }
    }

    pub(crate) fn into_rarity(self) -> Rarity {
        self.rarity
    }

    pub fn model(&self) -> &Model {
        self.model
    }

    pub(crate) fn excludes(&self, a: u32, b: u32) -> bool {
        let pattern = self.comparer.pattern(a, b);
        self.model.columns.iter().enumerate().any(|(i, column)| {
            let level = level_in(pattern, i);
            !is_absent(level) && column.levels[usize::from(level)].level == Level::Conflict
        })
    }
}
