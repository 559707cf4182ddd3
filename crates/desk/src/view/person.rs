//! The person page: whose 来件 are held to be one person's, and by what.

use casework::codes::SubmissionKind;
use identity::Judgement;
use jiff::civil::{Date, date};

use super::{Fact, FindingBadge, HintPointer, RegistryPointer, StateBadge, Tone, Verdict};

/// A derived person. It holds no clear value; the values differ from 来件 to 来件 and are shown masked.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonPage {
    pub person_id: i64,
    /// Distinct masked values over all their 来件: names, numbers, phones, addresses.
    pub facts: Vec<Fact>,
    pub submission_count: u64,
    /// Every month from the first to the last 来件, empty months too, at most 120.
    pub months: Vec<MonthCount>,
    /// Latest first.
    pub submissions: Vec<PersonSubmission>,
    /// True when `submissions` stops at its limit.
    pub truncated: bool,
    /// How often people file, with this person marked; `None` before the first assessment.
    pub spread: Option<SpreadView>,
    pub graph: GraphView,
    /// Latest first, one page of them.
    pub links: Vec<LinkView>,
    pub link_count: u64,
    pub link_page: u32,
    pub link_pages: u32,
    pub findings: Vec<FindingBadge>,
    pub protected: bool,
    /// Standing entries of the 异常名录: pointers, not a ground for anything.
    pub registry: Vec<RegistryPointer>,
    /// What lists of other places say; no fact and no ground.
    pub hints: Vec<HintPointer>,
    /// Whether a request about the person's own data may be taken.
    pub may_ask: bool,
    pub may_propose: bool,
    /// Whether the viewer may undo, join and forbid links.
    pub may_judge: bool,
}

/// 来件 of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthCount {
    /// `2026-05`.
    pub month: String,
    /// 投诉 and 投诉举报.
    pub complaints: u32,
    /// 举报 only.
    pub tipoffs: u32,
}

/// The population's own distribution, in which the person stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpreadView {
    /// The year up to this day.
    pub until: Date,
    pub own: i64,
    /// Everybody who filed in that year.
    pub persons: i64,
    /// Share of them who filed less often, e.g. `99.9%`.
    pub below: String,
    pub bands: Vec<SpreadBand>,
}

/// People who filed so often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpreadBand {
    /// E.g. `3–5 件`.
    pub label: String,
    pub persons: i64,
    /// The person stands in it.
    pub is_own: bool,
}

/// One 来件 of the person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonSubmission {
    pub id: i64,
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub received_on: Date,
    pub kind: SubmissionKind,
    pub operator: String,
    /// Category, issue, item.
    pub summary: String,
    pub state: StateBadge,
    pub claim: Option<String>,
    /// E.g. `调解成功`; `None` = not closed.
    pub outcome: Option<&'static str>,
    pub award: Option<String>,
}

/// One judgement edge.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkView {
    pub edge_id: i64,
    pub left_no: String,
    pub left_id: i64,
    pub right_no: String,
    pub right_id: i64,
    /// `同一人`, `可能同一人`, `不是同一人`.
    pub judgement: StateBadge,
    /// E.g. `99.98%`.
    pub probability: String,
    /// Where the columns' sum starts, in bits: the odds of two filings taken at random. `None` where an officer ruled.
    pub start: Option<f64>,
    pub columns: Vec<ColumnWeightView>,
    /// `系统` or an officer's name.
    pub judged_by: String,
    pub judged_at: String,
    pub reason: Option<String>,
    /// Who undid it and when; `None` = it counts.
    pub undone: Option<String>,
}

/// What one column says about the pair.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnWeightView {
    /// E.g. `联系电话`.
    pub column: String,
    /// E.g. `一致`, `遮蔽位相容`, `不同`.
    pub level: String,
    /// log2 Bayes factor: positive speaks for one person.
    pub weight: f64,
}

/// The person's filings and what links them.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphView {
    /// Latest first.
    pub nodes: Vec<GraphNode>,
    pub edges: Vec<GraphEdge>,
    /// True when the person has more filings than are drawn.
    pub is_part: bool,
}

/// One filing of the drawing; its number there is its place, from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphNode {
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub received_on: Date,
    /// Links to others of the drawing.
    pub links: usize,
    /// The probability of the strongest of them.
    pub strongest: Option<String>,
}

/// A line of the drawing between two places of [`GraphView::nodes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphEdge {
    pub left: usize,
    pub right: usize,
    pub judgement: Judgement,
    pub by_officer: bool,
}

impl ColumnWeightView {
    /// `+12.4` or `−3.0`.
    pub fn weight_text(&self) -> String {
        if self.weight < 0.0 { format!("−{:.1}", -self.weight) } else { format!("+{:.1}", self.weight) }
    }
}

