//! Why a step of due process is not taken.

use jiff::civil::Date;

use super::EntryState;
use crate::codes::Protection;

/// The house's own rules say no. `Display` is a sentence for the officer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegistryRefusal {
    #[error("没有可以作为依据的决定或者认定")]
    NoBase,
    #[error("仅凭投诉举报的数量、频次不得列入")]
    FrequencyAlone,
    #[error("所选依据在当日没有有效的规定可以引用")]
    GroundNotInForce,
    #[error("相关来件有“{}”保护标记，不得列入", .flag.label())]
    Protected { flag: Protection },
    #[error("提出人不能自己复核、生效或者答复")]
    SamePerson,
    #[error("参与列入的人员不能答复异议")]
    AnsweredByParty,
    #[error("记录现为“{}”，不能{act}", .state.label())]
    WrongState { act: &'static str, state: EntryState },
    #[error("尚有异议没有答复")]
    ObjectionOpen,
    #[error("该异议已经答复")]
    ObjectionAnswered,
    #[error("所依据的事实已被推翻，应当撤回")]
    Quashed,
    #[error("所依据的事实没有被推翻")]
    NotQuashed,
    #[error("有效期已于{expires_on}届满")]
    Over { expires_on: Date },
    #[error("有效期到{expires_on}为止，尚未届满")]
    NotOver { expires_on: Date },
    #[error("续期须有列入之后的新事实")]
    NoNewFact,
    #[error("已有续期正在等待复核")]
    RenewalPending,
    #[error("没有等待复核的续期")]
    NoRenewal,
    #[error("已经告知本人")]
    AlreadyNoticed,
    #[error("日期早于前一步骤的日期{before}")]
    TooEarly { before: Date },
}

impl RegistryRefusal {
    /// What the officer can do instead.
    pub const fn way_on(&self) -> &'static str {
        match self {
            Self::NoBase => "先依法作出决定，或者取得有权机关的认定，再提出列入。",
            Self::FrequencyAlone => "次数多本身不说明任何问题。请另选能够证明具体行为的决定或者认定。",
            Self::GroundNotInForce => "请改选其他依据；所引文件已失效的，须先有新的采纳文件。",
            Self::Protected { .. } => "确有依据的，须先由具名工作人员在来件页说明理由解除标记。",
            Self::SamePerson => "请由另一名有权人员办理。",
            Self::AnsweredByParty => "请由没有参与提出和复核的人员答复。",
            Self::WrongState { .. } => "请刷新页面查看最新状态。",
            Self::ObjectionOpen => "请先由他人答复异议。",
            Self::ObjectionAnswered => "本人另有新的理由的，请登记为新的异议。",
            Self::Quashed => "请办理撤回，并告知各接收单位；其余事实足以列入的，另行提出。",
            Self::NotQuashed => "没有必要继续列入的，请办理提前移出。",
            Self::Over { .. } => "期满的记录自动失效；有新的事实的，请另行提出列入。",
            Self::NotOver { .. } => "没有必要继续列入的，请办理提前移出。",
            Self::NoNewFact => "没有新的事实，有效期届满即失效。",
            Self::RenewalPending => "请先复核已提出的续期。",
            Self::NoRenewal => "请先提出续期。",
            Self::AlreadyNoticed => "无需再次告知。",
            Self::TooEarly { .. } => "请核对日期。",
        }
    }
}
