//! What the caller hands in: plain borrowed values, already checked by the import.

use casework::codes::{Category, Issue, Outcome, Protection, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use jiff::civil::{Date, DateTime};

use super::signs::Signs;

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
    pub agent_name: Option<&'a str>,
    pub agent_phone: Option<&'a str>,
    pub order_no: Option<&'a str>,
    pub consignee_phone: Option<&'a str>,
    pub consignee_address: Option<&'a str>,
    pub payee_account: Option<&'a str>,
    /// The template that its text is a copy of, see [`crate::narratives::Template`].
    pub template: Option<i64>,
    /// Empty where the filing names no trader: it is nobody else's then.
    pub operator_name: &'a str,
    pub operator_uscc: Option<&'a str>,
    pub item: Option<&'a str>,
    pub category: Option<Category>,
    pub issue: Option<Issue>,
    pub purchased_on: Option<Date>,
    /// In thousandths of `unit`.
    pub quantity_milli: Option<i64>,
    pub unit: Option<&'a str>,
    /// What was paid, in fen.
    pub amount_fen: Option<i64>,
    /// 诉求.
    pub demand: Option<&'a str>,
    /// What is asked for, in fen.
    pub claim_fen: Option<i64>,
    /// What was read in 内容 and 诉求.
    pub signs: Signs,
    /// SHA-256 of the evidence files, separated by `;`.
    pub evidence_hashes: &'a str,
    pub outcome: Option<Outcome>,
    /// What was paid in the end, in fen.
    pub award_fen: Option<i64>,
    /// Day on which award and verification became known; `None` = with the filing itself.
    pub closed_on: Option<Date>,
    pub punitive: Option<bool>,
    pub verification: Option<Verification>,
}

impl<'a> FilingInput<'a> {
    /// A filing of which only the required cells are known.
    pub fn new(submission_id: i64, submission_no: &'a str, kind: SubmissionKind, received_at: DateTime, operator_name: &'a str) -> Self {
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
            agent_name: None,
            agent_phone: None,
            order_no: None,
            consignee_phone: None,
            consignee_address: None,
            payee_account: None,
            template: None,
            operator_name,
            operator_uscc: None,
            item: None,
            category: None,
            issue: None,
            purchased_on: None,
            quantity_milli: None,
            unit: None,
            amount_fen: None,
            demand: None,
            claim_fen: None,
            signs: Signs::default(),
            evidence_hashes: "",
            outcome: None,
            award_fen: None,
            closed_on: None,
            punitive: None,
            verification: None,
        }
    }
}

/// One department fact.
#[derive(Clone, Copy, Debug)]
pub struct FactInput<'a> {
    /// Unique among facts; keeps the order when two are of one day.
    pub fact_id: i64,
    /// 编号, by which people cite it.
    pub fact_no: &'a str,
    pub kind: FactKind,
    pub result: FactResult,
    pub happened_on: Date,
    /// Day on which the result became known; `None` = `happened_on`.
    pub result_on: Option<Date>,
    /// The 来件 that it is about.
    pub submission_id: Option<i64>,
    /// Whom it names, as identity resolution sees it. A fact without one is its 来件's filer's, but for a denial.
    pub person_id: Option<i64>,
    /// 事项. Read for a few signs, never kept.
    pub matter: Option<&'a str>,
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
