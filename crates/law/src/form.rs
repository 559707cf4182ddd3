//! 文书: which form the rules of a day ask for. Its wording and layout belong to the room that prints.

use casework::decision::RulesId;

/// A form that follows the rules of the day of receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormId {
    Accept,
    Decline,
}

impl FormId {
    pub const ALL: &'static [Self] = &[Self::Accept, Self::Decline];

    /// The title printed on it; the same under both orders.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Accept => "投诉受理决定书",
            Self::Decline => "投诉不予受理决定书",
        }
    }
}

/// A form under one set of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub id: FormId,
    pub rules: RulesId,
    /// The publication that lays the forms down.
    pub edition: String,
}
