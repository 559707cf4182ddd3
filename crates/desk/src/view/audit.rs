//! 审计: the state of the log, what stands in it, and signals in officers' own acts.

use super::{EvidenceNode, RelationRow};

/// The state of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainView {
    /// Entries that have their place.
    pub size: u64,
    /// Entries that wait for it.
    pub waiting: u64,
    /// Of the latest checkpoint; empty before the first.
    pub root: String,
    pub signed_at: String,
    /// Witnesses' lines: name, size of the checkpoint, when it was kept.
    pub witnesses: Vec<(String, u64, String)>,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    pub seq: i64,
    pub at: String,
    pub officer: String,
    pub what: String,
    /// The row that it is about.
    pub subject: String,
    /// Where one may look at it.
    pub submission_id: Option<i64>,
    /// First letters of its commitment, as outsiders read it.
    pub commitment: String,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Table of the row.
    pub subject: Option<String>,
    pub account_id: Option<i64>,
    /// Entries before this place.
    pub before: Option<i64>,
}

/// 审计·账本.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    pub chain: ChainView,
    pub query: AuditQuery,
    /// Table and its name.
    pub subjects: Vec<(&'static str, &'static str)>,
    pub officers: Vec<(i64, String)>,
    pub rows: Vec<EntryRow>,
    pub next_before: Option<i64>,
}

/// One signal.
#[derive(Clone, Debug, PartialEq)]
pub struct SignalView {
    pub officer: String,
    pub title: String,
    /// Whom or what it concerns.
    pub about: String,
    pub person_id: Option<i64>,
    pub ask: String,
    pub evidence: EvidenceNode,
}

/// A complaint drawn by lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecheckView {
    pub recheck_id: i64,
    pub submission_id: i64,
    pub submission_no: String,
    pub drawn: String,
    /// What the check found, by whom and when.
    pub result: Option<String>,
    pub note: String,
}

/// 审计·廉洁监测.
#[derive(Clone, Debug, PartialEq)]
pub struct IntegrityPage {
    pub as_of: String,
    /// Title and window of every monitor, whether it fired or not.
    pub monitors: Vec<(String, u32)>,
    pub signals: Vec<SignalView>,
    pub rechecks: Vec<RecheckView>,
    /// 回避申报 of the auditor's units, latest first.
    pub relations: Vec<RelationRow>,
    /// Closed complaints of the last 90 days that were never drawn.
    pub urn: usize,
}

impl AuditPage {
    /// Made up, for looking at the page.
    pub fn sample() -> Self {
        Self {
            chain: ChainView {
                size: 4_812,
                waiting: 2,
                root: "q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq8=".to_owned(),
                signed_at: "2026-04-21 11:40".to_owned(),
                witnesses: vec![("witness.<省局>".to_owned(), 4_500, "2026-04-20 18:00".to_owned())],
            },
            query: AuditQuery { subject: Some("decision".to_owned()), account_id: Some(3), before: None },
            subjects: vec![("decision", "决定"), ("access_record", "查阅")],
            officers: vec![(3, "周立本".to_owned()), (4, "<彭见山>".to_owned())],
            rows: vec![EntryRow {
                seq: 4_811,
                at: "2026-04-21 11:39".to_owned(),
                officer: "周立本".to_owned(),
                what: "决定受理".to_owned(),
                subject: "决定 77".to_owned(),
                submission_id: Some(501),
                commitment: "9f86d081884c".to_owned(),
            }],
            next_before: Some(4_711),
        }
    }
}

impl IntegrityPage {
    /// Made up, for looking at the page.
    pub fn sample() -> Self {
        let cited = vec![super::Cited { submission_no: "20260421000076".to_owned(), submission_id: Some(501) }];
        let comparison = super::Comparison { value: "5件".to_owned(), op: "≥", threshold: "5件".to_owned(), window: String::new() };
        let leaf = EvidenceNode::leaf("该承办人与该来件人调解成功", true, comparison, cited, 5);
        let signal = SignalView {
            officer: "周立本".to_owned(),
            title: "与同一来件人反复调解成功".to_owned(),
            about: "人员 9".to_owned(),
            person_id: Some(9),
            ask: "请抽查这些调解的协议和履行情况。".to_owned(),
            evidence: EvidenceNode::joined("与同一来件人反复调解成功（近365日）", true, super::Join::All, vec![leaf]),
        };
        let trader = SignalView { about: "<某店>".to_owned(), person_id: None, ..signal.clone() };
        let open = RecheckView {
            recheck_id: 3,
            submission_id: 501,
            submission_no: "20260421000076".to_owned(),
            drawn: "2026-04-21 11:39 方审计".to_owned(),
            result: None,
            note: String::new(),
        };
        let done = RecheckView {
            recheck_id: 2,
            result: Some("未见异常 · 方审计 · 2026-04-21 15:00".to_owned()),
            note: "材料<齐全>".to_owned(),
            ..open.clone()
        };
        Self {
            as_of: "2026-04-21".to_owned(),
            monitors: vec![("与同一来件人反复调解成功".to_owned(), 365)],
            signals: vec![signal, trader],
            rechecks: vec![open, done],
            relations: super::AvoidancePage::sample().relations,
            urn: 212,
        }
    }
}
