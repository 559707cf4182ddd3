//! What the user says of a table: which columns there are and of what kind. Everything else has a default.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use identity::Level;
use identity::linkage::{Kind, MOST_COLUMNS, THRESHOLD};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    mode: String,
    id: String,
    column: Vec<ColumnOfFile>,
    blocking: Option<Vec<Vec<String>>>,
    threshold: Option<f64>,
    model: Option<PathBuf>,
    #[serde(default)]
    must_not_link: Vec<(String, String)>,
    seed: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnOfFile {
    name: OneOrMany,
    kind: String,
    #[serde(default)]
    levels: BTreeMap<String, f64>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// A configuration, checked.
pub(super) struct Config {
    /// Only records of different inputs are linked.
    pub(super) links_only: bool,
    /// The header of the column that names a record.
    pub(super) id: String,
    pub(super) columns: Vec<ColumnConfig>,
    /// Per rule, the places of its columns.
    pub(super) blocking: Option<Vec<Vec<usize>>>,
    pub(super) threshold: f64,
    pub(super) model: Option<PathBuf>,
    /// Pairs of record ids.
    pub(super) must_not_link: Vec<(String, String)>,
    pub(super) seed: u64,
}

/// One thing that is compared.
pub(super) struct ColumnConfig {
    /// The headers whose cells make it, joined with `+`.
    pub(super) name: String,
    pub(super) headers: Vec<String>,
    pub(super) kind: Kind,
    /// Bits set by hand.
    pub(super) levels: Vec<(Level, f64)>,
}

impl Config {
    /// Reads a configuration; paths in it are taken from its own folder.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("无法读取配置 {}", path.display()))?;
        let config = Self::parse(&text).with_context(|| format!("配置 {}", path.display()))?;
        let beside = |file: PathBuf| path.parent().unwrap_or(Path::new("")).join(file);
        Ok(Self { model: config.model.map(beside), ..config })
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        let file: File = toml::from_str(text)?;
        let links_only = match file.mode.as_str() {
            "dedupe" => false,
            "link" => true,
            other => bail!("mode = \"{other}\" 不可用：应为 dedupe 或 link"),
        };
        ensure!(!file.column.is_empty(), "至少要有一个 [[column]]");
        ensure!(file.column.len() <= MOST_COLUMNS, "[[column]] 最多 {MOST_COLUMNS} 个，现有 {} 个", file.column.len());
        let columns = file.column.into_iter().map(ColumnConfig::check).collect::<anyhow::Result<Vec<_>>>()?;
        let place = |name: &String| {
            let found = columns.iter().position(|column| column.name == *name || column.headers.contains(name));
            found.with_context(|| format!("blocking 中的列 {name} 不在 [[column]] 中"))
        };
        let rule = |names: &Vec<String>| {
            ensure!(!names.is_empty(), "blocking 中有一条没有列");
            names.iter().map(place).collect::<anyhow::Result<Vec<_>>>()
        };
        let blocking = file.blocking.map(|rules| rules.iter().map(rule).collect::<anyhow::Result<Vec<_>>>()).transpose()?;
        ensure!(blocking.as_ref().is_none_or(|rules| !rules.is_empty()), "blocking 没有规则；不写 blocking 时由数据推出");
        let threshold = file.threshold.unwrap_or(THRESHOLD);
        ensure!(threshold > 0.0 && threshold < 1.0, "threshold = {threshold} 不可用：应大于 0、小于 1");
        Ok(Self {
            links_only,
            id: file.id,
            columns,
            blocking,
            threshold,
            model: file.model,
            must_not_link: file.must_not_link,
            seed: file.seed.unwrap_or(1),
        })
    }
}

impl ColumnConfig {
    fn check(column: ColumnOfFile) -> anyhow::Result<Self> {
        let headers = match column.name {
            OneOrMany::One(name) => vec![name],
            OneOrMany::Many(names) => names,
        };
        ensure!(!headers.is_empty(), "有一个 [[column]] 没有列名");
        let name = headers.join("+");
        let kind = Kind::from_code(&column.kind).with_context(|| {
            let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
            format!("列 {name} 的 kind = \"{}\" 不可用：应为 {} 之一", column.kind, kinds.join(" "))
        })?;
        let level = |(code, bits): (String, f64)| {
            let found = kind.levels().iter().map(|spec| spec.level).find(|level| level.code() == code);
            let level = found.with_context(|| {
                let levels: Vec<&str> = kind.levels().iter().map(|spec| spec.level.code()).collect();
                format!("列 {name} 没有层级 {code}：{} 的层级为 {}", kind.code(), levels.join(" "))
            })?;
            ensure!(bits.is_finite(), "列 {name} 层级 {code} 的权重应为有限的数");
            Ok((level, bits))
        };
        let levels = column.levels.into_iter().map(level).collect::<anyhow::Result<Vec<_>>>()?;
        Ok(Self { name, headers, kind, levels })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_enough_and_mistakes_are_named() {
        let config = Config::parse(
            "mode = \"link\"\nid = \"rec_id\"\n[[column]]\nname = \"surname\"\nkind = \"surname\"\n[[column]]\nname = [\"a\", \"b\"]\nkind = \"address\"",
        )
        .expect("the least that is needed");
        assert_eq!((config.links_only, config.threshold, config.columns[1].name.as_str(), config.blocking), (true, THRESHOLD, "a+b", None));

        let refused = |text: &str| Config::parse(text).map(|_| ()).expect_err("refused");
        let refused = |text: &str| format!("{:#}", refused(text));
        let with_column = |extra: &str| format!("mode = \"dedupe\"\nid = \"id\"\n{extra}\n[[column]]\nname = \"s\"\nkind = \"surname\"\n");
        assert!(refused("mode = \"both\"\nid = \"id\"\ncolumn = []").contains("应为 dedupe 或 link"));
        assert!(refused(&with_column("treshold = 0.5")).contains("treshold"));
        assert!(refused(&with_column("threshold = 1.0")).contains("应大于 0、小于 1"));
        assert!(refused(&with_column("blocking = [[\"t\"]]")).contains("列 t 不在"));
        assert!(refused("mode = \"dedupe\"\nid = \"id\"\n[[column]]\nname = \"s\"\nkind = \"sirname\"").contains("surname"));
        assert!(
            refused("mode = \"dedupe\"\nid = \"id\"\n[[column]]\nname = \"s\"\nkind = \"city\"\n[column.levels]\nmasked = 1")
                .contains("没有层级 masked")
        );
    }
}
