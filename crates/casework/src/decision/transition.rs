//! What every act has in common: who, why, what it brings.

use std::fmt;

use jiff::civil::Date;

use crate::clock::{ClockChange, PauseReason, TermId};
use crate::clue::ClueState;
use crate::codes::{Protection, codes};
use crate::decision::{DeclineGround, EndGround, Refusal};
use crate::form::FormId;
use crate::matter::{Matter, MatterState};
use crate::proceeding::{ProceedingChange, ProceedingKind, ProceedingState};

/// The named person who acts. Cannot be made without a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Officer {
    account_id: i64,
    name: String,
}

impl Officer {
    pub fn new(account_id: i64, name: &str) -> Result<Self, Refusal> {
        let name = name.trim();
        if name.is_empty() { Err(Refusal::OfficerUnnamed) } else { Ok(Self { account_id, name: name.to_owned() }) }
    }

    pub const fn account_id(&self) -> i64 {
        self.account_id
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for Officer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Officer({})", self.account_id)
    }
}

/// Why an officer decides so, in at least [`Reason::MIN_CHARS`] characters other than white space. May name people: kept sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    pub const MIN_CHARS: usize = 10;

    pub fn new(text: &str) -> Result<Self, Refusal> {
        let text = crate::values::clean_text(text);
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        if chars < Self::MIN_CHARS { Err(Refusal::ReasonTooShort) } else { Ok(Self(text)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reason(…)")
    }
}

codes! {
    /// What happened, for the timeline.
    EventKind {
        Received = "received", "收到来件";
        Assigned = "assigned", "分派承办人";
        Accepted = "accepted", "决定受理";
        Declined = "declined", "决定不予受理";
        Settled = "settled", "调解成功";
        MediationEnded = "mediation_ended", "终止调解";
        Withdrawn = "withdrawn", "投诉人撤回";
        CaseOpened = "case_opened", "决定立案";
        NoCase = "no_case", "决定不予立案";
        CaseConcluded = "case_concluded", "案件办结";
        Told = "told", "告知当事人";
        ClueRaised = "clue_raised", "登记线索";
        ClueFiled = "clue_filed", "线索立案";
        ClueNotFiled = "clue_not_filed", "线索不予立案";
        Protected = "protected", "标记保护";
        ProtectionLifted = "protection_lifted", "解除保护标记";
        IdentityAsked = "ask_identity", "限期提供身份证明材料";
        IdentityShown = "identity_shown", "身份证明材料已提供";
        IdentityFailed = "identity_failed", "身份核验未成";
        Routed = "route", "分送";
        GivenBack = "give_back", "反馈统一接收机构";
        DisputeOpened = "open_dispute", "发生处理权限争议";
        DisputeSettled = "settle_dispute", "处理权限争议解决";
        ConsentTaken = "consent", "记录调解意愿";
        Delegated = "delegate", "委托调解";
        DelegationEnded = "end_delegation", "收回委托";
        Convened = "convene", "通知调解";
        Heard = "hear", "记录调解情况";
        Challenged = "challenge", "提出回避申请";
        ChallengeRuled = "rule_challenge", "决定是否回避";
        AppraisalStarted = "start_appraisal", "开始鉴定检测";
        AppraisalEnded = "end_appraisal", "鉴定检测结束";
        PerformanceChecked = "check_performance", "核对协议履行";
        ExtensionAsked = "ask_extension", "申请延期";
        Extended = "extend", "批准延期";
        ExtensionDenied = "deny_extension", "不批准延期";
        TestingStarted = "start_testing", "开始检验检测鉴定";
        TestingEnded = "end_testing", "检验检测鉴定结束";
        NotCompetent = "not_competent", "告知向有权机关提出";
        Informed = "inform", "依法告知处理结果";
        RewardChecked = "check_reward", "举报奖励审查";
        Repeated = "repeat", "重复举报不再另行处理";
        FactsMerged = "merge_facts", "新事实合并处理";
        Merged = "merge", "并案";
        Unmerged = "unmerge", "分案恢复";
        Joined = "join", "按共同投诉处理";
        JoinUndone = "leave", "不再按共同投诉处理";
        Archived = "archive", "归档";
        Unarchived = "unarchive", "撤销归档";
        ReferralProposed = "propose_referral", "提出移送报告";
        ReferralApproved = "approve_referral", "批准移送";
        ReferralRefused = "refuse_referral", "不批准移送";
        ReferralSent = "send_referral", "移送公安机关";
        ReferralReceived = "receive_referral", "公安机关签收";
        SupplementAsked = "ask_supplement", "公安机关要求补充材料";
        SupplementSent = "send_supplement", "补充移送材料";
        PoliceFiled = "police_filed", "公安机关决定立案";
        PoliceNotFiled = "police_not_filed", "公安机关决定不予立案";
        ReconsiderationAsked = "ask_reconsideration", "提请复议";
        ReconsiderationFiled = "reconsideration_filed", "复议决定立案";
        ReconsiderationDenied = "reconsideration_denied", "复议维持不予立案";
        SupervisionAsked = "ask_supervision", "建议检察院立案监督";
        ItemsHandedOver = "hand_over_items", "移交涉案物品和材料";
        ReferralClosed = "close_referral", "移送终结，依法另行处理";
        Claimed = "claim", "领办";
        HandedOver = "hand_over", "移交承办";
        Reminded = "remind", "催办";
        FindingMade = "make_finding", "认定情形";
        FindingJudged = "judge_finding", "反馈研判";
        BatchUndone = "batch_undone", "撤销批量办理";
    }
}

/// One line of the timeline. All of it but `reason` is free of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEvent {
    pub kind: EventKind,
    pub officer_id: i64,
    pub on: Date,
    pub decline_ground: Option<DeclineGround>,
    pub end_ground: Option<EndGround>,
    pub assigned_to: Option<i64>,
    pub protection: Option<Protection>,
    /// What was answered or found, as a code: an answer, a ruling.
    pub answer: Option<&'static str>,
    /// The circumstance that was found or judged, e.g. `yy16.2.8`.
    pub circumstance: Option<String>,
    /// Terms that were already over when the act was done.
    pub late: Vec<TermId>,
    /// Sealed by whoever stores it.
    pub reason: Option<Reason>,
}

