//! Gathers facts in any order and closes them into [`Facts`].

use casework::codes::{Category, Outcome};
use casework::fact::{FactKind, FactResult};
use jiff::civil::{Date, DateTime};
use rustc_hash::FxHashMap;

use super::Facts;
use super::attestations::Attestations;
use super::claims;
use super::consumption::Consumption;
use super::contacts;
use super::day::day_number;
use super::deeds::{self, Deed};
use super::filing::{Attested, Denial, Filing};
use super::hands;
use super::index::Index;
use super::input::{FactInput, FilingInput, ProtectionInput};
use super::names;
use super::population::Population;
use super::repeats::{Dispute, Repeats};
use super::rings;
use super::symbols::{Interner, Symbol};
use crate::groups;

/// Interns what the caller hands in. The interners, and with them every personal text, are gone when
/// [`FactsBuilder::build`] returns.
pub struct FactsBuilder {
    as_of: Date,
    rows: Vec<Row>,
    attestations: Attestations,
    stated: Vec<Stated>,
    consumption: Consumption,
    allowances: FxHashMap<(Category, Option<Symbol>, Option<Symbol>), Option<i64>>,
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
    units: Interner<String>,
    orders: Interner<String>,
    evidence: Interner<String>,
}

/// A department fact that waits for the filings to be numbered.
struct Stated {
    fact_id: i64,
    submission_id: Option<i64>,
    deed: Deed,
}

struct Row {
    filing: Filing,
    received_at: DateTime,
    submission_no: Box<str>,
    operator_name: Symbol,
    uscc: Option<Symbol>,
}

impl FactsBuilder {
    /// Facts as they stood at the end of `as_of`: whatever became known later is left out as it is added, so no
    /// measure can see it. The same facts and the same day give the same findings (design invariant 8).
    pub fn new(as_of: Date) -> Self {
        Self {
            as_of,
            rows: Vec::new(),
            attestations: Attestations::default(),
            stated: Vec::new(),
            consumption: Consumption::builtin(),
            allowances: FxHashMap::default(),
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
            units: Interner::default(),
            orders: Interner::default(),
            evidence: Interner::default(),
        }
    }

