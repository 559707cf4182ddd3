//! 文书: papers issued with a decision, in its transaction, and handed out again exactly as they were printed.

use casework::codes::FieldClass;
use casework::decision::DeclineGround;
use jiff::Timestamp;
use law::{ClauseRef, RuleSet};
use papers::{Decision, DecisionKind, Edition, Paper, PaperError, Rendered, paper_no};
use sha2::{Digest, Sha256};
use store::Tx;
use store::access::NewAccess;
use vault::{Cell, Class};

use crate::case::{Docket, Pen};
use crate::{Actor, Desk, DeskError, Permission, personal, random};

/// A file to hand out.
pub struct PdfFile {
    /// With its ending; says what it is, names nobody.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Whom a paper speaks to when the filer gave no name.
const NAMELESS: &str = "投诉人";

/// Refuses with the name of the missing package, before anything is written, on a machine that cannot print.
pub(crate) async fn require_fonts(desk: &Desk) -> Result<(), DeskError> {
    let desk = desk.clone();
    off_thread(move || desk.papers().map(|_| ())).await?
}

/// Prints the paper of one decision. A transaction that is tried again with the same number takes what is printed already.
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
        let contact = in_charge.unwrap_or_else(|| pen.actor.display_name.clone());
        self.issue(tx, pen, docket, rules, Decision::Accepted { contact, phone: unit.phone.clone() }, decision_id).await
    }

    /// 投诉不予受理决定书.
    pub(crate) async fn declined(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        rules: &RuleSet,
        ground: DeclineGround,
        decision_id: Option<i64>,
    ) -> Result<(), DeskError> {
        let item = rules.decline_clause(ground).and_then(|clause| ClauseRef::parse(&clause.id)?.item);
        let item = item.and_then(|item| u8::try_from(item).ok());
        let ground = item.ok_or_else(|| DeskError::Fault("不予受理情形没有项号".into()))?;
        self.issue(tx, pen, docket, rules, Decision::Declined { ground }, decision_id).await
    }

    async fn issue(
        &mut self,
        tx: &mut Tx,
        pen: &Pen<'_>,
        docket: &Docket,
        rules: &RuleSet,
        decision: Decision,
        decision_id: Option<i64>,
    ) -> Result<(), DeskError> {
        let desk = pen.desk;
        let unit = desk.units().get(docket.row.org_id).ok_or_else(no_unit)?;
        let edition = Edition::from_code(rules.id.code()).ok_or_else(|| DeskError::Fault("没有这一规定的文书式样".into()))?;
        let mut paper = Paper {
            edition,
            organ: unit.name.clone(),
            paper_no: String::new(),
            addressee: addressee(desk, tx, docket.submission.id).await?,
            received_on: docket.row.received_on,
            subject: subject(&docket.submission),
            issued_on: pen.on,
            decision,
        };
        let form = paper.form();
        let year = i64::from(pen.on.year());
        let number = store::paper::next_number(tx, unit.id, series(form.kind), year).await?;
        let sequence = u32::try_from(number).map_err(|_| DeskError::Fault("文号超出范围".into()))?;
        paper.paper_no = paper_no(&unit.paper_prefix, form, pen.on.year(), sequence);
        let printed = self.print(desk, paper).await?;
        let id = store::paper::reserve(tx, 1).await?;
        let row = store::paper::Paper {
            id,
            submission_id: docket.submission.id,
            matter_id: docket.row.id,
            decision_id,
            form: form.code().to_owned(),
            paper_no: printed.0.paper_no.clone(),
            org_id: unit.id,
            year,
            number,
            sha256: printed.1.sha256.clone(),
            pdf: desk.vault().seal(Class::Paper, &cell(id), &printed.1.pdf, &mut random::rng()),
            issued_by: pen.actor.account_id,
            issued_at: pen.now,
        };
        Ok(store::paper::insert(tx, &row).await?)
    }

    async fn print(&mut self, desk: &Desk, paper: Paper) -> Result<&(Paper, Rendered), DeskError> {
        if self.last.as_ref().is_none_or(|(last, _)| *last != paper) {
            let (desk, sheet) = (desk.clone(), paper.clone());
            let rendered = off_thread(move || desk.papers().and_then(|papers| papers.render(&sheet).map_err(cannot_print))).await??;
            self.last = Some((paper, rendered));
        }
        self.last.as_ref().ok_or_else(|| DeskError::Fault("文书没有印出".into()))
    }
}

