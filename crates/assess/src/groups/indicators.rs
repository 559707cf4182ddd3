//! What each group is like: exact parts of wholes, each with the 来件 behind it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::build::{Act, Held};
use super::join::Joined;
use super::{Group, Indicator, Tie, WINDOW_DAYS};
use crate::facts::symbols::Symbol;

/// Half a year.
const LIFE_DAYS: i32 = 183;

/// Larger groups give the pairs of their largest tie as a lower bound of tied pairs.
const PAIRS_LIMIT: usize = 2_000;

/// Acts by person and by trader, in order of days.
struct Lives {
    by_person: Vec<Vec<u32>>,
    by_operator: FxHashMap<Symbol, Vec<u32>>,
}

pub(super) fn measure(acts: &[Act], held: &[Held], person_ids: &[i64], joined: Vec<Joined>) -> Vec<Group> {
    let mut lives = Lives { by_person: vec![Vec::new(); person_ids.len()], by_operator: FxHashMap::default() };
    let mut in_order: Vec<u32> = (0..u32::try_from(acts.len()).expect("acts are numbered in 32 bits")).collect();
    in_order.sort_unstable_by_key(|act| (acts[*act as usize].day, acts[*act as usize].submission_id));
    for number in in_order {
        let act = &acts[number as usize];
        lives.by_person[act.person as usize].push(number);
        lives.by_operator.entry(act.operator).or_default().push(number);
    }
    let mut group_of = FxHashMap::default();
    for (group, number) in joined.iter().zip(0_usize..) {
        group_of.extend(group.acts.iter().map(|act| (*act, number)));
    }
    // Ties by group: the acts of the group that hold each key, and how many hold it at all.
    let mut ties: Vec<Vec<(super::TieKind, Vec<u32>, usize)>> = vec![Vec::new(); joined.len()];
    for of_key in held.chunk_by(|a, b| (a.kind, a.key) == (b.kind, b.key)) {
        let mut by_group: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        for held in of_key {
            if let Some(group) = group_of.get(&held.act) {
                by_group.entry(*group).or_default().push(held.act);
            }
        }
        for (group, holders) in by_group {
            ties[group].push((of_key[0].kind, holders, of_key.len()));
        }
    }
    joined.into_iter().zip(ties).map(|(joined, ties)| group(acts, person_ids, &lives, &joined, ties)).collect()
}

