//! What surrounds every page: navigation, the viewer, the notice, what was just done.

use desk::{Actor, Permission};

/// Which part of the site a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nav {
    Worklist,
    Submissions,
    Together,
    /// 疑似同一人.
    Review,
    Lookup,
    Registry,
    /// 研判规则.
    Policies,
    Imports,
    Exports,
    /// 本单位相关来件.
    Shared,
    /// 查阅记录.
    Looks,
    /// 审计.
    Audit,
    /// 请假与代理.
    Absences,
    /// Error and login pages.
    Nowhere,
}

impl Nav {
    const SHOWN: &'static [Self] = &[
        Self::Worklist,
        Self::Submissions,
        Self::Review,
        Self::Together,
        Self::Policies,
        Self::Lookup,
        Self::Registry,
        Self::Imports,
        Self::Exports,
        Self::Shared,
        Self::Looks,
        Self::Audit,
        Self::Absences,
    ];

    const fn item(self) -> (&'static str, &'static str, Permission) {
        match self {
            Self::Worklist | Self::Nowhere => ("/", "工作台", Permission::ViewCases),
            Self::Submissions => ("/submissions", "来件", Permission::ViewCases),
            Self::Together => ("/together", "关联与热点", Permission::ViewCases),
            Self::Review => ("/persons/review", "疑似", Permission::JudgeIdentity),
            Self::Lookup => ("/lookup", "查人", Permission::Reveal),
            Self::Registry => ("/registry", "异常名录", Permission::ViewRegistry),
            Self::Policies => ("/policies", "研判规则", Permission::ViewCases),
            Self::Imports => ("/imports", "导入", Permission::Import),
            Self::Exports => ("/exports", "导出", Permission::Export),
            Self::Shared => ("/shared", "相关来件", Permission::ViewShared),
            Self::Looks => ("/looks", "查阅记录", Permission::Audit),
            Self::Audit => ("/audit", "审计", Permission::Audit),
            Self::Absences => ("/absences", "请假与代理", Permission::GrantRoles),
        }
    }
}

/// One entry of the navigation.
pub(crate) struct NavItem {
    pub(crate) href: &'static str,
    pub(crate) label: &'static str,
    pub(crate) current: bool,
}

/// The person at the desk, as the masthead shows them.
#[derive(Clone, Debug)]
pub(crate) struct Viewer {
    pub(crate) name: String,
    /// Unit and post.
    pub(crate) post: String,
    pub(crate) sees_cases: bool,
    /// Handles cases, and so declares what they must keep away from.
    pub(crate) declares: bool,
    reachable: Vec<Nav>,
}

impl Viewer {
    pub(crate) fn new(actor: &Actor) -> Self {
        Self {
            name: actor.display_name.clone(),
            post: format!("{} · {}", actor.org_name, actor.role.label()),
            sees_cases: actor.may(Permission::ViewCases),
            declares: actor.may(Permission::Decide),
            reachable: Nav::SHOWN.iter().copied().filter(|nav| actor.may(nav.item().2)).collect(),
        }
    }
}

/// The act that a redirect reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    Assigned,
    Accepted,
    Declined,
    Settled,
    MediationEnded,
    Withdrawn,
    Told,
    Concluded,
    CaseOpened,
    NoCase,
    ClueRaised,
    ClueFiled,
    ClueNotFiled,
    Protected,
    ProtectionLifted,
    Recorded,
    Claimed,
    NothingToClaim,
    BatchUndone,
    RemindersSeen,
    LinkUndone,
    Judged,
    PaperNext,
    PaperIssued,
    PaperCorrected,
    PaperServed,
    Split,
    ColumnsSaved,
    FilterSaved,
    FilterDeleted,
    AssessmentPrepared,
    AssessmentApproved,
    RegistrySwitched,
    RegistryProposed,
    RegistryApproved,
    RegistryTurnedDown,
    RegistryNoticed,
    RegistryDeferred,
    RegistryListed,
    ObjectionRaised,
    ObjectionAnswered,
    RegistryReviewed,
    RenewalProposed,
    RegistryRenewed,
    RenewalDeclined,
    RegistryWithdrawn,
    RegistryRemoved,
    StanceTaken,
    WithdrawalConfirmed,
    HintsImported,
    RightsAsked,
    RightsCopied,
    RightsCorrected,
    RightsErased,
    RightsAnswered,
    FindingMade,
    FindingJudged,
    PolicyDrafted,
    PolicyTried,
    PolicyShadowed,
    PolicyWithdrawn,
    PolicyApproved,
    PasswordChanged,
    SessionEnded,
    SecondFactorOff,
    Drawn,
    Rechecked,
    RelationDeclared,
    RelationEnded,
    AvoidanceRuled,
    AbsenceRecorded,
    AbsenceEnded,
}

