//! Findings with both sides of their evidence, as trees.

use assess::{Body, Citation, Node};
use casework::codes::MatterKind;

use super::Reader;
use crate::case::findings::{applies, is_by_officer, outcome_cell, own_cell};
use crate::view::{
    Choice, Cited, Comparison, EvidenceNode, FindingView, Join, Outcome, OutcomeView, OwnView, PastFinding, TriageView, Verdict,
};
use crate::{DeskError, Permission, lists, time, wording};

pub(super) fn views(reader: &Reader<'_>) -> Result<Vec<FindingView>, DeskError> {
    reader
        .record
        .findings
        .iter()
        .map(|(row, evidence)| {
            let verdict = Verdict::from_code(&row.verdict).ok_or_else(|| DeskError::Fault("研判结论的记录无法读取".into()))?;
            let known = reader.desk.circumstances().get(&row.circumstance);
            let clause = reader.desk.law().clause(&row.circumstance).and_then(|clause| clause.text);
            Ok(FindingView {
                finding_id: row.id,
                circumstance: row.circumstance.clone(),
                title: wording::circumstance_title(reader.desk.circumstances(), &row.circumstance),
                verdict,
                clause: row.clause.clone(),
                clause_text: clause.or_else(|| known.map(|known| known.clause.clone())).unwrap_or_default(),
                in_force: row.in_force,
                summary: row.summary.clone(),
                rules_version: row.rules_version.clone(),
                as_of: row.as_of,
                supporting: vec![node(reader, &evidence.supporting)],
                opposing: evidence.opposing.iter().map(|counter| node(reader, counter)).collect(),
                own: own(reader, row.id)?,
                outcomes: outcomes(reader, row)?,
            })
        })
        .collect()
}

fn own(reader: &Reader<'_>, finding_id: i64) -> Result<Option<OwnView>, DeskError> {
    let Some(own) = reader.record.own_findings.iter().find(|own| own.finding_id == finding_id) else { return Ok(None) };
    let reason = reader.desk.vault().open_text(vault::Class::Reason, &own_cell(finding_id), &own.reason)?;
    Ok(Some(OwnView {
        officer: reader.record.name_of(Some(own.account_id)).to_owned(),
        made_at: time::shown(own.made_at),
        reason: reason.to_string(),
    }))
}

/// Words on this finding and on what the same version found before in its place: the facts behind it may have grown since.
fn outcomes(reader: &Reader<'_>, finding: &store::finding::Finding) -> Result<Vec<OutcomeView>, DeskError> {
    let of_it = |word: &&store::finding_outcome::FindingOutcome| {
        word.circumstance == finding.circumstance && word.rules_version == finding.rules_version
    };
    let view = |word: &store::finding_outcome::FindingOutcome| -> Result<OutcomeView, DeskError> {
        let reason = reader.desk.vault().open_text(vault::Class::Reason, &outcome_cell(word.id), &word.reason)?;
        Ok(OutcomeView {
            outcome: Outcome::from_code(&word.outcome).ok_or_else(|| DeskError::Fault("研判反馈的记录无法读取".into()))?,
            officer: reader.record.name_of(Some(word.account_id)).to_owned(),
            at: time::shown(word.at),
            reason: reason.to_string(),
        })
    };
    reader.record.outcomes.iter().filter(of_it).map(view).collect()
}

/// What no longer stands, each with what followed it.
pub(super) fn past(reader: &Reader<'_>) -> Result<Vec<PastFinding>, DeskError> {
    let past = &reader.record.past_findings;
    let current = || reader.record.findings.iter().map(|(row, _)| row);
    let view = |(at, row): (usize, &store::finding::Past)| -> Result<PastFinding, DeskError> {
        let later = past[..at].iter().rev().find(|other| other.circumstance == row.circumstance);
        let later = later.map(|other| (other.verdict.as_str(), other.rules_version.as_str()));
        let now = current().find(|other| other.circumstance == row.circumstance && other.id > row.id);
        let later = later.or_else(|| now.map(|other| (other.verdict.as_str(), other.rules_version.as_str())));
        Ok(PastFinding {
            finding_id: row.id,
            title: wording::circumstance_title(reader.desk.circumstances(), &row.circumstance),
            verdict: lists::verdict(&row.verdict)?,
            summary: row.summary.clone(),
            rules_version: row.rules_version.clone(),
            as_of: row.as_of,
            change: change(row, later)?,
        })
    };
    past.iter().enumerate().map(view).collect()
}

