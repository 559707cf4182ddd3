//! 来件: what arrived, kept exactly as it arrived.

use jiff::civil::{Date, DateTime};

use crate::codes::{Category, Channel, IdKind, Issue, Outcome, SubmissionKind, Verification};
use crate::values::{Account, IdNo, Money, PersonName, Phone, Region, Sha256Hex, Uscc};

/// One 来件 after every cell was checked. The original row is kept beside it by the store.
///
/// Times are wall-clock Asia/Shanghai. Source: FORMATS §1.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub submission_no: String,
    pub channel: Channel,
    pub received_at: DateTime,
    pub kind: SubmissionKind,
    pub filer: Filer,
    pub agent: Agent,
    pub real_name: Option<bool>,
    pub consent_publish: Option<bool>,
    pub consent_delegate: Option<bool>,
    pub operator: Operator,
    pub region: Region,
    pub purchase: Purchase,
    pub issue: Option<Issue>,
    pub demand: Option<String>,
    pub claim_amount: Option<Money>,
    pub narrative: String,
    pub evidence_hashes: Vec<Sha256Hex>,
    pub result: ReportedResult,
}

/// 投诉人 or 举报人. All fields may be empty (an anonymous tip-off) or masked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filer {
    pub name: Option<PersonName>,
    pub id_kind: Option<IdKind>,
    pub id_no: Option<IdNo>,
    pub phone: Option<Phone>,
    pub address: Option<String>,
}

/// 代理人.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agent {
    pub name: Option<PersonName>,
    pub phone: Option<Phone>,
}

/// 经营者 complained of or tipped off.
#[derive(Clone, Debug, PartialEq)]
pub struct Operator {
    pub name: String,
    pub uscc: Option<Uscc>,
    pub address: Option<String>,
    /// 电商平台; `None` = offline.
    pub platform: Option<String>,
}

/// What was bought, when, how much, and where it was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Purchase {
    pub item: Option<String>,
    pub category: Option<Category>,
    pub purchased_on: Option<Date>,
    /// In thousandths of `unit`, so that 1.5 kg is exact.
    pub quantity_milli: Option<i64>,
    pub unit: Option<String>,
    pub amount: Option<Money>,
    pub order_no: Option<String>,
    pub consignee: Option<PersonName>,
    pub consignee_phone: Option<Phone>,
    pub consignee_address: Option<String>,
    pub payee_account: Option<Account>,
}

/// How the sending system says that the submission ended, if it has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportedResult {
    pub outcome: Option<Outcome>,
    pub closed_at: Option<DateTime>,
    pub award_amount: Option<Money>,
    pub punitive: Option<bool>,
    pub verification: Option<Verification>,
}

/// How a stretch of an import is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// Live work: matters get clocks and officers.
    Live,
    /// 历史件: facts about the past, nothing is owed on them any more.
    Historical,
}
