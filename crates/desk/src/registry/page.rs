//! One entry as the page shows it: the ten fields, what it rests on, its life, what may be done next.

use std::collections::HashMap;

use casework::codes::FieldClass;
use casework::fact::FactKind;
use casework::registry::{Entry, RegistryEventKind as Kind};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Tx, registry as rows};
use vault::Class;

use super::docket::{Docket, reason_cell};
use super::fields::{Fields, Show};
use super::objections::{answer_cell, words_cell};
use super::sharing::{Stance, stance_cell};
use super::{candidates, list, papers, pointer, propose};
use crate::view::{
    BaseView, CountedField, Fact, FactRow, FactTable, LifeEvent, LifeLine, ObjectionView, ReceiverView, RegistryAct as Act,
    RegistryEntryPage, RegistryPaperView, RegistryServiceView, StateBadge, Tone,
};
use crate::{Actor, Desk, DeskError, Permission, lists, time};

/// Facts of departments that the page lists.
const FACTS: i64 = 500;

/// An entry that the actor's units proposed, or were shown once it was listed.
#[crate::boxed]
pub async fn load(desk: &Desk, actor: &Actor, entry_id: i64, now: Timestamp) -> Result<RegistryEntryPage, DeskError> {
    actor.require(Permission::ViewRegistry)?;
    let today = time::local_date(now);
    let mut tx = desk.store().read().await?;
    let row = rows::get(&mut tx, entry_id).await?.ok_or(DeskError::NotFound)?;
    if !pointer::is_shown(&mut tx, actor, &row).await? {
        return Err(DeskError::NotFound);
    }
    let docket = Docket::of(&mut tx, row).await?;
    let reader = Reader { desk, actor, today, names: lists::officers(&mut tx).await? };
    reader.page(&mut tx, docket).await
}

struct Reader<'a> {
    desk: &'a Desk,
    actor: &'a Actor,
    today: Date,
    names: HashMap<i64, String>,
}

