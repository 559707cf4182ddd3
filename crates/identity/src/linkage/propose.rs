//! Blocking rules proposed from the data: a sample is joined by its most telling keys, a model is learned from what
//! meets, and rules are chosen that find those matches several times over at the least cost.

use crate::linkage::block::{BlockingRule, KeyPart, entries, in_parallel};
use crate::linkage::evidence;
use crate::linkage::keys::{PartKeys, slots};
use crate::linkage::kind::Sharing;
use crate::linkage::model::probability;
use crate::linkage::pattern::Comparer;
use crate::linkage::table::Table;
use crate::linkage::train;

/// Records of the sample.
const SAMPLE: usize = 60_000;
/// Pairs of the sample from which the first model is learned.
const SAMPLE_PAIRS: usize = 400_000;
const MOST_RULES: usize = 24;
/// What finding a match once more is worth, for each time that it is found already.
const AGAIN: f64 = 0.4;

/// A rule with what it costs, before and after scaling up.
struct Candidate {
    rule: BlockingRule,
    /// Pairs among the sample.
    pairs: f64,
}

/// How many pairs a table may cost: many a record while it is small, few when it is large.
pub(crate) fn budget(records: usize) -> f64 {
    let records = records as f64;
    records * (6e6 / records.max(1.0)).clamp(10.0, 150.0)
}

pub(crate) fn propose(table: &Table, members: &[u32], links_only: bool, seed: u64, threads: usize) -> Vec<BlockingRule> {
    // The table's order is that of a hash, so its beginning is a sample.
    let sample = &members[..members.len().min(SAMPLE)];
    let parts: Vec<KeyPart> = (0..)
        .zip(&table.columns)
        .flat_map(|(column, of)| of.kind.derivations().iter().map(move |&derivation| KeyPart { column, derivation }))
        .collect();
    let keys = PartKeys::of(table, parts.clone(), sample, threads);
    let cost = |rule: &BlockingRule| pairs_under(table, &keys, rule, sample, links_only);

    let scale = (members.len() as f64 / sample.len().max(1) as f64).powi(2);
    let budget = budget(members.len()) / scale;
    let singles: Vec<BlockingRule> = parts.iter().map(|part| BlockingRule { parts: vec![*part] }).collect();
    let single_costs = in_parallel(singles.len(), threads, |i| cost(&singles[i]));
    // A key that nearly everybody shares parts nobody; a key that is cheap alone needs no second, unless it is a household's:
    // then a person's own beside it spares all pairs of its members.
    let tells_households_apart = |shared: &KeyPart, own: &KeyPart| {
        let kind = |part: &KeyPart| table.columns[part.column].kind;
        kind(shared).is_shared_by_households() && matches!(kind(own).sharing(), Sharing::Own | Sharing::Named)
    };
    let everybody = (sample.len() as f64).powi(2) / 2.0;
    let is_cheap = |pairs: f64| pairs <= budget / 12.0;
    let mut rules = Vec::new();
    for (i, p) in parts.iter().enumerate() {
        for (j, q) in parts.iter().enumerate().skip(i + 1) {
            let slots = slots(table, *p) * slots(table, *q);
            let needs_second = |a: usize, b: usize| !is_cheap(single_costs[a]) || tells_households_apart(&parts[a], &parts[b]);
            if p.column != q.column && slots <= 8 && needs_second(i, j) && needs_second(j, i) {
                rules.push(BlockingRule { parts: vec![*p, *q] });
            }
        }
    }
    let double_costs = in_parallel(rules.len(), threads, |i| cost(&rules[i]));
    let mut candidates: Vec<Candidate> = singles
        .into_iter()
        .chain(rules)
        .zip(single_costs.into_iter().chain(double_costs))
        .map(|(rule, pairs)| Candidate { rule, pairs })
        .collect();
    candidates.retain(|candidate| candidate.pairs > 0.0 && candidate.pairs <= (budget / 2.0).min(everybody));
    candidates.sort_by(|a, b| a.pairs.total_cmp(&b.pairs).then_with(|| a.rule.cmp(&b.rule)));

    let matches = first_matches(table, &keys, &candidates, sample, links_only, seed, threads);
    choose(&keys, candidates, &matches, budget, sample)
}

/// Pairs that share a key under the rule, blocks beyond bounds counted by their neighbours only.
fn pairs_under(table: &Table, keys: &PartKeys, rule: &BlockingRule, sample: &[u32], links_only: bool) -> f64 {
    let entries = entries(keys, rule, sample);
    entries.chunk_by(|a, b| a >> 32 == b >> 32).map(|block| pairs_in(table, block, links_only)).sum()
}

fn pairs_in(table: &Table, block: &[u64], links_only: bool) -> f64 {
    let n = block.len() as f64;
    if links_only {
        let first = block.iter().filter(|entry| table.inputs[**entry as u32 as usize] == 0).count() as f64;
        first * (n - first)
    } else {
        n * (n - 1.0) / 2.0
    }
}

