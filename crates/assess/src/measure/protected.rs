//! 内部举报人 and 公益举报 among a person's other filings: someone whom an authority found to serve the public once
//! is not lightly held to abuse. Source: 岳市监〔2024〕16号 part one (二); Order 121 art. 28.

use super::{Citations, Probe};
use crate::value::Value;

pub(super) fn count(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let numbers = probe.facts.of_person(probe.filing.person).iter().copied();
    Value::Count(citations.count(numbers.filter(|&n| probe.facts.filing(n).protection.is_some())))
}
