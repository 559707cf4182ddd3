//! The case page: everything on file about one 来件, masked and worded for one viewer.

pub(crate) mod facts;
pub(crate) mod findings;
mod matters;
mod papers;
mod person;
mod record;
mod timeline;

use casework::codes::FieldClass;
use casework::codes::MatterKind;
use jiff::Timestamp;
use jiff::civil::Date;

use record::Record;

use super::{actions, clue, docket, protection};
use crate::view::{self, CasePage};
use crate::{Actor, Desk, DeskError, Permission, avoidance, personal, registry, time};

/// What the parts of the page share.
pub(super) struct Reader<'a> {
    pub(super) desk: &'a Desk,
    pub(super) actor: &'a Actor,
    pub(super) today: Date,
    pub(super) record: &'a Record,
    standing: person::Standing,
}

/// The page of a filing of the actor's units. About twenty short queries on one state of the database, whatever its size.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, submission_id: i64, now: Timestamp) -> Result<CasePage, DeskError> {
    actor.require(Permission::ViewCases)?;
    let mut tx = desk.store().read().await?;
    let submission = docket::submission(&mut tx, actor, submission_id).await?;
    let record = Record::read(&mut tx, submission).await?;
    let today = time::local_date(now);
    let registry = match record.submission.person_id {
        Some(person_id) => registry::pointers(desk, &mut tx, actor, person_id, today).await?,
        None => Vec::new(),
    };
    let standing = person::Standing::read(&mut tx, desk, actor, &record).await?;
    let in_charge: Vec<i64> = record.matters.iter().filter_map(|matter| matter.officer_id).collect();
    let avoidance = avoidance::on_case(desk, &mut tx, actor, &record.submission, &in_charge).await?;
    drop(tx);
    Ok(CasePage { registry, avoidance, ..Reader { desk, actor, today, record: &record, standing }.page()? })
}

impl Reader<'_> {
    fn page(&self) -> Result<CasePage, DeskError> {
        let Record { submission, sealed, .. } = self.record;
        let narrative = sealed.as_ref().and_then(|sealed| sealed.narrative.as_deref());
        let narrative = personal::open(self.desk.vault(), FieldClass::Narrative, submission.id, narrative)?;
        let part = |index: usize| -> Result<Option<String>, DeskError> {
            let (Some(clear), Some(sealed)) = (&narrative, sealed) else { return Ok(None) };
            let text = personal::masked_text(clear, index, self.desk.vault(), sealed)?;
            Ok(Some(text).filter(|text| !text.is_empty()))
        };
        Ok(CasePage {
            submission_id: submission.id,
            submission_no: submission.submission_no.clone(),
            channel: submission.channel,
            kind: submission.kind,
            received_at: submission.received_at.strftime("%Y-%m-%d %H:%M").to_string(),
            historical: submission.historical,
            operator: submission.operator_name.clone(),
            groups: facts::groups(self)?,
            narrative: part(0)?.unwrap_or_default(),
            demand: part(1)?,
            matters: matters::views(self)?,
            clues: matters::clues(self)?,
            referrals: matters::referrals(self)?,
            findings: findings::views(self)?,
            past_findings: findings::past(self)?,
            findable: findings::findable(self),
            may_judge_findings: self.actor.may(Permission::Decide),
            assessed_at: self.record.assessed_at().map(time::shown),
            protections: self.protections()?,
            person: person::brief(self)?,
            registry: Vec::new(),
            avoidance: Vec::new(),
            papers: papers::issued(self)?,
            drafts: papers::drafts(self),
            timeline: timeline::entries(self)?,
            actions: self.actions(),
            may_reveal: self.actor.may(Permission::Reveal),
        })
    }

    fn actions(&self) -> Vec<view::Action> {
        let has_complaint = self.record.matters.iter().any(|matter| matter.kind == MatterKind::Complaint);
        actions::on_submission(self.actor, has_complaint && !self.record.submission.historical)
    }

    fn protections(&self) -> Result<Vec<view::ProtectionView>, DeskError> {
        let vault = self.desk.vault();
        let view = |flag: &store::protection::Protection| -> Result<view::ProtectionView, DeskError> {
            let source = match flag.set_by {
                Some(officer) => format!("承办人{}", self.record.name_of(Some(officer))),
                None => "核实记录：成立".to_owned(),
            };
            let reason = flag.lift_reason.as_deref();
            let reason = reason.map(|sealed| vault.open_text(vault::Class::Reason, &protection::lift_cell(flag.id), sealed)).transpose()?;
            let lifted = flag.lifted_at.map(|at| {
                let reason = reason.map_or_else(String::new, |reason| format!("：{}", *reason));
                format!("{} {}解除{reason}", time::shown(at), self.record.name_of(flag.lifted_by))
            });
            Ok(view::ProtectionView {
                protection_id: flag.id,
                kind: flag.kind,
                source,
                set_at: time::shown(flag.set_at),
                lifted,
                may_lift: flag.lifted_at.is_none() && self.actor.may(Permission::Protect),
            })
        };
        self.record.protections.iter().map(view).collect()
    }
}
