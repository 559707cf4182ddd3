//! A model as a file: JSON that people can read, compare and keep under version control.

use std::path::Path;

use anyhow::{Context, ensure};
use identity::Level;
use identity::linkage::{ColumnModel, Kind, LevelModel, MODEL_VERSION, Model};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    prior: f64,
    shared_prior: f64,
    records: u64,
    pairs: u64,
    seed: u64,
    columns: Vec<ColumnOfFile>,
}

#[derive(Serialize, Deserialize)]
struct ColumnOfFile {
    name: String,
    kind: String,
    by_frequency: bool,
    levels: Vec<LevelOfFile>,
}

/// `shared` is how often people of one household or office reach the level. `weight` is what m and u say, for readers;
/// only `fixed` overrides them.
#[derive(Serialize, Deserialize)]
struct LevelOfFile {
    level: String,
    m: f64,
    u: f64,
    shared: f64,
    weight: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<f64>,
}

pub(super) fn write(path: &Path, model: &Model) -> anyhow::Result<()> {
    let level = |level: &LevelModel| LevelOfFile {
        level: level.level.code().to_owned(),
        m: level.m,
        u: level.u,
        shared: level.shared,
        weight: level.weight(),
        fixed: level.fixed,
    };
    let column = |column: &ColumnModel| ColumnOfFile {
        name: column.name.clone(),
        kind: column.kind.code().to_owned(),
        by_frequency: column.by_frequency,
        levels: column.levels.iter().map(level).collect(),
    };
    let file = File {
        version: MODEL_VERSION,
        prior: model.prior,
        shared_prior: model.shared_prior,
        records: model.records,
        pairs: model.pairs,
        seed: model.seed,
        columns: model.columns.iter().map(column).collect(),
    };
    let text = serde_json::to_string_pretty(&file)? + "\n";
    std::fs::write(path, text).with_context(|| format!("无法写入 {}", path.display()))
}

pub(super) fn read(path: &Path) -> anyhow::Result<Model> {
    let text = std::fs::read_to_string(path).with_context(|| format!("无法读取模型 {}", path.display()))?;
    parse(&text).with_context(|| format!("模型 {}", path.display()))
}

fn parse(text: &str) -> anyhow::Result<Model> {
    let file: File = serde_json::from_str(text)?;
    ensure!(file.version == MODEL_VERSION, "版本为 {}，本程序读版本 {MODEL_VERSION}，请重新训练", file.version);
    ensure!(file.prior > 0.0 && file.prior < 1.0, "prior 应大于 0、小于 1");
    ensure!((0.0..1.0).contains(&file.shared_prior), "shared_prior 应不小于 0、小于 1");
    let columns = file.columns.into_iter().map(column).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(Model { prior: file.prior, shared_prior: file.shared_prior, records: file.records, pairs: file.pairs, seed: file.seed, columns })
}

fn column(file: ColumnOfFile) -> anyhow::Result<ColumnModel> {
    let kind = Kind::from_code(&file.kind).with_context(|| format!("列 {} 的 kind {} 不可用", file.name, file.kind))?;
    ensure!(file.levels.len() == kind.levels().len(), "列 {} 的层级数不是 {}", file.name, kind.levels().len());
    let level = |(spec, level): (&identity::linkage::LevelSpec, LevelOfFile)| {
        let found = Level::from_code(&level.level).filter(|found| *found == spec.level);
        let found = found.with_context(|| format!("列 {} 的层级 {} 应为 {}", file.name, level.level, spec.level.code()))?;
        let is_probability = |p: f64| p > 0.0 && p <= 1.0;
        ensure!(
            is_probability(level.m) && is_probability(level.u) && is_probability(level.shared),
            "列 {} 层级 {} 的 m、u、shared 应大于 0、不大于 1",
            file.name,
            level.level
        );
        Ok(LevelModel { level: found, m: level.m, u: level.u, shared: level.shared, fixed: level.fixed })
    };
    let levels = kind.levels().iter().zip(file.levels).map(level).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(ColumnModel { name: file.name, kind, levels, by_frequency: file.by_frequency })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_comes_back_as_it_was() {
        let levels =
            Kind::City.levels().iter().map(|spec| LevelModel { level: spec.level, m: spec.m, u: 0.1, shared: 0.2, fixed: None }).collect();
        let city = ColumnModel { name: "city".into(), kind: Kind::City, levels, by_frequency: true };
        let model = Model { prior: 1e-4, shared_prior: 1e-5, records: 10, pairs: 20, seed: 3, columns: vec![city] };
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m.json");
        write(&path, &model).expect("written");
        assert_eq!(read(&path).expect("read"), model);
        let text = std::fs::read_to_string(&path).expect("text");
        let refused = |text: String| format!("{:#}", parse(&text).expect_err("refused"));
        assert!(refused(text.replace("\"version\": 2", "\"version\": 9")).contains("重新训练"));
        assert!(refused(text.replace("\"near\"", "\"masked\"")).contains("应为 near"));
    }
}
