//! 外地名录线索: the lists that were taken in, and what they say of a person.

use jiff::civil::{Date, date};

/// What the page of a person says of another place's list: a pointer with its source, never more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintPointer {
    pub source: String,
    pub basis: String,
    pub as_of: Date,
    pub expires_on: Date,
    pub said: String,
}

impl HintPointer {
    pub fn sample() -> Self {
        Self {
            source: "邻市市场监督管理局".to_owned(),
            basis: "邻市监函〔2026〕3号（虚构）".to_owned(),
            as_of: date(2026, 4, 30),
            expires_on: date(2026, 12, 31),
            said: "曾被<认定>夹带过期商品。".to_owned(),
        }
    }
}

/// The lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintsPage {
    pub may_import: bool,
    pub lists: Vec<HintListRow>,
}

/// One list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HintListRow {
    pub source: String,
    pub basis: String,
    pub as_of: Date,
    pub expires_on: Date,
    pub row_count: i64,
    pub imported: String,
    /// When its rows were erased.
    pub erased_on: Option<Date>,
}

impl HintsPage {
    pub fn sample() -> Self {
        let row = |erased_on| HintListRow {
            source: "邻市市场监督管理局".to_owned(),
            basis: "邻市监函〔2026〕3号（虚构）".to_owned(),
            as_of: date(2026, 4, 30),
            expires_on: date(2026, 12, 31),
            row_count: 36,
            imported: "2026-05-12 09:31 沈岳".to_owned(),
            erased_on,
        };
        Self { may_import: true, lists: vec![row(None), row(Some(date(2027, 1, 1)))] }
    }
}
