//! Taking a request and answering it.

use casework::clock::TermId;
use casework::decision::Reason;
use casework::registry::ObjectionChannel;
use casework::rights::{Applicant, RefusalGround, Request, Right, RightsOutcome};
use jiff::Timestamp;
use papers::{Content, PaperKind, RightsAnswer, Words};
use store::rights as rows;
use vault::Class;

use super::paper::Press;
use super::{answer_cell, broken, open, verified_cell, words_cell};
use crate::case::Pen;
use crate::view::{Choice, RightsFormPage};
use crate::{Actor, Desk, DeskError, Permission, random};

/// Filings by which a person can be identified, on the form.
const OFFERED: i64 = 100;

/// A request as it is taken.
#[derive(Clone, Default)]
pub struct AskForm {
    /// The filing by which it was checked who asks.
    pub submission_id: i64,
    /// Codes.
    pub right: String,
    pub channel: String,
    pub applicant: String,
    pub words: String,
    /// How it was checked who asks.
    pub verified: String,
}

/// What the form of a request offers about this person.
#[crate::boxed]
pub async fn form(desk: &Desk, actor: &Actor, person_id: i64) -> Result<RightsFormPage, DeskError> {
    actor.require(Permission::Reveal)?;
    let mut tx = desk.store().read().await?;
    if !store::person::has_filed_with(&mut tx, person_id, &actor.org_scope).await? {
        return Err(DeskError::NotFound);
    }
    let filings = store::submission::of_person(&mut tx, person_id, OFFERED).await?;
    let filings = filings
        .into_iter()
        .filter(|filing| actor.sees_org(filing.org_id))
        .map(|filing| Choice { value: filing.id.to_string(), label: format!("{} · {}", filing.submission_no, filing.received_on) })
        .collect();
    let term = desk.law().terms().iter().find(|term| term.id == TermId::LDsr).map(|term| term.length.to_string()).unwrap_or_default();
    Ok(RightsFormPage { person_id, filings, term })
}

/// Takes a request. None is turned away for its form.
#[crate::boxed]
pub async fn ask(desk: &Desk, actor: &Actor, person_id: i64, form: &AskForm, now: Timestamp) -> Result<i64, DeskError> {
    let pen = Pen::new(desk, actor, Permission::Reveal, now)?;
    let right = Right::from_code(&form.right).ok_or_else(|| DeskError::invalid("right", "请选择请求的权利"))?;
    let channel = ObjectionChannel::from_code(&form.channel).ok_or_else(|| DeskError::invalid("channel", "请选择请求从哪一途径提出"))?;
    let applicant = Applicant::from_code(&form.applicant).ok_or_else(|| DeskError::invalid("applicant", "请选择由谁提出"))?;
    let words = casework::values::clean_text(&form.words);
    if words.trim().is_empty() {
        return Err(DeskError::invalid("words", "请照录请求的内容"));
    }
    let verified = casework::values::clean_text(&form.verified);
    if verified.trim().is_empty() {
        return Err(DeskError::invalid("verified", "请写明怎样核实请求人的身份"));
    }
    let due = desk.law().due(TermId::LDsr, pen.on).map_err(|error| DeskError::Fault(error.to_string()))?;
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let anchor = store::submission::get(tx, form.submission_id).await?.filter(|filing| actor.sees_org(filing.org_id));
        let anchor = anchor.filter(|filing| filing.person_id == Some(person_id));
        let anchor = anchor.ok_or_else(|| DeskError::invalid("submission", "请选择据以核实身份的来件"))?;
        let id = rows::reserve(tx).await?;
        let seal = |cell, text: &str| desk.vault().seal(Class::Reason, &cell, text.as_bytes(), &mut random::rng());
        let row = rows::Request {
            id,
            anchor_id: anchor.id,
            org_id: actor.org_id,
            subject_right: right,
            channel,
            applicant,
            received_on: pen.on,
            due_on: due.due_on,
            provisional: due.provisional,
            words: seal(words_cell(id), &words),
            verified: seal(verified_cell(id), &verified),
            recorded_by: actor.account_id,
            recorded_at: now,
            open: true,
            outcome: None,
            ground: None,
            answered_by: None,
            answered_on: None,
            answer: None,
        };
        rows::insert(tx, &row).await?;
        Ok(id)
    })
}

