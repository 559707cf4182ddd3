//! 决定: a named officer's acts on a matter, each of which gives the next state and the events, or says why not.
//!
//! Deliberately absent: anything automatic. There is no act without an [`Officer`], and no adverse act without evidence.

mod complaint;
mod evidence;
mod finding;
mod ground;
mod merge;
mod protection;
mod refusal;
mod spec;
mod step;
mod tipoff;
mod transition;
mod undo;

pub use complaint::{Accept, Decline, EndMediation, Performance, Settle, Withdraw, accept, decline, end_mediation, settle, withdraw};
pub(crate) use evidence::require as require_evidence;
pub use evidence::{CitedFinding, Evidence};
pub use finding::{judge_finding, make_finding};
pub use ground::{DeclineGround, EndGround, Provision, Rules, RulesId};
pub use merge::{Merge, Merged, join, leave, merge, merge_facts, repeat, unmerge};
pub use protection::{lift_protection, protect};
pub use refusal::Refusal;
pub use spec::{Post, Spec};
pub use step::{Answer, Hearing, IdentityFailure, Kept, Reward, Ruling, Side, Step, perform};
pub use tipoff::{ConcludeCase, NoCase, OpenCase, conclude_case, no_case, open_case};
pub use transition::{Assign, CaseEvent, EventKind, Officer, Reason, Tell, Transition, assign, tell};
pub use undo::{claim, remind, undo_accept, undo_assign, undo_extend};
