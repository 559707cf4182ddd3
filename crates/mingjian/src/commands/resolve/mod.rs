//! `mingjian resolve`: general record linkage, for any table of people or bodies.

mod config;
mod input;
mod model_file;
mod output;
mod parquet;
mod report;
mod truth;

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use identity::linkage::{BlockingRule, Derivation, KeyPart, Model, Options, Resolved, Scorer, Table, resolve_table};
use serde_json::json;

use crate::terminal::Output;
use config::Config;
use input::Inputs;
use truth::Truth;

/// Pairs less likely than this are not written.
const PAIRS_FLOOR: f64 = 0.001;

#[derive(clap::Args)]
pub(crate) struct ResolveArguments {
    /// Which columns there are and of what kind, as TOML.
    config: PathBuf,
    /// Tables as csv or parquet; two and more for mode = "link".
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Where the clusters go: record_id,cluster_id.
    #[arg(long, value_name = "CLUSTERS.csv")]
    out: PathBuf,
    /// Where the scored pairs go, with the weight that each column gave.
    #[arg(long, value_name = "PAIRS.csv")]
    pairs: Option<PathBuf>,
    /// Use this trained model; if there is no such file, what is learned is written there.
    #[arg(long, value_name = "MODEL.json")]
    model: Option<PathBuf>,
    /// A file record_id,cluster_id (or a column of the inputs) that says the truth: prints precision, recall and F1 by threshold.
    #[arg(long, value_name = "FILE|COLUMN")]
    truth: Option<PathBuf>,
    /// A page that explains the model and its links.
    #[arg(long, value_name = "REPORT.html")]
    report: Option<PathBuf>,
    /// A pair of record ids to be explained on the report, LEFT,RIGHT; may be given several times.
    #[arg(long = "explain", value_name = "LEFT,RIGHT")]
    explain: Vec<String>,
    /// Threads; as many as there are processors if absent.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub(crate) fn run(arguments: &ResolveArguments, output: Output) -> anyhow::Result<()> {
    let config = Config::read(&arguments.config)?;
    let threads = arguments.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let truth_column = arguments.truth.as_deref().filter(|truth| !truth.is_file()).and_then(Path::to_str);
    output.progress(&json!({"stage": "read"}), "正在读入……");
    let inputs = input::read(&config, &arguments.inputs, truth_column, threads)?;
    let table = &inputs.table;
    output.progress(&json!({"stage": "resolve", "records": table.len()}), &format!("正在匹配 {} 条记录……", table.len()));

    let model_path = arguments.model.as_ref().or(config.model.as_ref());
    let known = model_path.filter(|path| path.is_file()).map(|path| model_file::read(path)).transpose()?;
    if let (Some(model), Some(path)) = (&known, model_path) {
        fits(model, table).with_context(|| format!("模型 {}", path.display()))?;
    }
    let is_trained_now = known.is_none();
    let options = options(&config, table, known, threads)?;
    let resolved = resolve_table(table, &options);
    let scorer = resolved.scorer.scorer();
    output.progress(&json!({"stage": "write"}), "正在写出……");

    output::write_clusters(&arguments.out, &inputs, &resolved.clusters)?;
    if let Some(file) = &arguments.pairs {
        output::write_pairs(file, &inputs, &resolved, &scorer, PAIRS_FLOOR)?;
    }
    if let Some(path) = model_path.filter(|_| is_trained_now) {
        model_file::write(path, scorer.model())?;
    }
    if let Some(file) = &arguments.report {
        let chosen = chosen_pairs(&arguments.explain, table)?;
        report::write(file, &inputs, &resolved, &scorer, config.threshold, &chosen)?;
    }
    output.progress_done();
    summarise(&inputs, &resolved, output);
    if let Some(truth) = &arguments.truth {
        let truth = match &inputs.truth {
            Some(cells) => Truth::from_cells(cells, table, config.links_only),
            None => Truth::read(truth, &config.id, table, config.links_only)?,
        };
        judge(&truth, table, &resolved, &scorer, config.threshold, output);
    }
    Ok(())
}

