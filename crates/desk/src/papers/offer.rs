//! Which papers a case calls for: by the state of its matter, the law of its day and the post of the viewer.

use casework::form::FormId;
use casework::matter::{ComplaintState, MatterState, TipoffState};
use casework::service::Recipient;
use papers::{Edition, Form, PaperKind};
use store::decision::Decision;
use store::paper::PaperHead;

use crate::{Actor, DeskError, Permission};

/// A matter as far as papers ask.
pub(crate) struct Asked<'a> {
    pub(crate) state: MatterState,
    pub(crate) edition: Edition,
    /// The papers that decisions on the matter call for, issued or not.
    pub(crate) called_for: &'a [PaperKind],
}

/// The paper that is made on this form.
const fn kind_of(form: FormId) -> PaperKind {
    match form {
        FormId::ComplaintRegister => PaperKind::ComplaintRegistration,
        FormId::TipoffRegister => PaperKind::TipoffRegistration,
        FormId::Routing => PaperKind::Dispatch,
        FormId::IdentityRequest => PaperKind::IdentityDemand,
        FormId::Accept => PaperKind::ComplaintAccepted,
        FormId::Decline => PaperKind::ComplaintDeclined,
        FormId::MediationNotice => PaperKind::MediationNotice,
        FormId::EndMediation => PaperKind::MediationEnded,
        FormId::Agreement => PaperKind::MediationAgreement,
        FormId::TipoffResult => PaperKind::TipoffResult,
        FormId::CaseOpenedNotice => PaperKind::CaseOpened,
        FormId::NoCaseNotice => PaperKind::NoCase,
        FormId::Referral => PaperKind::Referral,
        FormId::AvoidanceDecision => PaperKind::Avoidance,
        FormId::Extension => PaperKind::Extension,
        FormId::ServiceReceipt => PaperKind::ServiceReceipt,
    }
}

/// The paper that a decision calls for.
pub(crate) fn called_for(decision: &Decision) -> Option<PaperKind> {
    decision.form.map(kind_of)
}

/// The paper that a decision calls for and that is not issued yet. One issued on the matter after the decision will do, whoever
/// drafted it.
pub(crate) fn owed(decision: &Decision, papers: &[PaperHead]) -> Option<PaperKind> {
    let kind = called_for(decision)?;
    let tells = |paper: &&PaperHead| {
        paper.matter_id == decision.matter_id
            && Form::from_code(&paper.form).is_some_and(|form| form.kind == kind)
            && (paper.decision_id == Some(decision.id) || paper.issued_at >= decision.decided_at)
    };
    papers.iter().find(tells).is_none().then_some(kind)
}

/// Papers that only tell of a decision: without it there is nothing to tell.
const fn only_tells(kind: PaperKind) -> bool {
    use PaperKind as P;
    matches!(kind, P::ComplaintAccepted | P::ComplaintDeclined | P::MediationEnded | P::CaseOpened | P::NoCase)
}

/// What goes to the police and what extends a term.
pub(super) const fn is_the_heads(kind: PaperKind) -> bool {
    matches!(kind, PaperKind::Referral | PaperKind::Extension)
}

/// Whether this post may issue such a paper. What goes to the police and what extends a term is the head's, or whose who stands in
/// for the head.
pub(crate) fn may_issue(actor: &Actor, kind: PaperKind) -> bool {
    let is_allowed = match kind {
        kind if is_the_heads(kind) => actor.is_head() && actor.may(Permission::Decide),
        PaperKind::ComplaintRegistration | PaperKind::TipoffRegistration | PaperKind::ServiceReceipt => true,
        // Whoever passes a filing on tells the receiving unit.
        PaperKind::Dispatch => actor.may(Permission::Decide) || actor.may(Permission::Assign),
        _ => actor.may(Permission::Decide),
    };
    is_allowed && actor.may(Permission::ViewCases) && actor.may(Permission::Reveal)
}

/// Refuses a post that may not.
pub(crate) fn require(actor: &Actor, kind: PaperKind) -> Result<(), DeskError> {
    if may_issue(actor, kind) { Ok(()) } else { Err(DeskError::Forbidden) }
}

/// Whether the state of the matter calls for such a paper.
pub(crate) fn fits(asked: &Asked<'_>, kind: PaperKind) -> bool {
    use ComplaintState as C;
    use MatterState as M;
    use PaperKind as P;
    if !(Form { edition: asked.edition, kind }).exists() {
        return false;
    }
    if asked.called_for.contains(&kind) || only_tells(kind) {
        return asked.called_for.contains(&kind);
    }
    matches!(
        (kind, asked.state),
        (P::ServiceReceipt | P::Dispatch, _)
            | (P::ComplaintRegistration, M::Complaint(_))
            | (P::TipoffRegistration | P::TipoffResult, M::Tipoff(_))
            | (P::IdentityDemand, M::Complaint(C::Received))
            | (P::MediationNotice | P::Avoidance, M::Complaint(C::Accepted))
            | (P::MediationAgreement, M::Complaint(C::Accepted | C::Settled))
            | (P::Extension, M::Complaint(C::Received | C::Accepted) | M::Tipoff(TipoffState::Received | TipoffState::CaseOpened))
            | (P::Referral, M::Tipoff(_) | M::Complaint(C::Received | C::Accepted | C::Declined | C::MediationEnded))
    )
}

/// The papers that can be drafted now, in the order of the forms.
pub(crate) fn offers(actor: &Actor, asked: &Asked<'_>) -> Vec<PaperKind> {
    PaperKind::ALL.iter().copied().filter(|&kind| fits(asked, kind) && may_issue(actor, kind)).collect()
}

/// On whom a paper is served. Papers kept in the file are served on nobody.
pub(crate) const fn recipients(kind: PaperKind) -> &'static [Recipient] {
    use PaperKind as P;
    match kind {
        P::ComplaintAccepted | P::ComplaintDeclined | P::IdentityDemand => &[Recipient::Complainant],
        P::MediationNotice | P::MediationEnded | P::MediationAgreement | P::Avoidance => &[Recipient::Complainant, Recipient::Operator],
        P::TipoffResult | P::CaseOpened | P::NoCase => &[Recipient::Informant],
        P::Dispatch => &[Recipient::Unit],
        P::Referral => &[Recipient::Police],
        P::ComplaintRegistration | P::TipoffRegistration | P::Extension | P::ServiceReceipt => &[],
        // Papers that no case calls for: `registry` and `rights` keep and serve their own.
        P::RegistryNotice | P::ObjectionAnswer | P::RegistryEnded | P::RegistryStop | P::RightsAnswer | P::PersonalCopy => &[],
    }
}

/// Whether the form itself lets it be told by internet, telephone, text message, e-mail or letter (注 on the forms of 2026).
pub(crate) const fn may_be_told(kind: PaperKind) -> bool {
    use PaperKind as P;
    matches!(
        kind,
        P::ComplaintAccepted | P::ComplaintDeclined | P::MediationNotice | P::MediationEnded | P::TipoffResult | P::CaseOpened | P::NoCase
    )
}

/// Whether an act makes the paper by itself, so that nobody need draft it; it can be put right all the same.
pub(crate) const fn comes_with_an_act(kind: PaperKind) -> bool {
    matches!(kind, PaperKind::ComplaintAccepted | PaperKind::ComplaintDeclined | PaperKind::MediationEnded | PaperKind::ServiceReceipt)
}
