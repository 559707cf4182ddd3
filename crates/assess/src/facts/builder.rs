//! Gathers facts in any order and closes them into [`Facts`].

use jiff::civil::{Date, DateTime};
use rustc_hash::FxHashMap;

use super::Facts;
use super::attestations::Attestations;
use super::claims;
use super::contacts;
use super::day::day_number;
use super::filing::{Denial, Filing};
use super::index::Index;
use super::input::{FactInput, FilingInput, ProtectionInput};
use super::names;
use super::population::Population;
use super::repeats::{Dispute, Repeats};
use super::symbols::{Interner, Symbol};
use crate::groups::Groups;

/// Interns what the caller hands in. The interners, and with them every personal text, are gone when
/// [`FactsBuilder::build`] returns.
pub struct FactsBuilder {
    as_of: Date,
    rows: Vec<Row>,
    attestations: Attestations,
    persons: Interner<i64>,
    names: Interner<String>,
    id_nos: Interner<String>,
    phones: Interner<String>,
    dwellings: Interner<String>,
    addresses: Interner<String>,
    accounts: Interner<String>,
    operator_names: Interner<String>,
    usccs: Interner<String>,
    items: Interner<String>,
    templates: Interner<i64>,
    groups: Groups,
}

struct Row {
    filing: Filing,
    received_at: DateTime,
    submission_no: Box<str>,
    operator_name: Symbol,
    uscc: Option<Symbol>,
    item: Option<Symbol>,
    purchased_day: Option<i32>,
}

impl FactsBuilder {
    /// Facts as they stood at the end of `as_of`: whatever became known later is left out as it is added, so no
    /// measure can see it. The same facts and the same day give the same findings (design invariant 8).
    pub fn new(as_of: Date) -> Self {
        Self {
            as_of,
            rows: Vec::new(),
            attestations: Attestations::default(),
            persons: Interner::default(),
            names: Interner::default(),
            id_nos: Interner::default(),
            phones: Interner::default(),
            dwellings: Interner::default(),
            addresses: Interner::default(),
            accounts: Interner::default(),
            operator_names: Interner::default(),
            usccs: Interner::default(),
            items: Interner::default(),
            templates: Interner::default(),
            groups: Groups::default(),
        }
    }

    /// Adds a 来件, in any order. Each `submission_id` is to be added once.
    pub fn filing(&mut self, input: &FilingInput<'_>) {
        let received_on = input.received_at.date();
        if received_on > self.as_of {
            return;
        }
        let result_known = input.closed_on.is_none_or(|day| day <= self.as_of);
        let name = input.name.and_then(names::clean);
        let parts = name.as_ref().map(|n| names::parts(n.as_str()));
        let line = input.phone.and_then(contacts::line);
        let punitive = input.punitive.filter(|_| result_known);
        let filing = Filing {
            submission_id: input.submission_id,
            received_on,
            day: day_number(received_on),
            kind: input.kind,
            person: input.person_id.map(|id| self.persons.symbol(&id)),
            name: parts.as_ref().and_then(|p| p.full).map(|t| self.names.symbol(t)),
            surname: parts.as_ref().and_then(|p| p.surname).map(|t| self.names.symbol(t)),
            given: parts.as_ref().and_then(|p| p.given).map(|t| self.names.symbol(t)),
            id_no: input.id_no.filter(|t| is_resident_number(t)).map(|t| self.id_nos.symbol(t)),
            phone: input.phone.filter(|_| line.is_some()).map(|t| self.phones.symbol(t)),
            line,
            dwelling: input.address.and_then(contacts::dwelling).map(|t| self.dwellings.symbol(t.as_str())),
            address: input.address.and_then(contacts::comparable).map(|t| self.addresses.symbol(t.as_str())),
            consignee_phone: input.consignee_phone.filter(|t| contacts::line(t).is_some()).map(|t| self.phones.symbol(t)),
            account: input.payee_account.filter(|t| !t.contains('*')).map(|t| self.accounts.symbol(t)),
            template: input.template.map(|t| self.templates.symbol(&t)),
            operator: self.operator_names.symbol(input.operator_name),
            category: input.category,
            issue: input.issue,
            claim: claims::compare(input.claim_fen, input.amount_fen, punitive, input.demand),
            punitive_award: punitive == Some(true),
            has_agent: input.has_agent,
            verification: input.verification.filter(|_| result_known),
            denial: Denial::None,
            protection: None,
            is_repeat: false,
        };
        self.rows.push(Row {
            received_at: input.received_at,
            submission_no: input.submission_no.into(),
            operator_name: filing.operator,
            uscc: input.operator_uscc.map(|t| self.usccs.symbol(t)),
            item: input.item.map(|t| self.items.symbol(t)),
            purchased_day: input.purchased_on.map(day_number),
            filing,
        });
    }

