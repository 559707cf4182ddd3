//! `mingjian assess`: identity resolution, then every circumstance; of everything, or of single filings by what is near them.

use std::path::PathBuf;

use desk::{Desk, assessment};
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
    /// Link and weigh only the filing with this number, by what is near it; may be given several times.
    #[arg(long, value_name = "NO")]
    filing: Vec<String>,
}

pub(crate) async fn run(arguments: AssessArguments, output: Output) -> anyhow::Result<()> {
    let desk = DataFolder::open(&arguments.data).await?;
    let as_of = arguments.as_of.unwrap_or_else(super::today);
    if !arguments.filing.is_empty() {
        return alone(&desk, &arguments.filing, as_of, output).await;
    }
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

async fn alone(desk: &Desk, numbers: &[String], as_of: Date, output: Output) -> anyhow::Result<()> {
    let ids = assessment::numbered(desk, numbers).await?;
    for arrival in assessment::arrive(desk, &ids, as_of, super::now()).await? {
        output.result(
            &json!({
                "as_of": as_of.to_string(), "submission": arrival.submission_id, "person": arrival.person_id,
                "new_person": arrival.is_new_person, "links": arrival.links, "questions": arrival.questions, "hits": arrival.hits,
                "hints": arrival.hints, "blocked": arrival.blocked, "near": arrival.near, "partial": arrival.is_partial,
            }),
            &format!(
                "来件 {}：归入人员 {}{}（{} 条关联，{} 项待判断），命中 {} 项，提示 {} 项；查看了相关的 {} 件来件{}",
                arrival.submission_id,
                arrival.person_id,
                if arrival.is_new_person { "（新）" } else { "" },
                arrival.links,
                arrival.questions,
                arrival.hits,
                arrival.hints,
                arrival.near,
                if arrival.is_partial { "，相关来件过多，未全部查看" } else { "" }
            ),
        );
    }
    Ok(())
}