impl Reader<'_> {
    async fn page(&self, tx: &mut Tx, docket: Docket) -> Result<RegistryEntryPage, DeskError> {
        let Self { desk, actor, today, .. } = *self;
        let row = &docket.row;
        let anchor = store::submission::get(tx, row.anchor_id).await?.ok_or_else(super::docket::broken)?;
        let fields = match anchor.person_id {
            Some(person_id) => Some(Fields::of_person(desk, tx, person_id, Show::Masked).await?),
            None => None,
        };
        let known = match anchor.person_id {
            Some(id) if store::person::has_filed_with(tx, id, &actor.org_scope).await? => Some(id),
            _ => None,
        };
        let receivers = rows::receivers_of(tx, row.id).await?;
        let own = receivers.iter().find(|receiver| receiver.org_id == Some(actor.org_id));
        let acts = self.acts(&docket, papers::owes_service(tx, row).await?);
        let renewal_choices = match (&acts, anchor.person_id, row.since_on) {
            (acts, Some(person_id), Some(since)) if acts.contains(&Act::ProposeRenewal) => candidates::of_person(desk, tx, person_id)
                .await?
                .iter()
                .filter(|candidate| candidate.row.happened_on > since)
                .map(|candidate| propose::choice(desk, candidate))
                .collect(),
            _ => Vec::new(),
        };
        let bases = rows::bases_of(tx, row.id).await?;
        let mut grounds: Vec<String> = bases.iter().filter(|base| !base.pending).map(|base| pointer::cite(desk, &base.ground)).collect();
        grounds.dedup();
        Ok(RegistryEntryPage {
            entry_id: row.id,
            version: row.version,
            person_id: known,
            org: pointer::org(desk, row.org_id),
            state: list::badge(&docket.entry, today),
            effective: docket.entry.is_effective(today),
            personal: fields.as_ref().map(personal).unwrap_or_default(),
            counted: fields.as_ref().map(|fields| counted(fields, known)).unwrap_or_default(),
            grounds,
            bases: self.bases(tx, &bases).await?,
            life: self.life(tx, row).await?,
            // Words of officers and of the person stay with the unit that acts and those above it; a receiver sees what happened.
            objections: if actor.sees_org(row.org_id) { self.objections(tx, &docket).await? } else { Vec::new() },
            receivers: self.receivers(&receivers)?,
            papers: self.papers(tx, row, &receivers).await?,
            owed: list::owed(&docket, today),
            facts: match anchor.person_id {
                Some(person_id) => self.facts(tx, person_id).await?,
                None => Vec::new(),
            },
            renewal_choices,
            own_stance: own.and_then(|own| Stance::from_code(&own.stance)).map(|stance| stance.label().to_owned()),
            may_take_stance: own.is_some() && docket.entry.is_effective(today) && actor.may(Permission::ReviewRegistry),
            may_confirm: own.is_some_and(|own| own.told_on.is_some() && own.confirmed_on.is_none())
                && actor.may(Permission::ProposeRegistry),
            today,
            acts,
        })
    }

    /// What this viewer may do at this stage. Only the units above or of the proposer act; the others look.
    fn acts(&self, docket: &Docket, owes_service: bool) -> Vec<Act> {
        let (actor, row) = (self.actor, &docket.row);
        if !actor.sees_org(row.org_id) {
            return Vec::new();
        }
        let (proposes, reviews) = (actor.may(Permission::ProposeRegistry), actor.may(Permission::ReviewRegistry));
        let second = reviews && row.proposed_by != actor.account_id;
        let quashed = docket.entry.file().is_some_and(|file| file.quash().is_some());
        let open_objection = docket.entry.file().is_some_and(casework::registry::File::has_open_objection);
        let is_deferred = docket.entry.notice().is_some_and(|notice| notice.kind() == casework::registry::NoticeKind::Deferred);
        let mut acts = Vec::new();
        let mut offer = |act: Act, may: bool| acts.extend(may.then_some(act));
        match &docket.entry {
            Entry::Proposed(_) => {
                offer(Act::Approve, second && !quashed);
                offer(Act::TurnDown, second);
            }
            Entry::Reviewed(_) => {
                offer(Act::Serve, proposes && !quashed);
                offer(Act::Defer, second && !quashed);
            }
            Entry::Noticed(_) => {
                offer(Act::Serve, proposes && is_deferred && !quashed);
                offer(Act::Enter, second && !open_objection && !quashed && !owes_service);
                offer(Act::Object, proposes);
            }
            Entry::InForce(in_force) => {
                let running = !quashed && in_force.is_effective(self.today);
                offer(Act::Serve, proposes && is_deferred && running);
                offer(Act::Object, proposes);
                offer(Act::ReviewAgain, second && running && in_force.term().review_on.is_some());
                offer(Act::ProposeRenewal, proposes && running && in_force.renewal().is_none());
                let renewer = in_force.renewal().is_some_and(|renewal| renewal.proposer.by != actor.account_id);
                offer(Act::Renew, reviews && running && renewer && !open_objection);
                offer(Act::DeclineRenewal, reviews && running && renewer);
            }
            Entry::Ended(_) => return acts,
        }
        offer(Act::Withdraw, proposes && quashed);
        offer(Act::Remove, reviews && !quashed);
        acts
    }

    fn name(&self, id: Option<i64>) -> String {
        id.map_or_else(|| "系统".to_owned(), |id| self.names.get(&id).cloned().unwrap_or_else(|| "已注销的账号".to_owned()))
    }

    async fn bases(&self, tx: &mut Tx, bases: &[rows::Base]) -> Result<Vec<BaseView>, DeskError> {
        let ids: Vec<i64> = bases.iter().map(|base| base.submission_id).collect();
        let filings = store::submission::get_many(tx, &ids).await?;
        let mut views = Vec::with_capacity(bases.len());
        for base in bases {
            let filing = filings.iter().find(|filing| filing.id == base.submission_id).ok_or_else(super::docket::broken)?;
            views.push(BaseView {
                what: what(tx, base).await?,
                happened_on: base.happened_on,
                citation: pointer::cite(self.desk, &base.ground),
                submission_id: self.actor.sees_org(filing.org_id).then_some(filing.id),
                submission_no: filing.submission_no.clone(),
                frequency_only: base.strength == casework::registry::Strength::FrequencyOnly,
                pending: base.pending,
            });
        }
        Ok(views)
    }

    async fn life(&self, tx: &mut Tx, row: &rows::Entry) -> Result<LifeLine, DeskError> {
        let mut events = Vec::new();
        for event in rows::events_of(tx, row.id).await? {
            let sealed = event.reason.as_deref();
            let sealed = sealed.filter(|_| self.actor.sees_org(row.org_id));
            let reason = sealed.map(|sealed| self.desk.vault().open_text(Class::Reason, &reason_cell(event.id), sealed)).transpose()?;
            events.push(LifeEvent {
                on: event.happened_on,
                what: event.kind.label().to_owned(),
                who: self.name(event.account_id),
                reason: reason.map(|text| text.to_string()),
                tone: tone(event.kind),
            });
        }
        let over_on = row.ended_on.or(row.expires_on);
        let last = events.iter().map(|event| event.on).chain(over_on).chain([self.today]).max().unwrap_or(self.today);
        Ok(LifeLine {
            from: row.proposed_on,
            to: last,
            today: self.today,
            listed_on: row.listed_on,
            review_on: row.review_on.filter(|_| row.live),
            over_on,
            events,
        })
    }

    async fn objections(&self, tx: &mut Tx, docket: &Docket) -> Result<Vec<ObjectionView>, DeskError> {
        let vault = self.desk.vault();
        let parties = docket.entry.parties();
        let may_answer = self.actor.may(Permission::ProposeRegistry)
            && self.actor.sees_org(docket.row.org_id)
            && !parties.contains(&self.actor.account_id)
            && docket.row.live;
        let mut views = Vec::new();
        for row in rows::objections_of(tx, docket.row.id).await? {
            let words = vault.open_text(Class::Reason, &words_cell(row.id), &row.words)?.to_string();
            let answer = match (row.outcome, &row.answer) {
                (Some(outcome), Some(sealed)) => {
                    let reason = vault.open_text(Class::Reason, &answer_cell(row.id), sealed)?.to_string();
                    let on = row.answered_on.map(|on| on.to_string()).unwrap_or_default();
                    let tone = match outcome {
                        casework::registry::ObjectionOutcome::Upheld => Tone::Good,
                        casework::registry::ObjectionOutcome::Rejected => Tone::Neutral,
                    };
                    Some((StateBadge::new(outcome.label(), tone), format!("{on} {}", self.name(row.answered_by)), reason))
                }
                _ => None,
            };
            views.push(ObjectionView {
                objection_id: row.id,
                channel: row.channel.label().to_owned(),
                received_on: row.received_on,
                due_on: row.due_on,
                words,
                late: row.answered_on.unwrap_or(self.today) > row.due_on,
                may_answer: may_answer && answer.is_none(),
                answer,
            });
        }
        Ok(views)
    }

    fn receivers(&self, receivers: &[rows::Receiver]) -> Result<Vec<ReceiverView>, DeskError> {
        let view = |receiver: &rows::Receiver| -> Result<ReceiverView, DeskError> {
            let sealed = receiver.stance_reason.as_deref();
            let cell = stance_cell(receiver.id);
            let reason = sealed.map(|sealed| self.desk.vault().open_text(Class::Reason, &cell, sealed)).transpose()?;
            Ok(ReceiverView {
                who: who(self.desk, receiver),
                received_on: receiver.received_on,
                stance: Stance::from_code(&receiver.stance).ok_or_else(super::docket::broken)?.label().to_owned(),
                reason: reason.map(|text| text.to_string()),
                told_on: receiver.told_on,
                confirmed_on: receiver.confirmed_on,
            })
        };
        receivers.iter().map(view).collect()
    }

    /// All papers for those who act; a receiver sees the ones that speak to it.
    async fn papers(&self, tx: &mut Tx, row: &rows::Entry, receivers: &[rows::Receiver]) -> Result<Vec<RegistryPaperView>, DeskError> {
        let acts_on_it = self.actor.sees_org(row.org_id);
        let services = rows::services_of(tx, row.id).await?;
        let mut views = Vec::new();
        for paper in rows::papers_of(tx, row.id).await? {
            let receiver = receivers.iter().find(|receiver| Some(receiver.id) == paper.receiver_id);
            let may_take = papers::may_take(self.actor, row, receiver);
            if !acts_on_it && !may_take {
                continue;
            }
            let kind = papers::kind_of(&paper).ok_or_else(super::docket::broken)?;
            let mut told = Vec::new();
            for service in services.iter().filter(|service| service.paper_id == paper.id) {
                let sealed = service.note.as_deref().filter(|_| acts_on_it);
                let note =
                    sealed.map(|sealed| self.desk.vault().open_text(Class::Reason, &papers::note_cell(service.id), sealed)).transpose()?;
                told.push(RegistryServiceView {
                    served_on: service.served_on,
                    way: service.way.label().to_owned(),
                    note: note.map(|text| text.to_string()),
                });
            }
            let may_serve = acts_on_it && self.actor.may(Permission::ProposeRegistry);
            views.push(RegistryPaperView {
                paper_id: paper.id,
                title: papers::title(&paper.form).to_owned(),
                to: match receiver {
                    None => "本人".to_owned(),
                    Some(receiver) => who(self.desk, receiver),
                },
                sha256: paper.sha256,
                issued_on: time::local_date(paper.issued_at),
                paper_no: paper.paper_no,
                issued_at: time::shown(paper.issued_at),
                issued_by: self.name(Some(paper.issued_by)),
                may_take,
                services: told,
                ways: if may_serve { papers::ways(kind).map(|way| (way.code(), way.label())).collect() } else { Vec::new() },
            });
        }
        Ok(views)
    }

    async fn facts(&self, tx: &mut Tx, person_id: i64) -> Result<Vec<FactTable>, DeskError> {
        let facts = store::fact::of_person(tx, person_id, FACTS).await?;
        let ids: Vec<i64> = facts.iter().filter_map(|fact| fact.submission_id).collect();
        let filings = store::submission::get_many(tx, &ids).await?;
        let table = |id, title, kinds: &[FactKind]| FactTable {
            id,
            title,
            rows: facts
                .iter()
                .filter(|fact| kinds.contains(&fact.kind))
                .map(|fact| FactRow {
                    fact_no: fact.fact_no.clone(),
                    organ: fact.organ.clone(),
                    kind: fact.kind.label().to_owned(),
                    happened_on: fact.happened_on,
                    result: fact.result.label().to_owned(),
                    submission: filings
                        .iter()
                        .find(|filing| Some(filing.id) == fact.submission_id)
                        .map(|filing| (self.actor.sees_org(filing.org_id).then_some(filing.id), filing.submission_no.clone())),
                })
                .collect(),
        };
        Ok(vec![
            table("disclosures", "政府信息公开申请", &[FactKind::Disclosure]),
            table("reviews", "复议或者诉讼", &[FactKind::Reconsideration, FactKind::Lawsuit]),
            table("discipline", "向纪检监察部门举报", &[FactKind::Discipline]),
        ])
    }
}

