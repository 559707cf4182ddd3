//! 回避: what an officer declared, and what stands in the way of handling one filing.

/// One declared relation. A person is told by the sort of number only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationRow {
    pub relation_id: i64,
    pub officer: String,
    pub relation: &'static str,
    pub subject: String,
    pub declared_at: String,
    pub ended_at: Option<String>,
}

/// 回避申报.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvoidancePage {
    /// Latest first.
    pub relations: Vec<RelationRow>,
}

/// Where an officer stands towards a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AvoidanceState {
    /// Nothing declared touches it any more.
    Free,
    /// Declared, and nobody ruled yet: kept apart.
    Undecided,
    Avoids,
    Stays,
}

impl AvoidanceState {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Free => "关系已解除",
            Self::Undecided => "应当回避，尚未决定",
            Self::Avoids => "已决定回避",
            Self::Stays => "已决定不需回避",
        }
    }

    /// Whether the officer is kept from the filing.
    pub const fn keeps_apart(self) -> bool {
        matches!(self, Self::Undecided | Self::Avoids)
    }
}

/// One officer who is tied to the filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvoidanceView {
    pub account_id: i64,
    pub officer: String,
    pub is_in_charge: bool,
    /// The viewer.
    pub is_own: bool,
    /// `配偶（来件人）`; empty for those who need not know.
    pub relations: Vec<String>,
    pub state: AvoidanceState,
    /// Who ruled what and why.
    pub ruled: Option<String>,
    pub may_rule: bool,
    /// Whether it can be ruled that they need not stand aside.
    pub may_stay: bool,
}

impl AvoidancePage {
    /// Made up, for looking at the page.
    pub fn sample() -> Self {
        let person = RelationRow {
            relation_id: 2,
            officer: "周立本".to_owned(),
            relation: "配偶",
            subject: "个人，按证件号码（只留指纹，不存号码）".to_owned(),
            declared_at: "2026-04-21 11:39".to_owned(),
            ended_at: None,
        };
        let trader = RelationRow {
            relation_id: 1,
            relation: "曾经任职",
            subject: "洞庭<渔家>店".to_owned(),
            ended_at: Some("2026-04-22 09:00".to_owned()),
            ..person.clone()
        };
        Self { relations: vec![person, trader] }
    }
}

impl AvoidanceView {
    /// Made up: one to be ruled on, one ruled.
    pub fn samples() -> Vec<Self> {
        let undecided = Self {
            account_id: 3,
            officer: "<彭见山>".to_owned(),
            is_in_charge: true,
            is_own: false,
            relations: vec!["曾经任职（被投诉举报的经营者）".to_owned()],
            state: AvoidanceState::Undecided,
            ruled: None,
            may_rule: true,
            may_stay: true,
        };
        let avoids = Self {
            account_id: 4,
            officer: "周立本".to_owned(),
            is_in_charge: false,
            is_own: true,
            relations: vec!["本人（来件人）".to_owned()],
            state: AvoidanceState::Avoids,
            ruled: Some("2026-04-21 11:39 程局长决定应当回避：<本人>投诉".to_owned()),
            may_rule: false,
            may_stay: false,
        };
        vec![undecided, avoids]
    }
}
