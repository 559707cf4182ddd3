//! `mingjian export WHAT FILE`.

use std::fs::File;
use std::path::PathBuf;

use anyhow::Context;
use desk::exports::{self, ExportRequest};
use desk::view::ExportKind;
use exchange::write::TableFormat;
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Args)]
pub(crate) struct ExportArguments {
    /// findings, persons, submissions, registry or hot-issues.
    #[arg(value_parser = parse_kind)]
    what: ExportKind,
    /// .csv or .xlsx
    file: PathBuf,
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Write personal fields in clear, for this purpose; the export is recorded either way.
    #[arg(long, value_name = "PURPOSE")]
    reveal: Option<String>,
}

fn parse_kind(text: &str) -> Result<ExportKind, String> {
    ExportKind::from_code(text).ok_or_else(|| "应为 findings、persons、submissions、registry 或 hot-issues".to_owned())
}

pub(crate) async fn run(arguments: ExportArguments, output: Output) -> anyhow::Result<()> {
    let format = TableFormat::of_path(&arguments.file).with_context(|| format!("{}", arguments.file.display()))?;
    let desk = DataFolder::open(&arguments.data).await?;
    // Written beside the target and renamed when whole: a killed export leaves no half table under the name that was asked for.
    let unfinished = arguments.file.with_extension("unfinished");
    let file = File::create(&unfinished).with_context(|| format!("无法写入 {}", unfinished.display()))?;
    let request = ExportRequest { kind: arguments.what, format, reveal: arguments.reveal.clone(), account_id: None };
    let rows = match exports::write(&desk, request, file, super::now()).await {
        Ok(rows) => rows,
        Err(error) => {
            std::fs::remove_file(&unfinished).with_context(|| format!("无法删除未完成的 {}", unfinished.display()))?;
            return Err(error.into());
        }
    };
    std::fs::rename(&unfinished, &arguments.file).with_context(|| format!("无法写入 {}", arguments.file.display()))?;
    output.result(
        &json!({"file": arguments.file, "rows": rows, "masked": arguments.reveal.is_none()}),
        &format!(
            "{}：{rows} 行{}",
            arguments.file.display(),
            if arguments.reveal.is_none() { "，个人信息已遮蔽" } else { "，个人信息为明文，请妥善保管" }
        ),
    );
    Ok(())
}
