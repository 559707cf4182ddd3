//! `mingjian law`: what the law says on a day.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::Date;
use law::rows::CheckLevel;
use law::{Pack, rows};
use serde_json::json;

use crate::terminal::Output;

#[derive(clap::Subcommand)]
pub(crate) enum LawCommand {
    /// Instruments, rules, terms and settings on file.
    List,
    /// Whether the law on file is whole.
    Check,
    /// One instrument, clause, rule set or term: `o121`, `o121.16.3`, `C-ACC`.
    Show { id: String },
    /// The last day of a term.
    Due(DueArguments),
}

#[derive(clap::Args)]
pub(crate) struct DueArguments {
    /// The term, e.g. C-ACC.
    #[arg(required_unless_present = "batch")]
    id: Option<String>,
    /// The day of the trigger; it is not counted.
    #[arg(long, value_name = "DATE", required_unless_present = "batch")]
    from: Option<Date>,
    /// The day of receipt, which chooses the rules; the day of the trigger if absent.
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
    /// A table with the columns id, from, pack_date; the answer adds due, provisional, citation.
    #[arg(long, num_args = 2, value_names = ["IN.csv", "OUT.csv"], conflicts_with_all = ["id", "from", "received"])]
    batch: Option<Vec<PathBuf>>,
}

pub(crate) fn run(command: LawCommand, output: Output) -> anyhow::Result<()> {
    let pack = Pack::builtin();
    match command {
        LawCommand::List => list(&pack, output),
        LawCommand::Check => check(&pack, output),
        LawCommand::Show { id } => show(&pack, &id, output)?,
        LawCommand::Due(arguments) => match arguments.batch.as_deref() {
            Some([input, target]) => due_batch(&pack, input, target, output)?,
            _ => due(&pack, &arguments, output)?,
        },
    }
    Ok(())
}

fn list(pack: &Pack, output: Output) {
    for row in rows::list(pack) {
        output.result(
            &json!({"subject": row.subject.label(), "id": row.id, "title": row.title, "from": day(row.from), "to": day(row.to), "source": row.source}),
            &format!("{}\t{}\t{}\t{} – {}\t{}", row.subject.label(), row.id, row.title, day(row.from), day(row.to), row.source),
        );
    }
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

fn check(pack: &Pack, output: Output) {
    for row in rows::check(pack, super::today()) {
        let level = match row.level {
            CheckLevel::Good => "完整",
            CheckLevel::Note => "注意",
        };
        output.result(
            &json!({"level": level, "subject": row.subject.label(), "text": row.text}),
            &format!("{level}\t{}\t{}", row.subject.label(), row.text),
        );
    }
}

fn show(pack: &Pack, id: &str, output: Output) -> anyhow::Result<()> {
    let found = rows::show(pack, id);
    if found.is_empty() {
        bail!("没有“{id}”；可用的编号见 mingjian law list");
    }
    for row in found {
        output.result(&json!({"label": row.label, "text": row.text}), &format!("{}\t{}", row.label, row.text));
    }
    Ok(())
}

fn due(pack: &Pack, arguments: &DueArguments, output: Output) -> anyhow::Result<()> {
    let (Some(id), Some(from)) = (&arguments.id, arguments.from) else { bail!("缺少期限编号或 --from") };
    let due = rows::due(pack, id, from, arguments.received)?;
    output.result(
        &json!({"id": id, "from": from.to_string(), "due": due.due_on.to_string(), "provisional": due.provisional, "term": due.term, "citation": due.citation}),
        &format!("{}　{}　{}{}", due.due_on, due.term, due.citation, if due.provisional { "　（暂定：该年度工作日历尚未载入）" } else { "" }),
    );
    Ok(())
}

fn due_batch(pack: &Pack, input: &Path, target: &Path, output: Output) -> anyhow::Result<()> {
    let mut reader = csv::Reader::from_path(input).with_context(|| format!("无法读取 {}", input.display()))?;
    let mut header = reader.headers().with_context(|| format!("{} 第1行不是表头", input.display()))?.clone();
    let column = |name: &str| {
        header
            .iter()
            .position(|h| h.trim_start_matches('\u{feff}').trim() == name)
            .with_context(|| format!("{} 第1行缺少列 {name}（应为 id,from,pack_date）", input.display()))
    };
    let (id, from, pack_date) = (column("id")?, column("from")?, column("pack_date")?);
    header.extend(["due", "provisional", "citation"]);
    let mut answer = csv::Writer::from_writer(Vec::new());
    answer.write_record(&header)?;
    let mut count = 0_usize;
    for (index, record) in reader.records().enumerate() {
        let mut record = record.with_context(|| format!("{} 第{}行", input.display(), index + 2))?;
        let cell = |column: usize| record.get(column).unwrap_or("");
        let row = rows::due_batch(pack, cell(id), cell(from), cell(pack_date))
            .with_context(|| format!("{} 第{}行", input.display(), index + 2))?;
        record.extend([row.due.as_str(), row.provisional, row.citation.as_str()]);
        answer.write_record(&record)?;
        count += 1;
    }
    // Written when every row has its answer: a bad row leaves no half table.
    std::fs::write(target, answer.into_inner()?).with_context(|| format!("无法写入 {}", target.display()))?;
    output.result(&json!({"rows": count, "file": target}), &format!("{}：{count} 行", target.display()));
    Ok(())
}
