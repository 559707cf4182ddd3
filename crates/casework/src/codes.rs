//! Closed lists of the trade, each with the Chinese label that workbooks and pages use
//! and the stable code that tables use.

/// Declares a closed list: identifier, stable code (kept in tables), Chinese label (in workbooks and pages).
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order in which people list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code kept in tables and exports for programs.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The Chinese word that workbooks and pages use.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }

            /// The value with this stable code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The value with this Chinese word.
            pub fn from_label(label: &str) -> Option<Self> {
                match label { $($label => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// 来源渠道: by which way a submission reached the bureau.
    Channel {
        Platform12315 = "platform12315", "全国12315平台";
        Hotline12315 = "hotline12315", "12315热线";
        Hotline12345 = "hotline12345", "12345热线";
        Letter = "letter", "来信";
        Visit = "visit", "来访";
        Superior = "superior", "上级交办";
        Department = "department", "部门转办";
    }
}

codes! {
    /// What an officer declares about a trader or a person (公务员法第七十四条、第七十六条; 行政处罚法第四十三条).
    Relation {
        /// The officer's own number: whoever filed under it is the officer.
        Myself = "myself", "本人";
        Spouse = "spouse", "配偶";
        DirectBlood = "direct_blood", "直系血亲";
        Collateral = "collateral", "三代以内旁系血亲";
        InLaw = "in_law", "近姻亲";
        /// A share, a loan, a lease, a debt.
        Interest = "interest", "有利害关系";
        FormerEmployer = "former_employer", "曾经任职";
        Other = "other", "其他可能影响公正的关系";
    }
}

codes! {
    /// What the head ruled about one officer and one filing.
    AvoidanceRuling {
        Avoid = "avoid", "应当回避";
        Stay = "stay", "不需回避";
    }
}

codes! {
    /// 类型 of a submission: a row may hold a complaint, a tip-off or both.
    SubmissionKind {
        Complaint = "complaint", "投诉";
        Tipoff = "tipoff", "举报";
        Both = "both", "投诉举报";
    }
}

codes! {
    /// 事项: what one matter is.
    MatterKind {
        Complaint = "complaint", "投诉";
        Tipoff = "tipoff", "举报";
    }
}

codes! {
    /// 证件类型. An empty cell means a resident identity card.
    IdKind {
        ResidentCard = "resident_card", "居民身份证";
        Passport = "passport", "护照";
        HongKongMacaoPermit = "hk_mo_permit", "港澳居民来往内地通行证";
        TaiwanPermit = "tw_permit", "台湾居民来往大陆通行证";
        UnifiedSocialCredit = "uscc", "统一社会信用代码";
        /// The stable user code of a platform, where the platform hides the number itself.
        PlatformAccount = "platform_account", "平台账号";
        Other = "other", "其他";
    }
}

codes! {
    /// 类别 of goods or service.
    Category {
        Food = "food", "食品";
        Medicine = "medicine", "药品";
        HealthFood = "health_food", "保健食品";
        Cosmetics = "cosmetics", "化妆品";
        Appliance = "appliance", "家用电器";
        Clothing = "clothing", "服装鞋帽";
        Telecom = "telecom", "通信产品";
        Vehicle = "vehicle", "交通工具";
        Building = "building", "装修建材";
        Catering = "catering", "餐饮服务";
        Education = "education", "教育培训";
        Beauty = "beauty", "美容美发";
        PrepaidCard = "prepaid_card", "预付卡";
        Internet = "internet", "互联网服务";
        Other = "other", "其他";
    }
}

codes! {
    /// 问题类别.
    Issue {
        Label = "label", "标签标识";
        Expired = "expired", "过期变质";
        Quality = "quality", "质量问题";
        FalsePromotion = "false_promotion", "虚假宣传";
        AdWording = "ad_wording", "广告用语";
        Price = "price", "价格";
        Measure = "measure", "计量";
        Unlicensed = "unlicensed", "无证经营";
        AfterSales = "after_sales", "售后服务";
        Contract = "contract", "合同";
        Other = "other", "其他";
    }
}

codes! {
    /// 办理结果 as another system reports it. An empty cell means that the submission is open.
    Outcome {
        Accepted = "accepted", "受理";
        Declined = "declined", "不予受理";
        Settled = "settled", "调解成功";
        NotSettled = "not_settled", "调解不成";
        MediationEnded = "mediation_ended", "终止调解";
        Withdrawn = "withdrawn", "撤回";
        CaseOpened = "case_opened", "立案";
        NoCase = "no_case", "不予立案";
    }
}

impl Outcome {
    /// Whether nothing more is owed on the matter; an accepted complaint still has to be mediated.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Accepted)
    }
}

codes! {
    /// 核查结论: what verifying a tip-off found.
    Verification {
        True = "true", "属实";
        Partly = "partly", "部分属实";
        Untrue = "untrue", "不属实";
        Unverifiable = "unverifiable", "无法查实";
    }
}

codes! {
    /// The nine departments of the joint mechanism.
    Department {
        MarketSupervision = "market_supervision", "市监局";
        Court = "court", "法院";
        DevelopmentReform = "development_reform", "发改委";
        Police = "police", "公安局";
        Justice = "justice", "司法局";
        Petition = "petition", "信访局";
        Hotline12345 = "hotline12345", "12345";
        IndustryAssociation = "industry_association", "行业协会";
        DisciplineInspection = "discipline_inspection", "纪检监察";
    }
}

codes! {
    /// Level of an organisation.
    OrgLevel {
        City = "city", "市";
        County = "county", "县（市、区）";
        /// 经开区、度假区: a county's work in an area that is no county.
        Zone = "zone", "功能区";
        /// 市场监督管理所, of a county or a zone, in whose name it acts.
        Station = "station", "所";
    }
}

codes! {
    /// Posts; what each may do is in `policy/access`. The last three are the separated administrators (三员分立).
    Role {
        Clerk = "clerk", "登记员";
        Officer = "officer", "承办人";
        Head = "head", "负责人";
        /// The second pair of eyes on the 异常名录.
        RegistryReviewer = "registry_reviewer", "名录审核人";
        /// Through whom another department reaches the system.
        Liaison = "liaison", "联络员";
        Auditor = "auditor", "审计员";
        SecurityAdministrator = "security_administrator", "安全保密管理员";
        Administrator = "administrator", "系统管理员";
    }
}

codes! {
    /// 吹哨人 or 公益: flags that outrank every abuse flag.
    Protection {
        Whistleblower = "whistleblower", "内部举报人";
        PublicInterest = "public_interest", "公益举报";
    }
}

codes! {
    /// Kinds of import file: 来件 and the seven kinds of department facts.
    ImportKind {
        Submissions = "submissions", "来件";
        Reviews = "reviews", "复议诉讼";
        Disclosures = "disclosures", "信息公开申请";
        Discipline = "discipline", "纪检举报";
        Police = "police", "公安反馈";
        Petitions = "petitions", "信访事项";
        Penalties = "penalties", "行政处罚";
        Attestations = "attestations", "核实记录";
    }
}

codes! {
    /// A class of personal field: the unit of sealing, masking and revealing.
    FieldClass {
        Name = "name", "姓名";
        IdNo = "id_no", "证件号码";
        Phone = "phone", "联系电话";
        Address = "address", "联系地址";
        /// Agent's name and phone.
        Agent = "agent", "代理人";
        /// Consignee's name, phone and address.
        Consignee = "consignee", "收货人";
        Account = "account", "收款账号";
        /// 内容 and 诉求, which name people freely.
        Narrative = "narrative", "内容";
    }
}
