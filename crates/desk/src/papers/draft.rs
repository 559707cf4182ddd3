//! Drafting by hand: a form with the fields of the paper, a preview, the issue, and the correction of an issued paper.

use casework::codes::FieldClass;
use jiff::Timestamp;
use papers::{AvoidanceOutcome, Content, Draft, Field, Form, Paper, PaperError, PaperKind, Shape, Slot, unnumbered};

use super::file::{self, PaperFile};
use super::offer::{self, Asked};
use super::on_file::{self, Known};
use super::press::{Order, Press, edition, require_fonts};
use super::{cannot_print, ground, no_unit, off_thread, title, void};
use crate::view::{Choice, DraftPage, DraftSlot};
use crate::{Actor, Desk, DeskError, FieldError, avoidance, personal, time};

/// What a drafting form sends.
#[derive(Clone, Default)]
pub struct DraftForm {
    pub matter_id: i64,
    /// Code of the kind.
    pub kind: String,
    /// The paper to be put right; nothing for a new paper.
    pub corrects: Option<i64>,
    pub draft: Draft,
}

impl DraftForm {
    /// Takes each field of the kind from a form by its key.
    pub fn read(matter_id: i64, kind: &str, corrects: Option<i64>, text: impl Fn(&str) -> String) -> Self {
        let mut draft = Draft::default();
        for slot in PaperKind::from_code(kind).map_or(&[][..], PaperKind::slots) {
            draft.set(slot.field, text(slot.field.key()));
        }
        Self { matter_id, kind: kind.to_owned(), corrects, draft }
    }
}

/// Everything that drafting reads, from one state of the database.
struct Table {
    submission: store::submission::Submission,
    matter: store::matter::Matter,
    decisions: Vec<store::decision::Decision>,
    clocks: Vec<store::clock::Clock>,
    sealed: Option<store::sealed::Sealed>,
    /// The referral that is under way on the matter.
    referral: Option<store::referral::Referral>,
    accounts: Vec<store::account::Account>,
}

impl Table {
    async fn read(tx: &mut store::Tx, actor: &Actor, matter_id: i64) -> Result<Self, DeskError> {
        let matter = store::matter::get(tx, matter_id).await?.ok_or(DeskError::NotFound)?;
        let submission = crate::case::submission(tx, actor, matter.submission_id).await?;
        let referrals = store::referral::of_submission(tx, submission.id).await?;
        Ok(Self {
            decisions: store::decision::of_submission(tx, submission.id).await?,
            clocks: store::clock::of_submission(tx, submission.id).await?,
            sealed: store::sealed::get(tx, submission.id).await?,
            referral: referrals.into_iter().rfind(|referral| referral.matter_id == matter.id),
            accounts: store::account::all(tx).await?,
            submission,
            matter,
        })
    }

    fn known<'a>(&'a self, desk: &'a Desk, actor: &'a Actor, kind: PaperKind, now: Timestamp) -> Result<Known<'a>, DeskError> {
        let rules = self.matter.rules_id.and_then(|id| desk.law().rules_by_id(id));
        let rules =
            rules.ok_or_else(|| DeskError::refused("收件之日早于本系统所载的处理规定", "历史件只作事实参考，不在本系统制作文书。"))?;
        let handled_by = desk.units().get(self.matter.org_id).ok_or_else(no_unit)?;
        let in_charge = self.accounts.iter().find(|account| Some(account.id) == self.matter.officer_id);
        Ok(Known {
            submission: &self.submission,
            matter: &self.matter,
            decisions: &self.decisions,
            clocks: &self.clocks,
            referral: self.referral.as_ref(),
            accounts: &self.accounts,
            law: desk.law(),
            rules,
            edition: edition(rules)?,
            // What was passed on is told by the unit that passed it on.
            unit: if kind == PaperKind::Dispatch { desk.units().get(actor.org_id).ok_or_else(no_unit)? } else { handled_by },
            handled_by: &handled_by.name,
            contact: in_charge.map_or(&actor.display_name, |account| &account.display_name),
            on: time::local_date(now),
        })
    }
}

