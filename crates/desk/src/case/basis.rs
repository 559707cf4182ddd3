//! What a decision rests on: the officer's words sealed in one cell, the evidence as references without words.

use casework::decision::{Evidence, Reason};
use serde_json::{Map, Value, json};
use vault::{Cell, Class, Vault, VaultError};
use zeroize::Zeroizing;

use crate::{DeskError, StandIn};

/// Between the reason and the names of cited papers; `clean_text` keeps it out of both.
const SEPARATOR: char = '\u{1f}';

/// The name of the fact that names the head in whose place somebody decided.
pub(super) const STOOD_IN_FOR: &str = "stood_in_for";

/// What the officer puts down with an act.
#[derive(Default)]
pub(super) struct Basis {
    reason: String,
    evidence: Vec<Evidence>,
    /// What else was filled in, by the name of the field: for the paper and for whoever reads the decision again.
    facts: Map<String, Value>,
    /// The paper that the act usually calls for is not wanted this time.
    waives_form: bool,
}

impl Basis {
    /// An optional remark.
    pub(super) fn note(text: &str) -> Self {
        Self { reason: casework::values::clean_text(text), ..Self::default() }
    }

    /// A reason with what it rests on.
    pub(super) fn reasoned(reason: &Reason, evidence: Vec<Evidence>) -> Self {
        Self { reason: reason.as_str().to_owned(), evidence, ..Self::default() }
    }

    /// With what else was filled in; empty fields are left out.
    pub(super) fn with_facts<'f>(mut self, facts: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let filled = facts.into_iter().map(|(name, value)| (name, casework::values::clean_text(value)));
        self.facts.extend(filled.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), Value::from(value))));
        self
    }

    pub(super) const fn without_form(mut self, waived: bool) -> Self {
        self.waives_form = waived;
        self
    }

    pub(super) const fn waives_form(&self) -> bool {
        self.waives_form
    }

    /// Sealed, because times, places and names of people are among them; with the head in whose place it was done, so that the
    /// log, which commits to the row, holds both names.
    pub(super) fn seal_facts(
        &self,
        vault: &Vault,
        decision_id: i64,
        away: Option<&StandIn>,
        rng: &mut impl rand::CryptoRng,
    ) -> Option<Vec<u8>> {
        let mut facts = self.facts.clone();
        facts.extend(away.map(|away| (STOOD_IN_FOR.to_owned(), Value::from(away.display_name.as_str()))));
        let text = Zeroizing::new(Value::Object(facts.clone()).to_string());
        (!facts.is_empty()).then(|| vault.seal(Class::Reason, &facts_cell(decision_id), text.as_bytes(), rng))
    }

    /// Reason and names of papers, which may name people; nothing when the officer wrote nothing.
    pub(super) fn seal(&self, vault: &Vault, decision_id: i64, rng: &mut impl rand::CryptoRng) -> Option<Vec<u8>> {
        let mut text = Zeroizing::new(self.reason.clone());
        for evidence in &self.evidence {
            if let Evidence::Record(name) = evidence {
                text.push(SEPARATOR);
                text.push_str(name);
            }
        }
        (!text.is_empty()).then(|| vault.seal(Class::Reason, &reason_cell(decision_id), text.as_bytes(), rng))
    }

    /// `[{"finding":12},{"submission":5},{"record":1}]`: records by their place in the sealed cell.
    pub(super) fn evidence_json(&self) -> String {
        let mut records = 0;
        let references: Vec<Value> = self
            .evidence
            .iter()
            .map(|evidence| match evidence {
                Evidence::Finding(finding) => json!({ "finding": finding.finding_id }),
                Evidence::Submission(id) => json!({ "submission": id }),
                Evidence::Record(_) => {
                    records += 1;
                    json!({ "record": records })
                }
            })
            .collect();
        Value::Array(references).to_string()
    }
}

const fn reason_cell(decision_id: i64) -> Cell {
    Cell { table: "decision", column: "reason", row: decision_id }
}

