//! What a paper says that is on file already: personal values in clear for the sheet only, everything else for the drafting
//! form to show and the officer to change.

use casework::codes::FieldClass;
use jiff::civil::Date;
use law::RuleSet;
use papers::{Draft, Edition, Field, PaperKind};
use store::Tx;
use store::submission::Submission;

use super::offer::told_act;
use crate::{Desk, DeskError, personal};

/// Whom a paper speaks to when the filer gave no name.
const NAMELESS: &str = "投诉人";
const NAMELESS_INFORMANT: &str = "举报人";

/// Where a field of a paper is on file as a personal value: its class and part. The drafting form never shows it; a field
/// left empty is filled when the sheet is set.
pub(super) const fn class_of(kind: PaperKind, field: Field) -> Option<(FieldClass, usize)> {
    match field {
        Field::Addressee if !matches!(kind, PaperKind::Referral) => Some((FieldClass::Name, 0)),
        Field::Complainant | Field::Informant | Field::Filer => Some((FieldClass::Name, 0)),
        Field::ComplainantPhone | Field::InformantPhone => Some((FieldClass::Phone, 0)),
        Field::ComplainantAddress | Field::InformantAddress => Some((FieldClass::Address, 0)),
        Field::ComplainantAgent => Some((FieldClass::Agent, 0)),
        Field::ComplainantAgentPhone => Some((FieldClass::Agent, 1)),
        Field::IdNo => Some((FieldClass::IdNo, 0)),
        Field::Facts if matches!(kind, PaperKind::ComplaintRegistration | PaperKind::TipoffRegistration) => {
            Some((FieldClass::Narrative, 0))
        }
        Field::Dispute => Some((FieldClass::Narrative, 0)),
        Field::Demand => Some((FieldClass::Narrative, 1)),
        _ => None,
    }
}

/// Opens the personal values that the draft leaves empty. Returns the draft as it is printed.
pub(super) async fn fill(desk: &Desk, tx: &mut Tx, submission: &Submission, kind: PaperKind, draft: &Draft) -> Result<Draft, DeskError> {
    let sealed = store::sealed::get(tx, submission.id).await?;
    let mut filled = draft.clone();
    for slot in kind.slots().iter().filter(|slot| draft.get(slot.field).trim().is_empty()) {
        let Some((class, part)) = class_of(kind, slot.field) else { continue };
        let cell = sealed.as_ref().and_then(|sealed| match class {
            FieldClass::Name => sealed.name.as_deref(),
            FieldClass::IdNo => sealed.id_no.as_deref(),
            FieldClass::Phone => sealed.phone.as_deref(),
            FieldClass::Address => sealed.address.as_deref(),
            FieldClass::Agent => sealed.agent.as_deref(),
            FieldClass::Consignee => sealed.consignee.as_deref(),
            FieldClass::Account => sealed.account.as_deref(),
            FieldClass::Narrative => sealed.narrative.as_deref(),
        });
        let clear = personal::open(desk.vault(), class, submission.id, cell)?;
        let text = clear.map(|clear| clear.part(part).to_owned()).unwrap_or_default();
        match (text.is_empty(), slot.required, class) {
            (false, _, _) => filled.set(slot.field, text),
            (true, true, FieldClass::Name) => {
                let is_tipoff = matches!(kind, PaperKind::TipoffResult | PaperKind::CaseOpened | PaperKind::NoCase);
                filled.set(slot.field, if is_tipoff { NAMELESS_INFORMANT } else { NAMELESS });
            }
            (true, _, _) => {}
        }
    }
    // Both sides are told of the ending by one paper.
    if kind == PaperKind::MediationEnded && draft.get(Field::Addressee).trim().is_empty() {
        let both = format!("{}、{}", filled.get(Field::Addressee), submission.operator_name);
        filled.set(Field::Addressee, both);
    }
    Ok(filled)
}

/// What stands between 关于 and 的投诉: the trader and what was bought.
pub(super) fn subject(submission: &Submission) -> String {
    match &submission.item {
        Some(item) => format!("{}“{item}”", submission.operator_name),
        None => submission.operator_name.clone(),
    }
}

