//! One scoring for everything: a table's pairs in bulk, and any pair with what each column gave.

use crate::compare::Level;
use crate::linkage::model::{Model, Weights, beside_strangers, probability};
use crate::linkage::pattern::{Comparer, Pattern, is_absent, level_in};
use crate::linkage::rarity::Rarity;
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
    /// By column: the bits of its rarest value.
    rarest: Vec<f64>,
}

impl<'t> Scorer<'t> {
    pub(crate) fn new(table: &'t Table, model: &'t Model, comparer: Comparer<'t>, rarity: Rarity) -> Self {
        let rarest = rarity.columns.iter().map(|column| column.iter().fold(0.0, |most, bits| f64::from(*bits).max(most))).collect();
        Self { table, model, comparer, weights: model.weights(), rarity, rarest }
    }

    /// Bits of a pair whose pattern is known.
    pub(crate) fn bits(&self, a: u32, pattern: Pattern) -> f64 {
        let one = (0..self.model.columns.len()).fold(self.weights.prior, |bits, i| bits + self.weight(i, a, level_in(pattern, i)));
        one + self.shared(a, pattern)
    }

    /// Bits that no pair of a pattern exceeds, however rare its values are.
    pub(crate) fn most_bits(&self, pattern: Pattern) -> f64 {
        (0..self.model.columns.len()).fold(self.weights.prior, |bits, i| {
            let level = level_in(pattern, i);
            let of = &self.model.columns[i];
            let is_rated = level == 0 && of.by_frequency && of.levels[0].fixed.is_none();
            bits + if is_rated { of.levels[0].m.log2() + self.rarest[i] } else { self.weights.columns[i][usize::from(level)] }
        })
    }

    /// What a household's agreement takes off.
    fn shared(&self, a: u32, pattern: Pattern) -> f64 {
        let Some(shared) = &self.weights.shared else { return 0.0 };
        let bits = (0..self.model.columns.len()).fold(self.weights.shared_prior, |bits, i| {
            let level = level_in(pattern, i);
            let of = &self.model.columns[i].levels[0];
            bits + match self.rarity_of(i, a, level) {
                Some(rarity) => of.shared.log2() + rarity,
                None => shared[i][usize::from(level)],
            }
        });
        -beside_strangers(bits)
    }

    /// How rare an equal value is, where that counts.
    fn rarity_of(&self, column: usize, a: u32, level: u8) -> Option<f64> {
        if level != 0 || !self.model.columns[column].by_frequency {
            return None;
        }
        Some(f64::from(self.rarity.columns[column][self.table.value(a, column) as usize]))
    }

    fn weight(&self, column: usize, a: u32, level: u8) -> f64 {
        let of = &self.model.columns[column].levels[0];
        match self.rarity_of(column, a, level) {
            Some(rarity) if of.fixed.is_none() => of.m.log2() + rarity,
            _ => self.weights.columns[column][usize::from(level)],
        }
    }

    pub(crate) fn bits_of(&self, a: u32, b: u32) -> f64 {
        self.bits(a, self.comparer.pattern(a, b))
    }

    /// What each column gave.
    pub fn explain(&self, a: usize, b: usize) -> Explained {
        let (a, b) = (a as u32, b as u32);
        let pattern = self.comparer.pattern(a, b);
        let score = |i: usize| {
            let level = level_in(pattern, i);
            let name = (!is_absent(level)).then(|| self.model.columns[i].levels[usize::from(level)].level);
            ColumnScore { level: name, weight: self.weight(i, a, level) }
        };
        let bits = self.bits(a, pattern);
        Explained {
            prior: self.weights.prior,
            columns: (0..self.model.columns.len()).map(score).collect(),
            shared: self.shared(a, pattern),
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
