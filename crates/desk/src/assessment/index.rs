//! The keys under which a filing is found by what comes after it: who may have filed it, and what it holds that others hold too.
//!
//! Whole numbers are in the index from the moment of the import, for people to look up; the rest is put there by the next run, or
//! by the arrival of the filing itself. All are keyed digests: what they were made of does not leave the memory.

use std::collections::HashSet;

use assess::narratives::NearTexts;
use assess::{FilingInput, Held};
use identity::BlockKey;
use store::Tx;
use store::blind::{Entry, Subject};
use store::reading::Reading;
use store::submission::Submission;
use vault::{BlindKey, Vault};

use super::load::{Extra, Opened, OpenedFact};
use super::texts;
use crate::{Desk, DeskError};

const PHONE: &str = "phone";
/// Telephones of consignees and agents: whoever looks a person up by telephone does not mean these.
const LINE: &str = "line";
const DOOR: &str = "door";
const ORDER: &str = "order";
const EVIDENCE: &str = "evidence";
const WORDING: &str = "wording";
const BAND: &str = "band";

/// Entries written in one statement.
const CHUNK: usize = 50_000;
/// Ids read at a time.
const PAGE: i64 = 50_000;

/// What a filing holds that others may hold too.
pub(super) struct Things {
    /// Of consignee and agent, as looked up.
    lines: Vec<String>,
    held: Held,
    wording: Option<u64>,
}

impl Things {
    pub(super) fn of(row: &Submission, record: &identity::Record, extra: &Extra) -> Self {
        let input = FilingInput {
            address: record.address.as_deref(),
            agent_phone: extra.agent_phone.as_ref().map(|text| text.as_str()),
            order_no: row.order_no.as_deref(),
            consignee_phone: extra.consignee_phone.as_ref().map(|text| text.as_str()),
            consignee_address: extra.consignee_address.as_ref().map(|text| text.as_str()),
            evidence_hashes: &row.evidence_hashes,
            ..FilingInput::new(row.id, "", row.kind, row.received_at, "")
        };
        let held = Held::by(&input);
        let lines = held.phones.iter().filter_map(|phone| identity::phone_key(phone)).map(|key| key.value).collect();
        Self { lines, held, wording: extra.wording }
    }