impl PersonPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        use casework::codes::FieldClass;
        let masked = |label, class, text: &str| Fact::masked(label, class, Some(text.to_owned()));
        let months = (0..26_u32)
            .map(|i| MonthCount {
                month: format!("{}-{:02}", 2024 + (i + 3) / 12, (i + 3) % 12 + 1),
                complaints: [0, 1, 0, 2, 3, 1, 0, 5, 8, 4, 2, 0, 6][i as usize % 13],
                tipoffs: [1, 0, 0, 1, 2][i as usize % 5],
            })
            .collect();
        let weight = |column: &str, level: &str, weight| ColumnWeightView { column: column.to_owned(), level: level.to_owned(), weight };
        let link = |edge_id, left_id: i64, right_id: i64| LinkView {
            edge_id,
            left_no: format!("20260507{left_id:06}"),
            left_id,
            right_no: format!("20260430{right_id:06}"),
            right_id,
            judgement: StateBadge::new("同一人", Tone::Good),
            probability: "99.98%".to_owned(),
            start: Some(-14.1),
            columns: vec![
                weight("证件号码", "遮蔽位相容", 9.6),
                weight("姓名", "一致", 6.2),
                weight("联系电话", "一致", 12.4),
                weight("联系地址", "不同", -1.8),
            ],
            judged_by: "系统".to_owned(),
            judged_at: "2026-05-12 02:08".to_owned(),
            reason: None,
            undone: None,
        };
        let mut possible = link(502, 101, 76);
        possible.judgement = StateBadge::new("可能同一人", Tone::Warning);
        possible.probability = "81.40%".to_owned();
        let mut undone = link(503, 88, 76);
        undone.judgement = StateBadge::new("不是同一人", Tone::Danger);
        undone.judged_by = "彭见山".to_owned();
        undone.reason = Some("经电话核实，系同号段的父子二人".to_owned());
        undone.undone = Some("2026-05-12 09:40 周立本撤销".to_owned());
        let submissions = (0..14_i64)
            .map(|i| PersonSubmission {
                id: 101 - i,
                submission_id: (i != 3).then_some(101 - i),
                submission_no: format!("20260507{:06}", 101 - i),
                received_on: date(2026, 5, 7).saturating_sub(jiff::Span::new().days(i * 9)),
                kind: if i % 3 == 2 { SubmissionKind::Tipoff } else { SubmissionKind::Complaint },
                operator: ["岳阳楼区<洞庭>渔家土特产店", "华容县芥菜合作社", "平江县天岳大药房"][i as usize % 3].to_owned(),
                summary: "食品 · 标签标识 · 散装酱板鸭".to_owned(),
                state: StateBadge::new("投诉·调解成功", Tone::Good),
                claim: (i % 2 == 0).then(|| "3680.00".to_owned()),
                outcome: (i % 2 == 0).then_some("调解成功"),
                award: (i % 2 == 0).then(|| "1000.00".to_owned()),
            })
            .collect();
        Self {
            person_id: 4021,
            facts: vec![
                masked("姓名", FieldClass::Name, "欧阳*、欧阳**"),
                masked("证件号码", FieldClass::IdNo, "430602********1231"),
                masked("联系电话", FieldClass::Phone, "138****8000、139****0021"),
                masked("联系地址", FieldClass::Address, "岳阳市岳阳楼区金鹗中路***"),
            ],
            submission_count: 63,
            months,
            submissions,
            truncated: true,
            spread: Some(SpreadView {
                until: date(2026, 5, 12),
                own: 63,
                persons: 8_412,
                below: "99.9%".to_owned(),
                bands: [("1 件", 7_900, false), ("2 件", 401, false), ("3–5 件", 98, false), ("6–10 件", 9, false), ("51–100 件", 4, true)]
                    .map(|(label, persons, is_own)| SpreadBand { label: label.to_owned(), persons, is_own })
                    .to_vec(),
            }),
            graph: GraphView {
                nodes: (0..7_usize)
                    .map(|i| GraphNode {
                        submission_id: (i != 3).then_some(101 - i as i64),
                        submission_no: format!("20260507{:06}", 101 - i),
                        received_on: date(2026, 5, 7),
                        links: 2,
                        strongest: (i != 6).then(|| "99.98%".to_owned()),
                    })
                    .collect(),
                edges: [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (0, 5), (2, 6)]
                    .map(|(left, right)| GraphEdge {
                        left,
                        right,
                        judgement: if right == 6 { Judgement::Possible } else { Judgement::Same },
                        by_officer: left == 4,
                    })
                    .to_vec(),
                is_part: true,
            },
            links: vec![link(501, 101, 88), possible, undone],
            link_count: 73,
            link_page: 2,
            link_pages: 3,
            findings: vec![FindingBadge {
                circumstance: "yy16.2.6".to_owned(),
                verdict: Verdict::Hit,
                title: "数量、频次明显超出正常".to_owned(),
                in_force: true,
            }],
            protected: true,
            registry: vec![RegistryPointer::sample()],
            may_propose: true,
            hints: vec![HintPointer::sample()],
            may_ask: true,
            may_judge: true,
        }
    }
}