impl CaseEvent {
    /// The paper that tells of it. A complaint taken back during mediation ends it, and both sides are told as of any other ending.
    pub const fn form(&self) -> Option<FormId> {
        match (self.kind, self.end_ground) {
            (EventKind::Withdrawn, Some(_)) => Some(FormId::EndMediation),
            (kind, _) => kind.spec().form,
        }
    }

    pub(crate) const fn by(kind: EventKind, officer: &Officer, on: Date) -> Self {
        Self {
            kind,
            officer_id: officer.account_id(),
            on,
            decline_ground: None,
            end_ground: None,
            assigned_to: None,
            protection: None,
            answer: None,
            circumstance: None,
            late: Vec::new(),
            reason: None,
        }
    }
}

/// What an act on a matter brings: to be written in one database transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    pub next: MatterState,
    pub events: Vec<CaseEvent>,
    pub clocks: Vec<ClockChange>,
    /// The new state of the clue that was born with this tip-off ([`crate::clue::ClueOrigin::Receipt`]), if one was. Never set by an act on a complaint.
    pub clue: Option<ClueState>,
    pub proceedings: Vec<ProceedingChange>,
    /// Put away, or taken out again.
    pub archived: Option<bool>,
}

impl Transition {
    /// Whether some term was over when the act was done.
    pub fn is_late(&self) -> bool {
        self.events.iter().any(|event| !event.late.is_empty())
    }
}

/// Builds a transition: meets and voids the matter's open clocks, and notes lateness in the event.
pub(super) struct Outcome<'a> {
    pub(super) matter: &'a Matter,
    pub(super) next: MatterState,
    pub(super) event: CaseEvent,
    pub(super) clocks: Vec<ClockChange>,
    proceedings: Vec<ProceedingChange>,
    archived: Option<bool>,
}

impl<'a> Outcome<'a> {
    /// Refuses a day before the receipt, and anything on a matter that was put away; `next` is the state after the act.
    pub(super) fn new(matter: &'a Matter, next: MatterState, event: CaseEvent) -> Result<Self, Refusal> {
        if event.on < matter.received_on {
            return Err(Refusal::BeforeReceipt { received_on: matter.received_on });
        }
        if matter.archived && event.kind != EventKind::Unarchived {
            return Err(Refusal::Archived);
        }
        Ok(Self { matter, next, event, clocks: Vec::new(), proceedings: Vec::new(), archived: None })
    }

    pub(super) const fn becomes(mut self, next: MatterState) -> Self {
        self.next = next;
        self
    }

    pub(super) const fn archives(mut self, archived: bool) -> Self {
        self.archived = Some(archived);
        self
    }

    /// A day that is set has to lie ahead, or be today.
    pub(super) fn not_before(self, day: Date) -> Result<Self, Refusal> {
        if day < self.event.on { Err(Refusal::DayPast { day }) } else { Ok(self) }
    }

    /// Something begins; a second of its kind has to wait for the end of the first.
    pub(super) fn opens(mut self, kind: ProceedingKind, due_on: Option<Date>) -> Result<Self, Refusal> {
        if self.matter.open_proceeding(kind).is_some() {
            return Err(Refusal::ProceedingOpen { kind });
        }
        self.proceedings.push(ProceedingChange::Open { kind, on: self.event.on, due_on });
        Ok(self)
    }

    /// Something that is going on ends.
    pub(super) fn closes(self, kind: ProceedingKind, state: ProceedingState) -> Result<Self, Refusal> {
        if self.matter.open_proceeding(kind).is_none() {
            return Err(Refusal::NoProceeding { kind });
        }
        Ok(self.closes_now(kind, state))
    }

