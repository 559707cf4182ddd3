//! 研判全卷: findings with both sides of their evidence, the course of the filings, where the person stands, with whom they
//! act, who writes the same, what was bought against what a household uses. For the screen and for the file.

mod course;
mod quantities;

use std::collections::HashMap;

use assess::{Consumption, Evidence};
use casework::codes::Verification;
use jiff::Timestamp;
use store::Tx;
use store::finding::Finding;
use store::submission::Submission;

use super::spread;
use crate::case::evidence;
use crate::view::{Cited, DossierCase, DossierFinding, DossierPage, DossierText};
use crate::{Actor, Desk, DeskError, Permission, lists, time, together, wording};

/// Filings that the file lists.
const FILINGS: i64 = 300;

/// Findings read, of which each circumstance is shown once.
const FINDINGS: i64 = 2_000;

/// Groups drawn.
const GROUPS: usize = 3;

/// Filings whose near texts are looked for, the latest first.
const WITH_TEXTS: usize = 3;

/// So many of the latest are looked at for it.
const LOOKED_AT: usize = 40;

/// Near texts shown of each.
const TEXTS: usize = 2;

/// The file of a person. One none of whose filings the actor may see does not exist for them.
#[crate::boxed]
pub async fn of_person(desk: &Desk, actor: &Actor, person_id: i64, now: Timestamp) -> Result<DossierPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    if !store::person::has_filed_with(&mut tx, person_id, &actor.org_scope).await? {
        return Err(DeskError::NotFound);
    }
    let findings = store::finding::current_of_person(&mut tx, person_id, FINDINGS).await?;
    page(desk, &mut tx, actor, Whose { person_id: Some(person_id), case: None }, findings, now).await
}

/// The file of one filing and of whoever is behind it.
#[crate::boxed]
pub async fn of_case(desk: &Desk, actor: &Actor, submission_id: i64, now: Timestamp) -> Result<DossierPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let filing = store::submission::get(&mut tx, submission_id).await?;
    let filing = filing.filter(|filing| actor.sees_org(filing.org_id)).ok_or(DeskError::NotFound)?;
    let findings = store::finding::of_submission(&mut tx, submission_id).await?;
    page(desk, &mut tx, actor, Whose { person_id: filing.person_id, case: Some(filing) }, findings, now).await
}

struct Whose {
    person_id: Option<i64>,
    case: Option<Submission>,
}

async fn page(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    whose: Whose,
    findings: Vec<Finding>,
    now: Timestamp,
) -> Result<DossierPage, DeskError> {
    let mut filings = match whose.person_id {
        Some(person) => store::submission::of_person(tx, person, FILINGS + 1).await?,
        None => whose.case.iter().cloned().collect(),
    };
    let truncated = filings.len() as i64 > FILINGS;
    filings.truncate(usize::try_from(FILINGS).unwrap_or(usize::MAX));
    let submission_count = match whose.person_id {
        Some(person) => store::person::submission_count(tx, person).await?,
        None => 1,
    };
    let ids: Vec<i64> = filings.iter().map(|filing| filing.id).collect();
    let protected = lists::protections(tx, &ids).await?.len();
    let mut groups = Vec::new();
    let found = match (&whose.case, whose.person_id) {
        (Some(case), _) => store::filer_group::of_submission(tx, case.id).await?.into_iter().collect(),
        (None, Some(person)) => store::filer_group::of_person(tx, person).await?,
        (None, None) => Vec::new(),
    };
    for group in found.iter().take(GROUPS) {
        groups.push(together::group_page(tx, actor, group).await?);
    }
    let table = Consumption::builtin();
    Ok(DossierPage {
        person_id: whose.person_id,
        submission_count: u64::try_from(submission_count).unwrap_or(0),
        written_on: time::local_date(now),
        as_of: findings.iter().map(|finding| finding.as_of).max(),
        findings: findings_of(desk, tx, actor, findings).await?,
        in_favour: in_favour(&filings, protected),
        course: course::view(actor, &filings, truncated),
        spread: spread::view(tx, &filings).await?,
        groups,
        texts: texts(desk, tx, actor, &whose, &filings).await?,
        quantities: quantities::views(&table, &filings),
        consumption: format!("版本 {}，{} 起；{}", table.version, table.effective_from, table.source),
        case: whose.case.map(|case| DossierCase { submission_id: case.id, submission_no: case.submission_no }),
    })
}

