//! 抽查: a lot that nobody can steer. Its seed is the root of the log at that moment, which nobody knows beforehand and everybody
//! can check afterwards.

use std::collections::HashMap;

use ::ledger::{Checkpoint, Note};
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha20Rng;
use sha2::{Digest, Sha256};
use store::Tx;
use vault::{Cell, Class};

use crate::view::RecheckView;
use crate::{Actor, Desk, DeskError, Permission, random, time};

/// Closed within so many days: far enough back for a mistake to show, near enough to mend it.
const DAYS: i64 = 90;
/// At most so many at once.
const MOST: usize = 100;
const SHOWN: i64 = 100;
/// The shortest note, in characters.
const NOTE_CHARS: usize = 4;

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Clean,
    Flawed,
    Wrong,
}

impl Outcome {
    pub const ALL: &'static [Self] = &[Self::Clean, Self::Flawed, Self::Wrong];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Flawed => "flawed",
            Self::Wrong => "wrong",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Clean => "未见异常",
            Self::Flawed => "有瑕疵，已提示改进",
            Self::Wrong => "有误，应当纠正",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|result| result.code() == code)
    }
}

const fn cell(id: i64) -> Cell {
    Cell { table: "recheck", column: "note", row: id }
}

pub(super) async fn urn(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Vec<(i64, i64)>, DeskError> {
    Ok(store::recheck::urn(tx, &actor.org_scope, today.saturating_sub(Span::new().days(DAYS))).await?)
}

/// Draws so many closed complaints of the actor's units. Returns how many were drawn: fewer where the urn holds fewer.
#[crate::boxed]
pub async fn draw(desk: &Desk, actor: &Actor, count: usize, now: Timestamp) -> Result<usize, DeskError> {
    actor.require(Permission::Audit)?;
    if !(1..=MOST).contains(&count) {
        return Err(DeskError::invalid("count", format!("请填写1至{MOST}件")));
    }
    crate::ledger::integrate(desk, now).await?;
    store::transact!(desk.store(), async |tx| -> Result<usize, DeskError> {
        let latest = store::ledger::latest_checkpoint(tx).await?;
        let note = latest.and_then(|checkpoint| Note::parse(&checkpoint.note).ok());
        let checkpoint = note.and_then(|note| Checkpoint::parse(&note.text).ok());
        let checkpoint = checkpoint.ok_or_else(|| DeskError::Fault("账本还没有检查点".into()))?;
        let seed = format!("{} {}", checkpoint.size, checkpoint.root);
        let drawn = lot(urn(tx, actor, time::local_date(now)).await?, count, &seed);
        store::recheck::draw(tx, &drawn, actor.account_id, now, &seed).await?;
        Ok(drawn.len())
    })
}

/// So many of the urn, which is in the order of ids: the same for everybody who has the seed.
fn lot(mut urn: Vec<(i64, i64)>, count: usize, seed: &str) -> Vec<(i64, i64)> {
    let mut rng = ChaCha20Rng::from_seed(Sha256::digest(seed.as_bytes()).into());
    let (drawn, _) = urn.partial_shuffle(&mut rng, count);
    let mut drawn = drawn.to_vec();
    drawn.sort_unstable();
    drawn
}

/// What the check found, said once, with a note.
#[crate::boxed]
pub async fn conclude(desk: &Desk, actor: &Actor, id: i64, result: Outcome, note: &str, now: Timestamp) -> Result<(), DeskError> {
    actor.require(Permission::Audit)?;
    let note = casework::values::clean_text(note);
    if note.chars().filter(|c| !c.is_whitespace()).count() < NOTE_CHARS {
        return Err(DeskError::invalid("note", format!("请写明核对了什么，不少于{NOTE_CHARS}个字")));
    }
    let sealed = desk.vault().seal(Class::Reason, &cell(id), note.as_bytes(), &mut random::rng());
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let row = store::recheck::get(tx, id).await?.ok_or(DeskError::NotFound)?;
        let submission = store::submission::get(tx, row.submission_id).await?.ok_or(DeskError::NotFound)?;
        if !actor.sees_org(submission.org_id) {
            return Err(DeskError::NotFound);
        }
        if store::recheck::conclude(tx, id, result.code(), &sealed, actor.account_id, now).await? {
            Ok(())
        } else {
            Err(DeskError::Conflict)
        }
    })
}

pub(super) async fn latest(desk: &Desk, tx: &mut Tx, actor: &Actor, names: &HashMap<i64, String>) -> Result<Vec<RecheckView>, DeskError> {
    let rows = store::recheck::latest(tx, &actor.org_scope, SHOWN).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.submission_id).collect();
    let numbers: HashMap<i64, String> =
        store::submission::get_many(tx, &ids).await?.into_iter().map(|row| (row.id, row.submission_no)).collect();
    let by = |id: i64| names.get(&id).map_or("—", String::as_str);
    rows.into_iter()
        .map(|row| {
            let result = row.result.as_deref().and_then(Outcome::from_code);
            let done = result.zip(row.done_by).zip(row.done_at);
            let note = row.note.as_deref().map(|note| desk.vault().open_text(Class::Reason, &cell(row.id), note)).transpose()?;
            Ok(RecheckView {
                recheck_id: row.id,
                submission_id: row.submission_id,
                submission_no: numbers.get(&row.submission_id).cloned().unwrap_or_else(|| format!("来件 {}", row.submission_id)),
                drawn: format!("{} {}", time::shown(row.drawn_at), by(row.drawn_by)),
                result: done.map(|((result, who), at)| format!("{} · {} · {}", result.label(), by(who), time::shown(at))),
                note: note.map_or_else(String::new, |note| note.to_string()),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::lot;

    #[test]
    fn the_lot_follows_from_the_seed() {
        let urn: Vec<(i64, i64)> = (1..=1_000).map(|id| (id, id + 5_000)).collect();
        let drawn = lot(urn.clone(), 20, "17 root");
        assert_eq!(drawn.len(), 20);
        assert_eq!(drawn, lot(urn.clone(), 20, "17 root"));
        assert_ne!(drawn, lot(urn.clone(), 20, "18 root"));
        assert_eq!(lot(urn[..3].to_vec(), 20, "17 root").len(), 3);
    }
}