/// A base in words: the decision, or who established what.
pub(super) async fn what(tx: &mut Tx, base: &rows::Base) -> Result<String, DeskError> {
    Ok(match base.kind {
        casework::registry::BaseKind::Decision => {
            let decision = store::decision::get(tx, base.ref_id).await?.ok_or_else(super::docket::broken)?;
            casework::decision::EventKind::from_code(&decision.act).map_or("决定", |kind| kind.label()).to_owned()
        }
        casework::registry::BaseKind::Fact => {
            let fact = store::fact::get(tx, base.ref_id).await?.ok_or_else(super::docket::broken)?;
            format!("{}：{}{}", fact.organ, fact.kind.label(), fact.result.label())
        }
    })
}

fn who(desk: &Desk, receiver: &rows::Receiver) -> String {
    receiver.org_id.map_or_else(|| "导出文件（命令行）".to_owned(), |org| pointer::org(desk, org))
}

fn personal(fields: &Fields) -> Vec<Fact> {
    let masked = |label, class, text: &str| Fact::masked(label, class, Some(text.to_owned()).filter(|text| !text.is_empty()));
    vec![
        masked("姓名", FieldClass::Name, &fields.name),
        masked("身份证号", FieldClass::IdNo, &fields.id_no),
        masked("联系电话", FieldClass::Phone, &fields.phone),
        masked("联系地址", FieldClass::Address, &fields.address),
    ]
}