    /// Another table of usual consumption than the one carried; before any filing is added.
    #[must_use]
    pub fn with_consumption(self, consumption: Consumption) -> Self {
        Self { consumption, ..self }
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
        let closed_day = day_number(input.closed_on.unwrap_or(received_on));
        let award_fen = input.award_fen.filter(|_| result_known);
        let punitive = input.punitive.or_else(|| is_punitive(award_fen, input.amount_fen)).filter(|_| result_known);
        let item = input.item.map(|t| self.items.symbol(t));
        let agent_phone = input.agent_phone.filter(|t| contacts::line(t).is_some()).map(|t| self.phones.symbol(t));
        let asked = claims::Asked {
            claim_fen: input.claim_fen,
            amount_fen: input.amount_fen,
            punitive,
            demand: input.demand,
            asks_multiple: input.signs.asks_multiple,
        };
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
            consignee_dwelling: input.consignee_address.and_then(contacts::dwelling).map(|t| self.dwellings.symbol(t.as_str())),
            agent_phone,
            order: input.order_no.and_then(order).map(|t| self.orders.symbol(t.as_str())),
            evidence: self.evidence_files(input.evidence_hashes),
            account: input.payee_account.filter(|t| !t.contains('*')).map(|t| self.accounts.symbol(t)),
            template: input.template.map(|t| self.templates.symbol(&t)),
            operator: self.operator_names.symbol(input.operator_name),
            category: input.category,
            issue: input.issue,
            item,
            purchased_day: input.purchased_on.map(day_number),
            quantity_milli: input.quantity_milli.filter(|&quantity| quantity > 0),
            allowance_milli: self.allowance_milli(input.category, input.item, item, input.unit),
            claim: claims::compare(&asked),
            punitive_award: punitive == Some(true),
            award_day: (punitive == Some(true)).then_some(closed_day),
            paid_withdrawal: result_known && input.outcome == Some(Outcome::Withdrawn) && award_fen.is_some_and(|fen| fen > 0),
            has_agent: input.agent_name.is_some() || input.agent_phone.is_some(),
            signs: input.signs,
            attested: Attested::default(),
            verification: input.verification.filter(|_| result_known),
            denial: Denial::None,
            protection: None,
            is_repeat: false,
            ring: None,
            hand: None,
        };
        self.rows.push(Row {
            received_at: input.received_at,
            submission_no: input.submission_no.into(),
            operator_name: filing.operator,
            uscc: input.operator_uscc.map(|t| self.usccs.symbol(t)),
            filing,
        });
    }

    /// Adds a department fact, in any order, before or after the 来件 that it is about. One whose result is not known
    /// yet is a fact with an open result.
    pub fn fact(&mut self, input: &FactInput<'_>) {
        let known_on = input.result_on.unwrap_or(input.happened_on);
        if input.happened_on > self.as_of {
            return;
        }
        let is_known = known_on <= self.as_of;
        if !is_about_people(input.kind) {
            if let Some(submission_id) = input.submission_id.filter(|_| is_known) {
                self.attestations.add(submission_id, input.kind, input.result, day_number(known_on));
            }
            return;
        }
        let result = if is_known { input.result } else { FactResult::Pending };
        let settled = result != FactResult::Pending;
        let dated = if settled { format!("{}（{known_on}）", result.label()) } else { result.label().to_owned() };
        let deed = Deed {
            kind: input.kind,
            result,
            day: day_number(input.happened_on),
            known_day: settled.then(|| day_number(known_on)),
            person: input.person_id.map(|id| self.persons.symbol(&id)),
            filing: None,
            concern: deeds::concern(input.submission_id.is_some(), input.matter),
            wrong: deeds::wrong(input.matter),
            citation: format!("{} {} {dated}", input.kind.label(), input.fact_no).into(),
        };
        self.stated.push(Stated { fact_id: input.fact_id, submission_id: input.submission_id, deed });
    }

    fn evidence_files(&mut self, hashes: &str) -> Box<[Symbol]> {
        if hashes.is_empty() {
            return Box::default();
        }
        let mut files: Vec<Symbol> =
            hashes.split(';').map(str::trim).filter(|hash| !hash.is_empty()).map(|hash| self.evidence.symbol(hash)).collect();
        files.sort_unstable();
        files.dedup();
        files.into()
    }

    fn allowance_milli(
        &mut self,
        category: Option<Category>,
        item: Option<&str>,
        symbol: Option<Symbol>,
        unit: Option<&str>,
    ) -> Option<i64> {
        let category = category?;
        let key = (category, symbol, unit.map(|unit| self.units.symbol(unit)));
        let consumption = &self.consumption;
        *self.allowances.entry(key).or_insert_with(|| consumption.allowance_milli(category, item, unit))
    }

    /// Adds an officer's word on a protection; it counts as it stands, whatever the day.
    pub fn protection(&mut self, input: &ProtectionInput) {
        self.attestations.protect(input.submission_id, input.protection, input.standing);
    }

    /// Closes the facts: orders them by receipt, settles who the traders are, finds repeats, rings and hands, gives
    /// department facts their people, counts the population.
    pub fn build(self) -> Facts {
        let Self {
            mut rows,
            attestations,
            stated,
            persons,
            id_nos,
            phones,
            dwellings,
            accounts,
            items,
            orders,
            evidence,
            templates,
            operator_names,
            ..
        } = self;
        rows.sort_unstable_by_key(|row| (row.received_at, row.filing.submission_id));
        let unnamed = operator_names.symbol_of("");
        let uscc_of_name = codes_of_names(&rows);
        let mut operators = Interner::<OperatorKey>::default();
        let mut repeats = Repeats::default();
        let mut filings = Vec::with_capacity(rows.len());
        let mut submission_nos = Vec::with_capacity(rows.len());
        for Row { mut filing, submission_no, operator_name, uscc, .. } in rows {
            let code = uscc.or_else(|| uscc_of_name.get(&operator_name).copied());
            let key = if unnamed == Some(operator_name) && uscc.is_none() {
                OperatorKey::Nobody(filing.submission_id)
            } else {
                code.map_or(OperatorKey::Name(operator_name), OperatorKey::Code)
            };
            filing.operator = operators.symbol(&key);
            filing.denial = attestations.denial(filing.submission_id);
            filing.attested = attestations.attested(filing.submission_id);
            filing.protection = attestations.protection(filing.submission_id);
            if let Some(person) = filing.person {
                let dispute = Dispute {
                    person,
                    operator: filing.operator,
                    item: filing.item,
                    purchased_day: filing.purchased_day,
                    issue: filing.issue,
                    is_complaint: filing.is_complaint(),
                };
                filing.is_repeat = repeats.is_repeat(dispute, filing.day);
            }
            filings.push(filing);
            submission_nos.push(submission_no);
        }
        let by_submission: FxHashMap<i64, u32> = filings.iter().zip(0_u32..).map(|(f, n)| (f.submission_id, n)).collect();
        let deeds = with_people(stated, &filings, &by_submission);
        let person_ids = persons.into_keys();
        let groups = groups::find(&filings, &person_ids);
        let rings = rings::find(&mut filings, &groups, &by_submission);
        let hands = hands::find(&mut filings);
        let index = |symbols: usize, key: fn(&Filing) -> Option<Symbol>| Index::build(symbols, filings.iter().map(key));
        Facts {
            as_of: self.as_of,
            by_person: index(person_ids.len(), |f| f.person),
            by_id_no: index(id_nos.len(), |f| f.id_no),
            by_phone: index(phones.len(), |f| f.phone),
            by_consignee_phone: index(phones.len(), |f| f.consignee_phone),
            by_dwelling: index(dwellings.len(), |f| f.dwelling),
            by_consignee_dwelling: index(dwellings.len(), |f| f.consignee_dwelling),
            by_account: index(accounts.len(), |f| f.account),
            by_template: index(templates.len(), |f| f.template),
            by_order: index(orders.len(), |f| f.order),
            by_evidence: files(evidence.len(), &filings),
            deeds_of_person: Index::build(person_ids.len(), deeds.iter().map(|d| d.person)),
            deeds_of_filing: of_filings(&deeds),
            items: items.into_keys().into_iter().map(String::into_boxed_str).collect(),
            population: Population::build(&filings, person_ids.len()),
            by_submission,
            filings,
            submission_nos,
            groups,
            deeds,
            rings,
            hands,
        }
    }
}

