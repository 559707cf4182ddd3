//! Hand-made tables of made-up people for tests.

use casework::codes::{Category, Issue, Outcome, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::facts::{FactInput, Facts, FactsBuilder, FilingInput, Signs};
use crate::finding::{Assessment, assess};
use crate::measure::{Citations, Measure, Probe};
use crate::policy::Circumstances;
use crate::value::Value;

/// Day 0 of the tables.
pub(crate) const START: Date = date(2025, 1, 1);

/// The tables are assessed as of this day unless a test says otherwise.
pub(crate) const AS_OF: Date = date(2026, 6, 30);

/// One made-up filing, with values that are ordinary where a test does not set them.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) person: i64,
    pub(crate) name: String,
    pub(crate) kind: SubmissionKind,
    /// Days after [`START`].
    pub(crate) day: i32,
    pub(crate) operator: String,
    pub(crate) id_no: Option<&'static str>,
    pub(crate) phone: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) item: Option<String>,
    pub(crate) category: Option<Category>,
    pub(crate) issue: Option<Issue>,
    pub(crate) amount_fen: Option<i64>,
    pub(crate) claim_fen: Option<i64>,
    pub(crate) verification: Option<Verification>,
    pub(crate) agent_name: Option<&'static str>,
    pub(crate) agent_phone: Option<&'static str>,
    pub(crate) order_no: Option<&'static str>,
    pub(crate) consignee_phone: Option<&'static str>,
    pub(crate) consignee_address: Option<&'static str>,
    pub(crate) payee_account: Option<&'static str>,
    /// Days after [`START`].
    pub(crate) purchased_day: Option<i32>,
    pub(crate) quantity: Option<i64>,
    pub(crate) unit: Option<&'static str>,
    pub(crate) demand: Option<&'static str>,
    pub(crate) narrative: Option<&'static str>,
    pub(crate) evidence_hashes: &'static str,
    pub(crate) template: Option<i64>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) award_fen: Option<i64>,
    /// Days after [`START`].
    pub(crate) closed_day: Option<i32>,
    pub(crate) punitive: Option<bool>,
}

/// A complaint without anything special.
pub(crate) fn complaint(person: i64, name: &str, day: i32, operator: &str) -> Entry {
    Entry {
        person,
        name: name.to_owned(),
        kind: SubmissionKind::Complaint,
        day,
        operator: operator.to_owned(),
        id_no: None,
        phone: None,
        address: None,
        item: None,
        category: None,
        issue: None,
        amount_fen: None,
        claim_fen: None,
        verification: None,
        agent_name: None,
        agent_phone: None,
        order_no: None,
        consignee_phone: None,
        consignee_address: None,
        payee_account: None,
        purchased_day: None,
        quantity: None,
        unit: None,
        demand: None,
        narrative: None,
        evidence_hashes: "",
        template: None,
        outcome: None,
        award_fen: None,
        closed_day: None,
        punitive: None,
    }
}

/// A tip-off on expired food.
pub(crate) fn tipoff(person: i64, name: &str, day: i32, operator: &str, verification: Verification) -> Entry {
    Entry {
        kind: SubmissionKind::Tipoff,
        issue: Some(Issue::Expired),
        verification: Some(verification),
        ..complaint(person, name, day, operator)
    }
}

impl Entry {
    /// Asks for ten times the price.
    pub(crate) fn tenfold(self) -> Self {
        Self { amount_fen: Some(2_000), claim_fen: Some(20_000), ..self }
    }

    /// Asks for the price back.
    pub(crate) fn refund(self) -> Self {
        Self { amount_fen: Some(2_000), claim_fen: Some(2_000), ..self }
    }

    pub(crate) fn phone(self, phone: &str) -> Self {
        Self { phone: Some(phone.to_owned()), ..self }
    }

    pub(crate) fn address(self, address: &str) -> Self {
        Self { address: Some(address.to_owned()), ..self }
    }

    pub(crate) fn of(self, category: Category, issue: Issue) -> Self {
        Self { category: Some(category), issue: Some(issue), ..self }
    }
}

/// Filings numbered from 1 in the order given, and what departments say about them.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    pub(crate) attestations: Vec<(i64, FactKind, FactResult)>,
    pub(crate) deeds: Vec<Stated>,
}

/// A department fact about a person or a filing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stated {
    pub(crate) kind: FactKind,
    pub(crate) result: FactResult,
    /// Days after [`START`].
    pub(crate) day: i32,
    pub(crate) result_day: Option<i32>,
    pub(crate) person: Option<i64>,
    pub(crate) submission: Option<i64>,
    pub(crate) matter: Option<&'static str>,
}

