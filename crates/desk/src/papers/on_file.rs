//! What a paper says that is on file already: personal values in clear for the sheet only, everything else for the drafting
//! form to show and the officer to change.

use casework::clock::TermId;
use casework::codes::FieldClass;
use casework::decision::{EventKind, Ruling, Side};
use casework::referral::Suspect;
use jiff::civil::Date;
use law::{Pack, RuleSet};
use papers::{AvoidanceOutcome, Draft, Edition, Field, PaperKind};
use store::Tx;
use store::sealed::Sealed;
use store::submission::Submission;
use vault::Vault;

use super::offer::called_for;
use crate::access;
use crate::case::basis::{self, Words};
use crate::personal::Clear;
use crate::{Desk, DeskError, personal};

/// Whom a paper speaks to when the filer gave no name.
const NAMELESS: &str = "投诉人";
const NAMELESS_INFORMANT: &str = "举报人";

/// Where a field of a paper is on file as a personal value: its class and part. The drafting form never shows it; a field
/// left empty is filled when the sheet is set.
pub(super) const fn class_of(kind: PaperKind, field: Field) -> Option<(FieldClass, usize)> {
    match field {
        Field::Addressee if !matches!(kind, PaperKind::Referral) => Some((FieldClass::Name, 0)),
        // Whoever filed, where it is they who are suspected; else the field is never empty.
        Field::Complainant | Field::Informant | Field::Filer | Field::Suspect => Some((FieldClass::Name, 0)),
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

/// What is on file for a field; nothing where the filing has no such value.
pub(super) fn opened(
    desk: &Desk,
    submission_id: i64,
    sealed: Option<&Sealed>,
    (class, part): (FieldClass, usize),
) -> Result<Option<Clear>, DeskError> {
    let clear = personal::open(desk.vault(), class, submission_id, sealed.and_then(|sealed| sealed.cell(class)))?;
    Ok(clear.filter(|clear| clear.has(part)))
}

/// Opens the personal values that the draft leaves empty. Returns the draft as it is printed.
pub(super) async fn fill(desk: &Desk, tx: &mut Tx, submission: &Submission, kind: PaperKind, draft: &Draft) -> Result<Draft, DeskError> {
    let sealed = store::sealed::get(tx, submission.id).await?;
    let mut filled = draft.clone();
    let released = access::printing(submission.id);
    for slot in kind.slots().iter().filter(|slot| draft.get(slot.field).trim().is_empty()) {
        let Some((class, part)) = class_of(kind, slot.field) else { continue };
        match opened(desk, submission.id, sealed.as_ref(), (class, part))? {
            Some(clear) => filled.set(slot.field, clear.shown(part, &released)?),
            None if slot.required && slot.field != Field::Suspect && class == FieldClass::Name => {
                let is_tipoff = matches!(kind, PaperKind::TipoffResult | PaperKind::CaseOpened | PaperKind::NoCase);
                filled.set(slot.field, if is_tipoff { NAMELESS_INFORMANT } else { NAMELESS });
            }
            None => {}
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
    pub(super) referral: Option<&'a store::referral::Referral>,
    pub(super) accounts: &'a [store::account::Account],
    pub(super) law: &'a Pack,
    pub(super) rules: &'a RuleSet,
    pub(super) edition: Edition,
    /// Whose paper it is.
    pub(super) unit: &'a store::organisation::Organisation,
    /// The unit that handles the matter.
    pub(super) handled_by: &'a str,
    /// Whom the parties can ask.
    pub(super) contact: &'a str,
    pub(super) on: Date,
}

impl Known<'_> {
    /// The decision that such a paper tells of: the latest that calls for it.
    pub(super) fn decision(&self, kind: PaperKind) -> Option<&store::decision::Decision> {
        self.decisions.iter().rev().find(|decision| decision.matter_id == self.matter.id && called_for(decision) == Some(kind))
    }

    /// The latest decision of this act on the matter.
    fn latest(&self, act: EventKind) -> Option<&store::decision::Decision> {
        self.decisions.iter().rev().find(|decision| decision.matter_id == self.matter.id && decision.act == act.code())
    }

    /// What the drafting form starts with: what the decision said, then what is on file; nothing personal of the filer.
    pub(super) fn draft(&self, vault: &Vault, kind: PaperKind) -> Result<Draft, DeskError> {
        let mut draft = self.standing(kind)?;
        let Some(decision) = self.decision(kind) else { return Ok(draft) };
        let told = Told::open(vault, decision)?;
        let reason = told.reason.as_deref();
        let mut put = |field: Field, text: &str| {
            if !text.is_empty() && kind.slots().iter().any(|slot| slot.field == field) {
                draft.set(field, text);
            }
        };
        put(Field::DecidedOn, &decision.decided_on.to_string());
        match kind {
            PaperKind::IdentityDemand => {
                put(Field::DueOn, told.fact("until"));
                put(Field::IdentityMaterials, told.fact("materials"));
            }
            PaperKind::Dispatch => {
                put(Field::ReceivingOrgan, self.handled_by);
                put(Field::ReportBy, told.fact("until"));
            }
            PaperKind::MediationNotice => {
                put(Field::MeetAt, told.fact("at"));
                put(Field::Place, told.fact("place"));
                put(Field::Mediators, told.fact("mediator"));
            }
            PaperKind::MediationAgreement => put(Field::Agreement, told.fact("agreement")),
            PaperKind::Avoidance => {
                let ruling =
                    if told.fact("answer") == Ruling::Granted.code() { AvoidanceOutcome::Granted } else { AvoidanceOutcome::Refused };
                put(Field::AvoidanceOutcome, ruling.code());
                put_told(&mut put, Field::AvoidanceReason, reason);
                if let Some(asked) = self.latest(EventKind::Challenged) {
                    let request = Told::open(vault, asked)?;
                    put(Field::AppliedOn, &asked.decided_on.to_string());
                    put(Field::Mediators, request.fact("mediator"));
                    // The paper speaks to whoever asked.
                    if request.fact("side") == Side::Operator.code() {
                        put(Field::Addressee, &self.submission.operator_name);
                    }
                }
            }
            PaperKind::TipoffResult => {
                let (instrument, article) = cited(told.fact("basis"));
                put(Field::Instrument, instrument);
                put(Field::Article, article);
                put(Field::Result, told.fact("result"));
            }
            PaperKind::NoCase => put_told(&mut put, Field::NoCaseReason, reason),
            PaperKind::Extension => put_told(&mut put, Field::ExtensionReason, reason),
            PaperKind::Referral => {
                put(Field::Addressee, told.fact("organ"));
                put(Field::ApprovedOn, &decision.decided_on.to_string());
                if let Some(proposed) = self.latest(EventKind::ReferralProposed) {
                    put_told(&mut put, Field::Facts, Told::open(vault, proposed)?.reason.as_deref());
                }
            }
            _ => {}
        }
        Ok(draft)
    }

    /// What is on file whether anything was decided or not.
    fn standing(&self, kind: PaperKind) -> Result<Draft, DeskError> {
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
                Field::PostAddress | Field::Place => unit.address.clone(),
                Field::IdKind => filing.filer_id_kind.map(|kind| kind.label().to_owned()).unwrap_or_default(),
                Field::ConsentPublish => consent(filing.consent_publish),
                Field::ConsentDelegate => consent(filing.consent_delegate),
                Field::IdentityMaterials => "居民身份证等有效身份证件的复印件".to_owned(),
                Field::MoreMaterials => "与争议有关的票据、合同等材料".to_owned(),
                Field::AvoidanceDays => "3".to_owned(),
                Field::Copies | Field::Pages => "1".to_owned(),
                Field::ApprovedOn => on.to_string(),
                Field::EndGround => self.end_ground().map(|item| item.to_string()).unwrap_or_default(),
                Field::Article if kind == PaperKind::NoCase => "十九".to_owned(),
                Field::Suspect if self.referral.is_none_or(|known| known.suspect == Suspect::Operator) => filing.operator_name.clone(),
                Field::SuspectedCrime => self.crime().to_owned(),
                Field::CaseOfficers => self.case_officers(),
                Field::ReferralMaterials => {
                    "涉嫌犯罪案件情况的调查报告\n涉案物品清单\n有关检验报告或者鉴定结论\n其他有关涉嫌犯罪的材料".to_owned()
                }
                Field::Term | Field::DueOn | Field::ExtendedTo | Field::ExtensionBasis if kind == PaperKind::Extension => {
                    self.extension(slot.field)?
                }
                Field::ServiceWay => "直接送达".to_owned(),
                _ => String::new(),
            };
            if !text.is_empty() {
                draft.set(slot.field, text);
            }
        }
        Ok(draft)
    }

    /// The item of the ground on which mediation was ended.
    pub(super) fn end_ground(&self) -> Option<u8> {
        let decision = self.decision(PaperKind::MediationEnded)?;
        let code = decision.ground.as_deref()?.split('.').next()?;
        let ground = casework::decision::EndGround::from_code(code)?;
        let clause = self.rules.end_clause(ground)?;
        u8::try_from(law::ClauseRef::parse(&clause.id)?.item?).ok()
    }

    /// What the referral suspects, in the words of the law on file.
    fn crime(&self) -> &str {
        let of = |known: &store::referral::Referral| {
            self.law.thresholds(known.proposed_on).find(|threshold| threshold.id == known.crime).map(|threshold| threshold.crime.as_str())
        };
        self.referral.and_then(of).unwrap_or("")
    }

    fn case_officers(&self) -> String {
        let name = |id: i64| self.accounts.iter().find(|account| account.id == id).map(|account| account.display_name.as_str());
        let both = self.referral.map(|known| [known.officer_one, known.officer_two]);
        both.into_iter().flatten().filter_map(name).collect::<Vec<_>>().join("\n")
    }

    /// The clause on which the term rests. A paper without it would extend on no ground.
    fn basis_of(&self, term: TermId) -> Result<String, DeskError> {
        let known = self.law.term(term, self.matter.received_on).ok_or_else(|| {
            let on = self.matter.received_on;
            let message = format!("所载法律资料中没有{on}适用的“{}”期限，延期没有依据", crate::wording::duty(term));
            DeskError::refused(message, "请先补充法律资料（mingjian law load）再制作延期审批表。")
        })?;
        Ok(known.clause.citation.clone())
    }

    /// The term that is extended: what runs, until when, and until when after that.
    fn extension(&self, field: Field) -> Result<String, DeskError> {
        let running = self.clocks.iter().filter(|clock| clock.matter_id == self.matter.id && clock.open);
        let Some(row) = running.min_by_key(|clock| clock.due_on) else { return Ok(String::new()) };
        let received_on = self.matter.received_on;
        let day = |extensions| -> Result<String, DeskError> {
            let clock = casework::clock::Clock { extensions, ..row.to_case()? };
            let counted = self.law.recount(&clock, received_on).map_err(|error| DeskError::Fault(error.to_string()))?;
            Ok(counted.due_on.to_string())
        };
        Ok(match field {
            Field::Term => crate::wording::duty(row.term).to_owned(),
            Field::DueOn => day(0)?,
            Field::ExtendedTo if self.law.is_extendable(row.term, received_on) => day(1)?,
            Field::ExtensionBasis => self.basis_of(row.term)?,
            _ => String::new(),
        })
    }
}

/// A field that a decision may have nothing for.
fn put_told(put: &mut impl FnMut(Field, &str), field: Field, told: Option<&str>) {
    if let Some(told) = told {
        put(field, told);
    }
}

/// What was put down with a decision.
struct Told {
    facts: Vec<(String, String)>,
    reason: Option<String>,
}

impl Told {
    fn open(vault: &Vault, decision: &store::decision::Decision) -> Result<Self, DeskError> {
        let words = Words::open(vault, decision.id, decision.reason.as_deref())?;
        let facts = basis::open_facts(vault, decision.id, decision.facts.as_deref())?;
        Ok(Self { facts, reason: words.reason })
    }

    /// Empty where it was not filled in.
    fn fact(&self, name: &str) -> &str {
        self.facts.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// `《反不正当竞争法》第三十条` as the form has it: the name between its brackets, the article between 第 and 条.
fn cited(basis: &str) -> (&str, &str) {
    let Some((name, rest)) = basis.trim().trim_start_matches('《').split_once('》') else { return (basis.trim(), "") };
    (name, rest.trim().trim_start_matches('第').split_once('条').map_or("", |(article, _)| article))
}

fn consent(said: Option<bool>) -> String {
    match said {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::cited;

    #[test]
    fn a_citation_is_taken_apart() {
        assert_eq!(cited("《中华人民共和国食品安全法》第一百一十五条第一款"), ("中华人民共和国食品安全法", "一百一十五"));
        assert_eq!(cited("食品安全法"), ("食品安全法", ""));
        assert_eq!(cited(""), ("", ""));
    }
}
