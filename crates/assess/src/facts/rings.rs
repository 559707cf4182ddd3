//! 通谋: the people of a group ([`crate::groups`]) who complain of one trader, as the conditions ask about them.
//! Source: 岳市监〔2024〕16号 part two (四); Order 121 art. 17(2).
//!
//! Of a group's complaints against one trader, those whose people hang together by telephones, doors, money, papers, goods or
//! an agent are a ring of their own; couples in a wave stay couples. Whoever is left is tied by a text alone: all the group's
//! complaints of that trader are their ring, and what is asked for, and whether the same people went elsewhere together, is
//! for the policy to say.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::filing::Filing;
use super::party::Party;
use super::symbols::Symbol;
use crate::groups::{Group, Groups, TieKind, WINDOW_DAYS};

/// A group that files against one trader, and by what it is tied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ring {
    pub(crate) group: Party,
    /// Pairs of neighbours tied by money, papers, goods or an agent.
    pub(crate) firm_ties: u32,
    /// Of these, those tied by an agent.
    pub(crate) agent_ties: u32,
    /// Pairs of neighbours tied by a telephone or a door.
    pub(crate) contact_ties: u32,
    /// Pairs of neighbours whose narratives are near-same.
    pub(crate) text_ties: u32,
    /// Other traders of whom at least three of its people, and half of them, complained within [`COMPANION_DAYS`] of the
    /// ring's first complaint.
    pub(crate) common_operators: u32,
}

/// People who complain of one trader after the other together do so within this time.
const COMPANION_DAYS: i32 = 180;

/// So many of a ring's people make company, not coincidence.
const COMPANIONS: usize = 3;

/// Splits the groups into rings, and writes its ring's number into each member. `numbers` by 来件.
pub(crate) fn find(filings: &mut [Filing], groups: &Groups, numbers: &FxHashMap<i64, u32>) -> Vec<Ring> {
    let mut rings = Vec::new();
    for group in groups.ranked() {
        let mut by_operator: BTreeMap<Symbol, Vec<u32>> = BTreeMap::new();
        for number in group.submissions.iter().filter_map(|id| numbers.get(id)) {
            let filing = &filings[*number as usize];
            if filing.is_complaint() {
                by_operator.entry(filing.operator).or_default().push(*number);
            }
        }
        let ties = ties(group, filings, numbers);
        for mut of_operator in by_operator.into_values() {
            of_operator.sort_unstable();
            split(filings, of_operator, &ties, &mut rings);
        }
    }
    count_common_operators(filings, &mut rings);
    rings
}

/// Two complaints of one trader that follow each other with something in common.
struct Pair {
    earlier: u32,
    later: u32,
    kind: TieKind,
}

fn ties(group: &Group, filings: &[Filing], numbers: &FxHashMap<i64, u32>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for tie in &group.ties {
        let mut holders: Vec<u32> = tie.submissions.iter().filter_map(|id| numbers.get(id).copied()).collect();
        holders.retain(|number| filings[*number as usize].is_complaint());
        holders.sort_unstable_by_key(|number| (filings[*number as usize].operator, *number));
        for pair in holders.windows(2) {
            let (earlier, later) = (&filings[pair[0] as usize], &filings[pair[1] as usize]);
            if earlier.operator == later.operator && later.day - earlier.day <= WINDOW_DAYS {
                pairs.push(Pair { earlier: pair[0], later: pair[1], kind: tie.kind });
            }
        }
    }
    pairs
}

/// The rings among one group's complaints of one trader.
fn split(filings: &mut [Filing], of_operator: Vec<u32>, ties: &[Pair], rings: &mut Vec<Ring>) {
    let at: FxHashMap<u32, usize> = of_operator.iter().copied().zip(0..).collect();
    let mut parent: Vec<usize> = (0..of_operator.len()).collect();
    let root = |parent: &[usize], mut at: usize| {
        while parent[at] != at {
            at = parent[at];
        }
        at
    };
    let mut of_person: FxHashMap<Symbol, usize> = FxHashMap::default();
    let own = of_operator
        .iter()
        .zip(0..)
        .filter_map(|(number, at)| Some((at, *of_person.entry(filings[*number as usize].person?).or_insert(at))));
    let material = ties.iter().filter(|tie| tie.kind.is_material()).filter_map(|tie| Some((*at.get(&tie.later)?, *at.get(&tie.earlier)?)));
    for (one, other) in own.chain(material).collect::<Vec<_>>() {
        let (one, other) = (root(&parent, one), root(&parent, other));
        parent[one.max(other)] = one.min(other);
    }
    let mut components: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (number, at) in of_operator.iter().zip(0..) {
        components.entry(root(&parent, at)).or_default().push(*number);
    }
    let (tied, alone): (Vec<_>, Vec<_>) = components.into_values().partition(|numbers| has_two_people(numbers, filings));
    let by_text: Vec<u32> = alone.into_iter().flatten().collect();
    for members in tied {
        let mut made = Ring { group: Party::of(members.clone(), filings), ..Ring::default() };
        count_ties(&mut made, &members, filings, ties);
        enter(made, &members, filings, rings);
    }
    if !by_text.is_empty() && has_two_people(&of_operator, filings) {
        // What ties some of the others by more than words is theirs, and nothing against those whom words alone tie.
        let mut made = Ring { group: Party::of(of_operator.clone(), filings), ..Ring::default() };
        count_ties(&mut made, &of_operator, filings, ties);
        (made.firm_ties, made.agent_ties, made.contact_ties) = (0, 0, 0);
        enter(made, &by_text, filings, rings);
    }
}

