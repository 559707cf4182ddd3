//! 研判: a finding as an officer reads it, with the evidence for it and against it.

use jiff::civil::{Date, date};

use super::{Tone, Verdict};

/// One finding about one 来件.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingView {
    pub finding_id: i64,
    /// E.g. `yy16.2.6`.
    pub circumstance: String,
    /// Short title, e.g. `数量、频次明显超出正常`.
    pub title: String,
    pub verdict: Verdict,
    /// E.g. `岳市监〔2024〕16号第二条第（六）项`.
    pub clause: String,
    pub clause_text: String,
    /// Whether the instrument was in force on the day of receipt.
    pub in_force: bool,
    /// One sentence, e.g. `近12个月投诉63件，高于全市99.9%的来件人`.
    pub summary: String,
    pub rules_version: String,
    pub as_of: Date,
    /// Conditions that speak for the finding.
    pub supporting: Vec<EvidenceNode>,
    /// Conditions that would speak against it; those met do.
    pub opposing: Vec<EvidenceNode>,
    /// 承办人认定: who found it and why; `None` = a run did.
    pub own: Option<OwnView>,
    /// What officers found it to be worth, oldest first; the last word counts.
    pub outcomes: Vec<OutcomeView>,
}

/// An officer's own finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnView {
    pub officer: String,
    pub made_at: String,
    pub reason: String,
}

/// One word on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeView {
    pub outcome: Outcome,
    pub officer: String,
    pub at: String,
    pub reason: String,
}

/// 反馈: what a finding proved to be worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 属实: it held when it was looked into.
    Confirmed,
    /// 不成立: it did not.
    Unfounded,
    /// 不需要: nothing hung on it; it says nothing about its precision.
    NotNeeded,
}

impl Outcome {
    pub const ALL: &'static [Self] = &[Self::Confirmed, Self::Unfounded, Self::NotNeeded];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Unfounded => "unfounded",
            Self::NotNeeded => "not_needed",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "核实成立",
            Self::Unfounded => "核实不成立",
            Self::NotNeeded => "未用到",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|outcome| outcome.code() == code)
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::Confirmed => Tone::Warning,
            Self::Unfounded => Tone::Good,
            Self::NotNeeded => Tone::Neutral,
        }
    }
}

/// A finding that no longer stands, and what took its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastFinding {
    pub finding_id: i64,
    pub title: String,
    pub verdict: Verdict,
    pub summary: String,
    pub rules_version: String,
    pub as_of: Date,
    /// What changed with the finding that followed it.
    pub change: String,
}

/// How the children of a node are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    All,
    Any,
    Not,
}

impl Join {
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "同时满足",
            Self::Any => "满足任一",
            Self::Not => "不应出现",
        }
    }
}

/// One node of the evaluated condition tree: it is the evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceNode {
    /// What is measured or joined, in words.
    pub label: String,
    pub met: bool,
    pub join: Option<Join>,
    pub comparison: Option<Comparison>,
    /// 来件 that the value rests on, the first few.
    pub cited: Vec<Cited>,
    /// All 来件 it rests on.
    pub cited_count: u64,
    /// Department facts that it rests on, ready to print.
    pub facts: Vec<String>,
    pub children: Vec<Self>,
}

/// `value op threshold` within a window, all ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// With its unit, e.g. `63 件`.
    pub value: String,
    /// `≥`, `>`, `≤`, `<`, `=`.
    pub op: &'static str,
    pub threshold: String,
    /// E.g. `近12个月`; empty = no window.
    pub window: String,
}

/// A cited 来件.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    pub submission_no: String,
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
}

impl EvidenceNode {
    /// A node that measures something.
    pub fn leaf(label: impl Into<String>, met: bool, comparison: Comparison, cited: Vec<Cited>, cited_count: u64) -> Self {
        Self {
            label: label.into(),
            met,
            join: None,
            comparison: Some(comparison),
            cited,
            cited_count,
            facts: Vec::new(),
            children: Vec::new(),
        }
    }

    /// A node that joins others.
    pub fn joined(label: impl Into<String>, met: bool, join: Join, children: Vec<Self>) -> Self {
        Self {
            label: label.into(),
            met,
            join: Some(join),
            comparison: None,
            cited: Vec::new(),
            cited_count: 0,
            facts: Vec::new(),
            children,
        }
    }

    /// Cited 来件 beyond those listed.
    pub fn cited_beyond(&self) -> u64 {
        self.cited_count.saturating_sub(self.cited.len() as u64)
    }
}