impl Table {
    pub(crate) fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self { entries: entries.into_iter().collect(), ..Self::default() }
    }

    /// Adds `persons` ordinary people who complain once each, all through the year.
    pub(crate) fn with_crowd(mut self, persons: i64) -> Self {
        for n in 0..persons {
            let day = i32::try_from(n * 7 % 365).unwrap_or(0);
            self.entries.push(complaint(10_000 + n, "路人甲", day, &format!("街坊小店{n}")));
        }
        self
    }

    pub(crate) fn attest(mut self, submission_id: i64, kind: FactKind) -> Self {
        self.attestations.push((submission_id, kind, FactResult::Established));
        self
    }

    /// A department fact about a person, decided ten days later.
    pub(crate) fn stating(mut self, person: i64, kind: FactKind, result: FactResult, day: i32) -> Self {
        let stated = Stated { kind, result, day, result_day: Some(day + 10), person: Some(person), submission: None, matter: None };
        self.deeds.push(stated);
        self
    }

    /// Fills a builder; `order` gives the order in which the entries are added.
    pub(crate) fn fill(&self, builder: &mut FactsBuilder, order: impl IntoIterator<Item = usize>) {
        for at in order {
            let entry = &self.entries[at];
            let id = i64::try_from(at).unwrap_or(i64::MAX) + 1;
            let number = format!("TS{id:06}");
            let received_at = (START + entry.day.days()).at(9, 0, 0, 0);
            let mut input = FilingInput::new(id, &number, entry.kind, received_at, &entry.operator);
            input.person_id = Some(entry.person);
            input.name = Some(&entry.name);
            input.id_no = entry.id_no;
            input.phone = entry.phone.as_deref();
            input.address = entry.address.as_deref();
            input.item = entry.item.as_deref();
            input.category = entry.category;
            input.issue = entry.issue;
            input.amount_fen = entry.amount_fen;
            input.claim_fen = entry.claim_fen;
            input.verification = entry.verification;
            (input.agent_name, input.agent_phone, input.order_no) = (entry.agent_name, entry.agent_phone, entry.order_no);
            (input.consignee_phone, input.consignee_address) = (entry.consignee_phone, entry.consignee_address);
            (input.payee_account, input.quantity_milli, input.unit) = (entry.payee_account, entry.quantity.map(|q| q * 1_000), entry.unit);
            input.purchased_on = entry.purchased_day.map(|day| START + day.days());
            (input.demand, input.evidence_hashes) = (entry.demand, entry.evidence_hashes);
            input.signs = Signs::read(entry.narrative, entry.demand);
            (input.template, input.outcome, input.award_fen) = (entry.template, entry.outcome, entry.award_fen);
            input.closed_on = entry.closed_day.map(|day| START + day.days());
            input.punitive = entry.punitive;
            builder.filing(&input);
        }
        for &(submission_id, kind, result) in &self.attestations {
            let happened_on = START + 500.days();
            builder.fact(&FactInput {
                fact_id: 0,
                fact_no: "HS1",
                kind,
                result,
                happened_on,
                result_on: None,
                submission_id: Some(submission_id),
                person_id: None,
                matter: None,
            });
        }
        for (fact_id, stated) in (1..).zip(&self.deeds) {
            builder.fact(&FactInput {
                fact_id,
                fact_no: &format!("F{fact_id}"),
                kind: stated.kind,
                result: stated.result,
                happened_on: START + stated.day.days(),
                result_on: stated.result_day.map(|day| START + day.days()),
                submission_id: stated.submission,
                person_id: stated.person,
                matter: stated.matter,
            });
        }
    }

    pub(crate) fn facts(&self) -> Facts {
        let mut builder = FactsBuilder::new(AS_OF);
        self.fill(&mut builder, 0..self.entries.len());
        builder.build()
    }

    /// What a measure gives for the last filing received, and the 来件 it cites.
    pub(crate) fn measure(&self, measure: Measure, window_days: u32) -> (Value, Vec<i64>) {
        let facts = self.facts();
        let last = facts.subjects().last().expect("a table with a filing");
        let mut citations = Citations::kept();
        let value = measure.take(&Probe::new(&facts, last, window_days), &mut citations);
        let Citations::Kept { filings, .. } = citations else { return (value, Vec::new()) };
        (value, filings.into_iter().map(|n| facts.filing(n).submission_id).collect())
    }

    pub(crate) fn assess(&self) -> Assessment {
        let facts = self.facts();
        assess(&facts, &Circumstances::builtin(), facts.subjects(), in_force)
    }

    /// The lines of one circumstance: a story is about one.
    pub(crate) fn findings_of(&self, circumstance: &str) -> String {
        let is_of = |line: &&str| line.split(' ').nth(1) == Some(circumstance);
        self.findings().lines().filter(is_of).map(|line| format!("{line}\n")).collect()
    }

    /// One line per finding: 来件, circumstance, verdict, whether the instrument was in force, summary.
    pub(crate) fn findings(&self) -> String {
        let assessment = self.assess();
        let mut lines = String::new();
        for f in &assessment.findings {
            let force = if f.in_force { "in force" } else { "for reference" };
            lines.push_str(&format!("{} {} {} ({force}) {}\n", f.submission_id, f.circumstance, f.verdict.code(), f.summary));
        }
        if assessment.blocked > 0 {
            lines.push_str(&format!("blocked: {}\n", assessment.blocked));
        }
        lines
    }
}

/// The dates of LAW.md §1.
pub(crate) fn in_force(instrument: &str, day: Date) -> bool {
    match instrument {
        "yy16" => (date(2024, 7, 3)..=date(2025, 7, 2)).contains(&day),
        "o121" => day >= date(2026, 4, 15),
        _ => false,
    }
}
