//! The filings in the order in which they came, with what became of each.

use casework::codes::{SubmissionKind, Verification};
use casework::values::Money;
use store::submission::Submission;

use crate::Actor;
use crate::case::quantity;
use crate::view::{CourseRow, CourseView, Tone};

pub(super) fn view(actor: &Actor, filings: &[Submission], truncated: bool) -> CourseView {
    let mut rows: Vec<CourseRow> = filings.iter().map(|filing| row(actor, filing)).collect();
    rows.sort_by(|a, b| (a.received_on, &a.submission_no).cmp(&(b.received_on, &b.submission_no)));
    CourseView { rows, truncated }
}

fn row(actor: &Actor, filing: &Submission) -> CourseRow {
    let punitive = filing.punitive == Some(true);
    let outcome = match (filing.outcome, filing.verification.filter(|_| filing.kind != SubmissionKind::Complaint)) {
        (Some(outcome), Some(verification)) => Some(format!("{}，{}", outcome.label(), verification.label())),
        (Some(outcome), None) => Some(outcome.label().to_owned()),
        (None, verification) => verification.map(|verification| verification.label().to_owned()),
    };
    let goods = [filing.item.clone(), filing.quantity_milli.map(|milli| quantity(milli, filing.unit.as_deref()))];
    CourseRow {
        submission_id: actor.sees_org(filing.org_id).then_some(filing.id),
        submission_no: filing.submission_no.clone(),
        received_on: filing.received_on,
        kind: filing.kind.label(),
        operator: filing.operator_name.clone(),
        goods: goods.into_iter().flatten().collect::<Vec<_>>().join(" "),
        claim: filing.claim_fen.map(|fen| Money { fen }.to_string()),
        closed_on: filing.closed_at.map(jiff::civil::DateTime::date),
        outcome,
        award: filing.award_fen.map(|fen| Money { fen }.to_string()),
        punitive,
        tone: match filing.verification {
            _ if punitive => Tone::Warning,
            Some(Verification::True | Verification::Partly) => Tone::Good,
            Some(Verification::Untrue) => Tone::Danger,
            _ => Tone::Info,
        },
    }
}