const fn facts_cell(decision_id: i64) -> Cell {
    Cell { table: "decision", column: "facts", row: decision_id }
}

/// What was filled in with a decision besides the reason, by the name of the field.
pub(crate) fn open_facts(vault: &Vault, decision_id: i64, sealed: Option<&[u8]>) -> Result<Vec<(String, String)>, DeskError> {
    let Some(sealed) = sealed else { return Ok(Vec::new()) };
    let text = vault.open_text(Class::Reason, &facts_cell(decision_id), sealed)?;
    let facts: Map<String, Value> = serde_json::from_str(&text).map_err(|_| DeskError::Fault("决定所填内容无法读回".into()))?;
    Ok(facts.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect())
}

/// The words of a decision, opened for readers of the case.
#[derive(Default)]
pub(crate) struct Words {
    pub(crate) reason: Option<String>,
    pub(super) records: Vec<String>,
}

impl Words {
    pub(crate) fn open(vault: &Vault, decision_id: i64, sealed: Option<&[u8]>) -> Result<Self, VaultError> {
        let Some(sealed) = sealed else { return Ok(Self::default()) };
        let text = vault.open_text(Class::Reason, &reason_cell(decision_id), sealed)?;
        let mut parts = text.split(SEPARATOR).map(str::to_owned);
        let reason = parts.next().filter(|reason| !reason.is_empty());
        Ok(Self { reason, records: parts.collect() })
    }
}

/// Ids of one kind in the stored evidence of a decision.
fn references(evidence: &str, kind: &str) -> Result<Vec<i64>, DeskError> {
    let broken = |_| DeskError::Fault("决定所引证据的记录无法读取".into());
    let list: Vec<Value> = serde_json::from_str(evidence).map_err(broken)?;
    Ok(list.iter().filter_map(|reference| reference.get(kind)?.as_i64()).collect())
}

/// The findings that a decision cites.
pub(crate) fn cited_findings(evidence: &str) -> Result<Vec<i64>, DeskError> {
    references(evidence, "finding")
}

/// Whether a decision rests on a paper in the file.
pub(crate) fn cites_records(evidence: &str) -> Result<bool, DeskError> {
    Ok(!references(evidence, "record")?.is_empty())
}

/// The other 来件 that a decision cites.
pub(super) fn cited_submissions(evidence: &str) -> Result<Vec<i64>, DeskError> {
    references(evidence, "submission")
}

#[cfg(test)]
mod tests {
    use casework::decision::CitedFinding;

    use super::*;
    use crate::random;

    #[test]
    fn what_was_put_down_is_read_again() {
        let (vault, _) = Vault::create(&vault::Kek::generate(&mut random::rng()), &mut random::rng());
        let reason = Reason::new("经比对，购买数量明显超出生活所需。").expect("long enough");
        let finding = CitedFinding { finding_id: 12, circumstance: "yy16.2.6".into(), hit: true, in_force: true };
        let evidence = vec![Evidence::Finding(finding), Evidence::Record("调解笔录".into()), Evidence::Submission(5)];
        let basis = Basis::reasoned(&reason, evidence);

        let json = basis.evidence_json();
        assert_eq!(json, r#"[{"finding":12},{"record":1},{"submission":5}]"#);
        assert_eq!(cited_findings(&json).ok(), Some(vec![12]));
        assert_eq!(cited_submissions(&json).ok(), Some(vec![5]));

        let sealed = basis.seal(&vault, 7, &mut random::rng());
        let words = Words::open(&vault, 7, sealed.as_deref()).expect("our own cell");
        assert_eq!(words.reason.as_deref(), Some("经比对，购买数量明显超出生活所需。"));
        assert_eq!(words.records, ["调解笔录"]);
        assert!(Words::open(&vault, 8, sealed.as_deref()).is_err());
        assert!(Basis::note("  ").seal(&vault, 7, &mut random::rng()).is_none());
        assert!(cited_findings("12").is_err());
    }
}
