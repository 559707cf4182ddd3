//! Sharing new work out.

use std::collections::HashMap;

use casework::codes::Role;
use casework::decision::EventKind;
use jiff::Timestamp;
use store::event::Event;
use store::matter::Change;
use store::submission::{Due, OrgScope};
use store::worklist::Scope;

use crate::{Desk, DeskError, time};

/// Matters given out in one transaction.
const CHUNK: i64 = 500;

/// Gives unassigned matters in turn to the officers of their unit, most urgent first; a unit without officers keeps
/// its matters open for whoever takes them.
pub async fn share_out(desk: &Desk, now: Timestamp) -> Result<u64, DeskError> {
    let mut tx = desk.store().read().await?;
    let mut officers: HashMap<i64, Vec<i64>> = HashMap::new();
    for account in store::account::all(&mut tx).await?.into_iter().filter(|account| account.role == Role::Officer && !account.disabled) {
        officers.entry(account.org_id).or_default().push(account.id);
    }
    drop(tx);
    let units: Vec<i64> = officers.keys().copied().collect();
    let mut given = 0;
    while !units.is_empty() {
        let turn = given;
        let count = store::transact!(desk.store(), async |tx| -> Result<u64, DeskError> {
            let scope = Scope::Unassigned(OrgScope::Only(units.clone()));
            let rows = store::worklist::first(tx, &scope, Due::default(), CHUNK).await?;
            let first = store::event::reserve(tx, rows.len()).await?;
            let mut events = Vec::with_capacity(rows.len());
            for ((row, event_id), turn) in rows.iter().zip(first..).zip(turn..) {
                let of_unit = &officers[&row.org_id];
                let officer = of_unit[usize::try_from(turn).unwrap_or(0) % of_unit.len()];
                let matter = store::matter::get(tx, row.matter_id).await?.ok_or(DeskError::NotFound)?;
                let change = Change {
                    state: matter.state,
                    org_id: matter.org_id,
                    officer_id: Some(officer),
                    closed_on: matter.closed_on,
                    late: matter.late,
                };
                if !store::matter::update(tx, matter.id, matter.version, &change).await? {
                    return Err(DeskError::Conflict);
                }
                events.push(Event {
                    id: event_id,
                    submission_id: matter.submission_id,
                    matter_id: Some(matter.id),
                    clue_id: None,
                    decision_id: None,
                    at: now,
                    happened_on: time::local_date(now),
                    account_id: None,
                    kind: EventKind::Assigned,
                    detail: serde_json::json!({"assigned_to": officer}).to_string(),
                });
            }
            store::event::insert_many(tx, &events).await?;
            Ok(rows.len() as u64)
        })?;
        if count == 0 {
            break;
        }
        given += count;
    }
    Ok(given)
}
