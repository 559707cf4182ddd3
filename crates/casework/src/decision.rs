//! 决定: a named officer's acts on a matter, each of which gives the next state and the events, or says why not.
//!
//! Deliberately absent: anything automatic. There is no act without an [`Officer`], and no adverse act without evidence.

mod complaint;
mod evidence;
mod ground;
mod protection;
mod refusal;
mod tipoff;
mod transition;

pub use complaint::{Accept, Decline, EndMediation, Settle, Withdraw, accept, decline, end_mediation, settle, withdraw};
pub use evidence::{CitedFinding, Evidence};
pub use ground::{DeclineGround, EndGround, Rules, RulesId};
pub use protection::{lift_protection, protect};
pub use refusal::Refusal;
pub use tipoff::{ConcludeCase, NoCase, OpenCase, conclude_case, no_case, open_case};
pub use transition::{Assign, CaseEvent, EventKind, Officer, Reason, Tell, Transition, assign, tell};
