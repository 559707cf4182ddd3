//! Which forms there are. Their wording is `policy/forms/*.toml`.

use crate::pack::pack;

/// The measures under which a matter is handled, by the date on which it was received. The code is the law pack's rule
/// set id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// 《市场监督管理投诉举报处理暂行办法》 (总局令第20号): 2020-01-01 to 2026-04-14.
    Order20,
    /// 《市场监督管理投诉举报处理办法》 (总局令第121号): from 2026-04-15.
    Order121,
}

impl Edition {
    /// Every edition, oldest first.
    pub const ALL: &'static [Self] = &[Self::Order20, Self::Order121];

    /// The id of the rule set, as the law pack writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Order20 => "o20",
            Self::Order121 => "o121",
        }
    }

    /// The edition of this rule set; `None` for a rule set without papers (matters older than 2020).
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|edition| edition.code() == code)
    }

    /// How many grounds for declining there are: 第十五条 of Order 20 has six, 第十六条 of Order 121 seven.
    pub const fn decline_grounds(self) -> u8 {
        match self {
            Self::Order20 => 6,
            Self::Order121 => 7,
        }
    }

    /// How many grounds for ending mediation there are: 第二十一条 of Order 20 has seven, 第二十三条 of Order 121 eight.
    pub const fn end_grounds(self) -> u8 {
        match self {
            Self::Order20 => 7,
            Self::Order121 => 8,
        }
    }
}

/// What a paper is. The code is kept in tables, and numbers are counted by it: papers of one kind share a series whatever
/// order they were made under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PaperKind {
    /// 投诉登记表
    ComplaintRegistration,
    /// 举报登记表
    TipoffRegistration,
    /// 投诉/举报分送通知书
    Dispatch,
    /// 限期提供身份证明材料通知书
    IdentityDemand,
    /// 投诉受理决定书
    ComplaintAccepted,
    /// 投诉不予受理决定书
    ComplaintDeclined,
    /// 投诉调解通知书
    MediationNotice,
    /// 投诉终止调解决定书
    MediationEnded,
    /// 投诉调解书
    MediationAgreement,
    /// 举报处理结果告知书
    TipoffResult,
    /// 举报立案告知书
    CaseOpened,
    /// 举报不予立案告知书
    NoCase,
    /// 涉嫌犯罪案件移送书
    Referral,
    /// 回避决定书
    Avoidance,
    /// 延期审批表
    Extension,
    /// 送达回证
    ServiceReceipt,
    /// 列入异常名录告知书
    RegistryNotice,
    /// 异常名录异议答复书
    ObjectionAnswer,
    /// 异常名录记录结束告知书, to the person
    RegistryEnded,
    /// 异常名录记录停止使用通知书, to a receiver
    RegistryStop,
    /// 个人信息权利请求答复书
    RightsAnswer,
    /// 个人信息副本
    PersonalCopy,
}

impl PaperKind {
    /// Every kind: the ten of April 2026 in their order, then the two of 2019, then those that no printed form exists for;
    /// last those of the 异常名录 and of rights in personal information. These rest on 个人信息保护法, on neither order: they are
    /// filed under the newest edition only.
    pub const ALL: &'static [Self] = &[
        Self::ComplaintRegistration,
        Self::TipoffRegistration,
        Self::Dispatch,
        Self::IdentityDemand,
        Self::ComplaintAccepted,
        Self::ComplaintDeclined,
        Self::MediationNotice,
        Self::MediationEnded,
        Self::MediationAgreement,
        Self::TipoffResult,
        Self::CaseOpened,
        Self::NoCase,
        Self::Referral,
        Self::Avoidance,
        Self::Extension,
        Self::ServiceReceipt,
        Self::RegistryNotice,
        Self::ObjectionAnswer,
        Self::RegistryEnded,
        Self::RegistryStop,
        Self::RightsAnswer,
        Self::PersonalCopy,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ComplaintRegistration => "complaint_registration",
            Self::TipoffRegistration => "tipoff_registration",
            Self::Dispatch => "dispatch",
            Self::IdentityDemand => "identity_demand",
            Self::ComplaintAccepted => "complaint_accepted",
            Self::ComplaintDeclined => "complaint_declined",
            Self::MediationNotice => "mediation_notice",
            Self::MediationEnded => "mediation_ended",
            Self::MediationAgreement => "mediation_agreement",
            Self::TipoffResult => "tipoff_result",
            Self::CaseOpened => "case_opened",
            Self::NoCase => "no_case",
            Self::Referral => "referral",
            Self::Avoidance => "avoidance",
            Self::Extension => "extension",
            Self::ServiceReceipt => "service_receipt",
            Self::RegistryNotice => "registry_notice",
            Self::ObjectionAnswer => "objection_answer",
            Self::RegistryEnded => "registry_ended",
            Self::RegistryStop => "registry_stop",
            Self::RightsAnswer => "rights_answer",
            Self::PersonalCopy => "personal_copy",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// The text of `policy/forms` for this kind.
    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::ComplaintRegistration => include_str!("../../../policy/forms/complaint-registration.toml"),
            Self::TipoffRegistration => include_str!("../../../policy/forms/tipoff-registration.toml"),
            Self::Dispatch => include_str!("../../../policy/forms/dispatch.toml"),
            Self::IdentityDemand => include_str!("../../../policy/forms/identity-demand.toml"),
            Self::ComplaintAccepted => include_str!("../../../policy/forms/complaint-accepted.toml"),
            Self::ComplaintDeclined => include_str!("../../../policy/forms/complaint-declined.toml"),
            Self::MediationNotice => include_str!("../../../policy/forms/mediation-notice.toml"),
            Self::MediationEnded => include_str!("../../../policy/forms/mediation-ended.toml"),
            Self::MediationAgreement => include_str!("../../../policy/forms/mediation-agreement.toml"),
            Self::TipoffResult => include_str!("../../../policy/forms/tipoff-result.toml"),
            Self::CaseOpened => include_str!("../../../policy/forms/case-opened.toml"),
            Self::NoCase => include_str!("../../../policy/forms/no-case.toml"),
            Self::Referral => include_str!("../../../policy/forms/referral.toml"),
            Self::Avoidance => include_str!("../../../policy/forms/avoidance.toml"),
            Self::Extension => include_str!("../../../policy/forms/extension.toml"),
            Self::ServiceReceipt => include_str!("../../../policy/forms/service-receipt.toml"),
            Self::RegistryNotice => include_str!("../../../policy/forms/registry-notice.toml"),
            Self::ObjectionAnswer => include_str!("../../../policy/forms/objection-answer.toml"),
            Self::RegistryEnded => include_str!("../../../policy/forms/registry-ended.toml"),
            Self::RegistryStop => include_str!("../../../policy/forms/registry-stop.toml"),
            Self::RightsAnswer => include_str!("../../../policy/forms/rights-answer.toml"),
            Self::PersonalCopy => include_str!("../../../policy/forms/personal-copy.toml"),
        }
    }
}

