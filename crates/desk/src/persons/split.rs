//! Taking filings out of a person, so that it lasts.

use std::collections::{BTreeMap, BTreeSet};

use identity::Judgement;
use jiff::Timestamp;
use store::Tx;
use vault::{Cell, Class};

use super::{links, rederive, require_seen, rule};
use crate::{Actor, Desk, DeskError, Permission, random};

/// Filings of a person beyond which nobody can say by hand who is who.
const LIMIT: i64 = 5_000;

/// Says that these filings are not of the one who filed the person's others. Every link across is undone, one pair is
/// forbidden, which keeps the two sides apart whatever comes later; and what hung together only through the other side is
/// ruled to be one person's still, since nobody said otherwise.
#[crate::boxed]
pub async fn split(
    desk: &Desk,
    actor: &Actor,
    person_id: i64,
    submission_ids: &[i64],
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    actor.require(Permission::JudgeIdentity)?;
    let reason = super::reason(reason)?;
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let members = store::person::submission_ids(tx, person_id, LIMIT + 1).await?;
        if members.len() > LIMIT as usize {
            return Err(DeskError::refused("该人员的来件过多，不能手工拆分", "请先撤销错误的关联，再重新运行研判"));
        }
        let out: BTreeSet<i64> = submission_ids.iter().copied().filter(|id| members.contains(id)).collect();
        let stay: BTreeSet<i64> = members.iter().copied().filter(|id| !out.contains(id)).collect();
        let (Some(&first_out), Some(&first_stay)) = (out.first(), stay.first()) else {
            return Err(DeskError::invalid("filing", "请勾选要分出的来件，并至少留下一件"));
        };
        require_seen(tx, actor, (first_out, first_stay)).await?;
        let mut inside = Vec::new();
        let mut across = None;
        for edge in store::edge::of_person(tx, person_id, 0, i64::MAX).await? {
            if edge.undone_at.is_some() || links::judgement(&edge)? != Judgement::Same {
                continue;
            }
            if out.contains(&edge.left_id) == out.contains(&edge.right_id) {
                inside.push((edge.left_id, edge.right_id));
                continue;
            }
            let cell = Cell { table: "edge", column: "undo_reason", row: edge.id };
            let sealed = desk.vault().seal(Class::Reason, &cell, reason.as_bytes(), &mut random::rng());
            if !store::edge::undo(tx, edge.id, actor.account_id, now, &sealed).await? {
                return Err(DeskError::Conflict);
            }
            across.get_or_insert((edge.left_id, edge.right_id));
        }
        let (left, right) = across.unwrap_or((first_out, first_stay));
        say(tx, desk, actor, (left, right), Judgement::Different, &reason, now).await?;
        for side in [&out, &stay] {
            let fragments = fragments(side, &inside);
            for pair in fragments.windows(2) {
                say(tx, desk, actor, (pair[0], pair[1]), Judgement::Same, &reason, now).await?;
            }
        }
        rederive::around(tx, desk, &members, now).await.map(|_| ())
    })
}

/// Rules unless the pair was ruled so before.
async fn say(
    tx: &mut Tx,
    desk: &Desk,
    actor: &Actor,
    (left, right): (i64, i64),
    judgement: Judgement,
    reason: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let ruling = identity::Edge::ruling(left, right, judgement, actor.account_id);
    match store::edge::ruling_on(tx, ruling.left, ruling.right).await? {
        Some(before) if before.judgement == judgement.code() => Ok(()),
        _ => rule(tx, desk, &ruling, reason, now).await,
    }
}

/// The first filing of each part that hangs together by these links.
fn fragments(side: &BTreeSet<i64>, links: &[(i64, i64)]) -> Vec<i64> {
    let mut first: BTreeMap<i64, i64> = side.iter().map(|id| (*id, *id)).collect();
    loop {
        let mut is_settled = true;
        for (left, right) in links {
            let (Some(&a), Some(&b)) = (first.get(left), first.get(right)) else { continue };
            if a != b {
                first.insert(*left, a.min(b));
                first.insert(*right, a.min(b));
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    first.into_values().collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_hang_together() {
        let side: BTreeSet<i64> = (1..=6).collect();
        assert_eq!(fragments(&side, &[(1, 2), (5, 6), (2, 4), (9, 3)]), [1, 3, 5]);
        assert_eq!(fragments(&side, &[]), [1, 2, 3, 4, 5, 6]);
    }
}