impl Known<'_> {
    fn require(&self, kind: PaperKind) -> Result<(), DeskError> {
        let of_matter = self.decisions.iter().filter(|decision| decision.matter_id == self.matter.id);
        let called_for: Vec<PaperKind> = of_matter.filter_map(offer::called_for).collect();
        let asked = Asked { state: self.matter.state, edition: self.edition, called_for: &called_for };
        if offer::fits(&asked, kind) {
            return Ok(());
        }
        Err(DeskError::refused("事项现在的状态不适用这种文书", "请先办理相应的决定，或者刷新页面查看最新状态。"))
    }
}

fn kind_of(code: &str) -> Result<PaperKind, DeskError> {
    PaperKind::from_code(code).ok_or(DeskError::NotFound)
}

/// The paper that the latest decision on a filing calls for: where an act leads that makes none by itself. Nothing where it is
/// issued, or where somebody else has to issue it.
#[crate::boxed]
pub async fn next(desk: &Desk, actor: &Actor, submission_id: i64) -> Result<Option<(i64, &'static str)>, DeskError> {
    let mut tx = desk.store().read().await?;
    crate::case::submission(&mut tx, actor, submission_id).await?;
    let papers = store::paper::of_submission(&mut tx, submission_id).await?;
    let decisions = store::decision::of_submission(&mut tx, submission_id).await?;
    let owed = decisions.last().and_then(|decision| Some((decision.matter_id, offer::owed(decision, &papers)?)));
    Ok(owed.filter(|(_, kind)| offer::may_issue(actor, *kind)).map(|(matter_id, kind)| (matter_id, kind.code())))
}

/// The drafting form of a new paper.
#[crate::boxed]
pub async fn new(desk: &Desk, actor: &Actor, matter_id: i64, kind: &str, now: Timestamp) -> Result<DraftPage, DeskError> {
    let kind = kind_of(kind)?;
    offer::require(actor, kind)?;
    let mut tx = desk.store().read().await?;
    let table = Table::read(&mut tx, actor, matter_id).await?;
    drop(tx);
    let known = table.known(desk, actor, kind, now)?;
    known.require(kind)?;
    page(desk, &table, &known, kind, &known.draft(desk.vault(), kind)?, None)
}

/// The drafting form of a paper that puts an issued one right: filled as that one was, its personal values aside.
#[crate::boxed]
pub async fn correction(desk: &Desk, actor: &Actor, paper_id: i64, now: Timestamp) -> Result<DraftPage, DeskError> {
    let old = file::open(desk, actor, paper_id).await?;
    let kind = Form::from_code(&old.form).ok_or(DeskError::NotFound)?.kind;
    offer::require(actor, kind)?;
    let mut tx = desk.store().read().await?;
    let table = Table::read(&mut tx, actor, old.matter_id).await?;
    drop(tx);
    let known = table.known(desk, actor, kind, now)?;
    let mut draft = match file::kept(desk, &old) {
        Ok(draft) => draft,
        Err(DeskError::Refused { .. }) => known.draft(desk.vault(), kind)?,
        Err(error) => return Err(error),
    };
    for slot in kind.slots().iter().filter(|slot| on_file::class_of(kind, slot.field).is_some()) {
        draft.set(slot.field, "");
    }
    page(desk, &table, &known, kind, &draft, Some(&old))
}

fn page(
    desk: &Desk,
    table: &Table,
    known: &Known<'_>,
    kind: PaperKind,
    draft: &Draft,
    corrects: Option<&store::paper::Paper>,
) -> Result<DraftPage, DeskError> {
    let form = Form { edition: known.edition, kind };
    let is_reconstructed = form.standing().is_some_and(|(standing, _)| standing == papers::Standing::Reconstructed);
    let slots = kind.slots().iter().map(|slot| drawn(desk, table, known, kind, slot, draft)).collect::<Result<_, _>>()?;
    Ok(DraftPage {
        submission_id: table.submission.id,
        submission_no: table.submission.submission_no.clone(),
        matter_id: table.matter.id,
        kind: kind.code().to_owned(),
        title: form.title().to_owned(),
        source: form.standing().map(|(_, source)| source.to_owned()).unwrap_or_default(),
        is_reconstructed,
        corrects: corrects.map(|old| (old.id, format!("{} {}", title(&old.form), old.paper_no))),
        slots,
    })
}

