//! The people behind one phone or one door in one short stretch. Source: Order 121 art. 17(4).

use rustc_hash::FxHashMap;

use super::Probe;
use crate::facts::{Filing, Symbol};

/// A phone or door with more filings than this belongs to an institution (a hotline, a village office, a school),
/// and says nothing about the people who gave it.
const LIMIT_FILINGS: usize = 1_000;

/// Whose traders count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    SameOperator,
    AnyOperator,
}

/// Complaints by named persons with one phone, or one door, in one stretch that holds the 来件 in question.
/// Several persons: as many as there are different whole names and different derived persons, whichever is less,
/// so that neither a slip of the pen nor an undecided identity makes one person two.
pub(super) struct ContactGroup {
    pub(super) numbers: Vec<u32>,
    pub(super) persons: usize,
}

/// The largest of the groups by phone, by door, by consignee's phone and by consignee's door; the first of equals.
/// Empty where the 来件 itself gives no name.
pub(super) fn find(probe: &Probe<'_>, scope: Scope) -> ContactGroup {
    let (facts, filing) = (probe.facts, probe.filing);
    let lists = [
        facts.of_phone(filing.phone),
        facts.of_dwelling(filing.dwelling),
        facts.of_consignee_phone(filing.consignee_phone),
        facts.of_consignee_dwelling(filing.consignee_dwelling),
    ];
    let mut largest = ContactGroup { numbers: Vec::new(), persons: 0 };
    for sharing in lists {
        let group = densest(probe, scope, sharing);
        if group.persons > largest.persons {
            largest = group;
        }
    }
    largest
}

/// One filing per person of the group, the first of each, in order.
pub(super) fn one_per_person<'a>(probe: &Probe<'a>, group: &ContactGroup) -> Vec<(u32, &'a Filing)> {
    let mut seen = Vec::new();
    let mut firsts = Vec::new();
    for &number in &group.numbers {
        let filing = probe.facts.filing(number);
        if !seen.contains(&filing.name) {
            seen.push(filing.name);
            firsts.push((number, filing));
        }
    }
    firsts
}

/// The stretch of the window's length that holds the subject and the most persons; the earliest of equals.
fn densest(probe: &Probe<'_>, scope: Scope, sharing: &[u32]) -> ContactGroup {
    let nobody = ContactGroup { numbers: Vec::new(), persons: 0 };
    if sharing.len() < 2 || sharing.len() > LIMIT_FILINGS || !is_named_complaint(probe.filing) {
        return nobody;
    }
    let day = probe.filing.day;
    let near: Vec<(u32, &Filing)> = sharing
        .iter()
        .map(|&n| (n, probe.facts.filing(n)))
        .filter(|(_, f)| is_named_complaint(f) && (f.day - day).abs() < probe.window_days)
        .filter(|(_, f)| scope == Scope::AnyOperator || f.operator == probe.filing.operator)
        .collect();
    let mut counted = Distinct::default();
    let (mut best, mut best_persons) = (0..0, 0);
    let mut end = 0;
    for (start, (_, first)) in near.iter().enumerate() {
        if first.day > day {
            break;
        }
        while end < near.len() && near[end].1.day - first.day < probe.window_days {
            counted.add(near[end].1);
            end += 1;
        }
        if counted.persons() > best_persons {
            (best, best_persons) = (start..end, counted.persons());
        }
        counted.remove(first);
    }
    ContactGroup { numbers: near[best].iter().map(|(n, _)| *n).collect(), persons: best_persons }
}

const fn is_named_complaint(filing: &Filing) -> bool {
    filing.is_complaint() && filing.person.is_some() && filing.name.is_some()
}

/// Counts different persons and different names while a window slides.
#[derive(Default)]
struct Distinct {
    persons: FxHashMap<Symbol, u32>,
    names: FxHashMap<Symbol, u32>,
}

impl Distinct {
    fn add(&mut self, filing: &Filing) {
        for (map, key) in [(&mut self.persons, filing.person), (&mut self.names, filing.name)] {
            if let Some(key) = key {
                *map.entry(key).or_insert(0) += 1;
            }
        }
    }

    fn remove(&mut self, filing: &Filing) {
        for (map, key) in [(&mut self.persons, filing.person), (&mut self.names, filing.name)] {
            if let Some(key) = key
                && let Some(count) = map.get_mut(&key)
            {
                *count -= 1;
                if *count == 0 {
                    map.remove(&key);
                }
            }
        }
    }

    fn persons(&self) -> usize {
        self.persons.len().min(self.names.len())
    }
}