/// Writes the ring's number into its members.
fn enter(ring: Ring, members: &[u32], filings: &mut [Filing], rings: &mut Vec<Ring>) {
    let number = u32::try_from(rings.len()).expect("fewer rings than filings");
    members.iter().for_each(|member| filings[*member as usize].ring = Some(number));
    rings.push(ring);
}

fn count_ties(ring: &mut Ring, members: &[u32], filings: &[Filing], ties: &[Pair]) {
    let among: BTreeSet<u32> = members.iter().copied().collect();
    for tie in ties.iter().filter(|tie| among.contains(&tie.later) && among.contains(&tie.earlier)) {
        if filings[tie.later as usize].person == filings[tie.earlier as usize].person {
            continue;
        }
        match tie.kind {
            kind if kind.is_firm() => {
                ring.firm_ties += 1;
                ring.agent_ties += u32::from(kind == TieKind::Agent);
            }
            kind if kind.is_material() => ring.contact_ties += 1,
            _ => ring.text_ties += 1,
        }
    }
}

/// Traders of whom people of the same ring complained together elsewhere.
fn count_common_operators(filings: &[Filing], rings: &mut [Ring]) {
    let mut of_person: FxHashMap<Symbol, Vec<u32>> = FxHashMap::default();
    for (number, filing) in (0_u32..).zip(filings).filter(|(_, filing)| filing.is_complaint()) {
        if let Some(person) = filing.person {
            of_person.entry(person).or_default().push(number);
        }
    }
    for ring in rings.iter_mut().filter(|ring| ring.group.persons as usize >= COMPANIONS) {
        let Some(&first) = ring.group.numbers.first() else { continue };
        let here = &filings[first as usize];
        let mut people: Vec<Symbol> = ring.group.numbers.iter().filter_map(|&n| filings[n as usize].person).collect();
        people.sort_unstable();
        people.dedup();
        let company = COMPANIONS.max(people.len().div_ceil(2));
        let mut pairs: Vec<(Symbol, Symbol)> = Vec::new();
        for person in people {
            let elsewhere = of_person.get(&person).into_iter().flatten().map(|&n| &filings[n as usize]);
            let near = elsewhere.filter(|f| f.operator != here.operator && (f.day - here.day).abs() <= COMPANION_DAYS);
            pairs.extend(near.map(|f| (f.operator, person)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let common = pairs.chunk_by(|a, b| a.0 == b.0).filter(|people| people.len() >= company).count();
        ring.common_operators = u32::try_from(common).unwrap_or(u32::MAX);
    }
}

fn has_two_people(numbers: &[u32], filings: &[Filing]) -> bool {
    let mut people = numbers.iter().map(|n| filings[*n as usize].person);
    let first = people.next();
    people.any(|person| Some(person) != first)
}

#[cfg(test)]
mod tests {
    use crate::testing::{Entry, Table, complaint};

    const NAMES: [&str; 4] = ["王甲", "李乙", "赵丙", "孙丁"];

    /// Persons of the ring of each filing; 0 = none.
    fn rings(change: impl Fn(usize, Entry) -> Entry) -> Vec<u32> {
        let one = |(n, name): (usize, &&str)| {
            let person = i64::try_from(n).unwrap_or(0) + 1;
            change(n, complaint(person, name, 10 * i32::try_from(n).unwrap_or(0), "湖滨超市"))
        };
        let facts = Table::new(NAMES.iter().enumerate().map(one)).facts();
        facts.subjects().map(|s| facts.ring(facts.filing(s.0)).map_or(0, |ring| ring.group.persons)).collect()
    }

    #[test]
    fn ties_of_different_kinds_make_one_ring() {
        let account = |n: usize, e: Entry| Entry { payee_account: (n < 3).then_some("6228480000000000001"), ..e };
        let evidence = |n: usize, e: Entry| Entry { evidence_hashes: if n > 1 { "aa" } else { "" }, ..e };
        assert_eq!(rings(|_, e| e), [0, 0, 0, 0]);
        assert_eq!(rings(account), [3, 3, 3, 0]);
        assert_eq!(rings(|n, e| evidence(n, account(n, e))), [4, 4, 4, 4]);
    }

    #[test]
    fn couples_in_a_wave_stay_couples() {
        let wave = |n: usize, e: Entry| Entry { template: Some(1), phone: (n < 2).then(|| "19900000001".to_owned()), ..e };
        assert_eq!(rings(wave), [2, 2, 4, 4]);
    }

    #[test]
    fn another_trader_or_another_month_is_another_matter() {
        let tied = |e: Entry| Entry { payee_account: Some("6228480000000000001"), ..e };
        assert_eq!(rings(|n, e| Entry { day: 31 * i32::try_from(n).unwrap_or(0), ..tied(e) }), [0, 0, 0, 0]);
        assert_eq!(rings(|n, e| Entry { operator: format!("店{n}"), ..tied(e) }), [0, 0, 0, 0]);
    }
}
