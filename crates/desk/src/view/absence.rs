//! 请假与代理: who is away, and who stands in for them.

use super::Choice;

/// One absence that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsenceRow {
    pub login: String,
    pub name: String,
    pub role: &'static str,
    pub unit: String,
    pub deputy: Option<String>,
    pub from: String,
    pub until: String,
    /// Begun; else it is to come.
    pub is_now: bool,
    pub recorded_by: String,
}

/// 请假与代理.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsencePage {
    pub today: String,
    pub rows: Vec<AbsenceRow>,
    /// Logins with names, for the form.
    pub people: Vec<Choice>,
}

impl AbsencePage {
    /// Made up, for looking at the page.
    pub fn sample() -> Self {
        let now = AbsenceRow {
            login: "chief".to_owned(),
            name: "任<楼区>".to_owned(),
            role: "负责人",
            unit: "岳阳楼区市场监督管理局".to_owned(),
            deputy: Some("周立本".to_owned()),
            from: "2026-04-20".to_owned(),
            until: "2026-04-24".to_owned(),
            is_now: true,
            recorded_by: "丁安全".to_owned(),
        };
        let later = AbsenceRow { login: "second".to_owned(), name: "许次席".to_owned(), deputy: None, is_now: false, ..now.clone() };
        Self {
            today: "2026-04-21".to_owned(),
            rows: vec![now, later],
            people: vec![Choice::new("chief", "任<楼区>（岳阳楼区市场监督管理局 · 负责人）"), Choice::new("officer", "周立本")],
        }
    }
}
