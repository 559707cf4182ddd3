//! Papers of the registry: the notice to the person, the answer to an objection, the word that an entry is over to the person
//! and to every receiver. Issued in the transaction of the act that they tell of; handed out as they were printed.

use casework::registry::{NoticeKind, ObjectionOutcome, QuashKind};
use casework::service::{Served, ServiceWay};
use jiff::Timestamp;
use jiff::civil::Date;
use papers::{
    Content, Draft, Edition, Field, Form, Listed, ObjectionAnswer, Paper, PaperKind, RegistryEnded, RegistryNotice, RegistryStop, Rendered,
    Words, paper_no,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::access::NewAccess;
use store::organisation::Organisation;
use store::{Tx, registry as rows};
use vault::{Cell, Class};

use super::docket::{self, Docket, Line, reason_cell};
use super::{page, pointer};
use crate::case::Pen;
use crate::papers::PaperFile;
use crate::{Actor, Desk, DeskError, Permission, access, personal, random, time};

/// These papers rest on 个人信息保护法, on neither order; their wording is filed under the newest.
pub(crate) const EDITION: Edition = Edition::Order121;

/// Ways by which these papers reach people. Never a public notice: it would publish who is listed.
pub(crate) const WAYS: &[ServiceWay] =
    &[ServiceWay::Direct, ServiceWay::Left, ServiceWay::Electronic, ServiceWay::Post, ServiceWay::Entrusted, ServiceWay::Told];

/// The longest note on a service, in characters.
const NOTE_CHARS: usize = 500;

const fn pdf_cell(id: i64) -> Cell {
    Cell { table: "registry_paper", column: "pdf", row: id }
}

const fn draft_cell(id: i64) -> Cell {
    Cell { table: "registry_paper", column: "draft", row: id }
}

pub(super) const fn note_cell(id: i64) -> Cell {
    Cell { table: "registry_paper_service", column: "note", row: id }
}

/// The kind of paper with this code.
pub(super) fn kind_of(paper: &rows::RegistryPaperHead) -> Option<PaperKind> {
    PaperKind::from_code(&paper.form)
}

/// Whether the paper may be told by telephone, internet or letter instead of being served. The notice may not: from it the
/// way to object opens.
const fn may_be_told(kind: PaperKind) -> bool {
    !matches!(kind, PaperKind::RegistryNotice)
}

/// The ways that are open to this kind of paper.
pub(super) fn ways(kind: PaperKind) -> impl Iterator<Item = ServiceWay> {
    WAYS.iter().copied().filter(move |way| *way != ServiceWay::Told || may_be_told(kind))
}

/// Prints papers. A transaction that is tried again with the same numbers takes what is printed already.
#[derive(Default)]
pub(super) struct Press(Vec<(Paper, Rendered)>);

/// To whom or of what a paper speaks.
#[derive(Clone, Copy, Default)]
struct About {
    receiver_id: Option<i64>,
    objection_id: Option<i64>,
}

impl Press {
    /// 列入异常名录告知书. Days are counted from today where the entry is not listed yet.
    pub(super) async fn notice(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        review_on: Date,
        expires_on: Date,
    ) -> Result<Value, DeskError> {
        let unit = unit(pen.desk, docket)?;
        let bases = rows::bases_of(tx, docket.row.id).await?;
        let mut lines = Vec::with_capacity(bases.len());
        let mut grounds: Vec<String> = Vec::new();
        for base in bases.iter().filter(|base| !base.pending) {
            let filing = store::submission::get(tx, base.submission_id).await?.ok_or_else(docket::broken)?;
            let citation = pointer::cite(pen.desk, &base.ground);
            let (on, what) = (papers::chinese_date(base.happened_on), page::what(tx, base).await?);
            lines.push(format!("{on}，来件{}：{what}（{citation}）。", filing.submission_no));
            if !grounds.contains(&citation) {
                grounds.push(citation);
            }
        }
        let row = &docket.row;
        let content = Content::RegistryNotice(RegistryNotice {
            addressee: addressee(pen.desk, tx, row).await?,
            listing: row.listed_on.map_or_else(|| "拟将你".to_owned(), |on| format!("已于{}将你", papers::chinese_date(on))),
            registry_bases: Listed(lines),
            grounds: grounds.join("、"),
            facts: paragraphs(&proposal(pen.desk, tx, row.id).await?),
            review_on: row.review_on.unwrap_or(review_on),
            expires_on: row.expires_on.unwrap_or(expires_on),
            answer_term: answer_term(pen)?,
            contact: pen.actor.display_name.clone(),
            phone: unit.phone.clone(),
            post_address: unit.address.clone(),
        });
        self.issue(tx, pen, docket, content, About::default()).await
    }

    /// 异常名录异议答复书.
    pub(super) async fn answer(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        objection: &rows::Objection,
        (outcome, reason): (ObjectionOutcome, &str),
        undo_by: Date,
    ) -> Result<Value, DeskError> {
        let words = pen.desk.vault().open_text(Class::Reason, &super::objections::words_cell(objection.id), &objection.words)?;
        let consequence = match (outcome, docket.row.expires_on) {
            (ObjectionOutcome::Upheld, _) => {
                format!("该记录自即日起停止使用，我局于{}前撤回，并告知接收过该记录的单位", papers::chinese_date(undo_by))
            }
            (ObjectionOutcome::Rejected, Some(day)) => format!("该记录继续有效，至{}届满失效", papers::chinese_date(day)),
            (ObjectionOutcome::Rejected, None) => "该记录尚未列入，我局将另行决定是否列入".to_owned(),
        };
        let content = Content::ObjectionAnswer(ObjectionAnswer {
            addressee: addressee(pen.desk, tx, &docket.row).await?,
            received_on: objection.received_on,
            objection: paragraphs(&words),
            conclusion: outcome.label().to_owned(),
            reason: paragraphs(reason),
            consequence,
            contact: pen.actor.display_name.clone(),
            phone: unit(pen.desk, docket)?.phone.clone(),
        });
        self.issue(tx, pen, docket, content, About { objection_id: Some(objection.id), ..About::default() }).await
    }

    /// 结束告知书 to the person, who knew of the entry, and 停止使用通知书 to every receiver.
    pub(super) async fn ended(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        ending: &str,
        reason: &str,
    ) -> Result<Vec<Value>, DeskError> {
        let row = &docket.row;
        let receivers = rows::receivers_of(tx, row.id).await?;
        let phone = unit(pen.desk, docket)?.phone.clone();
        let mut issued = Vec::new();
        // Who was never told, or may not be told yet, learns of no entry by its end.
        if row.notice_kind == Some(NoticeKind::Served) {
            let told_receivers = match receivers.len() {
                0 => "该记录没有提供给其他单位".to_owned(),
                count => format!("已通知接收过该记录的{count}个单位停止使用"),
            };
            let content = Content::RegistryEnded(RegistryEnded {
                addressee: addressee(pen.desk, tx, row).await?,
                listing: row.listed_on.map_or_else(|| "尚未列入".to_owned(), |on| format!("{}列入", papers::chinese_date(on))),
                ending: ending.to_owned(),
                ended_on: pen.on,
                reason: paragraphs(reason),
                told_receivers,
                contact: pen.actor.display_name.clone(),
                phone: phone.clone(),
            });
            issued.push(self.issue(tx, pen, docket, content, About::default()).await?);
        }
        for receiver in receivers {
            let content = Content::RegistryStop(RegistryStop {
                receiving_organ: match receiver.org_id {
                    Some(org) => pointer::org(pen.desk, org),
                    None => format!("持有导出文件的单位（导出记录{}）", receiver.access_id.unwrap_or_default()),
                },
                shared_on: receiver.received_on,
                entry_no: row.id.to_string(),
                cause: row.quash_kind.map_or("没有必要继续在册", QuashKind::label).to_owned(),
                ending: ending.to_owned(),
                ended_on: pen.on,
                contact: pen.actor.display_name.clone(),
                phone: phone.clone(),
            });
            let about = About { receiver_id: Some(receiver.id), ..About::default() };
            issued.push(self.issue(tx, pen, docket, content, about).await?);
        }
        Ok(issued)
    }

    /// Numbers, prints, seals and keeps a paper. Returns its number and print, for the line of the act in the life.
    async fn issue(&mut self, tx: &mut Tx, pen: &Pen<'_>, docket: &Docket, content: Content, about: About) -> Result<Value, DeskError> {
        let (desk, unit) = (pen.desk, unit(pen.desk, docket)?);
        let form = Form { edition: EDITION, kind: content.kind() };
        let year = i64::from(pen.on.year());
        let number = store::paper::next_number(tx, unit.id, form.kind.code(), year).await?;
        let sequence = u32::try_from(number).map_err(|_| DeskError::Fault("文号超出范围".into()))?;
        let paper = Paper {
            edition: EDITION,
            organ: unit.name.clone(),
            paper_no: paper_no(&unit.paper_prefix, form, pen.on.year(), sequence),
            issued_on: pen.on,
            corrects: None,
            content,
        };
        let printed = self.print(desk, paper).await?;
        let id = rows::reserve_paper(tx).await?;
        let draft = crate::papers::kept(&printed.0).to_json();
        let row = rows::RegistryPaper {
            id,
            entry_id: docket.row.id,
            form: form.kind.code().to_owned(),
            paper_no: printed.0.paper_no.clone(),
            org_id: unit.id,
            year,
            number,
            sha256: printed.1.sha256.clone(),
            pdf: desk.vault().seal(Class::Paper, &pdf_cell(id), &printed.1.pdf, &mut random::rng()),
            draft: Some(desk.vault().seal(Class::Paper, &draft_cell(id), draft.as_bytes(), &mut random::rng())),
            receiver_id: about.receiver_id,
            objection_id: about.objection_id,
            issued_by: pen.actor.account_id,
            issued_at: pen.now,
        };
        rows::insert_paper(tx, &row).await?;
        Ok(json!({ "paper": row.paper_no, "sha256": row.sha256 }))
    }

    async fn print(&mut self, desk: &Desk, paper: Paper) -> Result<&(Paper, Rendered), DeskError> {
        let found = self.0.iter().position(|(printed, _)| *printed == paper);
        let at = match found {
            Some(at) => at,
            None => {
                let rendered = crate::papers::print(desk, &paper).await?;
                self.0.push((paper, rendered));
                self.0.len() - 1
            }
        };
        Ok(&self.0[at])
    }
}

fn unit<'a>(desk: &'a Desk, docket: &Docket) -> Result<&'a Organisation, DeskError> {
    desk.units().get(docket.row.org_id).ok_or_else(|| DeskError::Fault("提出记录的单位不在系统中".into()))
}

