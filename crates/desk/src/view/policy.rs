//! 规则: circumstances, their versions, and what became of their findings.

use jiff::civil::{Date, date};

use super::Verdict;

/// The page of all circumstances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoliciesPage {
    pub circumstances: Vec<CircumstanceView>,
    /// Latest first.
    pub versions: Vec<VersionView>,
    pub precision: Vec<PrecisionView>,
    pub may_draft: bool,
}

/// One circumstance as it applies today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CircumstanceView {
    /// E.g. `yy16.2.6`.
    pub circumstance: String,
    pub title: String,
    pub citation: String,
    pub version: String,
    /// No conditions: an officer finds it.
    pub by_officer: bool,
    /// 来件 with a current hit.
    pub hits: i64,
    pub hints: i64,
}

/// One version beside those carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionView {
    pub policy_id: i64,
    pub circumstance: String,
    pub version: String,
    pub state: &'static str,
    pub note: String,
    /// By whom and when.
    pub drafted: String,
    pub approved: Option<String>,
    pub effective_on: Option<Date>,
}

/// What officers found findings of one version to be worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrecisionView {
    pub circumstance: String,
    pub title: String,
    pub version: String,
    pub verdict: Verdict,
    pub confirmed: i64,
    pub unfounded: i64,
    pub not_needed: i64,
}

impl PrecisionView {
    /// Confirmed of those confirmed or unfounded, e.g. `96.3%`; `—` where nobody judged.
    pub fn share(&self) -> String {
        let judged = self.confirmed + self.unfounded;
        if judged == 0 { "—".to_owned() } else { assess::Value::ratio(self.confirmed, judged).text(assess::Unit::Share) }
    }
}

/// The page of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyPage {
    pub version: VersionView,
    pub title: String,
    /// The policy file.
    pub content: String,
    /// A back-test under way, or one that failed.
    pub running: Option<BackTestView>,
    pub trial: Option<TrialView>,
    pub tried_at: Option<String>,
    pub shadows: Vec<ShadowView>,
    pub today: Date,
    pub may_draft: bool,
    pub may_shadow: bool,
    pub may_approve: bool,
}

/// How far a back-test is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackTestView {
    pub is_running: bool,
    pub words: String,
    pub started_at: String,
}

/// What the back-test showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialView {
    pub since: Date,
    pub until: Date,
    pub filings: u64,
    pub hits_before: u64,
    pub hints_before: u64,
    pub hits_after: u64,
    pub hints_after: u64,
    /// Honest kinds of filers first.
    pub classes: Vec<ClassView>,
}

/// Changes among one kind of filer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassView {
    pub label: &'static str,
    pub is_honest_sign: bool,
    pub changes: u64,
    /// 来件 that would become hits.
    pub entered: u64,
    /// 来件 that would no longer be hits.
    pub left: u64,
    /// The first few.
    pub shown: Vec<ChangeView>,
}

/// One 来件 whose verdict would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeView {
    /// `None` when the viewer may not open it.
    pub submission_id: Option<i64>,
    pub submission_no: String,
    pub before: &'static str,
    pub after: &'static str,
}

/// One run in the shadow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShadowView {
    pub as_of: Date,
    pub live_hits: i64,
    pub live_hints: i64,
    pub shadow_hits: i64,
    pub shadow_hints: i64,
    pub entered: i64,
    pub left: i64,
}

fn sample_version() -> VersionView {
    VersionView {
        policy_id: 3,
        circumstance: "yy16.2.6".to_owned(),
        version: "2026.2".to_owned(),
        state: "影子运行",
        note: "本地人口较少，年度件数下限由二十件降为十八件".to_owned(),
        drafted: "周立本 2026-05-06 10:00".to_owned(),
        approved: None,
        effective_on: None,
    }
}

impl PoliciesPage {
    pub fn sample() -> Self {
        let circumstance = |circumstance: &str, title: &str, by_officer, hits| CircumstanceView {
            circumstance: circumstance.to_owned(),
            title: title.to_owned(),
            citation: "岳市监〔2024〕16号第二部分".to_owned(),
            version: "2026.1".to_owned(),
            by_officer,
            hits,
            hints: hits / 2,
        };
        Self {
            circumstances: vec![
                circumstance("yy16.2.6", "投诉数量和频次明显超出正常范围", false, 63),
                circumstance("yy16.2.8", "其他滥用投诉的行为", true, 1),
            ],
            versions: vec![sample_version()],
            precision: vec![PrecisionView {
                circumstance: "yy16.2.6".to_owned(),
                title: "投诉数量和频次明显超出正常范围".to_owned(),
                version: "2026.1".to_owned(),
                verdict: Verdict::Hit,
                confirmed: 26,
                unfounded: 1,
                not_needed: 4,
            }],
            may_draft: true,
        }
    }
}

impl PolicyPage {
    pub fn sample() -> Self {
        let class = |label, is_honest_sign, entered| ClassView {
            label,
            is_honest_sign,
            changes: entered,
            entered,
            left: 0,
            shown: (0..entered.min(2))
                .map(|n| ChangeView {
                    submission_id: (n != 1).then_some(7),
                    submission_no: format!("20260401{n:06}"),
                    before: "提示",
                    after: "命中",
                })
                .collect(),
        };
        Self {
            version: sample_version(),
            title: "投诉数量和频次明显超出正常范围".to_owned(),
            content: "id = \"yy16.2.6\"\nversion = \"2026.2\"\n".to_owned(),
            running: Some(BackTestView {
                is_running: true,
                words: "读取来件，已读取 120000 件".to_owned(),
                started_at: "2026-05-12 09:31".to_owned(),
            }),
            trial: Some(TrialView {
                since: date(2024, 5, 12),
                until: date(2026, 5, 12),
                filings: 20_000,
                hits_before: 63,
                hints_before: 30,
                hits_after: 71,
                hints_after: 25,
                classes: vec![
                    class("举报多数属实的人", true, 0),
                    class("多数只求退换的人", true, 1),
                    class("多数要求数倍赔偿的人", false, 7),
                ],
            }),
            tried_at: Some("2026-05-06 10:05".to_owned()),
            shadows: vec![ShadowView {
                as_of: date(2026, 5, 11),
                live_hits: 63,
                live_hints: 30,
                shadow_hits: 71,
                shadow_hints: 25,
                entered: 8,
                left: 0,
            }],
            today: date(2026, 5, 12),
            may_draft: true,
            may_shadow: false,
            may_approve: true,
        }
    }
}
