//! What the people behind one phone ask for: several times the price, or their money back.
//! Source: Order 121 art. 17(2), (4).

use super::contact_group::{self, Scope};
use super::{Citations, Probe};
use crate::facts::Claim;
use crate::value::Value;

pub(super) fn multiple_share(probe: &Probe<'_>, citations: &mut Citations, scope: Scope) -> Value {
    share(probe, citations, scope, Claim::Multiple)
}

/// A complaint that does not say what it asks for is not counted as modest.
pub(super) fn modest_share(probe: &Probe<'_>, citations: &mut Citations, scope: Scope) -> Value {
    share(probe, citations, scope, Claim::Modest)
}

fn share(probe: &Probe<'_>, citations: &mut Citations, scope: Scope, claim: Claim) -> Value {
    let group = contact_group::find(probe, scope);
    let all = group.numbers.len();
    let part = citations.count(group.numbers.into_iter().filter(|&n| probe.facts.filing(n).claim == claim));
    Value::ratio(part, i64::try_from(all).unwrap_or(i64::MAX))
}
