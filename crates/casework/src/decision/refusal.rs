//! Why an act is not possible, in words for the officer, and the way on.

use jiff::civil::Date;

use crate::clue::ClueState;
use crate::codes::Protection;
use crate::decision::{DeclineGround, EndGround, Provision, Reason, Side};
use crate::matter::MatterState;
use crate::proceeding::ProceedingKind;
use crate::referral::ReferralState;

/// The law, or the state of the matter, says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("本事项现为“{}”，不能办理“{act}”", .state.label())]
    WrongState { act: &'static str, state: MatterState },
    #[error("收件之日适用的规定没有“{}”这一不予受理情形", .ground.label())]
    GroundNotInRules { ground: DeclineGround },
    #[error("收件之日适用的规定没有“{}”这一终止调解情形", .ground.label())]
    EndGroundNotInRules { ground: EndGround },
    #[error("未说明受理后发现属于哪一项不予受理情形")]
    DeclineGroundMissing,
    #[error("只有以“{}”为由终止调解时才填写不予受理情形", EndGround::Declinable.label())]
    DeclineGroundUnasked,
    #[error("理由不足{}个字", Reason::MIN_CHARS)]
    ReasonTooShort,
    #[error("决定须由具名的工作人员作出")]
    OfficerUnnamed,
    #[error("作出该决定须至少引用一项证据")]
    EvidenceMissing,
    #[error("所引研判结论仅供参考（提示，或者依据在收件之日已不在有效期内），不能单独作为决定依据")]
    EvidenceForReferenceOnly,
    #[error("本事项有“{}”标记，不得作出不利决定", .flag.label())]
    Protected { flag: Protection },
    #[error("本事项没有“{}”标记", .flag.label())]
    NotProtected { flag: Protection },
    #[error("调解期限至{due_on}届满，尚不能以期限届满为由终止调解")]
    TermStillRunning { due_on: Date },
    #[error("调解期限已中止，不能以期限届满为由终止调解")]
    TermSuspended,
    #[error("本事项没有待告知的决定")]
    NothingToTell,
    #[error("该线索随同来件中的举报事项一并决定")]
    ClueFollowsTipoff,
    #[error("该线索现为“{}”，不能再次决定", .state.label())]
    ClueDecided { state: ClueState },
    #[error("该线索没有立案，谈不上案件办结")]
    ClueNotFiled,
    #[error("收件之日适用的规定没有“{}”的规定", .provision.label())]
    NotProvided { provision: Provision },
    #[error("本事项已归档")]
    Archived,
    #[error("本事项没有归档")]
    NotArchived,
    #[error("本事项还有未完成的期限或者程序，不能归档")]
    StillOwed,
    #[error("“{}”正在进行，不能重复办理", .kind.label())]
    ProceedingOpen { kind: ProceedingKind },
    #[error("没有正在进行的“{}”", .kind.label())]
    NoProceeding { kind: ProceedingKind },
    #[error("所定日期{day}早于今日")]
    DayPast { day: Date },
    #[error("提供材料的期限至{until}届满，尚不能认定逾期未提供")]
    DeadlineRunning { until: Date },
    #[error("委托调解须经双方同意，尚无{}同意的记录", .side.label())]
    ConsentMissing { side: Side },
    #[error("没有可以延长的期限")]
    NothingToExtend,
    #[error("该期限已经延长过一次")]
    ExtendedAlready,
    #[error("期限已于{due_on}届满，不能再延长")]
    ExtensionTooLate { due_on: Date },
    #[error("本事项已有承办人")]
    AlreadyInCharge,
    #[error("本事项没有未完成的期限")]
    NothingOwed,
    #[error("只能与同一类的其他事项并案")]
    NotMergeable,
    #[error("所并入的事项已经办结或者已并入他案，不能再并入")]
    LeadDecided,
    #[error("本事项没有并入他案")]
    NotMerged,
    #[error("共同投诉的代表人达成调解协议，应当经被代表的投诉人同意")]
    RepresentedMustAgree,
    #[error("以“{}”为由的，须写明何处已经受理或者处理过", DeclineGround::AlreadyHandled.label())]
    ElsewhereUnnamed,
    #[error("移送材料不齐：{missing}")]
    ChecklistIncomplete { missing: &'static str },
    #[error("移送须由两名以上不同的执法人员负责")]
    TwoOfficersNeeded,
    #[error("批准移送的负责人不能是专案组成员")]
    ApproverInvolved,
    #[error("移送案件现为“{}”，不能办理“{act}”", .state.label())]
    WrongReferralState { act: &'static str, state: ReferralState },
    #[error("办理日期早于收件或者发现之日{received_on}")]
    BeforeReceipt { received_on: Date },
}

impl Refusal {
    /// What the officer can do instead.
    pub const fn way_on(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "请刷新页面查看最新状态；如其他人员已作决定，以该决定为准。",
            Self::GroundNotInRules { .. } | Self::EndGroundNotInRules { .. } => "请从页面所列的情形中选择。",
            Self::DeclineGroundMissing => "请选择所发现的不予受理情形。",
            Self::DeclineGroundUnasked => "请清空不予受理情形，或者改选终止调解的情形。",
            Self::ReasonTooShort => "请写明事实和理由，使当事人能够看懂为什么这样决定。",
            Self::OfficerUnnamed => "请以本人账号登录，并由管理员补全姓名。",
            Self::EvidenceMissing => "请勾选研判结论、引用相关来件，或者填写案卷中材料的名称或编号。",
            Self::EvidenceForReferenceOnly => "请另行引用至少一件相关来件或者一份材料，并在理由中说明自己的判断。",
            Self::Protected { .. } => "确有依据的，须先由具名工作人员说明理由解除标记，再作决定。",
            Self::NotProtected { .. } => "无需解除，请刷新页面。",
            Self::TermStillRunning { .. } => "请继续调解，或者选择其他终止情形。",
            Self::TermSuspended => "请先恢复计时，或者选择其他终止情形。",
            Self::NothingToTell => "请先作出决定。",
            Self::ClueFollowsTipoff => "请在举报事项中办理立案或者不予立案。",
            Self::ClueDecided { .. } => "发现新的事实的，请另行登记线索。",
            Self::ClueNotFiled => "请先决定是否立案。",
            Self::NotProvided { .. } => "请依收件之日适用的规定办理。",
            Self::Archived => "确需办理的，由负责人说明理由撤销归档。",
            Self::NotArchived => "无需撤销，请刷新页面。",
            Self::StillOwed => "请先完成告知、履行核对等未了事项。线索不受归档影响，另行办理。",
            Self::ProceedingOpen { .. } => "请先记录正在进行的一项的结果。",
            Self::NoProceeding { .. } => "请刷新页面查看最新状态。",
            Self::DayPast { .. } => "请填写今日或者以后的日期。",
            Self::DeadlineRunning { .. } => "请等期限届满；当事人明确拒绝或者提供虚假材料的，选择相应情形。",
            Self::ConsentMissing { .. } => "请先记录双方的调解意愿。",
            Self::NothingToExtend => "请刷新页面查看最新状态。",
            Self::ExtendedAlready => "法律只规定延长一次，请在期限内办结。",
            Self::ExtensionTooLate { .. } => "延期须在期限届满前批准。请尽快办结，逾期会记录在案。",
            Self::AlreadyInCharge => "请领办下一件。",
            Self::NothingOwed => "无需催办。",
            Self::NotMergeable => "请核对所填的来件编号：须是另一件同为投诉或者同为举报的来件。",
            Self::LeadDecided => "请填写仍在办理的来件；原事项已办结而有新事实的，按新的来件办理。",
            Self::NotMerged => "请刷新页面查看最新状态。",
            Self::RepresentedMustAgree => "请取得被代表的投诉人同意后勾选。",
            Self::ElsewhereUnnamed => "请引用相关来件编号，或者填写受理、处理机关的文书名称和文号。",
            Self::ChecklistIncomplete { .. } => "请补齐后再提出移送报告。",
            Self::TwoOfficersNeeded => "请指定另一名执法人员。",
            Self::ApproverInvolved => "请由本机关正职负责人或者主持工作的负责人审批。",
            Self::WrongReferralState { .. } => "请刷新页面查看最新状态。",
            Self::BeforeReceipt { .. } => "请核对日期。",
        }
    }
}
