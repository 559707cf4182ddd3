//! One identity number under several names. Source: 岳市监〔2024〕16号 part two (三); Order 121 art. 16(6).
//!
//! Only names that differ in family name *and* given name conflict: a slip of the pen or of the ear changes one.

use super::{Citations, Probe};
use crate::facts::Filing;
use crate::value::Value;

/// More filings than this on one number or phone are an institution's.
const LIMIT_FILINGS: usize = 1_000;

fn conflicts(one: &Filing, other: &Filing) -> bool {
    match (one.surname, one.given, other.surname, other.given) {
        (Some(s1), Some(g1), Some(s2), Some(g2)) => s1 != s2 && g1 != g2,
        _ => false,
    }
}

/// Filings on the same full number under a conflicting name, in order.
fn conflicting<'a>(probe: &Probe<'a>) -> impl Iterator<Item = (u32, &'a Filing)> + Clone + use<'a> {
    let numbers = probe.facts.of_id_no(probe.filing.id_no);
    let numbers = if numbers.len() > LIMIT_FILINGS { &[] } else { numbers };
    let (facts, this) = (probe.facts, probe.filing);
    numbers.iter().map(|&n| (n, facts.filing(n))).filter(|(_, f)| conflicts(this, f))
}

pub(super) fn other_names(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let mut seen = Vec::new();
    for (number, filing) in conflicting(probe) {
        citations.cite(number);
        if !seen.contains(&filing.name) {
            seen.push(filing.name);
        }
    }
    Value::Count(i64::try_from(seen.len()).unwrap_or(i64::MAX))
}

/// Whether some conflicting name stands on more filings with this number than this name does, or on as many and first:
/// the number is more likely that other person's.
pub(super) fn is_minor_name(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let numbers = probe.facts.of_id_no(probe.filing.id_no);
    let with_name = |name| numbers.iter().copied().filter(move |&n| probe.facts.filing(n).name == name);
    let own = (with_name(probe.filing.name).count(), with_name(probe.filing.name).next());
    let owner = conflicting(probe).map(|(_, f)| f.name).find(|&name| {
        let other = (with_name(name).count(), with_name(name).next());
        other.0 > own.0 || (other.0 == own.0 && other.1 < own.1)
    });
    if let Some(owner) = owner {
        citations.count(with_name(owner));
    }
    Value::yes(owner.is_some())
}

pub(super) fn shared_contacts(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let same = |one: Option<_>, other: Option<_>| one.is_some() && one == other;
    let this = probe.filing;
    let shared = conflicting(probe).filter(|(_, f)| {
        same(f.phone, this.phone)
            || same(f.address, this.address)
            || same(f.account, this.account)
            || same(f.consignee_phone, this.consignee_phone)
            || same(f.phone, this.consignee_phone)
            || same(f.consignee_phone, this.phone)
    });
    Value::Count(citations.count(shared.map(|(n, _)| n)))
}

/// The first filing with each number is cited.
pub(super) fn id_numbers_on_phone(probe: &Probe<'_>, citations: &mut Citations) -> Value {
    let sharing = probe.facts.of_phone(probe.filing.phone);
    if sharing.len() > LIMIT_FILINGS {
        return Value::Unknown;
    }
    let mut seen = Vec::new();
    for &number in sharing {
        if let Some(id_no) = probe.facts.filing(number).id_no.filter(|i| !seen.contains(i)) {
            seen.push(id_no);
            citations.cite(number);
        }
    }
    Value::Count(i64::try_from(seen.len()).unwrap_or(i64::MAX))
}
