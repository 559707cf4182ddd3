//! The group by which a 来件 acts: how many, how tied, how suddenly, how narrowly, how alone.
//! Source: 岳市监〔2024〕16号 二（四）; Order 121 art. 17(4). Indicators after Mukherjee, Liu and Glance (WWW 2012).
//!
//! 0 or unknown where the 来件 belongs to no group, or to a wave of people whom only words tie.

use super::{Citations, Probe};
use crate::facts::Claim;
use crate::groups::{Group, Indicator};
use crate::value::Value;

fn of<'a>(probe: &Probe<'a>) -> Option<&'a Group> {
    probe.facts.group_of(probe.filing).filter(|group| !group.is_wave())
}

/// People in the group; its 来件 are cited.
pub(super) fn persons(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let Some(group) = of(probe) else { return Value::Count(0) };
    citations.count(probe.facts.numbers(&group.submissions));
    Value::Count(count(group.persons.len()))
}

/// Different kinds of ties in the group.
pub(super) fn tie_kinds(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let Some(group) = of(probe) else { return Value::Count(0) };
    for tie in &group.ties {
        citations.count(probe.facts.numbers(&tie.submissions));
    }
    Value::Count(count(group.tie_kinds().len()))
}

pub(super) fn density(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    indicator(probe, citations, |group| &group.density)
}

pub(super) fn material(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    indicator(probe, citations, |group| &group.material)
}

pub(super) fn suddenness(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    indicator(probe, citations, |group| &group.suddenness)
}

pub(super) fn narrowness(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    indicator(probe, citations, |group| &group.narrowness)
}

pub(super) fn share_of_wave(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    indicator(probe, citations, |group| &group.share_of_wave)
}

pub(super) fn same_surname(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    indicator(probe, citations, |group| &group.same_surname)
}

/// Complaints of the group that ask for several times the price / those of which it is known.
pub(super) fn multiple_claims(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let Some(group) = of(probe) else { return Value::Unknown };
    let known = |number: &u32| {
        let filing = probe.facts.filing(*number);
        filing.counts_as_complaint() && filing.claim != Claim::Unknown
    };
    let known: Vec<u32> = probe.facts.numbers(&group.submissions).filter(known).collect();
    let part = citations.count(known.iter().copied().filter(|number| probe.facts.filing(*number).claim == Claim::Multiple));
    Value::ratio(part, count(known.len()))
}

/// The people of the wave that a 来件 belongs to: the same words against one trader in one stretch, and no other tie.
pub(super) fn wave_persons(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let Some(group) = probe.facts.group_of(probe.filing).filter(|group| group.is_wave()) else { return Value::Count(0) };
    citations.count(probe.facts.numbers(&group.submissions));
    Value::Count(count(group.persons.len()))
}

fn indicator(probe: &Probe<'_>, citations: &mut Citations, of_group: fn(&Group) -> &Indicator) -> Value {
    let Some(group) = of(probe) else { return Value::Unknown };
    let Indicator { part, whole, submissions } = of_group(group);
    citations.count(probe.facts.numbers(submissions));
    Value::ratio(i64::try_from(*part).unwrap_or(i64::MAX), i64::try_from(*whole).unwrap_or(i64::MAX))
}

fn count(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX)
}
