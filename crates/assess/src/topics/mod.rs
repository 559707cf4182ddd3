//! 热点: what many people write about at once, in one place. A reason to go and look at the trader or the matter; never a
//! sign that the people conspire.
//!
//! A filing that names a trader belongs to the topic of that trader and issue; one that names none belongs to the messages
//! that speak of the same thing in like words (`messages.rs`). A topic falls into *episodes* where nobody wrote for
//! sixty days; an episode is hot when at least [`PERSONS_NEEDED`] different people wrote within [`WINDOW_DAYS`], three times
//! as many as in an ordinary such stretch of the years around it.
//!
//! **How a hot issue and a ring are told apart.** Both are many filings against one trader in a short time. People of a ring
//! are tied by telephones, doors, accounts, agents or evidence files ([`crate::groups`]); people of a wave by nothing but
//! what happened to them, at most by a wording that went round. [`HotIssue::tied`] counts those who belong to a tied group:
//! an episode of which they are a third or more is that group's doing and not shown as a hot issue ([`HotIssue::is_concerted`]).

mod messages;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use casework::codes::Issue;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::day::day_number;
use crate::groups::Groups;

pub use messages::Messages;

/// Different people who make an issue hot.
pub const PERSONS_NEEDED: usize = 5;

/// The stretch in which they write.
pub const WINDOW_DAYS: i32 = 30;

/// So long without a word ends an episode.
const QUIET_DAYS: i32 = 60;

/// The year before the busiest stretch and the year after it tell what is ordinary, but for the stretches next to it.
const AROUND_DAYS: i32 = 365;

/// Hot means at least this many times the ordinary.
const TIMES_ORDINARY: f64 = 3.0;

/// One 来件 of a topic.
#[derive(Clone, Copy, Debug)]
pub struct TopicFiling<'a> {
    pub submission_id: i64,
    pub received_on: Date,
    pub person_id: Option<i64>,
    /// The trader; `None` where the 来件 names none and was added to the [`Messages`].
    pub operator: Option<&'a str>,
    /// Code of the county or city.
    pub region: &'a str,
    pub issue: Option<Issue>,
}

/// What a topic is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// A trader and what is wrong with it.
    Operator { operator: String, issue: Option<Issue> },
    /// Messages in like words, named by the 来件 that says it best.
    Messages { representative: i64 },
}

/// One episode of a topic in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HotIssue {
    /// The smallest 来件 id in it: it names the issue.
    pub id: i64,
    pub topic: Topic,
    /// The region that most of its 来件 name.
    pub region: String,
    pub first_on: Date,
    pub last_on: Date,
    /// Ascending.
    pub submissions: Vec<i64>,
    /// Different people; those whom nobody knows count one each.
    pub persons: u64,
    /// First day of the busiest stretch of [`WINDOW_DAYS`], and the people who wrote in it.
    pub busiest_from: Date,
    pub busiest_persons: u64,
    /// People who wrote about it in an ordinary stretch of that length, in tenths.
    pub ordinary_tenths: u64,
    /// People who belong to a tied group.
    pub tied: u64,
    /// For the order of looking only: how surprising the busiest stretch is (log-likelihood ratio to a Poisson process).
    pub heat: u64,
}

impl HotIssue {
    /// Whether it is rather the doing of people who are tied to each other.
    pub const fn is_concerted(&self) -> bool {
        self.tied * 3 >= self.persons
    }
}

/// A filing as the episodes see it.
#[derive(Clone)]
struct Word {
    submission_id: i64,
    on: Date,
    day: i32,
    /// The derived person, or the filing itself, negative.
    person: i64,
    region: u32,
}

/// Gathers filings of all topics.
pub struct TopicsBuilder {
    as_of: Date,
    first_day: i32,
    regions: Vec<String>,
    by_operator: BTreeMap<(String, Option<&'static str>), Vec<Word>>,
    of_messages: FxHashMap<i64, Word>,
}

impl TopicsBuilder {
    /// Topics as they stood at the end of `as_of`; later filings are left out as they are added.
    pub fn new(as_of: Date) -> Self {
        Self { as_of, first_day: i32::MAX, regions: Vec::new(), by_operator: BTreeMap::new(), of_messages: FxHashMap::default() }
    }

    /// Adds a 来件, each once.
    pub fn filing(&mut self, filing: &TopicFiling<'_>) {
        if filing.received_on > self.as_of {
            return;
        }
        let region = self.regions.iter().position(|region| region == filing.region).unwrap_or_else(|| {
            self.regions.push(filing.region.to_owned());
            self.regions.len() - 1
        });
        let word = Word {
            submission_id: filing.submission_id,
            on: filing.received_on,
            day: day_number(filing.received_on),
            person: filing.person_id.unwrap_or(-filing.submission_id),
            region: u32::try_from(region).unwrap_or(u32::MAX),
        };
        self.first_day = self.first_day.min(word.day);
        if let Some(operator) = filing.operator {
            self.by_operator.entry((operator.to_owned(), filing.issue.map(Issue::code))).or_default().push(word);
        } else {
            self.of_messages.insert(filing.submission_id, word);
        }
    }