/// Each circumstance once: the strongest verdict, of that the latest filing.
async fn findings_of(desk: &Desk, tx: &mut Tx, actor: &Actor, findings: Vec<Finding>) -> Result<Vec<DossierFinding>, DeskError> {
    let mut filings: HashMap<String, usize> = HashMap::new();
    findings.iter().for_each(|finding| *filings.entry(finding.circumstance.clone()).or_default() += 1);
    let mut shown: Vec<(Finding, Evidence)> = Vec::new();
    for finding in findings {
        if shown.iter().all(|(known, _)| known.circumstance != finding.circumstance) {
            let evidence = Evidence::from_json(&finding.evidence).map_err(|error| DeskError::Fault(error.to_string()))?;
            shown.push((finding, evidence));
        }
    }
    let mut ids: Vec<i64> = shown.iter().flat_map(|(_, evidence)| evidence.cited()).map(|cited| cited.submission_id).collect();
    ids.extend(shown.iter().map(|(finding, _)| finding.submission_id));
    ids.sort_unstable();
    ids.dedup();
    let known: HashMap<i64, Submission> =
        store::submission::get_many(tx, &ids).await?.into_iter().map(|filing| (filing.id, filing)).collect();
    let cited = |citation: &assess::Citation| {
        let filing = known.get(&citation.submission_id).filter(|filing| filing.submission_no == citation.submission_no);
        let is_open = filing.is_some_and(|filing| actor.sees_org(filing.org_id));
        Cited { submission_no: citation.submission_no.clone(), submission_id: is_open.then_some(citation.submission_id) }
    };
    let view = |(finding, tree): &(Finding, Evidence)| -> Result<DossierFinding, DeskError> {
        let no = known.get(&finding.submission_id).map(|filing| filing.submission_no.clone()).unwrap_or_default();
        Ok(DossierFinding {
            title: wording::circumstance_title(desk.circumstances(), &finding.circumstance),
            verdict: lists::verdict(&finding.verdict)?,
            clause: finding.clause.clone(),
            in_force: finding.in_force,
            summary: finding.summary.clone(),
            rules_version: finding.rules_version.clone(),
            on: DossierCase { submission_id: finding.submission_id, submission_no: no },
            filings: filings.get(&finding.circumstance).copied().unwrap_or(1),
            supporting: evidence(&tree.supporting, &cited),
            opposing: tree.opposing.iter().map(|node| evidence(node, &cited)).collect(),
        })
    };
    shown.iter().map(view).collect()
}

/// What an officer should have before their eyes beside every finding.
fn in_favour(filings: &[Submission], protected: usize) -> Vec<String> {
    let mut lines = Vec::new();
    if protected > 0 {
        lines.push(format!("{protected} 件来件带有保护标记（内部举报人或者公益举报），不得据此作出对其不利的认定"));
    }
    let verified: Vec<Verification> = filings.iter().filter_map(|filing| filing.verification).collect();
    let is_true = |verification: &&Verification| matches!(verification, Verification::True | Verification::Partly);
    let right = verified.iter().filter(is_true).count();
    if right > 0 {
        lines.push(format!("{} 件有核查结论的举报中，{right} 件属实或者部分属实", verified.len()));
    }
    let is_modest = |filing: &&Submission| filing.claim_fen.zip(filing.amount_fen).is_some_and(|(claim, amount)| claim <= amount);
    let modest = filings.iter().filter(is_modest).count();
    if modest > 0 {
        lines.push(format!("{} 件中 {modest} 件的索赔不超过所付价款", filings.len()));
    }
    if filings.len() == 1 {
        lines.push("记录中仅有这一件来件".to_owned());
    }
    lines
}

/// Near texts of the case, or of the person's latest filings; what the viewer may not open is not shown.
async fn texts(desk: &Desk, tx: &mut Tx, actor: &Actor, whose: &Whose, filings: &[Submission]) -> Result<Vec<DossierText>, DeskError> {
    let own = whose.case.as_ref().map_or(filings, std::slice::from_ref);
    let mut texts = Vec::new();
    let mut with_texts = 0;
    for filing in own.iter().filter(|filing| actor.sees_org(filing.org_id)).take(LOOKED_AT) {
        if with_texts == WITH_TEXTS {
            break;
        }
        let beside = together::beside(desk, tx, actor, filing.id, TEXTS).await?;
        with_texts += usize::from(!beside.is_empty());
        texts.extend(beside.into_iter().map(|beside| DossierText { own_no: filing.submission_no.clone(), beside }));
    }
    Ok(texts)
}
