//! 研判 over all filings: who acted together, what many wrote about, which texts are alike.

use jiff::civil::{Date, date};

use super::Choice;

/// What to look at first, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct TogetherPage {
    /// Tied people, those who act most suddenly and narrowly first.
    pub groups: Vec<GroupRow>,
    /// People whom only a wording ties: a reason to inspect the trader.
    pub waves: Vec<GroupRow>,
    pub hot_issues: Vec<HotIssueRow>,
    pub filter: HotIssueFilter,
    pub regions: Vec<Choice>,
    /// When the latest run ended.
    pub assessed_at: Option<String>,
}

/// Which hot issues are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HotIssueFilter {
    pub region: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// One group in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRow {
    pub group_id: i64,
    pub persons: i64,
    pub submissions: i64,
    pub first_on: Date,
    pub last_on: Date,
    /// `同一电话、文本近似`.
    pub ties: String,
    /// In one sentence.
    pub why: String,
}

/// One hot issue in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct HotIssueRow {
    pub issue_id: i64,
    pub title: String,
    pub region: String,
    pub persons: i64,
    pub submissions: i64,
    pub first_on: Date,
    pub last_on: Date,
    pub busiest_from: Date,
    pub busiest_persons: i64,
    /// People in an ordinary stretch, e.g. `0.4`.
    pub ordinary: String,
    pub tied: i64,
    pub concerted: bool,
}

/// A part of a whole as a line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorView {
    pub label: &'static str,
    /// `5 / 6`.
    pub parts: String,
    pub percent: u64,
    /// What it means.
    pub note: &'static str,
}

/// One shared thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieView {
    pub label: &'static str,
    pub persons: Vec<i64>,
    pub submissions: usize,
}

/// A 来件 of a group or of a hot issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub person_id: Option<i64>,
    pub received_on: Date,
    pub operator: String,
}

/// One group with its ties drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupPage {
    pub row: GroupRow,
    pub is_wave: bool,
    pub persons: Vec<i64>,
    pub indicators: Vec<IndicatorView>,
    pub ties: Vec<TieView>,
    pub members: Vec<MemberRow>,
}

/// One hot issue with its course.
#[derive(Clone, Debug, PartialEq)]
pub struct HotIssuePage {
    pub row: HotIssueRow,
    pub months: Vec<super::MonthCount>,
    pub members: Vec<MemberRow>,
}

/// Part of a text, and whether the other text has it too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub differs: bool,
}

/// Two masked texts beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    pub other: MemberRow,
    /// To the wording's representative, e.g. `91.2%`.
    pub similarity: String,
    pub own: Vec<Piece>,
    pub others: Vec<Piece>,
}

/// The texts that say the same as one 来件's, the group by which it acts, the hot issues that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct NearPage {
    pub submission_id: i64,
    pub submission_no: String,
    /// 来件, people and traders of the wording; zeros where nobody else used it.
    pub wording: (i64, i64, i64),
    pub alike: Vec<SideBySide>,
    pub group: Option<GroupRow>,
    pub hot_issues: Vec<HotIssueRow>,
}

impl GroupRow {
    fn sample(group_id: i64) -> Self {
        Self {
            group_id,
            persons: 5,
            submissions: 6,
            first_on: date(2026, 4, 2),
            last_on: date(2026, 4, 17),
            ties: "同一电话、同一收款账号、文本近似".to_owned(),
            why: "5人6件，最集中的30天内占100%，占同期同一经营者来件人的83%".to_owned(),
        }
    }
}

impl HotIssueRow {
    fn sample(issue_id: i64, concerted: bool) -> Self {
        Self {
            issue_id,
            title: "岳阳楼区<示例>健身房 · 合同".to_owned(),
            region: "岳阳楼区".to_owned(),
            persons: 42,
            submissions: 47,
            first_on: date(2026, 3, 1),
            last_on: date(2026, 4, 20),
            busiest_from: date(2026, 3, 10),
            busiest_persons: 31,
            ordinary: "0.4".to_owned(),
            tied: if concerted { 20 } else { 2 },
            concerted,
        }
    }
}

fn sample_members() -> Vec<MemberRow> {
    (1..=6)
        .map(|n| MemberRow {
            submission_id: (n != 4).then_some(n),
            submission_no: format!("20260402{n:06}"),
            person_id: Some(n.min(5)),
            received_on: date(2026, 4, 2),
            operator: "岳阳楼区<示例>超市".to_owned(),
        })
        .collect()
}

impl TogetherPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        Self {
            groups: vec![GroupRow::sample(1), GroupRow::sample(7)],
            waves: vec![GroupRow { ties: "文本近似".to_owned(), ..GroupRow::sample(30) }],
            hot_issues: vec![HotIssueRow::sample(11, false), HotIssueRow::sample(12, true)],
            filter: HotIssueFilter { from: Some(date(2026, 3, 1)), ..HotIssueFilter::default() },
            regions: vec![Choice::new("430602", "岳阳楼区")],
            assessed_at: Some("2026-05-12 02:08".to_owned()),
        }
    }
}

impl GroupPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let indicator = |label, percent| IndicatorView { label, parts: format!("{percent} / 100"), percent, note: "示例说明" };
        Self {
            row: GroupRow::sample(1),
            is_wave: false,
            persons: (1..=5).collect(),
            indicators: vec![indicator("密度", 90), indicator("突发", 100), indicator("专一", 75)],
            ties: vec![
                TieView { label: "同一电话", persons: vec![1, 2, 3], submissions: 3 },
                TieView { label: "同一收款账号", persons: vec![3, 4, 5], submissions: 4 },
            ],
            members: sample_members(),
        }
    }
}

impl HotIssuePage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let months =
            [(3, 30), (4, 17)].map(|(month, complaints)| super::MonthCount { month: format!("2026-{month:02}"), complaints, tipoffs: 2 });
        Self { row: HotIssueRow::sample(11, false), months: months.into(), members: sample_members() }
    }
}

impl NearPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let piece = |text: &str, differs| Piece { text: text.to_owned(), differs };
        Self {
            submission_id: 1,
            submission_no: "20260402000001".to_owned(),
            wording: (6, 5, 2),
            alike: vec![SideBySide {
                other: sample_members().remove(1),
                similarity: "91.2%".to_owned(),
                own: vec![piece("本人于", false), piece("4月2日", true), piece("在<某>超市购买，要求十倍赔偿。", false)],
                others: vec![piece("本人于", false), piece("4月9日", true), piece("在<某>超市购买，要求十倍赔偿。", false)],
            }],
            group: Some(GroupRow::sample(1)),
            hot_issues: vec![HotIssueRow::sample(11, false)],
        }
    }
}
