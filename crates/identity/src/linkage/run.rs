//! A whole table: learned, scored, grouped.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::linkage::block::{BlockingRule, SkewedKey, in_parallel, pairs_under};
use crate::linkage::derive::mix;
use crate::linkage::evidence::{Evidence, population, random_patterns};
use crate::linkage::group::{Clusters, Groups, Rules, ScoredPair, group};
use crate::linkage::model::{Model, bits as bits_for, probability};
use crate::linkage::pattern::{Comparer, Pattern, level_in};
use crate::linkage::propose::propose;
use crate::linkage::rarity::{MatchedValues, Rarity, no_matches};
use crate::linkage::score::Scorer;
use crate::linkage::table::{NONE, Table};
use crate::linkage::train::{counted, train, untrained};

/// The default least probability of a link.
pub const THRESHOLD: f64 = 0.5;
/// Random pairs from which the levels of strangers are learned.
const RANDOM_PAIRS: usize = 400_000;
/// The part of the prior by which the pairs of two groups may fall short, see [`Rules::slack`].
const SLACK: f64 = 0.22;
/// Scored pairs below this many bits are forgotten.
const FLOOR: f64 = -14.0;

/// How a table is to be resolved.
#[derive(Clone, Debug)]
pub struct Options {
    /// Only records of different inputs may be one body's.
    pub links_only: bool,
    /// `None` = proposed from the data.
    pub blocking: Option<Vec<BlockingRule>>,
    pub threshold: f64,
    /// Learned elsewhere; `None` = learned from this table.
    pub model: Option<Model>,
    /// Bits set by hand: (column, level, bits).
    pub fixed: Vec<(usize, crate::compare::Level, f64)>,
    /// Pairs of records, by their place in the table.
    pub must_not_link: Vec<(usize, usize)>,
    pub seed: u64,
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            links_only: false,
            blocking: None,
            threshold: THRESHOLD,
            model: None,
            fixed: Vec::new(),
            must_not_link: Vec::new(),
            seed: 1,
            threads: 1,
        }
    }
}

/// What was found. Records are named by their place in the table.
pub struct Resolved<'t> {
    pub scorer: ResolvedScorer<'t>,
    pub rules: Vec<BlockingRule>,
    /// Pairs compared.
    pub compared: usize,
    /// Scored pairs above a floor, strongest first. Of records that say the same only the first stands here.
    pub pairs: Vec<ScoredPair>,
    /// Every record is in one.
    pub clusters: Clusters,
    pub skewed: Vec<SkewedKey>,
    /// Inputs within which nobody stands twice, as the data say.
    pub one_to_one: bool,
    copies: Vec<(u32, u32)>,
    forbidden: FxHashSet<(u32, u32)>,
}

impl Resolved<'_> {
    /// The clusters that another threshold would give.
    pub fn clusters_at(&self, scorer: &Scorer<'_>, threshold: f64) -> Clusters {
        let table = self.scorer.table;
        let groups = grouped(table, &self.pairs, scorer, self.one_to_one, &self.forbidden, threshold);
        with_everybody(groups, &self.copies, scorer, threshold)
    }
}

/// Scores pairs as the run did.
pub struct ResolvedScorer<'t> {
    table: &'t Table,
    pub model: Model,
    rarity: Rarity,
}

impl<'t> ResolvedScorer<'t> {
    /// A scorer for any pair of the table.
    pub fn scorer(&self) -> Scorer<'_> {
        Scorer::new(self.table, &self.model, Comparer::new(self.table), self.rarity.clone())
    }
}

/// What the pairs of a range gave.
#[derive(Default)]
struct Met {
    /// Both records and the place of their pattern.
    pairs: Vec<(u32, u32, u32)>,
    patterns: Vec<Pattern>,
    counts: Vec<u64>,
}

impl Met {
    fn of(pairs: &[(u32, u32)], comparer: &Comparer<'_>) -> Self {
        let mut met = Self { pairs: Vec::with_capacity(pairs.len()), ..Self::default() };
        let mut places: FxHashMap<Pattern, u32> = FxHashMap::default();
        for ((a, b), pattern) in pairs.iter().zip(comparer.patterns(pairs)) {
            let next = met.patterns.len() as u32;
            let place = *places.entry(pattern).or_insert(next);
            if place == next {
                met.patterns.push(pattern);
                met.counts.push(0);
            }
            met.counts[place as usize] += 1;
            met.pairs.push((*a, *b, place));
        }
        met
    }
}

/// What a run does, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Propose,
    Block,
    Compare,
    Learn,
    Score,
    Group,
}

impl Stage {
    /// For logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Propose => "propose",
            Self::Block => "block",
            Self::Compare => "compare",
            Self::Learn => "learn",
            Self::Score => "score",
            Self::Group => "group",
        }
    }
}

/// Links the records of a table. The answer does not depend on the order of reading.
pub fn resolve_table<'t>(table: &'t Table, options: &Options) -> Resolved<'t> {
    resolve_table_watched(table, options, &mut |_| {})
}

