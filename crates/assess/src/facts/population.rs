//! How many complaints people file: the yardstick for "明显超出正常范围", taken from the population itself.

use super::filing::Filing;

/// Length of the stretch over which the yardstick counts.
pub(crate) const POPULATION_DAYS: i32 = 365;

/// Counts at or above this are one class; no threshold needs to tell them apart.
const COUNT_LIMIT: usize = 255;

/// Fewer complainants than this give no yardstick: in a village of ten, one busy person is not an outlier.
pub(crate) const PERSONS_NEEDED: u32 = 30;

/// For every day on which a complaint was received: how many persons had how many complaints in the
/// 365 days up to and including it. Nothing received later enters, so the yardstick of a day never changes.
pub(crate) struct Population {
    /// Day and start of its histogram, ascending by day.
    days: Vec<(i32, u32)>,
    /// Histograms one after another: element `c` of a day = persons with at most `c` complaints (and at least one).
    cumulative: Vec<u32>,
    /// Whether the only histogram is one from elsewhere, for every day.
    is_given: bool,
}

impl Population {
    /// One sweep with two hands over the filings in order of receipt.
    pub(crate) fn build(filings: &[Filing], persons: usize) -> Self {
        let counted: Vec<(i32, usize)> =
            filings.iter().filter(|f| f.counts_as_complaint()).filter_map(|f| Some((f.day, f.person?.slot()))).collect();
        let mut count_of = vec![0_u32; persons];
        let mut with_count = vec![0_u32; COUNT_LIMIT + 1];
        let mut population = Self { days: Vec::new(), cumulative: Vec::new(), is_given: false };
        let (mut oldest, mut newest) = (0, 0);
        while newest < counted.len() {
            let day = counted[newest].0;
            while newest < counted.len() && counted[newest].0 == day {
                step(&mut count_of, &mut with_count, counted[newest].1, 1);
                newest += 1;
            }
            while counted[oldest].0 <= day - POPULATION_DAYS {
                step(&mut count_of, &mut with_count, counted[oldest].1, -1);
                oldest += 1;
            }
            population.close(day, &with_count);
        }
        population
    }

    /// Of how many people had how many complaints, in any order, on whatever day is asked about.
    pub(crate) fn given(spread: &[(u32, u32)]) -> Self {
        let mut with_count = vec![0_u32; COUNT_LIMIT + 1];
        for (complaints, persons) in spread.iter().filter(|(complaints, _)| *complaints > 0) {
            with_count[(*complaints as usize).min(COUNT_LIMIT)] += persons;
        }
        let mut population = Self { days: Vec::new(), cumulative: Vec::new(), is_given: true };
        population.close(0, &with_count);
        population
    }

    /// Complaints and persons of the last day, only what occurs.
    pub(crate) fn latest(&self) -> Vec<(u32, u32)> {
        let Some((_, start)) = self.days.last() else { return Vec::new() };
        let at_most = &self.cumulative[*start as usize..];
        let persons = at_most.windows(2).map(|pair| pair[1] - pair[0]);
        (1..).zip(persons).filter(|(_, persons)| *persons > 0).collect()
    }

    fn close(&mut self, day: i32, with_count: &[u32]) {
        let start = u32::try_from(self.cumulative.len()).expect("256 numbers a day last for 45,000 years");
        self.days.push((day, start));
        let longest = with_count.iter().rposition(|&n| n > 0).unwrap_or(0);
        let mut sum = 0;
        self.cumulative.push(0);
        for &persons in &with_count[1..=longest] {
            sum += persons;
            self.cumulative.push(sum);
        }
    }

    /// The yardstick of a day on which a complaint was received; `None` where too few people complained.
    pub(crate) fn on(&self, day: i32) -> Option<Yardstick<'_>> {
        let at = if self.is_given { 0 } else { self.days.binary_search_by_key(&day, |d| d.0).ok()? };
        let end = self.days.get(at + 1).map_or(self.cumulative.len(), |d| d.1 as usize);
        let yardstick = Yardstick { at_most: &self.cumulative[self.days[at].1 as usize..end] };
        (yardstick.persons() >= PERSONS_NEEDED).then_some(yardstick)
    }
}

