//! Law that a deployment adds to what the program carries: next year's calendar, an adoption, another instrument. A file that does not
//! fit is refused with its place. Every term that still runs is counted again, and whoever is concerned is told. Servers that run take
//! the new law by themselves ([`crate::Current`]).

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use assess::narratives::Boilerplate;
use casework::clock::TermId;
use jiff::Timestamp;
use jiff::civil::Date;
use law::{Pack, PackFile};
use sha2::{Digest, Sha256};
use store::clock::{Counted, OpenClock};
use store::law_file::LawFile;
use store::owed::Moved;
use store::recount::Share;
use store::{Store, Tx};

use crate::{Desk, DeskError, random};

/// Clocks counted again in one transaction, about.
const PAGE: i64 = 25_000;

/// What loading did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Terms that still run.
    pub counted: u64,
    /// Of these, whose last day moved: their officers are told.
    pub moved: u64,
    /// Of these, which are still provisional.
    pub provisional: u64,
}

impl Loaded {
    const fn and(self, other: Self) -> Self {
        Self { counted: self.counted + other.counted, moved: self.moved + other.moved, provisional: self.provisional + other.provisional }
    }
}

/// The law of a database, and by what to see whether it is still that.
pub(crate) struct LawOnFile {
    pub(crate) pack: Pack,
    pub(crate) digest: Option<String>,
    /// What everybody quotes of it; read on first use, since there is much of it.
    pub(crate) boilerplate: OnceLock<Boilerplate>,
}

/// The setting that holds the digest of all added files; it is written with them, so that the log of settings holds it too.
const DIGEST: &str = "law_files.sha256";

/// What the program carries, and what was added.
pub(crate) async fn on_file(tx: &mut Tx) -> Result<LawOnFile, DeskError> {
    let added: Vec<PackFile> = store::law_file::all(tx).await?.into_iter().map(to_pack_file).collect();
    let pack = Pack::with_files(&added).map_err(|error| DeskError::File(format!("所载入的法律资料有误：{error}")))?;
    Ok(LawOnFile { pack, digest: digest(tx).await?, boilerplate: OnceLock::new() })
}

/// Of the files that were added; nothing while there are none.
pub(crate) async fn digest(tx: &mut Tx) -> Result<Option<String>, DeskError> {
    Ok(store::setting::get(tx, DIGEST).await?)
}

fn digest_of(files: &[PackFile]) -> String {
    let mut sha = Sha256::new();
    for text in files.iter().flat_map(|file| [&file.name, &file.text]) {
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text);
    }
    random::hex(&sha.finalize())
}

fn to_pack_file(file: LawFile) -> PackFile {
    PackFile { name: file.name, text: file.text }
}

