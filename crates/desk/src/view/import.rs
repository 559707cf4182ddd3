//! Imports: upload, progress, what could not be taken and why.

use casework::codes::ImportKind;

use super::{Choice, Tone};

/// The upload form and the latest runs.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportList {
    /// Profiles that the deployment ships, without the plain one; `value` = profile name.
    pub profiles: Vec<Choice>,
    /// Largest file taken, in bytes.
    pub limit_bytes: u64,
    /// Latest first.
    pub runs: Vec<ImportRow>,
}

/// One run in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRow {
    pub run_id: i64,
    pub kind: ImportKind,
    pub file_name: String,
    pub state: ImportState,
    pub inserted: u64,
    pub unchanged: u64,
    pub rejected: u64,
    pub started_at: String,
    pub started_by: String,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    Running,
    Finished,
    /// Ended before the last row; what went in stays, the same file resumes.
    Interrupted,
    /// The file could not be taken as a whole.
    Failed,
}

impl ImportState {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Interrupted => "interrupted",
            Self::Failed => "failed",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Running => "正在导入",
            Self::Finished => "已完成",
            Self::Interrupted => "已中断",
            Self::Failed => "未能导入",
        }
    }

    pub const fn tone(self) -> Tone {
        match self {
            Self::Running => Tone::Info,
            Self::Finished => Tone::Good,
            Self::Interrupted => Tone::Warning,
            Self::Failed => Tone::Danger,
        }
    }
}

/// The counters of a run, also sent as JSON to the page's script.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportProgress {
    pub run_id: i64,
    pub kind: ImportKind,
    pub file_name: String,
    pub state: ImportState,
    /// Rows read so far.
    pub read: u64,
    /// Rows that the file holds, once known.
    pub total: Option<u64>,
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: u64,
    /// One clear sentence when the run failed or was interrupted.
    pub message: Option<String>,
    pub started_at: String,
    pub finished_at: Option<String>,
    pub started_by: String,
}

impl ImportProgress {
    /// 0–100 once the total is known; a finished run is 100.
    pub fn percent(&self) -> Option<u64> {
        match (self.state, self.total) {
            (ImportState::Finished, _) => Some(100),
            (_, Some(total)) if total > 0 => Some((self.read.min(total) * 100) / total),
            _ => None,
        }
    }
}

/// One run with the first rows that were turned away.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportPage {
    pub progress: ImportProgress,
    /// Headers that no column of ours matches: kept with the original row.
    pub unknown_columns: Vec<String>,
    /// The first rejected rows; the error workbook holds all.
    pub rejected: Vec<RejectedRow>,
    /// What to do when it is done: whether 研判 has taken the new rows in.
    pub assessed: bool,
    /// Whether the new filings were weighed one by one, so that what they bear on in others waits for the next 研判.
    pub arrived: bool,
}

/// A row that did not go in. It shows where and what was expected, never the value.
#[derive(Clone, Debug, PartialEq)]
pub struct RejectedRow {
    pub row_no: u64,
    pub reasons: Vec<RejectReason>,
}

/// One cell of it.
#[derive(Clone, Debug, PartialEq)]
pub struct RejectReason {
    pub column: String,
    pub expected: String,
}

impl ImportList {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let row = |run_id, state, kind, file_name: &str, inserted, rejected| ImportRow {
            run_id,
            kind,
            file_name: file_name.to_owned(),
            state,
            inserted,
            unchanged: 12,
            rejected,
            started_at: "2026-05-12 09:30".to_owned(),
            started_by: "李登记".to_owned(),
        };
        Self {
            profiles: vec![Choice::new("citizen-messages-2020", "市民留言（2020）")],
            limit_bytes: 256 * 1024 * 1024,
            runs: vec![
                row(31, ImportState::Running, ImportKind::Submissions, "12315平台_5月.xlsx", 12_400, 3),
                row(30, ImportState::Finished, ImportKind::Submissions, "来访登记<4月>.csv", 1_932, 17),
                row(29, ImportState::Interrupted, ImportKind::Attestations, "核实记录.xlsx", 40, 0),
                row(28, ImportState::Failed, ImportKind::Reviews, "复议台账.xls", 0, 0),
            ],
        }
    }
}

impl ImportPage {
    /// A finished run with errors.
    pub fn sample() -> Self {
        let reason = |column: &str, expected: &str| RejectReason { column: column.to_owned(), expected: expected.to_owned() };
        Self {
            progress: ImportProgress {
                run_id: 30,
                kind: ImportKind::Submissions,
                file_name: "来访登记<4月>.csv".to_owned(),
                state: ImportState::Finished,
                read: 1_961,
                total: Some(1_961),
                inserted: 1_932,
                updated: 0,
                unchanged: 12,
                rejected: 17,
                message: None,
                started_at: "2026-05-12 09:30".to_owned(),
                finished_at: Some("2026-05-12 09:31".to_owned()),
                started_by: "李登记".to_owned(),
            },
            unknown_columns: vec!["备注".to_owned(), "经办科室".to_owned()],
            rejected: vec![
                RejectedRow {
                    row_no: 14, reasons: vec![reason("证件号码", "居民身份证号码校验位不符（GB 11643），请核对")]
                },
                RejectedRow {
                    row_no: 208,
                    reasons: vec![reason("登记时间", "YYYY-MM-DD HH:MM[:SS]，或日期单元格"), reason("类型", "投诉、举报、投诉举报之一")],
                },
            ],
            assessed: false,
            arrived: true,
        }
    }

    /// A run under way.
    pub fn sample_running() -> Self {
        let mut page = Self::sample();
        page.progress.state = ImportState::Running;
        page.progress.read = 820;
        page.progress.finished_at = None;
        page.rejected.clear();
        page
    }

    /// A file that could not be taken.
    pub fn sample_failed() -> Self {
        let mut page = Self::sample_running();
        page.progress.state = ImportState::Failed;
        page.progress.total = None;
        page.progress.message = Some("第1行缺少必填列“登记时间”，请对照模板补齐后重新上传。".to_owned());
        page
    }
}
