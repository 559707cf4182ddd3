//! 关联与热点: what the latest run found over all filings, for those who decide what to look at first.

mod differences;

use assess::groups::TieKind;
use casework::codes::FieldClass;
use serde_json::Value;
use store::Tx;
use store::filer_group::FilerGroup;
use store::hot_issue::HotIssue;
use store::submission::OrgScope;

use crate::view::{
    Choice, GroupPage, GroupRow, HotIssueFilter, HotIssuePage, HotIssueRow, IndicatorView, MemberRow, NearPage, SideBySide, TieView,
    TogetherPage,
};
use crate::{Actor, Desk, DeskError, Permission, personal, persons, time};

/// Groups, waves and hot issues that a page lists.
const LISTED: i64 = 30;

/// 来件 of a group or an issue that a page lists.
const MEMBERS: i64 = 200;

/// Near texts shown beside each other.
const BESIDE: usize = 6;

/// What to look at first. Only what touches a filing of the actor's units.
#[crate::boxed]
pub async fn queue(desk: &Desk, actor: &Actor, filter: HotIssueFilter) -> Result<TogetherPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let orgs = OrgScope::Only(actor.org_scope.clone());
    let mut tx = desk.store().read().await?;
    let run = store::assess_run::latest_in(&mut tx, crate::assessment::FINISHED).await?;
    let groups = store::filer_group::list(&mut tx, false, &orgs, LISTED).await?;
    let waves = store::filer_group::list(&mut tx, true, &orgs, LISTED).await?;
    let asked = store::hot_issue::Filter { from: filter.from, until: filter.until, region: filter.region.clone() };
    let issues = store::hot_issue::list(&mut tx, &asked, &orgs, LISTED).await?;
    let regions = store::hot_issue::regions(&mut tx).await?;
    Ok(TogetherPage {
        groups: groups.iter().map(group_row).collect::<Result<_, _>>()?,
        waves: waves.iter().map(group_row).collect::<Result<_, _>>()?,
        hot_issues: issue_rows(desk, &mut tx, &issues).await?,
        filter,
        regions: regions.into_iter().map(|code| Choice::new(code.clone(), region(desk, &code))).collect(),
        assessed_at: run.and_then(|run| run.finished_at).map(time::shown),
    })
}

/// One group. A group none of whose filings the actor may see does not exist for them.
#[crate::boxed]
pub async fn group(desk: &Desk, actor: &Actor, group_id: i64) -> Result<GroupPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let found = store::filer_group::get(&mut tx, group_id).await?.ok_or(DeskError::NotFound)?;
    group_page(&mut tx, actor, &found).await
}

pub(crate) async fn group_page(tx: &mut Tx, actor: &Actor, found: &FilerGroup) -> Result<GroupPage, DeskError> {
    let ids: Vec<i64> = store::filer_group::members(tx, found.id).await?.into_iter().map(|member| member.submission_id).collect();
    let members = members(tx, actor, &ids).await?;
    let detail = detail(found)?;
    let mut persons: Vec<i64> = members.iter().filter_map(|member| member.person_id).collect();
    persons.sort_unstable();
    persons.dedup();
    Ok(GroupPage {
        row: group_row(found)?,
        is_wave: found.is_wave,
        persons,
        indicators: INDICATORS.iter().map(|(key, label, note)| indicator(&detail, key, label, note)).collect(),
        ties: ties(&detail),
        members,
    })
}

/// One hot issue. An issue none of whose filings the actor may see does not exist for them.
#[crate::boxed]
pub async fn hot_issue(desk: &Desk, actor: &Actor, issue_id: i64) -> Result<HotIssuePage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let found = store::hot_issue::get(&mut tx, issue_id).await?.ok_or(DeskError::NotFound)?;
    let ids = store::hot_issue::members(&mut tx, issue_id, MEMBERS).await?;
    let members = members(&mut tx, actor, &ids).await?;
    let months = persons::months::filled(&store::hot_issue::months(&mut tx, issue_id).await?);
    let row = issue_rows(desk, &mut tx, std::slice::from_ref(&found)).await?.pop().ok_or(DeskError::NotFound)?;
    Ok(HotIssuePage { row, months, members })
}