impl PastFinding {
    pub fn sample() -> Self {
        Self {
            finding_id: 8800,
            title: "数量、频次明显超出正常".to_owned(),
            verdict: Verdict::Hint,
            summary: "近12个月投诉41件。".to_owned(),
            rules_version: "circumstances-2025.4".to_owned(),
            as_of: date(2026, 3, 1),
            change: "由提示改为命中；规则版本由 circumstances-2025.4 改为 circumstances-2026.1".to_owned(),
        }
    }
}

impl FindingView {
    /// Counter-evidence that is met; the rest is shown to say that it was looked for.
    pub fn opposing_met(&self) -> usize {
        self.opposing.iter().filter(|node| node.met).count()
    }

    /// Two made-up findings: a hit in force with evidence on both sides, a hint that rests on a lapsed instrument.
    pub fn samples() -> Vec<Self> {
        let comparison = |value: &str, op, threshold: &str, window: &str| Comparison {
            value: value.to_owned(),
            op,
            threshold: threshold.to_owned(),
            window: window.to_owned(),
        };
        let cited = |numbers: std::ops::Range<i64>| -> Vec<Cited> {
            numbers.map(|n| Cited { submission_no: format!("20260401{n:06}"), submission_id: (n % 4 != 0).then_some(n) }).collect()
        };
        let frequency = EvidenceNode::joined(
            "数量和频次都明显超出正常消费",
            true,
            Join::All,
            vec![
                EvidenceNode::leaf("本人投诉件数", true, comparison("63 件", "≥", "20 件", "近12个月"), cited(1..9), 63),
                EvidenceNode::leaf("高于同期来件人的比例", true, comparison("99.97%", "≥", "99.5%", "近12个月"), Vec::new(), 0),
                EvidenceNode::joined(
                    "以索赔为目的的迹象",
                    true,
                    Join::Any,
                    vec![
                        EvidenceNode::leaf("要求惩罚性赔偿的比例", true, comparison("92%", "≥", "60%", "近12个月"), cited(1..4), 58),
                        EvidenceNode::leaf("同一商品重复购买投诉", false, comparison("1 次", "≥", "3 次", "近12个月"), cited(5..6), 1),
                    ],
                ),
            ],
        );
        let shared = EvidenceNode::leaf("共用联系电话的人数", true, comparison("6 人", "≥", "4 人", "近24个月"), cited(11..16), 6);
        vec![
            Self {
                finding_id: 9001,
                circumstance: "yy16.2.6".to_owned(),
                title: "数量、频次明显超出正常".to_owned(),
                verdict: Verdict::Hit,
                clause: "岳市监〔2024〕16号第二条第（六）项".to_owned(),
                clause_text: "购买商品或接受服务的数量、频次明显超出合理消费范围，多次提出投诉举报并要求赔偿的。".to_owned(),
                in_force: true,
                summary: "近12个月投诉63件，高于99.97%的来件人，其中58件要求惩罚性赔偿。".to_owned(),
                rules_version: "circumstances-2026.1".to_owned(),
                as_of: date(2026, 5, 12),
                supporting: vec![frequency],
                opposing: vec![EvidenceNode::leaf(
                    "经核查属实的投诉举报比例",
                    true,
                    comparison("41%", "≥", "30%", "近12个月"),
                    cited(21..24),
                    26,
                )],
                own: None,
                outcomes: vec![OutcomeView {
                    outcome: Outcome::Confirmed,
                    officer: "周立本".to_owned(),
                    at: "2026-05-12 09:20".to_owned(),
                    reason: "已向来件人和三家经营者核实，<均系>开箱前索赔。".to_owned(),
                }],
            },
            Self {
                finding_id: 9002,
                circumstance: "yy16.2.8".to_owned(),
                title: "多人共用电话或地址".to_owned(),
                verdict: Verdict::Hint,
                clause: "岳市监〔2024〕16号第二条第（八）项".to_owned(),
                clause_text: "多人使用同一联系方式、收货地址，有组织地提出投诉举报的。".to_owned(),
                in_force: false,
                summary: "6人共用同一联系电话，建议核对是否为同一家庭或受托代理。".to_owned(),
                rules_version: "circumstances-2026.1".to_owned(),
                as_of: date(2026, 5, 12),
                supporting: vec![shared],
                opposing: Vec::new(),
                own: Some(OwnView {
                    officer: "彭见山".to_owned(),
                    made_at: "2026-05-12 08:40".to_owned(),
                    reason: "电话核实中承认受人委托，按件取酬。".to_owned(),
                }),
                outcomes: Vec::new(),
            },
        ]
    }
}
