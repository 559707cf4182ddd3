//! Handing papers out: the PDF exactly as it was issued, the DOCX made again from the same fields.

use jiff::Timestamp;
use papers::{Content, Draft, Field, Form, Paper};
use sha2::{Digest, Sha256};
use store::access::NewAccess;
use vault::Class;

use super::{cannot_print, draft_cell, off_thread, pdf_cell, title};
use crate::{Actor, Desk, DeskError, Permission, random, time};

/// A file to hand out.
pub struct PaperFile {
    /// With its ending; says what it is, names nobody.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Kind of the access record of a paper that was handed out.
pub(crate) const DOWNLOAD: &str = "download";

/// A paper as it was printed, the first time and every time after. It names the filer, so it is handed only to those who may
/// see clear values, and who took it is on record before it leaves.
#[crate::boxed]
pub async fn download(desk: &Desk, actor: &Actor, paper_id: i64, now: Timestamp) -> Result<PaperFile, DeskError> {
    let paper = open(desk, actor, paper_id).await?;
    let bytes = desk.vault().open(Class::Paper, &pdf_cell(paper_id), &paper.pdf)?;
    if random::hex(&Sha256::digest(&*bytes)) != paper.sha256 {
        return Err(DeskError::Fault("文书与签发时的指纹不符，已停止下载".into()));
    }
    record(desk, actor, paper.submission_id, format!("下载文书{}", paper.paper_no), now).await?;
    Ok(PaperFile { name: format!("{}{}.pdf", title(&paper.form), paper.paper_no), bytes: bytes.to_vec() })
}

/// An editable copy. It is not the issued paper, and its name says so.
#[crate::boxed]
pub async fn docx(desk: &Desk, actor: &Actor, paper_id: i64, now: Timestamp) -> Result<PaperFile, DeskError> {
    let row = open(desk, actor, paper_id).await?;
    let draft = kept(desk, &row)?;
    let form = Form::from_code(&row.form).ok_or_else(unreadable)?;
    let corrects = draft.get(Field::Corrects);
    let paper = Paper {
        edition: form.edition,
        organ: draft.get(Field::Organ).to_owned(),
        paper_no: row.paper_no.clone(),
        issued_on: time::local_date(row.issued_at),
        corrects: (!corrects.is_empty()).then(|| corrects.to_owned()),
        content: Content::read(form.kind, &draft).map_err(|_| unreadable())?,
    };
    let bytes = to_docx(paper).await?;
    record(desk, actor, row.submission_id, format!("下载文书{}的可编辑副本", row.paper_no), now).await?;
    Ok(PaperFile { name: format!("{}{}（可编辑副本）.docx", title(&row.form), row.paper_no), bytes })
}

/// The editable copy of a paper.
pub(crate) async fn to_docx(paper: Paper) -> Result<Vec<u8>, DeskError> {
    off_thread(move || paper.to_docx()).await?.map_err(|error| cannot_print(&error))
}

/// The fields that a paper was made from.
pub(super) fn kept(desk: &Desk, paper: &store::paper::Paper) -> Result<Draft, DeskError> {
    let sealed = paper
        .draft
        .as_deref()
        .ok_or_else(|| DeskError::refused("该文书由较早版本签发，没有留存填写内容", "可以下载 PDF；需要更正的，请在更正页重新填写。"))?;
    let text = desk.vault().open_text(Class::Paper, &draft_cell(paper.id), sealed)?;
    Draft::from_json(&text).ok_or_else(unreadable)
}

fn unreadable() -> DeskError {
    DeskError::Fault("文书的填写内容无法读回".into())
}

/// A paper of the actor's units, for somebody who may see clear values.
pub(super) async fn open(desk: &Desk, actor: &Actor, paper_id: i64) -> Result<store::paper::Paper, DeskError> {
    actor.require(Permission::ViewCases)?;
    actor.require(Permission::Reveal)?;
    let mut tx = desk.store_of(actor).read().await?;
    let paper = store::paper::get(&mut tx, paper_id).await?.ok_or(DeskError::NotFound)?;
    let submission = store::submission::get(&mut tx, paper.submission_id).await?;
    if submission.is_some_and(|submission| actor.sees_org(submission.org_id)) { Ok(paper) } else { Err(DeskError::NotFound) }
}

/// Puts on record that somebody took a paper.
pub(super) async fn record(desk: &Desk, actor: &Actor, submission_id: i64, purpose: String, now: Timestamp) -> Result<(), DeskError> {
    let access = NewAccess {
        account_id: Some(actor.account_id),
        kind: DOWNLOAD.to_owned(),
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
