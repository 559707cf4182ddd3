//! What is counted of people who file together, whatever ties them: how many they are, whether they look like one
//! household, what they ask for, and how many traders they file against.

use rustc_hash::FxHashSet;

use super::claims::Claim;
use super::filing::Filing;
use super::symbols::Symbol;

/// A part of a whole, kept as two counts so that shares stay exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) part: u32,
    pub(crate) whole: u32,
}

/// Filings that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Party {
    /// In order of receipt.
    pub(crate) numbers: Vec<u32>,
    /// Different people: as many as there are different derived persons, different whole names and different identity
    /// numbers (who gives none counts as one of their own), whichever is least. Neither a slip of the pen, nor an
    /// undecided identity, nor one card under borrowed names makes one person two.
    pub(crate) persons: u32,
    pub(crate) operators: u32,
    /// Traders that only one of the people filed against.
    pub(crate) lone_operators: u32,
    /// People with the commonest family name among those whose family name is known.
    pub(crate) surname: Part,
    /// People with the commonest address among those who give one.
    pub(crate) address: Part,
    /// Filings that ask for several times the price.
    pub(crate) multiple: Part,
    /// Filings that ask for no more than the price.
    pub(crate) modest: Part,
    /// Filings whose person denied having filed.
    pub(crate) denied: u32,
    /// Filings that an authority found to be hired work.
    pub(crate) hired: u32,
    /// Filings that speak for an old parent or a relative.
    pub(crate) proxies: u32,
}

impl Party {
    /// Counts a group of filings, given in order of receipt.
    pub(crate) fn of(numbers: Vec<u32>, filings: &[Filing]) -> Self {
        let members: Vec<&Filing> = numbers.iter().map(|&n| &filings[n as usize]).collect();
        let distinct = |key: fn(&Filing) -> Option<Symbol>| members.iter().filter_map(|f| key(f)).collect::<FxHashSet<_>>().len();
        let nameless = members.iter().filter(|f| f.name.is_none()).filter_map(|f| f.person).collect::<FxHashSet<_>>().len();
        let without_id = members.iter().filter(|f| f.id_no.is_none()).filter_map(|f| f.person).collect::<FxHashSet<_>>().len();
        let persons = distinct(|f| f.person).min(distinct(|f| f.name) + nameless).min(distinct(|f| f.id_no) + without_id);
        let firsts = firsts(&members);
        let share = |wanted: Claim| Part { part: count(members.iter().filter(|f| f.claim == wanted)), whole: count(members.iter()) };
        let mut pairs: Vec<(Symbol, Symbol)> = members.iter().filter_map(|f| Some((f.operator, f.person?))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self {
            persons: u32::try_from(persons).unwrap_or(u32::MAX),
            operators: count(pairs.chunk_by(|a, b| a.0 == b.0)),
            lone_operators: count(pairs.chunk_by(|a, b| a.0 == b.0).filter(|people| people.len() == 1)),
            surname: commonest(firsts.iter().filter_map(|f| f.surname)),
            address: commonest(firsts.iter().filter_map(|f| f.address)),
            multiple: share(Claim::Multiple),
            modest: share(Claim::Modest),
            denied: count(members.iter().filter(|f| f.denial == super::filing::Denial::Established)),
            hired: count(members.iter().filter(|f| f.attested.hired)),
            proxies: count(members.iter().filter(|f| f.signs.proxy)),
            numbers,
        }
    }
}

fn count(items: impl Iterator) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

/// The first filing of each person.
fn firsts<'a>(members: &[&'a Filing]) -> Vec<&'a Filing> {
    let mut seen = FxHashSet::default();
    members.iter().copied().filter(|f| f.person.is_some_and(|person| seen.insert(person))).collect()
}

/// How many have the commonest key; over all that have one.
fn commonest(keys: impl Iterator<Item = Symbol>) -> Part {
    let mut sorted: Vec<Symbol> = keys.collect();
    sorted.sort_unstable();
    let most = sorted.chunk_by(|a, b| a == b).map(<[_]>::len).max().unwrap_or(0);
    Part { part: u32::try_from(most).unwrap_or(u32::MAX), whole: u32::try_from(sorted.len()).unwrap_or(u32::MAX) }
}