/// The term of an answer to an objection, as the law room says it.
fn answer_term(pen: &Pen<'_>) -> Result<String, DeskError> {
    let due = pen.desk.law().due(casework::clock::TermId::LObj, pen.on).map_err(|error| DeskError::Fault(error.to_string()))?;
    Ok(due.term)
}

fn paragraphs(text: &str) -> Words {
    Words(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

/// Why the entry was proposed, in the officer's words.
async fn proposal(desk: &Desk, tx: &mut Tx, entry_id: i64) -> Result<String, DeskError> {
    let events = rows::events_of(tx, entry_id).await?;
    let proposed = events.iter().find(|event| event.kind == casework::registry::RegistryEventKind::Proposed).ok_or_else(docket::broken)?;
    let sealed = proposed.reason.as_deref().ok_or_else(docket::broken)?;
    Ok(desk.vault().open_text(Class::Reason, &reason_cell(proposed.id), sealed)?.to_string())
}

/// Whom the paper speaks to, in clear, for this sheet only: by name, else by the filing that they sent.
async fn addressee(desk: &Desk, tx: &mut Tx, row: &rows::Entry) -> Result<String, DeskError> {
    use casework::codes::FieldClass;
    let cell = store::sealed::cell(tx, row.anchor_id, FieldClass::Name).await?;
    if let Some(name) = personal::open(desk.vault(), FieldClass::Name, row.anchor_id, cell.as_deref())? {
        return Ok(name.shown(0, &access::printing(row.anchor_id))?.to_owned());
    }
    let anchor = store::submission::get(tx, row.anchor_id).await?.ok_or_else(docket::broken)?;
    Ok(format!("来件{}的提出人", anchor.submission_no))
}

/// Nobody is listed whose notice is not recorded as served. Entries told before notices were papers have none to serve.
pub(super) async fn require_notice_served(tx: &mut Tx, row: &rows::Entry) -> Result<(), DeskError> {
    if owes_service(tx, row).await? {
        return Err(DeskError::refused("告知书还没有登记送达", "请先在“文书”栏登记告知书的送达方式和日期，再列入。"));
    }
    Ok(())
}

/// Whether a notice was issued and none is recorded as served.
pub(super) async fn owes_service(tx: &mut Tx, row: &rows::Entry) -> Result<bool, DeskError> {
    let notices: Vec<i64> = rows::papers_of(tx, row.id)
        .await?
        .iter()
        .filter(|paper| kind_of(paper) == Some(PaperKind::RegistryNotice))
        .map(|paper| paper.id)
        .collect();
    let services = rows::services_of(tx, row.id).await?;
    Ok(!notices.is_empty() && !services.iter().any(|service| notices.contains(&service.paper_id)))
}

/// How a paper reached its reader.
#[derive(Clone, Default)]
pub struct PaperServiceForm {
    /// Code of the way.
    pub way: String,
    pub served_on: String,
    pub note: String,
}

/// Records that a paper reached its reader.
#[crate::boxed]
pub async fn serve_paper(desk: &Desk, actor: &Actor, paper_id: i64, form: &PaperServiceForm, now: Timestamp) -> Result<i64, DeskError> {
    let pen = Pen::new(desk, actor, Permission::ProposeRegistry, now)?;
    if form.note.chars().count() > NOTE_CHARS {
        return Err(DeskError::invalid("note", format!("送达情况不超过{NOTE_CHARS}个字")));
    }
    let note = casework::values::clean_text(&form.note);
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let paper = rows::paper(tx, paper_id).await?.ok_or(DeskError::NotFound)?;
        let entry = docket::own(tx, actor, paper.entry_id).await?;
        let kind = PaperKind::from_code(&paper.form).ok_or(DeskError::NotFound)?;
        let way = ServiceWay::from_code(&form.way).filter(|way| WAYS.contains(way));
        let way = way.ok_or_else(|| DeskError::invalid("way", "请选择送达方式；名录文书不得公告送达"))?;
        let happened_on = form.served_on.parse().map_err(|_| DeskError::invalid("served_on", "请填写送达日期"))?;
        let issued_on = time::local_date(paper.issued_at);
        let served = casework::service::serve(way, happened_on, issued_on, pen.on, &note, may_be_told(kind));
        let served_on = match served.map_err(|refusal| DeskError::invalid("note", refusal.to_string()))? {
            Served::On(day) | Served::WhenAnnounced(day) => day,
        };
        let id = rows::reserve_service(tx).await?;
        let row = rows::RegistryPaperService {
            id,
            paper_id,
            way,
            served_on,
            note: (!note.is_empty()).then(|| desk.vault().seal(Class::Reason, &note_cell(id), note.as_bytes(), &mut random::rng())),
            recorded_by: actor.account_id,
            recorded_at: now,
        };
        rows::insert_service(tx, &row).await?;
        let kind = casework::registry::RegistryEventKind::PaperServed;
        let line = Line { entry_id: entry.id, at: now, on: served_on, by: Some(actor.account_id), kind };
        line.record(tx, desk, None, json!({ "paper": paper.paper_no, "way": way.code() })).await?;
        Ok(entry.id)
    })
}

