//! 异议: the person speaks; somebody who had no part in listing answers.

use jiff::civil::Date;

use super::Signed;
use crate::codes::codes;

codes! {
    /// By which way an objection came. None is turned away for its form.
    ObjectionChannel {
        Visit = "visit", "当面";
        Letter = "letter", "信函";
        Phone = "phone", "电话";
        Online = "online", "网络";
        Hotline = "hotline", "12345热线";
        Agent = "agent", "委托代理人";
        Other = "other", "其他";
    }
}

codes! {
    /// What the answer says.
    ObjectionOutcome {
        /// The entry is withdrawn.
        Upheld = "upheld", "异议成立";
        Rejected = "rejected", "异议不成立";
    }
}

/// An objection with its clock (L-OBJ).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub id: i64,
    pub received_on: Date,
    /// The last day on which an answer is in time.
    pub due_on: Date,
    pub answer: Option<Answer>,
}

/// How an objection was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub signed: Signed,
    pub outcome: ObjectionOutcome,
}

impl Objection {
    /// Whether the answer is owed past its day, or came after it.
    pub fn is_late(&self, today: Date) -> bool {
        self.answer.map_or(today, |answer| answer.signed.on) > self.due_on
    }
}
