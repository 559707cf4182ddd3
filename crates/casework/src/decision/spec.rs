//! What each act asks for besides the state of the matter: whose post, a reason, a provision of the law, a paper.

use crate::codes::codes;
use crate::decision::{EventKind, Provision};
use crate::form::FormId;

codes! {
    /// Whose act it is.
    Post {
        /// The officer who handles the matter.
        Officer = "officer", "承办人";
        /// The head of the bureau, who approves.
        Head = "head", "负责人";
        /// The desk that receives and shares out.
        Desk = "desk", "分派岗位";
        /// Nobody: it happens with something else.
        System = "system", "系统";
    }
}

/// What an act asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    pub post: Post,
    /// It cannot be done under rules that do not provide for it.
    pub provision: Option<Provision>,
    pub needs_reason: bool,
    /// The paper that it calls for.
    pub form: Option<FormId>,
    /// It is kept as a decision, with its words sealed; else it is a line of the timeline.
    pub is_decision: bool,
}

impl EventKind {
    /// The whole table of acts.
    pub const fn spec(self) -> Spec {
        use EventKind as K;
        use Provision as V;
        const OFFICER: Spec = Spec { post: Post::Officer, provision: None, needs_reason: false, form: None, is_decision: true };
        const HEAD: Spec = Spec { post: Post::Head, needs_reason: true, ..OFFICER };
        const DESK: Spec = Spec { post: Post::Desk, ..OFFICER };
        const NOTED: Spec = Spec { is_decision: false, ..OFFICER };
        const REASONED: Spec = Spec { needs_reason: true, ..OFFICER };
        match self {
            K::Received => Spec { post: Post::System, ..NOTED },
            K::Claimed => NOTED,
            K::Assigned | K::HandedOver => Spec { is_decision: false, ..DESK },
            K::Reminded => Spec { post: Post::System, ..NOTED },
            K::Accepted => Spec { form: Some(FormId::Accept), ..OFFICER },
            K::Declined => Spec { form: Some(FormId::Decline), ..REASONED },
            K::Settled => Spec { form: Some(FormId::Agreement), ..OFFICER },
            K::MediationEnded => Spec { form: Some(FormId::EndMediation), ..REASONED },
            K::Withdrawn | K::CaseConcluded | K::ClueFiled => OFFICER,
            K::CaseOpened => Spec { form: Some(FormId::CaseOpenedNotice), ..OFFICER },
            K::NoCase => Spec { form: Some(FormId::NoCaseNotice), ..REASONED },
            K::ClueNotFiled => REASONED,
            K::Told | K::ClueRaised | K::Protected | K::ProtectionLifted | K::FindingMade | K::FindingJudged => NOTED,
            K::IdentityAsked => Spec { provision: Some(V::Identity), form: Some(FormId::IdentityRequest), ..OFFICER },
            K::IdentityShown => OFFICER,
            K::IdentityFailed => REASONED,
            K::Routed => Spec { provision: Some(V::Route), form: Some(FormId::Routing), ..DESK },
            K::GivenBack => Spec { provision: Some(V::Route), ..REASONED },
            K::DisputeOpened => Spec { provision: Some(V::Dispute), ..REASONED },
            K::DisputeSettled => Spec { provision: Some(V::Dispute), ..REASONED },
            K::ConsentTaken => Spec { provision: Some(V::Consent), ..OFFICER },
            K::Delegated | K::DelegationEnded => Spec { provision: Some(V::Delegation), ..OFFICER },
            K::Convened => Spec { provision: Some(V::Session), form: Some(FormId::MediationNotice), ..OFFICER },
            K::Heard => Spec { provision: Some(V::Session), ..OFFICER },
            K::Challenged => Spec { provision: Some(V::Avoidance), ..REASONED },
            K::ChallengeRuled => Spec { provision: Some(V::Avoidance), form: Some(FormId::AvoidanceDecision), ..HEAD },
            K::AppraisalStarted | K::AppraisalEnded => Spec { provision: Some(V::Appraisal), ..OFFICER },
            K::PerformanceChecked => Spec { provision: Some(V::Agreement), ..OFFICER },
            K::ExtensionAsked => REASONED,
            K::Extended => Spec { form: Some(FormId::Extension), ..HEAD },
            K::ExtensionDenied => HEAD,
            K::TestingStarted | K::TestingEnded => OFFICER,
            K::NotCompetent => Spec { provision: Some(V::NoCompetence), ..REASONED },
            K::Informed => Spec { provision: Some(V::ResultNotice), form: Some(FormId::TipoffResult), ..REASONED },
            K::RewardChecked => Spec { provision: Some(V::ResultNotice), ..REASONED },
            K::Repeated | K::FactsMerged => Spec { provision: Some(V::Repeat), ..REASONED },
            K::Merged | K::Unmerged => REASONED,
            K::Joined => Spec { provision: Some(V::Joint), ..REASONED },
            K::JoinUndone => REASONED,
            K::Archived => OFFICER,
            K::Unarchived => HEAD,
            K::ReferralProposed => REASONED,
            K::ReferralApproved => Spec { form: Some(FormId::Referral), ..HEAD },
            K::ReferralRefused => HEAD,
            K::ReferralSent
            | K::ReferralReceived
            | K::SupplementAsked
            | K::SupplementSent
            | K::PoliceFiled
            | K::PoliceNotFiled
            | K::ReconsiderationAsked
            | K::ReconsiderationFiled
            | K::ReconsiderationDenied
            | K::SupervisionAsked
            | K::ItemsHandedOver => OFFICER,
            K::ReferralClosed => REASONED,
            K::BatchUndone => Spec { is_decision: false, ..OFFICER },
        }
    }
}
