//! A made-up city of 岳阳: people, traders, filings and department facts, from a seed.
//!
//! Everything is synthetic and says so: submission and fact numbers begin with `SYN`, every narrative ends with
//! 【虚构数据】, phones are of segments that no operator has, traders and people are invented. The numbers obey
//! GB 11643 and GB 32100 all the same, because the import checks them.
//!
//! Beside the great mass of honest people of every kind the city holds each abuse that the local instrument names;
//! [`Label`] says who is who, for tests that measure. The rows carry no label.

mod abusers;
pub(crate) mod calendar;
pub(crate) mod dice;
mod facts;
mod filing;
mod goods;
mod honest;
mod maker;
pub(crate) mod names;
mod outcome;
mod people;
mod persona;
mod present;
pub(crate) mod rows;
mod story;
mod table;
mod traders;
mod wrongs;

use std::collections::{BTreeMap, BTreeSet};

use casework::codes::ImportKind;
use jiff::civil::Date;

pub use persona::Persona;
pub use table::Table;

/// What city to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CityPlan {
    pub seed: u64,
    /// Rows of 来件; the department facts follow from them.
    pub filings: usize,
    /// The last filings arrived the day before; the first 36 months earlier.
    pub today: Date,
}

/// Who really filed a submission, for tests only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub submission_no: String,
    /// The same number, the same person, whatever name the filing bears.
    pub true_person: u32,
    pub persona: Persona,
}

/// A city: one table of each import kind, and what is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// In the order of [`ImportKind::ALL`], submissions by time of receipt.
    pub tables: Vec<Table>,
    /// One per submission, in the order of the submissions.
    pub labels: Vec<Label>,
    /// True persons by circumstance: those about whom enough was planted, and known by the last day, for facts to decide.
    planted: BTreeMap<&'static str, BTreeSet<u32>>,
    /// True persons by circumstance: those whose deeds fall under its words beside what was planted of them.
    fitting: BTreeMap<&'static str, BTreeSet<u32>>,
}

impl City {
    /// Makes the city of `plan`: the same plan, the same city.
    pub fn new(plan: CityPlan) -> Self {
        let mut maker = maker::Maker::new(plan);
        for &persona in Persona::ALL.iter().filter(|p| **p != Persona::Ordinary) {
            let quota = plan.filings * persona.permille() / 1000;
            match persona {
                Persona::Family => honest::families(&mut maker, quota),
                Persona::Banquet => honest::banquets(&mut maker, quota),
                Persona::Elderly => honest::elderly(&mut maker, quota),
                Persona::PublicInterest => honest::public_interest(&mut maker, quota),
                Persona::Whistleblower => honest::whistleblowers(&mut maker, quota),
                Persona::HonestHeavy => honest::heavy_users(&mut maker, quota),
                Persona::Repeater => abusers::repeaters(&mut maker, quota),
                Persona::QuantityBuyer => abusers::quantity_buyers(&mut maker, quota),
                Persona::Volume => abusers::volume(&mut maker, quota),
                Persona::Ring => abusers::rings(&mut maker, quota),
                Persona::HiredHand => abusers::hired_hands(&mut maker, quota),
                Persona::UntrueInformant => abusers::untrue_informants(&mut maker, quota),
                Persona::ReviewAbuser | Persona::DisclosureAbuser | Persona::DisciplineAbuser => {
                    abusers::procedure_abusers(&mut maker, persona, quota);
                }
                Persona::Planter => abusers::planters(&mut maker, quota),
                // Impostors need victims: they come after the ordinary people.
                Persona::Impostor | Persona::Ordinary => {}
            }
        }
        let impostors = plan.filings * Persona::Impostor.permille() / 1000;
        honest::ordinary(&mut maker, plan.filings.saturating_sub(impostors));
        abusers::impostors(&mut maker, impostors);
        honest::ordinary(&mut maker, plan.filings);
        facts::background(&mut maker);
        maker.finish()
    }

    /// True persons whom a circumstance must find.
    pub fn planted(&self, circumstance: &str) -> BTreeSet<u32> {
        self.planted.get(circumstance).cloned().unwrap_or_default()
    }

    /// True persons for whom nothing of it was planted, and who did it all the same: hits on them are right.
    pub fn fitting(&self, circumstance: &str) -> BTreeSet<u32> {
        self.fitting.get(circumstance).cloned().unwrap_or_default()
    }

    /// The table of one kind.
    pub fn table(&self, kind: ImportKind) -> Option<&Table> {
        self.tables.iter().find(|t| t.kind == kind)
    }
}

#[cfg(test)]
mod tests;