fn group(acts: &[Act], person_ids: &[i64], lives: &Lives, joined: &Joined, ties: Vec<(super::TieKind, Vec<u32>, usize)>) -> Group {
    let act = |number: &u32| &acts[*number as usize];
    let ids = |numbers: &mut dyn Iterator<Item = &u32>| -> Vec<i64> {
        let mut ids: Vec<i64> = numbers.map(|number| act(number).submission_id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let persons: BTreeSet<u32> = joined.acts.iter().map(|number| act(number).person).collect();
    let operators: BTreeSet<Symbol> = joined.acts.iter().map(|number| act(number).operator).collect();
    let mut by_day: Vec<u32> = joined.acts.clone();
    by_day.sort_unstable_by_key(|number| (act(number).day, act(number).submission_id));
    let (first, last) = (act(&by_day[0]), act(&by_day[by_day.len() - 1]));

    let mut shown: Vec<Tie> = Vec::new();
    let mut weight = 0.0;
    let mut tied_persons: Vec<(bool, BTreeSet<u32>)> = Vec::new();
    for (kind, holders, everywhere) in ties {
        let sharing: BTreeSet<u32> = holders.iter().map(|number| act(number).person).collect();
        if sharing.len() < 2 {
            continue;
        }
        // A key that many hold is worth less, by the logarithm of its degree (FRAUDAR, section 4).
        weight += sharing.len() as f64 / (5.0 + everywhere as f64).ln();
        let mut people: Vec<i64> = sharing.iter().map(|person| person_ids[*person as usize]).collect();
        people.sort_unstable();
        shown.push(Tie { kind, persons: people, submissions: ids(&mut holders.iter()) });
        tied_persons.push((kind.is_material(), sharing));
    }
    let keys = shown.len();
    shown.sort_unstable_by(|a, b| (a.kind, &a.persons, &a.submissions).cmp(&(b.kind, &b.persons, &b.submissions)));
    let material_persons: BTreeSet<u32> =
        tied_persons.iter().filter(|(material, _)| *material).flat_map(|(_, people)| people.iter().copied()).collect();

    let all_pairs = persons.len() as u64 * (persons.len() as u64 - 1) / 2;
    let density = Indicator { part: tied_pairs(&tied_persons, persons.len()), whole: all_pairs, submissions: ids(&mut joined.acts.iter()) };
    let material = Indicator {
        part: material_persons.len() as u64,
        whole: persons.len() as u64,
        submissions: ids(&mut joined.acts.iter().filter(|number| material_persons.contains(&act(number).person))),
    };
    let busiest = busiest(&by_day, acts);
    let suddenness = Indicator { part: busiest.len() as u64, whole: by_day.len() as u64, submissions: ids(&mut busiest.iter()) };
    let (from, until) = (first.day - LIFE_DAYS, last.day + LIFE_DAYS);
    let of_lives = persons
        .iter()
        .flat_map(|person| &lives.by_person[*person as usize])
        .filter(|number| (from..=until).contains(&act(number).day))
        .count();
    let narrowness = Indicator { part: joined.acts.len() as u64, whole: of_lives as u64, submissions: ids(&mut joined.acts.iter()) };
    let own: FxHashSet<u32> = persons.iter().copied().collect();
    let others: Vec<u32> = operators
        .iter()
        .flat_map(|operator| within(&lives.by_operator[operator], acts, first.day - WINDOW_DAYS, last.day + WINDOW_DAYS))
        .filter(|number| !own.contains(&act(number).person))
        .copied()
        .collect();
    let other_persons: FxHashSet<u32> = others.iter().map(|number| act(number).person).collect();
    let share_of_wave =
        Indicator { part: persons.len() as u64, whole: (persons.len() + other_persons.len()) as u64, submissions: ids(&mut others.iter()) };
    let same_surname = same_surname(&by_day, acts, &ids);

    // Dense, sudden, narrow, alone. A thousandth of a unit decides no order that a person would see.
    let nodes = (persons.len() + keys + operators.len()) as f64;
    let part = |indicator: &Indicator| indicator.part as f64 / (indicator.whole as f64).max(1.0);
    let alone = part(&suddenness) * part(&narrowness) * part(&share_of_wave);
    let is_material = part(&material).max(0.05);
    let rank = (1_000.0 * weight / nodes * alone * is_material * (persons.len() as f64).ln()).round() as u64;

    let submissions = ids(&mut joined.acts.iter());
    let mut people: Vec<i64> = persons.iter().map(|person| person_ids[*person as usize]).collect();
    people.sort_unstable();
    Group {
        id: submissions[0],
        persons: people,
        submissions,
        operators: operators.len() as u64,
        first_on: first.on,
        last_on: last.on,
        ties: shown,
        density,
        material,
        suddenness,
        narrowness,
        share_of_wave,
        same_surname,
        rank,
    }
}

/// Pairs of people with at least one tie of their own.
fn tied_pairs(ties: &[(bool, BTreeSet<u32>)], persons: usize) -> u64 {
    if persons > PAIRS_LIMIT {
        let largest = ties.iter().map(|(_, people)| people.len() as u64).max().unwrap_or(0);
        return largest * largest.saturating_sub(1) / 2;
    }
    let mut pairs = FxHashSet::default();
    for (_, people) in ties {
        for (at, a) in people.iter().enumerate() {
            pairs.extend(people.iter().skip(at + 1).map(|b| (*a, *b)));
        }
    }
    pairs.len() as u64
}

/// The acts of the busiest window; the earliest of equals.
fn busiest<'a>(by_day: &'a [u32], acts: &[Act]) -> &'a [u32] {
    let day = |at: usize| acts[by_day[at] as usize].day;
    let mut best = 0..0;
    let mut end = 0;
    for start in 0..by_day.len() {
        while end < by_day.len() && day(end) - day(start) < WINDOW_DAYS {
            end += 1;
        }
        if end - start > best.len() {
            best = start..end;
        }
    }
    &by_day[best]
}

fn within<'a>(in_order: &'a [u32], acts: &[Act], from: i32, until: i32) -> &'a [u32] {
    let start = in_order.partition_point(|number| acts[*number as usize].day < from);
    let end = in_order.partition_point(|number| acts[*number as usize].day <= until);
    &in_order[start..end]
}

fn same_surname(by_day: &[u32], acts: &[Act], ids: &dyn Fn(&mut dyn Iterator<Item = &u32>) -> Vec<i64>) -> Indicator {
    let mut surname_of: BTreeMap<u32, Symbol> = BTreeMap::new();
    for number in by_day {
        let act = &acts[*number as usize];
        if let Some(surname) = act.surname {
            surname_of.entry(act.person).or_insert(surname);
        }
    }
    let mut counts: BTreeMap<Symbol, u64> = BTreeMap::new();
    for surname in surname_of.values() {
        *counts.entry(*surname).or_insert(0) += 1;
    }
    let commonest = counts.iter().max_by_key(|(surname, count)| (**count, std::cmp::Reverse(**surname)));
    let Some((surname, part)) = commonest else { return Indicator::default() };
    let bears = |number: &&u32| surname_of.get(&acts[**number as usize].person) == Some(surname);
    Indicator { part: *part, whole: surname_of.len() as u64, submissions: ids(&mut by_day.iter().filter(bears)) }
}
