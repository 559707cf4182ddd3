//! 来件 list: filters, columns, rows, paging.

use casework::codes::{Channel, Protection, SubmissionKind};
use jiff::civil::{Date, date};

use super::{Choice, DueBucket, FindingBadge, ListQuery, StateBadge, Tone, TriageView, Verdict};

/// One screen of the list with everything its forms need.
#[derive(Clone, Debug, PartialEq)]
pub struct SubmissionList {
    pub query: ListQuery,
    pub options: FilterOptions,
    /// The viewer's choice of columns, in order; never empty. 来件编号 is always shown.
    pub columns: Vec<Column>,
    pub rows: Vec<SubmissionRow>,
    pub page: Page,
    pub saved: Vec<SavedFilter>,
}

/// Values that the deployment decides; closed lists come from `casework::codes`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilterOptions {
    pub states: Vec<Choice>,
    pub regions: Vec<Choice>,
    pub officers: Vec<Choice>,
    pub circumstances: Vec<Choice>,
}

/// Where in the list we are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// One-based.
    pub number: u32,
    pub size: u32,
    /// Matching rows, counted up to `total_limit`.
    pub total: u64,
    /// True when counting stopped at the limit and there are more.
    pub total_is_floor: bool,
    pub has_next: bool,
}

/// A named filter of this account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    pub filter_id: i64,
    pub name: String,
    pub query: ListQuery,
}

/// Columns that can be shown or hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    ReceivedAt,
    Kind,
    Channel,
    State,
    Filer,
    Operator,
    Region,
    Category,
    Issue,
    Item,
    Amount,
    Claim,
    Officer,
    Due,
    Findings,
}

impl Column {
    pub const ALL: &'static [Self] = &[
        Self::ReceivedAt,
        Self::Kind,
        Self::Channel,
        Self::State,
        Self::Filer,
        Self::Operator,
        Self::Region,
        Self::Category,
        Self::Issue,
        Self::Item,
        Self::Amount,
        Self::Claim,
        Self::Officer,
        Self::Due,
        Self::Findings,
    ];

    /// What an account sees before it chooses.
    pub const DEFAULT: &'static [Self] =
        &[Self::ReceivedAt, Self::Kind, Self::State, Self::Operator, Self::Category, Self::Issue, Self::Officer, Self::Due, Self::Findings];

    pub const fn code(self) -> &'static str {
        match self {
            Self::ReceivedAt => "received_at",
            Self::Kind => "kind",
            Self::Channel => "channel",
            Self::State => "state",
            Self::Filer => "filer",
            Self::Operator => "operator",
            Self::Region => "region",
            Self::Category => "category",
            Self::Issue => "issue",
            Self::Item => "item",
            Self::Amount => "amount",
            Self::Claim => "claim",
            Self::Officer => "officer",
            Self::Due => "due",
            Self::Findings => "findings",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::ReceivedAt => "登记时间",
            Self::Kind => "类型",
            Self::Channel => "来源渠道",
            Self::State => "状态",
            Self::Filer => "来件人",
            Self::Operator => "经营者",
            Self::Region => "区划",
            Self::Category => "类别",
            Self::Issue => "问题",
            Self::Item => "商品或服务",
            Self::Amount => "金额（元）",
            Self::Claim => "索赔（元）",
            Self::Officer => "承办人",
            Self::Due => "期限",
            Self::Findings => "研判",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.code() == code)
    }

    /// Whether the column holds figures, which line up at the right.
    pub const fn is_figure(self) -> bool {
        matches!(self, Self::Amount | Self::Claim)
    }
}

/// One 来件.
#[derive(Clone, Debug, PartialEq)]
pub struct SubmissionRow {
    pub submission_id: i64,
    pub submission_no: String,
    /// `2026-05-07 10:31`.
    pub received_at: String,
    pub kind: SubmissionKind,
    pub channel: Channel,
    /// One per matter.
    pub states: Vec<StateBadge>,
    /// Masked name, e.g. `张*`; `None` = anonymous.
    pub filer: Option<String>,
    pub operator: String,
    pub region: String,
    pub category: Option<&'static str>,
    pub issue: Option<&'static str>,
    pub item: Option<String>,
    /// Yuan with two decimals.
    pub amount: Option<String>,
    pub claim: Option<String>,
    pub officer: Option<String>,
    /// Earliest open clock and its group.
    pub due: Option<(Date, DueBucket)>,
    /// Of each matter that is not ordinary.
    pub triage: Vec<TriageView>,
    pub findings: Vec<FindingBadge>,
    pub protection: Option<Protection>,
}

