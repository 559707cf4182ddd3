//! What a 联络员 of another department sees: the filings that concern their own unit, and of each no more than that.

use casework::codes::FieldClass;
use jiff::civil::{Date, date};

use super::{StateBadge, Tone};

/// 本单位相关来件.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedList {
    /// Their unit.
    pub org: String,
    pub rows: Vec<SharedRow>,
    /// The last id of this page, where another follows.
    pub next_before: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedRow {
    pub submission_id: i64,
    pub submission_no: String,
    pub received_on: Date,
    pub kind: &'static str,
    pub operator: String,
    pub issue: Option<&'static str>,
    /// The unit that handles it.
    pub handled_by: String,
    /// Why it concerns them.
    pub ground: &'static str,
    pub open: bool,
}

/// One filing as it concerns a unit of another department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPage {
    pub row: SharedRow,
    pub org: String,
    pub states: Vec<StateBadge>,
    /// Masked, with the classes that may be shown in clear.
    pub filer: Vec<SharedField>,
    /// What their own unit contributed.
    pub facts: Vec<SharedFact>,
    /// For what clear values are shown here, e.g. `审判`.
    pub purpose: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedField {
    pub class: FieldClass,
    pub masked: String,
    pub may_reveal: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedFact {
    pub kind: &'static str,
    pub fact_no: String,
    pub happened_on: Date,
    pub result: &'static str,
    pub result_on: Option<Date>,
}

impl SharedList {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        Self { org: "岳阳市岳阳楼区人民法院".to_owned(), rows: vec![row(88, true), row(76, false)], next_before: Some(76) }
    }
}

impl SharedPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        Self {
            row: row(88, true),
            org: "岳阳市岳阳楼区人民法院".to_owned(),
            states: vec![StateBadge::new("投诉·不予受理", Tone::Neutral)],
            filer: vec![
                SharedField { class: FieldClass::Name, masked: "欧阳*".to_owned(), may_reveal: true },
                SharedField { class: FieldClass::Phone, masked: "138****8000".to_owned(), may_reveal: false },
            ],
            facts: vec![SharedFact {
                kind: "行政诉讼",
                fact_no: "（2026）湘0602行初<1>号".to_owned(),
                happened_on: date(2026, 5, 6),
                result: "在办",
                result_on: None,
            }],
            purpose: "审判",
        }
    }
}

fn row(id: i64, open: bool) -> SharedRow {
    SharedRow {
        submission_id: id,
        submission_no: format!("202604300000{id}"),
        received_on: date(2026, 4, 30),
        kind: "投诉",
        operator: "华容县<芥菜>合作社".to_owned(),
        issue: open.then_some("标签标识"),
        handled_by: "华容县市场监督管理局".to_owned(),
        ground: "本单位提供的事实",
        open,
    }
}
