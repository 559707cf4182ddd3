//! 案件: the case page, and the acts of named officers on what it shows.
//!
//! Every act is one transaction: who may, the state of the case read afresh, the question to `casework` (pure), and all
//! that follows written together (decision, clocks, timeline, paper). A form carries the version of the matter that its
//! officer saw; if somebody was faster the act is refused as a whole.

mod actions;
pub(crate) mod basis;
mod clue;
mod complaint;
mod docket;
mod fields;
mod findings;
mod forms;
mod many;
mod merging;
mod officer;
mod page;
mod protection;
mod referral;
mod steps;
mod tipoff;
mod write;

use casework::decision::{Officer, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;

pub use clue::{conclude_clue, file_clue, not_file_clue, raise_clue, step_clue};
pub use complaint::{accept, decline, end_mediation, settle, withdraw};
pub use fields::Filled;
pub use findings::{find, judge_finding};
pub use forms::{DeclineForm, EndForm, MatterRef};
pub(crate) use many::{Undo, claim, remind, undo};
pub use officer::{assign, tell};
pub(crate) use page::facts::quantity;
pub(crate) use page::findings::evidence;
pub use page::load;
pub use protection::{lift_protection, protect};
pub(crate) use referral::sent_at;
pub use referral::{ReferralRef, propose, refer};
pub use steps::step;
pub use tipoff::{conclude_case, no_case, open_case};

pub(crate) use docket::{Docket, for_policies, submission};
pub(crate) use officer::told_on;

use crate::{Actor, Desk, DeskError, Permission, time};

/// Who writes, when, and on which day it counts.
pub(crate) struct Pen<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) actor: &'a Actor,
    pub(crate) officer: Officer,
    pub(crate) now: Timestamp,
    pub(crate) on: Date,
}

impl<'a> Pen<'a> {
    /// Nobody gets a pen who may not do the act.
    pub(crate) fn new(desk: &'a Desk, actor: &'a Actor, permission: Permission, now: Timestamp) -> Result<Self, DeskError> {
        actor.require(Permission::ViewCases)?;
        actor.require(permission)?;
        let officer = Officer::new(actor.account_id, &actor.display_name)?;
        Ok(Self { desk, actor, officer, now, on: time::local_date(now) })
    }
}

/// A reason that is too short is a field to be mended; every other refusal is the law's, with the way on.
impl From<Refusal> for DeskError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::ReasonTooShort => Self::invalid("reason", format!("{refusal}，{}", refusal.way_on())),
            _ => Self::refused(refusal.to_string(), refusal.way_on()),
        }
    }
}
