//! Near texts against an exact answer over all pairs, made another way: windows of characters in hash sets.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::num::NonZeroUsize;

use super::{Boilerplate, Masking, Narrative, Narratives, NearTexts, SHINGLES_NEEDED, Similarity};

const THRESHOLD: Similarity = Similarity::permille(600);

fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).expect("at least one")
}

/// The same texts every time, without a dependency.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// Characters that stand for themselves whatever the spelling: no digits, no numerals.
    fn words(&mut self, length: usize) -> String {
        let plain = |n: usize| char::from_u32(0x5000 + n as u32).expect("inside the block of Chinese characters");
        (0..length).map(|_| plain(self.below(3_000))).collect()
    }
}

/// Copies of templates with other slots, dropped and added sentences; and texts of their own.
fn complaints(dice: &mut Dice, templates: usize, copies: usize, own: usize) -> Vec<String> {
    let mut texts = Vec::new();
    for _ in 0..templates {
        let sentences: Vec<String> = (0..6).map(|_| dice.words(24)).collect();
        for _ in 0..copies {
            let slot = dice.below(30) + 2;
            let mut text = dice.words(slot);
            let dropped = dice.below(14);
            for (at, sentence) in sentences.iter().enumerate() {
                if at != dropped {
                    text.push_str(sentence);
                }
            }
            if dice.below(3) == 0 {
                let more = dice.below(80);
                text.push_str(&dice.words(more));
            }
            texts.push(text);
        }
    }
    texts.extend((0..own).map(|_| {
        let length = 30 + dice.below(200);
        dice.words(length)
    }));
    texts
}

fn compare(texts: &[String], count: usize) -> NearTexts {
    let mut narratives = Narratives::new(Boilerplate::default(), Masking::Nothing);
    let all: Vec<Narrative<'_>> = (1..).zip(texts).map(|(submission_id, text)| Narrative { submission_id, text, changing: &[] }).collect();
    narratives.add(&all, threads(count));
    narratives.compare(THRESHOLD, threads(count))
}

fn listed(near: &NearTexts, count: usize) -> Vec<(i64, i64)> {
    let mut pairs = Vec::new();
    near.pairs(threads(count)).each(|a, b| pairs.push((a, b)));
    pairs
}

/// Every pair with at least that similarity, by counting common windows.
fn exact(texts: &[String]) -> BTreeMap<(i64, i64), f64> {
    let sets: Vec<HashSet<Vec<char>>> =
        texts.iter().map(|text| text.chars().collect::<Vec<_>>().windows(3).map(<[char]>::to_vec).collect()).collect();
    let mut holders: HashMap<&Vec<char>, Vec<usize>> = HashMap::new();
    for (at, set) in sets.iter().enumerate() {
        set.iter().for_each(|window| holders.entry(window).or_default().push(at));
    }
    let mut pairs = BTreeMap::new();
    for (at, set) in sets.iter().enumerate() {
        let mut common = BTreeMap::new();
        for other in set.iter().flat_map(|window| &holders[window]).filter(|other| **other > at) {
            *common.entry(*other).or_insert(0_usize) += 1;
        }
        for (other, common) in common {
            let similarity = common as f64 / (set.len() + sets[other].len() - common) as f64;
            if similarity >= 0.6 && set.len().min(sets[other].len()) >= SHINGLES_NEEDED {
                pairs.insert((at as i64 + 1, other as i64 + 1), similarity);
            }
        }
    }
    pairs
}

/// The part of the exact pairs at or above a similarity that were found.
fn recall(found: &BTreeSet<(i64, i64)>, exact: &BTreeMap<(i64, i64), f64>, at_least: f64) -> f64 {
    let wanted: Vec<_> = exact.iter().filter(|(_, similarity)| **similarity >= at_least).collect();
    wanted.iter().filter(|(pair, _)| found.contains(pair)).count() as f64 / wanted.len() as f64
}

#[test]
fn copies_of_templates_are_found_and_nothing_else() {
    for seed in 1..=3 {
        let texts = complaints(&mut Dice(seed), 40, 45, 500);
        let exact = exact(&texts);
        let pairs = listed(&compare(&texts, 2), 2);
        let found: BTreeSet<_> = pairs.iter().copied().collect();
        assert_eq!(pairs.len(), found.len(), "every pair once");
        assert!(exact.len() > 20_000, "{}", exact.len());
        assert!(exact.values().any(|similarity| *similarity < 0.62));
        assert_eq!(found.iter().find(|pair| !exact.contains_key(pair)), None, "precision is 1");
        assert!(recall(&found, &exact, 0.6) >= 0.99, "{}", recall(&found, &exact, 0.6));
        assert!(recall(&found, &exact, 0.8) >= 0.999, "{}", recall(&found, &exact, 0.8));
    }
}

/// No third text helps to find these: two texts each, just alike enough.
#[test]
fn pairs_at_the_threshold_are_found() {
    let mut dice = Dice(7);
    let mut texts = Vec::new();
    for _ in 0..2_500 {
        let shared = dice.words(122);
        texts.extend([shared.clone() + &dice.words(39), shared + &dice.words(39)]);
    }
    let exact = exact(&texts);
    assert!(exact.values().filter(|similarity| **similarity < 0.61).count() > 2_000);
    let found: BTreeSet<_> = listed(&compare(&texts, 2), 1).into_iter().collect();
    assert!(found.iter().all(|pair| exact.contains_key(pair)));
    assert!(recall(&found, &exact, 0.6) >= 0.99, "{}", recall(&found, &exact, 0.6));
}