    fn each(&self, mut take: impl FnMut(&'static str, &str)) {
        self.lines.iter().for_each(|line| take(LINE, line));
        self.held.doors.iter().for_each(|door| take(DOOR, door));
        self.held.order.iter().for_each(|order| take(ORDER, order));
        self.held.evidence.iter().for_each(|file| take(EVIDENCE, file));
    }

    /// The keys under which others hold the same, but for its words: a telephone may be anybody's own, or their consignee's or agent's.
    pub(super) fn shared(&self, vault: &Vault, record: &identity::Record) -> Vec<BlindKey> {
        let mut keys = Vec::new();
        self.each(|index, value| keys.push(vault.blind(index, value)));
        keys.extend(self.lines.iter().map(|line| vault.blind(PHONE, line)));
        let own = [
            record.id_no.as_deref().and_then(|id_no| identity::id_key(record.id_kind, id_no)),
            record.phone.as_deref().and_then(identity::phone_key),
            record.account.as_deref().and_then(identity::account_key),
        ];
        for key in own.iter().flatten() {
            keys.push(blind(vault, key));
        }
        if let [_, Some(phone), _] = &own {
            keys.push(vault.blind(LINE, &phone.value));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The key of the wording.
    pub(super) fn wording(&self, vault: &Vault) -> Option<BlindKey> {
        self.wording.map(|wording| vault.blind(WORDING, &format!("{wording:016x}")))
    }
}

pub(super) fn blind(vault: &Vault, key: &BlockKey) -> BlindKey {
    vault.blind(key.index, &key.value)
}

/// Everything under which a filing is found.
pub(super) fn entries(vault: &Vault, row: &Submission, record: &identity::Record, extra: &Extra, into: &mut Vec<Entry>) {
    let subject = Subject::Submission(row.id);
    into.extend(identity::link_keys(record).iter().map(|key| Entry { key: blind(vault, key), subject }));
    let things = Things::of(row, record, extra);
    things.each(|index, value| into.push(Entry { key: vault.blind(index, value), subject }));
    into.extend(things.wording(vault).map(|key| Entry { key, subject }));
}

/// The keys of a person under which facts about them are found.
pub(super) fn person_keys(vault: &Vault, record: &identity::Record) -> Vec<BlindKey> {
    let id_no = record.id_no.as_deref().and_then(|id_no| identity::id_key(record.id_kind, id_no));
    let phone = record.phone.as_deref().and_then(identity::phone_key);
    [id_no, phone].iter().flatten().map(|key| blind(vault, key)).collect()
}

fn fact_entries(vault: &Vault, fact: &OpenedFact, into: &mut Vec<Entry>) {
    let id_no = fact.id_no.as_deref().and_then(|id_no| identity::id_key(None, id_no));
    let phone = fact.phone.as_deref().and_then(|phone| identity::phone_key(phone));
    into.extend([id_no, phone].iter().flatten().map(|key| Entry { key: blind(vault, key), subject: Subject::Fact(fact.row.id) }));
}

/// What the index lacks.
pub(super) struct Missing {
    entries: Vec<Entry>,
    /// By filing, with what was read in its text.
    signs: Vec<(i64, u8)>,
}

/// The filings whose keys are in the index.
pub(super) async fn known(tx: &mut Tx) -> Result<HashSet<i64>, DeskError> {
    let mut known = HashSet::new();
    let mut after = 0;
    loop {
        let page = store::reading::ids_after(tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(known) };
        after = *last;
        known.extend(page);
    }
}

/// The keys of filings that came since, and of every department fact: those are few.
pub(super) fn missing(desk: &Desk, opened: &Opened, known: &HashSet<i64>) -> Missing {
    let fresh: Vec<usize> = (0..opened.rows.len()).filter(|at| !known.contains(&opened.rows[*at].id)).collect();
    let vault = desk.vault();
    let of = |part: &[usize]| {
        let mut entries = Vec::with_capacity(part.len() * 10);
        for at in part {
            self::entries(vault, &opened.rows[*at], &opened.records[*at], &opened.extras[*at], &mut entries);
        }
        entries
    };
    let mut entries: Vec<Entry> = std::thread::scope(|scope| {
        let parts = fresh.chunks(fresh.len().div_ceil(texts::threads().get()).max(1));
        let working: Vec<_> = parts.map(|part| scope.spawn(move || of(part))).collect();
        working.into_iter().flat_map(|part| part.join().expect("computing keys does not panic")).collect()
    });
    opened.facts.iter().for_each(|fact| fact_entries(vault, fact, &mut entries));
    let signs = fresh.iter().map(|at| (opened.rows[*at].id, opened.extras[*at].signs.to_bits())).collect();
    Missing { entries, signs }
}

impl Missing {
    /// The middles of the templates of a run, under which later texts that are near but not equal find them. What stays of earlier
    /// runs leads to filings that lead no template any more, and is passed over then.
    pub(super) fn templates(&mut self, desk: &Desk, near: &NearTexts) {
        for (representative, bands) in near.bands_of_templates() {
            let subject = Subject::Submission(representative);
            self.entries.extend(bands_keys(desk.vault(), &bands).into_iter().map(|key| Entry { key, subject }));
        }
        // In the order of the index, which is how a tree is filled fast.
        self.entries.sort_unstable_by_key(|entry| entry.key);
    }
}

/// The keys of a text's bands.
pub(super) fn bands_keys(vault: &Vault, bands: &[u32]) -> Vec<BlindKey> {
    (0..).zip(bands).map(|(band, key): (u8, _)| vault.blind(BAND, &format!("{band}:{key:08x}"))).collect()
}

pub(super) async fn write(tx: &mut Tx, run_id: i64, missing: &Missing) -> Result<(), DeskError> {
    for chunk in missing.entries.chunks(CHUNK) {
        store::blind::insert_many(tx, chunk).await?;
    }
    let readings: Vec<Reading> = missing.signs.iter().map(|(id, signs)| reading(*id, run_id, *signs)).collect();
    for chunk in readings.chunks(CHUNK) {
        store::reading::insert_many(tx, chunk).await?;
    }
    Ok(())
}

pub(super) fn reading(submission_id: i64, run_id: i64, signs: u8) -> Reading {
    Reading { submission_id, run_id, signs: i64::from(signs) }
}
