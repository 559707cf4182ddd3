//! What can go wrong: the law has no answer, or a policy file is broken.

use casework::clock::TermId;
use jiff::civil::Date;

/// The law on file gives no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LawError {
    #[error("没有编号为“{id}”的期限")]
    UnknownTerm { id: String },
    #[error("{on}没有适用的“{}”（{}）期限规定", .term.label(), .term.code())]
    NoTerm { term: TermId, on: Date },
    #[error("{on}没有适用的投诉举报处理规定（资料自2020-01-01起）")]
    NoRules { on: Date },
    #[error("日期超出可计算范围")]
    OutOfRange,
    #[error("期限未在计时，不能中止或者延长")]
    NotRunning,
    #[error("期限未中止，不能恢复")]
    NotSuspended,
    #[error("恢复日期早于中止日期{since}")]
    ResumedTooEarly { since: Date },
    #[error("期限已于{due_on}届满，不能延长")]
    TermOver { due_on: Date },
    #[error("“{}”（{}）不能延长", .term.label(), .term.code())]
    NoExtension { term: TermId },
    #[error("没有编号为“{setting}”的设置，或者它没有“{option}”这一选项")]
    UnknownSetting { setting: String, option: String },
}

/// A policy file that cannot be used, and where it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}第{line}行：{message}")]
pub struct PackError {
    pub file: String,
    /// From one.
    pub line: usize,
    pub message: String,
}