impl Done {
    const ALL: &'static [Self] = &[
        Self::Assigned,
        Self::Accepted,
        Self::Declined,
        Self::Settled,
        Self::MediationEnded,
        Self::Withdrawn,
        Self::Told,
        Self::Concluded,
        Self::CaseOpened,
        Self::NoCase,
        Self::ClueRaised,
        Self::ClueFiled,
        Self::ClueNotFiled,
        Self::Protected,
        Self::ProtectionLifted,
        Self::Recorded,
        Self::Claimed,
        Self::NothingToClaim,
        Self::BatchUndone,
        Self::RemindersSeen,
        Self::LinkUndone,
        Self::Judged,
        Self::PaperNext,
        Self::PaperIssued,
        Self::PaperCorrected,
        Self::PaperServed,
        Self::Split,
        Self::ColumnsSaved,
        Self::FilterSaved,
        Self::FilterDeleted,
        Self::AssessmentPrepared,
        Self::AssessmentApproved,
        Self::RegistrySwitched,
        Self::RegistryProposed,
        Self::RegistryApproved,
        Self::RegistryTurnedDown,
        Self::RegistryNoticed,
        Self::RegistryDeferred,
        Self::RegistryListed,
        Self::ObjectionRaised,
        Self::ObjectionAnswered,
        Self::RegistryReviewed,
        Self::RenewalProposed,
        Self::RegistryRenewed,
        Self::RenewalDeclined,
        Self::RegistryWithdrawn,
        Self::RegistryRemoved,
        Self::StanceTaken,
        Self::WithdrawalConfirmed,
        Self::HintsImported,
        Self::RightsAsked,
        Self::RightsCopied,
        Self::RightsCorrected,
        Self::RightsErased,
        Self::RightsAnswered,
        Self::FindingMade,
        Self::FindingJudged,
        Self::PolicyDrafted,
        Self::PolicyTried,
        Self::PolicyShadowed,
        Self::PolicyWithdrawn,
        Self::PolicyApproved,
        Self::PasswordChanged,
        Self::SessionEnded,
        Self::SecondFactorOff,
        Self::Drawn,
        Self::Rechecked,
        Self::RelationDeclared,
        Self::RelationEnded,
        Self::AvoidanceRuled,
        Self::AbsenceRecorded,
        Self::AbsenceEnded,
    ];

    /// The value of `done` in the address after a redirect.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Settled => "settled",
            Self::MediationEnded => "mediation-ended",
            Self::Withdrawn => "withdrawn",
            Self::Told => "told",
            Self::Concluded => "concluded",
            Self::CaseOpened => "case-opened",
            Self::NoCase => "no-case",
            Self::ClueRaised => "clue-raised",
            Self::ClueFiled => "clue-filed",
            Self::ClueNotFiled => "clue-not-filed",
            Self::Protected => "protected",
            Self::ProtectionLifted => "protection-lifted",
            Self::Recorded => "recorded",
            Self::Claimed => "claimed",
            Self::NothingToClaim => "nothing-to-claim",
            Self::BatchUndone => "batch-undone",
            Self::RemindersSeen => "reminders-seen",
            Self::LinkUndone => "link-undone",
            Self::Judged => "judged",
            Self::PaperNext => "paper-next",
            Self::PaperIssued => "paper-issued",
            Self::PaperCorrected => "paper-corrected",
            Self::PaperServed => "paper-served",
            Self::Split => "split",
            Self::ColumnsSaved => "columns-saved",
            Self::FilterSaved => "filter-saved",
            Self::FilterDeleted => "filter-deleted",
            Self::AssessmentPrepared => "assessment-prepared",
            Self::AssessmentApproved => "assessment-approved",
            Self::RegistrySwitched => "registry-switched",
            Self::RegistryProposed => "registry-proposed",
            Self::RegistryApproved => "registry-approved",
            Self::RegistryTurnedDown => "registry-turned-down",
            Self::RegistryNoticed => "registry-noticed",
            Self::RegistryDeferred => "registry-deferred",
            Self::RegistryListed => "registry-listed",
            Self::ObjectionRaised => "objection-raised",
            Self::ObjectionAnswered => "objection-answered",
            Self::RegistryReviewed => "registry-reviewed",
            Self::RenewalProposed => "renewal-proposed",
            Self::RegistryRenewed => "registry-renewed",
            Self::RenewalDeclined => "renewal-declined",
            Self::RegistryWithdrawn => "registry-withdrawn",
            Self::RegistryRemoved => "registry-removed",
            Self::StanceTaken => "stance-taken",
            Self::WithdrawalConfirmed => "withdrawal-confirmed",
            Self::HintsImported => "hints-imported",
            Self::RightsAsked => "rights-asked",
            Self::RightsCopied => "rights-copied",
            Self::RightsCorrected => "rights-corrected",
            Self::RightsErased => "rights-erased",
            Self::RightsAnswered => "rights-answered",
            Self::FindingMade => "finding-made",
            Self::FindingJudged => "finding-judged",
            Self::PolicyDrafted => "policy-drafted",
            Self::PolicyTried => "policy-tried",
            Self::PolicyShadowed => "policy-shadowed",
            Self::PolicyWithdrawn => "policy-withdrawn",
            Self::PolicyApproved => "policy-approved",
            Self::PasswordChanged => "password-changed",
            Self::SessionEnded => "session-ended",
            Self::SecondFactorOff => "second-factor-off",
            Self::Drawn => "drawn",
            Self::Rechecked => "rechecked",
            Self::RelationDeclared => "relation-declared",
            Self::RelationEnded => "relation-ended",
            Self::AvoidanceRuled => "avoidance-ruled",
            Self::AbsenceRecorded => "absence-recorded",
            Self::AbsenceEnded => "absence-ended",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|done| done.code() == code)
    }

    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Assigned => "已指派承办人。",
            Self::Accepted => "已受理，受理决定书已生成，见“文书”。",
            Self::Declined => "已作出不予受理决定，决定书已生成，见“文书”。线索核查不受影响。",
            Self::Settled => "已记录调解成功。",
            Self::MediationEnded => "已终止调解，决定书已生成，见“文书”。请在期限内送达双方。",
            Self::Withdrawn => "已记录撤回。线索核查不受影响。",
            Self::Told => "已记录告知。",
            Self::Concluded => "已记录案件办结。",
            Self::CaseOpened => "已记录立案。",
            Self::NoCase => "已记录不予立案。",
            Self::ClueRaised => "已转为线索，核查期限开始计算。",
            Self::ClueFiled => "线索已立案。",
            Self::ClueNotFiled => "线索已决定不予立案。",
            Self::Protected => "已设置保护标记。",
            Self::ProtectionLifted => "已解除保护标记。",
            Self::Recorded => "已记录，见“办理经过”。",
            Self::Claimed => "已由您承办。",
            Self::NothingToClaim => "没有待领办的事项。",
            Self::BatchUndone => "已撤销，逐件结果见下表。",
            Self::RemindersSeen => "提醒已阅。",
            Self::Split => "已分出，两边以后不再归并。",
            Self::Judged => "已记录认定，人员已重新归并。",
            Self::LinkUndone => "已撤销关联，人员已重新归并。",
            Self::PaperNext => "已记录。依法应制作下面的文书，请核对后签发；也可以稍后在来件的“文书”中制作。",
            Self::PaperIssued => "文书已签发，见“文书”。",
            Self::PaperCorrected => "更正的文书已签发，原文书标为已更正。",
            Self::PaperServed => "已记录送达。",
            Self::ColumnsSaved => "已保存列设置。",
            Self::FilterSaved => "已保存常用筛选。",
            Self::FilterDeleted => "已删除常用筛选。",
            Self::AssessmentPrepared => "影响评估已提交，须由编制人以外的负责人批准。",
            Self::AssessmentApproved => "已批准影响评估。",
            Self::RegistrySwitched => "已变更名录的启用状态。",
            Self::RegistryProposed => "已提出列入，等待另一人复核。复核、告知、生效之前不产生任何影响。",
            Self::RegistryApproved => "复核同意。下一步：制作告知书。",
            Self::RegistryTurnedDown => "复核不同意，记录已结束。",
            Self::RegistryNoticed => "告知书已制作，见“文书”。送达之后请在该处登记，登记之后才能列入。",
            Self::RegistryDeferred => "已登记暂缓告知的法定理由。",
            Self::RegistryListed => "已列入，并告知本局其他单位。",
            Self::ObjectionRaised => "已登记异议，答复期限开始计算。",
            Self::ObjectionAnswered => "已答复异议，答复书已制作，见“文书”。",
            Self::RegistryReviewed => "已登记半年复核。",
            Self::RenewalProposed => "已提出续期，等待另一人复核。",
            Self::RegistryRenewed => "已续期。",
            Self::RenewalDeclined => "不予续期，记录到期自动失效。",
            Self::RegistryWithdrawn => "已撤回。给本人的告知书和给每个接收单位的通知书已制作，见“文书”。",
            Self::RegistryRemoved => "已提前移出。给本人的告知书和给每个接收单位的通知书已制作，见“文书”。",
            Self::StanceTaken => "已登记本单位意见。",
            Self::WithdrawalConfirmed => "已确认停止使用。",
            Self::HintsImported => "已导入为线索，只在“人员”页显示。",
            Self::RightsAsked => "已登记请求，答复期限开始计算。",
            Self::RightsCopied => "副本已制作，见“文书”。请交给已经核实身份的请求人，再作答复。",
            Self::RightsCorrected => "已更正并记录在案。",
            Self::RightsErased => "已清除并记录在案。",
            Self::RightsAnswered => "已答复，答复书已制作，见“文书”。",
            Self::FindingMade => "已作出认定，见“研判”。",
            Self::FindingJudged => "已登记反馈。",
            Self::PolicyDrafted => "草案已保存。下一步：回测。",
            Self::PolicyTried => "回测已经开始，结果显示在本页；可以先做别的事。",
            Self::PolicyShadowed => "已开始影子运行，下一次研判起并行计算。",
            Self::PolicyWithdrawn => "已撤回。",
            Self::PolicyApproved => "已批准，自生效日期起适用。",
            Self::PasswordChanged => "密码已更换，其他设备上的登录已结束。",
            Self::SessionEnded => "已结束所选的登录。",
            Self::SecondFactorOff => "已停用动态验证码。",
            Self::Drawn => "已抽取，见下表。",
            Self::Rechecked => "已登记复查结果。",
            Self::RelationDeclared => "已申报，从现在起生效。",
            Self::RelationEnded => "已登记解除；申报过的事实仍在记录中。",
            Self::AvoidanceRuled => "已作出回避决定。",
            Self::AbsenceRecorded => "已登记请假。",
            Self::AbsenceEnded => "已登记返岗，代理随之结束。",
        }
    }
}

/// Everything that the layout template prints.
#[derive(Clone, Debug)]
pub(crate) struct Chrome {
    current: Nav,
    pub(crate) viewer: Option<Viewer>,
    /// The session's form token; empty where nobody is logged in.
    pub(crate) csrf: String,
    pub(crate) notice: Option<String>,
    pub(crate) done: Option<Done>,
}

impl Chrome {
    pub(crate) fn new(current: Nav, viewer: Viewer, csrf: String, notice: Option<String>, done: Option<Done>) -> Self {
        Self { current, viewer: Some(viewer), csrf, notice, done }
    }

    /// For pages before login.
    pub(crate) fn anonymous(notice: Option<String>) -> Self {
        Self { current: Nav::Nowhere, viewer: None, csrf: String::new(), notice, done: None }
    }

    pub(crate) fn nav(&self) -> Vec<NavItem> {
        let reachable = self.viewer.as_ref().map_or(&[][..], |viewer| &viewer.reachable);
        reachable
            .iter()
            .map(|&nav| {
                let (href, label, _) = nav.item();
                NavItem { href, label, current: nav == self.current }
            })
            .collect()
    }
}
