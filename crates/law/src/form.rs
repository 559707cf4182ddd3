//! 文书: which forms the rules of a day know. Their wording and layout belong to the room that prints.

pub use casework::form::FormId;

use casework::decision::RulesId;

/// A form under one set of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub id: FormId,
    pub rules: RulesId,
    /// The publication that lays the forms down.
    pub edition: String,
    /// Its number there (`文书式样五`); none where the house words it from the articles because no official form exists or is at hand.
    pub serial: Option<String>,
}
