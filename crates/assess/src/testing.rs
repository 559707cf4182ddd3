//! Hand-made tables of made-up people for tests.

use casework::codes::{Category, Issue, SubmissionKind, Verification};
use casework::fact::{FactKind, FactResult};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::facts::{FactInput, Facts, FactsBuilder, FilingInput};
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
    pub(crate) has_agent: bool,
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
        has_agent: false,
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
}

impl Table {
    pub(crate) fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self { entries: entries.into_iter().collect(), attestations: Vec::new() }
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
            input.has_agent = entry.has_agent;
            builder.filing(&input);
        }
        for &(submission_id, kind, result) in &self.attestations {
            let happened_on = START + 500.days();
            builder.fact(&FactInput { kind, result, happened_on, result_on: None, submission_id: Some(submission_id) });
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
        let mut citations = Citations::Kept(Vec::new());
        let value = measure.take(&Probe::new(&facts, last, window_days), &mut citations);
        let Citations::Kept(numbers) = citations else { return (value, Vec::new()) };
        (value, numbers.into_iter().map(|n| facts.filing(n).submission_id).collect())
    }

    pub(crate) fn assess(&self) -> Assessment {
        let facts = self.facts();
        assess(&facts, &Circumstances::builtin(), facts.subjects(), in_force)
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
