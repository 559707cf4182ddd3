//! 查阅记录: who looked at whom, when and for what.

/// The page of the auditor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LooksPage {
    /// The filing number that was asked for; nothing = the latest looks at anything.
    pub number: Option<String>,
    /// Filings that the look at a person takes in: the one asked for and those held to be of the same person.
    pub filings: usize,
    pub rows: Vec<LookRow>,
    /// Of the latest looks: the last id of this page, where another follows.
    pub next_before: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookRow {
    pub at: String,
    /// Name and unit; `命令行` where nobody was logged in.
    pub by: String,
    /// E.g. `查看明文`.
    pub what: String,
    /// Label of the class.
    pub class: Option<&'static str>,
    pub submission_no: Option<String>,
    pub purpose: String,
    /// Filings concerned.
    pub count: i64,
}

impl LooksPage {
    /// Made-up data that shows every branch of the page.
    pub fn sample() -> Self {
        let look = |what: &str, class, submission_no: Option<&str>, count| LookRow {
            at: "2026-05-12 10:02".to_owned(),
            by: "周立本（岳阳市岳阳楼区市场监督管理局）".to_owned(),
            what: what.to_owned(),
            class,
            submission_no: submission_no.map(str::to_owned),
            purpose: "联系当事人<调解>".to_owned(),
            count,
        };
        Self {
            number: Some("20260430000088".to_owned()),
            filings: 3,
            rows: vec![look("查看明文", Some("联系电话"), Some("20260430000088"), 1), look("导出来件", None, None, 4_210)],
            next_before: Some(17),
        }
    }
}
