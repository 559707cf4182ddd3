//! 文书: the forms that acts ask for. Wording and layout belong to the room that prints; which of them the rules of a day know, to `law`.

use crate::codes::codes;

codes! {
    /// A form. The label is the title printed on it. The first ten are those of April 2026, in their order (文书式样一 to 十).
    FormId {
        ComplaintRegister = "complaint_register", "投诉登记表";
        TipoffRegister = "tipoff_register", "举报登记表";
        Routing = "routing", "投诉/举报分送通知书";
        IdentityRequest = "identity_request", "限期提供身份证明材料通知书";
        Accept = "accept", "投诉受理决定书";
        Decline = "decline", "投诉不予受理决定书";
        MediationNotice = "mediation_notice", "投诉调解通知书";
        EndMediation = "end_mediation", "投诉终止调解决定书";
        Agreement = "agreement", "投诉调解书";
        TipoffResult = "tipoff_result", "举报处理结果告知书";
        /// 2019 only: told to a real-name informant under Order 20 art. 31 para. 2.
        CaseOpenedNotice = "case_opened_notice", "举报立案告知书";
        /// 2019 only, as above.
        NoCaseNotice = "no_case_notice", "举报不予立案告知书";
        /// With its list of materials. Crime referral rules art. 6.
        Referral = "referral", "涉嫌犯罪案件移送书";
        AvoidanceDecision = "avoidance_decision", "回避决定书";
        Extension = "extension", "延期审批表";
        ServiceReceipt = "service_receipt", "送达回证";
    }
}

impl FormId {
    /// The title printed on it.
    pub const fn title(self) -> &'static str {
        self.label()
    }
}
