//! 移送: a suspected crime is handed to the police, step by step under the rules of 2001/2020 on referring cases.
//!
//! Deliberately absent: anything that concludes that a crime was committed. The checklist says what is there; a head who is none of
//! the two officers decides; the police answer.

use jiff::civil::{Date, DateTime};

use crate::clock::{Clock, ClockChange, TermId};
use crate::codes::{Protection, codes};
use crate::decision::{CaseEvent, EventKind, Evidence, Officer, Reason, Refusal, require_evidence};

codes! {
    /// Whose suspected crime it is.
    Suspect {
        /// 投诉举报人: cheating or extorting a trader (Order 121 art. 42).
        Filer = "filer", "投诉举报人";
        /// 经营者 (crime referral rules art. 3).
        Operator = "operator", "经营者";
    }
}

codes! {
    /// Where a referral stands.
    ReferralState {
        Proposed = "proposed", "待审批";
        Refused = "refused", "不批准移送";
        Approved = "approved", "已批准，待移送";
        Sent = "sent", "已移送，待签收";
        Received = "received", "公安机关审查中";
        NotFiled = "not_filed", "公安机关不予立案";
        Reconsidering = "reconsidering", "公安机关复议中";
        Upheld = "upheld", "复议维持不予立案";
        Supervision = "supervision", "已建议立案监督";
        Filed = "filed", "公安机关已立案";
        Handed = "handed", "已移交";
        /// Back with the bureau, which deals with it itself (art. 10).
        Closed = "closed", "移送终结";
    }
}

impl ReferralState {
    /// Whether somebody still owes something.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Refused | Self::Handed | Self::Closed)
    }
}

/// What has to be there before a referral is proposed. Crime referral rules art. 5, 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    pub suspect: Suspect,
    /// 案件情况的调查报告.
    pub has_report: bool,
    /// 涉案物品清单, or that there are no items.
    pub items_listed: bool,
    /// 检验报告或者鉴定结论, or that none is needed.
    pub appraisal_settled: bool,
    pub evidence: Vec<Evidence>,
    /// The officers of the case group: two different ones.
    pub officers: [i64; 2],
}

/// A referral as acts see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    pub state: ReferralState,
    pub proposed_on: Date,
    pub officers: [i64; 2],
    /// By when it has to be with the police, to the minute; set when it was approved.
    pub send_by: Option<DateTime>,
    pub clocks: Vec<Clock>,
}

/// What an act brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralTransition {
    pub next: ReferralState,
    pub event: CaseEvent,
    pub clocks: Vec<ClockChange>,
}

codes! {
    /// What may be done with a referral after it was proposed.
    ReferralAct {
        Approve = "approve_referral", "批准移送";
        Refuse = "refuse_referral", "不批准移送";
        Send = "send_referral", "移送公安机关";
        Receive = "receive_referral", "公安机关签收";
        AskSupplement = "ask_supplement", "公安机关要求补充材料";
        SendSupplement = "send_supplement", "补充移送材料";
        File = "police_filed", "公安机关决定立案";
        NotFile = "police_not_filed", "公安机关决定不予立案";
        AskReconsideration = "ask_reconsideration", "提请复议";
        ReconsiderFile = "reconsideration_filed", "复议决定立案";
        ReconsiderDeny = "reconsideration_denied", "复议维持不予立案";
        AskSupervision = "ask_supervision", "建议检察院立案监督";
        HandOver = "hand_over_items", "移交涉案物品和材料";
        Close = "close_referral", "移送终结，依法另行处理";
    }
}

impl ReferralAct {
    /// The line of the timeline that it makes.
    pub const fn kind(self) -> EventKind {
        match self {
            Self::Approve => EventKind::ReferralApproved,
            Self::Refuse => EventKind::ReferralRefused,
            Self::Send => EventKind::ReferralSent,
            Self::Receive => EventKind::ReferralReceived,
            Self::AskSupplement => EventKind::SupplementAsked,
            Self::SendSupplement => EventKind::SupplementSent,
            Self::File => EventKind::PoliceFiled,
            Self::NotFile => EventKind::PoliceNotFiled,
            Self::AskReconsideration => EventKind::ReconsiderationAsked,
            Self::ReconsiderFile => EventKind::ReconsiderationFiled,
            Self::ReconsiderDeny => EventKind::ReconsiderationDenied,
            Self::AskSupervision => EventKind::SupervisionAsked,
            Self::HandOver => EventKind::ItemsHandedOver,
            Self::Close => EventKind::ReferralClosed,
        }
    }

    /// From where to where it leads.
    const fn way(self) -> (&'static [ReferralState], ReferralState) {
        use ReferralState as S;
        match self {
            Self::Approve => (&[S::Proposed], S::Approved),
            Self::Refuse => (&[S::Proposed], S::Refused),
            Self::Send => (&[S::Approved], S::Sent),
            Self::Receive => (&[S::Sent], S::Received),
            Self::AskSupplement | Self::SendSupplement => (&[S::Received], S::Received),
            Self::File => (&[S::Received, S::Supervision], S::Filed),
            Self::NotFile => (&[S::Received], S::NotFiled),
            Self::AskReconsideration => (&[S::NotFiled], S::Reconsidering),
            Self::ReconsiderFile => (&[S::Reconsidering], S::Filed),
            Self::ReconsiderDeny => (&[S::Reconsidering], S::Upheld),
            Self::AskSupervision => (&[S::NotFiled, S::Upheld], S::Supervision),
            Self::HandOver => (&[S::Filed], S::Handed),
            Self::Close => (&[S::NotFiled, S::Upheld, S::Supervision], S::Closed),
        }
    }