/// An answer.
#[derive(Clone, Default)]
pub struct AnswerForm {
    /// Codes; the ground is empty where everything is done.
    pub outcome: String,
    pub ground: String,
    pub reason: String,
}

/// Answers with a reason and a paper. What was asked must have been done first, where the answer says that it was.
#[crate::boxed]
pub async fn answer(desk: &Desk, actor: &Actor, id: i64, form: &AnswerForm, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let outcome = RightsOutcome::from_code(&form.outcome).ok_or_else(|| DeskError::invalid("outcome", "请选择答复结论"))?;
    let ground = match form.ground.as_str() {
        "" => None,
        code => Some(RefusalGround::from_code(code).ok_or_else(|| DeskError::invalid("ground", "请选择不办理的理由"))?),
    };
    let reason = Reason::new(&form.reason)?;
    crate::papers::require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        let (request, anchor) = open(tx, actor, id).await?;
        let asked = Request { right: request.subject_right, received_on: request.received_on, due_on: request.due_on };
        let given = asked.answer(&pen.officer, outcome, ground, &reason, pen.on)?;
        if outcome != RightsOutcome::Refused {
            require_done(tx, &request).await?;
        }
        let words = desk.vault().open_text(Class::Reason, &words_cell(id), &request.words)?.to_string();
        let unit = desk.units().get(request.org_id).ok_or_else(broken)?;
        let conclusion = outcome.label().to_owned();
        let mut reasons: Vec<String> = ground.map(|ground| format!("不予办理的法定理由：{}。", ground.label())).into_iter().collect();
        reasons.extend(reason.as_str().lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
        let content = Content::RightsAnswer(RightsAnswer {
            addressee: super::paper::addressee(desk, tx, &anchor).await?,
            received_on: request.received_on,
            right: format!("{}个人信息", request.subject_right.label()),
            request: Words(words.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()),
            conclusion,
            reason: Words(reasons),
            contact: actor.display_name.clone(),
            phone: unit.phone.clone(),
        });
        press.issue(tx, &pen, &request, content).await?;
        let answer = rows::Answer {
            outcome: given.outcome,
            ground: given.ground,
            by: given.by,
            on: given.on,
            reason: desk.vault().seal(Class::Reason, &answer_cell(id), reason.as_str().as_bytes(), &mut random::rng()),
        };
        if rows::answer(tx, id, &answer, now).await? { Ok(()) } else { Err(DeskError::Conflict) }
    })
}

/// An answer that says yes follows the deed: the copy was made, something was corrected, something was erased. An explanation
/// is the answer itself.
async fn require_done(tx: &mut store::Tx, request: &rows::Request) -> Result<(), DeskError> {
    let changed = |kind: &'static str, changes: &[rows::Change]| changes.iter().any(|change| change.kind == kind);
    let changes = rows::changes_of(tx, request.id).await?;
    let (is_done, way_on) = match request.subject_right {
        Right::Access => {
            let papers = rows::papers_of(tx, request.id).await?;
            (papers.iter().any(|paper| paper.form == PaperKind::PersonalCopy.code()), "请先制作个人信息副本，再答复。")
        }
        Right::Correct => (changed(super::change::CORRECTED, &changes), "请先更正有误的信息，再答复。"),
        Right::Delete => (changed(super::change::ERASED, &changes), "请先由负责人清除应当删除的信息，再答复。"),
        Right::Explain => (true, ""),
    };
    if is_done { Ok(()) } else { Err(DeskError::refused("所请求的事项尚未办理", way_on)) }
}
