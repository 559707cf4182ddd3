//! Measures: typed numbers computed from facts, each with the list of 来件 behind it.

mod agents;
mod awards;
mod complaints;
mod contact_claims;
mod contact_group;
mod contact_household;
mod contact_persons;
mod copied_text;
mod denials;
mod group;
mod identity_conflict;
mod money;
mod narrowness;
mod person_identity;
mod population;
mod probe;
mod protected;
mod true_tipoffs;
mod untrue_tipoffs;

pub(crate) use probe::{Citations, Probe};

use crate::value::{Unit, Value};
use contact_group::Scope;

/// What stretch of time a measure looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowKind {
    /// The days up to and including the receipt of the 来件.
    Past,
    /// Whichever stretch of that many days holds the 来件 and shows the most, before or after it.
    Around,
    /// Everything on file; the policy gives no window.
    Whole,
}

impl WindowKind {
    /// As people read it; empty for [`WindowKind::Whole`].
    pub fn text(self, days: u32) -> String {
        match self {
            Self::Past => format!("收到之日前{days}天内"),
            Self::Around => format!("含本件的任意连续{days}天内"),
            Self::Whole => String::new(),
        }
    }
}

/// Declares the measures: variant, code in policy files, unit, window, function.
macro_rules! measures {
    ($($(#[$meta:meta])* $variant:ident = $code:literal, $unit:ident, $window:ident, $function:expr;)+) => {
        /// Every measure that a condition may name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Measure { $($(#[$meta])* $variant),+ }

        impl Measure {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name that policy files and stored evidence use.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            pub const fn unit(self) -> Unit {
                match self { $(Self::$variant => Unit::$unit),+ }
            }

            pub const fn window(self) -> WindowKind {
                match self { $(Self::$variant => WindowKind::$window),+ }
            }

            pub(crate) fn take(self, probe: &Probe<'_>, citations: &mut Citations) -> Value {
                match self { $(Self::$variant => ($function)(probe, citations)),+ }
            }
        }
    };
}

measures! {
    /// 投诉件数: the person's complaints, the same dispute pressed again counted once.
    Complaints = "complaints", Filings, Past, complaints::count;
    /// The part of all complainants of the past year who complained less often than this person.
    ComplaintsRank = "complaints_rank", Share, Whole, population::rank;
    /// The person's complaints of the past year as a multiple of the 90th percentile of all complainants.
    ComplaintsTimes = "complaints_times", Times, Whole, population::times;
    /// The part of the person's complaints that ask for several times the price paid.
    MultipleClaimShare = "multiple_claim_share", Share, Past, money::multiple_share;
    /// The part of the person's complaints that ask for no more than the price paid.
    ModestClaimShare = "modest_claim_share", Share, Past, money::modest_share;
    /// The part of the person's complaints that fall on one issue or one category, whichever is larger.
    Narrowness = "narrowness", Share, Past, narrowness::share;
    /// The person's filings that ended in a punitive award.
    PunitiveAwards = "punitive_awards", Filings, Past, awards::count;
    /// The person's filings that are protected as whistle-blowing or public interest.
    ProtectedFilings = "protected_filings", Filings, Whole, protected::count;
    /// Different full identity numbers under the person: more than one makes it doubtful that it is one person.
    PersonIdNumbers = "person_id_numbers", Things, Whole, person_identity::id_numbers;

    /// The person's tip-offs on the issue of this one that were found untrue.
    UntrueTipoffs = "untrue_tipoffs_same_issue", Filings, Past, untrue_tipoffs::count;
    /// The part of the person's verified tip-offs on this issue that were found untrue.
    UntrueShare = "untrue_share_same_issue", Share, Past, untrue_tipoffs::share;
    /// The part of the person's tip-offs on this issue that ask for a reward or for several times the price.
    GainShare = "gain_share_same_issue", Share, Past, untrue_tipoffs::gain_share;
    /// Whether this very tip-off was found true, wholly or partly.
    ThisFoundTrue = "this_found_true", Yes, Whole, true_tipoffs::this_one;
    /// The part of all the person's verified tip-offs, whatever the issue, that were found true, wholly or partly.
    TrueShare = "true_share", Share, Past, true_tipoffs::share;

    /// Different people who complained with the phone or the door of this one.
    ContactPersons = "contact_persons", Persons, Around, |p, c| contact_persons::persons(p, c, Scope::AnyOperator);
    /// As `contact_persons`, of the same trader.
    ContactPersonsSameOperator = "contact_persons_same_operator", Persons, Around, |p, c| contact_persons::persons(p, c, Scope::SameOperator);
    /// Their different family names.
    ContactSurnames = "contact_surnames", Things, Around, |p, c| contact_persons::surnames(p, c, Scope::AnyOperator);
    ContactSurnamesSameOperator = "contact_surnames_same_operator", Things, Around, |p, c| contact_persons::surnames(p, c, Scope::SameOperator);
    /// The part of them who bear the commonest family name among them.
    ContactSurnameShare = "contact_surname_share", Share, Around, |p, c| contact_household::surname_share(p, c, Scope::AnyOperator);
    ContactSurnameShareSameOperator = "contact_surname_share_same_operator", Share, Around, |p, c| contact_household::surname_share(p, c, Scope::SameOperator);
    /// The part of them who give the commonest address among them.
    ContactAddressShare = "contact_address_share", Share, Around, |p, c| contact_household::address_share(p, c, Scope::AnyOperator);
    ContactAddressShareSameOperator = "contact_address_share_same_operator", Share, Around, |p, c| contact_household::address_share(p, c, Scope::SameOperator);
    /// The part of their complaints that ask for several times the price paid.
    ContactMultipleShare = "contact_multiple_claim_share", Share, Around, |p, c| contact_claims::multiple_share(p, c, Scope::AnyOperator);
    ContactMultipleShareSameOperator = "contact_multiple_claim_share_same_operator", Share, Around, |p, c| contact_claims::multiple_share(p, c, Scope::SameOperator);
    /// The part of their complaints that ask for no more than the price paid.
    ContactModestShareSameOperator = "contact_modest_claim_share_same_operator", Share, Around, |p, c| contact_claims::modest_share(p, c, Scope::SameOperator);
    /// The part of their complaints that name an agent openly.
    ContactAgentShare = "contact_agent_share", Share, Around, |p, c| agents::contact_share(p, c, Scope::AnyOperator);
    /// Whether the phone given is a landline, perhaps a switchboard.
    ContactLandline = "contact_landline", Yes, Whole, contact_persons::landline;

    /// People of the group by which this 来件 acts, tied by more than words; see [`crate::groups`].
    GroupPersons = "group_persons", Persons, Whole, group::persons;
    /// Different kinds of ties among them: telephone, address, consignee, account, agent, evidence file, text.
    GroupTieKinds = "group_tie_kinds", Things, Whole, group::tie_kinds;
    /// The part of their pairs that have a tie of their own.
    GroupDensity = "group_density", Share, Whole, group::density;
    /// The part of them who are tied by something else than words.
    GroupMaterialShare = "group_material_share", Share, Whole, group::material;
    /// The part of their filings that fall in their busiest thirty days.
    GroupSuddenness = "group_suddenness", Share, Whole, group::suddenness;
    /// The part of everything they filed, from half a year before to half a year after, that is the group's.
    GroupNarrowness = "group_narrowness", Share, Whole, group::narrowness;
    /// The part of all who filed against the same traders in the same stretch that they are. A household in a wave is lost in it.
    GroupShareOfWave = "group_share_of_wave", Share, Whole, group::share_of_wave;
    /// The part of them who bear the commonest family name among them.
    GroupSurnameShare = "group_surname_share", Share, Whole, group::same_surname;
    /// The part of their complaints, as far as that is known, that ask for several times the price paid.
    GroupMultipleShare = "group_multiple_claim_share", Share, Whole, group::multiple_claims;
    /// People of a wave: the same words against one trader in one stretch, and nothing else that ties them.
    WavePersons = "wave_persons", Persons, Whole, group::wave_persons;
    /// Different people who filed with the wording of this 来件.
    CopiedTextPersons = "copied_text_persons", Persons, Past, copied_text::persons;
    /// Different traders against whom the wording of this 来件 was used.
    CopiedTextOperators = "copied_text_operators", Things, Past, copied_text::operators;

    /// Whether the person in whose name this was filed denies it, and an authority found it so.
    DeniedThis = "denied_this", Yes, Whole, denials::this_one;
    /// Whether an authority looked into such a denial and did not find it so.
    DenialRejected = "denial_rejected", Yes, Whole, denials::rejected;
    /// Other filings in the same name from the same phone or account whose filing was denied.
    DeniedSameName = "denied_same_name_on_contact", Filings, Whole, denials::same_name;
    /// Other names in which the same phone or account filed and whose filing was denied.
    DeniedOtherNames = "denied_other_names_on_contact", Things, Whole, denials::other_names;
    /// Whether the name is the one most used with the phone.
    MainNameOfPhone = "main_name_of_phone", Yes, Whole, denials::is_main_name;
    /// Names on the same full identity number that differ in family name and in given name.
    NamesOnIdNumber = "other_names_on_id_number", Things, Whole, identity_conflict::other_names;
    /// Whether the number is used more often, or was used first, under such another name.
    MinorNameOnIdNumber = "minor_name_on_id_number", Yes, Whole, identity_conflict::is_minor_name;
    /// Filings under such other names that share a phone, address or account with this one: a family, then.
    SharedContactsOnIdNumber = "shared_contacts_on_id_number", Filings, Whole, identity_conflict::shared_contacts;
    /// Different full identity numbers given with the same phone.
    IdNumbersOnPhone = "id_numbers_on_phone", Things, Whole, identity_conflict::id_numbers_on_phone;
    /// Whether this 来件 names an agent openly.
    AgentNamed = "agent_named", Yes, Whole, agents::this_one;
}
