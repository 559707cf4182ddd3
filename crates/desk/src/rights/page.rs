//! The list of requests, and one request as its page shows it.

use casework::rights::{RefusalGround, Right};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::rights as rows;
use store::submission::OrgScope;
use vault::Class;

use super::change::{CLASSES, CORRECTED, in_use};
use super::holdings::Holdings;
use super::{answer_cell, own, paper, retention, verified_cell, words_cell};
use crate::view::{Choice, ErasedRow, RetentionRow, RightsErasable, RightsList, RightsPage, RightsPaperView, RightsRow, StateBadge, Tone};
use crate::{Actor, Desk, DeskError, Permission, lists, time, wording};

/// Rows of a page.
const PAGE: i64 = 50;
/// Erasures that the page tells of.
const ERASURES: i64 = 20;
/// The most characters of an explanation that go into one answer.
const EXPLAINED_CHARS: usize = 1_800;

/// Open requests of the actor's units, or answered ones, before that id.
#[crate::boxed]
pub async fn list(desk: &Desk, actor: &Actor, open: bool, before: Option<i64>, now: Timestamp) -> Result<RightsList, DeskError> {
    actor.require(Permission::ViewCases)?;
    let today = time::local_date(now);
    let mut tx = desk.store().read().await?;
    let orgs = OrgScope::Only(actor.org_scope.clone());
    let mut found = rows::page_before(&mut tx, &orgs, open, before.unwrap_or(i64::MAX), PAGE + 1).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = if more { found.last().map(|row| row.id) } else { None };
    let names = lists::officers(&mut tx).await?;
    let mut shown = Vec::with_capacity(found.len());
    for row in &found {
        shown.push(self::row(desk, &mut tx, actor, row, today).await?);
    }
    let erased = rows::changes(&mut tx, ERASURES).await?;
    let by = |id: Option<i64>| id.map_or_else(|| "到期清除".to_owned(), |id| names.get(&id).cloned().unwrap_or_default());
    Ok(RightsList {
        shows_open: open,
        rows: shown,
        next,
        retention: retention::classes()
            .iter()
            .map(|class| RetentionRow {
                title: class.title.clone(),
                years: class.years,
                from: class.from.clone(),
                then: class.then.clone(),
                source: class.source.clone(),
            })
            .collect(),
        erased: erased
            .into_iter()
            .map(|change| ErasedRow {
                at: time::shown(change.changed_at),
                what: format!("{}{}", if change.kind == CORRECTED { "更正" } else { "清除" }, class_label(&change.class)),
                cells: change.cells,
                by: by(change.changed_by),
            })
            .collect(),
    })
}

fn class_label(class: &str) -> String {
    let known = retention::classes().iter().find(|known| known.id == class).map(|known| known.title.clone());
    known.or_else(|| casework::codes::FieldClass::from_code(class).map(|class| class.label().to_owned())).unwrap_or_default()
}

async fn row(desk: &Desk, tx: &mut Tx, actor: &Actor, row: &rows::Request, today: Date) -> Result<RightsRow, DeskError> {
    let anchor = store::submission::get(tx, row.anchor_id).await?.ok_or_else(super::broken)?;
    Ok(RightsRow {
        request_id: row.id,
        right: row.subject_right.label().to_owned(),
        org: desk.units().get(row.org_id).map_or_else(String::new, |unit| unit.name.clone()),
        submission_id: actor.sees_org(anchor.org_id).then_some(anchor.id),
        submission_no: anchor.submission_no,
        received_on: row.received_on,
        due_on: row.due_on,
        days_left: row.open.then(|| wording::days_between(today, row.due_on)),
        state: badge(row, today),
    })
}

fn badge(row: &rows::Request, today: Date) -> StateBadge {
    match (row.outcome, row.answered_on) {
        (Some(outcome), Some(on)) if on > row.due_on => StateBadge::new(format!("{}·逾期答复", outcome.label()), Tone::Warning),
        (Some(outcome), _) => StateBadge::new(outcome.label(), Tone::Neutral),
        (None, _) if today > row.due_on => StateBadge::new("逾期未答复", Tone::Danger),
        (None, _) => StateBadge::new("待答复", Tone::Info),
    }
}

