//! Tokens without which no clear value is read: an allowed decision for a purpose, then that decision on record.

use casework::codes::FieldClass;
use jiff::Timestamp;
use store::Tx;
use store::access::NewAccess;

use super::{Filing, PurposeKind, exports, reads_clear};
use crate::{Actor, DeskError};

/// The shortest purpose, in characters other than white space: long enough to say something to whoever reads the record.
const PURPOSE_CHARS: usize = 4;

/// The purpose as it goes on record; `Invalid` when it says nothing.
pub(crate) fn purpose(text: &str) -> Result<String, DeskError> {
    let purpose = casework::values::clean_text(text);
    let chars = purpose.chars().filter(|c| !c.is_whitespace()).count();
    if chars < PURPOSE_CHARS {
        Err(DeskError::invalid("purpose", format!("请写明用途，不少于{PURPOSE_CHARS}个字")))
    } else {
        Ok(purpose)
    }
}

/// What may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One class of one filing.
    Cell { submission_id: i64, class: FieldClass },
    /// What a paper of one filing prints.
    Paper { submission_id: i64 },
    /// Every class of the filings of a table.
    Table,
}

/// The policies let this person read this, for this purpose. Made only here, and of no use until it is on record.
pub struct Grant {
    account_id: Option<i64>,
    subject: Subject,
    words: String,
}

/// A [`Grant`] that is on record: what clear values are read with. Made only by `Grant::record` and `printing`.
///
/// ```compile_fail
/// // Nobody else can make one.
/// let released = desk::access::Released { subject: desk::access::Subject::Table };
/// ```
pub struct Released {
    subject: Subject,
}

/// One class of a filing, in clear; `NotFound` where the actor may not know of the filing, `Forbidden` where they may not read it.
pub(crate) fn clear(actor: &Actor, class: FieldClass, filing: &Filing, words: &str) -> Result<Grant, DeskError> {
    let purpose = PurposeKind::of(actor.department);
    if reads_clear(&actor.post(), class, filing, purpose) {
        let subject = Subject::Cell { submission_id: filing.submission_id, class };
        Ok(Grant { account_id: Some(actor.account_id), subject, words: words.to_owned() })
    } else {
        Err(DeskError::Forbidden)
    }
}

/// Every class, in a table that leaves; nobody = a command on the machine itself.
pub(crate) fn table(actor: Option<&Actor>, words: &str) -> Result<Grant, DeskError> {
    let post = actor.map(Actor::post);
    if FieldClass::ALL.iter().all(|class| exports(post.as_ref(), *class, PurposeKind::Table)) {
        Ok(Grant { account_id: actor.map(|actor| actor.account_id), subject: Subject::Table, words: words.to_owned() })
    } else {
        Err(DeskError::Forbidden)
    }
}

/// Values that go into a paper which is sealed as soon as it is printed: who takes it in hand is put on record then.
pub(crate) const fn printing(submission_id: i64) -> Released {
    Released { subject: Subject::Paper { submission_id } }
}

impl Grant {
    /// Puts it on record, in the transaction that must be committed before anything is shown. Gives the record's id as well.
    pub(crate) async fn record(&self, tx: &mut Tx, kind: &str, subject_count: i64, at: Timestamp) -> Result<(Released, i64), DeskError> {
        let (submission_id, field_class) = match self.subject {
            Subject::Cell { submission_id, class } => (Some(submission_id), Some(class)),
            Subject::Paper { submission_id } => (Some(submission_id), None),
            Subject::Table => (None, None),
        };
        let look = NewAccess {
            account_id: self.account_id,
            kind: kind.to_owned(),
            submission_id,
            field_class,
            purpose: self.words.clone(),
            subject_count,
            at,
        };
        let id = store::access::record(tx, &look).await?;
        Ok((Released { subject: self.subject }, id))
    }
}

impl Released {
    /// Whether it was given for this value.
    pub(crate) fn covers(&self, filing: i64, of_class: FieldClass) -> bool {
        match self.subject {
            Subject::Cell { submission_id, class } => submission_id == filing && class == of_class,
            Subject::Paper { submission_id } => submission_id == filing,
            Subject::Table => true,
        }
    }
}
