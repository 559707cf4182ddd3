//! What agreement and disagreement in each column say: the Fellegi–Sunter model.

use crate::compare::Level;
use crate::linkage::kind::Kind;
use crate::linkage::pattern::{Pattern, level_in};

/// The version of the model's shape; one that says another cannot be used.
pub const MODEL_VERSION: u32 = 2;

/// A trained model: a value that can be kept, read by people, and used again on other records with the same columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The probability that two records drawn at random are one body's.
    pub prior: f64,
    /// The probability that two records drawn at random are two people's of one household, office or ring; 0 where the
    /// columns cannot tell.
    pub shared_prior: f64,
    /// Records and compared pairs that it was learned from, and the seed of the random pairs.
    pub records: u64,
    pub pairs: u64,
    pub seed: u64,
    pub columns: Vec<ColumnModel>,
}

/// One column's part of a [`Model`].
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnModel {
    pub name: String,
    pub kind: Kind,
    /// In the order of [`Kind::levels`].
    pub levels: Vec<LevelModel>,
    /// Whether an equal value counts by how rare it is.
    pub by_frequency: bool,
}

/// How often a level is met among pairs of one body (`m`), of two strangers (`u`), of two who live or work together (`shared`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevelModel {
    pub level: Level,
    pub m: f64,
    pub u: f64,
    pub shared: f64,
    /// Set by hand: bits that stand whatever `m` and `u` say.
    pub fixed: Option<f64>,
}

impl LevelModel {
    /// Bits of evidence: log2 of how much likelier the level is among pairs of one body.
    pub fn weight(&self) -> f64 {
        self.fixed.unwrap_or_else(|| (self.m / self.u).log2())
    }
}

impl Model {
    /// Bits before anything is compared.
    pub fn prior_bits(&self) -> f64 {
        (self.prior / (1.0 - self.prior)).log2()
    }

    /// Weights by column and level, none and places that a kind has not at 0.
    pub(crate) fn weights(&self) -> Weights {
        let of_column = |column: &ColumnModel| {
            let mut weights = [0.0; 16];
            for (weight, level) in weights.iter_mut().zip(&column.levels) {
                *weight = level.weight();
            }
            weights
        };
        let of_shared = |column: &ColumnModel| {
            let mut weights = [0.0; 16];
            for (weight, level) in weights.iter_mut().zip(&column.levels) {
                *weight = (level.shared / level.u).log2();
            }
            weights
        };
        Weights {
            columns: self.columns.iter().map(of_column).collect(),
            prior: self.prior_bits(),
            shared: (self.shared_prior > 0.0).then(|| self.columns.iter().map(of_shared).collect()),
            shared_prior: if self.shared_prior > 0.0 { bits(self.shared_prior) } else { f64::NEG_INFINITY },
        }
    }
}

/// A model in the form that scores patterns.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) columns: Vec<[f64; 16]>,
    pub(crate) prior: f64,
    /// How much likelier each level is among people of one household than among strangers.
    pub(crate) shared: Option<Vec<[f64; 16]>>,
    pub(crate) shared_prior: f64,
}

impl Weights {
    /// Prior and evidence in bits, without regard to how rare equal values are.
    pub(crate) fn bits(&self, pattern: Pattern) -> f64 {
        let one = self.columns.iter().enumerate().fold(self.prior, |bits, (i, column)| bits + column[usize::from(level_in(pattern, i))]);
        one - beside_strangers(self.shared_bits(pattern))
    }

    /// How much likelier than strangers the two are people of one household, in bits, prior included.
    pub(crate) fn shared_bits(&self, pattern: Pattern) -> f64 {
        let Some(shared) = &self.shared else { return f64::NEG_INFINITY };
        shared.iter().enumerate().fold(self.shared_prior, |bits, (i, column)| bits + column[usize::from(level_in(pattern, i))])
    }
}

/// What the evidence loses because the two may be people of one household, who agree in more than strangers do:
/// log2(1 + 2^bits), where `bits` say how much likelier that is than that they are strangers.
pub(crate) fn beside_strangers(bits: f64) -> f64 {
    if bits > 60.0 { bits } else { bits.exp2().ln_1p() / std::f64::consts::LN_2 }
}

/// The probability that `bits` of evidence for and against stand for.
pub fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

/// The bits that stand for a probability; finite for 0 and 1.
pub fn bits(probability: f64) -> f64 {
    let p = probability.clamp(1e-15, 1.0 - 1e-15);
    (p / (1.0 - p)).log2()
}

/// Makes weights fall from each level to the next less alike one: neighbours that break the order are taken as one.
/// Levels that are not a matter of more or less (masked, title, conflict) stand aside.
pub(crate) fn in_order(levels: &mut [LevelModel]) {
    let ordered: Vec<usize> =
        (0..levels.len()).filter(|&i| !matches!(levels[i].level, Level::Masked | Level::Title | Level::Conflict)).collect();
    // Pools of (m, u, places) whose ratio falls.
    let mut pools: Vec<(f64, f64, Vec<usize>)> = Vec::new();
    for &i in &ordered {
        let mut pool = (levels[i].m, levels[i].u, vec![i]);
        while let Some(before) = pools.last() {
            if before.0 / before.1 >= pool.0 / pool.1 {
                break;
            }
            let before = pools.pop().expect("there is a last");
            pool = (before.0 + pool.0, before.1 + pool.1, [before.2, pool.2].concat());
        }
        pools.push(pool);
    }
    for (m, u, places) in pools.into_iter().filter(|(.., places)| places.len() > 1) {
        let ratio = m / u;
        for i in places {
            // The level's own frequency among strangers stays; what it says is the pool's.
            levels[i].m = (levels[i].u * ratio).min(1.0);
        }
    }
}
