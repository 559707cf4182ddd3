//! 通谋: different people who complain of one trader within weeks of each other and are tied together by something that
//! strangers do not share. Source: 岳市监〔2024〕16号 part two (四); Order 121 art. 17(2).
//!
//! A ring is a connected component: whoever shares a telephone, a door, a consignee, a payee account, an agent, an
//! evidence file, an order number or a near-same text with another complaint of the same trader that came at most
//! [`GAP_DAYS`] before belongs with it. A wave of honest victims of one trader is tied by the trader alone, or by a text
//! passed around; what is asked for tells the two apart, and that is for the policy to say.

use rustc_hash::{FxHashMap, FxHashSet};

use super::filing::Filing;
use super::party::Party;
use super::symbols::Symbol;

/// Two complaints further apart than this are not tied by what they share.
pub(crate) const GAP_DAYS: i32 = 30;

/// What more filings than this share is an institution's (a hotline, a parcel station, a form letter of the platform).
const LIMIT_FILINGS: u32 = 500;

/// By what two complaints of a ring are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Tie {
    /// Also a consignee's and an agent's.
    Phone(Symbol),
    /// Also a consignee's.
    Dwelling(Symbol),
    Account(Symbol),
    AgentName(Symbol),
    Evidence(Symbol),
    Order(Symbol),
    Text(Symbol),
}

impl Tie {
    /// What only people who know each other's business share: money, papers, goods, an agent.
    const fn is_firm(self) -> bool {
        matches!(self, Self::Account(_) | Self::AgentName(_) | Self::Evidence(_) | Self::Order(_))
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::Text(_))
    }
}

fn ties(filing: &Filing) -> impl Iterator<Item = Tie> + use<'_> {
    let phones = [filing.phone, filing.consignee_phone, filing.agent_phone].into_iter().flatten().map(Tie::Phone);
    let doors = [filing.dwelling, filing.consignee_dwelling].into_iter().flatten().map(Tie::Dwelling);
    phones
        .chain(doors)
        .chain(filing.account.map(Tie::Account))
        .chain(filing.agent_name.map(Tie::AgentName))
        .chain(filing.evidence.iter().copied().map(Tie::Evidence))
        .chain(filing.order.map(Tie::Order))
        .chain(filing.template.map(Tie::Text))
}

/// A group that files against one trader, and by what it is tied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ring {
    pub(crate) group: Party,
    /// Pairs of neighbours tied by money, papers, goods or an agent.
    pub(crate) firm_ties: u32,
    /// Pairs of neighbours tied by a telephone or a door.
    pub(crate) contact_ties: u32,
    /// Pairs of neighbours whose narratives are near-same.
    pub(crate) text_ties: u32,
    /// Other traders of whom at least three of its people complained within [`COMPANION_DAYS`] of the ring's first complaint.
    pub(crate) common_operators: u32,
}

/// People who complain of one trader after the other together do so within this time.
const COMPANION_DAYS: i32 = 180;

/// So many of a ring's people make company, not coincidence.
const COMPANIONS: usize = 3;

/// Finds the rings among filings in order of receipt, and writes its ring's number into each member.
pub(crate) fn find(filings: &mut [Filing]) -> Vec<Ring> {
    let mut usage: FxHashMap<Tie, u32> = FxHashMap::default();
    for tie in filings.iter().filter(|f| is_member(f)).flat_map(ties) {
        *usage.entry(tie).or_insert(0) += 1;
    }
    // A key that only one filing has ties nothing: most keys are such.
    let is_telling = |tie: &Tie| usage.get(tie).is_some_and(|n| (2..=LIMIT_FILINGS).contains(n));
    let mut union = Union::default();
    let mut last: FxHashMap<(Symbol, Tie), u32> = FxHashMap::default();
    let mut pairs: Vec<(u32, Tie)> = Vec::new();
    for (number, filing) in (0_u32..).zip(filings.iter()).filter(|(_, f)| is_member(f)) {
        let mut seen = Vec::new();
        for tie in ties(filing).filter(is_telling) {
            if seen.contains(&tie) {
                continue;
            }
            seen.push(tie);
            let Some(before) = last.insert((filing.operator, tie), number) else { continue };
            if filing.day - filings[before as usize].day > GAP_DAYS {
                continue;
            }
            union.join(before, number);
            if filings[before as usize].person != filing.person {
                pairs.push((number, tie));
            }
        }
    }
    collect(filings, &mut union, &pairs)
}