/// One request of the actor's units.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<RightsPage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let today = time::local_date(now);
    let mut tx = desk.store().read().await?;
    let (request, anchor) = own(&mut tx, actor, id).await?;
    let names = lists::officers(&mut tx).await?;
    let name = |id: i64| names.get(&id).cloned().unwrap_or_else(|| "已注销的账号".to_owned());
    let holdings = Holdings::of(desk, &mut tx, actor, &anchor).await?;
    let may_act = request.open && actor.may(Permission::Decide) && actor.may(Permission::Reveal);
    let open_text = |cell, sealed: &[u8]| desk.vault().open_text(Class::Reason, &cell, sealed).map(|text| text.to_string());
    let right = request.subject_right;
    let explanation =
        if may_act && right == Right::Explain { explanation(&holdings.explained(desk, &mut tx).await?) } else { String::new() };
    let mut erasable = Vec::new();
    if request.open && right == Right::Delete && actor.may(Permission::Approve) {
        for filing in &holdings.filings {
            erasable.push(RightsErasable {
                submission_id: filing.id,
                submission_no: filing.submission_no.clone(),
                received_on: filing.received_on,
                in_use: in_use(&mut tx, filing).await?,
            });
        }
    }
    let changes = rows::changes_of(&mut tx, id).await?;
    let done = changes
        .iter()
        .map(|change| {
            let what = if change.kind == CORRECTED { "更正" } else { "清除" };
            let number =
                holdings.filings.iter().find(|filing| filing.id == change.ref_id).map_or("", |filing| filing.submission_no.as_str());
            let by = change.changed_by.map(name).unwrap_or_default();
            format!("{} {by}{what}来件{number}的{}，{}项", time::shown(change.changed_at), class_label(&change.class), change.cells)
        })
        .collect();
    let papers = rows::papers_of(&mut tx, id).await?;
    Ok(RightsPage {
        request_id: id,
        right,
        person_id: anchor.person_id,
        row: row(desk, &mut tx, actor, &request, today).await?,
        channel: request.channel.label().to_owned(),
        applicant: request.applicant.label().to_owned(),
        words: open_text(words_cell(id), &request.words)?,
        verified: open_text(verified_cell(id), &request.verified)?,
        recorded: format!("{} {}", time::shown(request.recorded_at), name(request.recorded_by)),
        answered: request.answered_by.zip(request.answered_on).map(|(by, on)| format!("{on} {}", name(by))),
        ground: request.ground.map(|ground| ground.label().to_owned()),
        answer: request.answer.as_deref().map(|sealed| open_text(answer_cell(id), sealed)).transpose()?,
        filings: holdings.filings.len(),
        left_out: holdings.left_out,
        papers: papers
            .into_iter()
            .map(|row| RightsPaperView {
                paper_id: row.id,
                title: paper::title(&row.form).to_owned(),
                paper_no: row.paper_no,
                sha256: row.sha256,
                issued: format!("{} · {}", name(row.issued_by), time::shown(row.issued_at)),
            })
            .collect(),
        may_download: actor.may(Permission::Reveal),
        done,
        may_act,
        grounds: RefusalGround::ALL.iter().copied().filter(|ground| ground.fits(right)).collect(),
        correctable: if may_act && right == Right::Correct {
            holdings
                .filings
                .iter()
                .map(|f| Choice { value: f.id.to_string(), label: format!("{} · {}", f.submission_no, f.received_on) })
                .collect()
        } else {
            Vec::new()
        },
        classes: CLASSES.to_vec(),
        erasable,
        explanation,
    })
}

/// As many explanations as fit one answer; the rest stand in a copy.
fn explanation(lines: &[String]) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if text.chars().count() + line.chars().count() > EXPLAINED_CHARS {
            text.push_str(&format!("其余{}项提示见个人信息副本。", lines.len() - index));
            break;
        }
        text.push_str(line);
        text.push('\n');
    }
    if text.is_empty() { "系统没有就你的来件作出任何提示。".to_owned() } else { text }
}
