//! What of the filings ties their people, as acts and the keys that they hold.

use jiff::civil::Date;

use super::{Groups, TieKind, indicators, join};
use crate::facts::Filing;
use crate::facts::symbols::Symbol;

/// A filing as the joining sees it.
pub(super) struct Act {
    pub(super) submission_id: i64,
    pub(super) on: Date,
    pub(super) day: i32,
    /// Number of the person, from 0.
    pub(super) person: u32,
    pub(super) operator: Symbol,
    pub(super) surname: Option<Symbol>,
}

/// One act that holds one key. Keys of different kinds are of different domains.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) kind: TieKind,
    pub(super) key: Symbol,
    pub(super) act: u32,
}

/// Finds every group among filings whose people and traders are settled. `person_ids` by the symbols of persons.
pub(crate) fn find(filings: &[Filing], person_ids: &[i64]) -> Groups {
    let known = || filings.iter().filter_map(|filing| Some((filing, filing.person?)));
    let acts: Vec<Act> = known()
        .map(|(filing, person)| Act {
            submission_id: filing.submission_id,
            on: filing.received_on,
            day: filing.day,
            person: u32::try_from(person.slot()).expect("symbols have 32 bits"),
            operator: filing.operator,
            surname: filing.surname,
        })
        .collect();
    let homes: rustc_hash::FxHashSet<Symbol> = filings.iter().filter_map(|filing| filing.dwelling).collect();
    let own_phones: rustc_hash::FxHashSet<Symbol> = filings.iter().filter_map(|filing| filing.phone).collect();
    let mut held = Vec::with_capacity(acts.len() * 2);
    for ((filing, _), act) in known().zip(0_u32..) {
        let mut hold = |kind, key| held.push(Held { kind, key, act });
        // An agent is known by a telephone, since many bear one name; one who files too is tied to the clients by it.
        let agent_files = filing.agent_phone.filter(|phone| own_phones.contains(phone));
        for phone in [filing.phone, filing.consignee_phone, agent_files].into_iter().flatten() {
            hold(TieKind::Phone, phone);
        }
        if let Some(phone) = filing.agent_phone {
            hold(TieKind::Agent, phone);
        }
        if let Some(door) = filing.dwelling {
            hold(TieKind::Address, door);
        }
        // Goods that go to somebody's home tie whoever ordered them to who lives there.
        if let Some(door) = filing.consignee_dwelling {
            hold(if homes.contains(&door) { TieKind::Address } else { TieKind::Consignee }, door);
        }
        for (kind, key) in [(TieKind::Account, filing.account), (TieKind::Order, filing.order), (TieKind::Text, filing.template)] {
            key.into_iter().for_each(|key| hold(kind, key));
        }
        filing.evidence.iter().for_each(|file| hold(TieKind::Evidence, *file));
    }
    // What one act alone holds ties nobody, and most keys are such.
    held.sort_unstable_by_key(|held| (held.kind, held.key));
    let mut shared: Vec<Held> =
        held.chunk_by(|a, b| (a.kind, a.key) == (b.kind, b.key)).filter(|of_key| of_key.len() > 1).flatten().copied().collect();
    shared.sort_unstable_by_key(|held| {
        let act = &acts[held.act as usize];
        (held.kind, held.key, act.operator, act.day, act.submission_id)
    });
    shared.dedup();
    let joined = join::join(&acts, &shared, person_ids.len());
    Groups::new(indicators::measure(&acts, &shared, person_ids, joined))
}
