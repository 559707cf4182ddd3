//! 对照表: how somebody else's headers, value spellings and dates map to ours. Shipped ones live in `profiles/`.

use std::collections::{BTreeMap, HashMap};

use casework::codes::ImportKind;
use casework::submission::Intake;
use serde::Deserialize;

use crate::columns::columns;
use crate::header::normal;

/// How to read one sender's files of one kind.
#[derive(Clone, Debug)]
pub struct Profile {
    pub name: String,
    /// What the profile is for, shown where people choose one.
    pub title: String,
    pub kind: ImportKind,
    pub intake: Intake,
    pub(crate) rules: Vec<ColumnRule>,
    /// Their headers that are kept in the original and need no report, normalised.
    pub(crate) kept: Vec<String>,
}

/// What a profile says about one of our columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct ColumnRule {
    pub(crate) slot: usize,
    /// Their headers; the texts of several are joined line by line.
    pub(crate) headers: Vec<String>,
    pub(crate) constant: Option<String>,
    /// Their spelling → ours; `""` makes a cell count as empty.
    pub(crate) values: HashMap<String, String>,
    /// strftime formats that replace the built-in ones, for dates that would be ambiguous.
    pub(crate) date_formats: Vec<String>,
}

/// Why a profile cannot be used, for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("对照表 {name}{}：{message}", .line.map(|l| format!(" 第 {l} 行")).unwrap_or_default())]
pub struct ProfileError {
    pub name: String,
    pub line: Option<usize>,
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    kind: toml::Spanned<String>,
    #[serde(default)]
    intake: Option<toml::Spanned<String>>,
    #[serde(default)]
    headers: BTreeMap<toml::Spanned<String>, OneOrMore>,
    #[serde(default)]
    constants: BTreeMap<toml::Spanned<String>, String>,
    #[serde(default)]
    values: BTreeMap<toml::Spanned<String>, BTreeMap<String, String>>,
    #[serde(default)]
    date_formats: BTreeMap<toml::Spanned<String>, OneOrMore>,
    #[serde(default)]
    keep: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

/// Profiles that ship with mingjian: name and text.
const BUILTIN: &[(&str, &str)] = &[("citizen-messages-2020", include_str!("../../../profiles/citizen-messages-2020.toml"))];

impl Profile {
    /// Our own headers and spellings, for live work.
    pub fn standard(kind: ImportKind) -> Self {
        let title = format!("{}标准格式", kind.label());
        Self { name: "standard".to_owned(), title, kind, intake: Intake::Live, rules: Vec::new(), kept: Vec::new() }
    }

    /// The profiles that ship with mingjian.
    pub fn builtin() -> Result<Vec<Self>, ProfileError> {
        BUILTIN.iter().map(|(name, text)| Self::parse(name, text)).collect()
    }

    /// Reads a profile from its toml text.
    pub fn parse(name: &str, text: &str) -> Result<Self, ProfileError> {
        let line_of = |offset: usize| text.get(..offset).map(|before| before.matches('\n').count() + 1);
        let fail = |offset: Option<usize>, message: String| ProfileError { name: name.to_owned(), line: offset.and_then(line_of), message };
        let file: File = toml::from_str(text).map_err(|e| fail(e.span().map(|s| s.start), e.message().to_owned()))?;

        let kind = ImportKind::from_code(file.kind.get_ref())
            .ok_or_else(|| fail(Some(file.kind.span().start), format!("kind 须为 {} 之一", codes_of_kinds())))?;
        let intake = match file.intake.as_ref().map(|i| i.get_ref().as_str()) {
            None | Some("live") => Intake::Live,
            Some("historical") => Intake::Historical,
            Some(_) => return Err(fail(file.intake.map(|i| i.span().start), "intake 须为 live 或 historical".to_owned())),
        };
        let ours = columns(kind);
        let mut rules: BTreeMap<usize, ColumnRule> = BTreeMap::new();
        let mut rule = |key: &toml::Spanned<String>, change: &mut dyn FnMut(&mut ColumnRule)| {
            let column = ours.iter().find(|c| c.key == key.get_ref()).ok_or_else(|| {
                fail(Some(key.span().start), format!("“{}”不是“{}”的列，可用：{}", key.get_ref(), kind.label(), keys_of(kind)))
            })?;
            change(rules.entry(column.slot).or_insert_with(|| ColumnRule { slot: column.slot, ..ColumnRule::default() }));
            Ok(())
        };
        for (key, headers) in file.headers {
            let headers = headers.into_vec();
            rule(&key, &mut |r| r.headers.clone_from(&headers))?;
        }
        for (key, constant) in file.constants {
            rule(&key, &mut |r| r.constant = Some(constant.clone()))?;
        }
        for (key, values) in file.values {
            rule(&key, &mut |r| r.values = values.iter().map(|(theirs, ours)| (theirs.trim().to_owned(), ours.clone())).collect())?;
        }
        for (key, formats) in file.date_formats {
            let formats = formats.into_vec();
            rule(&key, &mut |r| r.date_formats.clone_from(&formats))?;
        }
        let rules: Vec<ColumnRule> = rules.into_values().collect();
        if let Some(both) = rules.iter().find(|r| r.constant.is_some() && !r.headers.is_empty()) {
            return Err(fail(None, format!("第 {} 列既有表头又有固定值，只能二选一", both.slot + 1)));
        }
        let kept = file.keep.iter().map(|h| normal(h)).collect();
        Ok(Self { name: name.to_owned(), title: file.title, kind, intake, rules, kept })
    }

    pub(crate) fn rule(&self, slot: usize) -> Option<&ColumnRule> {
        self.rules.iter().find(|r| r.slot == slot)
    }
}

fn codes_of_kinds() -> String {
    crate::columns::list(ImportKind::ALL.iter().map(|k| k.code()))
}

fn keys_of(kind: ImportKind) -> String {
    crate::columns::list(columns(kind).iter().map(|c| c.key))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: Expect) {
        let result = Profile::parse("p", text).map(|p| format!("{} {:?}", p.kind.code(), p.intake));
        expected.assert_eq(&result.unwrap_or_else(|e| e.to_string()));
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        check("title = \"t\"\nkind = \"submissions\"\nintake = \"historical\"", expect!["submissions Historical"]);
        check(
            "title = \"t\"\nkind = \"people\"",
            expect![
                "对照表 p 第 2 行：kind 须为 submissions、reviews、disclosures、discipline、police、petitions、penalties、attestations 之一"
            ],
        );
        check(
            "title = \"t\"\nkind = \"discipline\"\n[headers]\nnarrative = \"内容\"",
            expect![
                "对照表 p 第 4 行：“narrative”不是“纪检举报”的列，可用：fact_no、organ、happened_on、name、id_no、phone、matter、submission_no、result、result_on"
            ],
        );
        check("title = \"t\"\nkind = \"police\"\nintake = \"maybe\"", expect!["对照表 p 第 3 行：intake 须为 live 或 historical"]);
        check(
            "title = \"t\"\nkind = \"police\"\n[headers]\norgan = \"a\"\n[constants]\norgan = \"b\"",
            expect!["对照表 p：第 2 列既有表头又有固定值，只能二选一"],
        );
    }

    #[test]
    fn shipped_profiles_are_right() {
        let names: Vec<String> = Profile::builtin().map(|all| all.into_iter().map(|p| p.name).collect()).unwrap_or_default();
        assert_eq!(names, ["citizen-messages-2020"]);
    }
}
