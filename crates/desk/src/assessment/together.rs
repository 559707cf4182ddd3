//! Who acted together, and what many wrote about: near texts, groups, hot issues.

use std::collections::HashMap;

use assess::Facts;
use assess::groups::{Group, Groups, Indicator};
use assess::narratives::NearTexts;
use assess::topics::{HotIssue, Messages, Topic, TopicFiling, TopicsBuilder};
use jiff::civil::Date;
use serde_json::{Value, json};
use store::Tx;
use store::filing_spread::{Complaints, Spread};
use store::near_text::NearText;
use store::{filer_group, hot_issue};

use super::load::Opened;
use super::texts::{self, NO_OPERATOR};
use crate::DeskError;

/// Everything found over all filings.
pub(super) struct Together {
    near_texts: Vec<NearText>,
    groups: Groups,
    hot_issues: Vec<HotIssue>,
    spread: Vec<Spread>,
    complaints: Vec<Complaints>,
}

/// The year over which the population is counted.
const YEAR_DAYS: i32 = 365;

/// By 来件: the template that its text is a copy of, and how alike it is, in thousandths.
pub(super) struct Copies(HashMap<i64, (i64, i64)>);

impl Copies {
    pub(super) fn of(near: &NearTexts) -> Self {
        let members =
            near.templates().into_iter().flat_map(|template| template.members.into_iter().map(move |member| (template.id, member)));
        Self(members.map(|(template, (id, alike))| (id, (template, i64::from(alike.as_permille())))).collect())
    }

    /// As the last run, or an arrival, has it: template and likeness by filing.
    pub(super) fn on_record(templates: HashMap<i64, (i64, i64)>) -> Self {
        Self(templates)
    }

    pub(super) fn template(&self, submission_id: i64) -> Option<i64> {
        self.0.get(&submission_id).map(|(template, _)| *template)
    }
}

/// What many wrote about, beside the groups that the facts hold.
pub(super) fn everything(
    opened: &Opened,
    person_of: &HashMap<i64, i64>,
    (near, copies): (&NearTexts, &Copies),
    messages: &Messages,
    facts: &Facts,
) -> Together {
    let clusters = near.clusters(texts::threads());
    let near_texts = clusters
        .members
        .iter()
        .flat_map(|members| members.iter().map(|id| (*id, members[0])))
        .map(|(submission_id, cluster_id)| NearText {
            submission_id,
            template_id: copies.template(submission_id),
            similarity: copies.0.get(&submission_id).map(|(_, similarity)| *similarity),
            cluster_id,
        })
        .collect();
    let as_of = facts.as_of();
    let mut topics = TopicsBuilder::new(as_of);
    for row in &opened.rows {
        topics.filing(&TopicFiling {
            submission_id: row.id,
            received_on: row.received_at.date(),
            person_id: person_of.get(&row.id).copied(),
            operator: Some(row.operator_name.as_str()).filter(|name| *name != NO_OPERATOR),
            region: &row.region,
            issue: row.issue,
        });
    }
    let groups = facts.groups().clone();
    let hot_issues = topics.build(messages, &groups);
    let complaints = facts.complaint_spread().into_iter();
    let complaints =
        complaints.map(|(complaints, persons)| Complaints { complaints: complaints.into(), persons: persons.into() }).collect();
    Together { near_texts, groups, hot_issues, spread: spread(opened, person_of, as_of), complaints }
}

/// People by how often they filed in the year up to the day.
fn spread(opened: &Opened, person_of: &HashMap<i64, i64>, as_of: Date) -> Vec<Spread> {
    let from = as_of.saturating_sub(jiff::Span::new().days(YEAR_DAYS));
    let mut of_person: HashMap<i64, i64> = HashMap::new();
    for row in opened.rows.iter().filter(|row| row.received_at.date() > from && row.received_at.date() <= as_of) {
        if let Some(person) = person_of.get(&row.id) {
            *of_person.entry(*person).or_insert(0) += 1;
        }
    }
    let mut persons: std::collections::BTreeMap<i64, i64> = std::collections::BTreeMap::new();
    of_person.into_values().for_each(|filings| *persons.entry(filings).or_insert(0) += 1);
    persons.into_iter().map(|(filings, persons)| Spread { filings, persons }).collect()
}

