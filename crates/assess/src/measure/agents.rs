//! 代理人 named openly: one who files for others and says so shares a phone with them by right.
//! Source: Order 121 art. 11.

use super::contact_group::{self, Scope};
use super::{Citations, Probe};
use crate::value::Value;

/// Complaints of the group that name an agent / all complaints of the group.
pub(super) fn contact_share(probe: &Probe<'_>, citations: &mut Citations, scope: Scope) -> Value {
    let group = contact_group::find(probe, scope);
    let all = group.numbers.len();
    let part = citations.count(group.numbers.into_iter().filter(|&n| probe.facts.filing(n).has_agent));
    Value::ratio(part, i64::try_from(all).unwrap_or(i64::MAX))
}

pub(super) fn this_one(probe: &Probe<'_>, _: &mut Citations) -> Value {
    Value::yes(probe.filing.has_agent)
}
