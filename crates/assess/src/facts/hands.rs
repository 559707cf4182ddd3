//! 受雇: one hand behind many names: the same payee account or the same agent stands behind the complaints of different
//! people about different traders. Source: 岳市监〔2024〕16号 part two (五).
//!
//! Whoever helps the victims of one trader serves them; whoever is paid to file sends each name to a trader of its own.
//! The counts tell the two apart, and so does what is asked for.

use rustc_hash::FxHashMap;

use super::filing::Filing;
use super::party::Party;
use super::symbols::Symbol;

/// Complaints through one hand that are further apart than this are two undertakings.
pub(crate) const GAP_DAYS: i32 = 90;

/// An account or agent of more complaints than this is an institution's (a consumers' association, a law firm's desk).
const LIMIT_FILINGS: usize = 5_000;

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Hand {
    Account(Symbol),
    /// An agent is known by a telephone: many bear one name.
    AgentPhone(Symbol),
}

fn hands(filing: &Filing) -> [Option<Hand>; 2] {
    [filing.account.map(Hand::Account), filing.agent_phone.map(Hand::AgentPhone)]
}

/// Finds the hands among filings in order of receipt; each complaint goes with the hand of the most people.
pub(crate) fn find(filings: &mut [Filing]) -> Vec<Party> {
    let mut of_hand: FxHashMap<Hand, Vec<u32>> = FxHashMap::default();
    for (number, filing) in (0_u32..).zip(filings.iter()).filter(|(_, f)| f.is_complaint() && f.person.is_some()) {
        for hand in hands(filing).into_iter().flatten() {
            of_hand.entry(hand).or_default().push(number);
        }
    }
    let mut shared: Vec<(Hand, Vec<u32>)> =
        of_hand.into_iter().filter(|(_, numbers)| (2..=LIMIT_FILINGS).contains(&numbers.len())).collect();
    shared.sort_unstable();
    let mut groups: Vec<Party> = Vec::new();
    for (_, numbers) in shared {
        for stretch in numbers.chunk_by(|&a, &b| filings[b as usize].day - filings[a as usize].day <= GAP_DAYS) {
            let group = Party::of(stretch.to_vec(), filings);
            if group.persons > 1 {
                groups.push(group);
            }
        }
    }
    for (at, group) in (0_u32..).zip(&groups) {
        for &number in &group.numbers {
            let known = filings[number as usize].hand;
            if known.is_none_or(|known| groups[known as usize].persons < group.persons) {
                filings[number as usize].hand = Some(at);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use crate::testing::{Entry, Table, complaint};

    #[test]
    fn one_account_behind_three_names_is_one_hand() {
        let one = |n: i64| Entry {
            payee_account: Some("6228480000000000001"),
            ..complaint(n, ["王甲", "李乙", "赵丙"][usize::try_from(n - 1).unwrap_or(0)], i32::try_from(n).unwrap_or(0), &format!("店{n}"))
        };
        let facts = Table::new((1..=3).map(one)).facts();
        let counted = |n: u32| facts.hand(facts.filing(n)).map(|g| (g.persons, g.operators, g.lone_operators, g.surname.part));
        assert_eq!(counted(2), Some((3, 3, 3, 1)));
    }

    #[test]
    fn one_card_under_three_names_is_one_person() {
        let one = |n: i64| Entry {
            payee_account: Some("6228480000000000001"),
            id_no: Some("430602199003071231"),
            ..complaint(n, ["王甲", "李乙", "赵丙"][usize::try_from(n - 1).unwrap_or(0)], i32::try_from(n).unwrap_or(0), &format!("店{n}"))
        };
        let facts = Table::new((1..=3).map(one)).facts();
        assert!(facts.hand(facts.filing(2)).is_none());
    }
}