#[test]
fn the_number_of_threads_leaves_no_trace() {
    let texts = complaints(&mut Dice(11), 20, 30, 100);
    let (one, three) = (compare(&texts, 1), compare(&texts, 3));
    assert_eq!(one.templates(), three.templates());
    assert_eq!(one.clusters(threads(1)), three.clusters(threads(3)));
    let in_order = |near: &NearTexts, count| {
        let mut pairs = listed(near, count);
        pairs.sort_unstable();
        pairs
    };
    assert_eq!(in_order(&one, 1), in_order(&three, 3));
    assert_eq!(one.pairs(threads(1)).count(), in_order(&one, 1).len() as u64);
}

#[test]
fn templates_and_clusters_say_what_the_pairs_say() {
    let texts = complaints(&mut Dice(5), 25, 40, 200);
    let near = compare(&texts, 2);
    let pairs: BTreeSet<_> = listed(&near, 2).into_iter().collect();
    for template in near.templates() {
        for (at, (a, _)) in template.members.iter().enumerate() {
            assert!(template.members[at + 1..].iter().all(|(b, _)| pairs.contains(&(*a, *b))));
        }
        assert_eq!(template.id, template.members[0].0);
        assert!(template.members.iter().all(|(id, similarity)| near.similarity(*id, template.representative) == Some(*similarity)));
    }
    // The components of the pairs, by flooding.
    let mut beside: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (a, b) in &pairs {
        beside.entry(*a).or_default().push(*b);
        beside.entry(*b).or_default().push(*a);
    }
    let mut seen = BTreeSet::new();
    let mut components = Vec::new();
    for start in beside.keys() {
        let mut component = BTreeSet::new();
        let mut open = vec![*start];
        while let Some(at) = open.pop() {
            if seen.insert(at) {
                component.insert(at);
                open.extend(&beside[&at]);
            }
        }
        if !component.is_empty() {
            components.push(component.into_iter().collect::<Vec<_>>());
        }
    }
    assert_eq!(near.clusters(threads(2)).members, components);
}

#[test]
fn in_one_crowd_no_pair_is_missed_and_in_a_larger_one_hardly_any() {
    let texts = complaints(&mut Dice(13), 12, 90, 40);
    let (near, exact) = (compare(&texts, 2), exact(&texts));
    let clusters = near.clusters(threads(2)).members;
    let cluster_of: HashMap<i64, usize> =
        clusters.iter().enumerate().flat_map(|(number, members)| members.iter().map(move |id| (*id, number))).collect();
    let of_one = |pair: &&(i64, i64)| cluster_of.contains_key(&pair.0) && cluster_of.get(&pair.0) == cluster_of.get(&pair.1);
    let wanted: BTreeSet<_> = exact.keys().filter(of_one).copied().collect();
    assert!(clusters.iter().any(|members| members.len() > 80) && wanted.len() > 10_000, "{}", wanted.len());
    let found: BTreeSet<_> = listed(&near, 2).into_iter().collect();
    assert!(wanted.is_subset(&found));
    assert_eq!(found.iter().find(|pair| !exact.contains_key(pair)), None);

    let mut met = BTreeSet::new();
    near.pairs_in_crowds(20, threads(2)).each(|a, b| assert!(met.insert((a, b)), "every pair once"));
    assert!(met.is_subset(&found));
    assert!(met.len() < found.len() && met.len() * 1_000 >= wanted.len() * 990, "{} of {}", met.len(), wanted.len());
}

#[test]
fn thousands_of_copies_are_one_template() {
    let mut dice = Dice(3);
    let wording = dice.words(150);
    let texts: Vec<String> = (0..4_000).map(|_| dice.words(6) + &wording + &dice.words(4)).collect();
    let near = compare(&texts, 2);
    let templates = near.templates();
    assert_eq!(templates.iter().map(|template| template.members.len()).collect::<Vec<_>>(), [4_000]);
    assert_eq!(near.pairs(threads(2)).count(), 4_000 * 3_999 / 2);
}

#[test]
fn who_quotes_the_same_law_has_not_copied() {
    let mut dice = Dice(9);
    let article = dice.words(160);
    let texts: Vec<String> = (0..40).map(|_| dice.words(12) + &article).collect();
    let all: Vec<Narrative<'_>> = (1..).zip(&texts).map(|(submission_id, text)| Narrative { submission_id, text, changing: &[] }).collect();
    let templates = |boilerplate| {
        let mut narratives = Narratives::new(boilerplate, Masking::Changing);
        narratives.add(&all, threads(1));
        narratives.compare(THRESHOLD, threads(1)).templates().len()
    };
    assert_eq!(templates(Boilerplate::of([article.as_str()])), 0);
    assert!(templates(Boilerplate::default()) > 0);
}

#[test]
fn texts_that_say_next_to_nothing_are_like_no_other() {
    let texts: Vec<String> = vec!["退钱".into(), "退钱".into(), "要求退还货款".into(), "要求退还货款".into()];
    let near = compare(&texts, 1);
    assert_eq!((near.compared(), near.too_short()), (0, 4));
    assert_eq!(near.templates(), []);
    assert_eq!(near.similarity(1, 2), None);
}
