//! `mingjian assess`: identity resolution, then every circumstance.

use std::path::PathBuf;

use desk::assessment;
use jiff::civil::Date;
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Args)]
pub(crate) struct AssessArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Assess with what was known on this day; today if absent.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

pub(crate) async fn run(arguments: AssessArguments, output: Output) -> anyhow::Result<()> {
    let desk = DataFolder::open(&arguments.data).await?;
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    let summary = assessment::run(&desk, as_of, super::now(), None).await?;
    output.result(
        &json!({
            "as_of": as_of.to_string(), "filings": summary.filings, "persons": summary.persons, "links": summary.links,
            "hits": summary.hits, "hints": summary.hints, "fresh": summary.fresh, "retired": summary.retired, "blocked": summary.blocked,
            "skewed_keys": summary.skewed_keys,
        }),
        &format!(
            "截至 {as_of}：{} 件来件归为 {} 人（{} 条关联），命中 {} 项，提示 {} 项（新增或有变 {} 项，不再成立或有变 {} 项）{}",
            summary.filings,
            summary.persons,
            summary.links,
            summary.hits,
            summary.hints,
            summary.fresh,
            summary.retired,
            if summary.skewed_keys == 0 {
                String::new()
            } else {
                format!("；{} 个被过多来件共用的号码未用于比对", summary.skewed_keys)
            }
        ),
    );
    Ok(())
}
