//! Which papers a case calls for: by the state of its matter, the law of its day and the post of the viewer.

use casework::codes::Role;
use casework::decision::EventKind;
use casework::matter::{ComplaintState, MatterState, TipoffState};
use casework::service::Recipient;
use papers::{Edition, Form, PaperKind};

use crate::{Actor, DeskError, Permission};

/// A matter as far as papers ask.
pub(crate) struct Asked<'a> {
    pub(crate) state: MatterState,
    pub(crate) edition: Edition,
    /// The acts decided on the matter.
    pub(crate) decided: &'a [EventKind],
}

/// The act that a paper tells of: without its decision on file there is nothing to tell.
pub(crate) const fn told_act(kind: PaperKind) -> Option<EventKind> {
    match kind {
        PaperKind::ComplaintAccepted => Some(EventKind::Accepted),
        PaperKind::ComplaintDeclined => Some(EventKind::Declined),
        PaperKind::MediationEnded => Some(EventKind::MediationEnded),
        PaperKind::CaseOpened => Some(EventKind::CaseOpened),
        PaperKind::NoCase => Some(EventKind::NoCase),
        _ => None,
    }
}

/// Whether this post may issue such a paper. What goes to the police and what extends a term is the head's.
pub(crate) fn may_issue(actor: &Actor, kind: PaperKind) -> bool {
    let is_allowed = match kind {
        PaperKind::Referral | PaperKind::Extension => actor.role == Role::Head && actor.may(Permission::Decide),
        PaperKind::ComplaintRegistration | PaperKind::TipoffRegistration | PaperKind::ServiceReceipt => true,
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
    if let Some(act) = told_act(kind) {
        return asked.decided.contains(&act);
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