fn counted(fields: &Fields, known: Option<i64>) -> Vec<CountedField> {
    let filings = known.map_or_else(String::new, |id| format!("/persons/{id}#submissions"));
    let field = |label, value: String, href: &str| CountedField { label, value, href: href.to_owned() };
    vec![
        field("投诉举报数量", fields.filings.to_string(), &filings),
        field("政府信息公开申请数量", fields.disclosures.to_string(), "#disclosures"),
        field("复议或者诉讼数量", fields.reviews.to_string(), "#reviews"),
        field("向纪检监察部门举报数量", fields.discipline.to_string(), "#discipline"),
        field("主要反映问题", fields.issues.clone(), &filings),
        field("涉及领域或商品服务类别", fields.categories.clone(), &filings),
    ]
}

const fn tone(kind: Kind) -> Tone {
    match kind {
        Kind::Proposed | Kind::Approved | Kind::RenewalProposed | Kind::ObjectionRaised | Kind::ReviewedAgain => Tone::Info,
        Kind::Listed | Kind::Renewed | Kind::NoticeDeferred => Tone::Warning,
        Kind::Noticed | Kind::PaperServed | Kind::ObjectionUpheld | Kind::Withdrawn | Kind::Removed | Kind::WithdrawalConfirmed => {
            Tone::Good
        }
        Kind::BaseQuashed => Tone::Danger,
        Kind::NotApproved | Kind::ObjectionRejected | Kind::RenewalDeclined | Kind::Recognised | Kind::NotRecognised | Kind::Expired => {
            Tone::Neutral
        }
    }
}