    /// Ends it if it is going on.
    pub(super) fn closes_if_open(self, kind: ProceedingKind, state: ProceedingState) -> Self {
        if self.matter.open_proceeding(kind).is_some() { self.closes_now(kind, state) } else { self }
    }

    /// Ends what this very act began, or what is known to be going on.
    pub(super) fn closes_now(mut self, kind: ProceedingKind, state: ProceedingState) -> Self {
        self.proceedings.push(ProceedingChange::Close { kind, state, on: self.event.on });
        self
    }

    /// The matter is decided: whatever was going on in it is over, a dispute over competence too.
    pub(super) fn drops_proceedings(mut self) -> Self {
        let open = self.matter.proceedings.iter().filter(|known| known.state == ProceedingState::Open);
        let on = self.event.on;
        self.proceedings.extend(open.map(|known| ProceedingChange::Close { kind: known.kind, state: ProceedingState::Dropped, on }));
        self.voids(TermId::Jur)
    }

    pub(super) fn pauses(mut self, term: TermId, reason: PauseReason) -> Self {
        self.clocks.push(ClockChange::Pause { term, reason, on: self.event.on });
        self
    }

    pub(super) fn resumes(mut self, term: TermId, reason: PauseReason) -> Self {
        self.clocks.push(ClockChange::Resume { term, reason, on: self.event.on });
        self
    }

    pub(super) fn extends(mut self, term: TermId) -> Self {
        self.clocks.push(ClockChange::Extend { term });
        self
    }

    /// The term of the first decision counts from the receipt by the bureau that may handle the matter (Order 121 art. 15, penalty
    /// procedure art. 18). That it had run out before is still noted.
    pub(super) fn restarts_first_term(mut self) -> Self {
        for term in [TermId::CAcc, TermId::RVer] {
            if let Some(clock) = self.matter.open_clock(term) {
                self.event.late.extend(clock.would_be_late(self.event.on).then_some(term));
                self.clocks.push(ClockChange::Restart { term, from: self.event.on });
            }
        }
        self
    }

    /// What was owed is owed again.
    pub(super) fn reopens(mut self, terms: &[TermId]) -> Self {
        self.clocks.extend(terms.iter().map(|&term| ClockChange::Reopen { term }));
        self
    }

    /// The term counts anew from that day.
    pub(super) fn restarts(mut self, term: TermId, from: Date) -> Self {
        self.clocks.push(ClockChange::Restart { term, from });
        self
    }

    /// The act is what this term asks for.
    pub(super) fn meets(mut self, term: TermId) -> Self {
        if let Some(clock) = self.matter.open_clock(term) {
            let late = clock.would_be_late(self.event.on);
            self.event.late.extend(late.then_some(term));
            self.clocks.push(ClockChange::Meet { term, on: self.event.on, late });
        }
        self
    }

    /// The act makes this term pointless. That it had run out before is still noted.
    pub(super) fn voids(mut self, term: TermId) -> Self {
        if let Some(clock) = self.matter.open_clock(term) {
            self.event.late.extend(clock.would_be_late(self.event.on).then_some(term));
            self.clocks.push(ClockChange::Void { term, on: self.event.on });
        }
        self
    }

    /// The act triggers this term.
    pub(super) fn starts(mut self, term: TermId) -> Self {
        self.clocks.push(ClockChange::Start { term, from: self.event.on });
        self
    }

    pub(super) fn finish(self, clue: Option<ClueState>) -> Transition {
        Transition {
            next: self.next,
            events: vec![self.event],
            clocks: self.clocks,
            clue,
            proceedings: self.proceedings,
            archived: self.archived,
        }
    }
}

/// 分派: puts an officer in charge.
#[derive(Clone, Debug)]
pub struct Assign {
    pub by: Officer,
    pub to: Officer,
    pub on: Date,
}

/// Puts an officer in charge of a matter on which something is still owed.
pub fn assign(matter: &Matter, act: &Assign) -> Result<Transition, Refusal> {
    if !matter.state.is_open() && matter.due_on().is_none() {
        return Err(Refusal::WrongState { act: "分派承办人", state: matter.state });
    }
    let event = CaseEvent { assigned_to: Some(act.to.account_id()), ..CaseEvent::by(EventKind::Assigned, &act.by, act.on) };
    Ok(Outcome::new(matter, matter.state, event)?.finish(None))
}

/// 告知: the parties or the informant were told of the decision.
#[derive(Clone, Debug)]
pub struct Tell {
    pub by: Officer,
    pub on: Date,
}

/// Meets C-END or R-NOTE, whichever is open.
pub fn tell(matter: &Matter, act: &Tell) -> Result<Transition, Refusal> {
    if matter.open_clock(TermId::CEnd).is_none() && matter.open_clock(TermId::RNote).is_none() {
        return Err(Refusal::NothingToTell);
    }
    let event = CaseEvent::by(EventKind::Told, &act.by, act.on);
    Ok(Outcome::new(matter, matter.state, event)?.meets(TermId::CEnd).meets(TermId::RNote).finish(None))
}