/// What is like one filing: near texts beside its own, masked; the group by which it acts; its hot issues.
#[crate::boxed]
pub async fn near(desk: &Desk, actor: &Actor, submission_id: i64) -> Result<NearPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let submission = store::submission::get(&mut tx, submission_id).await?;
    let submission = submission.filter(|submission| actor.sees_org(submission.org_id)).ok_or(DeskError::NotFound)?;
    let mut page = NearPage {
        submission_id,
        submission_no: submission.submission_no,
        wording: (0, 0, 0),
        alike: beside(desk, &mut tx, actor, submission_id, BESIDE).await?,
        group: store::filer_group::of_submission(&mut tx, submission_id).await?.as_ref().map(group_row).transpose()?,
        hot_issues: Vec::new(),
    };
    let issues = store::hot_issue::of_submission(&mut tx, submission_id).await?;
    page.hot_issues = issue_rows(desk, &mut tx, &issues).await?;
    if let Some(template) = store::near_text::get(&mut tx, submission_id).await?.and_then(|near| near.template_id) {
        page.wording = store::near_text::template_size(&mut tx, template).await?;
    }
    Ok(page)
}

/// Near texts beside a filing's own, masked, at most so many; one that the viewer may not open is not shown.
pub(crate) async fn beside(desk: &Desk, tx: &mut Tx, actor: &Actor, submission_id: i64, most: usize) -> Result<Vec<SideBySide>, DeskError> {
    let Some(template) = store::near_text::get(tx, submission_id).await?.and_then(|near| near.template_id) else {
        return Ok(Vec::new());
    };
    let copies = store::near_text::of_template(tx, template, MEMBERS).await?;
    let ids: Vec<i64> = copies.iter().map(|copy| copy.submission_id).filter(|id| *id != submission_id).collect();
    let mut others = store::submission::get_many(tx, &ids).await?;
    others.retain(|other| actor.sees_org(other.org_id));
    let mut alike = Vec::new();
    for other in others.into_iter().take(most) {
        let similarity = copies.iter().find(|copy| copy.submission_id == other.id).and_then(|copy| copy.similarity).unwrap_or(0);
        let own = masked_narrative(desk, tx, submission_id).await?;
        let text = masked_narrative(desk, tx, other.id).await?;
        let (own, others) = differences::mark(&own, &text);
        let similarity = format!("{}.{}%", similarity / 10, similarity % 10);
        alike.push(SideBySide { other: member(actor, &other), similarity, own, others });
    }
    Ok(alike)
}

async fn masked_narrative(desk: &Desk, tx: &mut Tx, submission_id: i64) -> Result<String, DeskError> {
    let Some(sealed) = store::sealed::get(tx, submission_id).await? else { return Ok(String::new()) };
    let clear = personal::open(desk.vault(), FieldClass::Narrative, submission_id, sealed.narrative.as_deref())?;
    let Some(clear) = clear else { return Ok(String::new()) };
    Ok(personal::masked_text(&clear, 0, desk.vault(), &sealed)?)
}

/// The filings, if the actor may see one of them; what they may not open has no link.
async fn members(tx: &mut Tx, actor: &Actor, ids: &[i64]) -> Result<Vec<MemberRow>, DeskError> {
    let found = store::submission::get_many(tx, ids).await?;
    if !found.iter().any(|submission| actor.sees_org(submission.org_id)) {
        return Err(DeskError::NotFound);
    }
    Ok(found.iter().map(|submission| member(actor, submission)).collect())
}

fn member(actor: &Actor, submission: &store::submission::Submission) -> MemberRow {
    MemberRow {
        submission_id: actor.sees_org(submission.org_id).then_some(submission.id),
        submission_no: submission.submission_no.clone(),
        person_id: submission.person_id,
        received_on: submission.received_at.date(),
        operator: submission.operator_name.clone(),
    }
}