fn step(count_of: &mut [u32], with_count: &mut [u32], person: usize, by: i32) {
    let class = |count: u32| (count as usize).min(COUNT_LIMIT);
    let before = count_of[person];
    let after = before.checked_add_signed(by).expect("a complaint leaves the window once, after it entered");
    count_of[person] = after;
    if before > 0 {
        with_count[class(before)] -= 1;
    }
    if after > 0 {
        with_count[class(after)] += 1;
    }
}

/// The distribution on one day.
pub(crate) struct Yardstick<'a> {
    at_most: &'a [u32],
}

impl Yardstick<'_> {
    /// Persons with at least one complaint.
    pub(crate) fn persons(&self) -> u32 {
        self.at_most.last().copied().unwrap_or(0)
    }

    /// Persons with fewer complaints than `count`.
    pub(crate) fn persons_below(&self, count: i64) -> u32 {
        let below = usize::try_from(count - 1).unwrap_or(0).min(self.at_most.len() - 1);
        self.at_most[below]
    }

    /// The 90th percentile: the smallest count that at least nine persons in ten do not exceed. Up to one person
    /// in ten may abuse the system without moving it.
    pub(crate) fn ninetieth(&self) -> i64 {
        let needed = u64::from(self.persons()) * 9;
        let at = self.at_most.iter().position(|&n| u64::from(n) * 10 >= needed).unwrap_or(self.at_most.len() - 1);
        i64::try_from(at).unwrap_or(i64::MAX).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;
    use crate::testing::{START, Table, complaint};

    /// The counts of every person over the year up to the start's day + `day`, by hand.
    fn counts(table: &Table, day: i32) -> Vec<i64> {
        let mut counts = std::collections::BTreeMap::new();
        for entry in table.entries.iter().filter(|e| e.day <= day && e.day > day - POPULATION_DAYS) {
            *counts.entry(entry.person).or_insert(0) += 1;
        }
        counts.into_values().collect()
    }

    #[test]
    fn what_is_kept_of_a_day_is_a_yardstick_for_later_ones() {
        let facts = Table::new((0..400).map(|n: i32| complaint(i64::from(n * n % 97), "某甲", n % 200, &format!("店{n}")))).facts();
        let start = super::super::day::day_number(START);
        let day = start + 199;
        let same = |one: &Yardstick<'_>, other: &Yardstick<'_>| one.at_most == other.at_most;
        let kept = Population::given(&facts.complaint_spread());
        let (own, given) = (facts.yardstick(day).expect("enough people"), kept.on(day + 9).expect("enough people"));
        assert!(same(&own, &given));
        assert!(Population::given(&[(1, 29)]).on(day).is_none(), "too few people");
        assert!(Population::given(&[]).on(day).is_none());
    }

    #[test]
    fn the_sweep_agrees_with_counting_by_hand() {
        let entries = (0..600).map(|n: i32| complaint(i64::from(n * n % 97), "某甲", n * 2 % 800, &format!("店{n}")));
        let table = Table::new(entries);
        let facts: Facts = table.facts();
        let start = super::super::day::day_number(START);
        let mut compared = 0;
        for day in (0..540).step_by(2) {
            let by_hand = counts(&table, day);
            let Some(yardstick) = facts.yardstick(start + day) else {
                assert!(by_hand.len() < PERSONS_NEEDED as usize);
                continue;
            };
            assert_eq!(yardstick.persons() as usize, by_hand.len());
            for count in 1..12 {
                assert_eq!(yardstick.persons_below(count) as usize, by_hand.iter().filter(|&&c| c < count).count());
            }
            let mut sorted = by_hand;
            sorted.sort_unstable();
            assert_eq!(yardstick.ninetieth(), sorted[(sorted.len() * 9).div_ceil(10) - 1]);
            compared += 1;
        }
        assert!(compared > 200);
    }
}