/// Loads files, all or none, and counts every running term again. A file of the same name is replaced. Done again, it finishes what a
/// run that was cut off left.
#[crate::boxed]
pub async fn load(desk: &Desk, files: &[PackFile], loaded_by: &str, now: Timestamp) -> Result<Loaded, DeskError> {
    let pack = store::transact!(desk.store(), async |tx| -> Result<Pack, DeskError> {
        let mut all: Vec<PackFile> = store::law_file::all(tx).await?.into_iter().map(to_pack_file).collect();
        all.retain(|known| files.iter().all(|file| file.name != known.name));
        all.extend_from_slice(files);
        let pack = Pack::with_files(&all).map_err(|error| DeskError::File(error.to_string()))?;
        for file in files {
            let row = LawFile { name: file.name.clone(), text: file.text.clone(), loaded_by: loaded_by.to_owned(), loaded_at: now };
            store::law_file::put(tx, &row).await?;
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        store::setting::set(tx, DIGEST, &digest_of(&all)).await?;
        Ok(pack)
    })?;
    recount(desk.store(), &pack, now).await
}

/// After long work: counts again what it wrote under the law that it began with, if there is other law by now.
pub(crate) async fn settle(desk: &Desk, now: Timestamp) -> Result<(), DeskError> {
    match desk.under_law_on_file().await? {
        Some(newer) => recount(newer.store(), newer.law(), now).await.map(|_| ()),
        None => Ok(()),
    }
}

/// Counts every open term again under this law: a later notice may move days of a year that was covered already. Two halves at a time:
/// a server of PostgreSQL works for each of them.
pub(crate) async fn recount(store: &Store, pack: &Pack, now: Timestamp) -> Result<Loaded, DeskError> {
    let (recount_id, middle) = store::transact!(store, async |tx| -> Result<(i64, i64), DeskError> {
        Ok((store::recount::begin(tx, now).await?, store::clock::middle_filing(tx).await?))
    })?;
    let half = async |after: i64, until: i64| recount_stretch(store, pack, recount_id, (after, until)).await;
    let (first, second) = tokio::try_join!(half(0, middle), half(middle, i64::MAX))?;
    Ok(first.and(second))
}

/// The open terms of the filings of that stretch: beyond the first, up to the last.
async fn recount_stretch(store: &Store, pack: &Pack, recount_id: i64, (after, until): (i64, i64)) -> Result<Loaded, DeskError> {
    let (mut loaded, mut after) = (Loaded::default(), after);
    loop {
        let seen = after;
        let page = store::transact!(store, async |tx| -> Result<Option<(i64, Loaded)>, DeskError> {
            // What a term is counted from changes together with the clock or with what is owed, and both are written here.
            tx.goes_by_written_rows().await?;
            let rows = store::clock::open_of_filings_after(tx, seen, until, PAGE).await?;
            let Some(last) = rows.last().map(|row| row.clock.submission_id) else { return Ok(None) };
            Ok(Some((last, recount_page(tx, pack, recount_id, &rows).await?)))
        })?;
        let Some((last, of_page)) = page else { return Ok(loaded) };
        after = last;
        loaded = loaded.and(of_page);
    }
}

/// The open clocks of whole filings.
async fn recount_page(tx: &mut Tx, pack: &Pack, recount_id: i64, rows: &[OpenClock]) -> Result<Loaded, DeskError> {
    let mut counter = Counter { pack, known: HashMap::new() };
    let mut loaded = Loaded { counted: rows.len() as u64, ..Loaded::default() };
    let (mut days, mut owed) = (Vec::new(), Vec::new());
    let mut shares: BTreeMap<(i64, Option<i64>), Share> = BTreeMap::new();
    for of_filing in rows.chunk_by(|a, b| a.clock.submission_id == b.clock.submission_id) {
        let mut counted = Vec::with_capacity(of_filing.len());
        for row in of_filing {
            counted.push((row, counter.count(row)?));
        }
        let before = days.len();
        for (row, (due_on, provisional)) in counted.iter().copied() {
            loaded.provisional += u64::from(provisional);
            let former = Some(row.clock.due_on).filter(|former| *former != due_on);
            if let Some(former) = former {
                loaded.moved += 1;
                let (org_id, account_id) = (row.org_id, row.officer_id);
                let none = Share { recount_id, org_id, account_id, moved: 0, earlier: 0, seen_at: None, sent_at: None };
                let share = shares.entry((org_id, account_id)).or_insert(none);
                share.moved += 1;
                share.earlier += i64::from(due_on < former);
            }
            if former.is_some() || provisional != row.clock.provisional {
                days.push(Counted { clock_id: row.clock.id, due_on, provisional, former });
            }
        }
        if days.len() > before {
            owed.extend(owed_of_filing(&counted));
        }
    }
    store::clock::set_due_days(tx, recount_id, &days).await?;
    store::owed::set_days(tx, &owed).await?;
    let shares: Vec<Share> = shares.into_values().collect();
    store::recount::tell(tx, &shares).await?;
    Ok(loaded)
}

/// A last day, and whether it is provisional.
type Day = (Date, bool);

/// The earliest day of each matter of a filing, of which these are all clocks that still run.
fn owed_of_filing(counted: &[(&OpenClock, Day)]) -> Vec<Moved> {
    let of_matter = |clocks: &[(&OpenClock, Day)]| {
        let (row, (due_on, provisional)) = clocks.iter().min_by_key(|(row, (due_on, _))| (*due_on, row.clock.id)).copied()?;
        let (submission_id, matter_id, term) = (row.clock.submission_id, row.clock.matter_id, row.clock.term);
        Some(Moved { submission_id, matter_id, due_on, term, provisional, leads: false })
    };
    let mut owed: Vec<Moved> = counted.chunk_by(|(a, _), (b, _)| a.clock.matter_id == b.clock.matter_id).filter_map(of_matter).collect();
    if let Some(earliest) = owed.iter_mut().min_by_key(|owed| (owed.due_on, owed.matter_id)) {
        earliest.leads = true;
    }
    owed
}

/// Counts clocks, each kind once: many began on the same day for the same act, and end together.
struct Counter<'a> {
    pack: &'a Pack,
    known: HashMap<Kind, Day>,
}

/// All that the last day of a clock depends on.
#[derive(PartialEq, Eq, Hash)]
struct Kind {
    term: TermId,
    law_day: Date,
    started_on: Date,
    pauses: String,
    extensions: i64,
}

impl Counter<'_> {
    fn count(&mut self, row: &OpenClock) -> Result<Day, DeskError> {
        let law_day = law_day(row);
        let clock = &row.clock;
        let (term, started_on) = (clock.term, clock.started_on);
        let kind = Kind { term, law_day, started_on, pauses: clock.pauses.clone(), extensions: clock.extensions };
        if let Some(day) = self.known.get(&kind) {
            return Ok(*day);
        }
        let counted = self.pack.recount(&clock.to_case()?, law_day).map_err(|error| DeskError::Fault(error.to_string()))?;
        let day = (counted.due_on, counted.provisional);
        self.known.insert(kind, day);
        Ok(day)
    }
}

/// The day whose law binds the clock: receipt of the matter, finding of the clue, the report of a referral.
fn law_day(row: &OpenClock) -> Date {
    match (row.found_on, row.clock.referral_id) {
        (Some(found_on), _) => found_on,
        (None, Some(_)) => row.clock.started_on,
        (None, None) => row.received_on,
    }
}
