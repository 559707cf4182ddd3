//! Looking again at what entries rest on: what fell, and what ran out.

use casework::registry::{Entry, QuashKind, RegistryEventKind};
use jiff::Timestamp;
use law::Pack;
use serde_json::json;
use store::{Tx, registry as rows};

use super::candidates::{establishes, ids, is_quashed};
use super::docket::{Docket, Line, protections_of};
use crate::{Desk, DeskError, time};

/// Entries looked at in one go.
const PAGE: i64 = 200;

/// Looks again at every live entry, in the transaction of whatever may have taken a base away: an undone link, a new
/// result of a fact, a protection flag. A fallen base takes the entry's effect at once and starts L-UNDO.
pub(crate) async fn look_again(desk: &Desk, tx: &mut Tx, now: Timestamp) -> Result<(), DeskError> {
    let mut after = 0;
    loop {
        let page = rows::live_after(tx, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for row in page {
            look_at(desk, tx, row, now).await?;
        }
    }
}

/// The same as a job of its own: also says of entries whose last day is over that they ended. Run daily.
#[crate::boxed]
pub async fn sweep(desk: &Desk, now: Timestamp) -> Result<(), DeskError> {
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> { look_again(desk, tx, now).await })
}

async fn look_at(desk: &Desk, tx: &mut Tx, row: rows::Entry, now: Timestamp) -> Result<(), DeskError> {
    let today = time::local_date(now);
    let docket = Docket::of(tx, row).await?;
    if let Entry::InForce(in_force) = &docket.entry
        && let Ok(ended) = in_force.expire(today)
    {
        let (entry_id, next) = (docket.row.id, Entry::Ended(ended));
        docket.put_by_nobody(tx, &next).await?;
        rows::tell_receivers(tx, entry_id, today).await?;
        let line = Line { entry_id, at: now, on: ended.on, by: None, kind: RegistryEventKind::Expired };
        return line.record(tx, desk, None, json!({})).await;
    }
    if docket.entry.file().is_none_or(|file| file.quash().is_some()) {
        return Ok(());
    }
    let Some(kind) = fallen(tx, &docket.row).await? else { return Ok(()) };
    let entry_id = docket.row.id;
    let quash = casework::registry::Quash { kind, on: today, due_on: undo_by(desk.law(), today)? };
    let next = docket.entry.clone().quash(quash)?;
    docket.put_by_nobody(tx, &next).await?;
    let line = Line { entry_id, at: now, on: today, by: None, kind: RegistryEventKind::BaseQuashed };
    line.record(tx, desk, None, json!({ "because": kind.code() })).await
}

/// The last day of L-UNDO for what became known on that day.
pub(super) fn undo_by(law: &Pack, on: jiff::civil::Date) -> Result<jiff::civil::Date, DeskError> {
    let due = law.due(casework::clock::TermId::LUndo, on).map_err(|error| DeskError::Fault(error.to_string()))?;
    Ok(due.due_on)
}

/// The first thing found to have fallen, if anything has.
async fn fallen(tx: &mut Tx, row: &rows::Entry) -> Result<Option<QuashKind>, DeskError> {
    let anchor = store::submission::get(tx, row.anchor_id).await?.ok_or_else(super::docket::broken)?;
    let bases = rows::bases_of(tx, row.id).await?;
    let mut together: Vec<i64> = bases.iter().flat_map(|base| ids(&base.companions).into_iter().chain([base.submission_id])).collect();
    together.sort_unstable();
    together.dedup();
    let filings = store::submission::get_many(tx, &together).await?;
    if filings.len() != together.len() || filings.iter().any(|filing| filing.id != anchor.id && filing.person_id != anchor.person_id) {
        return Ok(Some(QuashKind::LinkUndone));
    }
    for base in &bases {
        match base.result {
            None if is_quashed(tx, base.submission_id).await? => return Ok(Some(QuashKind::ReviewWon)),
            None => {}
            Some(_) => {
                let fact = store::fact::get(tx, base.ref_id).await?;
                if !fact.is_some_and(|fact| establishes(fact.kind, fact.result)) {
                    return Ok(Some(QuashKind::Unfounded));
                }
            }
        }
    }
    let is_protected = !protections_of(tx, anchor.person_id, anchor.id).await?.is_empty();
    Ok(is_protected.then_some(QuashKind::Protected))
}
