//! Measures: typed numbers computed from facts, each with the list of 来件 behind it.

mod agents;
mod attested;
mod awards;
mod claim;
mod complaints;
mod contact_claims;
mod contact_group;
mod contact_household;
mod contact_persons;
mod copied_text;
mod denials;
mod goods;
mod group;
mod hand;
mod identity_conflict;
mod money;
mod narrowness;
mod party;
mod person_identity;
mod police;
mod population;
mod probe;
mod procedures;
mod proof;
mod protected;
mod quantity;
mod repurchase;
mod ring;
mod signs;
mod target;
mod true_tipoffs;
mod untrue_tipoffs;

pub(crate) use probe::{Citations, Probe};

use crate::facts::{Claim, Part};
use crate::value::{Unit, Value};
use contact_group::Scope;
use procedures::{REPORTS, REQUESTS, REVIEWS};

/// What stretch of time a measure looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowKind {
    /// The days up to and including the receipt of the 来件.
    Past,
    /// Whichever stretch of that many days holds the 来件 and shows the most, before or after it.
    Around,
    /// That many days before and after the receipt of the 来件.
    Near,
    /// Everything on file; the policy gives no window.
    Whole,
}

impl WindowKind {
    /// As people read it; empty for [`WindowKind::Whole`].
    pub fn text(self, days: u32) -> String {
        match self {
            Self::Past => format!("收到之日前{days}天内"),
            Self::Around => format!("含本件的任意连续{days}天内"),
            Self::Near => format!("收到之日前后各{days}天内"),
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
    /// The part of the person's complaints that ask for more than the price.
    RaisedClaimShare = "raised_claim_share", Share, Past, money::raised_share;
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
    /// The person's tip-offs, whatever the issue, that were found true, wholly or partly.
    TrueTipoffs = "true_tipoffs", Filings, Past, true_tipoffs::count;
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

    /// Whether this 来件 holds a tip-off.
    IsTipoff = "is_tipoff", Yes, Whole, claim::is_tipoff;
    /// Whether an authority found this very filing to be hired work.
    AttestedHired = "attested_hired", Yes, Whole, |p, c| attested::this_one(p, c, |f| f.attested.hired);
    /// Whether an authority found the facts of this very filing to be invented.
    AttestedInvented = "attested_invented", Yes, Whole, |p, c| attested::this_one(p, c, |f| f.attested.invented);
    /// Whether an authority found that goods were planted or swapped for this very filing.
    AttestedPlanted = "attested_planted", Yes, Whole, |p, c| attested::this_one(p, c, |f| f.attested.planted);
    /// Whether an authority found that money was extorted with this very filing.
    AttestedExtortion = "attested_extortion", Yes, Whole, |p, c| attested::this_one(p, c, |f| f.attested.extortion);
    /// The person's filings about which one of the four was found.
    AttestedAgainst = "attested_against_person", Filings, Past, |p, c| attested::of_person(p, c, |f| f.attested.invented || f.attested.planted || f.attested.extortion);
    /// What the police found about this very filing.
    PoliceOnThis = "police_on_this", Things, Whole, police::on_this;
    /// What the police found about the person near the day of receipt.
    PoliceOnPerson = "police_on_person", Things, Near, police::on_person;
    /// What the police found about the person, ever.
    PoliceAnywhere = "police_on_person_ever", Things, Whole, police::on_person_anywhere;

    /// The person's earlier complaints with a punitive award after which the same was bought again and this filed.
    AwardsBeforeRepurchase = "awards_before_repurchase", Filings, Past, repurchase::awards_before;
    /// The person's complaints about the goods of this one, bought again after a punitive award.
    Repurchases = "repurchases", Filings, Past, repurchase::count;
    /// The part of the person's complaints since the first award that are about goods bought again after it.
    RepurchaseShare = "repurchase_share", Share, Past, repurchase::share;
    /// What was bought of these goods in the window as a multiple of what a household would buy.
    QuantityTimes = "quantity_times", Times, Past, quantity::times;
    /// The person's complaints about the same goods.
    SameGoodsComplaints = "same_goods_complaints", Filings, Past, quantity::purchases;
    /// The person's complaints of the trader of this one.
    SameOperatorComplaints = "same_operator_complaints", Filings, Past, target::same_operator;
    /// The person's complaints of the category and issue of this one.
    SameKindComplaints = "same_kind_complaints", Filings, Past, target::same_kind;
    /// Whether this one asks for several times the price.
    ThisClaimMultiple = "this_claim_multiple", Yes, Whole, |p, c| claim::is(p, c, Claim::Multiple);
    /// Whether this one asks for no more than the price.
    ThisClaimModest = "this_claim_modest", Yes, Whole, |p, c| claim::is(p, c, Claim::Modest);
    /// Whether this one asks for money beyond the loss, names an account for it, or was withdrawn for money.
    ThisForGain = "this_for_gain", Yes, Whole, claim::is_for_gain;

    /// Different people of the ring against one trader that this one belongs to.
    RingPersons = "ring_persons", Persons, Whole, ring::persons;
    /// How often neighbours in the ring share money, papers, goods or an agent.
    RingFirmTies = "ring_firm_ties", Things, Whole, |p, c| ring::ties(p, c, |r| r.firm_ties);
    /// Whether nothing but an openly named agent ties them.
    RingOnlyAgent = "ring_only_agent", Yes, Whole, ring::only_agent;
    /// How often they share a telephone or a door.
    RingContactTies = "ring_contact_ties", Things, Whole, |p, c| ring::ties(p, c, |r| r.contact_ties);
    /// How often they share a near-same text.
    RingTextTies = "ring_text_ties", Things, Whole, |p, c| ring::ties(p, c, |r| r.text_ties);
    /// Other traders of whom at least three of the ring complained too.
    RingCommonOperators = "ring_common_operators", Things, Whole, |p, c| ring::ties(p, c, |r| r.common_operators);
    RingSurnameShare = "ring_surname_share", Share, Whole, |p, c| ring::share(p, c, |g| g.surname);
    RingAddressShare = "ring_address_share", Share, Whole, |p, c| ring::share(p, c, |g| g.address);
    RingMultipleShare = "ring_multiple_claim_share", Share, Whole, |p, c| ring::share(p, c, |g| g.multiple);
    RingModestShare = "ring_modest_claim_share", Share, Whole, |p, c| ring::share(p, c, |g| g.modest);

    /// Different people whose complaints go through the account or agent of this one.
    HandPersons = "hand_persons", Persons, Whole, |p, c| hand::count(p, c, |g| g.persons);
    /// Different traders that they complain of.
    HandOperators = "hand_operators", Things, Whole, |p, c| hand::count(p, c, |g| g.operators);
    /// The part of these traders of whom only one of the people complains.
    HandLoneOperatorShare = "hand_lone_operator_share", Share, Whole, |p, c| hand::share(p, c, |g| Part { part: g.lone_operators, whole: g.operators });
    HandSurnameShare = "hand_surname_share", Share, Whole, |p, c| hand::share(p, c, |g| g.surname);
    HandMultipleShare = "hand_multiple_claim_share", Share, Whole, |p, c| hand::share(p, c, |g| g.multiple);
    HandModestShare = "hand_modest_claim_share", Share, Whole, |p, c| hand::share(p, c, |g| g.modest);
    /// Complaints through it that their person denied.
    HandDenied = "hand_denied", Filings, Whole, |p, c| hand::count(p, c, |g| g.denied);
    /// Other complaints through it that were found to be hired work.
    HandHiredOthers = "hand_hired_others", Filings, Whole, hand::hired_others;

    /// The person's reviews and suits that were not admitted or dismissed.
    ReviewsLost = "reviews_lost", Filings, Near, |p, c| procedures::lost(p, c, &REVIEWS);
    /// Those filed after an earlier one had been lost.
    ReviewsAgain = "reviews_again_after_loss", Filings, Near, |p, c| procedures::again(p, c, &REVIEWS);
    ReviewsWonShare = "reviews_won_share", Share, Near, |p, c| procedures::won_share(p, c, &REVIEWS);
    /// The person's disclosure requests that were out of scope or not processed.
    RequestsLost = "requests_lost", Filings, Near, |p, c| procedures::lost(p, c, &REQUESTS);
    RequestsWonShare = "requests_won_share", Share, Near, |p, c| procedures::won_share(p, c, &REQUESTS);
    /// The person's discipline reports that were found untrue.
    ReportsLost = "reports_lost", Filings, Near, |p, c| procedures::lost(p, c, &REPORTS);
    ReportsWonShare = "reports_won_share", Share, Near, |p, c| procedures::won_share(p, c, &REPORTS);

    /// Other traders against whom the whole evidence of this one was used too.
    ReusedEvidenceOperators = "reused_evidence_operators", Things, Whole, proof::reused_evidence;
    /// Other people, not of one household, who give the same order number.
    OrderOfOthers = "order_of_others", Persons, Whole, proof::order_of_others;
    /// The person's complaints that ask for several times a price and show no purchase.
    BareClaims = "bare_claims", Filings, Past, proof::bare_claims;
    /// The person's filings with the text of this one against other traders.
    SameTextFilings = "same_text_filings", Filings, Past, proof::same_text;

    /// Whether the text names an occasion for buying much.
    OccasionNamed = "occasion_named", Yes, Whole, signs::occasion;
    /// Whether the text tells of an illness that somebody looked at.
    HarmNamed = "harm_named", Yes, Whole, signs::harm;
    /// Whether the text says that it is written for an old parent or a relative.
    ProxyNamed = "proxy_named", Yes, Whole, signs::proxy;
    /// The person's filings that offer silence for money.
    PricesOfSilence = "prices_of_silence", Filings, Past, signs::prices_of_silence;
    /// The person's filings that were withdrawn after money was paid.
    PaidWithdrawals = "paid_withdrawals", Filings, Past, signs::paid_withdrawals;
    /// Whether it is the first filing of the person.
    FirstFiling = "first_filing", Yes, Whole, signs::first_filing;
}