/// What is counted together: the number on a paper names the kind of decision, not the order under which it was made,
/// so papers under both orders share one series.
const fn series(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Accepted => "complaint_accepted",
        DecisionKind::Declined => "complaint_declined",
    }
}

/// The filer's name in clear, for this sheet only.
async fn addressee(desk: &Desk, tx: &mut Tx, submission_id: i64) -> Result<String, DeskError> {
    let sealed = store::sealed::cell(tx, submission_id, FieldClass::Name).await?;
    let name = personal::open(desk.vault(), FieldClass::Name, submission_id, sealed.as_deref())?;
    Ok(name.map(|name| name.text().to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| NAMELESS.to_owned()))
}

/// What stands between 关于 and 的投诉: the trader and what was bought.
fn subject(submission: &store::submission::Submission) -> String {
    match &submission.item {
        Some(item) => format!("{}“{item}”", submission.operator_name),
        None => submission.operator_name.clone(),
    }
}

fn cannot_print(error: PaperError) -> DeskError {
    match error {
        PaperError::Fault(_) => DeskError::Fault(error.to_string()),
        _ => DeskError::refused(error.to_string(), "文书没有制作，决定没有作出；更正后请重新办理。"),
    }
}

fn no_unit() -> DeskError {
    DeskError::Fault("事项所属的单位不在系统中".into())
}

const fn cell(paper_id: i64) -> Cell {
    Cell { table: "paper", column: "pdf", row: paper_id }
}

/// Fonts and typesetting take milliseconds of CPU: they stay off the threads that answer requests.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| DeskError::Fault("制作文书时程序出错".into()))
}

/// A paper as it was printed. It names the filer, so it is handed only to those who may see clear values, and who took
/// it is on record before it leaves.
pub async fn download(desk: &Desk, actor: &Actor, paper_id: i64, now: Timestamp) -> Result<PdfFile, DeskError> {
    actor.require(Permission::ViewCases)?;
    actor.require(Permission::Reveal)?;
    let mut tx = desk.store().read().await?;
    let paper = store::paper::get(&mut tx, paper_id).await?.ok_or(DeskError::NotFound)?;
    let submission = store::submission::get(&mut tx, paper.submission_id).await?;
    if !submission.is_some_and(|submission| actor.sees_org(submission.org_id)) {
        return Err(DeskError::NotFound);
    }
    drop(tx);
    let bytes = desk.vault().open(Class::Paper, &cell(paper_id), &paper.pdf)?;
    if random::hex(&Sha256::digest(&*bytes)) != paper.sha256 {
        return Err(DeskError::Fault("文书与签发时的指纹不符，已停止下载".into()));
    }
    let access = NewAccess {
        account_id: Some(actor.account_id),
        kind: "download".to_owned(),
        submission_id: Some(paper.submission_id),
        field_class: None,
        purpose: format!("下载文书{}", paper.paper_no),
        subject_count: 1,
        at: now,
    };
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        store::access::record(tx, &access).await?;
        Ok(())
    })?;
    Ok(PdfFile { name: format!("{}{}.pdf", title(&paper.form), paper.paper_no), bytes: bytes.to_vec() })
}

/// The title of a form by its code.
pub(crate) fn title(form: &str) -> &'static str {
    papers::Form::from_code(form).map_or("文书", papers::Form::title)
}
