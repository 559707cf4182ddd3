//! What the forms of the acts carry, and how it is read.

use casework::decision::{CitedFinding, DeclineGround, EndGround, Evidence, Reason};
use store::Tx;

use super::Docket;
use crate::{Actor, DeskError, FieldError};

/// 来件 that one act may cite by number.
const CITED_LIMIT: usize = 50;
/// Papers that one act may cite by name.
const RECORDS_LIMIT: usize = 20;
/// The longest name of a paper, in characters.
const RECORD_CHARS: usize = 200;

/// A matter as its officer saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MatterRef {
    pub matter_id: i64,
    /// Of the page on which the form stood.
    pub version: i64,
}

/// The form of 不予受理.
#[derive(Clone, Default)]
pub struct DeclineForm {
    /// Code of the ground.
    pub ground: String,
    pub reason: String,
    /// Ids of findings on this 来件.
    pub findings: Vec<i64>,
    /// Numbers of other 来件, separated by spaces, commas or line breaks.
    pub cited: String,
    /// Papers in the file by name, one a line.
    pub records: String,
}

/// The form of 终止调解.
#[derive(Clone, Default)]
pub struct EndForm {
    /// Code of the ground.
    pub ground: String,
    /// Code of the ground for declining that came to light; empty unless `ground` asks for it.
    pub came_to_light: String,
    pub reason: String,
    pub findings: Vec<i64>,
    pub cited: String,
    pub records: String,
}

/// Fields read one by one, so that the officer hears of every mistake at once.
#[derive(Default)]
struct Mistakes(Vec<FieldError>);

impl Mistakes {
    fn note<T>(&mut self, read: Result<T, FieldError>) -> Option<T> {
        read.map_err(|error| self.0.push(error)).ok()
    }
}

fn wrong(field: &'static str, message: impl Into<String>) -> FieldError {
    FieldError { field, message: message.into() }
}

fn reason(text: &str) -> Result<Reason, FieldError> {
    Reason::new(text).map_err(|refusal| wrong("reason", format!("{refusal}，{}", refusal.way_on())))
}

impl DeclineForm {
    pub(super) fn read(&self) -> Result<(DeclineGround, Reason), DeskError> {
        let mut mistakes = Mistakes::default();
        let ground = mistakes.note(DeclineGround::from_code(&self.ground).ok_or_else(|| wrong("ground", "请选择一种不予受理情形")));
        let reason = mistakes.note(reason(&self.reason));
        match (ground, reason) {
            (Some(ground), Some(reason)) => Ok((ground, reason)),
            _ => Err(DeskError::Invalid(mistakes.0)),
        }
    }
}

impl EndForm {
    pub(super) fn read(&self) -> Result<(EndGround, Option<DeclineGround>, Reason), DeskError> {
        let mut mistakes = Mistakes::default();
        let ground = mistakes.note(EndGround::from_code(&self.ground).ok_or_else(|| wrong("ground", "请选择一种终止调解情形")));
        let came_to_light = mistakes.note(match self.came_to_light.as_str() {
            "" => Ok(None),
            code => DeclineGround::from_code(code).map(Some).ok_or_else(|| wrong("came_to_light", "请选择所发现的不予受理情形")),
        });
        let reason = mistakes.note(reason(&self.reason));
        match (ground, came_to_light, reason) {
            (Some(ground), Some(came_to_light), Some(reason)) => Ok((ground, came_to_light, reason)),
            _ => Err(DeskError::Invalid(mistakes.0)),
        }
    }
}

/// What the form cites, looked up: only findings on this very 来件, only 来件 that the officer may open.
pub(super) async fn gather(
    tx: &mut Tx,
    actor: &Actor,
    docket: &Docket,
    findings: &[i64],
    cited: &str,
    records: &str,
) -> Result<Vec<Evidence>, DeskError> {
    gather_for(tx, actor, docket, findings, cited, records).await
}

