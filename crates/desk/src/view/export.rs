//! Exports: what may leave, and who took what before.

/// Kinds of export. Source: FORMATS §3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    Findings,
    Persons,
    Submissions,
    Registry,
    /// 热点 of the latest assessment.
    HotIssues,
}

impl ExportKind {
    pub const ALL: &'static [Self] = &[Self::Findings, Self::Persons, Self::Submissions, Self::Registry, Self::HotIssues];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Persons => "persons",
            Self::Submissions => "submissions",
            Self::Registry => "registry",
            Self::HotIssues => "hot-issues",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Findings => "研判结果",
            Self::Persons => "人员归并",
            Self::Submissions => "来件",
            Self::Registry => "异常名录",
            Self::HotIssues => "热点",
        }
    }

    /// What a row holds.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Findings => "每件来件的每种情形一行：结论、依据、证据来件",
            Self::Persons => "每件来件一行：归于哪一人、置信度",
            Self::Submissions => "每件来件一行：导入格式的各列，个人信息遮蔽",
            Self::Registry => "在册的每人一行：文件所列十项、列入日期、依据、有效期、状态",
            Self::HotIssues => "每个热点一行：涉及的经营者或者商品、人数、起止、最集中的30天，不含个人信息",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }
}

/// File formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    Xlsx,
    Csv,
}

impl ExportFormat {
    /// Also the ending of the file's name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Xlsx, Self::Csv].into_iter().find(|format| format.code() == code)
    }
}

/// The export form and the latest exports.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportPage {
    pub may_export: bool,
    /// Latest first.
    pub records: Vec<ExportRecord>,
}

/// One export that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRecord {
    pub at: String,
    pub by: String,
    pub kind: String,
    /// `None` = personal fields stayed masked.
    pub purpose: Option<String>,
}

impl ExportPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let record = |kind: ExportKind, purpose: Option<&str>| ExportRecord {
            at: "2026-05-11 16:20".to_owned(),
            by: "周立本".to_owned(),
            kind: kind.label().to_owned(),
            purpose: purpose.map(str::to_owned),
        };
        Self {
            may_export: true,
            records: vec![record(ExportKind::Findings, None), record(ExportKind::Submissions, Some("移送<公安>机关"))],
        }
    }
}