/// One form: what it is, under which measures. Not every kind exists under both: see [`Form::exists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Form {
    pub edition: Edition,
    pub kind: PaperKind,
}

/// How far the wording of a form can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Word for word the form of April 2026.
    Official,
    /// The printed form of 2019 was not at hand: worded from the articles, to be compared with the original.
    Reconstructed,
    /// No printed form exists (总体说明: 可以根据工作实际单独制定): our own, worded from the articles.
    Own,
}

impl Standing {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Reconstructed => "reconstructed",
            Self::Own => "own",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Official, Self::Reconstructed, Self::Own].into_iter().find(|standing| standing.code() == code)
    }
}

impl Form {
    /// Every form on file, newest edition first.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |edition| PaperKind::ALL.iter().map(move |&kind| Self { edition, kind });
        Edition::ALL.iter().rev().flat_map(move |&edition| of(edition)).filter(|form| form.exists())
    }

    /// Whether these measures know such a paper.
    pub fn exists(self) -> bool {
        pack().text(self).is_some()
    }

    /// The stable code kept in tables, such as `o121.complaint_accepted`.
    pub fn code(self) -> String {
        format!("{}.{}", self.edition.code(), self.kind.code())
    }

    /// The form with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let (edition, kind) = code.split_once('.')?;
        let form = Self { edition: Edition::from_code(edition)?, kind: PaperKind::from_code(kind)? };
        form.exists().then_some(form)
    }

    /// The title that is printed.
    pub fn title(self) -> &'static str {
        pack().title(self.kind)
    }

    /// Where the wording comes from, and how far it can be relied on.
    pub fn standing(self) -> Option<(Standing, &'static str)> {
        pack().text(self).map(|text| (text.standing, text.source.as_str()))
    }

    /// The mark of the form in a paper number (see [`paper_no`](crate::paper_no)).
    pub(crate) fn mark(self) -> &'static str {
        pack().mark(self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_their_values() {
        for form in Form::all() {
            assert_eq!(Form::from_code(&form.code()), Some(form));
        }
        assert_eq!(Edition::from_code("before-2020"), None);
        assert_eq!(Form::from_code("o121.case_opened"), None, "deleted with Order 121");
        assert_eq!(Form::from_code("o20.identity_demand"), None, "new with Order 121");
        assert_eq!(Form::all().count(), 14 + 15 + 6);
    }

    /// What is word for word official, what is not: a list that a reader of the papers can rely on.
    #[test]
    fn the_ten_forms_of_april_2026_and_no_others_are_official() {
        let official: Vec<Form> = Form::all().filter(|form| form.standing().is_some_and(|(s, _)| s == Standing::Official)).collect();
        let ten: Vec<Form> = PaperKind::ALL[..10].iter().map(|&kind| Form { edition: Edition::Order121, kind }).collect();
        assert_eq!(official, ten);
    }

    /// Two kinds with one mark would share a number.
    #[test]
    fn marks_differ() {
        let mut marks: Vec<&str> = PaperKind::ALL.iter().map(|&kind| pack().mark(kind)).collect();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), PaperKind::ALL.len());
    }
}
