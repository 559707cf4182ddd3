//! The shape of a policy file, before anything in it is checked.

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileDto {
    pub(super) id: Spanned<String>,
    pub(super) version: Spanned<String>,
    pub(super) title: Spanned<String>,
    pub(super) instrument: Spanned<String>,
    pub(super) citation: Spanned<String>,
    pub(super) clause: Spanned<String>,
    pub(super) applies_to: Spanned<String>,
    pub(super) ask: Spanned<String>,
    pub(super) hit: Option<Spanned<NodeDto>>,
    pub(super) hint: Option<Spanned<NodeDto>>,
    #[serde(default)]
    pub(super) counter: Vec<Spanned<NodeDto>>,
}

/// Any node: which of the fields belong together is checked by `read`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NodeDto {
    pub(super) label: String,
    pub(super) summary: Option<Spanned<String>>,
    pub(super) effect: Option<Spanned<String>>,
    pub(super) all: Option<Vec<Spanned<Self>>>,
    pub(super) any: Option<Vec<Spanned<Self>>>,
    pub(super) not: Option<Box<Spanned<Self>>>,
    pub(super) name: Option<String>,
    pub(super) measure: Option<Spanned<String>>,
    pub(super) window_days: Option<Spanned<u32>>,
    pub(super) op: Option<Spanned<String>>,
    pub(super) threshold: Option<Spanned<toml::Value>>,
    pub(super) unit: Option<Spanned<String>>,
    pub(super) rationale: Option<Spanned<String>>,
}
