//! A matter taken out of the store for an act: as `casework` speaks of it, with the rows that the act will change.

use casework::decision::EventKind;
use casework::matter::Matter;
use casework::proceeding::Proceeding;
use law::RuleSet;
use store::Tx;
use store::submission::Submission;

use super::write::Charge;
use super::{MatterRef, Pen};
use crate::access::Filing;
use crate::{Actor, Desk, DeskError};

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

/// A filing as the policies look at it.
pub(crate) async fn for_policies(desk: &Desk, tx: &mut Tx, submission: &Submission) -> Result<Filing, DeskError> {
    Ok(Filing {
        submission_id: submission.id,
        units: desk.units().above(submission.org_id),
        protected: !store::protection::standing(tx, &[submission.id]).await?.is_empty(),
        officers: store::matter::of_submission(tx, submission.id).await?.iter().filter_map(|matter| matter.officer_id).collect(),
        shared: store::share::units_of(tx, submission.id).await?,
    })
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
        clocks.retain(store::clock::Clock::is_of_matter);
        let protections = store::protection::standing(tx, &[submission.id]).await?.into_iter().map(|(_, flag)| flag).collect();
        let proceedings = store::proceeding::of_matter(tx, row.id).await?;
        let represented = store::bond::of_lead(tx, row.id).await?.iter().filter(|bond| bond.kind == EventKind::Joined.code()).count();
        let matter = Matter {
            proceedings: proceedings.iter().map(proceeding_to_case).collect(),
            represents: represented,
            ..to_case(&submission, &row, &clocks, protections)?
        };
        Ok(Self { submission, row, clocks, matter })
    }

    /// The matter of another filing that the officer names by its number: of the same kind, and theirs to see.
    pub(super) async fn open_other(&self, tx: &mut Tx, actor: &Actor, number: &str) -> Result<Self, DeskError> {
        let not_found = || DeskError::invalid("other", "没有这一编号的来件，或您无权查看，请核对");
        let found = store::submission::by_number(tx, number.trim()).await?;
        let matters = match found.iter().find(|(id, ..)| *id != self.submission.id) {
            Some((id, ..)) => store::matter::of_submission(tx, *id).await?,
            None if !found.is_empty() => return Err(DeskError::invalid("other", "所填的是本件自己的编号，请填写另一来件的编号")),
            None => return Err(not_found()),
        };
        let of_kind = matters.iter().find(|matter| matter.kind == self.row.kind);
        let other = of_kind.ok_or_else(|| DeskError::invalid("other", "该来件没有同类的事项，请核对"))?;
        let on = MatterRef { matter_id: other.id, version: other.version };
        match Self::open(tx, actor, on).await {
            Err(DeskError::NotFound) => Err(not_found()),
            opened => opened,
        }
    }

    /// Who is in charge now.
    pub(crate) const fn charge(&self) -> Charge {
        Charge { org_id: self.row.org_id, officer_id: self.row.officer_id }
    }

    /// The clock that runs out first.
    pub(crate) fn first_owed(&self) -> Option<&store::clock::Clock> {
        self.clocks.iter().filter(|clock| clock.open).min_by_key(|clock| (clock.due_on, clock.id))
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
        proceedings: Vec::new(),
        archived: row.archived,
        represents: 0,
        clocks: clocks.iter().map(store::clock::Clock::to_case).collect::<Result<_, _>>()?,
    })
}

/// A proceeding as the casework room speaks of it.
pub(super) const fn proceeding_to_case(row: &store::proceeding::Proceeding) -> Proceeding {
    Proceeding { kind: row.kind, state: row.state, opened_on: row.opened_on, due_on: row.due_on }
}
