//! Grounds on which a complaint is declined or its mediation ended. Which of them a set of rules knows,
//! under which number and in which words, is data of the `law` room.

use crate::codes::codes;

codes! {
    /// A set of national rules on complaints and tip-offs.
    RulesId {
        Order20 = "o20", "市场监督管理投诉举报处理暂行办法";
        Order121 = "o121", "市场监督管理投诉举报处理办法";
    }
}

codes! {
    /// Why a complaint is not accepted. Order 20 art. 15, Order 121 art. 16.
    DeclineGround {
        NotCompetent = "not_competent", "不属于市场监管部门职责或者本机关无处理权限";
        AlreadyHandled = "already_handled", "同一争议已经受理或者处理过";
        NotForLivingConsumption = "not_for_living_consumption", "不是为生活消费需要，或者不能证明存在消费者权益争议";
        OverThreeYears = "over_three_years", "超过三年";
        MaterialMissingOrFalse = "material_missing_or_false", "未提供规定材料或者提供虚假材料";
        /// Order 121 only.
        Impersonation = "impersonation", "冒用他人名义或者拒不配合核验身份";
        OtherLaw = "other_law", "法律、法规、规章规定的其他情形";
    }
}

impl DeclineGround {
    /// Whether the ground speaks against the filer's conduct: then it needs evidence, and a protection flag blocks it.
    pub const fn is_adverse(self) -> bool {
        matches!(self, Self::NotForLivingConsumption | Self::Impersonation)
    }
}

codes! {
    /// Why mediation is ended. Order 20 art. 21, Order 121 art. 23.
    EndGround {
        WithdrawnOrReconciled = "withdrawn_or_reconciled", "撤回投诉或者自行和解";
        AbsentOrRefused = "absent_or_refused", "无正当理由不参加或者明确拒绝调解";
        NoAgreement = "no_agreement", "明确表示无法达成调解协议";
        AppraisalCost = "appraisal_cost", "鉴定、检测无法协商一致";
        /// No agreement within the term of C-MED.
        TermOver = "term_over", "调解期限届满未达成协议";
        /// A ground for declining came to light after acceptance; which one is named with the act.
        Declinable = "declinable", "受理后发现属于不予受理情形";
        /// 骗取赔偿 or 敲诈勒索, to be handed to the police as well. Order 121 art. 23(6) with 42.
        FraudOrExtortion = "fraud_or_extortion", "涉嫌骗取赔偿或者敲诈勒索";
        /// Order 121 only.
        PartyGone = "party_gone", "当事人死亡或者主体资格灭失";
        OtherLaw = "other_law", "法律、法规、规章规定的其他情形";
    }
}

impl EndGround {
    /// Whether the ground itself speaks against the filer's conduct; for [`Self::Declinable`] the ground that came to light decides.
    pub const fn is_adverse(self) -> bool {
        matches!(self, Self::FraudOrExtortion)
    }
}

codes! {
    /// What a set of rules may provide for besides grounds; the label says it in the words of the desk.
    Provision {
        /// The filer may be asked for papers on who they are. Order 121 art. 10 para. 3.
        Identity = "identity", "要求提供身份证明材料";
        /// The receiving desk passes what it received to the unit that may handle it. Order 20 art. 37, Order 121 art. 41.
        Route = "route", "分送有处理权限的单位";
        /// Two bureaus disagree on who may handle it. Order 20 art. 30, Order 121 art. 33.
        Dispute = "dispute", "处理权限争议";
        /// Mediation needs both sides' consent. Order 20 art. 16, Order 121 art. 18.
        Consent = "consent", "双方同意调解";
        /// Mediation may be entrusted to an association. Order 20 art. 17, Order 121 art. 19.
        Delegation = "delegation", "委托调解";
        /// Entrusting needs both sides' consent. Order 121 art. 19 only.
        DelegationByConsent = "delegation_by_consent", "委托调解须经双方同意";
        /// Both sides are told time, place and mediators beforehand. Order 20 art. 18, Order 121 art. 20.
        Session = "session", "现场调解提前告知";
        /// A challenge to the mediator suspends mediation. Order 20 art. 19, Order 121 art. 21.
        Avoidance = "avoidance", "回避申请中止调解";
        /// Appraisal and testing time is not counted. Order 20 art. 20, Order 121 art. 22.
        Appraisal = "appraisal", "鉴定检测时间不计算";
        /// The agreement is put down in writing. Order 20 art. 22, Order 121 art. 24.
        Agreement = "agreement", "调解书";
        /// Two or more complainants in one dispute. Order 20 art. 11, Order 121 art. 12.
        Joint = "joint", "共同投诉";
        /// Who is not competent tells the informant where to go. Order 20 art. 29, Order 121 art. 34.
        NoCompetence = "no_competence", "不具备举报处理权限的告知";
        /// The same fact again is not handled again, new facts are put together. Order 121 art. 35 para. 2.
        Repeat = "repeat", "重复举报";
        /// Result and reward only where a law says so. Order 20 art. 32, Order 121 art. 36.
        ResultNotice = "result_notice", "处理结果告知和奖励";
        /// Cheating or extorting a trader is handed to the police. Order 121 art. 42.
        Police = "police", "移送公安机关";
    }
}

/// What the rules of the day of receipt allow. Made by `law` from its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub id: RulesId,
    pub decline: Vec<DeclineGround>,
    pub end: Vec<EndGround>,
    /// A real-name informant is told of (non-)filing within R-NOTE (Order 20 art. 31¶2).
    pub tells_informant: bool,
    pub provisions: Vec<Provision>,
}

impl Rules {
    pub fn provides(&self, provision: Provision) -> bool {
        self.provisions.contains(&provision)
    }
}
