//! The tables that a policy file may hold, as TOML. Private: nothing outside reading knows them.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::{PackError, PackFile};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shape {
    #[serde(default)]
    pub(super) instrument: Vec<InstrumentShape>,
    #[serde(default)]
    pub(super) adoption: Vec<AdoptionShape>,
    #[serde(default)]
    pub(super) rules: Vec<RulesShape>,
    #[serde(default)]
    pub(super) setting: Vec<SettingShape>,
    #[serde(default)]
    pub(super) choice: Vec<ChoiceShape>,
    #[serde(default)]
    pub(super) term: Vec<TermShape>,
    #[serde(default)]
    pub(super) year: Vec<YearShape>,
    #[serde(default)]
    pub(super) successor: Vec<SuccessorShape>,
    #[serde(default)]
    pub(super) threshold: Vec<ThresholdShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InstrumentShape {
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) cite_as: String,
    pub(super) document_no: String,
    pub(super) issued_by: String,
    pub(super) issued_on: Option<Spanned<Datetime>>,
    pub(super) from: Spanned<Datetime>,
    pub(super) to: Option<Spanned<Datetime>>,
    #[serde(default)]
    pub(super) unit: UnitShape,
    #[serde(default)]
    pub(super) article: Vec<ArticleShape>,
}

#[derive(Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum UnitShape {
    #[default]
    Article,
    Part,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleShape {
    pub(super) no: Spanned<u16>,
    pub(super) text: Vec<String>,
    #[serde(default)]
    pub(super) items: Vec<String>,
    #[serde(default)]
    pub(super) after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdoptionShape {
    pub(super) instrument: Spanned<String>,
    pub(super) document_no: String,
    pub(super) adopted_by: String,
    pub(super) from: Spanned<Datetime>,
    pub(super) to: Option<Spanned<Datetime>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulesShape {
    pub(super) id: Spanned<String>,
    pub(super) from: Spanned<Datetime>,
    pub(super) to: Option<Spanned<Datetime>>,
    pub(super) split: Spanned<String>,
    pub(super) accept: Spanned<String>,
    pub(super) end_told: Spanned<String>,
    pub(super) verify_clue: Spanned<String>,
    pub(super) tells_informant: Option<Spanned<String>>,
    pub(super) other_routes: Option<Spanned<String>>,
    pub(super) forms_edition: String,
    pub(super) forms: Vec<FormShape>,
    pub(super) provisions: Vec<ProvisionShape>,
    pub(super) decline: Vec<GroundShape>,
    pub(super) end: Vec<GroundShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroundShape {
    pub(super) ground: Spanned<String>,
    pub(super) clause: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormShape {
    pub(super) id: Spanned<String>,
    pub(super) serial: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProvisionShape {
    pub(super) of: Spanned<String>,
    pub(super) clause: Spanned<String>,
}

/// What became of a clause; one of `from` and `to` at least.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SuccessorShape {
    pub(super) from: Option<Spanned<String>>,
    pub(super) to: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) note: String,
}

/// From when on something is a crime that is referred.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThresholdShape {
    pub(super) id: Spanned<String>,
    pub(super) crime: String,
    pub(super) from: Spanned<Datetime>,
    pub(super) to: Option<Spanned<Datetime>>,
    pub(super) amount_yuan: Spanned<i64>,
    pub(super) amount_yuan_upper: i64,
    pub(super) times: u16,
    pub(super) within_months: u16,
    pub(super) clause: Spanned<String>,
    pub(super) times_clause: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingShape {
    pub(super) id: Spanned<String>,
    pub(super) text: String,
    pub(super) default: Spanned<String>,
    pub(super) options: Vec<OptionShape>,
}

/// A deployment's answer to an open question, in place of the default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceShape {
    pub(super) setting: Spanned<String>,
    pub(super) option: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionShape {
    pub(super) id: String,
    pub(super) label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermShape {
    pub(super) id: Spanned<String>,
    pub(super) from: Spanned<Datetime>,
    pub(super) to: Option<Spanned<Datetime>>,
    pub(super) when: Option<WhenShape>,
    pub(super) length: Spanned<String>,
    pub(super) extension: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) also: Vec<AlsoShape>,
    pub(super) clause: Spanned<String>,
    pub(super) trigger: String,
    pub(super) act: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WhenShape {
    pub(super) setting: Spanned<String>,
    pub(super) option: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlsoShape {
    pub(super) label: String,
    pub(super) length: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearShape {
    pub(super) year: Spanned<i16>,
    pub(super) source: String,
    pub(super) workdays: usize,
    pub(super) holidays: Vec<HolidayShape>,
    pub(super) make_up: Vec<Spanned<Datetime>>,
    /// A later notice for a year that has one already.
    #[serde(default)]
    pub(super) amends: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HolidayShape {
    pub(super) name: String,
    pub(super) from: Spanned<Datetime>,
    pub(super) to: Spanned<Datetime>,
}

/// The tables of one file. What TOML or a table's shape forbids is named in the words of the TOML reader.
pub(super) fn read(file: &PackFile) -> Result<Shape, PackError> {
    toml::from_str(&file.text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        super::At { file, offset }.error(format!("无法读取：{}", error.message()))
    })
}
