//! Printing and numbering: in the transaction of the act that a paper tells of, or of its own.

use casework::decision::{DeclineGround, EndGround, Reason};
use jiff::Timestamp;
use jiff::civil::Date;
use law::{Clause, ClauseRef, RuleSet};
use papers::{
    ComplaintAccepted, ComplaintDeclined, Content, Draft, Edition, Field, Form, Item, MediationEnded, Paper, PaperKind, Rendered, Words,
    paper_no,
};
use store::Tx;
use store::access::NewAccess;
use store::organisation::Organisation;
use store::submission::Submission;
use vault::Class;

use super::{cannot_print, draft_cell, no_unit, off_thread, pdf_cell, title};
use super::{offer, on_file};
use crate::case::{Docket, Pen};
use crate::{Actor, Desk, DeskError, random};

/// Kind of the record that somebody signed in the place of a head who is away: both are named, in the log too.
const SIGNED_FOR: &str = "signed_for";

/// Refuses with the name of the missing package, before anything is written, on a machine that cannot print.
pub(crate) async fn require_fonts(desk: &Desk) -> Result<(), DeskError> {
    let desk = desk.clone();
    off_thread(move || desk.papers().map(|_| ())).await?
}

/// A paper to be issued.
pub(super) struct Order<'a> {
    pub(super) desk: &'a Desk,
    pub(super) actor: &'a Actor,
    pub(super) now: Timestamp,
    pub(super) on: Date,
    pub(super) submission: &'a Submission,
    pub(super) matter: &'a store::matter::Matter,
    pub(super) edition: Edition,
    /// Whose paper it is, and in whose series it is numbered.
    pub(super) unit: &'a Organisation,
    pub(super) content: Content,
    pub(super) decision_id: Option<i64>,
    /// The paper that this one puts right.
    pub(super) corrects: Option<&'a store::paper::Paper>,
}

/// Prints papers. A transaction that is tried again with the same number takes what is printed already.
#[derive(Default)]
pub(crate) struct Press {
    last: Option<(Paper, Rendered)>,
}

impl Press {
    /// 投诉受理决定书. Names the officer in charge, else the one who decided, with the unit's telephone.
    pub(crate) async fn accepted(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        rules: &RuleSet,
        decision_id: Option<i64>,
    ) -> Result<(), DeskError> {
        let in_charge = match docket.row.officer_id {
            Some(id) => store::account::get(tx, id).await?.map(|account| account.display_name),
            None => None,
        };
        let unit = pen.desk.units().get(docket.row.org_id).ok_or_else(no_unit)?;
        let content = Content::ComplaintAccepted(ComplaintAccepted {
            addressee: addressee(pen.desk, tx, &docket.submission, PaperKind::ComplaintAccepted).await?,
            received_on: docket.row.received_on,
            subject: on_file::subject(&docket.submission),
            contact: in_charge.unwrap_or_else(|| pen.actor.display_name.clone()),
            phone: unit.phone.clone(),
        });
        self.told(tx, pen, docket, rules, content, decision_id).await
    }

    /// 投诉不予受理决定书. Under Order 121 the reason goes with it on an annex sheet (第十五条第二款).
    pub(crate) async fn declined(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        rules: &RuleSet,
        (ground, reason): (DeclineGround, &Reason),
        decision_id: Option<i64>,
    ) -> Result<(), DeskError> {
        let reason = (edition(rules)? == Edition::Order121).then(|| Words(reason.as_str().lines().map(str::to_owned).collect()));
        let content = Content::ComplaintDeclined(ComplaintDeclined {
            addressee: addressee(pen.desk, tx, &docket.submission, PaperKind::ComplaintDeclined).await?,
            received_on: docket.row.received_on,
            subject: on_file::subject(&docket.submission),
            decline_ground: item(rules.decline_clause(ground))?,
            reason,
        });
        self.told(tx, pen, docket, rules, content, decision_id).await
    }

    /// 投诉终止调解决定书, one paper for both sides.
    pub(crate) async fn mediation_ended(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        rules: &RuleSet,
        ground: EndGround,
        decision_id: Option<i64>,
    ) -> Result<(), DeskError> {
        let content = Content::MediationEnded(MediationEnded {
            addressee: addressee(pen.desk, tx, &docket.submission, PaperKind::MediationEnded).await?,
            subject: on_file::subject(&docket.submission),
            end_ground: item(rules.end_clause(ground))?,
        });
        self.told(tx, pen, docket, rules, content, decision_id).await
    }

