//! Signs that the people behind one phone are one household: a family name, an address.
//! Families share phones with every right; this is the evidence against Order 121 art. 17(4).

use super::contact_group::{self, Scope};
use super::{Citations, Probe};
use crate::facts::{Filing, Symbol};
use crate::value::Value;

pub(super) fn surname_share(probe: &Probe<'_>, citations: &mut Citations, scope: Scope) -> Value {
    largest_share(probe, citations, scope, |f| f.surname)
}

/// Over those who give an address.
pub(super) fn address_share(probe: &Probe<'_>, citations: &mut Citations, scope: Scope) -> Value {
    largest_share(probe, citations, scope, |f| f.address)
}

/// Persons with the commonest key / persons with any; those with the commonest are cited. Unknown for fewer than two.
fn largest_share(probe: &Probe<'_>, citations: &mut Citations, scope: Scope, key: fn(&Filing) -> Option<Symbol>) -> Value {
    let group = contact_group::find(probe, scope);
    let people = contact_group::one_per_person(probe, &group);
    let keyed: Vec<(u32, Symbol)> = people.iter().filter_map(|(n, f)| Some((*n, key(f)?))).collect();
    if keyed.len() < 2 {
        return Value::Unknown;
    }
    let mut best: Option<(Symbol, usize)> = None;
    for &(_, symbol) in &keyed {
        let count = keyed.iter().filter(|(_, s)| *s == symbol).count();
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((symbol, count));
        }
    }
    let Some((symbol, _)) = best else { return Value::Unknown };
    let part = citations.count(keyed.iter().filter(|(_, s)| *s == symbol).map(|(n, _)| *n));
    Value::ratio(part, i64::try_from(keyed.len()).unwrap_or(i64::MAX))
}
