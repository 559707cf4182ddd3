//! Looking a person up by an exact number, and showing one class of clear values: both only for a stated purpose.

use casework::codes::FieldClass;
use jiff::civil::date;

use super::{OtherSubmission, StateBadge, Tone};

/// By what a person may be looked up: a full number, never a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupKey {
    IdNo,
    Phone,
    Account,
}

impl LookupKey {
    pub const ALL: &'static [Self] = &[Self::IdNo, Self::Phone, Self::Account];

    pub const fn code(self) -> &'static str {
        match self {
            Self::IdNo => "id_no",
            Self::Phone => "phone",
            Self::Account => "account",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::IdNo => "证件号码",
            Self::Phone => "联系电话",
            Self::Account => "收款账号",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.code() == code)
    }
}

/// What an exact look-up by number found. The number itself is not repeated.
#[derive(Clone, Debug, PartialEq)]
pub struct LookupResult {
    /// E.g. `证件号码`.
    pub searched_by: String,
    pub purpose: String,
    pub groups: Vec<LookupGroup>,
    /// The number of filings shown where there are more of them; the latest are shown.
    pub cut_at: Option<usize>,
}

/// 来件 that match and belong to one derived person.
#[derive(Clone, Debug, PartialEq)]
pub struct LookupGroup {
    /// `None` when identity resolution has not seen them yet.
    pub person_id: Option<i64>,
    /// Masked name.
    pub name: Option<String>,
    pub submissions: Vec<OtherSubmission>,
}

/// One class of personal values in clear, for one answer that nobody caches.
#[derive(Clone, PartialEq)]
pub struct Revealed {
    pub submission_id: i64,
    pub submission_no: String,
    pub class: FieldClass,
    pub purpose: String,
    pub fields: Vec<RevealedField>,
    /// When the access was recorded.
    pub recorded_at: String,
}

/// One clear value.
#[derive(Clone, PartialEq)]
pub struct RevealedField {
    pub label: String,
    pub value: String,
}

impl std::fmt::Debug for RevealedField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RevealedField {{ label: {:?}, value: … }}", self.label)
    }
}

impl std::fmt::Debug for Revealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Revealed").field("submission_id", &self.submission_id).field("class", &self.class).finish_non_exhaustive()
    }
}

impl LookupResult {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let submission = |submission_id, submission_no: &str| OtherSubmission {
            submission_id,
            submission_no: submission_no.to_owned(),
            received_on: date(2026, 4, 30),
            operator: "华容县<芥菜>合作社".to_owned(),
            state: StateBadge::new("投诉·调解成功", Tone::Good),
        };
        Self {
            searched_by: "联系电话".to_owned(),
            purpose: "核实来件人身份".to_owned(),
            groups: vec![
                LookupGroup {
                    person_id: Some(4021),
                    name: Some("欧阳*".to_owned()),
                    submissions: vec![submission(Some(88), "20260430000088"), submission(None, "20260421000076")],
                },
                LookupGroup { person_id: None, name: None, submissions: vec![submission(Some(120), "20260511000120")] },
            ],
            cut_at: Some(500),
        }
    }
}

impl Revealed {
    /// A made-up person.
    pub fn sample() -> Self {
        Self {
            submission_id: 101,
            submission_no: "20260507000101".to_owned(),
            class: FieldClass::Consignee,
            purpose: "联系当事人调解".to_owned(),
            fields: vec![
                RevealedField { label: "收货人".to_owned(), value: "欧阳垚".to_owned() },
                RevealedField { label: "收货电话".to_owned(), value: "13800138000".to_owned() },
                RevealedField { label: "收货地址".to_owned(), value: "岳阳市岳阳楼区金鹗中路<8>号".to_owned() },
            ],
            recorded_at: "2026-05-12 10:02".to_owned(),
        }
    }
}
