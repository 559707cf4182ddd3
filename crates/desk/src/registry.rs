//! 异常名录: use cases of the registry, from the assessment that comes first to the notice that an entry is over.
//!
//! Deliberately absent: any use case that accepts, declines or delays a filing because of an entry. An entry is shown as a
//! pointer to facts; each filing is judged on its own (LAW.md §3, invariant 3).

mod acts;
mod candidates;
mod docket;
mod fields;
mod hints;
mod list;
mod objections;
mod page;
mod papers;
mod pointer;
mod propose;
mod recheck;
mod sharing;
mod switch;

pub use acts::{DeferForm, decline_renewal, defer, list as enter, remove, renew, review, review_again, serve, withdraw};
pub use docket::EntryRef;
pub use hints::{HintForm, hints_page, import_hints};
pub use list::load as list;
pub use objections::{AnswerForm, ObjectionForm, answer, object};
pub use page::load;
pub use papers::{PaperServiceForm, docx, download, serve_paper};
pub use propose::{ProposalForm, form, propose, propose_renewal};
pub use recheck::sweep;
pub use sharing::{Stance, confirm, take_stance};
pub use switch::{AssessmentForm, approve_assessment, prepare_assessment, switch, switch_page};

pub(crate) use docket::Docket;
pub(crate) use fields::{Fields, Show};
pub(crate) use hints::hints_of;
pub(crate) use papers::EDITION;
pub(crate) use pointer::{grounds, of_person as pointers};
pub(crate) use recheck::look_again;
pub(crate) use sharing::carried_out;

use casework::registry::RegistryRefusal;

use crate::DeskError;

/// The rule that founds the terms of the registry is the house's own; every refusal says the way on.
impl From<RegistryRefusal> for DeskError {
    fn from(refusal: RegistryRefusal) -> Self {
        Self::refused(refusal.to_string(), refusal.way_on())
    }
}
