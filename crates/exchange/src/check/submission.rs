//! 来件: FORMATS §1.

use casework::codes::{Category, Channel, IdKind, Issue, Outcome, SubmissionKind, Verification};
use casework::submission::{Agent, Filer, Operator, Purchase, ReportedResult, Submission};
use casework::values::{Account, IdNo, Money, PersonName, Phone, Region, Sha256Hex, Uscc, parse_quantity_milli};

use super::cells::{Cells, Failure, code, number, prose, short_text};
use crate::columns::SubmissionColumn as C;

/// The submission of a row; `None` when a required cell is wrong. Wrong cells are noted in `cells`.
pub(super) fn check(cells: &mut Cells<'_>) -> Option<Submission> {
    let submission_no = cells.required(C::SubmissionNo as usize, number);
    let channel = cells.required(C::Channel as usize, |text| code(text, Channel::ALL, Channel::label));
    let received_at = match cells.is_empty(C::ReceivedAt as usize) {
        true => cells.required(C::ReceivedAt as usize, |_| Err(Failure("必填，不能为空".into()))),
        false => cells.moment(C::ReceivedAt as usize),
    };
    let kind = cells.required(C::Kind as usize, |text| code(text, SubmissionKind::ALL, SubmissionKind::label));
    let filer = filer(cells);
    let agent = Agent {
        name: cells.optional(C::AgentName as usize, PersonName::parse),
        phone: cells.optional(C::AgentPhone as usize, Phone::parse),
    };
    let real_name = cells.yes_no(C::RealName as usize);
    let consent_publish = cells.yes_no(C::ConsentPublish as usize);
    let consent_delegate = cells.yes_no(C::ConsentDelegate as usize);
    let operator_name = cells.required(C::OperatorName as usize, short_text);
    let operator_uscc = cells.optional(C::OperatorUscc as usize, Uscc::parse);
    let operator_address = cells.short_text(C::OperatorAddress as usize);
    let region = cells.required(C::Region as usize, Region::parse);
    let platform = cells.short_text(C::Platform as usize);
    let purchase = purchase(cells);
    let issue = cells.optional(C::Issue as usize, |text| code(text, Issue::ALL, Issue::label));
    let demand = cells.optional(C::Demand as usize, prose);
    let claim_amount = cells.optional(C::ClaimAmount as usize, Money::parse);
    let narrative = cells.required(C::Narrative as usize, prose);
    let evidence_hashes = cells.optional(C::EvidenceHashes as usize, hashes);
    let result = result(cells);
    if let (Some(received), Some(closed)) = (received_at, result.closed_at)
        && closed.date() < received.date()
    {
        cells.contradicts(C::ClosedAt as usize, "办结时间早于登记时间");
    }
    Some(Submission {
        submission_no: submission_no?,
        channel: channel?,
        received_at: received_at?,
        kind: kind?,
        filer,
        agent,
        real_name,
        consent_publish,
        consent_delegate,
        operator: Operator { name: operator_name?, uscc: operator_uscc, address: operator_address, platform },
        region: region?,
        purchase,
        issue,
        demand,
        claim_amount,
        narrative: narrative?,
        evidence_hashes: evidence_hashes.unwrap_or_default(),
        result,
    })
}

fn filer(cells: &mut Cells<'_>) -> Filer {
    let name = cells.optional(C::Name as usize, PersonName::parse);
    let id_kind = cells.optional(C::IdKind as usize, |text| code(text, IdKind::ALL, IdKind::label));
    let id_no = cells.optional(C::IdNo as usize, |text| match id_kind {
        None | Some(IdKind::ResidentCard) => IdNo::parse_resident(text),
        Some(IdKind::UnifiedSocialCredit) => Uscc::parse(text).and_then(|_| IdNo::parse_other(text)),
        Some(_) => IdNo::parse_other(text),
    });
    let phone = cells.optional(C::Phone as usize, Phone::parse);
    let address = cells.short_text(C::Address as usize);
    Filer { name, id_kind, id_no, phone, address }
}

fn purchase(cells: &mut Cells<'_>) -> Purchase {
    Purchase {
        item: cells.short_text(C::Item as usize),
        category: cells.optional(C::Category as usize, |text| code(text, Category::ALL, Category::label)),
        purchased_on: cells.date(C::PurchasedOn as usize),
        quantity_milli: cells.optional(C::Quantity as usize, parse_quantity_milli),
        unit: cells.short_text(C::Unit as usize),
        amount: cells.optional(C::Amount as usize, Money::parse),
        order_no: cells.optional(C::OrderNo as usize, number),
        consignee: cells.optional(C::Consignee as usize, PersonName::parse),
        consignee_phone: cells.optional(C::ConsigneePhone as usize, Phone::parse),
        consignee_address: cells.short_text(C::ConsigneeAddress as usize),
        payee_account: cells.optional(C::PayeeAccount as usize, Account::parse),
    }
}

fn result(cells: &mut Cells<'_>) -> ReportedResult {
    ReportedResult {
        outcome: cells.optional(C::Outcome as usize, |text| code(text, Outcome::ALL, Outcome::label)),
        closed_at: cells.moment(C::ClosedAt as usize),
        award_amount: cells.optional(C::AwardAmount as usize, Money::parse),
        punitive: cells.yes_no(C::Punitive as usize),
        verification: cells.optional(C::Verification as usize, |text| code(text, Verification::ALL, Verification::label)),
    }
}

fn hashes(text: &str) -> Result<Vec<Sha256Hex>, Failure> {
    let parts = text.split([';', '；', ',', '，', '\n', ' ']).map(str::trim).filter(|part| !part.is_empty());
    Ok(parts.map(Sha256Hex::parse).collect::<Result<_, _>>()?)
}
