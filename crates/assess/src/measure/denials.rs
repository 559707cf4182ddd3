//! 本人否认: somebody in whose name a 来件 was filed says that it was not theirs, and an authority found it so.
//! Source: 岳市监〔2024〕16号 part two (三); Order 121 art. 16(6).

use super::{Citations, Probe};
use crate::facts::{Denial, Filing};
use crate::value::Value;

/// A phone or account with more filings than this is an institution's.
const LIMIT_FILINGS: usize = 1_000;

pub(super) fn this_one(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    cite_this(probe, citations, Denial::Established)
}

pub(super) fn rejected(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    cite_this(probe, citations, Denial::Rejected)
}

fn cite_this(probe: &Probe<'_>, citations: &mut Citations, denial: Denial) -> Value {
    let is_so = probe.filing.denial == denial;
    if is_so {
        citations.cite(probe.number);
    }
    Value::yes(is_so)
}

/// Other denied filings from the same phone or account, in order, none twice.
fn denied_on_contact<'a>(probe: &Probe<'a>) -> Vec<(u32, &'a Filing)> {
    let mut numbers = Vec::new();
    for list in [probe.facts.of_phone(probe.filing.phone), probe.facts.of_account(probe.filing.account)] {
        if list.len() <= LIMIT_FILINGS {
            let denied = |n: &u32| *n != probe.number && probe.facts.filing(*n).denial == Denial::Established;
            numbers.extend(list.iter().copied().filter(denied));
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter().map(|n| (n, probe.facts.filing(n))).collect()
}

pub(super) fn same_name(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    if probe.filing.name.is_none() {
        return Value::Unknown;
    }
    let denied = denied_on_contact(probe).into_iter().filter(|(_, f)| f.name == probe.filing.name);
    Value::Count(citations.count(denied.map(|(n, _)| n)))
}

pub(super) fn other_names(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let mut seen = Vec::new();
    for (number, filing) in denied_on_contact(probe) {
        if let Some(name) = filing.name.filter(|&n| Some(n) != probe.filing.name) {
            citations.cite(number);
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
    }
    Value::Count(i64::try_from(seen.len()).unwrap_or(i64::MAX))
}

/// The owner of a phone is most likely the name most often given with it, the earliest of equals: an impostor's own
/// filings are not impersonations.
pub(super) fn is_main_name(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let sharing = probe.facts.of_phone(probe.filing.phone);
    let Some(name) = probe.filing.name else { return Value::Unknown };
    if sharing.is_empty() || sharing.len() > LIMIT_FILINGS {
        return Value::Unknown;
    }
    let mut counts = Vec::new();
    for named in sharing.iter().filter_map(|&n| probe.facts.filing(n).name) {
        match counts.iter_mut().find(|(other, _)| *other == named) {
            Some((_, count)) => *count += 1,
            None => counts.push((named, 1)),
        }
    }
    let main = counts.iter().fold(None, |best: Option<&(_, i32)>, next| if best.is_none_or(|b| next.1 > b.1) { Some(next) } else { best });
    let is_main = main.is_some_and(|(main, _)| *main == name);
    citations.count(sharing.iter().copied().filter(|&n| probe.facts.filing(n).name == main.map(|(main, _)| *main)));
    Value::yes(is_main)
}
