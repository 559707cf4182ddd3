//! 程序事项: what may be going on within a matter between the decisions on it: a request, a hearing, an appraisal.
//! At most one of a kind is open at a time; closed ones stay as a record of what was tried.

use jiff::civil::Date;

use crate::codes::codes;

codes! {
    /// What is going on.
    ProceedingKind {
        IdentityRequest = "identity_request", "身份证明材料";
        Dispute = "dispute", "处理权限争议";
        ComplainantConsent = "complainant_consent", "投诉人调解意愿";
        OperatorConsent = "operator_consent", "被投诉人调解意愿";
        Delegation = "delegation", "委托调解";
        Session = "session", "调解会";
        Challenge = "challenge", "回避申请";
        Appraisal = "appraisal", "鉴定检测";
        Performance = "performance", "调解协议履行";
        ExtensionRequest = "extension_request", "延期申请";
        Testing = "testing", "检验检测鉴定";
        Reward = "reward", "举报奖励审查";
    }
}

codes! {
    /// How it stands.
    ProceedingState {
        Open = "open", "进行中";
        Done = "done", "已完成";
        Failed = "failed", "未成";
        /// The matter was decided another way before it came to an end.
        Dropped = "dropped", "不再进行";
    }
}

/// One thing going on, or that went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proceeding {
    pub kind: ProceedingKind,
    pub state: ProceedingState,
    pub opened_on: Date,
    /// By when the other side has to act, or when it takes place.
    pub due_on: Option<Date>,
}

/// What an act does to the proceedings of its matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProceedingChange {
    Open {
        kind: ProceedingKind,
        on: Date,
        due_on: Option<Date>,
    },
    /// Ends the open one of that kind.
    Close {
        kind: ProceedingKind,
        state: ProceedingState,
        on: Date,
    },
}

/// The proceedings after these changes; new ones stand at the end.
pub fn apply(proceedings: &[Proceeding], changes: &[ProceedingChange]) -> Vec<Proceeding> {
    let mut after = proceedings.to_vec();
    for &change in changes {
        match change {
            ProceedingChange::Open { kind, on, due_on } => {
                after.push(Proceeding { kind, state: ProceedingState::Open, opened_on: on, due_on });
            }
            ProceedingChange::Close { kind, state, .. } => {
                let open = after.iter_mut().filter(|known| known.kind == kind && known.state == ProceedingState::Open);
                open.for_each(|known| known.state = state);
            }
        }
    }
    after
}
