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

/// What the rules of the day of receipt allow. Made by `law` from its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    pub id: RulesId,
    pub decline: Vec<DeclineGround>,
    pub end: Vec<EndGround>,
    /// A real-name informant is told of (non-)filing within R-NOTE (Order 20 art. 31¶2).
    pub tells_informant: bool,
}
