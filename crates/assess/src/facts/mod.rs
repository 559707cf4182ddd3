//! The facts that measures read: filings in order of receipt, indexed by what links them.

mod attestations;
mod builder;
mod claims;
mod consumption;
pub(crate) mod contacts;
pub(crate) mod day;
mod deeds;
mod filing;
mod hands;
mod held;
mod index;
mod input;
pub(crate) mod names;
mod party;
mod population;
mod repeats;
mod rings;
mod signs;
pub(crate) mod symbols;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

pub use builder::FactsBuilder;
pub(crate) use claims::Claim;
pub use consumption::{Consumption, Goods};
pub(crate) use contacts::Line;
pub(crate) use deeds::{Concern, Deed, Wrong};
pub(crate) use filing::{Denial, Filing};
pub use held::Held;
pub use input::{FactInput, FilingInput, ProtectionInput, Standing};
pub(crate) use party::{Part, Party};
pub(crate) use population::Yardstick;
pub(crate) use rings::Ring;
pub use signs::Signs;
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
    by_consignee_phone: Index,
    by_dwelling: Index,
    by_consignee_dwelling: Index,
    by_account: Index,
    by_template: Index,
    by_order: Index,
    /// By evidence file.
    by_evidence: Vec<Vec<u32>>,
    /// Department facts in order of day.
    deeds: Vec<Deed>,
    deeds_of_person: Index,
    deeds_of_filing: FxHashMap<u32, Vec<u32>>,
    rings: Vec<Ring>,
    hands: Vec<Party>,
    /// Names of goods by symbol: what was bought names nobody.
    items: Vec<Box<str>>,
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

    /// The 来件 received on or after a day, in order of receipt.
    pub fn subjects_since(&self, day: Date) -> impl Iterator<Item = Subject> + use<> {
        let first = self.filings.partition_point(|filing| filing.received_on < day);
        let all = u32::try_from(self.filings.len()).expect("filings are numbered in 32 bits");
        (u32::try_from(first).expect("less than all")..all).map(Subject)
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

    /// People who acted together, over all filings.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// The group by which a filing acts.
    pub(crate) fn group_of(&self, filing: &Filing) -> Option<&Group> {
        self.groups.of(filing.submission_id)
    }

    /// The numbers of these 来件, as far as they are known here.
    pub(crate) fn numbers<'a>(&'a self, submissions: &'a [i64]) -> impl Iterator<Item = u32> + 'a {
        submissions.iter().filter_map(|id| self.by_submission.get(id).copied())
    }

    pub(crate) fn of_consignee_phone(&self, phone: Option<Symbol>) -> &[u32] {
        phone.map_or(&[], |p| self.by_consignee_phone.of(p))
    }

    pub(crate) fn of_consignee_dwelling(&self, dwelling: Option<Symbol>) -> &[u32] {
        dwelling.map_or(&[], |d| self.by_consignee_dwelling.of(d))
    }

    pub(crate) fn of_order(&self, order: Option<Symbol>) -> &[u32] {
        order.map_or(&[], |o| self.by_order.of(o))
    }

    pub(crate) fn of_evidence(&self, file: Symbol) -> &[u32] {
        &self.by_evidence[file.slot()]
    }

    /// Numbers of the department facts about a person, by day.
    pub(crate) fn deeds_of_person(&self, person: Option<Symbol>) -> &[u32] {
        person.map_or(&[], |p| self.deeds_of_person.of(p))
    }

    /// Numbers of the department facts about a filing, by day.
    pub(crate) fn deeds_of_filing(&self, number: u32) -> &[u32] {
        self.deeds_of_filing.get(&number).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn deed(&self, at: u32) -> &Deed {
        &self.deeds[at as usize]
    }

    pub(crate) fn ring(&self, filing: &Filing) -> Option<&Ring> {
        filing.ring.map(|ring| &self.rings[ring as usize])
    }

    pub(crate) fn hand(&self, filing: &Filing) -> Option<&Party> {
        filing.hand.map(|hand| &self.hands[hand as usize])
    }

    pub(crate) fn item(&self, item: Symbol) -> &str {
        &self.items[item.slot()]
    }

    /// The yardstick of the latest day on which a complaint was received: how many people had how many complaints in the year
    /// up to it. What a run keeps for filings that come alone after it.
    pub fn complaint_spread(&self) -> Vec<(u32, u32)> {
        self.population.latest()
    }

    /// The same facts, held against a yardstick from elsewhere: what is here is one filing's surroundings, not the population.
    #[must_use]
    pub fn against(self, complaint_spread: &[(u32, u32)]) -> Self {
        Self { population: Population::given(complaint_spread), ..self }
    }

    /// How many complaints people filed in the year up to `day`; `None` where too few people did.
    pub(crate) fn yardstick(&self, day: i32) -> Option<Yardstick<'_>> {
        self.population.on(day)
    }
}
