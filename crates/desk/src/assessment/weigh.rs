//! Every circumstance for every filing.

use std::collections::HashMap;

use assess::{Assessment, FactInput, FactsBuilder, FilingInput, Finding, ProtectionInput, Standing};
use jiff::civil::{Date, DateTime};
use store::Tx;

use super::load::Opened;
use super::together::Together;
use crate::{Desk, DeskError};

/// Weighs what was known at the end of `as_of`.
pub(super) fn everything(desk: &Desk, opened: &Opened, person_of: &HashMap<i64, i64>, together: &Together, as_of: Date) -> Assessment {
    let mut builder = FactsBuilder::new(as_of);
    for ((row, record), extra) in opened.rows.iter().zip(&opened.records).zip(&opened.extras) {
        builder.filing(&FilingInput {
            person_id: person_of.get(&row.id).copied(),
            name: record.name.as_deref(),
            id_no: record.id_no.as_deref(),
            phone: record.phone.as_deref(),
            address: record.address.as_deref(),
            has_agent: extra.has_agent(),
            consignee_phone: extra.consignee_phone.as_ref().map(|phone| phone.as_str()),
            payee_account: record.account.as_deref(),
            template: together.templates.get(&row.id).copied(),
            operator_uscc: row.operator_uscc.as_deref(),
            item: row.item.as_deref(),
            category: row.category,
            issue: row.issue,
            purchased_on: row.purchased_on,
            amount_fen: row.amount_fen,
            demand: extra.demand.as_ref().map(|demand| demand.as_str()),
            claim_fen: row.claim_fen,
            closed_on: row.closed_at.map(DateTime::date),
            punitive: row.punitive,
            verification: row.verification,
            ..FilingInput::new(row.id, &row.submission_no, row.kind, row.received_at, &row.operator_name)
        });
    }
    for fact in &opened.facts {
        builder.fact(&FactInput {
            kind: fact.row.kind,
            result: fact.row.result,
            happened_on: fact.row.happened_on,
            result_on: fact.row.result_on,
            submission_id: fact.row.submission_id,
        });
    }
    for protection in &opened.protections {
        builder.protection(&ProtectionInput {
            submission_id: protection.submission_id,
            protection: protection.kind,
            standing: if protection.lifted_at.is_some() { Standing::Lifted } else { Standing::Stands },
        });
    }
    builder.groups(together.groups.clone());
    let facts = builder.build();
    let law = desk.law();
    assess::assess(&facts, desk.circumstances(), facts.subjects(), |instrument, on| law.in_force(instrument, on))
}

/// Puts these findings in the place of the current ones; those stay on record with their version and day.
pub(super) async fn write(tx: &mut Tx, run_id: i64, findings: &[Finding]) -> Result<(), DeskError> {
    store::finding::retire_all(tx).await?;
    let first = store::finding::reserve(tx, findings.len()).await?;
    let rows: Vec<store::finding::Finding> = findings
        .iter()
        .zip(first..)
        .map(|(finding, id)| store::finding::Finding {
            id,
            submission_id: finding.submission_id,
            circumstance: finding.circumstance.clone(),
            verdict: finding.verdict.code().to_owned(),
            instrument: finding.instrument.clone(),
            clause: finding.citation.clone(),
            in_force: finding.in_force,
            summary: finding.summary.clone(),
            evidence: finding.evidence.to_json(),
            cited: finding.evidence.cited().iter().map(|cited| cited.submission_no.as_str()).collect::<Vec<_>>().join(";"),
            rules_version: finding.rules_version.clone(),
            as_of: finding.as_of,
            run_id,
            current: true,
        })
        .collect();
    store::finding::insert_many(tx, &rows).await?;
    Ok(())
}
