//! What the caller hands in: plain borrowed values, already checked by the import.

use casework::codes::{Category, Issue, Protection, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use casework::submission::Submission;
use jiff::civil::{Date, DateTime};

/// One 来件 with its personal fields opened. The builder keeps symbols of them, not the texts.
#[derive(Clone)]
pub struct FilingInput<'a> {
    /// Unique over all channels; a finding names it.
    pub submission_id: i64,
    /// The number that people cite.
    pub submission_no: &'a str,
    pub kind: SubmissionKind,
    /// Wall-clock Asia/Shanghai.
    pub received_at: DateTime,
    /// The derived person of identity resolution; `None` = nobody knows who filed it.
    pub person_id: Option<i64>,
    pub name: Option<&'a str>,
    /// Masked numbers and numbers of other documents may be given; only whole resident identity numbers are weighed.
    pub id_no: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub address: Option<&'a str>,
    /// Whether an agent is named.
    pub has_agent: bool,
    pub consignee_phone: Option<&'a str>,
    pub payee_account: Option<&'a str>,
    /// The template that its text is a copy of, see [`crate::narratives::Template`].
    pub template: Option<i64>,
    pub operator_name: &'a str,
    pub operator_uscc: Option<&'a str>,
    pub item: Option<&'a str>,
    pub category: Option<Category>,
    pub issue: Option<Issue>,
    pub purchased_on: Option<Date>,
    /// What was paid, in fen.
    pub amount_fen: Option<i64>,
    /// 诉求.
    pub demand: Option<&'a str>,
    /// What is asked for, in fen.
    pub claim_fen: Option<i64>,
    /// Day on which award and verification became known; `None` = with the filing itself.
    pub closed_on: Option<Date>,
    pub punitive: Option<bool>,
    pub verification: Option<Verification>,
}

impl<'a> FilingInput<'a> {
    /// A filing of which only the required cells are known.
    pub const fn new(
        submission_id: i64,
        submission_no: &'a str,
        kind: SubmissionKind,
        received_at: DateTime,
        operator_name: &'a str,
    ) -> Self {
        Self {
            submission_id,
            submission_no,
            kind,
            received_at,
            person_id: None,
            name: None,
            id_no: None,
            phone: None,
            address: None,
            has_agent: false,
            consignee_phone: None,
            payee_account: None,
            template: None,
            operator_name,
            operator_uscc: None,
            item: None,
            category: None,
            issue: None,
            purchased_on: None,
            amount_fen: None,
            demand: None,
            claim_fen: None,
            closed_on: None,
            punitive: None,
            verification: None,
        }
    }

    /// A whole 来件.
    pub fn of(submission_id: i64, person_id: Option<i64>, submission: &'a Submission) -> Self {
        let Submission { filer, agent, operator, purchase, result, .. } = submission;
        Self {
            person_id,
            name: filer.name.as_ref().map(|v| v.as_str()),
            id_no: filer.id_no.as_ref().map(|v| v.as_str()),
            phone: filer.phone.as_ref().map(|v| v.as_str()),
            address: filer.address.as_deref(),
            has_agent: agent.name.is_some() || agent.phone.is_some(),
            consignee_phone: purchase.consignee_phone.as_ref().map(|v| v.as_str()),
            payee_account: purchase.payee_account.as_ref().map(|v| v.as_str()),
            operator_uscc: operator.uscc.as_ref().map(|v| v.as_str()),
            item: purchase.item.as_deref(),
            category: purchase.category,
            issue: submission.issue,
            purchased_on: purchase.purchased_on,
            amount_fen: purchase.amount.map(|m| m.fen),
            demand: submission.demand.as_deref(),
            claim_fen: submission.claim_amount.map(|m| m.fen),
            closed_on: result.closed_at.map(DateTime::date),
            punitive: result.punitive,
            verification: result.verification,
            ..Self::new(submission_id, &submission.submission_no, submission.kind, submission.received_at, &operator.name)
        }
    }
}

/// One department fact, as far as the present circumstances weigh it.
#[derive(Clone, Copy, Debug)]
pub struct FactInput {
    pub kind: FactKind,
    pub result: FactResult,
    pub happened_on: Date,
    /// Day on which the result became known; `None` = `happened_on`.
    pub result_on: Option<Date>,
    /// The 来件 that it is about.
    pub submission_id: Option<i64>,
}

/// A flag that an officer set on a matter, or lifted with a reason.
#[derive(Clone, Copy, Debug)]
pub struct ProtectionInput {
    pub submission_id: i64,
    pub protection: Protection,
    pub standing: Standing,
}

/// Whether an officer's word on a protection is for it or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Stands,
    /// Lifted by a named officer with a reason; overrides an attestation too (design invariant 5).
    Lifted,
}