    /// Adds a department fact, in any order, before or after the 来件 that it is about.
    pub fn fact(&mut self, input: &FactInput) {
        let known_on = input.result_on.unwrap_or(input.happened_on);
        if let Some(submission_id) = input.submission_id.filter(|_| known_on <= self.as_of) {
            self.attestations.add(submission_id, input.kind, input.result, day_number(known_on));
        }
    }

    /// Adds an officer's word on a protection; it counts as it stands, whatever the day.
    pub fn protection(&mut self, input: &ProtectionInput) {
        self.attestations.protect(input.submission_id, input.protection, input.standing);
    }

    /// Gives the groups, found with the same `as_of`.
    pub fn groups(&mut self, groups: Groups) {
        self.groups = groups;
    }

    /// Closes the facts: orders them by receipt, settles who the traders are, finds repeats, counts the population.
    pub fn build(self) -> Facts {
        let Self { mut rows, attestations, persons, id_nos, phones, dwellings, accounts, templates, groups, .. } = self;
        rows.sort_unstable_by_key(|row| (row.received_at, row.filing.submission_id));
        let uscc_of_name = codes_of_names(&rows);
        let mut operators = Interner::<OperatorKey>::default();
        let mut repeats = Repeats::default();
        let mut filings = Vec::with_capacity(rows.len());
        let mut submission_nos = Vec::with_capacity(rows.len());
        for Row { mut filing, submission_no, operator_name, uscc, item, purchased_day, .. } in rows {
            let code = uscc.or_else(|| uscc_of_name.get(&operator_name).copied());
            filing.operator = operators.symbol(&code.map_or(OperatorKey::Name(operator_name), OperatorKey::Code));
            filing.denial = attestations.denial(filing.submission_id);
            filing.protection = attestations.protection(filing.submission_id);
            if let Some(person) = filing.person {
                let dispute = Dispute {
                    person,
                    operator: filing.operator,
                    item,
                    purchased_day,
                    issue: filing.issue,
                    is_complaint: filing.is_complaint(),
                };
                filing.is_repeat = repeats.is_repeat(dispute, filing.day);
            }
            filings.push(filing);
            submission_nos.push(submission_no);
        }
        let index = |symbols: usize, key: fn(&Filing) -> Option<Symbol>| Index::build(symbols, filings.iter().map(key));
        Facts {
            as_of: self.as_of,
            by_person: index(persons.len(), |f| f.person),
            by_id_no: index(id_nos.len(), |f| f.id_no),
            by_phone: index(phones.len(), |f| f.phone),
            by_dwelling: index(dwellings.len(), |f| f.dwelling),
            by_account: index(accounts.len(), |f| f.account),
            by_template: index(templates.len(), |f| f.template),
            population: Population::build(&filings, persons.len()),
            by_submission: filings.iter().zip(0_u32..).map(|(f, n)| (f.submission_id, n)).collect(),
            filings,
            submission_nos,
            groups,
        }
    }
}

/// A whole resident identity number, as the import leaves it. A passport or a platform's user code beside one is no
/// contradiction, so other numbers are not weighed.
fn is_resident_number(id_no: &str) -> bool {
    let bytes = id_no.as_bytes();
    bytes.len() == 18 && bytes[..17].iter().all(u8::is_ascii_digit) && (bytes[17].is_ascii_digit() || bytes[17] == b'X')
}

/// A trader: by its code where one is known, else by its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum OperatorKey {
    Code(Symbol),
    Name(Symbol),
}

/// The code that first came with each name, so that a trader named without code is not a second trader.
fn codes_of_names(rows: &[Row]) -> FxHashMap<Symbol, Symbol> {
    let mut codes = FxHashMap::default();
    for row in rows {
        if let Some(code) = row.uscc {
            codes.entry(row.operator_name).or_insert(code);
        }
    }
    codes
}