fn collect(filings: &mut [Filing], union: &mut Union, pairs: &[(u32, Tie)]) -> Vec<Ring> {
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut numbers: Vec<u32> = union.parents.keys().copied().collect();
    numbers.sort_unstable();
    for number in numbers {
        members.entry(union.root(number)).or_default().push(number);
    }
    let mut roots: Vec<u32> = members.iter().filter(|(_, members)| has_two_people(members, filings)).map(|(root, _)| *root).collect();
    roots.sort_unstable();
    let mut rings = Vec::with_capacity(roots.len());
    for (ring, root) in (0_u32..).zip(roots) {
        let numbers = members.remove(&root).unwrap_or_default();
        for &number in &numbers {
            filings[number as usize].ring = Some(ring);
        }
        rings.push(Ring { group: Party::of(numbers, filings), ..Ring::default() });
    }
    count_common_operators(filings, &mut rings);
    for &(number, tie) in pairs {
        let Some(ring) = filings[number as usize].ring.and_then(|ring| rings.get_mut(ring as usize)) else { continue };
        match tie {
            tie if tie.is_firm() => ring.firm_ties += 1,
            tie if tie.is_text() => ring.text_ties += 1,
            _ => ring.contact_ties += 1,
        }
    }
    rings
}

/// Traders of whom people of the same ring complained together elsewhere.
fn count_common_operators(filings: &[Filing], rings: &mut [Ring]) {
    let mut of_person: FxHashMap<Symbol, Vec<u32>> = FxHashMap::default();
    for (number, filing) in (0_u32..).zip(filings).filter(|(_, f)| is_member(f)) {
        of_person.entry(filing.person.expect("a member has a person")).or_default().push(number);
    }
    for ring in rings.iter_mut().filter(|ring| ring.group.persons as usize >= COMPANIONS) {
        let Some(&first) = ring.group.numbers.first() else { continue };
        let here = &filings[first as usize];
        let mut people: Vec<Symbol> = ring.group.numbers.iter().filter_map(|&n| filings[n as usize].person).collect();
        people.sort_unstable();
        people.dedup();
        let mut pairs: Vec<(Symbol, Symbol)> = Vec::new();
        for person in people {
            let elsewhere = of_person.get(&person).into_iter().flatten().map(|&n| &filings[n as usize]);
            let near = elsewhere.filter(|f| f.operator != here.operator && (f.day - here.day).abs() <= COMPANION_DAYS);
            pairs.extend(near.map(|f| (f.operator, person)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let common = pairs.chunk_by(|a, b| a.0 == b.0).filter(|people| people.len() >= COMPANIONS).count();
        ring.common_operators = u32::try_from(common).unwrap_or(u32::MAX);
    }
}

const fn is_member(filing: &Filing) -> bool {
    filing.is_complaint() && filing.person.is_some()
}

fn has_two_people(members: &[u32], filings: &[Filing]) -> bool {
    members.iter().filter_map(|&n| filings[n as usize].person).collect::<FxHashSet<_>>().len() > 1
}

/// Disjoint sets; the root of a set is its earliest filing.
#[derive(Default)]
struct Union {
    parents: FxHashMap<u32, u32>,
}

impl Union {
    fn root(&mut self, number: u32) -> u32 {
        let mut root = number;
        while let Some(&parent) = self.parents.get(&root).filter(|&&parent| parent != root) {
            root = parent;
        }
        let mut at = number;
        while let Some(parent) = self.parents.insert(at, root).filter(|&parent| parent != root) {
            at = parent;
        }
        root
    }

    fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents.insert(one.max(other), one.min(other));
    }
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
        let account = |n: usize, e: Entry| Entry { payee_account: (n < 2).then_some("6228480000000000001"), ..e };
        let evidence = |n: usize, e: Entry| Entry { evidence_hashes: if n > 0 { "aa" } else { "" }, ..e };
        assert_eq!(rings(|_, e| e), [0, 0, 0, 0]);
        assert_eq!(rings(account), [2, 2, 0, 0]);
        assert_eq!(rings(|n, e| evidence(n, account(n, e))), [4, 4, 4, 4]);
    }

    #[test]
    fn another_trader_or_another_month_is_another_matter() {
        let tied = |e: Entry| Entry { payee_account: Some("6228480000000000001"), ..e };
        assert_eq!(rings(|n, e| Entry { day: 31 * i32::try_from(n).unwrap_or(0), ..tied(e) }), [0, 0, 0, 0]);
        assert_eq!(rings(|n, e| Entry { operator: format!("店{n}"), ..tied(e) }), [0, 0, 0, 0]);
    }
}
