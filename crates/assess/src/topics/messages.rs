//! Messages in like words: what do they speak of?
//!
//! A message is known by the shingles of its subject and by those that its text repeats or that few other messages have
//! (tf–idf). In order of receipt each joins the topic that it is nearest to, by the cosine to the topic's centre, or begins
//! one of its own (leader clustering: Hartigan, Clustering Algorithms, 1975).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::narratives::{Boilerplate, Masking, Reader};

/// Shingles of the text, beside those of the subject, by which a message is known.
const FEATURES: usize = 24;

/// What stands in more than one in this many messages says nothing about the topic.
const COMMON_PART: usize = 60;

/// However few messages there are, what stands in so many may still name a topic.
const COMMON_FLOOR: usize = 40;

/// Nearness at which a message joins a topic, in thousandths.
const NEAR: u64 = 180;

/// A topic that nobody wrote about for so long takes no more messages.
const ASLEEP_DAYS: i32 = 180;

/// A subject says more than the text.
const SUBJECT_WEIGHT: f64 = 2.0;

/// Collects messages that name no trader. Of a text nothing is kept but its shingles, as numbers.
pub struct Messages {
    boilerplate: Boilerplate,
    reader: Reader,
    ids: Vec<i64>,
    /// By message.
    read: Vec<Read>,
}

/// What is known of a message.
struct Read {
    /// Shingles of the subject, sorted.
    subject: Vec<u64>,
    /// Shingles of the text, sorted, with how often each stands there.
    text: Vec<(u64, u16)>,
}

/// A message in a topic.
pub(super) struct Member {
    pub(super) submission_id: i64,
    /// Cosine to the centre, in thousandths.
    pub(super) nearness: u64,
}

impl Messages {
    /// What the boilerplate holds says nothing about a topic.
    pub fn new(boilerplate: Boilerplate) -> Self {
        Self { boilerplate, reader: Reader::default(), ids: Vec::new(), read: Vec::new() }
    }

    /// Adds one, in any order: what it is about in the filer's few words (a subject line), and its text.
    pub fn add(&mut self, submission_id: i64, subject: &str, text: &str) {
        self.ids.push(submission_id);
        let mut of_subject = Vec::new();
        self.reader.shingles(subject, &[], Masking::Changing, &self.boilerplate, &mut of_subject);
        let mut of_text = Vec::new();
        self.reader.all_shingles(text, &self.boilerplate, &mut of_text);
        of_text.sort_unstable();
        let counted = of_text.chunk_by(|a, b| a == b).map(|same| (same[0], u16::try_from(same.len()).unwrap_or(u16::MAX))).collect();
        self.read.push(Read { subject: of_subject, text: counted });
    }

    /// Topics of two or more messages, by the order of their first. `days` are those of the messages by id; a message
    /// without a day is not known yet.
    pub(super) fn clusters(&self, days: &FxHashMap<i64, i32>) -> Vec<Vec<Member>> {
        let vectors = self.vectors();
        let days: Vec<Option<i32>> = self.ids.iter().map(|id| days.get(id).copied()).collect();
        let mut order: Vec<(i32, i64, usize)> =
            (0..vectors.len()).filter_map(|message| Some((days[message]?, self.ids[message], message))).collect();
        order.sort_unstable();
        let mut topics: Vec<Centre> = Vec::new();
        let mut by_feature: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (day, _, message) in order {
            let vector = &vectors[message];
            if vector.is_empty() {
                continue;
            }
            let mut scores: BTreeMap<u32, f64> = BTreeMap::new();
            for (feature, weight) in vector {
                for topic in by_feature.get(feature).into_iter().flatten() {
                    let centre = &topics[*topic as usize];
                    if day - centre.last_day <= ASLEEP_DAYS {
                        *scores.entry(*topic).or_insert(0.0) += weight * centre.sum.get(feature).copied().unwrap_or(0.0);
                    }
                }
            }
            let nearest = scores
                .into_iter()
                .map(|(topic, product)| (thousandths(product / topics[topic as usize].length()), topic))
                .max_by_key(|(nearness, topic)| (*nearness, std::cmp::Reverse(*topic)));
            let number = match nearest {
                Some((nearness, topic)) if nearness >= NEAR => topic,
                _ => {
                    topics.push(Centre::default());
                    u32::try_from(topics.len() - 1).expect("fewer topics than messages")
                }
            };
            let centre = &mut topics[number as usize];
            for (feature, _) in vector.iter().filter(|(feature, _)| !centre.sum.contains_key(feature)) {
                by_feature.entry(*feature).or_default().push(number);
            }
            centre.take(message, vector, day);
        }
        topics.retain(|centre| centre.members.len() > 1);
        topics
            .into_iter()
            .map(|centre| {
                let nearness = |message: usize| {
                    let product: f64 = vectors[message].iter().map(|(feature, weight)| weight * centre.sum[feature]).sum();
                    thousandths(product / centre.length())
                };
                centre.members.iter().map(|message| Member { submission_id: self.ids[*message], nearness: nearness(*message) }).collect()
            })
            .collect()
    }

    /// Unit vectors over the features by which each message is known.
    fn vectors(&self) -> Vec<Vec<(u64, f64)>> {
        let mut holders: FxHashMap<u64, u32> = FxHashMap::default();
        for Read { subject, text } in &self.read {
            text.iter().for_each(|(shingle, _)| *holders.entry(*shingle).or_insert(0) += 1);
            let only_subject = subject.iter().filter(|shingle| text.binary_search_by_key(*shingle, |(of_text, _)| *of_text).is_err());
            only_subject.for_each(|shingle| *holders.entry(*shingle).or_insert(0) += 1);
        }
        let all = self.read.len() as f64;
        let limit = u32::try_from((self.read.len() / COMMON_PART).max(COMMON_FLOOR)).unwrap_or(u32::MAX);
        let weight = |shingle: u64| {
            let count = holders[&shingle];
            (2..=limit).contains(&count).then(|| (all / f64::from(count)).ln())
        };
        let vector = |Read { subject, text }: &Read| {
            let mut features: Vec<(u64, f64)> =
                subject.iter().filter_map(|shingle| Some((*shingle, SUBJECT_WEIGHT * weight(*shingle)?))).collect();
            let mut of_text: Vec<(u64, f64)> = text
                .iter()
                .filter(|(shingle, _)| subject.binary_search(shingle).is_err())
                .filter_map(|(shingle, times)| Some((*shingle, f64::from(*times).sqrt() * weight(*shingle)?)))
                .collect();
            of_text.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            features.extend(of_text.into_iter().take(FEATURES));
            let length = features.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
            features.iter_mut().for_each(|(_, weight)| *weight /= length);
            features
        };
        self.read.iter().map(vector).collect()
    }
}

/// The middle of a topic: the sum of its messages' vectors.
#[derive(Default)]
struct Centre {
    members: Vec<usize>,
    sum: FxHashMap<u64, f64>,
    square: f64,
    last_day: i32,
}

impl Centre {
    fn take(&mut self, message: usize, vector: &[(u64, f64)], day: i32) {
        for (feature, weight) in vector {
            let sum = self.sum.entry(*feature).or_insert(0.0);
            self.square += (*sum + weight).powi(2) - sum.powi(2);
            *sum += weight;
        }
        self.members.push(message);
        self.last_day = day;
    }

    fn length(&self) -> f64 {
        self.square.sqrt()
    }
}

fn thousandths(cosine: f64) -> u64 {
    (cosine * 1_000.0).round() as u64
}