    /// Every hot issue, the hottest first. `groups` were found with the same `as_of`.
    pub fn build(self, messages: &Messages, groups: &Groups) -> Vec<HotIssue> {
        let Self { as_of, first_day, regions, by_operator, of_messages } = self;
        let tied: FxHashSet<i64> =
            groups.ranked().iter().filter(|group| !group.is_wave()).flat_map(|group| group.persons.iter().copied()).collect();
        let context = Context { regions: &regions, tied: &tied, first_day, last_day: day_number(as_of) };
        let mut found = Vec::new();
        for ((operator, issue), words) in by_operator {
            let topic = Topic::Operator { operator, issue: issue.and_then(Issue::from_code) };
            context.episodes(words, |_| topic.clone(), &mut found);
        }
        let days = of_messages.iter().map(|(id, word)| (*id, word.day)).collect();
        for members in messages.clusters(&days) {
            let nearness: FxHashMap<i64, u64> = members.iter().map(|member| (member.submission_id, member.nearness)).collect();
            let words = members.iter().map(|member| of_messages[&member.submission_id].clone()).collect();
            // The one that shares most with the others of its topic speaks for its episode; the earliest of equals.
            let says_best = |episode: &[Word]| {
                let best = episode.iter().max_by_key(|word| (nearness[&word.submission_id], std::cmp::Reverse(word.submission_id)));
                Topic::Messages { representative: best.map_or(0, |word| word.submission_id) }
            };
            context.episodes(words, says_best, &mut found);
        }
        found.sort_unstable_by_key(|issue: &HotIssue| (std::cmp::Reverse(issue.heat), issue.id));
        found
    }
}

struct Context<'a> {
    regions: &'a [String],
    tied: &'a FxHashSet<i64>,
    /// The days of which anything is on file.
    first_day: i32,
    last_day: i32,
}

impl Context<'_> {
    fn episodes(&self, mut words: Vec<Word>, topic: impl Fn(&[Word]) -> Topic, into: &mut Vec<HotIssue>) {
        words.sort_unstable_by_key(|word| (word.day, word.submission_id));
        for episode in words.chunk_by(|a, b| b.day - a.day <= QUIET_DAYS) {
            into.extend(self.hot(episode, &words, &topic));
        }
    }

    /// People in an ordinary window around a busy one.
    fn ordinary(&self, words: &[Word], busy_day: i32) -> f64 {
        let before = (busy_day - AROUND_DAYS).max(self.first_day)..busy_day - WINDOW_DAYS;
        let after = busy_day + 2 * WINDOW_DAYS..(busy_day + WINDOW_DAYS + AROUND_DAYS).min(self.last_day + 1);
        let windows = f64::from((before.len() + after.len()) as u32) / f64::from(WINDOW_DAYS);
        let around = words.iter().filter(|word| before.contains(&word.day) || after.contains(&word.day));
        let people = around.map(|word| (word.person, word.day.div_euclid(WINDOW_DAYS))).collect::<FxHashSet<_>>().len();
        if windows < 1.0 { 0.0 } else { people as f64 / windows }
    }

    fn hot(&self, episode: &[Word], words: &[Word], topic: &impl Fn(&[Word]) -> Topic) -> Option<HotIssue> {
        let (from, persons_in_window) = busiest(episode)?;
        if persons_in_window < PERSONS_NEEDED {
            return None;
        }
        let first = &episode[0];
        let ordinary = self.ordinary(words, episode[from].day);
        let (seen, expected) = (persons_in_window as f64, ordinary.max(0.5));
        if seen < TIMES_ORDINARY * expected {
            return None;
        }
        let persons: FxHashSet<i64> = episode.iter().map(|word| word.person).collect();
        let mut submissions: Vec<i64> = episode.iter().map(|word| word.submission_id).collect();
        submissions.sort_unstable();
        let mut of_region: BTreeMap<u32, usize> = BTreeMap::new();
        episode.iter().for_each(|word| *of_region.entry(word.region).or_insert(0) += 1);
        let region = of_region.iter().max_by_key(|(region, count)| (**count, std::cmp::Reverse(**region)))?.0;
        Some(HotIssue {
            id: submissions[0],
            topic: topic(episode),
            region: self.regions[*region as usize].clone(),
            first_on: first.on,
            last_on: episode[episode.len() - 1].on,
            submissions,
            persons: persons.len() as u64,
            busiest_from: episode[from].on,
            busiest_persons: persons_in_window as u64,
            ordinary_tenths: (ordinary * 10.0).round() as u64,
            tied: persons.iter().filter(|person| self.tied.contains(person)).count() as u64,
            heat: (10.0 * (seen * (seen / expected).ln() - (seen - expected))).round() as u64,
        })
    }
}

/// The start of the window with the most different people, the earliest of equals, and how many they are.
fn busiest(episode: &[Word]) -> Option<(usize, usize)> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let mut best: Option<(usize, usize)> = None;
    let mut end = 0;
    for start in 0..episode.len() {
        while end < episode.len() && episode[end].day - episode[start].day < WINDOW_DAYS {
            *counts.entry(episode[end].person).or_insert(0) += 1;
            end += 1;
        }
        if best.is_none_or(|(_, most)| counts.len() > most) {
            best = Some((start, counts.len()));
        }
        let person = episode[start].person;
        if let Some(count) = counts.get_mut(&person) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&person);
            }
        }
    }
    best
}