fn drawn(desk: &Desk, table: &Table, known: &Known<'_>, kind: PaperKind, slot: &Slot, draft: &Draft) -> Result<DraftSlot, DeskError> {
    let on_file = match on_file::class_of(kind, slot.field) {
        Some((class, part)) => {
            let clear = on_file::opened(desk, table.submission.id, table.sealed.as_ref(), (class, part))?;
            let masked = clear.map(|clear| match class {
                FieldClass::Narrative => "登记的原文".to_owned(),
                _ => personal::masked(class, &clear),
            });
            Some(masked.unwrap_or_else(|| "未登记".to_owned()))
        }
        None => None,
    };
    let choices = match slot.shape {
        Shape::Ground => grounds(known, slot.field),
        Shape::Outcome => AvoidanceOutcome::ALL.iter().map(|outcome| Choice::new(outcome.code(), outcome.label())).collect(),
        Shape::Consent => vec![Choice::new("yes", "是"), Choice::new("no", "否")],
        _ => Vec::new(),
    };
    Ok(DraftSlot {
        key: slot.field.key(),
        label: slot.field.label(),
        shape: slot.shape.into(),
        required: slot.required && on_file.is_none(),
        limit: slot.field.limit(),
        value: draft.get(slot.field).to_owned(),
        on_file,
        choices,
    })
}

/// The items of the article that the form quotes.
fn grounds(known: &Known<'_>, field: Field) -> Vec<Choice> {
    let last = if field == Field::EndGround { known.edition.end_grounds() } else { known.edition.decline_grounds() };
    (1..=last).map(|item| Choice::new(item.to_string(), format!("第{item}项"))).collect()
}

fn mistakes(errors: Vec<PaperError>) -> DeskError {
    let error = |error: PaperError| FieldError { field: error.field().map_or("", Field::key), message: error.to_string() };
    DeskError::Invalid(errors.into_iter().map(error).collect())
}

/// What the paper will say: the draft with what is on file filled in.
async fn content(desk: &Desk, tx: &mut store::Tx, table: &Table, kind: PaperKind, form: &DraftForm) -> Result<Content, DeskError> {
    let filled = on_file::fill(desk, tx, &table.submission, kind, &form.draft).await?;
    Content::read(kind, &filled).map_err(mistakes)
}

/// The draft on paper, without a number and marked on every page. Nothing is kept but who looked.
#[crate::boxed]
pub async fn preview(desk: &Desk, actor: &Actor, form: &DraftForm, now: Timestamp) -> Result<PaperFile, DeskError> {
    let kind = kind_of(&form.kind)?;
    offer::require(actor, kind)?;
    let old = match form.corrects {
        Some(id) => Some(file::open(desk, actor, id).await?),
        None => None,
    };
    let mut tx = desk.store().read().await?;
    let table = Table::read(&mut tx, actor, form.matter_id).await?;
    let content = content(desk, &mut tx, &table, kind, form).await?;
    drop(tx);
    let known = table.known(desk, actor, kind, now)?;
    let paper = Paper {
        edition: known.edition,
        organ: known.unit.name.clone(),
        paper_no: unnumbered(&known.unit.paper_prefix, Form { edition: known.edition, kind }, known.on.year()),
        issued_on: known.on,
        corrects: old.map(|old| format!("{} {}", title(&old.form), old.paper_no)),
        content,
    };
    let name = paper.form().title();
    let desk_of_press = desk.clone();
    let rendered =
        off_thread(move || desk_of_press.papers().and_then(|papers| papers.preview(&paper).map_err(|e| cannot_print(&e)))).await??;
    file::record(desk, actor, table.submission.id, format!("预览文书《{name}》"), now).await?;
    Ok(PaperFile { name: format!("预览-{name}.pdf"), bytes: rendered.pdf })
}

