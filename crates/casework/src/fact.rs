//! Facts contributed by departments. Source: FORMATS §2.

use jiff::civil::Date;

use crate::codes::codes;
use crate::values::{IdNo, Money, PersonName, Phone, Uscc};

/// One row of a department's file after every cell was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct DepartmentFact {
    pub kind: FactKind,
    /// 编号, unique within its kind and organ.
    pub fact_no: String,
    /// 办理机关.
    pub organ: String,
    pub happened_on: Date,
    pub name: Option<PersonName>,
    pub id_no: Option<IdNo>,
    pub phone: Option<Phone>,
    /// 事项: what it was about, in the department's words.
    pub matter: Option<String>,
    /// 关联来件编号; required for attestations.
    pub submission_no: Option<String>,
    pub result: FactResult,
    pub result_on: Option<Date>,
    /// 被处罚单位 and what it was fined for; penalties only.
    pub penalty: Option<Penalty>,
}

/// 行政处罚.
#[derive(Clone, Debug, PartialEq)]
pub struct Penalty {
    pub operator_name: String,
    pub operator_uscc: Option<Uscc>,
    pub cause: Option<String>,
    pub fine: Option<Money>,
}

codes! {
    /// Kind of department fact; reviews and suits, and attestations by type, are kinds of their own.
    FactKind {
        Reconsideration = "reconsideration", "行政复议";
        Lawsuit = "lawsuit", "行政诉讼";
        Disclosure = "disclosure", "信息公开申请";
        Discipline = "discipline", "纪检举报";
        Police = "police", "公安反馈";
        Petition = "petition", "信访事项";
        Penalty = "penalty", "行政处罚";
        DeniedByPerson = "denied_by_person", "本人否认";
        Hired = "hired", "受雇";
        InventedFacts = "invented_facts", "捏造事实";
        PlantedOrSwapped = "planted_or_swapped", "夹带掉包";
        Extortion = "extortion", "敲诈勒索";
        Whistleblower = "whistleblower", "内部举报人";
        PublicInterest = "public_interest", "公益举报";
    }
}

codes! {
    /// 结果, over all kinds; which of them a kind allows is [`FactKind::results`].
    FactResult {
        Pending = "pending", "在办";
        NotAdmitted = "not_admitted", "不予受理";
        Admitted = "admitted", "受理";
        Dismissed = "dismissed", "驳回";
        Upheld = "upheld", "维持";
        Quashed = "quashed", "撤销";
        HeldUnlawful = "held_unlawful", "确认违法";
        Mediated = "mediated", "调解";
        Withdrawn = "withdrawn", "撤回";
        Disclosed = "disclosed", "公开";
        PartlyDisclosed = "partly_disclosed", "部分公开";
        NotDisclosed = "not_disclosed", "不予公开";
        OutOfScope = "out_of_scope", "不属于公开范围";
        NotProcessed = "not_processed", "不予处理";
        True = "true", "属实";
        Partly = "partly", "部分属实";
        Untrue = "untrue", "不属实";
        NoCase = "no_case", "不予立案";
        PublicOrderPenalty = "public_order_penalty", "治安处罚";
        CaseOpened = "case_opened", "刑事立案";
        Prosecuted = "prosecuted", "移送起诉";
        Convicted = "convicted", "判决有罪";
        Finished = "finished", "办结";
        Decided = "decided", "决定";
        Established = "established", "成立";
        NotEstablished = "not_established", "不成立";
    }
}

impl FactKind {
    /// The results that this kind of fact may have.
    pub const fn results(self) -> &'static [FactResult] {
        use FactResult as R;
        match self {
            Self::Reconsideration | Self::Lawsuit => {
                &[R::NotAdmitted, R::Dismissed, R::Upheld, R::Quashed, R::HeldUnlawful, R::Mediated, R::Withdrawn, R::Pending]
            }
            Self::Disclosure => &[R::Disclosed, R::PartlyDisclosed, R::NotDisclosed, R::OutOfScope, R::NotProcessed, R::Pending],
            Self::Discipline => &[R::True, R::Partly, R::Untrue, R::Pending],
            Self::Police => &[R::NoCase, R::PublicOrderPenalty, R::CaseOpened, R::Prosecuted, R::Convicted, R::Pending],
            Self::Petition => &[R::Admitted, R::NotAdmitted, R::Finished, R::Pending],
            Self::Penalty => &[R::Decided, R::Quashed],
            Self::DeniedByPerson
            | Self::Hired
            | Self::InventedFacts
            | Self::PlantedOrSwapped
            | Self::Extortion
            | Self::Whistleblower
            | Self::PublicInterest => &[R::Established, R::NotEstablished],
        }
    }
}
