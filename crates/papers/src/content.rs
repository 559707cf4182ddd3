//! What each paper says: one struct for each, one field of it for each field of the form.

use std::fmt;

use jiff::civil::{Date, DateTime};

use crate::draft::Draft;
use crate::error::PaperError;
use crate::field::{Field, Side};
use crate::form::{Edition, PaperKind};
use crate::value::{AvoidanceOutcome, Brought, Consent, Item, Listed, Names, Printed, Shape, Value, Words};

/// A field of a form, for whoever draws the drafting form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub field: Field,
    pub shape: Shape,
    pub required: bool,
}

/// Fields as they are printed, by their names in `policy/forms`.
pub(crate) type Values = Vec<(Field, Printed)>;

macro_rules! contents {
    ($($(#[$meta:meta])* $kind:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty = $slot:ident,)+ })+) => {
        $(
            $(#[$meta])*
            #[derive(Clone, PartialEq, Eq)]
            pub struct $kind { $($(#[$fmeta])* pub $field: $type,)+ }

            impl $kind {
                const SLOTS: &'static [Slot] =
                    &[$(Slot { field: Field::$slot, shape: <$type as Value>::SHAPE, required: <$type as Value>::REQUIRED },)+];

                fn read(draft: &Draft) -> Result<Self, Vec<PaperError>> {
                    let mut mistakes = Vec::new();
                    $(let $field = <$type as Value>::read(Field::$slot, draft.get(Field::$slot)).map_err(|e| mistakes.push(e)).ok();)+
                    match ($($field,)+) {
                        ($(Some($field),)+) => Ok(Self { $($field),+ }),
                        _ => Err(mistakes),
                    }
                }

                fn write(&self, draft: &mut Draft) {
                    $(draft.set(Field::$slot, self.$field.write());)+
                }

                fn print(&self, edition: Edition, issued_on: Date) -> Result<Values, PaperError> {
                    $(beside(Field::$slot, <$type as Value>::day(&self.$field), issued_on)?;)+
                    Ok(vec![$((Field::$slot, self.$field.print(Field::$slot, edition)?),)+])
                }
            }
        )+

        /// What a paper says. `Debug` prints its kind only.
        #[derive(Clone, PartialEq, Eq)]
        pub enum Content { $($(#[$meta])* $kind($kind),)+ }

        impl Content {
            pub const fn kind(&self) -> PaperKind {
                match self { $(Self::$kind(_) => PaperKind::$kind,)+ }
            }

            /// From what a person typed; every mistake is told at once.
            pub fn read(kind: PaperKind, draft: &Draft) -> Result<Self, Vec<PaperError>> {
                match kind { $(PaperKind::$kind => $kind::read(draft).map(Self::$kind),)+ }
            }

            /// What [`Content::read`] takes back.
            pub fn write(&self) -> Draft {
                let mut draft = Draft::default();
                match self { $(Self::$kind(content) => content.write(&mut draft),)+ }
                draft
            }

            fn printed(&self, edition: Edition, issued_on: Date) -> Result<Values, PaperError> {
                match self { $(Self::$kind(content) => content.print(edition, issued_on),)+ }
            }
        }

        impl PaperKind {
            /// The fields of the form, in its own order.
            pub const fn slots(self) -> &'static [Slot] {
                match self { $(Self::$kind => $kind::SLOTS,)+ }
            }
        }
    };
}

contents! {
    /// 投诉登记表 (文书式样一). Signatures are put by hand.
    ComplaintRegistration {
        complainant: String = Complainant,
        complainant_phone: Option<String> = ComplainantPhone,
        id_kind: Option<String> = IdKind,
        id_no: Option<String> = IdNo,
        complainant_address: Option<String> = ComplainantAddress,
        consent_publish: Consent = ConsentPublish,
        consent_delegate: Consent = ConsentDelegate,
        operator: String = Operator,
        operator_contact: Option<String> = OperatorContact,
        operator_address: Option<String> = OperatorAddress,
        operator_phone: Option<String> = OperatorPhone,
        facts: Words = Facts,
        demand: Option<Words> = Demand,
    }

    /// 举报登记表 (文书式样二). Everything about an anonymous informant stays blank.
    TipoffRegistration {
        informant: Option<String> = Informant,
        informant_phone: Option<String> = InformantPhone,
        informant_address: Option<String> = InformantAddress,
        id_no: Option<String> = IdNo,
        operator: String = Operator,
        operator_address: Option<String> = OperatorAddress,
        facts: Words = Facts,
    }

    /// 投诉/举报分送通知书 (文书式样三).
    Dispatch {
        receiving_organ: String = ReceivingOrgan,
        filer: String = Filer,
        filed_on: Date = FiledOn,
        subject: String = Subject,
        report_by: Date = ReportBy,
        copies: u16 = Copies,
        pages: u16 = Pages,
    }

    /// 限期提供身份证明材料通知书 (文书式样四).
    IdentityDemand {
        addressee: String = Addressee,
        due_on: Date = DueOn,
        identity_materials: Listed = IdentityMaterials,
        phone: String = Phone,
        post_address: String = PostAddress,
    }

    /// 投诉受理决定书 (文书式样五): whom the complainant can ask.
    ComplaintAccepted {
        addressee: String = Addressee,
        received_on: Date = ReceivedOn,
        subject: String = Subject,
        contact: String = Contact,
        phone: String = Phone,
    }

    /// 投诉不予受理决定书 (文书式样六).
    ComplaintDeclined {
        addressee: String = Addressee,
        received_on: Date = ReceivedOn,
        subject: String = Subject,
        /// In 第十五条 of Order 20 or 第十六条 of Order 121.
        decline_ground: Item = DeclineGround,
        /// On the annex sheet; under Order 121 the complainant must be told it (第十五条第二款).
        reason: Option<Words> = Reason,
    }

    /// 投诉调解通知书 (文书式样七), one for each party.
    MediationNotice {
        addressee: String = Addressee,
        subject: String = Subject,
        meet_at: DateTime = MeetAt,
        place: String = Place,
        more_materials: Brought = MoreMaterials,
        avoidance_days: u16 = AvoidanceDays,
        mediators: String = Mediators,
        phone: String = Phone,
    }

    /// 投诉终止调解决定书 (文书式样八), to both parties.
    MediationEnded {
        addressee: String = Addressee,
        subject: String = Subject,
        /// In 第二十一条 of Order 20 or 第二十三条 of Order 121.
        end_ground: Item = EndGround,
    }

    /// 投诉调解书 (文书式样九). Signatures are put by hand.
    MediationAgreement {
        complainant: String = Complainant,
        complainant_phone: Option<String> = ComplainantPhone,
        complainant_address: Option<String> = ComplainantAddress,
        complainant_agent: Option<String> = ComplainantAgent,
        complainant_agent_phone: Option<String> = ComplainantAgentPhone,
        complainant_agent_address: Option<String> = ComplainantAgentAddress,
        operator: String = Operator,
        operator_head: Option<String> = OperatorHead,
        operator_phone: Option<String> = OperatorPhone,
        operator_address: Option<String> = OperatorAddress,
        operator_agent: Option<String> = OperatorAgent,
        operator_agent_phone: Option<String> = OperatorAgentPhone,
        operator_agent_address: Option<String> = OperatorAgentAddress,
        dispute: String = Dispute,
        agreement: Listed = Agreement,
    }

    /// 举报处理结果告知书 (文书式样十).
    TipoffResult {
        addressee: String = Addressee,
        subject: String = Subject,
        instrument: String = Instrument,
        article: String = Article,
        result: Words = Result,
    }

    /// 举报立案告知书, under Order 20 only.
    CaseOpened {
        addressee: String = Addressee,
        received_on: Date = ReceivedOn,
        subject: String = Subject,
        decided_on: Date = DecidedOn,
        contact: String = Contact,
        phone: String = Phone,
    }

    /// 举报不予立案告知书, under Order 20 only.
    NoCase {
        addressee: String = Addressee,
        received_on: Date = ReceivedOn,
        subject: String = Subject,
        no_case_reason: String = NoCaseReason,
        /// Of 市场监督管理行政处罚程序规定: 十九 or 二十.
        article: String = Article,
        decided_on: Date = DecidedOn,
        contact: String = Contact,
        phone: String = Phone,
    }

    /// 涉嫌犯罪案件移送书 with its list of materials and the receipt of the police.
    Referral {
        addressee: String = Addressee,
        suspect: String = Suspect,
        suspected_crime: String = SuspectedCrime,
        facts: Words = Facts,
        approved_on: Date = ApprovedOn,
        /// 专案组: two officers at least (移送规定第五条).
        case_officers: Names = CaseOfficers,
        phone: String = Phone,
        referral_materials: Listed = ReferralMaterials,
    }

    /// 回避决定书.
    Avoidance {
        addressee: String = Addressee,
        applied_on: Date = AppliedOn,
        subject: String = Subject,
        mediators: String = Mediators,
        avoidance_reason: String = AvoidanceReason,
        avoidance_outcome: AvoidanceOutcome = AvoidanceOutcome,
    }

    /// 延期审批表. Opinions are put by hand.
    Extension {
        subject: String = Subject,
        term: String = Term,
        due_on: Date = DueOn,
        extended_to: Date = ExtendedTo,
        extension_basis: String = ExtensionBasis,
        extension_reason: Words = ExtensionReason,
    }

    /// 送达回证. Receipt and witnesses are put by hand.
    ServiceReceipt {
        served_paper: String = ServedPaper,
        recipient: String = Recipient,
        service_place: Option<String> = ServicePlace,
        service_way: String = ServiceWay,
        remark: Option<String> = Remark,
    }

    /// 列入异常名录告知书.
    RegistryNotice {
        addressee: String = Addressee,
        /// 拟将你, or 已于某日将你 where the notice was put off.
        listing: String = Listing,
        registry_bases: Listed = RegistryBases,
        grounds: String = Grounds,
        facts: Words = Facts,
        review_on: Date = ReviewOn,
        expires_on: Date = ExpiresOn,
        /// Such as 15个工作日.
        answer_term: String = AnswerTerm,
        contact: String = Contact,
        phone: String = Phone,
        post_address: String = PostAddress,
    }

    /// 异常名录异议答复书.
    ObjectionAnswer {
        addressee: String = Addressee,
        received_on: Date = ReceivedOn,
        objection: Words = Objection,
        conclusion: String = Conclusion,
        reason: Words = Reason,
        consequence: String = Consequence,
        contact: String = Contact,
        phone: String = Phone,
    }

    /// 异常名录记录结束告知书.
    RegistryEnded {
        addressee: String = Addressee,
        listing: String = Listing,
        ending: String = Ending,
        ended_on: Date = EndedOn,
        reason: Words = Reason,
        told_receivers: String = ToldReceivers,
        contact: String = Contact,
        phone: String = Phone,
    }

    /// 异常名录记录停止使用通知书: names the record, not the person.
    RegistryStop {
        receiving_organ: String = ReceivingOrgan,
        shared_on: Date = SharedOn,
        entry_no: String = EntryNo,
        cause: String = Cause,
        ending: String = Ending,
        ended_on: Date = EndedOn,
        contact: String = Contact,
        phone: String = Phone,
    }

    /// 个人信息权利请求答复书.
    RightsAnswer {
        addressee: String = Addressee,
        received_on: Date = ReceivedOn,
        right: String = Right,
        request: Words = Request,
        conclusion: String = Conclusion,
        reason: Words = Reason,
        contact: String = Contact,
        phone: String = Phone,
    }

    /// 个人信息副本.
    PersonalCopy {
        addressee: String = Addressee,
        as_of: Date = AsOf,
        holdings: Words = Holdings,
        contact: String = Contact,
        phone: String = Phone,
    }
}

/// A date on the wrong side of the day of issue.
fn beside(field: Field, day: Option<Date>, issued_on: Date) -> Result<(), PaperError> {
    match (field.side(), day) {
        (Some(Side::Before), Some(day)) if day > issued_on => Err(PaperError::AfterIssue(field)),
        (Some(Side::After), Some(day)) if day < issued_on => Err(PaperError::BeforeIssue(field)),
        _ => Ok(()),
    }
}

impl Content {
    /// All fields as they are printed, or the first thing that is wrong with them.
    pub(crate) fn print(&self, edition: Edition, issued_on: Date) -> Result<Values, PaperError> {
        match self {
            Self::ComplaintDeclined(declined) if edition == Edition::Order121 && declined.reason.is_none() => {
                Err(PaperError::Blank(Field::Reason))
            }
            Self::Extension(extension) if extension.extended_to <= extension.due_on => Err(PaperError::NotLater(Field::ExtendedTo)),
            _ => self.printed(edition, issued_on),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {{ … }}", self.kind().code())
    }
}