/// Issues the draft: numbered, printed, sealed, its hash on record. Returns the paper's id.
#[crate::boxed]
pub async fn issue(desk: &Desk, actor: &Actor, form: &DraftForm, now: Timestamp) -> Result<i64, DeskError> {
    let kind = kind_of(&form.kind)?;
    offer::require(actor, kind)?;
    require_fonts(desk).await?;
    let mut press = Press::default();
    store::transact!(desk.store(), async |tx| -> Result<i64, DeskError> {
        let table = Table::read(tx, actor, form.matter_id).await?;
        avoidance::require_free(tx, actor.account_id, &actor.display_name, table.submission.id).await?;
        let known = table.known(desk, actor, kind, now)?;
        let content = content(desk, tx, &table, kind, form).await?;
        let old = match form.corrects {
            Some(id) => Some(corrected(tx, id, &table.matter, kind).await?),
            None => {
                known.require(kind)?;
                None
            }
        };
        let decision = known.decision(kind);
        same_ground(desk, &known, &content, old.as_ref())?;
        approved(actor, &content)?;
        let order = Order {
            desk,
            actor,
            now,
            on: known.on,
            submission: &table.submission,
            matter: &table.matter,
            edition: known.edition,
            unit: known.unit,
            decision_id: old.as_ref().map_or_else(|| decision.map(|decision| decision.id), |old| old.decision_id),
            content,
            corrects: old.as_ref(),
        };
        press.issue(tx, order).await
    })
}

/// The paper that is to be put right: of this matter and kind, and not put right already.
async fn corrected(tx: &mut store::Tx, id: i64, matter: &store::matter::Matter, kind: PaperKind) -> Result<store::paper::Paper, DeskError> {
    let old = store::paper::get(tx, id).await?.filter(|old| old.matter_id == matter.id).ok_or(DeskError::NotFound)?;
    if Form::from_code(&old.form).map(|form| form.kind) != Some(kind) {
        return Err(DeskError::NotFound);
    }
    void::require_valid(tx, id).await?;
    let papers = store::paper::of_submission(tx, old.submission_id).await?;
    if papers.iter().any(|paper| paper.corrects_id == Some(old.id)) {
        return Err(DeskError::refused("该文书已经更正过", "请更正最新的一份。"));
    }
    Ok(old)
}

/// A paper tells of a decision; it cannot change it.
fn same_ground(desk: &Desk, known: &Known<'_>, content: &Content, old: Option<&store::paper::Paper>) -> Result<(), DeskError> {
    let Some(told) = ground(content) else { return Ok(()) };
    let decided = match (content, old) {
        (Content::MediationEnded(_), _) => known.end_ground(),
        (_, Some(old)) => file::kept(desk, old).ok().and_then(|draft| draft.get(Field::DeclineGround).parse().ok()),
        (_, None) => None,
    };
    if decided.is_none_or(|decided| decided == told) {
        return Ok(());
    }
    let field = if matches!(content, Content::MediationEnded(_)) { Field::EndGround } else { Field::DeclineGround };
    Err(DeskError::invalid(field.key(), "文书只能告知已作出的决定，不能改变决定所依据的情形"))
}

/// A referral is signed by the head or in the head's place, by somebody who is not one of the two officers who prepared it.
fn approved(actor: &Actor, content: &Content) -> Result<(), DeskError> {
    match content {
        Content::Referral(referral) if !actor.is_head() || referral.case_officers.0.contains(&actor.display_name) => {
            Err(DeskError::invalid(Field::CaseOfficers.key(), "移送须由部门负责人批准，批准人不能同时是承办人"))
        }
        _ => Ok(()),
    }
}