/// Likely matches of the sample with their probability: met by the cheapest rules, judged by a model learned from them.
fn first_matches(
    table: &Table,
    keys: &PartKeys,
    candidates: &[Candidate],
    sample: &[u32],
    links_only: bool,
    seed: u64,
    threads: usize,
) -> Vec<(u32, u32, f64)> {
    let mut pairs: Vec<u64> = Vec::new();
    for candidate in candidates {
        if pairs.len() + candidate.pairs as usize > SAMPLE_PAIRS {
            pairs.sort_unstable();
            pairs.dedup();
        }
        if pairs.len() + candidate.pairs as usize > SAMPLE_PAIRS {
            break;
        }
        for block in entries(keys, &candidate.rule, sample).chunk_by(|a, b| a >> 32 == b >> 32) {
            for (n, &a) in block.iter().enumerate() {
                let a = a as u32;
                let others = block[n + 1..].iter().map(|b| *b as u32);
                let fit = others.filter(|b| !links_only || table.inputs[a as usize] != table.inputs[*b as usize]);
                pairs.extend(fit.map(|b| u64::from(a) << 32 | u64::from(b)));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let pairs: Vec<(u32, u32)> = pairs.into_iter().map(|pair| ((pair >> 32) as u32, pair as u32)).collect();
    let comparer = Comparer::new(table);
    let chunk = pairs.len().div_ceil(threads.max(1) * 4).max(1);
    let chunks: Vec<&[(u32, u32)]> = pairs.chunks(chunk).collect();
    let patterns = in_parallel(chunks.len(), threads, |i| comparer.patterns(chunks[i]).collect::<Vec<_>>()).concat();
    let evidence = evidence::Evidence {
        met: train::counted(patterns.iter().map(|pattern| (*pattern, 1))),
        random: evidence::random_patterns(table, &comparer, sample, links_only, 100_000, seed, threads),
        population: evidence::population(table, sample, links_only),
    };
    let model = train::train(train::untrained(table.columns.iter().map(|column| (column.name.clone(), column.kind))), &evidence);
    let weights = model.weights();
    let judged = pairs.into_iter().zip(patterns).map(|((a, b), pattern)| (a, b, probability(weights.bits(pattern))));
    judged.filter(|(.., p)| *p >= 0.5).collect()
}

/// Takes the rule that finds most for its pairs, again and again, until nothing more is found or the budget is spent.
fn choose(keys: &PartKeys, candidates: Vec<Candidate>, matches: &[(u32, u32, f64)], budget: f64, sample: &[u32]) -> Vec<BlockingRule> {
    let found_by: Vec<Vec<u32>> = candidates.iter().map(|candidate| found(keys, &candidate.rule, matches, sample)).collect();
    let mut times = vec![0_i32; matches.len()];
    let mut chosen: Vec<usize> = Vec::new();
    let mut spent = 0.0;
    // A rule is never free: joining costs something for every record.
    let cost = |i: usize| candidates[i].pairs + 0.1 * sample.len() as f64;
    let least = 1e-4 * matches.len() as f64;
    while chosen.len() < MOST_RULES {
        let open = (0..candidates.len()).filter(|i| !chosen.contains(i) && spent + candidates[*i].pairs <= budget);
        let gain = |i: usize| found_by[i].iter().map(|&m| matches[m as usize].2 * AGAIN.powi(times[m as usize])).sum::<f64>();
        let best = open.map(|i| (gain(i), i)).filter(|(gain, _)| *gain > least);
        let Some((_, best)) = best.max_by(|a, b| (a.0 / cost(a.1)).total_cmp(&(b.0 / cost(b.1))).then(b.1.cmp(&a.1))) else { break };
        spent += candidates[best].pairs;
        for &m in &found_by[best] {
            times[m as usize] += 1;
        }
        chosen.push(best);
    }
    if chosen.is_empty() {
        // Nothing to learn from: the cheapest keys that anybody shares.
        let mut spent = 0.0;
        chosen.extend((0..candidates.len()).take_while(|&i| {
            spent += candidates[i].pairs;
            spent <= budget / 4.0
        }));
        chosen.truncate(MOST_RULES / 2);
    }
    chosen.into_iter().map(|i| candidates[i].rule.clone()).collect()
}

/// Which of the matches share a key under the rule.
fn found(keys: &PartKeys, rule: &BlockingRule, matches: &[(u32, u32, f64)], sample: &[u32]) -> Vec<u32> {
    let place = |record: u32| sample.binary_search(&record).expect("matches are of the sample");
    let mut scratch = (Vec::new(), Vec::new());
    let meets = |(a, b, _): &(u32, u32, f64), scratch: &mut _| keys.meet(rule, place(*a), place(*b), scratch);
    (0..).zip(matches).filter(|(_, pair)| meets(pair, &mut scratch)).map(|(m, _)| m).collect()
}
