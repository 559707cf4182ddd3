//! Why a paper cannot be made.

use crate::field::Field;
use crate::number::chinese_numeral;

/// The Chinese text is for the officer; it never repeats what the paper says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    #[error("文书缺少“{}”", .0.label())]
    Blank(Field),
    #[error("文书的“{}”超过{}个字", .0.label(), .0.limit())]
    TooLong(Field),
    /// A control, private-use or unassigned character: an archive copy (PDF/A) must not hold it.
    #[error("文书的“{}”含有不能存档的字符 U+{:04X}，请改正后再制作", .0.label(), u32::from(*.1))]
    NotArchivable(Field, char),
    #[error("“{}”不是有效的日期", .0.label())]
    NotADay(Field),
    #[error("“{}”应是1至9999的整数", .0.label())]
    NotACount(Field),
    #[error("“{}”须写明两名以上的人员", .0.label())]
    TooFew(Field),
    #[error("“{}”只有第一至第{}项，没有第{ground}项", .field.label(), chinese_numeral(*.last).unwrap_or_default())]
    NoSuchGround { field: Field, ground: u8, last: u8 },
    #[error("“{}”晚于成文日期", .0.label())]
    AfterIssue(Field),
    #[error("“{}”早于成文日期", .0.label())]
    BeforeIssue(Field),
    /// An extension that does not extend.
    #[error("“{}”应晚于原届满日期", .0.label())]
    NotLater(Field),
    /// Such as 举报立案告知书 under Order 121, which deleted it.
    #[error("收到之日适用的规定没有这种文书")]
    NoSuchForm,
    /// No installed font has the character; nothing is printed rather than a box in a person's name.
    #[error("已安装的字体都没有字符 U+{:04X}，请安装含该字的字体（例如：apt-get install fonts-hanazono），再重新启动", u32::from(*.0))]
    NoGlyph(char),
    /// The template or the exporter failed: a fault of ours, never of the input. Texts of the paper are cut out.
    #[error("文书排版失败：{0}")]
    Fault(String),
}

impl PaperError {
    /// The field that is to be mended, where there is one.
    pub const fn field(&self) -> Option<Field> {
        match self {
            Self::Blank(field)
            | Self::TooLong(field)
            | Self::NotArchivable(field, _)
            | Self::NotADay(field)
            | Self::NotACount(field)
            | Self::TooFew(field)
            | Self::NoSuchGround { field, .. }
            | Self::AfterIssue(field)
            | Self::BeforeIssue(field)
            | Self::NotLater(field) => Some(*field),
            Self::NoSuchForm | Self::NoGlyph(_) | Self::Fault(_) => None,
        }
    }
}