fn options(config: &Config, table: &Table, model: Option<Model>, threads: usize) -> anyhow::Result<Options> {
    let whole = |column: &usize| KeyPart { column: *column, derivation: Derivation::Whole };
    let rule = |places: &Vec<usize>| BlockingRule { parts: places.iter().map(whole).collect() };
    let fixed = config.columns.iter().enumerate().flat_map(|(i, column)| column.levels.iter().map(move |(level, bits)| (i, *level, *bits)));
    let mut must_not_link = Vec::new();
    for (left, right) in &config.must_not_link {
        let of = |id: &str| (0..table.len()).filter(|record| table.id(*record) == id).collect::<Vec<_>>();
        let (left_records, right_records) = (of(left), of(right));
        ensure!(!left_records.is_empty() && !right_records.is_empty(), "must_not_link 中的 {left}、{right} 不全在输入文件中");
        must_not_link.extend(left_records.iter().flat_map(|a| right_records.iter().map(move |b| (*a, *b))));
    }
    Ok(Options {
        links_only: config.links_only,
        blocking: config.blocking.as_ref().map(|rules| rules.iter().map(rule).collect()),
        threshold: config.threshold,
        model,
        fixed: fixed.collect(),
        must_not_link,
        seed: config.seed,
        threads,
    })
}

/// A model fits a table of the same columns and kinds.
fn fits(model: &Model, table: &Table) -> anyhow::Result<()> {
    let of_model: Vec<String> = model.columns.iter().map(|column| format!("{}:{}", column.name, column.kind.code())).collect();
    let of_table: Vec<String> = table.columns().iter().map(|column| format!("{}:{}", column.name(), column.kind().code())).collect();
    ensure!(of_model == of_table, "列为 {}，配置的列为 {}", of_model.join(" "), of_table.join(" "));
    Ok(())
}

fn chosen_pairs(texts: &[String], table: &Table) -> anyhow::Result<Vec<(usize, usize)>> {
    let record =
        |id: &str| (0..table.len()).find(|record| table.id(*record) == id.trim()).with_context(|| format!("--explain：没有编号 {id}"));
    let pair = |text: &String| {
        let (left, right) = text.split_once(',').with_context(|| format!("--explain {text}：应为两个编号，以逗号分隔"))?;
        Ok((record(left)?, record(right)?))
    };
    texts.iter().map(pair).collect()
}

fn summarise(inputs: &Inputs, resolved: &Resolved<'_>, output: Output) {
    let columns = inputs.table.columns();
    let records = inputs.table.len();
    let clusters = resolved.clusters.len();
    let linked = resolved.clusters.iter().filter(|cluster| cluster.len() > 1).map(<[u32]>::len).sum::<usize>();
    let rules: Vec<String> = resolved.rules.iter().map(|rule| rule.text(columns)).collect();
    output.result(
        &json!({"records": records, "clusters": clusters, "linked": linked, "compared": resolved.compared, "one_to_one": resolved.one_to_one, "blocking": rules}),
        &format!(
            "{records} 条记录，{clusters} 个主体，{linked} 条与他条同属一个主体；比较 {} 对{}",
            resolved.compared,
            if resolved.one_to_one { "；各输入内部无重复，一对一匹配" } else { "" }
        ),
    );
    for key in resolved.skewed.iter().take(10) {
        let rule = rules[key.rule].as_str();
        output.result(
            &json!({"skewed": rule, "records": key.records}),
            &format!("注意：{rule} 的同一个值出现在 {} 条记录中，只与相邻的比较", key.records),
        );
    }
}

fn judge(truth: &Truth, table: &Table, resolved: &Resolved<'_>, scorer: &Scorer<'_>, threshold: f64, output: Output) {
    if !output.json {
        println!("{:>9} {:>10} {:>9} {:>9} {:>9} {:>9} {:>9}", "threshold", "right", "wrong", "missed", "precision", "recall", "f1");
    }
    let thresholds = truth::THRESHOLDS.iter().copied().filter(|t| (t - threshold).abs() > 1e-9);
    for (at, is_chosen) in thresholds.map(|at| (at, false)).chain([(threshold, true)]) {
        let clusters = if is_chosen { &resolved.clusters } else { &resolved.clusters_at(scorer, at) };
        let score = truth.score(clusters, table);
        let (precision, recall, f1) = (score.precision(), score.recall(), score.f1());
        output.result(
            &json!({"threshold": at, "chosen": is_chosen, "right": score.right, "wrong": score.wrong, "missed": score.missed, "precision": precision, "recall": recall, "f1": f1}),
            &format!(
                "{at:>9} {:>10} {:>9} {:>9} {precision:>9.5} {recall:>9.5} {f1:>9.5}{}",
                score.right,
                score.wrong,
                score.missed,
                if is_chosen { "  ← 本次" } else { "" }
            ),
        );
    }
}
