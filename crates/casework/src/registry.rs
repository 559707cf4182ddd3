//! 异常名录: an entry about a person, from proposal to its end, with due process in its types.
//!
//! An [`InForce`] can only be made from a [`Noticed`], that from a [`Reviewed`], that from a [`Proposed`]; every step takes
//! what was before and gives what comes next. So there is no entry in force without bases, grounds, two approvers,
//! notice, review date and expiry (invariants 2 and 4).
//!
//! Deliberately absent: any effect on a complaint or a tip-off. Nothing in [`crate::decision`] knows of this module; an
//! entry is a pointer to facts, and each filing is judged on its own (LAW.md §3). Also absent: lengths of terms (`law`).

mod base;
mod entry;
mod force;
mod objection;
mod refusal;

pub use base::{Base, BaseId, BaseKind, Bases, Quash, QuashKind, Strength};
pub use entry::{DeferralGround, Ended, Ending, Entry, EntryState, File, Notice, NoticeKind, Noticed, Proposal, Proposed, Reviewed};
pub use force::{InForce, Renewal, Term};
pub use objection::{Answer, Objection, ObjectionChannel, ObjectionOutcome};
pub use refusal::RegistryRefusal;

use jiff::civil::Date;

use crate::codes::codes;

/// Who did a step, and on which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    pub by: i64,
    pub on: Date,
}

codes! {
    /// What happened to an entry, for its life line.
    RegistryEventKind {
        Proposed = "proposed", "提出列入";
        Approved = "approved", "复核同意";
        NotApproved = "not_approved", "复核不同意";
        Noticed = "noticed", "告知本人";
        NoticeDeferred = "notice_deferred", "依法暂缓告知";
        PaperServed = "paper_served", "文书送达";
        Listed = "listed", "列入生效";
        ObjectionRaised = "objection_raised", "本人提出异议";
        ObjectionUpheld = "objection_upheld", "异议成立";
        ObjectionRejected = "objection_rejected", "异议不成立";
        ReviewedAgain = "reviewed_again", "半年复核继续";
        RenewalProposed = "renewal_proposed", "提出续期";
        Renewed = "renewed", "续期";
        RenewalDeclined = "renewal_declined", "不予续期";
        BaseQuashed = "base_quashed", "所依据的事实被推翻";
        Recognised = "recognised", "接收单位认可";
        NotRecognised = "not_recognised", "接收单位不予认可";
        Withdrawn = "withdrawn", "撤回";
        Removed = "removed", "提前移出";
        Expired = "expired", "期满失效";
        WithdrawalConfirmed = "withdrawal_confirmed", "接收单位确认停止使用";
    }
}