    /// Terms that it meets, terms that it makes pointless, terms that it starts.
    const fn terms(self) -> (&'static [TermId], &'static [TermId], &'static [TermId]) {
        use TermId as T;
        match self {
            Self::Approve => (&[T::TApp], &[], &[T::TSend]),
            Self::Refuse => (&[T::TApp], &[], &[]),
            Self::Send => (&[T::TSend], &[], &[]),
            Self::Receive => (&[], &[], &[T::TRev]),
            Self::AskSupplement => (&[], &[], &[T::TSupp]),
            Self::SendSupplement => (&[T::TSupp], &[], &[]),
            Self::File => (&[T::TRev], &[T::TSupp, T::TRec], &[T::THand]),
            Self::NotFile => (&[T::TRev], &[T::TSupp], &[T::TRec]),
            Self::AskReconsideration | Self::ReconsiderDeny => (&[T::TRec], &[], &[T::TRec]),
            Self::ReconsiderFile => (&[T::TRec], &[], &[T::THand]),
            Self::AskSupervision => (&[T::TRec], &[], &[]),
            Self::HandOver => (&[T::THand], &[], &[]),
            Self::Close => (&[], &[T::TRec], &[]),
        }
    }
}

/// 提出移送报告: everything on the list is there, two officers stand for it. T-APP starts: the head has three days.
pub fn propose(
    checklist: &Checklist,
    protections: &[Protection],
    by: &Officer,
    reason: &Reason,
    on: Date,
) -> Result<ReferralTransition, Refusal> {
    let missing = [
        (checklist.has_report, "涉嫌犯罪案件情况的调查报告"),
        (checklist.items_listed, "涉案物品清单"),
        (checklist.appraisal_settled, "检验报告或者鉴定结论（或者注明不需要）"),
    ];
    if let Some(&(_, missing)) = missing.iter().find(|(is_there, _)| !is_there) {
        return Err(Refusal::ChecklistIncomplete { missing });
    }
    let [first, second] = checklist.officers;
    if first == second {
        return Err(Refusal::TwoOfficersNeeded);
    }
    if let (Suspect::Filer, Some(&flag)) = (checklist.suspect, protections.first()) {
        return Err(Refusal::Protected { flag });
    }
    require_evidence(&checklist.evidence)?;
    let event = CaseEvent { reason: Some(reason.clone()), ..CaseEvent::by(EventKind::ReferralProposed, by, on) };
    Ok(ReferralTransition { next: ReferralState::Proposed, event, clocks: vec![ClockChange::Start { term: TermId::TApp, from: on }] })
}

impl Referral {
    fn open_clock(&self, term: TermId) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.term == term && clock.state.is_open())
    }

    /// Whether this act can be done in this state.
    pub fn can(&self, act: ReferralAct) -> bool {
        act.way().0.contains(&self.state)
            && match act {
                ReferralAct::AskSupplement => self.open_clock(TermId::TSupp).is_none(),
                ReferralAct::SendSupplement => self.open_clock(TermId::TSupp).is_some(),
                _ => true,
            }
    }

    /// Does the act at that moment, or says why not. A term that ran out does not forbid it: the event says so.
    pub fn perform(&self, act: ReferralAct, by: &Officer, reason: Option<&Reason>, at: DateTime) -> Result<ReferralTransition, Refusal> {
        let kind = act.kind();
        if !self.can(act) {
            return Err(Refusal::WrongReferralState { act: kind.label(), state: self.state });
        }
        if kind.spec().needs_reason && reason.is_none() {
            return Err(Refusal::ReasonTooShort);
        }
        let on = at.date();
        if on < self.proposed_on {
            return Err(Refusal::BeforeReceipt { received_on: self.proposed_on });
        }
        if matches!(act, ReferralAct::Approve | ReferralAct::Refuse) && self.officers.contains(&by.account_id()) {
            return Err(Refusal::ApproverInvolved);
        }
        let mut event = CaseEvent { reason: reason.cloned(), ..CaseEvent::by(kind, by, on) };
        let mut clocks = Vec::new();
        let (meets, voids, starts) = act.terms();
        for &term in meets {
            if let Some(clock) = self.open_clock(term) {
                // Twenty-four hours are counted from the moment, not by days.
                let late = if term == TermId::TSend { self.send_by.is_some_and(|by| at > by) } else { clock.would_be_late(on) };
                event.late.extend(late.then_some(term));
                clocks.push(ClockChange::Meet { term, on, late });
            }
        }
        for &term in voids {
            if let Some(clock) = self.open_clock(term) {
                event.late.extend(clock.would_be_late(on).then_some(term));
                clocks.push(ClockChange::Void { term, on });
            }
        }
        clocks.extend(starts.iter().map(|&term| ClockChange::Start { term, from: on }));
        Ok(ReferralTransition { next: act.way().1, event, clocks })
    }
}
