//! Gathers filings as symbols and closes them into groups.

use jiff::civil::Date;

use super::{Groups, TieKind, indicators, join};
use crate::facts::contacts;
use crate::facts::day::day_number;
use crate::facts::names;
use crate::facts::symbols::{Interner, Symbol};

/// One 来件 with its personal fields opened; symbols of them are kept until [`GroupsBuilder::build`] returns, texts never.
#[derive(Clone, Copy, Debug)]
pub struct GroupFiling<'a> {
    pub submission_id: i64,
    pub received_on: Date,
    /// The derived person.
    pub person_id: i64,
    pub operator_name: &'a str,
    pub operator_uscc: Option<&'a str>,
    pub name: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub address: Option<&'a str>,
    pub consignee_phone: Option<&'a str>,
    pub consignee_address: Option<&'a str>,
    pub account: Option<&'a str>,
    pub agent_name: Option<&'a str>,
    pub agent_phone: Option<&'a str>,
    /// Fingerprints separated by `;`, as the store keeps them.
    pub evidence_hashes: &'a str,
    /// The template of its text, see [`crate::narratives::Template`].
    pub template: Option<i64>,
}

impl<'a> GroupFiling<'a> {
    /// A filing of which nothing is known that could tie it to another.
    pub const fn new(submission_id: i64, received_on: Date, person_id: i64, operator_name: &'a str) -> Self {
        Self {
            submission_id,
            received_on,
            person_id,
            operator_name,
            operator_uscc: None,
            name: None,
            phone: None,
            address: None,
            consignee_phone: None,
            consignee_address: None,
            account: None,
            agent_name: None,
            agent_phone: None,
            evidence_hashes: "",
            template: None,
        }
    }
}

/// A filing as the joining sees it.
pub(super) struct Act {
    pub(super) submission_id: i64,
    pub(super) on: Date,
    pub(super) day: i32,
    /// Number of the person, from 0.
    pub(super) person: u32,
    pub(super) operator: Symbol,
    pub(super) surname: Option<Symbol>,
}

/// One act that holds one key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) kind: TieKind,
    pub(super) key: Symbol,
    pub(super) act: u32,
}

/// Interns what the caller hands in.
pub struct GroupsBuilder {
    as_of: Date,
    rows: Vec<(Act, Option<Symbol>)>,
    held: Vec<Held>,
    persons: Interner<i64>,
    person_ids: Vec<i64>,
    operators: Interner<String>,
    codes: Interner<String>,
    surnames: Interner<String>,
    keys: Interner<String>,
    templates: Interner<i64>,
}

impl GroupsBuilder {
    /// Groups as they stood at the end of `as_of`; later filings are left out as they are added.
    pub fn new(as_of: Date) -> Self {
        Self {
            as_of,
            rows: Vec::new(),
            held: Vec::new(),
            persons: Interner::default(),
            person_ids: Vec::new(),
            operators: Interner::default(),
            codes: Interner::default(),
            surnames: Interner::default(),
            keys: Interner::default(),
            templates: Interner::default(),
        }
    }

    /// Adds a 来件, in any order; each once.
    pub fn filing(&mut self, filing: &GroupFiling<'_>) {
        if filing.received_on > self.as_of {
            return;
        }
        let act = u32::try_from(self.rows.len()).expect("at most 2^32 - 1 filings are grouped at a time");
        let person = u32::try_from(self.persons.symbol(&filing.person_id).slot()).expect("symbols have 32 bits");
        if person as usize == self.person_ids.len() {
            self.person_ids.push(filing.person_id);
        }
        let cleaned = filing.name.and_then(names::clean);
        let surname = cleaned.as_ref().and_then(|name| names::parts(name.as_str()).surname);
        self.rows.push((
            Act {
                submission_id: filing.submission_id,
                on: filing.received_on,
                day: day_number(filing.received_on),
                person,
                operator: self.operators.symbol(filing.operator_name),
                surname: surname.map(|surname| self.surnames.symbol(surname)),
            },
            filing.operator_uscc.map(|code| self.codes.symbol(code)),
        ));
        let full = |phone: Option<&str>| phone.filter(|phone| contacts::line(phone).is_some()).map(str::to_owned);
        for phone in [full(filing.phone), full(filing.consignee_phone), full(filing.agent_phone)].into_iter().flatten() {
            self.hold(TieKind::Phone, &phone, act);
        }
        // Names of agents alone are common; with their telephone they are one person's.
        if let (Some(name), Some(phone)) = (filing.agent_name, full(filing.agent_phone)) {
            self.hold(TieKind::Agent, &format!("{name}/{phone}"), act);
        }
        let doors = [(TieKind::Address, filing.address), (TieKind::Consignee, filing.consignee_address)];
        for (kind, door) in doors.into_iter().filter_map(|(kind, text)| Some((kind, contacts::dwelling(text?)?))) {
            self.hold(kind, &door, act);
        }
        if let Some(account) = filing.account.filter(|account| !account.contains('*')) {
            self.hold(TieKind::Account, account, act);
        }
        for hash in filing.evidence_hashes.split(';').filter(|hash| !hash.is_empty()) {
            self.hold(TieKind::Evidence, hash, act);
        }
        if let Some(template) = filing.template {
            let key = self.templates.symbol(&template);
            self.held.push(Held { kind: TieKind::Text, key, act });
        }
    }

    fn hold(&mut self, kind: TieKind, text: &str, act: u32) {
        let key = self.keys.symbol(text);
        self.held.push(Held { kind, key, act });
    }

    /// Closes the groups: settles who the traders are, joins, measures.
    pub fn build(self) -> Groups {
        let Self { rows, mut held, person_ids, .. } = self;
        let mut code_of_name = rustc_hash::FxHashMap::default();
        for (act, code) in &rows {
            if let Some(code) = code {
                code_of_name.entry(act.operator).or_insert(*code);
            }
        }
        // A trader is known by its code where one is known; codes and names are numbered apart, so both find room in one.
        let mut traders = Interner::<(bool, Symbol)>::default();
        let acts: Vec<Act> = rows
            .into_iter()
            .map(|(mut act, code)| {
                let code = code.or_else(|| code_of_name.get(&act.operator).copied());
                act.operator = traders.symbol(&code.map_or((false, act.operator), |code| (true, code)));
                act
            })
            .collect();
        held.sort_unstable_by_key(|h| {
            let act = &acts[h.act as usize];
            (h.kind, h.key, act.operator, act.day, act.submission_id)
        });
        held.dedup();
        let joined = join::join(&acts, &held, person_ids.len());
        Groups::new(indicators::measure(&acts, &held, &person_ids, joined))
    }
}