/// Attestations are about one filing; every other kind is about a person or a trader.
const fn is_about_people(kind: FactKind) -> bool {
    matches!(
        kind,
        FactKind::Reconsideration
            | FactKind::Lawsuit
            | FactKind::Disclosure
            | FactKind::Discipline
            | FactKind::Police
            | FactKind::Petition
            | FactKind::Penalty
    )
}

/// Facts in order of day, each with its filing and its person. One that names nobody is its filing's filer's.
fn with_people(mut stated: Vec<Stated>, filings: &[Filing], by_submission: &FxHashMap<i64, u32>) -> Vec<Deed> {
    stated.sort_unstable_by_key(|fact| (fact.deed.day, fact.fact_id));
    let tied = |Stated { submission_id, mut deed, .. }: Stated| {
        deed.filing = submission_id.and_then(|id| by_submission.get(&id).copied());
        deed.person = deed.person.or_else(|| filings[deed.filing? as usize].person);
        deed
    };
    stated.into_iter().filter(|fact| fact.deed.kind != FactKind::Penalty).map(tied).collect()
}

fn of_filings(deeds: &[Deed]) -> FxHashMap<u32, Vec<u32>> {
    let mut of_filing: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, filing) in (0_u32..).zip(deeds).filter_map(|(at, deed)| Some((at, deed.filing?))) {
        of_filing.entry(filing).or_default().push(at);
    }
    of_filing
}

/// The filings of each evidence file, in order of receipt.
fn files(count: usize, filings: &[Filing]) -> Vec<Vec<u32>> {
    let mut of_file = vec![Vec::new(); count];
    for (number, filing) in (0_u32..).zip(filings) {
        for file in &filing.evidence {
            of_file[file.slot()].push(number);
        }
    }
    of_file
}

/// An award of several times the price is punitive where nobody said what it was.
fn is_punitive(award_fen: Option<i64>, amount_fen: Option<i64>) -> Option<bool> {
    let (award, amount) = (award_fen?, amount_fen.filter(|&amount| amount > 0)?);
    (award >= amount.saturating_mul(3)).then_some(true)
}

/// An order number in comparable form; short ones repeat between platforms.
pub(super) fn order(order_no: &str) -> Option<String> {
    let code = casework::values::clean_code(order_no);
    (code.chars().count() >= 6 && !code.contains('*')).then_some(code)
}

/// A whole resident identity number, as the import leaves it. A passport or a platform's user code beside one is no
/// contradiction, so other numbers are not weighed.
fn is_resident_number(id_no: &str) -> bool {
    let bytes = id_no.as_bytes();
    bytes.len() == 18 && bytes[..17].iter().all(u8::is_ascii_digit) && (bytes[17].is_ascii_digit() || bytes[17] == b'X')
}

/// A trader: by its code where one is known, else by its name; one that nobody named is nobody else's.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum OperatorKey {
    Code(Symbol),
    Name(Symbol),
    Nobody(i64),
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