/// What a draft is made from.
pub(super) struct Known<'a> {
    pub(super) submission: &'a Submission,
    pub(super) matter: &'a store::matter::Matter,
    pub(super) decisions: &'a [store::decision::Decision],
    pub(super) clocks: &'a [store::clock::Clock],
    pub(super) rules: &'a RuleSet,
    pub(super) edition: Edition,
    pub(super) unit: &'a store::organisation::Organisation,
    /// Whom the parties can ask.
    pub(super) contact: &'a str,
    pub(super) on: Date,
}

impl Known<'_> {
    /// The decision that such a paper tells of: the latest.
    pub(super) fn decision(&self, kind: PaperKind) -> Option<&store::decision::Decision> {
        let act = told_act(kind)?;
        self.decisions.iter().rev().find(|decision| decision.matter_id == self.matter.id && decision.act == act.code())
    }

    /// What the drafting form starts with; nothing personal.
    pub(super) fn draft(&self, kind: PaperKind) -> Draft {
        let Self { submission, matter, unit, on, .. } = self;
        let filing = submission;
        let mut draft = Draft::default();
        for slot in kind.slots() {
            let text = match slot.field {
                Field::ReceivedOn | Field::FiledOn => matter.received_on.to_string(),
                Field::Subject => subject(filing),
                Field::Operator => filing.operator_name.clone(),
                Field::OperatorAddress => filing.operator_address.clone().unwrap_or_default(),
                Field::Contact | Field::Mediators => self.contact.to_owned(),
                Field::Phone => unit.phone.clone(),
                Field::PostAddress => unit.address.clone(),
                Field::IdKind => filing.filer_id_kind.map(|kind| kind.label().to_owned()).unwrap_or_default(),
                Field::ConsentPublish => consent(filing.consent_publish),
                Field::ConsentDelegate => consent(filing.consent_delegate),
                Field::IdentityMaterials => "居民身份证等有效身份证件的复印件".to_owned(),
                Field::MoreMaterials => "与争议有关的票据、合同等材料".to_owned(),
                Field::AvoidanceDays => "3".to_owned(),
                Field::Place => unit.address.clone(),
                Field::Copies | Field::Pages => "1".to_owned(),
                Field::DecidedOn => self.decision(kind).map(|decision| decision.decided_on.to_string()).unwrap_or_default(),
                Field::ApprovedOn => on.to_string(),
                Field::EndGround => self.end_ground().map(|item| item.to_string()).unwrap_or_default(),
                Field::Article if kind == PaperKind::NoCase => "十九".to_owned(),
                Field::Suspect => filing.operator_name.clone(),
                Field::ReferralMaterials => {
                    "涉嫌犯罪案件情况的调查报告\n涉案物品清单\n有关检验报告或者鉴定结论\n其他有关涉嫌犯罪的材料".to_owned()
                }
                Field::Term | Field::DueOn if kind == PaperKind::Extension => self.extension(slot.field),
                Field::ServiceWay => "直接送达".to_owned(),
                _ => String::new(),
            };
            if !text.is_empty() {
                draft.set(slot.field, text);
            }
        }
        draft
    }

    /// The item of the ground on which mediation was ended.
    pub(super) fn end_ground(&self) -> Option<u8> {
        let decision = self.decision(PaperKind::MediationEnded)?;
        let code = decision.ground.as_deref()?.split('.').next()?;
        let ground = casework::decision::EndGround::from_code(code)?;
        let clause = self.rules.end_clause(ground)?;
        u8::try_from(law::ClauseRef::parse(&clause.id)?.item?).ok()
    }

    fn extension(&self, field: Field) -> String {
        let running = self.clocks.iter().filter(|clock| clock.matter_id == self.matter.id && clock.open);
        let Some(clock) = running.min_by_key(|clock| clock.due_on) else { return String::new() };
        if field == Field::Term { crate::wording::duty(clock.term).to_owned() } else { clock.due_on.to_string() }
    }
}

fn consent(said: Option<bool>) -> String {
    match said {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
    .to_owned()
}
