//! What the case page reads, before anything of it is worded.

use std::collections::{HashMap, HashSet};

use assess::{Body, Evidence, Node};
use jiff::Timestamp;
use store::Tx;
use store::submission::Submission;

use crate::case::basis;
use crate::{DeskError, assessment, papers};

/// Other filings of the person that the page shows; this one is among those read.
pub(super) const OTHERS_LIMIT: i64 = 8;
/// Edges read to say what links this filing to the person's others.
const EDGES_LIMIT: i64 = 40;
/// Findings that no longer stand, as the page lists them.
const PAST_LIMIT: i64 = 30;
/// Looks at clear values that the timeline shows.
const LOOKS_LIMIT: i64 = 50;

/// Rows about one filing, from one state of the database.
pub(in crate::case) struct Record {
    pub(in crate::case) submission: Submission,
    pub(in crate::case) sealed: Option<store::sealed::Sealed>,
    pub(in crate::case) matters: Vec<store::matter::Matter>,
    pub(in crate::case) clocks: Vec<store::clock::Clock>,
    pub(in crate::case) clues: Vec<store::clue::Clue>,
    pub(in crate::case) proceedings: Vec<store::proceeding::Proceeding>,
    pub(in crate::case) bonds: Vec<store::bond::Bond>,
    pub(in crate::case) referrals: Vec<store::referral::Referral>,
    pub(in crate::case) decisions: Vec<store::decision::Decision>,
    pub(in crate::case) events: Vec<store::event::Event>,
    pub(in crate::case) looks: Vec<store::access::AccessRecord>,
    pub(in crate::case) findings: Vec<(store::finding::Finding, Evidence)>,
    /// Those of them that officers made.
    pub(in crate::case) own_findings: Vec<store::finding::Own>,
    /// Words on findings of this filing, oldest first.
    pub(in crate::case) outcomes: Vec<store::finding_outcome::FindingOutcome>,
    /// Findings that no longer stand, latest first.
    pub(in crate::case) past_findings: Vec<store::finding::Past>,
    /// Findings that decisions cite and a later assessment retired.
    pub(in crate::case) retired: Vec<store::finding::Finding>,
    pub(in crate::case) protections: Vec<store::protection::Protection>,
    pub(in crate::case) papers: Vec<store::paper::PaperHead>,
    pub(in crate::case) voids: Vec<store::paper_void::PaperVoid>,
    pub(in crate::case) services: Vec<store::paper_service::PaperService>,
    pub(in crate::case) accounts: Vec<store::account::Account>,
    /// Number and unit of every filing that findings or decisions cite, by id.
    pub(in crate::case) cited: HashMap<i64, (String, i64)>,
    pub(in crate::case) others: Option<Others>,
    /// The run that could know of the filing.
    assessed_by: Option<store::assess_run::AssessRun>,
}

/// The derived person's other filings.
pub(in crate::case) struct Others {
    pub(in crate::case) person_id: i64,
    pub(in crate::case) count: i64,
    /// Latest first, without this one.
    pub(in crate::case) submissions: Vec<Submission>,
    pub(in crate::case) matters: Vec<store::matter::Matter>,
    pub(in crate::case) edges: Vec<store::edge::Edge>,
}

/// The latest run over everything that could know of the filing, else the filing's own arrival.
async fn assessed_by(tx: &mut Tx, submission: &Submission) -> Result<Option<store::assess_run::AssessRun>, DeskError> {
    let latest = store::assess_run::latest_in(tx, assessment::FINISHED).await?;
    let knew = |run: &store::assess_run::AssessRun| run.started_at >= submission.created_at && run.as_of >= submission.received_on;
    if latest.as_ref().is_some_and(knew) {
        return Ok(latest);
    }
    let Some(reading) = store::reading::get(tx, submission.id).await? else { return Ok(None) };
    Ok(store::assess_run::get(tx, reading.run_id).await?)
}