/// Key in the stored detail, label, what it means.
const INDICATORS: &[(&str, &str, &str)] = &[
    ("material", "实质关联", "除文本外另有电话、住址、账号、代理人或证据文件相同的人"),
    ("density", "密度", "彼此直接关联的人对，占全部人对"),
    ("suddenness", "突发", "最集中的30天内的来件，占本群体来件"),
    ("narrowness", "专一", "本群体来件，占这些人前后各半年的全部来件"),
    ("share_of_wave", "占同期", "本群体的人，占同期反映同一经营者的全部来件人；占比低的，多为众多受害者中的一户"),
    ("same_surname", "同姓", "最多同姓者；比例高的可能是家庭"),
];

fn detail(group: &FilerGroup) -> Result<Value, DeskError> {
    serde_json::from_str(&group.detail).map_err(|_| DeskError::Fault("关联群体的记录无法读回".into()))
}

fn indicator(detail: &Value, key: &str, label: &'static str, note: &'static str) -> IndicatorView {
    let number = |name: &str| detail[key][name].as_u64().unwrap_or(0);
    let (part, whole) = (number("part"), number("whole"));
    IndicatorView { label, parts: format!("{part} / {whole}"), percent: (part * 100).checked_div(whole).unwrap_or(0), note }
}

fn ties(detail: &Value) -> Vec<TieView> {
    let tie = |tie: &Value| {
        let kind = TieKind::from_code(tie["kind"].as_str()?)?;
        let persons = tie["persons"].as_array()?.iter().filter_map(Value::as_i64).collect();
        Some(TieView { label: kind.label(), persons, submissions: tie["submissions"].as_array().map_or(0, Vec::len) })
    };
    detail["ties"].as_array().map(|all| all.iter().filter_map(tie).collect()).unwrap_or_default()
}

fn group_row(group: &FilerGroup) -> Result<GroupRow, DeskError> {
    let detail = detail(group)?;
    let percent = |key| indicator(&detail, key, "", "").percent;
    let kinds: Vec<&str> = group.tie_kinds.split(';').filter_map(TieKind::from_code).map(TieKind::label).collect();
    Ok(GroupRow {
        group_id: group.id,
        persons: group.persons,
        submissions: group.submissions,
        first_on: group.first_on,
        last_on: group.last_on,
        ties: kinds.join("、"),
        why: format!(
            "{}人{}件，最集中的30天内占{}%，占同期同一经营者来件人的{}%",
            group.persons,
            group.submissions,
            percent("suddenness"),
            percent("share_of_wave")
        ),
    })
}

pub(crate) async fn issue_rows(desk: &Desk, tx: &mut Tx, issues: &[HotIssue]) -> Result<Vec<HotIssueRow>, DeskError> {
    let ids: Vec<i64> = issues.iter().filter_map(|issue| issue.representative_id).collect();
    let spoken = store::submission::get_many(tx, &ids).await?;
    let subject = |id: Option<i64>| spoken.iter().find(|row| Some(row.id) == id).and_then(|row| row.item.clone());
    let row = |issue: &HotIssue| {
        let words = [issue.operator_name.clone(), issue.issue.map(|issue| issue.label().to_owned()), subject(issue.representative_id)];
        HotIssueRow {
            issue_id: issue.id,
            title: words.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            region: region(desk, &issue.region),
            persons: issue.persons,
            submissions: issue.submissions,
            first_on: issue.first_on,
            last_on: issue.last_on,
            busiest_from: issue.busiest_from,
            busiest_persons: issue.busiest_persons,
            ordinary: format!("{}.{}", issue.ordinary_tenths / 10, issue.ordinary_tenths % 10),
            tied: issue.tied,
            concerted: issue.concerted,
        }
    };
    Ok(issues.iter().map(row).collect())
}

/// The name of the region's unit, or its code.
fn region(desk: &Desk, code: &str) -> String {
    desk.units().region_name(code)
}
