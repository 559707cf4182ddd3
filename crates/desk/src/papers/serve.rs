//! 送达: how a paper reached its recipient. The day counts for the clock that waits for it.

use casework::clock::TermId;
use casework::service::{Recipient, Served, ServiceWay};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use papers::{Form, PaperKind};
use store::Tx;
use store::paper_service::PaperService;
use vault::Class;

use super::offer::{may_be_told, recipients};
use super::{file, note_cell, void};
use crate::case::{self, Docket, MatterRef, Pen};
use crate::{Actor, Desk, DeskError, Permission, random, time};

/// The longest note, in characters.
const NOTE_CHARS: usize = 500;

/// The form of a service.
#[derive(Clone, Default)]
pub struct ServiceForm {
    /// Codes.
    pub recipient: String,
    pub way: String,
    pub happened_on: String,
    /// `16:20`; asked where `asks_time`.
    pub happened_at: String,
    pub note: String,
}

/// Whether the time of day is asked: what goes to the police has to be there within twenty-four hours.
pub(crate) const fn asks_time(kind: PaperKind) -> bool {
    matches!(kind, PaperKind::Referral)
}

impl ServiceForm {
    fn read(&self, kind: PaperKind) -> Result<(Recipient, ServiceWay, Date), DeskError> {
        let recipient = Recipient::from_code(&self.recipient).filter(|recipient| recipients(kind).contains(recipient));
        let recipient = recipient.ok_or_else(|| DeskError::invalid("recipient", "请选择受送达人"))?;
        let way = ServiceWay::from_code(&self.way).ok_or_else(|| DeskError::invalid("way", "请选择送达方式"))?;
        let happened_on = self.happened_on.parse().map_err(|_| DeskError::invalid("happened_on", "请填写送达日期"))?;
        if self.note.chars().count() > NOTE_CHARS {
            return Err(DeskError::invalid("note", format!("送达情况不超过{NOTE_CHARS}个字")));
        }
        Ok((recipient, way, happened_on))
    }

    /// The time of day, where it is asked.
    fn read_time(&self, kind: PaperKind, on: Date, now: DateTime) -> Result<Option<Time>, DeskError> {
        if !asks_time(kind) {
            return Ok(None);
        }
        let time: Time =
            self.happened_at.trim().parse().map_err(|_| DeskError::invalid("happened_at", "请填写移送的时刻，二十四小时以此计算"))?;
        if on.to_datetime(time) > now {
            return Err(DeskError::invalid("happened_at", "移送的时刻尚未到"));
        }
        Ok(Some(time))
    }
}

/// Records a service. A public notice counts when its term has passed; see [`complete_announcement`].
#[crate::boxed]
pub async fn serve(desk: &Desk, actor: &Actor, paper_id: i64, form: &ServiceForm, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let paper = file::open(desk, actor, paper_id).await?;
    let kind = Form::from_code(&paper.form).map(|form| form.kind).ok_or(DeskError::NotFound)?;
    let (recipient, way, happened_on) = form.read(kind)?;
    let happened_at = form.read_time(kind, happened_on, time::local(now))?;
    let issued_on = time::local_date(paper.issued_at);
    let served = casework::service::serve(way, happened_on, issued_on, pen.on, &form.note, may_be_told(kind))
        .map_err(|refusal| DeskError::invalid("note", refusal.to_string()))?;
    let note = casework::values::clean_text(&form.note);
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        void::require_valid(tx, paper_id).await?;
        let id = store::paper_service::reserve(tx).await?;
        let (served_on, announced_until) = match served {
            Served::On(day) => (Some(day), None),
            Served::WhenAnnounced(from) => {
                let clock = desk.law().start_clock(TermId::Pub, from, from).map_err(|error| DeskError::Fault(error.to_string()))?;
                (None, Some(clock.due_on))
            }
        };
        let row = PaperService {
            id,
            paper_id,
            submission_id: paper.submission_id,
            recipient,
            way,
            happened_on,
            served_on,
            announced_until,
            note: (!note.is_empty()).then(|| desk.vault().seal(Class::Reason, &note_cell(id), note.as_bytes(), &mut random::rng())),
            recorded_by: actor.account_id,
            recorded_at: now,
            happened_at: happened_at.map(|time| time.strftime("%H:%M").to_string()),
        };
        store::paper_service::insert(tx, &row).await?;
        meet_clock(tx, &pen, &paper, kind).await
    })
}

/// The term of a public notice has passed: the paper counts as served from that day.
#[crate::boxed]
pub async fn complete_announcement(desk: &Desk, actor: &Actor, service_id: i64, now: Timestamp) -> Result<(), DeskError> {
    let pen = Pen::new(desk, actor, Permission::Decide, now)?;
    let mut tx = desk.store().read().await?;
    let service = store::paper_service::get(&mut tx, service_id).await?.ok_or(DeskError::NotFound)?;
    drop(tx);
    let paper = file::open(desk, actor, service.paper_id).await?;
    let kind = Form::from_code(&paper.form).map(|form| form.kind).ok_or(DeskError::NotFound)?;
    let until = service.announced_until.filter(|_| service.served_on.is_none());
    let until = until.ok_or_else(|| DeskError::refused("该次送达已经完成", "请刷新页面查看最新状态。"))?;
    if pen.on <= until {
        return Err(DeskError::refused(format!("公告至{until}期满，尚未视为送达"), "期满之后再确认。"));
    }
    store::transact!(desk.store(), async |tx| -> Result<(), DeskError> {
        if !store::paper_service::complete(tx, service_id, until).await? {
            return Err(DeskError::Conflict);
        }
        meet_clock(tx, &pen, &paper, kind).await
    })
}

/// What a paper tells is told when it has been served on everybody: the open term that asks for it is met on the day of
/// the last service. Where no term waits, the service stands for itself.
async fn meet_clock(tx: &mut Tx, pen: &Pen<'_>, paper: &store::paper::Paper, kind: PaperKind) -> Result<(), DeskError> {
    let waits_for = match kind {
        PaperKind::MediationEnded => TermId::CEnd,
        PaperKind::CaseOpened | PaperKind::NoCase => TermId::RNote,
        PaperKind::Referral => TermId::TSend,
        _ => return Ok(()),
    };
    let services = store::paper_service::of_paper(tx, paper.id).await?;
    let first = |recipient: &Recipient| services.iter().filter(|s| s.recipient == *recipient).filter_map(|s| s.served_on).min();
    let Some(days) = recipients(kind).iter().map(first).collect::<Option<Vec<Date>>>() else { return Ok(()) };
    let Some(on) = days.into_iter().max() else { return Ok(()) };
    let row = store::matter::get(tx, paper.matter_id).await?.ok_or(DeskError::NotFound)?;
    if waits_for == TermId::TSend {
        let hours = services.iter().filter(|service| service.served_on == Some(on)).filter_map(|service| service.happened_at.as_deref());
        let hour: Option<Time> = hours.min().map(str::parse).transpose().map_err(|_| DeskError::Fault("送达的时刻无法读回".into()))?;
        return case::sent_at(tx, pen, &row, on.to_datetime(hour.unwrap_or_else(Time::midnight))).await;
    }
    let docket = Docket::open(tx, pen.actor, MatterRef { matter_id: row.id, version: row.version }).await?;
    if docket.matter.open_clock(waits_for).is_none() {
        return Ok(());
    }
    case::told_on(tx, pen, &docket, on).await
}
