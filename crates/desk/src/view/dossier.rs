//! 研判全卷: everything that speaks for and against one person's 来件 being abuse, on one page that can go into the file.

use jiff::civil::{Date, date};

use super::{EvidenceNode, GroupPage, PersonPage, SideBySide, SpreadView, Tone, Verdict};

/// What the file says of one person, or of one 来件 and whoever is behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierPage {
    /// `None` where nobody knows who filed the 来件.
    pub person_id: Option<i64>,
    /// The 来件 whose own findings are shown; `None` = the person's.
    pub case: Option<DossierCase>,
    pub submission_count: u64,
    pub written_on: Date,
    /// Until which day the facts behind the findings were known; `None` = none yet.
    pub as_of: Option<Date>,
    /// Hits first; of a person the latest of each circumstance.
    pub findings: Vec<DossierFinding>,
    /// What speaks for the person beyond single findings, ready to print.
    pub in_favour: Vec<String>,
    pub course: CourseView,
    pub spread: Option<SpreadView>,
    pub groups: Vec<GroupPage>,
    /// Near texts beside each other.
    pub texts: Vec<DossierText>,
    pub quantities: Vec<QuantityView>,
    /// Version, day and source of the table of usual consumption.
    pub consumption: String,
}

/// The 来件 in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierCase {
    pub submission_id: i64,
    pub submission_no: String,
}

/// One circumstance with both sides of its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierFinding {
    pub title: String,
    pub verdict: Verdict,
    pub clause: String,
    pub in_force: bool,
    pub summary: String,
    pub rules_version: String,
    /// The 来件 that the evidence below is about.
    pub on: DossierCase,
    /// All the person's 来件 with a finding of the circumstance.
    pub filings: usize,
    pub supporting: EvidenceNode,
    pub opposing: Vec<EvidenceNode>,
}

/// The filings on one line of days.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseView {
    /// Oldest first.
    pub rows: Vec<CourseRow>,
    /// True when the person has more than are listed.
    pub truncated: bool,
}

/// One filing with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseRow {
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub received_on: Date,
    pub kind: &'static str,
    pub operator: String,
    /// Item with its quantity.
    pub goods: String,
    pub claim: Option<String>,
    pub closed_on: Option<Date>,
    /// Outcome or verification.
    pub outcome: Option<String>,
    pub award: Option<String>,
    pub punitive: bool,
    pub tone: Tone,
}

/// A near text, and to which own filing it is held.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierText {
    pub own_no: String,
    pub beside: SideBySide,
}

/// What was bought of one thing within thirty days, against the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityView {
    pub goods: String,
    /// With unit.
    pub bought: String,
    pub usual: String,
    pub times: String,
    /// First and last day of the purchases.
    pub from: Date,
    pub until: Date,
    pub filings: usize,
    /// Why the table says so.
    pub rationale: String,
    /// More than the table allows a household.
    pub exceeds: bool,
}

impl DossierPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let person = PersonPage::sample();
        let finding = super::FindingView::samples().remove(0);
        let case = |id: i64| DossierCase { submission_id: id, submission_no: format!("20260507{id:06}") };
        let row = |id: i64, day: i64, punitive: bool| CourseRow {
            submission_id: (id != 96).then_some(id),
            submission_no: format!("20260507{id:06}"),
            received_on: date(2025, 9, 1).saturating_add(jiff::Span::new().days(day)),
            kind: "投诉",
            operator: "岳阳楼区<洞庭>渔家土特产店".to_owned(),
            goods: "散装酱板鸭 12 只".to_owned(),
            claim: Some("3680.00".to_owned()),
            closed_on: (id != 101).then(|| date(2025, 9, 20).saturating_add(jiff::Span::new().days(day))),
            outcome: (id != 101).then(|| "调解成功".to_owned()),
            award: punitive.then(|| "1000.00".to_owned()),
            punitive,
            tone: if punitive { Tone::Warning } else { Tone::Neutral },
        };
        Self {
            person_id: Some(4021),
            case: Some(case(101)),
            submission_count: 63,
            written_on: date(2026, 5, 12),
            as_of: Some(date(2026, 5, 12)),
            findings: vec![DossierFinding {
                title: finding.title,
                verdict: finding.verdict,
                clause: finding.clause,
                in_force: false,
                summary: finding.summary,
                rules_version: finding.rules_version,
                on: case(101),
                filings: 14,
                supporting: finding.supporting[0].clone(),
                opposing: finding.opposing,
            }],
            in_favour: vec!["3 件举报中 2 件属实或者部分属实".to_owned(), "63 件中 9 件只要求退还价款或者退换维修".to_owned()],
            course: CourseView { rows: vec![row(88, 0, true), row(96, 70, false), row(101, 240, false)], truncated: true },
            spread: person.spread,
            groups: vec![GroupPage::sample()],
            texts: super::NearPage::sample()
                .alike
                .into_iter()
                .map(|beside| DossierText { own_no: "20260507000101".to_owned(), beside })
                .collect(),
            quantities: vec![
                QuantityView {
                    goods: "白酒".to_owned(),
                    bought: "60 瓶".to_owned(),
                    usual: "12 瓶".to_owned(),
                    times: "5倍".to_owned(),
                    from: date(2026, 3, 1),
                    until: date(2026, 3, 20),
                    filings: 3,
                    rationale: "自饮每月四瓶，成箱六瓶；婚宴另有事由".to_owned(),
                    exceeds: true,
                },
                QuantityView {
                    goods: "纯牛奶".to_owned(),
                    bought: "2 箱".to_owned(),
                    usual: "18 箱".to_owned(),
                    times: "0.11倍".to_owned(),
                    from: date(2026, 4, 2),
                    until: date(2026, 4, 2),
                    filings: 1,
                    rationale: "一人每天一盒，一箱十二至二十四盒".to_owned(),
                    exceeds: false,
                },
            ],
            consumption: "版本 2026.1，2026-01-01 起；户均人数：第七次全国人口普查 2.62 人，取 3".to_owned(),
        }
    }
}