/// Puts what was found in the place of what the last run found.
pub(super) async fn write(tx: &mut Tx, together: &Together, person_of: &HashMap<i64, i64>) -> Result<(), DeskError> {
    store::near_text::replace_all(tx, &together.near_texts).await?;
    let groups: Vec<filer_group::FilerGroup> =
        together.groups.ranked().iter().zip(1..).map(|(group, place)| group_row(group, place)).collect();
    let members: Vec<filer_group::Member> = together
        .groups
        .ranked()
        .iter()
        .flat_map(|group| group.submissions.iter().map(|id| (*id, group.id)))
        .filter_map(|(submission_id, group_id)| {
            Some(filer_group::Member { submission_id, group_id, person_id: *person_of.get(&submission_id)? })
        })
        .collect();
    filer_group::replace_all(tx, &groups, &members).await?;
    let issues: Vec<hot_issue::HotIssue> = together.hot_issues.iter().zip(1..).map(|(issue, place)| issue_row(issue, place)).collect();
    let members: Vec<hot_issue::Member> = together
        .hot_issues
        .iter()
        .flat_map(|issue| issue.submissions.iter().map(|id| hot_issue::Member { submission_id: *id, issue_id: issue.id }))
        .collect();
    hot_issue::replace_all(tx, &issues, &members).await?;
    store::filing_spread::replace_all(tx, &together.spread).await?;
    store::filing_spread::replace_complaints(tx, &together.complaints).await?;
    Ok(())
}

fn group_row(group: &Group, place: i64) -> filer_group::FilerGroup {
    filer_group::FilerGroup {
        id: group.id,
        place,
        is_wave: group.is_wave(),
        persons: count(group.persons.len()),
        submissions: count(group.submissions.len()),
        operators: number(group.operators),
        first_on: group.first_on,
        last_on: group.last_on,
        tie_kinds: group.tie_kinds().iter().map(|kind| kind.code()).collect::<Vec<_>>().join(";"),
        detail: detail(group).to_string(),
    }
}

/// Ties and indicators as they stood, with the 来件 behind each.
fn detail(group: &Group) -> Value {
    let part = |indicator: &Indicator| json!({ "part": indicator.part, "whole": indicator.whole, "submissions": indicator.submissions });
    let ties: Vec<Value> =
        group.ties.iter().map(|tie| json!({ "kind": tie.kind.code(), "persons": tie.persons, "submissions": tie.submissions })).collect();
    json!({
        "ties": ties,
        "density": part(&group.density),
        "material": part(&group.material),
        "suddenness": part(&group.suddenness),
        "narrowness": part(&group.narrowness),
        "share_of_wave": part(&group.share_of_wave),
        "same_surname": part(&group.same_surname),
    })
}

fn issue_row(issue: &HotIssue, place: i64) -> hot_issue::HotIssue {
    let (operator_name, kind, representative_id) = match &issue.topic {
        Topic::Operator { operator, issue } => (Some(operator.clone()), *issue, None),
        Topic::Messages { representative } => (None, None, Some(*representative)),
    };
    hot_issue::HotIssue {
        id: issue.id,
        place,
        operator_name,
        issue: kind,
        representative_id,
        region: issue.region.clone(),
        first_on: issue.first_on,
        last_on: issue.last_on,
        submissions: count(issue.submissions.len()),
        persons: number(issue.persons),
        busiest_from: issue.busiest_from,
        busiest_persons: number(issue.busiest_persons),
        ordinary_tenths: number(issue.ordinary_tenths),
        tied: number(issue.tied),
        concerted: issue.is_concerted(),
    }
}

fn count(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX)
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
