//! What may be cited against a person: confirmed findings and decisions, never a score, never frequency alone.

use std::collections::HashMap;

use casework::decision::{DeclineGround, EndGround, EventKind};
use casework::fact::{FactKind, FactResult};
use casework::registry::{BaseKind, Strength};
use law::RuleSet;
use store::submission::Submission;
use store::{Tx, registry as rows};

use super::docket::FILINGS_LIMIT;
use crate::case::basis;
use crate::{Desk, DeskError, wording};

/// Circumstances that only say how often somebody files or buys. LAW.md §3: frequency alone never lists anyone.
const FREQUENCY: &[&str] = &["yy16.2.2", "yy16.2.6", "o121.17.1", "o121.17.2"];

/// Facts of a person that are looked through.
const FACTS_LIMIT: i64 = 2_000;

/// One thing that may be cited, with the words for the page.
pub(super) struct Candidate {
    /// Without ids of its own.
    pub(super) row: rows::Base,
    pub(super) submission_no: String,
    /// E.g. `不予受理：不是为生活消费需要`.
    pub(super) what: String,
    /// Findings that were confirmed.
    pub(super) findings: Vec<String>,
}

/// Everything that may be cited against the person now, oldest first.
pub(super) async fn of_person(desk: &Desk, tx: &mut Tx, person_id: i64) -> Result<Vec<Candidate>, DeskError> {
    let ids = store::person::submission_ids(tx, person_id, FILINGS_LIMIT).await?;
    let filings: HashMap<i64, Submission> =
        store::submission::get_many(tx, &ids).await?.into_iter().map(|filing| (filing.id, filing)).collect();
    let rules: HashMap<i64, &RuleSet> = store::matter::of_submissions(tx, &ids)
        .await?
        .into_iter()
        .filter_map(|matter| Some((matter.id, desk.law().rules_by_id(matter.rules_id?)?)))
        .collect();
    let mut found = Vec::new();
    for decision in store::decision::of_submissions(tx, &ids).await? {
        let (Some(filing), Some(rules)) = (filings.get(&decision.submission_id), rules.get(&decision.matter_id)) else { continue };
        let Some(ground) = adverse(&decision, rules) else { continue };
        if is_quashed(tx, decision.submission_id).await? {
            continue;
        }
        found.push(of_decision(desk, tx, &decision, filing, ground).await?);
    }
    for fact in store::fact::of_person(tx, person_id, FACTS_LIMIT).await? {
        let Some(filing) = fact.submission_id.and_then(|id| filings.get(&id)) else { continue };
        found.extend(of_fact(desk, &fact, filing));
    }
    found.sort_by_key(|candidate| (candidate.row.happened_on, candidate.row.kind, candidate.row.ref_id));
    Ok(found)
}

/// An adverse ground: id of its clause and the words.
struct Ground {
    clause: String,
    words: String,
}

/// What a decision holds against the filer, under the rules of the day of receipt; nothing for all other decisions.
fn adverse(decision: &store::decision::Decision, rules: &RuleSet) -> Option<Ground> {
    let code = decision.ground.as_deref()?;
    let declined = |code: &str| -> Option<Ground> {
        let ground = DeclineGround::from_code(code).filter(|ground| ground.is_adverse())?;
        Some(Ground { clause: rules.decline_clause(ground)?.id.clone(), words: ground.label().to_owned() })
    };
    match EventKind::from_code(&decision.act)? {
        EventKind::Declined => declined(code),
        EventKind::MediationEnded => match code.split_once('.') {
            Some((_, came_to_light)) => declined(came_to_light),
            None => {
                let ground = EndGround::from_code(code).filter(|ground| ground.is_adverse())?;
                Some(Ground { clause: rules.end_clause(ground)?.id.clone(), words: ground.label().to_owned() })
            }
        },
        _ => None,
    }
}