    async fn told(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        rules: &RuleSet,
        content: Content,
        decision_id: Option<i64>,
    ) -> Result<(), DeskError> {
        let order = Order {
            desk: pen.desk,
            actor: pen.actor,
            now: pen.now,
            on: pen.on,
            submission: &docket.submission,
            matter: &docket.row,
            edition: edition(rules)?,
            unit: pen.desk.units().get(docket.row.org_id).ok_or_else(no_unit)?,
            content,
            decision_id,
            corrects: None,
        };
        self.issue(tx, order).await.map(|_| ())
    }

    /// Numbers, prints, seals and keeps a paper. Returns its id.
    pub(super) async fn issue(&mut self, tx: &mut Tx, order: Order<'_>) -> Result<i64, DeskError> {
        let Order { desk, actor, now, on, submission, matter, edition, unit, content, decision_id, corrects } = order;
        let form = Form { edition, kind: content.kind() };
        let year = i64::from(on.year());
        // The mark in a number names the kind of paper, not the order under which it was made: both share one series.
        let number = store::paper::next_number(tx, unit.id, form.kind.code(), year).await?;
        let sequence = u32::try_from(number).map_err(|_| DeskError::Fault("文号超出范围".into()))?;
        let paper = Paper {
            edition,
            organ: unit.name.clone(),
            paper_no: paper_no(&unit.paper_prefix, form, on.year(), sequence),
            issued_on: on,
            corrects: corrects.map(|old| format!("{} {}", title(&old.form), old.paper_no)),
            content,
        };
        let printed = self.print(desk, paper).await?;
        let id = store::paper::reserve(tx, 1).await?;
        let draft = kept(&printed.0).to_json();
        let row = store::paper::Paper {
            id,
            submission_id: submission.id,
            matter_id: matter.id,
            decision_id,
            form: form.code(),
            paper_no: printed.0.paper_no.clone(),
            org_id: unit.id,
            year,
            number,
            sha256: printed.1.sha256.clone(),
            pdf: desk.vault().seal(Class::Paper, &pdf_cell(id), &printed.1.pdf, &mut random::rng()),
            issued_by: actor.account_id,
            issued_at: now,
            draft: Some(desk.vault().seal(Class::Paper, &draft_cell(id), draft.as_bytes(), &mut random::rng())),
            corrects_id: corrects.map(|old| old.id),
        };
        store::paper::insert(tx, &row).await?;
        if let Some(away) = actor.head_stood_in_for().filter(|_| offer::is_the_heads(form.kind)) {
            let access = NewAccess {
                account_id: Some(actor.account_id),
                kind: SIGNED_FOR.to_owned(),
                submission_id: Some(submission.id),
                field_class: None,
                purpose: format!("代理{}签发文书{}", away.display_name, row.paper_no),
                subject_count: 1,
                at: now,
            };
            store::access::record(tx, &access).await?;
        }
        Ok(id)
    }

    async fn print(&mut self, desk: &Desk, paper: Paper) -> Result<&(Paper, Rendered), DeskError> {
        if self.last.as_ref().is_none_or(|(last, _)| *last != paper) {
            let rendered = print(desk, &paper).await?;
            self.last = Some((paper, rendered));
        }
        self.last.as_ref().ok_or_else(|| DeskError::Fault("文书没有印出".into()))
    }
}

/// The printed sheet.
pub(crate) async fn print(desk: &Desk, paper: &Paper) -> Result<Rendered, DeskError> {
    let (desk, sheet) = (desk.clone(), paper.clone());
    off_thread(move || desk.papers().and_then(|papers| papers.render(&sheet).map_err(|e| cannot_print(&e)))).await?
}

/// What is kept of a paper to make it again as DOCX, or to start a correction.
pub(crate) fn kept(paper: &Paper) -> Draft {
    let mut draft = paper.content.write();
    draft.set(Field::Organ, paper.organ.as_str());
    if let Some(corrects) = &paper.corrects {
        draft.set(Field::Corrects, corrects.as_str());
    }
    draft
}

pub(super) fn edition(rules: &RuleSet) -> Result<Edition, DeskError> {
    Edition::from_code(rules.id.code()).ok_or_else(|| DeskError::Fault("没有这一规定的文书式样".into()))
}

/// The number of the item in which a ground stands.
fn item(clause: Option<&Clause>) -> Result<Item, DeskError> {
    let item = clause.and_then(|clause| ClauseRef::parse(&clause.id)?.item).and_then(|item| u8::try_from(item).ok());
    item.map(Item).ok_or_else(|| DeskError::Fault("决定所依据的情形没有项号".into()))
}

/// Whom a paper speaks to, in clear, for this sheet only.
async fn addressee(desk: &Desk, tx: &mut Tx, submission: &Submission, kind: PaperKind) -> Result<String, DeskError> {
    let filled = on_file::fill(desk, tx, submission, kind, &Draft::default()).await?;
    Ok(filled.get(Field::Addressee).to_owned())
}
