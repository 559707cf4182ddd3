//! 疑似同一人: pairs of filings that wait for an officer's word.

use jiff::civil::date;

use super::{ColumnWeightView, LinkView, OtherSubmission, PersonPage, StateBadge, Tone};

/// 疑似同一人: the open questions that are worth most.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionPage {
    /// Open questions that were weighed.
    pub open: usize,
    /// True when there are more.
    pub is_part: bool,
    pub questions: Vec<Question>,
}

/// Two filings of which a run could not say whether they are one person's.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub left: QuestionSide,
    pub right: QuestionSide,
    pub link: LinkView,
}

/// One of them, with the person it is held to be of.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionSide {
    pub mention: OtherSubmission,
    pub person_id: Option<i64>,
    /// Filings of that person.
    pub count: u64,
    /// Masked, in the order of [`Question::LABELS`]; empty = not given.
    pub values: [String; 5],
}

impl Question {
    pub const LABELS: [&'static str; 5] = ["姓名", "证件号码", "联系电话", "联系地址", "收款账号"];

    /// Label, both values, and what the comparison said of them.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &str, &str, Option<&ColumnWeightView>)> {
        let column = |label: &str| self.link.columns.iter().find(|column| column.column == label);
        let values = self.left.values.iter().zip(&self.right.values);
        Self::LABELS.into_iter().zip(values).map(move |(label, (left, right))| (label, left.as_str(), right.as_str(), column(label)))
    }
}

/// How an officer came to know; part of every ruling's reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulingGround {
    Records,
    Telephone,
    Document,
    Other,
}

impl RulingGround {
    pub const ALL: &'static [Self] = &[Self::Records, Self::Telephone, Self::Document, Self::Other];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Telephone => "telephone",
            Self::Document => "document",
            Self::Other => "other",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Records => "已逐项核对两件来件的登记信息",
            Self::Telephone => "已电话联系来件人核实身份",
            Self::Document => "已查验来件人的身份证件原件",
            Self::Other => "其他（请写明）",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|ground| ground.code() == code)
    }

    /// The reason as it goes on record; of [`RulingGround::Other`] only what was written.
    pub fn reason(self, note: &str) -> String {
        match (self, note) {
            (Self::Other, note) => note.to_owned(),
            (ground, "") => format!("{}。", ground.label()),
            (ground, note) => format!("{}：{note}", ground.label()),
        }
    }
}

impl QuestionPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let side = |submission_id, no: &str, person_id, count, values: [&str; 5]| QuestionSide {
            mention: OtherSubmission {
                submission_id,
                submission_no: no.to_owned(),
                received_on: date(2026, 4, 30),
                operator: "华容县<芥菜>合作社".to_owned(),
                state: StateBadge::new("投诉·待受理", Tone::Info),
            },
            person_id,
            count,
            values: values.map(str::to_owned),
        };
        let link = PersonPage::sample().links.swap_remove(1);
        let question = Question {
            left: side(Some(101), "20260507000101", Some(4021), 12, ["欧阳*", "430602********1231", "138****8000", "", ""]),
            right: side(None, "20260430000076", Some(77), 3, ["欧阳*", "", "138****8000", "岳阳市岳阳楼区金鹗中路***", ""]),
            link,
        };
        let mut next = question.clone();
        next.link.edge_id += 1;
        Self { open: 41, is_part: true, questions: vec![question, next] }
    }
}
