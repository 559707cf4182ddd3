//! Learning a model without labels: expectation and maximisation over counted patterns.
//!
//! Blocking decides by the records' own values, so a pair's posterior is the same whether it was met by blocking or
//! drawn at random: `prior × m` against `(1 − prior) × u`. Pairs that never met are strangers but for a few. So the
//! whole population is known: met pairs by their patterns, equal values exactly from their counts, unlike ones from
//! random pairs; and what the met matches hold of each is taken off before `u` is set.

use rustc_hash::FxHashMap;

use crate::compare::Level;
use crate::linkage::kind::{Kind, Sharing};
use crate::linkage::model::{ColumnModel, LevelModel, Model, in_order, probability};
use crate::linkage::pattern::{Pattern, level_in};

const ROUNDS: usize = 40;
/// Pairs that the kind's own figures are worth beside what is seen.
const M_STRENGTH: f64 = 8.0;
/// Two valid numbers of one person: somebody's forgery, whatever the pairs seem to say.
const M_OF_CONFLICT: f64 = 1e-7;
/// Random pairs that one unseen level stands for.
const U_STRENGTH: f64 = 0.5;

/// What is known of a table's pairs.
pub(crate) struct Evidence {
    /// Met pairs, by pattern, in the patterns' order.
    pub(crate) met: Vec<(Pattern, u64)>,
    /// Random pairs.
    pub(crate) random: Vec<(Pattern, u64)>,
    pub(crate) population: Population,
}

/// All pairs that there are, met or not.
pub(crate) struct Population {
    pub(crate) pairs: f64,
    /// Per column: pairs with equal values, pairs with two values.
    pub(crate) columns: Vec<(f64, f64)>,
}

/// Pairs of two who live or work together from which it is learned how those agree; of fewer, chance makes them up.
const LEAST_HOUSEHOLDS: f64 = 20.0;

pub(crate) fn train(start: Model, evidence: &Evidence) -> Model {
    let kinds = || start.columns.iter().map(|column| column.kind);
    let can_tell =
        kinds().any(Kind::is_shared_by_households) && kinds().any(|kind| matches!(kind.sharing(), Sharing::Own | Sharing::Named));
    if can_tell {
        let model = learn(start.clone(), evidence, true);
        if model.shared_prior * evidence.population.pairs >= LEAST_HOUSEHOLDS {
            return model;
        }
    }
    learn(start, evidence, false)
}

/// `households`: whether pairs of people who live or work together are told from strangers.
fn learn(start: Model, evidence: &Evidence, households: bool) -> Model {
    let mut model = start;
    set_u(&mut model, evidence, None);
    model.prior = first_prior(&model, evidence);
    if households {
        begin_shared(&mut model);
    }
    for _ in 0..ROUNDS {
        let before = model.clone();
        let expected = Expected::under(&model, evidence);
        model.prior = (expected.matches / evidence.population.pairs).clamp(1e-15, 0.5);
        set_m(&mut model, &expected, households);
        if households {
            model.shared_prior = (expected.households / evidence.population.pairs).clamp(1e-15, 0.5);
        }
        set_u(&mut model, evidence, Some(&expected));
        set_shared(&mut model, &expected);
        for column in &mut model.columns {
            in_order(&mut column.levels);
        }
        if is_settled(&before, &model) {
            break;
        }
    }
    model
}

/// Deterministic rules: pairs that agree so much that chance has no part in it.
fn first_prior(model: &Model, evidence: &Evidence) -> f64 {
    let weights = model.weights();
    let needed = evidence.population.pairs.log2() + 4.0;
    let certain: u64 = evidence.met.iter().filter(|(pattern, _)| weights.bits(*pattern) - weights.prior >= needed).map(|(_, n)| n).sum();
    (certain.max(1) as f64 / evidence.population.pairs).clamp(1e-15, 0.5)
}

/// What the model expects of matches.
struct Expected {
    matches: f64,
    /// Pairs of two who live or work together.
    households: f64,
    /// Per column and level: such pairs among met ones.
    shared: Vec<[f64; 16]>,
    /// Per column and level: matches among met pairs.
    levels: Vec<[f64; 16]>,
    /// Per column and level: strangers among random pairs.
    strangers: Vec<[f64; 16]>,
}

impl Expected {
    fn under(model: &Model, evidence: &Evidence) -> Self {
        let weights = model.weights();
        let columns = model.columns.len();
        let none = vec![[0.0; 16]; columns];
        let mut expected = Self { matches: 0.0, households: 0.0, shared: none.clone(), levels: none.clone(), strangers: none };
        for (pattern, count) in &evidence.met {
            let (count, is_match) = (*count as f64, probability(weights.bits(*pattern)));
            let (share, together) = (is_match * count, (1.0 - is_match) * probability(weights.shared_bits(*pattern)) * count);
            expected.matches += share;
            expected.households += together;
            for (i, levels) in expected.levels.iter_mut().enumerate() {
                let level = usize::from(level_in(*pattern, i));
                levels[level] += share;
                expected.shared[i][level] += together;
            }
        }
        for (pattern, count) in &evidence.random {
            let share = (1.0 - probability(weights.bits(*pattern))) * *count as f64;
            for (i, levels) in expected.strangers.iter_mut().enumerate() {
                levels[usize::from(level_in(*pattern, i))] += share;
            }
        }
        expected
    }
}

