//! What a paper says, checked before anything is set in type.

use std::fmt;

use casework::values::clean_text;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::form::{DecisionKind, Edition, Form};
use crate::number::chinese_numeral;

/// One paper to be made. Texts are printed as they stand, on one line of thought: invisible characters are dropped and
/// white space (line breaks too) becomes one space. `Debug` prints nothing of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// The measures in force on the day of receipt.
    pub edition: Edition,
    /// 发文机关, such as `岳阳市市场监督管理局`.
    pub organ: String,
    /// 文号 (see [`paper_no`](crate::paper_no)).
    pub paper_no: String,
    /// 称谓 without the colon: the complainant.
    pub addressee: String,
    /// The day on which the organ received the complaint.
    pub received_on: Date,
    /// What the complaint is about: the text between 关于 and 的投诉.
    pub subject: String,
    /// 成文日期; it is also the document's creation date.
    pub issued_on: Date,
    pub decision: Decision,
}

/// The decision and what only its form holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Decision {
    /// 受理: whom the complainant can ask.
    Accepted { contact: String, phone: String },
    /// 不予受理: the number of the ground, from 1, in 第十五条 (Order 20) or 第十六条 (Order 121).
    Declined { ground: u8 },
}

/// A text of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Organ,
    PaperNo,
    Addressee,
    Subject,
    Contact,
    Phone,
}

impl Field {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Organ => "发文机关",
            Self::PaperNo => "文号",
            Self::Addressee => "投诉人",
            Self::Subject => "投诉内容",
            Self::Contact => "联系人",
            Self::Phone => "联系电话",
        }
    }

    /// The most characters that the text may have.
    pub const fn limit(self) -> usize {
        match self {
            Self::Organ | Self::PaperNo | Self::Phone => 60,
            Self::Addressee | Self::Contact => 100,
            Self::Subject => 500,
        }
    }
}

/// Why a paper cannot be made. The Chinese text is for the officer; it never repeats what the paper says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    #[error("文书缺少“{}”", .0.label())]
    Blank(Field),
    #[error("文书的“{}”超过{}个字", .0.label(), .0.limit())]
    TooLong(Field),
    /// A control, private-use or unassigned character: an archive copy (PDF/A) must not hold it.
    #[error("文书的“{}”含有不能存档的字符 U+{:04X}，请改正后再制作", .0.label(), u32::from(*.1))]
    NotArchivable(Field, char),
    #[error("不予受理的情形只有第一至第{}项，没有第{ground}项", chinese_numeral(*.last).unwrap_or_default())]
    NoSuchGround { ground: u8, last: u8 },
    #[error("成文日期早于收到投诉的日期")]
    IssuedBeforeReceived,
    /// No installed font has the character; nothing is printed rather than a box in a person's name.
    #[error("已安装的字体都没有字符 U+{:04X}，请安装含该字的字体（例如：apt-get install fonts-hanazono），再重新启动", u32::from(*.0))]
    NoGlyph(char),
    /// The template or the exporter failed: a fault of ours, never of the input. Texts of the paper are cut out.
    #[error("文书排版失败：{0}")]
    Fault(String),
}

impl Paper {
    /// The form on which the paper is printed.
    pub const fn form(&self) -> Form {
        let kind = match self.decision {
            Decision::Accepted { .. } => DecisionKind::Accepted,
            Decision::Declined { .. } => DecisionKind::Declined,
        };
        Form { edition: self.edition, kind }
    }

    /// All that the template may know, as JSON. Every field is named here, so that a new one cannot be forgotten.
    pub(crate) fn to_json(&self) -> Result<Value, PaperError> {
        let Self { edition, organ, paper_no, addressee, received_on, subject, issued_on, decision } = self;
        if issued_on < received_on {
            return Err(PaperError::IssuedBeforeReceived);
        }
        let decision = match decision {
            Decision::Accepted { contact, phone } => {
                json!({ "contact": text(Field::Contact, contact)?, "phone": text(Field::Phone, phone)? })
            }
            Decision::Declined { ground } => {
                let last = edition.grounds();
                let numeral = chinese_numeral(*ground).filter(|_| *ground <= last);
                json!({ "ground": numeral.ok_or(PaperError::NoSuchGround { ground: *ground, last })? })
            }
        };
        Ok(json!({
            "organ": text(Field::Organ, organ)?,
            "paper_no": text(Field::PaperNo, paper_no)?,
            "addressee": text(Field::Addressee, addressee)?,
            "received_on": chinese_date(*received_on),
            "subject": text(Field::Subject, subject)?,
            "issued_on": chinese_date(*issued_on),
            "decision": decision,
        }))
    }
}

/// The text as it is printed, or why it cannot be.
fn text(field: Field, raw: &str) -> Result<String, PaperError> {
    // Line breaks and tabs are spaces before `clean_text` drops what is left of control characters.
    let spaced: String = raw.chars().map(|c| if c.is_whitespace() && c != '\u{3000}' { ' ' } else { c }).collect();
    let cleaned = clean_text(&spaced);
    let line = cleaned.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err(PaperError::Blank(field));
    }
    if line.chars().count() > field.limit() {
        return Err(PaperError::TooLong(field));
    }
    match line.chars().find(|&c| is_not_archivable(c)) {
        Some(c) => Err(PaperError::NotArchivable(field, c)),
        None => Ok(line),
    }
}

/// Control characters, private use areas and non-characters, which PDF/A-2 level A forbids.
const fn is_not_archivable(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fff9}'..='\u{fffb}')
        || (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// A date as papers write it: Arabic numerals, full year, no leading zeros (GB/T 9704).
fn chinese_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Paper({}, …)", self.form().code())
    }
}

impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted { .. } => f.write_str("Accepted { … }"),
            Self::Declined { ground } => write!(f, "Declined {{ ground: {ground} }}"),
        }
    }
}