async fn of_decision(
    desk: &Desk,
    tx: &mut Tx,
    decision: &store::decision::Decision,
    filing: &Submission,
    ground: Ground,
) -> Result<Candidate, DeskError> {
    let mut confirmed = store::finding::get_many(tx, &basis::cited_findings(&decision.evidence)?).await?;
    confirmed.retain(|finding| finding.in_force && finding.verdict == assess::Verdict::Hit.code());
    let carries = confirmed.iter().any(|finding| !FREQUENCY.contains(&finding.circumstance.as_str()));
    let strength = if carries || basis::cites_records(&decision.evidence)? { Strength::Substantive } else { Strength::FrequencyOnly };
    let companions = companions(tx, filing, &confirmed).await?;
    let act = EventKind::from_code(&decision.act).map_or("", EventKind::label);
    Ok(Candidate {
        row: rows::Base {
            id: 0,
            entry_id: 0,
            kind: BaseKind::Decision,
            ref_id: decision.id,
            submission_id: filing.id,
            happened_on: decision.decided_on,
            in_force: is_in_force(desk, &ground.clause, filing.received_on),
            ground: ground.clause,
            strength,
            result: None,
            findings: joined(confirmed.iter().map(|finding| finding.id)),
            companions: joined(companions.into_iter()),
            pending: false,
        },
        submission_no: filing.submission_no.clone(),
        what: format!("{act}：{}", ground.words),
        findings: confirmed.iter().map(|finding| wording::circumstance_title(desk.circumstances(), &finding.circumstance)).collect(),
    })
}

/// Filings that the findings cite and that are held to be the same person's: were they another's, the findings would fall.
async fn companions(tx: &mut Tx, filing: &Submission, findings: &[store::finding::Finding]) -> Result<Vec<i64>, DeskError> {
    let mut numbers: Vec<String> =
        findings.iter().flat_map(|finding| finding.cited.split(';')).filter(|number| !number.is_empty()).map(str::to_owned).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let ids: Vec<i64> = store::submission::by_numbers(tx, &numbers).await?.into_iter().map(|(id, ..)| id).collect();
    let mut cited = store::submission::get_many(tx, &ids).await?;
    cited.retain(|other| other.id != filing.id && other.person_id.is_some() && other.person_id == filing.person_id);
    Ok(cited.into_iter().map(|other| other.id).collect())
}

/// What another authority established about this person.
fn of_fact(desk: &Desk, fact: &store::fact::Fact, filing: &Submission) -> Option<Candidate> {
    if !establishes(fact.kind, fact.result) {
        return None;
    }
    let day = fact.result_on.unwrap_or(fact.happened_on);
    // While 岳市监〔2024〕16号 was (or is again) in force its clause; else Order 121 art. 42, which names the same conduct.
    let local = match fact.kind {
        FactKind::Hired => "yy16.2.5",
        FactKind::InventedFacts => "yy16.2.7",
        _ => "yy16.3.1",
    };
    let ground = if is_in_force(desk, local, filing.received_on) || fact.kind == FactKind::Hired { local } else { "o121.42" };
    Some(Candidate {
        row: rows::Base {
            id: 0,
            entry_id: 0,
            kind: BaseKind::Fact,
            ref_id: fact.id,
            submission_id: filing.id,
            happened_on: day,
            ground: ground.to_owned(),
            in_force: is_in_force(desk, ground, filing.received_on),
            strength: Strength::Substantive,
            result: Some(fact.result),
            findings: String::new(),
            companions: String::new(),
            pending: false,
        },
        submission_no: filing.submission_no.clone(),
        what: format!("{}：{}{}", fact.organ, fact.kind.label(), fact.result.label()),
        findings: Vec::new(),
    })
}

/// Whether such a fact speaks against the filer's conduct with an authority's word behind it.
pub(super) const fn establishes(kind: FactKind, result: FactResult) -> bool {
    use {FactKind as K, FactResult as R};
    match kind {
        K::Hired | K::InventedFacts | K::PlantedOrSwapped | K::Extortion => matches!(result, R::Established),
        K::Police => matches!(result, R::PublicOrderPenalty | R::Prosecuted | R::Convicted),
        _ => false,
    }
}

/// Whether a review or a suit took away what was decided on this filing.
pub(super) async fn is_quashed(tx: &mut Tx, submission_id: i64) -> Result<bool, DeskError> {
    let facts = store::fact::of_submission(tx, submission_id).await?;
    Ok(facts.iter().any(|fact| {
        matches!(fact.kind, FactKind::Reconsideration | FactKind::Lawsuit)
            && matches!(fact.result, FactResult::Quashed | FactResult::HeldUnlawful)
    }))
}

fn is_in_force(desk: &Desk, clause: &str, on: jiff::civil::Date) -> bool {
    let known = desk.law().clause(clause).is_some();
    known && law::ClauseRef::parse(clause).is_some_and(|place| desk.law().in_force(&place.instrument, on))
}

fn joined(ids: impl Iterator<Item = i64>) -> String {
    ids.map(|id| id.to_string()).collect::<Vec<_>>().join(";")
}

/// The ids of a list kept in one column.
pub(super) fn ids(text: &str) -> Vec<i64> {
    text.split(';').filter_map(|part| part.parse().ok()).collect()
}
