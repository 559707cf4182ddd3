//! A paper to be made.

use std::fmt;

use jiff::civil::Date;

use crate::content::{Content, Values};
use crate::error::PaperError;
use crate::field::Field;
use crate::form::{Edition, Form};
use crate::value::{Printed, chinese_date, text};

/// One paper. Texts are printed as they stand; `Debug` prints nothing of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// The measures in force on the day of receipt.
    pub edition: Edition,
    /// 发文机关, such as `岳阳市市场监督管理局`.
    pub organ: String,
    /// 文号 (see [`paper_no`](crate::paper_no)).
    pub paper_no: String,
    /// 成文日期; it is also the document's creation date.
    pub issued_on: Date,
    /// The paper that this one puts right: title and number.
    pub corrects: Option<String>,
    pub content: Content,
}

impl Paper {
    /// The form on which the paper is printed.
    pub const fn form(&self) -> Form {
        Form { edition: self.edition, kind: self.content.kind() }
    }

    /// Every field as it is printed, or why it cannot be.
    pub(crate) fn print(&self) -> Result<Values, PaperError> {
        let Self { edition, organ, paper_no, issued_on, corrects, content } = self;
        let mut values = content.print(*edition, *issued_on)?;
        values.push((Field::Organ, Printed::Inline(text(Field::Organ, organ)?)));
        values.push((Field::PaperNo, Printed::Inline(text(Field::PaperNo, paper_no)?)));
        if let Some(corrects) = corrects {
            values.push((Field::Corrects, Printed::Inline(text(Field::Corrects, corrects)?)));
        }
        Ok(values)
    }

    /// 成文日期 as it is printed.
    pub(crate) fn dated(&self) -> String {
        chinese_date(self.issued_on)
    }
}

impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Paper({}, …)", self.form().code())
    }
}