/// The same for an act that is not on the matter alone.
pub(super) async fn gather_for(
    tx: &mut Tx,
    actor: &Actor,
    docket: &Docket,
    findings: &[i64],
    cited: &str,
    records: &str,
) -> Result<Vec<Evidence>, DeskError> {
    let mut evidence = Vec::new();
    let mut wanted = findings.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    for finding in store::finding::get_many(tx, &wanted).await? {
        if finding.submission_id != docket.submission.id {
            return Err(DeskError::invalid("findings", "所引研判结论不属于本来件"));
        }
        evidence.push(Evidence::Finding(CitedFinding {
            finding_id: finding.id,
            hit: finding.verdict == assess::Verdict::Hit.code(),
            circumstance: finding.circumstance,
            in_force: finding.in_force,
        }));
    }
    if evidence.len() != wanted.len() {
        return Err(DeskError::invalid("findings", "所引研判结论已更新，请刷新页面后重新勾选"));
    }
    evidence.extend(cited_submissions(tx, actor, docket, cited).await?.into_iter().map(Evidence::Submission));
    evidence.extend(record_names(records)?.into_iter().map(Evidence::Record));
    Ok(evidence)
}

async fn cited_submissions(tx: &mut Tx, actor: &Actor, docket: &Docket, text: &str) -> Result<Vec<i64>, DeskError> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let mut numbers: Vec<String> = text.split(is_separator).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.len() > CITED_LIMIT {
        return Err(DeskError::invalid("cited", format!("一次最多引用{CITED_LIMIT}件来件")));
    }
    let found: Vec<i64> = store::submission::by_numbers(tx, &numbers).await?.into_iter().map(|(id, ..)| id).collect();
    let mut open = store::submission::get_many(tx, &found).await?;
    open.retain(|submission| actor.sees_org(submission.org_id));
    if open.iter().any(|submission| submission.id == docket.submission.id) {
        return Err(DeskError::invalid("cited", "请引用本件以外的来件"));
    }
    // One answer for what does not exist and for what the officer may not know of.
    match numbers.iter().find(|number| !open.iter().any(|submission| submission.submission_no == **number)) {
        Some(_) => Err(DeskError::invalid("cited", "有的编号没有对应的来件，或您无权查看，请核对")),
        None => Ok(open.into_iter().map(|submission| submission.id).collect()),
    }
}

fn record_names(text: &str) -> Result<Vec<String>, DeskError> {
    let names: Vec<String> = text.lines().map(casework::values::clean_text).filter(|name| !name.trim().is_empty()).collect();
    if names.len() > RECORDS_LIMIT {
        return Err(DeskError::invalid("records", format!("一次最多引用{RECORDS_LIMIT}份材料")));
    }
    if names.iter().any(|name| name.chars().count() > RECORD_CHARS) {
        return Err(DeskError::invalid("records", format!("每份材料一行，名称不超过{RECORD_CHARS}个字")));
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(error: DeskError) -> Vec<&'static str> {
        match error {
            DeskError::Invalid(errors) => errors.into_iter().map(|error| error.field).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let form = DeclineForm { ground: "none".into(), reason: "太短".into(), ..DeclineForm::default() };
        assert_eq!(form.read().map_err(fields), Err(vec!["ground", "reason"]));
        let form = EndForm {
            ground: "term_over".into(),
            came_to_light: "none".into(),
            reason: "经两次调解，双方未能达成一致。".into(),
            ..EndForm::default()
        };
        assert_eq!(form.read().map_err(fields), Err(vec!["came_to_light"]));
    }

    #[test]
    fn records_are_lines() {
        assert_eq!(record_names(" 调解笔录\n\n现场照片3张 \n").ok(), Some(vec!["调解笔录".to_owned(), "现场照片3张".to_owned()]));
        assert!(record_names(&"长".repeat(201)).is_err());
        assert!(record_names(&"一份\n".repeat(21)).is_err());
    }
}
