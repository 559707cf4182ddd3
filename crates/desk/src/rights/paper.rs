//! Papers of a request: the copy of what is held, and the answer. Numbered, sealed and handed out like all others.

use casework::codes::FieldClass;
use casework::rights::Right;
use jiff::Timestamp;
use papers::{Content, Form, Paper, PaperKind, PersonalCopy, Rendered, Words, paper_no};
use sha2::{Digest, Sha256};
use store::Tx;
use store::access::NewAccess;
use store::rights as rows;
use store::submission::Submission;
use vault::Class;

use super::holdings::Holdings;
use super::{broken, open, own, pdf_cell};
use crate::case::Pen;
use crate::papers::PaperFile;
use crate::registry::EDITION;
use crate::{Actor, Desk, DeskError, Permission, access, personal, random};

/// Prints a paper. A transaction that is tried again with the same number takes what is printed already.
#[derive(Default)]
pub(super) struct Press(Option<(Paper, Rendered)>);

impl Press {
    pub(super) async fn issue(&mut self, tx: &mut Tx, pen: &Pen<'_>, request: &rows::Request, content: Content) -> Result<i64, DeskError> {
        let desk = pen.desk;
        let unit = desk.units().get(request.org_id).ok_or_else(broken)?;
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
        if self.0.as_ref().is_none_or(|(printed, _)| *printed != paper) {
            let rendered = crate::papers::print(desk, &paper).await?;
            self.0 = Some((paper, rendered));
        }
        let (paper, rendered) = self.0.as_ref().ok_or_else(broken)?;
        let id = rows::reserve_paper(tx).await?;
        let row = rows::RightsPaper {
            id,
            request_id: request.id,
            form: form.kind.code().to_owned(),
            paper_no: paper.paper_no.clone(),
            org_id: unit.id,
            year,
            number,
            sha256: rendered.sha256.clone(),
            pdf: desk.vault().seal(Class::Paper, &pdf_cell(id), &rendered.pdf, &mut random::rng()),
            issued_by: pen.actor.account_id,
            issued_at: pen.now,
        };
        rows::insert_paper(tx, &row).await?;
        Ok(id)
    }
}

/// Whom a paper speaks to, in clear, for this sheet only.
pub(super) async fn addressee(desk: &Desk, tx: &mut Tx, anchor: &Submission) -> Result<String, DeskError> {
    let cell = store::sealed::cell(tx, anchor.id, FieldClass::Name).await?;
    let name = personal::open(desk.vault(), FieldClass::Name, anchor.id, cell.as_deref())?;
    match name {
        Some(name) => Ok(name.shown(0, &access::printing(anchor.id))?.to_owned()),
        None => Ok(format!("来件{}的提出人", anchor.submission_no)),
    }
}

/// 个人信息副本: everything that is surely theirs, in clear. That it was made is on record with how many filings it tells of.
#[crate::boxed]
pub async fn copy(desk: &Desk, actor: &Actor, id: i64, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    actor.require(Permission::Reveal)?;
    crate::papers::require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (request, anchor) = open(tx, actor, id).await?;
        if request.subject_right != Right::Access {
            return Err(DeskError::refused("请求的不是查阅、复制", "本人要求副本的，请另行登记请求。"));
        }
        let holdings = Holdings::of(desk, tx, actor, &anchor).await?;
        let access = NewAccess {
            account_id: Some(actor.account_id),
            kind: "export".to_owned(),
            submission_id: Some(anchor.id),
            field_class: None,
            purpose: format!("应本人请求制作个人信息副本（权利请求{id}）"),
            subject_count: i64::try_from(holdings.filings.len()).unwrap_or(i64::MAX),
            at: now,
        };
        let lines = holdings.told(desk, tx).await?;
        store::access::record(tx, &access).await?;
        let unit = desk.units().get(request.org_id).ok_or_else(broken)?;
        let content = Content::PersonalCopy(PersonalCopy {
            addressee: addressee(desk, tx, &anchor).await?,
            as_of: pen.on,
            holdings: Words(lines),
            contact: actor.display_name.clone(),
            phone: unit.phone.clone(),
        });
        press.issue(tx, &pen, &request, content).await?;
        Ok(())
    })
}

/// A paper as it was printed; who took it is on record before it leaves.
#[crate::boxed]
pub async fn download(desk: &Desk, actor: &Actor, paper_id: i64, now: Timestamp) -> Result<PaperFile, DeskError> {
    actor.require(Permission::ViewCases)?;
    actor.require(Permission::Reveal)?;
    let mut tx = desk.store().read().await?;
    let paper = rows::paper(&mut tx, paper_id).await?.ok_or(DeskError::NotFound)?;
    let (request, _) = own(&mut tx, actor, paper.request_id).await?;
    drop(tx);
    let bytes = desk.vault().open(Class::Paper, &pdf_cell(paper_id), &paper.pdf)?;
    if random::hex(&Sha256::digest(&*bytes)) != paper.sha256 {
        return Err(DeskError::Fault("文书与签发时的指纹不符，已停止下载".into()));
    }
    let access = NewAccess {
        account_id: Some(actor.account_id),
        kind: crate::papers::DOWNLOAD.to_owned(),
        submission_id: Some(request.anchor_id),
        field_class: None,
        purpose: format!("下载文书{}", paper.paper_no),
        subject_count: 1,
        at: now,
    };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::access::record(tx, &access).await?;
        Ok(())
    })?;
    Ok(PaperFile { name: format!("{}{}.pdf", title(&paper.form), paper.paper_no), bytes: bytes.to_vec() })
}

pub(super) fn title(form: &str) -> &'static str {
    PaperKind::from_code(form).map_or("文书", |kind| Form { edition: EDITION, kind }.title())
}
