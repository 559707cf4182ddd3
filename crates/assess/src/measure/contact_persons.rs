//! 多人使用同一手机号码、通讯地址: how many people, and of how many families. Source: Order 121 art. 17(4).

use super::contact_group::{self, Scope};
use super::{Citations, Probe};
use crate::facts::Line;
use crate::value::Value;

pub(super) fn persons(probe: &Probe<'_>, citations: &mut Citations, scope: Scope) -> Value {
    let group = contact_group::find(probe, scope);
    citations.count(group.numbers.iter().copied());
    Value::Count(i64::try_from(group.persons).unwrap_or(i64::MAX))
}

/// Different family names in the group; the first filing with each is cited.
pub(super) fn surnames(probe: &Probe<'_>, citations: &mut Citations, scope: Scope) -> Value {
    let group = contact_group::find(probe, scope);
    let mut seen = Vec::new();
    for (number, filing) in contact_group::one_per_person(probe, &group) {
        if !seen.contains(&filing.surname) {
            seen.push(filing.surname);
            citations.cite(number);
        }
    }
    Value::Count(i64::try_from(seen.len()).unwrap_or(i64::MAX))
}

pub(super) fn landline(probe: &Probe<'_>, _: &mut Citations) -> Value {
    Value::yes(probe.filing.line == Some(Line::Landline))
}