/// A paper as it was printed. Papers to the person name them: only for those who may see clear values; who took one is on
/// record before it leaves. A receiver takes the paper that speaks to it.
#[crate::boxed]
pub async fn download(desk: &Desk, actor: &Actor, paper_id: i64, now: Timestamp) -> Result<PaperFile, DeskError> {
    let (paper, anchor_id) = open(desk, actor, paper_id).await?;
    let bytes = desk.vault().open(Class::Paper, &pdf_cell(paper_id), &paper.pdf)?;
    if random::hex(&Sha256::digest(&*bytes)) != paper.sha256 {
        return Err(DeskError::Fault("文书与签发时的指纹不符，已停止下载".into()));
    }
    record(desk, actor, anchor_id, format!("下载文书{}", paper.paper_no), now).await?;
    Ok(PaperFile { name: format!("{}{}.pdf", title(&paper.form), paper.paper_no), bytes: bytes.to_vec() })
}

/// An editable copy. It is not the issued paper, and its name says so.
#[crate::boxed]
pub async fn docx(desk: &Desk, actor: &Actor, paper_id: i64, now: Timestamp) -> Result<PaperFile, DeskError> {
    let (row, anchor_id) = open(desk, actor, paper_id).await?;
    let unreadable = || DeskError::Fault("文书的填写内容无法读回".into());
    let sealed = row.draft.as_deref().ok_or_else(unreadable)?;
    let text = desk.vault().open_text(Class::Paper, &draft_cell(paper_id), sealed)?;
    let draft = Draft::from_json(&text).ok_or_else(unreadable)?;
    let kind = PaperKind::from_code(&row.form).ok_or_else(unreadable)?;
    let paper = Paper {
        edition: EDITION,
        organ: draft.get(Field::Organ).to_owned(),
        paper_no: row.paper_no.clone(),
        issued_on: time::local_date(row.issued_at),
        corrects: None,
        content: Content::read(kind, &draft).map_err(|_| unreadable())?,
    };
    let bytes = crate::papers::to_docx(paper).await?;
    record(desk, actor, anchor_id, format!("下载文书{}的可编辑副本", row.paper_no), now).await?;
    Ok(PaperFile { name: format!("{}{}（可编辑副本）.docx", title(&row.form), row.paper_no), bytes })
}

