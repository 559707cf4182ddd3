//! What stands beside the rows of every list: findings, flags, officers.

use std::collections::HashMap;

use casework::codes::{MatterKind, Protection};
use store::Tx;

use crate::view::{FindingBadge, OtherSubmission, TriageView, Verdict};
use crate::{Actor, Desk, DeskError, wording};

pub(crate) type Findings = HashMap<i64, Vec<FindingBadge>>;
pub(crate) type Protections = HashMap<i64, Protection>;

/// Badges of current findings by filing; a bounded number of filings.
pub(crate) async fn findings(desk: &Desk, tx: &mut Tx, submission_ids: &[i64]) -> Result<Findings, DeskError> {
    let mut found = Findings::new();
    for badge in store::finding::badges(tx, submission_ids).await? {
        let title = wording::circumstance_title(desk.circumstances(), &badge.circumstance);
        found.entry(badge.submission_id).or_default().push(FindingBadge {
            circumstance: badge.circumstance,
            verdict: verdict(&badge.verdict)?,
            title,
            in_force: badge.in_force,
        });
    }
    Ok(found)
}

pub(crate) fn verdict(code: &str) -> Result<Verdict, DeskError> {
    Verdict::from_code(code).ok_or_else(|| DeskError::Fault("研判结论的代码无法识别".into()))
}

/// The flag that stands on each filing; a whistle-blower's before a public-interest one.
pub(crate) async fn protections(tx: &mut Tx, submission_ids: &[i64]) -> Result<Protections, DeskError> {
    let mut found = Protections::new();
    for (submission_id, kind) in store::protection::standing(tx, submission_ids).await? {
        let first = found.entry(submission_id).or_insert(kind);
        *first = (*first).min(kind);
    }
    Ok(found)
}

/// The class of a matter; `None` where it is ordinary: a list marks only what is not.
pub(crate) fn triage(kind: MatterKind, protection: Option<Protection>, findings: &[FindingBadge]) -> Option<TriageView> {
    let found: Vec<assess::Found<'_>> = findings
        .iter()
        .map(|badge| assess::Found {
            circumstance: &badge.circumstance,
            title: &badge.title,
            verdict: if badge.verdict == Verdict::Hit { assess::Verdict::Hit } else { assess::Verdict::Hint },
            in_force: badge.in_force,
        })
        .collect();
    let (class, reasons) = assess::triage(kind, protection.as_slice(), &found);
    (class != assess::Triage::Ordinary).then(|| wording::triage(class, reasons))
}

/// Names by account.
pub(crate) async fn officers(tx: &mut Tx) -> Result<HashMap<i64, String>, DeskError> {
    Ok(store::account::all(tx).await?.into_iter().map(|account| (account.id, account.display_name)).collect())
}

/// Filings as another page mentions them: what the actor may not open has no link.
pub(crate) async fn mentions(
    tx: &mut Tx,
    actor: &Actor,
    submissions: &[store::submission::Submission],
) -> Result<Vec<OtherSubmission>, DeskError> {
    let ids: Vec<i64> = submissions.iter().map(|submission| submission.id).collect();
    let matters = store::matter::of_submissions(tx, &ids).await?;
    Ok(submissions
        .iter()
        .map(|submission| {
            let of_it = || matters.iter().filter(|matter| matter.submission_id == submission.id);
            let matter = of_it().find(|matter| matter.open).or_else(|| of_it().next());
            OtherSubmission {
                submission_id: actor.sees_org(submission.org_id).then_some(submission.id),
                submission_no: submission.submission_no.clone(),
                received_on: submission.received_on,
                operator: submission.operator_name.clone(),
                state: matter.map_or_else(wording::no_matter, |matter| wording::state_badge(matter.state)),
            }
        })
        .collect())
}