/// As [`resolve_table`]; `watch` is told of each stage as it begins.
pub fn resolve_table_watched<'t>(table: &'t Table, options: &Options, watch: &mut dyn FnMut(Stage)) -> Resolved<'t> {
    watch(Stage::Propose);
    let (members, copies) = if options.links_only { ((0..table.len() as u32).collect(), Vec::new()) } else { without_copies(table) };
    let rules = options.blocking.clone().unwrap_or_else(|| propose(table, &members, options.links_only, options.seed, options.threads));
    watch(Stage::Block);
    let blocked = pairs_under(table, &rules, &members, options.links_only, options.threads);
    watch(Stage::Compare);
    let comparer = Comparer::new(table);
    let met = in_parallel(blocked.ranges(), options.threads, |range| Met::of(&blocked.of_range(range), &comparer));
    let skewed = blocked.skewed.clone();
    drop(blocked);

    watch(Stage::Learn);
    let compared = met.iter().map(|met| met.pairs.len()).sum();
    let model = learn(table, &members, &comparer, &met, compared, options);
    let rarity = rarity(table, &members, &met, &model, options.links_only);
    watch(Stage::Score);
    let scorer = Scorer::new(table, &model, comparer, rarity);
    let mut pairs = scored(&met, &scorer, options.threads);
    drop(met);
    pairs.sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then((a.left, a.right).cmp(&(b.left, b.right))));

    watch(Stage::Group);
    let forbidden = options.must_not_link.iter().map(|&(a, b)| (a.min(b) as u32, a.max(b) as u32)).collect();
    let one_to_one = options.links_only && inputs_are_deduplicated(table, &pairs, &scorer);
    let groups = grouped(table, &pairs, &scorer, one_to_one, &forbidden, options.threshold);
    let clusters = with_everybody(groups, &copies, &scorer, options.threshold);
    let rarity = scorer.into_rarity();
    Resolved { scorer: ResolvedScorer { table, model, rarity }, rules, compared, pairs, clusters, skewed, one_to_one, copies, forbidden }
}

/// Records that say exactly the same are compared once: the firsts, and (copy, first).
fn without_copies(table: &Table) -> (Vec<u32>, Vec<(u32, u32)>) {
    let says_something = |record: &u32| table.row(*record).iter().any(|value| *value != NONE);
    let hash = |record: u32| table.row(record).iter().fold(0_u64, |hash, value| mix(hash ^ u64::from(*value)));
    let says = |a: u32, b: u32| table.row(a) == table.row(b);
    let mut hashed: Vec<(u64, u32)> = (0..table.len() as u32).filter(says_something).map(|record| (hash(record), record)).collect();
    hashed.sort_unstable();
    let (mut members, mut copies) = (Vec::with_capacity(hashed.len()), Vec::new());
    for same in hashed.chunk_by(|a, b| a.0 == b.0) {
        let begin = members.len();
        for &(_, record) in same {
            // Hardly ever is there more than one first of a hash.
            match members[begin..].iter().find(|first| says(**first, record)) {
                Some(first) => copies.push((record, *first)),
                None => members.push(record),
            }
        }
    }
    members.sort_unstable();
    copies.sort_unstable();
    (members, copies)
}

fn learn(table: &Table, members: &[u32], comparer: &Comparer<'_>, met: &[Met], compared: usize, options: &Options) -> Model {
    let mut model = match &options.model {
        Some(model) => model.clone(),
        None => {
            let counts = met.iter().flat_map(|met| met.patterns.iter().copied().zip(met.counts.iter().copied()));
            let evidence = Evidence {
                met: counted(counts),
                random: random_patterns(table, comparer, members, options.links_only, RANDOM_PAIRS, options.seed, options.threads),
                population: population(table, members, options.links_only),
            };
            let start = untrained(table.columns.iter().map(|column| (column.name.clone(), column.kind)));
            Model { records: table.len() as u64, pairs: compared as u64, seed: options.seed, ..train(start, &evidence) }
        }
    };
    for (column, level, bits) in &options.fixed {
        for of in model.columns[*column].levels.iter_mut().filter(|of| of.level == *level) {
            of.fixed = Some(*bits);
        }
    }
    model
}

fn rarity(table: &Table, members: &[u32], met: &[Met], model: &Model, links_only: bool) -> Rarity {
    let weights = model.weights();
    let mut matched: MatchedValues = no_matches(table);
    let mut matches = 0.0;
    for met in met {
        let shares: Vec<f32> = met.patterns.iter().map(|pattern| probability(weights.bits(*pattern)) as f32).collect();
        for &(a, _, place) in &met.pairs {
            let share = shares[place as usize];
            if share < 0.01 {
                continue;
            }
            matches += f64::from(share);
            for (i, matched) in matched.iter_mut().enumerate() {
                if level_in(met.patterns[place as usize], i) == 0 {
                    matched[table.value(a, i) as usize] += share;
                }
            }
        }
    }
    Rarity::of(table, members, &matched, matches, links_only)
}

