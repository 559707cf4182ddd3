//! The fields of the forms: what each is called, how long it may be, which side of the day of issue it lies on.

macro_rules! fields {
    ($($(#[$meta:meta])* $name:ident = $key:literal, $label:literal, $limit:literal;)+) => {
        /// A field of a form. The key is its name in `policy/forms` and in drafts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Field { $($(#[$meta])* $name,)+ }

        impl Field {
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// What the officer reads beside it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// The most characters that the text may have.
            pub const fn limit(self) -> usize {
                match self { $(Self::$name => $limit,)+ }
            }
        }
    };
}

fields! {
    Organ = "organ", "发文机关", 60;
    PaperNo = "paper_no", "文号", 60;
    /// Only in the note under a correction.
    Corrects = "corrects", "所更正的文书", 120;
    Addressee = "addressee", "称谓", 100;
    ReceivedOn = "received_on", "收到日期", 20;
    Subject = "subject", "内容（“关于……的投诉/举报”）", 500;
    Contact = "contact", "联系人", 100;
    Phone = "phone", "联系电话", 60;
    PostAddress = "post_address", "通信地址", 200;
    DeclineGround = "decline_ground", "不予受理情形", 2;
    EndGround = "end_ground", "终止调解情形", 2;
    Reason = "reason", "告知当事人的理由", 2_000;
    Complainant = "complainant", "投诉人", 100;
    ComplainantPhone = "complainant_phone", "投诉人联系电话", 60;
    ComplainantAddress = "complainant_address", "投诉人联系地址", 200;
    ComplainantAgent = "complainant_agent", "投诉人的委托代理人", 100;
    ComplainantAgentPhone = "complainant_agent_phone", "投诉人代理人联系电话", 60;
    ComplainantAgentAddress = "complainant_agent_address", "投诉人代理人联系地址", 200;
    IdKind = "id_kind", "证件类型", 40;
    IdNo = "id_no", "证件号码", 60;
    ConsentPublish = "consent_publish", "同意公示投诉信息", 3;
    ConsentDelegate = "consent_delegate", "同意委托调解", 3;
    Informant = "informant", "举报人", 100;
    InformantPhone = "informant_phone", "举报人联系电话", 60;
    InformantAddress = "informant_address", "举报人联系地址", 200;
    Operator = "operator", "经营者", 200;
    OperatorHead = "operator_head", "法定代表人（负责人）", 100;
    OperatorContact = "operator_contact", "经营者联系人", 100;
    OperatorPhone = "operator_phone", "经营者联系电话", 60;
    OperatorAddress = "operator_address", "经营者地址", 200;
    OperatorAgent = "operator_agent", "经营者的委托代理人", 100;
    OperatorAgentPhone = "operator_agent_phone", "经营者代理人联系电话", 60;
    OperatorAgentAddress = "operator_agent_address", "经营者代理人联系地址", 200;
    Facts = "facts", "事实", 4_000;
    Demand = "demand", "投诉请求", 1_000;
    ReceivingOrgan = "receiving_organ", "接收机关", 60;
    Filer = "filer", "投诉举报人", 100;
    FiledOn = "filed_on", "提出日期", 20;
    ReportBy = "report_by", "报告处理结果的期限", 20;
    Copies = "copies", "材料份数", 4;
    Pages = "pages", "材料页数", 4;
    DueOn = "due_on", "期限", 20;
    IdentityMaterials = "identity_materials", "须提供的身份证明材料", 500;
    MeetAt = "meet_at", "调解时间", 20;
    Place = "place", "调解地点", 200;
    MoreMaterials = "more_materials", "另须携带的材料", 500;
    AvoidanceDays = "avoidance_days", "提出回避申请的期限（日）", 2;
    Mediators = "mediators", "调解人员", 100;
    Dispute = "dispute", "投诉内容及投诉请求", 2_000;
    Agreement = "agreement", "调解协议", 4_000;
    Instrument = "instrument", "规定告知的法律、法规、规章", 100;
    Article = "article", "条（汉字数字）", 40;
    Result = "result", "处理结果", 2_000;
    DecidedOn = "decided_on", "决定日期", 20;
    NoCaseReason = "no_case_reason", "不予立案的理由", 500;
    Suspect = "suspect", "涉嫌犯罪的人或单位", 200;
    SuspectedCrime = "suspected_crime", "涉嫌的犯罪", 200;
    ReferralMaterials = "referral_materials", "移送的材料", 2_000;
    ApprovedOn = "approved_on", "负责人批准日期", 20;
    CaseOfficers = "case_officers", "承办人（两名以上）", 200;
    AppliedOn = "applied_on", "申请日期", 20;
    AvoidanceReason = "avoidance_reason", "审查情况", 500;
    AvoidanceOutcome = "avoidance_outcome", "是否回避", 20;
    Term = "term", "申请延长的期限", 100;
    ExtendedTo = "extended_to", "延长至", 20;
    ExtensionBasis = "extension_basis", "依据", 300;
    ExtensionReason = "extension_reason", "延长理由", 2_000;
    ServedPaper = "served_paper", "送达文书名称、文号", 200;
    Recipient = "recipient", "受送达人", 200;
    ServicePlace = "service_place", "送达地点", 200;
    ServiceWay = "service_way", "送达方式", 40;
    Remark = "remark", "备注", 500;
    Listing = "listing", "列入情况", 60;
    RegistryBases = "registry_bases", "列入依据", 6_000;
    Grounds = "grounds", "适用的规定", 600;
    ReviewOn = "review_on", "复核日期", 20;
    ExpiresOn = "expires_on", "失效日期", 20;
    AnswerTerm = "answer_term", "异议答复期限", 60;
    Objection = "objection", "异议理由", 4_000;
    Conclusion = "conclusion", "答复结论", 60;
    Consequence = "consequence", "答复后的处理", 300;
    Ending = "ending", "结束方式", 60;
    EndedOn = "ended_on", "结束日期", 20;
    ToldReceivers = "told_receivers", "告知接收单位的情况", 200;
    EntryNo = "entry_no", "记录编号", 60;
    SharedOn = "shared_on", "提供日期", 20;
    Cause = "cause", "结束原因", 100;
    Right = "right", "请求的权利", 60;
    Request = "request", "请求内容", 4_000;
    AsOf = "as_of", "截止日期", 20;
    Holdings = "holdings", "个人信息明细", 60_000;
}

/// Which side of the day of issue a date must lie on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// On that day or earlier.
    Before,
    /// On that day or later.
    After,
}

impl Field {
    /// The field with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }

    /// `None`: either side will do, or the field is no date.
    pub(crate) const fn side(self) -> Option<Side> {
        match self {
            Self::ReceivedOn
            | Self::FiledOn
            | Self::DecidedOn
            | Self::ApprovedOn
            | Self::AppliedOn
            | Self::EndedOn
            | Self::SharedOn
            | Self::AsOf => Some(Side::Before),
            Self::DueOn | Self::ReportBy | Self::MeetAt | Self::ExtendedTo => Some(Side::After),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_back() {
        for &field in Field::ALL {
            assert_eq!(Field::from_key(field.key()), Some(field));
        }
    }
}