impl SubmissionList {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let row = |id: i64, operator: &str, due: Option<(Date, DueBucket)>| SubmissionRow {
            submission_id: id,
            submission_no: format!("20260507{id:06}"),
            received_at: "2026-05-07 10:31".to_owned(),
            kind: SubmissionKind::Complaint,
            channel: Channel::Platform12315,
            states: vec![StateBadge::new("投诉·待受理", Tone::Info)],
            filer: Some("张*".to_owned()),
            operator: operator.to_owned(),
            region: "岳阳楼区".to_owned(),
            category: Some("食品"),
            issue: Some("标签标识"),
            item: Some("散装酱板鸭".to_owned()),
            amount: Some("368.00".to_owned()),
            claim: Some("3680.00".to_owned()),
            officer: Some("周立本".to_owned()),
            due,
            triage: Vec::new(),
            findings: Vec::new(),
            protection: None,
        };
        let mut both = row(102, "湖南巴陵家电连锁有限公司南湖大道分公司", Some((date(2026, 5, 12), DueBucket::Today)));
        both.kind = SubmissionKind::Both;
        both.states = vec![StateBadge::new("投诉·已受理", Tone::Good), StateBadge::new("举报·核查中", Tone::Info)];
        both.triage =
            vec![TriageView { label: "疑似牟利", tone: Tone::Warning, reasons: vec!["命中“冒用他人名义”".to_owned()] }];
        both.findings = vec![
            FindingBadge {
                circumstance: "yy16.2.6".to_owned(), verdict: Verdict::Hit, title: "冒用他人名义".to_owned(), in_force: true
            },
            FindingBadge {
                circumstance: "yy16.2.6".to_owned(),
                verdict: Verdict::Hint,
                title: "多人共用电话或地址".to_owned(),
                in_force: false,
            },
        ];
        let mut anonymous = row(103, "平江县天岳大药房 & <连锁>", Some((date(2026, 5, 9), DueBucket::Overdue)));
        anonymous.kind = SubmissionKind::Tipoff;
        anonymous.filer = None;
        anonymous.officer = None;
        anonymous.amount = None;
        anonymous.claim = None;
        anonymous.item = None;
        anonymous.states = vec![StateBadge::new("举报·核查中", Tone::Info)];
        anonymous.protection = Some(Protection::Whistleblower);
        let mut closed = row(104, "汨罗市屈子书院文创店", None);
        closed.states = vec![StateBadge::new("投诉·不予受理", Tone::Neutral)];
        closed.channel = Channel::Letter;
        let mut rows = vec![row(101, "岳阳楼区洞庭渔家土特产店", Some((date(2026, 5, 15), DueBucket::ThreeDays))), both, anonymous, closed];
        rows.extend((105..117).map(|id| row(id, "华容县芥菜合作社", Some((date(2026, 5, 18), DueBucket::Later)))));
        let query = ListQuery { kind: None, category: Some(casework::codes::Category::Food), page: 2, ..ListQuery::default() };
        Self {
            query,
            options: FilterOptions {
                states: vec![Choice::new("open", "办理中"), Choice::new("received", "待受理"), Choice::new("closed", "已办结")],
                regions: vec![Choice::new("430602", "岳阳楼区"), Choice::new("430626", "平江县")],
                officers: vec![Choice::new("3", "周立本"), Choice::new("4", "彭见山")],
                circumstances: vec![Choice::new("yy16.2.6", "数量、频次明显超出正常"), Choice::new("yy16.2.3", "冒用他人名义")],
            },
            columns: Column::ALL.to_vec(),
            rows,
            page: Page { number: 2, size: 50, total: 10_000, total_is_floor: true, has_next: true },
            saved: vec![
                SavedFilter {
                    filter_id: 1,
                    name: "本周食品标签".to_owned(),
                    query: ListQuery { category: Some(casework::codes::Category::Food), ..ListQuery::default() },
                },
                SavedFilter {
                    filter_id: 2,
                    name: "待我处理的命中".to_owned(),
                    query: ListQuery { verdict: Some(Verdict::Hit), ..ListQuery::default() },
                },
            ],
        }
    }
}
