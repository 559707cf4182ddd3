//! 账本: the transparency log of this system: kept growing, signed, checked, shown to outsiders.

use ::ledger::{Checkpoint, Hash, LogKeys, Note, Signature, Verifier};
use jiff::Timestamp;
use store::ledger as rows;

use crate::{Desk, DeskError};

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub size: u64,
    pub root: String,
    /// Witnesses whose line under the latest checkpoint is good.
    pub witnesses: Vec<String>,
    /// Table, key, what is wrong. Empty = nothing was rewritten.
    pub differences: Vec<(String, String, String)>,
}

/// A file of the log as outsiders read it.
pub struct LogFile {
    /// Such as `checkpoint` or `tile/0/000`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// The log's name and keys, derived from this system's index key: whoever has neither key file nor program signs nothing.
fn keys(desk: &Desk) -> Result<LogKeys, DeskError> {
    let vault = desk.vault();
    let id: String = vault.derive("ledger name")[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    LogKeys::new(&format!("mingjian/{id}"), &vault.derive("ledger ed25519"), &vault.derive("ledger sm2"))
        .ok_or_else(|| DeskError::Fault("账本的签名密钥不可用".into()))
}

/// The public keys of the log: Ed25519, then SM2. To be given to witnesses on another way than the log itself.
pub fn verifiers(desk: &Desk) -> Result<[Verifier; 2], DeskError> {
    Ok(keys(desk)?.verifiers())
}

/// Gives waiting entries their place and signs a checkpoint, until none waits. Rows that were there before the log
/// covered their table get theirs first.
#[crate::boxed]
pub async fn integrate(desk: &Desk, now: Timestamp) -> Result<u64, DeskError> {
    let keys = keys(desk)?;
    loop {
        let grown = store::transact!(desk.store(), async |tx| -> Result<rows::Grown, DeskError> {
            rows::cover(tx, now).await?;
            let sign = |size: u64, root: Hash| {
                let checkpoint = Checkpoint { origin: keys.name().to_owned(), size, root };
                keys.sign(&checkpoint.text()).map(|note| note.to_text())
            };
            Ok(rows::integrate(tx, now, sign).await?)
        })?;
        if grown.added == 0 {
            return Ok(grown.size);
        }
    }
}

/// Whether the note is the log's own for that size and root: both signatures, the three lines as they must be.
fn is_own(keys: &LogKeys, note: &str, size: u64, root: Hash) -> bool {
    let Ok(note) = Note::parse(note) else { return false };
    let expected = Checkpoint { origin: keys.name().to_owned(), size, root };
    note.text == expected.text() && keys.verifiers().iter().all(|verifier| verifier.find(&note).is_some())
}

/// Integrates, then reads every entry, tile, checkpoint and covered row. `witnesses` are the keys that are trusted to cosign.
#[crate::boxed]
pub async fn verify(desk: &Desk, witnesses: &[Verifier], now: Timestamp) -> Result<Report, DeskError> {
    integrate(desk, now).await?;
    let keys = keys(desk)?;
    let mut tx = desk.store().read().await?;
    let differences = rows::audit(&mut tx, |note, size, root| is_own(&keys, note, size, root)).await?;
    let latest = rows::latest_checkpoint(&mut tx).await?.ok_or_else(|| DeskError::Fault("账本还没有检查点".into()))?;
    let note = whole(&mut tx, &latest).await?;
    // The audit has named a checkpoint that cannot be read as a difference; the line that tells the root says so too.
    let root = Checkpoint::parse(&note.text).map_or_else(|_| "无法读取".to_owned(), |checkpoint| checkpoint.root.to_string());
    Ok(Report {
        size: u64::try_from(latest.size).unwrap_or(0),
        root,
        witnesses: witnesses.iter().filter(|witness| witness.find(&note).is_some()).map(|witness| witness.name().to_owned()).collect(),
        differences: differences.into_iter().map(|found| (found.table.to_owned(), found.key, found.what.to_owned())).collect(),
    })
}

/// A checkpoint's note with the lines of its witnesses.
async fn whole(tx: &mut store::Tx, checkpoint: &rows::Checkpoint) -> Result<Note, DeskError> {
    let unreadable = |_| DeskError::Fault("账本的检查点无法读取".into());
    let mut note = Note::parse(&checkpoint.note).map_err(unreadable)?;
    for line in rows::cosignatures(tx, checkpoint.size).await? {
        note.signatures.push(Signature::parse(&line.line).map_err(unreadable)?);
    }
    Ok(note)
}

/// All that outsiders read: the checkpoint, the tiles, the entry bundles. Nothing in it says what was done, or by whom.
#[crate::boxed]
pub async fn files(desk: &Desk, now: Timestamp) -> Result<Vec<LogFile>, DeskError> {
    integrate(desk, now).await?;
    let mut tx = desk.store().read().await?;
    let latest = rows::latest_checkpoint(&mut tx).await?.ok_or_else(|| DeskError::Fault("账本还没有检查点".into()))?;
    let mut files = vec![LogFile { path: "checkpoint".to_owned(), bytes: whole(&mut tx, &latest).await?.to_text().into_bytes() }];
    let (mut level, mut idx) = (-2, 0);
    loop {
        let page = rows::tiles_after(&mut tx, level, idx, 4_096).await?;
        let Some(last) = page.last() else { break };
        (level, idx) = (last.level, last.idx);
        for tile in page {
            let at = if tile.level < 0 { "entries".to_owned() } else { tile.level.to_string() };
            let (index, width) = (u64::try_from(tile.idx).unwrap_or(0), u16::try_from(tile.width).unwrap_or(0));
            files.push(LogFile { path: ::ledger::tile_path(&at, index, width), bytes: tile.bytes });
        }
    }
    Ok(files)
}

/// Keeps a witness's line under the checkpoint that it signed, if the witness is trusted and the line good.
#[crate::boxed]
pub async fn add_cosignature(desk: &Desk, witness: &Verifier, line: &str, now: Timestamp) -> Result<(), DeskError> {
    let signature = Signature::parse(line).map_err(|error| DeskError::File(error.to_string()))?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        for checkpoint in rows::checkpoints(tx).await?.into_iter().rev() {
            let Ok(mut note) = Note::parse(&checkpoint.note) else { continue };
            note.signatures.push(signature.clone());
            if witness.is_cosigner() && witness.find(&note).is_some() {
                let row = rows::Cosignature { size: checkpoint.size, line: signature.line(), at: now };
                return Ok(rows::add_cosignature(tx, &row).await?);
            }
        }
        Err(DeskError::refused("没有检查点带有该见证人的有效签名", "请核对见证人的公钥和签名行。"))
    })
}