fn scored(met: &[Met], scorer: &Scorer<'_>, threads: usize) -> Vec<ScoredPair> {
    let parts = in_parallel(met.len(), threads, |i| {
        let met = &met[i];
        let hopeful: Vec<bool> = met.patterns.iter().map(|pattern| scorer.most_bits(*pattern) >= FLOOR).collect();
        let pairs = met.pairs.iter().filter(|(.., place)| hopeful[*place as usize]).map(|&(left, right, place)| ScoredPair {
            left,
            right,
            bits: scorer.bits((left, right), met.patterns[place as usize]) as f32,
        });
        pairs.filter(|pair| f64::from(pair.bits) >= FLOOR).collect::<Vec<_>>()
    });
    parts.concat()
}

/// Whether hardly anybody stands twice in one input: of records linked to two of another input, the two are seldom
/// one body's themselves.
fn inputs_are_deduplicated(table: &Table, pairs: &[ScoredPair], scorer: &Scorer<'_>) -> bool {
    let mut first: FxHashMap<(u32, u16), u32> = FxHashMap::default();
    let (mut linked, mut doubled) = (0_usize, FxHashSet::default());
    for pair in pairs.iter().filter(|pair| pair.bits >= 3.0) {
        for (one, other) in [(pair.left, pair.right), (pair.right, pair.left)] {
            match first.entry((one, table.inputs[other as usize])) {
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(other);
                    linked += 1;
                }
                std::collections::hash_map::Entry::Occupied(place) => {
                    if scorer.bits_of(*place.get(), other) >= 3.0 {
                        doubled.insert(one);
                    }
                }
            }
        }
    }
    linked > 0 && doubled.len() * 50 < linked
}

fn grouped(
    table: &Table,
    pairs: &[ScoredPair],
    scorer: &Scorer<'_>,
    one_to_one: bool,
    forbidden: &FxHashSet<(u32, u32)>,
    threshold: f64,
) -> Groups {
    let least = bits_for(threshold);
    let rules = Rules {
        score: &|a, b| scorer.bits_of(a, b),
        slack: -SLACK * scorer.model().prior_bits(),
        excludes: &|a, b| scorer.excludes(a, b),
        must_not_link: forbidden,
        sole_input: &|record| one_to_one.then(|| table.inputs[record as usize]),
    };
    let strong = |pair: &&ScoredPair| f64::from(pair.bits) >= least;
    let mut groups = group(table.len(), pairs.iter().filter(strong).copied().collect(), &rules);
    if one_to_one {
        follow_the_rest(table, pairs, scorer, &rules, least, &mut groups);
    }
    groups
}

/// Where nobody stands twice, those that are left can only be one another's: among so few a pair is likelier from the
/// start. How much likelier is learned from them.
fn follow_the_rest(table: &Table, pairs: &[ScoredPair], scorer: &Scorer<'_>, rules: &Rules<'_>, least: f64, groups: &mut Groups) {
    let left_over: Vec<bool> = (0..table.len() as u32).map(|record| !groups.is_grouped(record)).collect();
    let rest: Vec<ScoredPair> =
        pairs.iter().filter(|pair| left_over[pair.left as usize] && left_over[pair.right as usize]).copied().collect();
    let inputs = usize::from(*table.inputs.iter().max().unwrap_or(&0)) + 1;
    let mut sizes = vec![0.0_f64; inputs];
    for record in (0..table.len()).filter(|record| left_over[*record]) {
        sizes[usize::from(table.inputs[record])] += 1.0;
    }
    let sum: f64 = sizes.iter().sum();
    let all = (sum * sum - sizes.iter().map(|n| n * n).sum::<f64>()) / 2.0;
    if rest.is_empty() || all < 1.0 {
        return;
    }
    let before = scorer.model().prior_bits();
    let mut prior = (rest.len() as f64 / all).min(0.1);
    for _ in 0..50 {
        let shift = bits_for(prior) - before;
        let matches: f64 = rest.iter().map(|pair| probability(f64::from(pair.bits) + shift)).sum();
        prior = (matches / all).clamp(1e-15, 0.5);
    }
    let shift = bits_for(prior) - before;
    if shift > 0.0 {
        let likely: Vec<ScoredPair> = rest.into_iter().filter(|pair| f64::from(pair.bits) + shift >= least).collect();
        groups.follow(&likely, rules);
    }
}

fn with_everybody(groups: Groups, copies: &[(u32, u32)], scorer: &Scorer<'_>, threshold: f64) -> Clusters {
    let mut group_of = groups.into_firsts();
    let least = bits_for(threshold);
    for &(copy, first) in copies {
        if scorer.bits_of(first, first) >= least {
            group_of[copy as usize] = group_of[first as usize];
        }
    }
    Clusters::of(&group_of)
}