/// The title that is printed on this kind of paper.
pub(super) fn title(form: &str) -> &'static str {
    PaperKind::from_code(form).map_or("文书", |kind| Form { edition: EDITION, kind }.title())
}

/// Whether the actor may take this paper.
pub(super) fn may_take(actor: &Actor, entry: &rows::Entry, receiver: Option<&rows::Receiver>) -> bool {
    let is_theirs = receiver.and_then(|receiver| receiver.org_id).is_some_and(|org| actor.sees_org(org));
    is_theirs || (actor.may(Permission::Reveal) && actor.sees_org(entry.org_id))
}

async fn open(desk: &Desk, actor: &Actor, paper_id: i64) -> Result<(rows::RegistryPaper, i64), DeskError> {
    actor.require(Permission::ViewRegistry)?;
    let mut tx = desk.store().read().await?;
    let paper = rows::paper(&mut tx, paper_id).await?.ok_or(DeskError::NotFound)?;
    let entry = rows::get(&mut tx, paper.entry_id).await?.ok_or(DeskError::NotFound)?;
    let receivers = rows::receivers_of(&mut tx, entry.id).await?;
    let receiver = receivers.iter().find(|receiver| Some(receiver.id) == paper.receiver_id);
    if may_take(actor, &entry, receiver) { Ok((paper, entry.anchor_id)) } else { Err(DeskError::NotFound) }
}

async fn record(desk: &Desk, actor: &Actor, submission_id: i64, purpose: String, now: Timestamp) -> Result<(), DeskError> {
    let access = NewAccess {
        account_id: Some(actor.account_id),
        kind: crate::papers::DOWNLOAD.to_owned(),
        submission_id: Some(submission_id),
        field_class: None,
        purpose,
        subject_count: 1,
        at: now,
    };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::access::record(tx, &access).await?;
        Ok(())
    })
}
