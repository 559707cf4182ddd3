//! The papers of a case: what was issued, how it was served, what can be drafted.

use ::papers::{Edition, Form, PaperKind};
use casework::decision::EventKind;
use casework::service::ServiceWay;
use vault::Class;

use super::Reader;
use crate::papers::{self, Asked};
use crate::view::{Choice, DraftOffer, PaperView, ServiceView};
use crate::{DeskError, Permission, time, wording};

/// Issued papers, oldest first.
pub(super) fn issued(reader: &Reader<'_>) -> Result<Vec<PaperView>, DeskError> {
    reader.record.papers.iter().map(|paper| view(reader, paper)).collect()
}

fn view(reader: &Reader<'_>, paper: &store::paper::PaperHead) -> Result<PaperView, DeskError> {
    let record = reader.record;
    let number_of = |id: i64| record.papers.iter().find(|paper| paper.id == id).map(|paper| paper.paper_no.clone());
    let corrected_by = record.papers.iter().find(|other| other.corrects_id == Some(paper.id)).map(|other| other.paper_no.clone());
    let kind = Form::from_code(&paper.form).map(|form| form.kind);
    let void = record.voids.iter().find(|void| void.paper_id == paper.id);
    let is_valid = corrected_by.is_none() && void.is_none();
    let may_serve = is_valid && reader.actor.may(Permission::Decide);
    let recipients = kind.filter(|_| may_serve).map_or(&[][..], papers::recipients);
    let ways = ServiceWay::ALL.iter().filter(|way| **way != ServiceWay::Told || kind.is_some_and(papers::may_be_told));
    let services = record.services.iter().filter(|service| service.paper_id == paper.id);
    let may_download = reader.actor.may(Permission::Reveal);
    Ok(PaperView {
        paper_id: paper.id,
        title: papers::title(&paper.form).to_owned(),
        paper_no: paper.paper_no.clone(),
        issued_at: time::shown(paper.issued_at),
        issued_by: record.name_of(Some(paper.issued_by)).to_owned(),
        sha256: paper.sha256.clone(),
        corrects: paper.corrects_id.and_then(number_of),
        services: services.map(|service| service_view(reader, service)).collect::<Result<_, _>>()?,
        recipients: recipients.iter().map(|recipient| Choice::new(recipient.code(), recipient.label())).collect(),
        asks_time: kind.is_some_and(papers::asks_time),
        ways: ways.map(|way| Choice::new(way.code(), way.label())).collect(),
        issued_on: time::local_date(paper.issued_at).to_string(),
        today: reader.today.to_string(),
        may_download,
        may_correct: is_valid && kind.is_some_and(|kind| papers::may_issue(reader.actor, kind)),
        voided: void.map(|void| format!("{}（{} {}）", void.reason, record.name_of(Some(void.voided_by)), time::shown(void.voided_at))),
        receipt_matter_id: (may_download && !recipients.is_empty()).then_some(paper.matter_id),
        corrected_by,
    })
}

fn service_view(reader: &Reader<'_>, service: &store::paper_service::PaperService) -> Result<ServiceView, DeskError> {
    let open = |sealed: &[u8]| reader.desk.vault().open_text(Class::Reason, &papers::note_cell(service.id), sealed);
    let note = service.note.as_deref().map(open).transpose()?;
    let has_passed = service.announced_until.is_some_and(|until| until < reader.today);
    Ok(ServiceView {
        service_id: service.id,
        recipient: service.recipient.label(),
        way: service.way.label(),
        happened_on: service.happened_on.to_string(),
        served_on: service.served_on.map(|day| match &service.happened_at {
            Some(hour) => format!("{day} {hour}"),
            None => day.to_string(),
        }),
        announced_until: service.announced_until.map(|day| day.to_string()),
        note: note.map(|note| note.to_string()),
        recorded: format!("{} {}", reader.record.name_of(Some(service.recorded_by)), time::shown(service.recorded_at)),
        may_complete: service.served_on.is_none() && has_passed && reader.actor.may(Permission::Decide),
    })
}

/// Papers that the matters of the filing call for. History and matters without rules have none.
pub(super) fn drafts(reader: &Reader<'_>) -> Vec<DraftOffer> {
    let mut drafts = Vec::new();
    for matter in &reader.record.matters {
        let rules = matter.rules_id.and_then(|id| reader.desk.law().rules_by_id(id));
        let Some(edition) = rules.and_then(|rules| Edition::from_code(rules.id.code())) else { continue };
        let decisions = || reader.record.decisions.iter().filter(|decision| decision.matter_id == matter.id);
        let called_for: Vec<PaperKind> = decisions().filter_map(papers::called_for).collect();
        let asked = Asked { state: matter.state, edition, called_for: &called_for };
        let due_for = |kind: PaperKind| {
            let decision = decisions().rfind(|decision| papers::owed(decision, &reader.record.papers) == Some(kind))?;
            let act = EventKind::from_code(&decision.act).map_or("", wording::decision_act);
            Some(format!("{} {act}", decision.decided_on))
        };
        for kind in papers::offers(reader.actor, &asked) {
            let due_for = due_for(kind);
            // What an act issues by itself, and what stands beside a paper, need no draft of their own.
            if due_for.is_none() && papers::comes_with_an_act(kind) {
                continue;
            }
            drafts.push(DraftOffer {
                matter_id: matter.id,
                matter: matter.kind.label(),
                kind: kind.code().to_owned(),
                title: Form { edition, kind }.title().to_owned(),
                due_for,
            });
        }
    }
    drafts
}