/// Where households are told from one body, an unlike name or birth date is no more often one body's than the kind says:
/// else those whom a household explains as well are half believed, and what is half believed feeds on itself.
fn set_m(model: &mut Model, expected: &Expected, households: bool) {
    for (column, seen) in model.columns.iter_mut().zip(&expected.levels) {
        let all: f64 = seen[..column.levels.len()].iter().sum();
        let own = column.kind.levels();
        for ((level, own), seen) in column.levels.iter_mut().zip(own).zip(seen) {
            let m = ((seen + M_STRENGTH * own.m) / (all + M_STRENGTH)).max(1e-9);
            let is_unlike = matches!(level.level, Level::GivenDiffers | Level::Differs);
            let is_capped = households && is_unlike && matches!(column.kind.sharing(), Sharing::Own | Sharing::Named);
            level.m = match level.level {
                Level::Conflict => M_OF_CONFLICT,
                _ if is_capped => m.min(own.m),
                _ => m,
            };
        }
    }
}

/// `expected` is `None` before anything is known of matches.
fn set_u(model: &mut Model, evidence: &Evidence, expected: Option<&Expected>) {
    for (i, column) in model.columns.iter_mut().enumerate() {
        let (equal, comparable) = evidence.population.columns[i];
        let (equal_matches, matches) =
            expected.map_or((0.0, 0.0), |e| (e.levels[i][0] + e.shared[i][0], e.levels[i][..column.levels.len()].iter().sum::<f64>()));
        let strangers = (comparable - matches).max(1.0);
        let equal_u = ((equal - equal_matches).max(0.0) + U_STRENGTH) / (strangers + 2.0 * U_STRENGTH);
        let seen = |level: usize| match expected {
            Some(expected) => expected.strangers[i][level],
            None => evidence.random.iter().filter(|(p, _)| usize::from(level_in(*p, i)) == level).map(|(_, n)| *n as f64).sum(),
        };
        let unequal: Vec<f64> = (1..column.levels.len()).map(seen).collect();
        let all: f64 = unequal.iter().sum::<f64>() + U_STRENGTH * unequal.len() as f64;
        column.levels[0].u = equal_u.min(0.999_999);
        for (level, seen) in column.levels[1..].iter_mut().zip(&unequal) {
            level.u = ((1.0 - equal_u) * (seen + U_STRENGTH) / all).max(1e-12);
        }
    }
}

/// Before anything is known: of what relatives share they agree as one body's records do, in the rest as strangers.
fn begin_shared(model: &mut Model) {
    model.shared_prior = model.prior;
    for column in &mut model.columns {
        let levels = column.kind.levels();
        for (level, spec) in column.levels.iter_mut().zip(levels) {
            level.shared = first_shared(column.kind.sharing(), spec.level, spec.m, level.u);
        }
    }
}

fn first_shared(sharing: Sharing, level: Level, m: f64, u: f64) -> f64 {
    match sharing {
        Sharing::Own => u,
        Sharing::Common => m,
        Sharing::Unknown => f64::midpoint(m, u),
        // Brothers and sisters share a surname, husband and wife do not.
        Sharing::Named => match level {
            Level::GivenDiffers | Level::Part => f64::midpoint(u, 0.5),
            _ => u,
        },
    }
}

/// Levels of a whole name that two people of one family reach no more often than ten strangers in a thousand of the family's name.
const RELATIVES: f64 = 10.0;

fn set_shared(model: &mut Model, expected: &Expected) {
    for (column, seen) in model.columns.iter_mut().zip(&expected.shared) {
        let all: f64 = seen[..column.levels.len()].iter().sum();
        let sharing = column.kind.sharing();
        let own = column.kind.levels();
        for ((level, own), seen) in column.levels.iter_mut().zip(own).zip(seen) {
            let first = first_shared(sharing, own.level, own.m, level.u);
            let learned = ((seen + M_STRENGTH * first) / (all + M_STRENGTH)).max(1e-12);
            let is_one_name = matches!(level.level, Level::Equal | Level::Swapped | Level::Homophone | Level::Lookalike | Level::NearSound);
            level.shared = match sharing {
                Sharing::Own => level.u,
                Sharing::Named if is_one_name => learned.min(RELATIVES * level.u),
                _ => learned,
            };
        }
    }
}

fn is_settled(before: &Model, after: &Model) -> bool {
    let moved = |a: f64, b: f64| (a.ln() - b.ln()).abs() > 1e-4;
    let pairs = before.columns.iter().zip(&after.columns).flat_map(|(a, b)| a.levels.iter().zip(&b.levels));
    !moved(before.prior, after.prior) && !pairs.into_iter().any(|(a, b)| moved(a.m, b.m) || moved(a.u, b.u))
}

/// A model that nothing was learned for: each kind's own figures, `u` even.
pub(crate) fn untrained(columns: impl Iterator<Item = (String, Kind)>) -> Model {
    let columns = columns.map(|(name, kind)| {
        let levels =
            kind.levels().iter().map(|spec| LevelModel { level: spec.level, m: spec.m, u: 0.01, shared: 0.01, fixed: None }).collect();
        ColumnModel { name, kind, levels, by_frequency: true }
    });
    Model { prior: 1e-6, shared_prior: 0.0, records: 0, pairs: 0, seed: 0, columns: columns.collect() }
}

/// Patterns with how often each was counted, in the patterns' order.
pub(crate) fn counted(counts: impl IntoIterator<Item = (Pattern, u64)>) -> Vec<(Pattern, u64)> {
    let mut together: FxHashMap<Pattern, u64> = FxHashMap::default();
    for (pattern, count) in counts {
        *together.entry(pattern).or_default() += count;
    }
    let mut sorted: Vec<(Pattern, u64)> = together.into_iter().collect();
    sorted.sort_unstable();
    sorted
}