impl Record {
    pub(super) async fn read(tx: &mut Tx, submission: Submission) -> Result<Self, DeskError> {
        let id = submission.id;
        let decisions = store::decision::of_submission(tx, id).await?;
        let current = store::finding::of_submission(tx, id).await?;
        let mut retired = Vec::new();
        let mut cited_ids = HashSet::new();
        for decision in &decisions {
            retired.extend(basis::cited_findings(&decision.evidence)?);
            cited_ids.extend(basis::cited_submissions(&decision.evidence)?);
        }
        retired.retain(|id| current.iter().all(|finding| finding.id != *id));
        let mut findings = Vec::with_capacity(current.len());
        for finding in current {
            let evidence = Evidence::from_json(&finding.evidence).map_err(|error| DeskError::Fault(error.to_string()))?;
            evidence.opposing.iter().chain([&evidence.supporting]).for_each(|node| collect_cited(node, &mut cited_ids));
            findings.push((finding, evidence));
        }
        let bonds = store::bond::of_submission(tx, id).await?;
        cited_ids.extend(bonds.iter().flat_map(|bond| [bond.submission_id, bond.lead_submission_id]).filter(|other| *other != id));
        let mut cited_ids: Vec<i64> = cited_ids.into_iter().collect();
        cited_ids.sort_unstable();
        let cited = store::submission::get_many(tx, &cited_ids).await?;
        Ok(Self {
            sealed: store::sealed::get(tx, id).await?,
            matters: store::matter::of_submission(tx, id).await?,
            clocks: store::clock::of_submission(tx, id).await?,
            clues: store::clue::of_submission(tx, id).await?,
            proceedings: store::proceeding::of_submission(tx, id).await?,
            referrals: store::referral::of_submission(tx, id).await?,
            bonds,
            decisions,
            events: store::event::of_submission(tx, id).await?,
            looks: store::access::of_submission(tx, id, LOOKS_LIMIT).await?,
            own_findings: store::finding::own(tx, &findings.iter().map(|(finding, _)| finding.id).collect::<Vec<_>>()).await?,
            outcomes: store::finding_outcome::of_submission(tx, id).await?,
            past_findings: store::finding::retired_of_submission(tx, id, PAST_LIMIT).await?,
            findings,
            retired: store::finding::get_many(tx, &retired).await?,
            protections: store::protection::of_submission(tx, id).await?,
            papers: store::paper::of_submission(tx, id).await?,
            voids: store::paper_void::of_submission(tx, id).await?,
            services: store::paper_service::of_submission(tx, id).await?,
            accounts: store::account::all(tx).await?,
            cited: cited.into_iter().map(|filing| (filing.id, (filing.submission_no, filing.org_id))).collect(),
            others: Others::read(tx, &submission).await?,
            assessed_by: assessed_by(tx, &submission).await?,
            submission,
        })
    }

    /// When the last assessment that could know of the filing ended.
    pub(super) fn assessed_at(&self) -> Option<Timestamp> {
        self.assessed_by.as_ref()?.finished_at
    }

    /// Who an account is; `系统` for nobody.
    pub(in crate::case) fn name_of(&self, account_id: Option<i64>) -> &str {
        let Some(id) = account_id else { return "系统" };
        self.accounts.iter().find(|account| account.id == id).map_or("已注销的账号", |account| account.display_name.as_str())
    }

    /// What a paper is called: for the timeline.
    pub(super) fn paper_of(&self, decision_id: Option<i64>) -> Option<String> {
        let paper = self.papers.iter().find(|paper| decision_id.is_some() && paper.decision_id == decision_id)?;
        Some(format!("{} {}", papers::title(&paper.form), paper.paper_no))
    }
}

impl Others {
    async fn read(tx: &mut Tx, submission: &Submission) -> Result<Option<Self>, DeskError> {
        let Some(person_id) = submission.person_id else { return Ok(None) };
        let mut submissions = store::submission::of_person(tx, person_id, OTHERS_LIMIT + 1).await?;
        submissions.retain(|other| other.id != submission.id);
        submissions.truncate(usize::try_from(OTHERS_LIMIT).unwrap_or(usize::MAX));
        let ids: Vec<i64> = submissions.iter().map(|other| other.id).collect();
        Ok(Some(Self {
            person_id,
            count: store::person::submission_count(tx, person_id).await?,
            matters: store::matter::of_submissions(tx, &ids).await?,
            edges: store::edge::of_submission(tx, submission.id, EDGES_LIMIT).await?,
            submissions,
        }))
    }
}

fn collect_cited(node: &Node, into: &mut HashSet<i64>) {
    match &node.body {
        Body::Leaf(measured) => into.extend(measured.cited.iter().map(|citation| citation.submission_id)),
        Body::Join { children, .. } => children.iter().for_each(|child| collect_cited(child, into)),
    }
}
