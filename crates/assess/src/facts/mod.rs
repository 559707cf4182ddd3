//! The facts that measures read: filings in order of receipt, indexed by what links them.

mod attestations;
mod builder;
mod claims;
pub(crate) mod contacts;
pub(crate) mod day;
mod filing;
mod index;
mod input;
pub(crate) mod names;
mod population;
mod repeats;
pub(crate) mod symbols;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

pub use builder::FactsBuilder;
pub(crate) use claims::Claim;
pub(crate) use contacts::Line;
pub(crate) use filing::{Denial, Filing};
pub use input::{FactInput, FilingInput, ProtectionInput, Standing};
pub(crate) use population::Yardstick;
pub(crate) use symbols::Symbol;

use crate::groups::{Group, Groups};
use index::Index;
use population::Population;

/// Everything known at the end of one day. Immutable; holds symbols, never a person's text.
pub struct Facts {
    as_of: Date,
    filings: Vec<Filing>,
    submission_nos: Vec<Box<str>>,
    by_submission: FxHashMap<i64, u32>,
    by_person: Index,
    by_id_no: Index,
    by_phone: Index,
    by_dwelling: Index,
    by_account: Index,
    by_template: Index,
    population: Population,
    groups: Groups,
}

/// One 来件 to be assessed: a place in the order of receipt, valid for the [`Facts`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(pub(crate) u32);

impl Facts {
    /// The last day of which anything is known here.
    pub const fn as_of(&self) -> Date {
        self.as_of
    }

    /// Every 来件, in order of receipt.
    pub fn subjects(&self) -> impl ExactSizeIterator<Item = Subject> + Clone + use<> {
        (0..u32::try_from(self.filings.len()).expect("filings are numbered in 32 bits")).map(Subject)
    }

    /// The 来件 with this id, if it had been received by [`Facts::as_of`].
    pub fn subject(&self, submission_id: i64) -> Option<Subject> {
        self.by_submission.get(&submission_id).copied().map(Subject)
    }

    pub(crate) fn filing(&self, number: u32) -> &Filing {
        &self.filings[number as usize]
    }

    pub(crate) fn submission_no(&self, number: u32) -> &str {
        &self.submission_nos[number as usize]
    }

    pub(crate) fn of_person(&self, person: Option<Symbol>) -> &[u32] {
        person.map_or(&[], |p| self.by_person.of(p))
    }

    pub(crate) fn of_id_no(&self, id_no: Option<Symbol>) -> &[u32] {
        id_no.map_or(&[], |i| self.by_id_no.of(i))
    }

    pub(crate) fn of_phone(&self, phone: Option<Symbol>) -> &[u32] {
        phone.map_or(&[], |p| self.by_phone.of(p))
    }

    pub(crate) fn of_dwelling(&self, dwelling: Option<Symbol>) -> &[u32] {
        dwelling.map_or(&[], |d| self.by_dwelling.of(d))
    }

    pub(crate) fn of_account(&self, account: Option<Symbol>) -> &[u32] {
        account.map_or(&[], |a| self.by_account.of(a))
    }

    /// The filings whose text is a copy of one template.
    pub(crate) fn of_template(&self, template: Option<Symbol>) -> &[u32] {
        template.map_or(&[], |t| self.by_template.of(t))
    }

    /// The group by which a filing acts.
    pub(crate) fn group_of(&self, filing: &Filing) -> Option<&Group> {
        self.groups.of(filing.submission_id)
    }

    /// The numbers of these 来件, as far as they are known here.
    pub(crate) fn numbers<'a>(&'a self, submissions: &'a [i64]) -> impl Iterator<Item = u32> + 'a {
        submissions.iter().filter_map(|id| self.by_submission.get(id).copied())
    }

    /// How many complaints people filed in the year up to `day`; `None` where too few people did.
    pub(crate) fn yardstick(&self, day: i32) -> Option<Yardstick<'_>> {
        self.population.on(day)
    }
}
