//! What other pages say of a standing entry: that there is one, since when, on what; nothing that weighs on the filing.

use jiff::civil::Date;
use store::{Tx, registry as rows};

use super::docket::{Docket, base};
use crate::view::RegistryPointer;
use crate::{Actor, Desk, DeskError, Permission};

/// Standing entries about the person that the actor's units proposed or were shown, latest first.
pub(crate) async fn of_person(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    person_id: i64,
    today: Date,
) -> Result<Vec<RegistryPointer>, DeskError> {
    if !actor.may(Permission::ViewRegistry) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for row in rows::of_person(tx, person_id).await? {
        let docket = Docket::of(tx, row).await?;
        if !docket.entry.is_effective(today) || !is_shown(tx, actor, &docket.row).await? {
            continue;
        }
        let (Some(listed_on), Some(expires_on)) = (docket.row.listed_on, docket.row.expires_on) else { continue };
        found.push(RegistryPointer {
            entry_id: Some(docket.row.id),
            org: org(desk, docket.row.org_id),
            listed_on,
            expires_on,
            grounds: grounds(desk, tx, docket.row.id).await?,
        });
    }
    Ok(found)
}

/// Whether the actor's units proposed it or were shown it.
pub(super) async fn is_shown(tx: &mut Tx, actor: &Actor, row: &rows::Entry) -> Result<bool, DeskError> {
    if actor.sees_org(row.org_id) {
        return Ok(true);
    }
    let receivers = rows::receivers_of(tx, row.id).await?;
    Ok(receivers.iter().any(|receiver| receiver.org_id.is_some_and(|org| actor.sees_org(org))))
}

/// The citations of an entry's grounds, each once.
pub(crate) async fn grounds(desk: &Desk, tx: &mut Tx, entry_id: i64) -> Result<String, DeskError> {
    let mut clauses: Vec<String> = Vec::new();
    for row in rows::bases_of(tx, entry_id).await?.iter().filter(|row| !row.pending) {
        let citation = cite(desk, &base(row).ground);
        if !clauses.contains(&citation) {
            clauses.push(citation);
        }
    }
    Ok(clauses.join("；"))
}

/// A clause as it is cited.
pub(super) fn cite(desk: &Desk, clause: &str) -> String {
    desk.law().clause(clause).map_or_else(|| clause.to_owned(), |known| known.citation)
}

pub(super) fn org(desk: &Desk, id: i64) -> String {
    desk.units().get(id).map_or_else(|| "已撤销的单位".to_owned(), |unit| unit.name.clone())
}
