//! 领办: an officer takes the most urgent matter that nobody is in charge of. Two officers never get the same one: the matter's
//! version decides, and who was slower is given the next.

use casework::decision;
use jiff::Timestamp;
use store::submission::{Due, OrgScope};
use store::worklist::Scope;

use crate::case::{self, MatterRef};
use crate::{Actor, Desk, DeskError, Permission, avoidance};

/// As often as this somebody else may have been faster before we give up.
const TRIES: usize = 20;

/// Of so many filings the first is taken that the officer need not keep away from.
const LOOKED_AT: i64 = 50;

/// The filing that was taken, or nothing when nothing waits. The other matter of the filing comes along where nobody has it.
#[crate::boxed]
pub async fn next(desk: &Desk, actor: &Actor, now: Timestamp) -> Result<Option<i64>, DeskError> {
    actor.require(Permission::Decide)?;
    let scope = Scope::Unassigned(OrgScope::Only(actor.org_scope.clone()));
    for _ in 0..TRIES {
        let mut tx = desk.store_of(actor).read().await?;
        let waiting = store::worklist::first(&mut tx, &scope, Due::default(), LOOKED_AT).await?;
        let filings: Vec<i64> = waiting.iter().map(|waiting| waiting.submission_id).collect();
        // Not as the person: what colleagues declared is behind the second net.
        let apart = avoidance::apart(&mut desk.store().read().await?, &filings).await?;
        let mut free = waiting.into_iter().filter(|waiting| !apart.contains(&(waiting.submission_id, actor.account_id)));
        let Some(first) = free.next() else { return Ok(None) };
        let matters = store::matter::of_submission(&mut tx, first.submission_id).await?;
        let owed = store::owed::of_submission(&mut tx, first.submission_id).await?;
        drop(tx);
        let of_filing = matters
            .iter()
            .filter(|matter| matter.officer_id.is_none() && (matter.open || owed.iter().any(|owed| owed.matter_id == matter.id)));
        let wanted: Vec<MatterRef> = of_filing.map(|matter| MatterRef { matter_id: matter.id, version: matter.version }).collect();
        match case::claim(desk, actor, &wanted, now).await {
            Ok(()) => return Ok(Some(first.submission_id)),
            Err(DeskError::Conflict) => {}
            Err(DeskError::Refused { message, .. }) if message == decision::Refusal::AlreadyInCharge.to_string() => {}
            Err(error) => return Err(error),
        }
    }
    Err(DeskError::Conflict)
}
