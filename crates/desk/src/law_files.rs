//! Law that a deployment adds to what the program carries: next year's calendar, an adoption, another instrument. A file that does not
//! fit is refused with its place. Every term that still runs is counted again, and whoever is concerned is told. Servers that run take
//! the new law by themselves ([`crate::Current`]).

use casework::clock::Clock;
use jiff::Timestamp;
use law::{Pack, PackFile};
use sha2::{Digest, Sha256};
use store::clock::OpenClock;
use store::law_file::LawFile;
use store::reminder::Reminder;
use store::{Store, Tx};

use crate::reminders::Stage;
use crate::{Desk, DeskError, random};

/// Clocks counted again in one transaction.
const PAGE: i64 = 20_000;

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

/// The law of a database, and by what to see whether it is still that.
pub(crate) struct LawOnFile {
    pub(crate) pack: Pack,
    pub(crate) digest: Option<String>,
}

/// The setting that holds the digest of all added files; it is written with them, so that the log of settings holds it too.
const DIGEST: &str = "law_files.sha256";

/// What the program carries, and what was added.
pub(crate) async fn on_file(tx: &mut Tx) -> Result<LawOnFile, DeskError> {
    let added: Vec<PackFile> = store::law_file::all(tx).await?.into_iter().map(to_pack_file).collect();
    let pack = Pack::with_files(&added).map_err(|error| DeskError::File(format!("所载入的法律资料有误：{error}")))?;
    Ok(LawOnFile { pack, digest: digest(tx).await? })
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

/// Counts every open term again under this law: a later notice may move days of a year that was covered already.
pub(crate) async fn recount(store: &Store, pack: &Pack, now: Timestamp) -> Result<Loaded, DeskError> {
    let (mut loaded, mut after) = (Loaded::default(), 0);
    loop {
        let seen = after;
        let page = store::transact!(store, async |tx| -> Result<Option<(i64, Loaded)>, DeskError> {
            let rows = store::clock::open_after(tx, seen, PAGE).await?;
            let Some(last) = rows.last().map(|row| row.clock.id) else { return Ok(None) };
            Ok(Some((last, recount_page(tx, pack, &rows, now).await?)))
        })?;
        let Some((last, of_page)) = page else { return Ok(loaded) };
        after = last;
        loaded.counted += of_page.counted;
        loaded.moved += of_page.moved;
        loaded.provisional += of_page.provisional;
    }
}

async fn recount_page(tx: &mut Tx, pack: &Pack, rows: &[OpenClock], now: Timestamp) -> Result<Loaded, DeskError> {
    let mut changed: Vec<(&OpenClock, Clock)> = Vec::new();
    let mut loaded = Loaded { counted: rows.len() as u64, ..Loaded::default() };
    for row in rows {
        let old = row.clock.to_case()?;
        let new = pack.recount(&old, law_day(row)).map_err(|error| DeskError::Fault(error.to_string()))?;
        loaded.provisional += u64::from(new.provisional);
        loaded.moved += u64::from(new.due_on != old.due_on);
        if new != old {
            changed.push((row, new));
        }
    }
    let days: Vec<_> = changed.iter().map(|(row, clock)| (row.clock.id, clock.due_on, clock.provisional)).collect();
    store::clock::set_due_days(tx, &days).await?;
    let ids: Vec<i64> = days.iter().map(|(id, ..)| *id).collect();
    store::matter::refresh_due_of_clocks(tx, &ids).await?;
    let moved: Vec<&(&OpenClock, Clock)> = changed.iter().filter(|(row, clock)| clock.due_on != row.clock.due_on).collect();
    let first = store::reminder::reserve(tx, moved.len()).await?;
    let notices: Vec<Reminder> = moved.iter().zip(first..).map(|((row, clock), id)| notice(id, row, clock, now)).collect();
    store::reminder::insert_new(tx, &notices).await?;
    Ok(loaded)
}

/// The day whose law binds the clock: receipt of the matter, finding of the clue, the report of a referral.
fn law_day(row: &OpenClock) -> jiff::civil::Date {
    match (row.found_on, row.clock.referral_id) {
        (Some(found_on), _) => found_on,
        (None, Some(_)) => row.clock.started_on,
        (None, None) => row.received_on,
    }
}

fn notice(id: i64, row: &OpenClock, clock: &Clock, now: Timestamp) -> Reminder {
    Reminder {
        id,
        clock_id: row.clock.id,
        matter_id: row.clock.matter_id,
        submission_id: row.clock.submission_id,
        stage: Stage::Recounted.code().to_owned(),
        due_on: clock.due_on,
        former_due_on: Some(row.clock.due_on),
        org_id: row.org_id,
        account_id: row.officer_id,
        made_at: now,
        seen_at: None,
        sent_at: None,
    }
}
