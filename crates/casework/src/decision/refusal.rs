//! Why an act is not possible, in words for the officer, and the way on.

use jiff::civil::Date;

use crate::clue::ClueState;
use crate::codes::Protection;
use crate::decision::{DeclineGround, EndGround, Reason};
use crate::matter::MatterState;

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
            Self::BeforeReceipt { .. } => "请核对日期。",
        }
    }
}