fn change(row: &store::finding::Past, later: Option<(&str, &str)>) -> Result<String, DeskError> {
    let Some((verdict, version)) = later else { return Ok("不再成立".to_owned()) };
    let mut parts = Vec::new();
    if verdict != row.verdict {
        parts.push(format!("由{}改为{}", lists::verdict(&row.verdict)?.label(), lists::verdict(verdict)?.label()));
    }
    if version != row.rules_version {
        parts.push(format!("规则版本由 {} 改为 {version}", row.rules_version));
    }
    Ok(if parts.is_empty() { "依据的来件或者事实有变化".to_owned() } else { parts.join("；") })
}

/// What an officer may find here by themselves: circumstances without conditions about a matter of this filing, not found yet.
pub(super) fn findable(reader: &Reader<'_>) -> Vec<Choice> {
    let record = reader.record;
    if !reader.actor.may(Permission::Decide) || record.protections.iter().any(|flag| flag.lifted_at.is_none()) {
        return Vec::new();
    }
    let is_open = |circumstance: &&assess::Circumstance| {
        is_by_officer(circumstance)
            && record.matters.iter().any(|matter| applies(circumstance, matter.kind))
            && record.findings.iter().all(|(row, _)| row.circumstance != circumstance.id)
    };
    let choice = |circumstance: &assess::Circumstance| {
        Choice::new(circumstance.id.clone(), format!("{}（{}）", circumstance.title, circumstance.citation))
    };
    reader.desk.circumstances().iter().filter(is_open).map(choice).collect()
}

/// The class of a matter of this filing.
pub(super) fn triage(reader: &Reader<'_>, kind: MatterKind) -> TriageView {
    let titles: Vec<String> =
        reader.record.findings.iter().map(|(row, _)| wording::circumstance_title(reader.desk.circumstances(), &row.circumstance)).collect();
    let found: Vec<assess::Found<'_>> = reader
        .record
        .findings
        .iter()
        .zip(&titles)
        .filter_map(|((row, _), title)| {
            let verdict = assess::Verdict::from_code(&row.verdict)?;
            Some(assess::Found { circumstance: &row.circumstance, title, verdict, in_force: row.in_force })
        })
        .collect();
    let standing: Vec<_> = reader.record.protections.iter().filter(|flag| flag.lifted_at.is_none()).map(|flag| flag.kind).collect();
    let (class, reasons) = assess::triage(kind, &standing, &found);
    wording::triage(class, reasons)
}

fn node(reader: &Reader<'_>, evaluated: &Node) -> EvidenceNode {
    evidence(evaluated, &|citation| cited(reader, citation))
}

/// An evaluated tree as a page shows it; `cited` decides what the viewer may open.
pub(crate) fn evidence(evaluated: &Node, cited: &dyn Fn(&Citation) -> Cited) -> EvidenceNode {
    let label = evaluated.label.clone();
    match &evaluated.body {
        Body::Join { join, children } => {
            EvidenceNode::joined(label, evaluated.met, joined(*join), children.iter().map(|child| evidence(child, cited)).collect())
        }
        Body::Leaf(measured) => {
            let comparison = Comparison {
                value: measured.value_text(),
                op: measured.op.sign(),
                threshold: measured.threshold_text(),
                window: measured.window_text(),
            };
            let leaf =
                EvidenceNode::leaf(label, evaluated.met, comparison, measured.cited.iter().map(cited).collect(), measured.cited_count);
            EvidenceNode { facts: measured.facts.clone(), ..leaf }
        }
    }
}

const fn joined(join: assess::Join) -> Join {
    match join {
        assess::Join::All => Join::All,
        assess::Join::Any => Join::Any,
        assess::Join::Not => Join::Not,
    }
}

/// A link only to what the viewer may open.
fn cited(reader: &Reader<'_>, citation: &Citation) -> Cited {
    let known = reader.record.cited.get(&citation.submission_id);
    let is_open = known.is_some_and(|(number, org_id)| *number == citation.submission_no && reader.actor.sees_org(*org_id));
    Cited { submission_no: citation.submission_no.clone(), submission_id: is_open.then_some(citation.submission_id) }
}
