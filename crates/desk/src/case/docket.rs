//! A matter taken out of the store for an act: as `casework` speaks of it, with the rows that the act will change.

use casework::matter::Matter;
use law::RuleSet;
use store::Tx;
use store::submission::Submission;

use super::{MatterRef, Pen};
use crate::{Actor, DeskError};

/// One matter with its filing.
pub(crate) struct Docket {
    pub(crate) submission: Submission,
    pub(crate) row: store::matter::Matter,
    /// The matter's own clocks, not those of clues found in it.
    pub(super) clocks: Vec<store::clock::Clock>,
    pub(crate) matter: Matter,
}

/// A filing that the actor may see.
pub(crate) async fn submission(tx: &mut Tx, actor: &Actor, id: i64) -> Result<Submission, DeskError> {
    let found = store::submission::get(tx, id).await?;
    found.filter(|submission| actor.sees_org(submission.org_id)).ok_or(DeskError::NotFound)
}

impl Docket {
    /// `NotFound` outside the actor's units, `Conflict` when the matter changed since the officer saw it.
    pub(crate) async fn open(tx: &mut Tx, actor: &Actor, on: MatterRef) -> Result<Self, DeskError> {
        let row = store::matter::get(tx, on.matter_id).await?.ok_or(DeskError::NotFound)?;
        let submission = submission(tx, actor, row.submission_id).await?;
        if row.version != on.version {
            return Err(DeskError::Conflict);
        }
        let mut clocks = store::clock::of_matter(tx, row.id).await?;
        clocks.retain(|clock| clock.clue_id.is_none());
        let protections = store::protection::standing(tx, &[submission.id]).await?.into_iter().map(|(_, flag)| flag).collect();
        let matter = to_case(&submission, &row, &clocks, protections)?;
        Ok(Self { submission, row, clocks, matter })
    }

    /// The rules of the day of receipt.
    pub(super) fn rules<'a>(&self, pen: &Pen<'a>) -> Result<&'a RuleSet, DeskError> {
        let rules = self.row.rules_id.and_then(|id| pen.desk.law().rules_by_id(id));
        rules.ok_or_else(|| DeskError::refused("收件之日早于本系统所载的处理规定", "历史件只作事实参考，不在本系统办理。"))
    }
}

/// The matter as the casework room speaks of it.
pub(super) fn to_case(
    submission: &Submission,
    row: &store::matter::Matter,
    clocks: &[store::clock::Clock],
    protections: Vec<casework::codes::Protection>,
) -> Result<Matter, DeskError> {
    Ok(Matter {
        state: row.state,
        received_on: row.received_on,
        officer_id: row.officer_id,
        real_name: submission.real_name == Some(true),
        protections,
        clocks: clocks.iter().map(store::clock::Clock::to_case).collect::<Result<_, _>>()?,
    })
}
