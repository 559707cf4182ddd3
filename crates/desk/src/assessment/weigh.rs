//! Every circumstance for every filing.

use std::collections::HashMap;

use assess::{FactInput, Facts, FactsBuilder, FilingInput, Finding, ProtectionInput, Standing};
use identity::Assignment;
use jiff::civil::{Date, DateTime};
use store::Tx;
use zeroize::Zeroizing;

use super::load::Opened;
use super::texts::NO_OPERATOR;
use super::together::Copies;
use crate::DeskError;

fn text(opened: &Option<Zeroizing<String>>) -> Option<&str> {
    opened.as_ref().map(|text| text.as_str())
}

/// Who filed each filing, and whom each department fact is about, by id.
pub(super) struct People {
    pub(super) of_filings: HashMap<i64, i64>,
    pub(super) of_facts: HashMap<i64, i64>,
}

impl People {
    /// As a run has just resolved them.
    pub(super) fn resolved(assignment: &Assignment, of_facts: HashMap<i64, i64>) -> Self {
        let of_filings =
            assignment.persons.iter().flat_map(|person| person.submissions.iter().map(|submission| (*submission, person.id))).collect();
        Self { of_filings, of_facts }
    }

    /// As they stand on record.
    pub(super) fn on_record(opened: &Opened) -> Self {
        Self {
            of_filings: opened.rows.iter().filter_map(|row| Some((row.id, row.person_id?))).collect(),
            of_facts: opened.facts.iter().filter_map(|fact| Some((fact.row.id, fact.row.person_id?))).collect(),
        }
    }
}

/// The trader that was named; empty where a profile wrote that none was.
fn operator(row: &store::submission::Submission) -> &str {
    if row.operator_name == NO_OPERATOR { "" } else { &row.operator_name }
}

/// What was known at the end of `as_of`.
pub(super) fn facts(opened: &Opened, people: &People, copies: &Copies, as_of: Date) -> Facts {
    let mut builder = FactsBuilder::new(as_of);
    for ((row, record), extra) in opened.rows.iter().zip(&opened.records).zip(&opened.extras) {
        builder.filing(&FilingInput {
            person_id: people.of_filings.get(&row.id).copied(),
            name: record.name.as_deref(),
            id_no: record.id_no.as_deref(),
            phone: record.phone.as_deref(),
            address: record.address.as_deref(),
            agent_name: text(&extra.agent_name),
            agent_phone: text(&extra.agent_phone),
            order_no: row.order_no.as_deref(),
            consignee_phone: text(&extra.consignee_phone),
            consignee_address: text(&extra.consignee_address),
            payee_account: record.account.as_deref(),
            template: copies.template(row.id),
            operator_uscc: row.operator_uscc.as_deref(),
            item: row.item.as_deref(),
            category: row.category,
            issue: row.issue,
            purchased_on: row.purchased_on,
            quantity_milli: row.quantity_milli,
            unit: row.unit.as_deref(),
            amount_fen: row.amount_fen,
            demand: text(&extra.demand),
            claim_fen: row.claim_fen,
            signs: extra.signs,
            evidence_hashes: &row.evidence_hashes,
            outcome: row.outcome,
            award_fen: row.award_fen,
            closed_on: row.closed_at.map(DateTime::date),
            punitive: row.punitive,
            verification: row.verification,
            ..FilingInput::new(row.id, &row.submission_no, row.kind, row.received_at, operator(row))
        });
    }
    for fact in &opened.facts {
        builder.fact(&FactInput {
            fact_id: fact.row.id,
            fact_no: &fact.row.fact_no,
            kind: fact.row.kind,
            result: fact.row.result,
            happened_on: fact.row.happened_on,
            result_on: fact.row.result_on,
            submission_id: fact.row.submission_id,
            person_id: people.of_facts.get(&fact.row.id).copied(),
            matter: text(&fact.matter),
        });
    }
    for protection in &opened.protections {
        builder.protection(&ProtectionInput {
            submission_id: protection.submission_id,
            protection: protection.kind,
            standing: if protection.lifted_at.is_some() { Standing::Lifted } else { Standing::Stands },
        });
    }
    builder.build()
}

/// How a run's findings differ from those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Findings that were not there, or said something else.
    pub(super) fresh: usize,
    /// Findings that no longer hold, or say something else now.
    pub(super) retired: usize,
}

/// Current findings read at a time.
const PAGE: i64 = 5_000;

/// Writes what changed: a finding that says the same on the same evidence stays as it is; one that no longer holds, or
/// says something else, is retired and stays on record with its version and day.
pub(super) async fn write(tx: &mut Tx, run_id: i64, findings: &[Finding]) -> Result<Changed, DeskError> {
    let mut found: HashMap<(i64, String), (&Finding, String)> = findings
        .iter()
        .map(|finding| ((finding.submission_id, finding.circumstance.clone()), (finding, finding.evidence.to_json())))
        .collect();
    let mut gone = Vec::new();
    let mut after = 0;
    loop {
        let page = store::finding::current_of_runs_after(tx, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        for row in &page {
            let key = (row.submission_id, row.circumstance.clone());
            match found.get(&key) {
                Some((finding, evidence)) if says_the_same(row, finding, evidence) => {
                    found.remove(&key);
                }
                _ => gone.push(row.id),
            }
        }
    }
    store::finding::retire(tx, &gone).await?;
    let mut fresh: Vec<(&Finding, String)> = found.into_values().collect();
    fresh.sort_by(|(a, _), (b, _)| (a.submission_id, &a.circumstance).cmp(&(b.submission_id, &b.circumstance)));
    let first = store::finding::reserve(tx, fresh.len()).await?;
    let changed = Changed { fresh: fresh.len(), retired: gone.len() };
    let rows: Vec<store::finding::Finding> =
        fresh.into_iter().zip(first..).map(|((finding, evidence), id)| row(finding, evidence, id, run_id)).collect();
    store::finding::insert_many(tx, &rows).await?;
    Ok(changed)
}

/// A finding as it is kept.
pub(super) fn row(finding: &Finding, evidence: String, id: i64, run_id: i64) -> store::finding::Finding {
    store::finding::Finding {
        id,
        submission_id: finding.submission_id,
        circumstance: finding.circumstance.clone(),
        verdict: finding.verdict.code().to_owned(),
        instrument: finding.instrument.clone(),
        clause: finding.citation.clone(),
        in_force: finding.in_force,
        summary: finding.summary.clone(),
        evidence,
        cited: cited(finding),
        rules_version: finding.rules_version.clone(),
        as_of: finding.as_of,
        run_id,
        current: true,
    }
}

fn cited(finding: &Finding) -> String {
    finding.evidence.cited().iter().map(|cited| cited.submission_no.as_str()).collect::<Vec<_>>().join(";")
}

pub(super) fn says_the_same(row: &store::finding::Finding, finding: &Finding, evidence: &str) -> bool {
    row.verdict == finding.verdict.code()
        && row.in_force == finding.in_force
        && row.rules_version == finding.rules_version
        && row.summary == finding.summary
        && row.evidence == evidence
}
