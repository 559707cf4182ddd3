//! What rings and hands have in common: a group of filings that is cited whole.

use super::Citations;
use crate::facts::{Part, Party};
use crate::value::Value;

/// The value of a party, with its filings cited.
pub(super) fn cite(party: Option<&Party>, citations: &mut Citations, value: impl Fn(&Party) -> Value) -> Option<Value> {
    let party = party?;
    citations.count(party.numbers.iter().copied());
    Some(value(party))
}

/// Unknown where fewer than two say.
pub(super) fn share(part: Part) -> Value {
    if part.whole < 2 { Value::Unknown } else { Value::ratio(i64::from(part.part), i64::from(part.whole)) }
}
