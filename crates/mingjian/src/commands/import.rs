//! `mingjian import KIND FILE…`.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use casework::codes::ImportKind;
use desk::imports::{self, ImportFile, ImportSummary};
use exchange::{Input, Profile};
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Args)]
pub(crate) struct ImportArguments {
    /// submissions, reviews, disclosures, discipline, police, petitions, penalties or attestations.
    #[arg(value_parser = parse_kind)]
    kind: ImportKind,
    /// .xlsx, .csv or .jsonl
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Maps somebody else's headers, values and dates to ours.
    #[arg(long, value_name = "P.toml")]
    profile: Option<PathBuf>,
    /// Where to write the rows that could not be taken; `<file>.errors.xlsx` beside each file if absent.
    #[arg(long, value_name = "OUT.xlsx")]
    errors: Option<PathBuf>,
}

fn parse_kind(text: &str) -> Result<ImportKind, String> {
    ImportKind::from_code(text)
        .or_else(|| ImportKind::from_label(text))
        .ok_or_else(|| format!("应为 {}", ImportKind::ALL.iter().map(|k| k.code()).collect::<Vec<_>>().join("、")))
}

pub(crate) async fn run(arguments: ImportArguments, output: Output) -> anyhow::Result<()> {
    if arguments.errors.is_some() && arguments.files.len() > 1 {
        bail!("--errors 只能配合一个文件使用；多个文件时，错误工作簿写在各文件旁边");
    }
    let profile = match &arguments.profile {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?;
            let profile = Profile::parse(&file_name(path), &text)?;
            if profile.kind != arguments.kind {
                bail!("对照表 {} 用于{}，不能用于{}", path.display(), profile.kind.label(), arguments.kind.label());
            }
            profile
        }
        None => Profile::standard(arguments.kind),
    };
    let desk = DataFolder::open(&arguments.data).await?;
    for path in &arguments.files {
        let file = ImportFile {
            kind: arguments.kind,
            name: file_name(path),
            input: Input::Path(path.clone()),
            profile: profile.clone(),
            account_id: None,
        };
        let summary = imports::run(&desk, file, super::now(), |progress| {
            output.progress(
                &json!({"file": file_name(path), "rows": progress.rows, "in": progress.taken, "rejected": progress.rejected}),
                &format!("{}：已读 {} 行，入库 {}，退回 {}", file_name(path), progress.rows, progress.taken, progress.rejected),
            );
        })
        .await;
        output.progress_done();
        let summary = summary.with_context(|| format!("{}", path.display()))?;
        let errors = write_errors(&desk, &summary, path, arguments.errors.as_deref()).await?;
        tell(output, path, &summary, errors.as_deref());
    }
    Ok(())
}

async fn write_errors(desk: &desk::Desk, summary: &ImportSummary, path: &Path, wanted: Option<&Path>) -> anyhow::Result<Option<PathBuf>> {
    if summary.rejected == 0 {
        return Ok(None);
    }
    let target = wanted.map_or_else(|| path.with_extension("errors.xlsx"), Path::to_path_buf);
    let workbook = imports::error_workbook(desk, summary.run_id).await?;
    std::fs::write(&target, workbook).with_context(|| format!("无法写入错误工作簿 {}", target.display()))?;
    Ok(Some(target))
}

fn tell(output: Output, path: &Path, summary: &ImportSummary, errors: Option<&Path>) {
    let mut sentence = format!(
        "{}：共 {} 行，新入库 {}，更新 {}，已有且相同 {}，退回 {}",
        path.display(),
        summary.rows,
        summary.inserted,
        summary.updated,
        summary.unchanged,
        summary.rejected
    );
    if !summary.unknown_columns.is_empty() {
        sentence.push_str(&format!("\n未识别的列已随原始行保存：{}", summary.unknown_columns.join("、")));
    }
    if let Some(errors) = errors {
        sentence.push_str(&format!("\n退回的行在 {}：改好后可直接再次导入", errors.display()));
    }
    output.result(
        &json!({
            "file": path, "run": summary.run_id, "rows": summary.rows, "inserted": summary.inserted, "updated": summary.updated,
            "unchanged": summary.unchanged, "rejected": summary.rejected, "unknown_columns": summary.unknown_columns, "errors": errors,
        }),
        &sentence,
    );
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
