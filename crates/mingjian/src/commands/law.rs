//! `mingjian law`: what the law says on a day.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::{Date, DateTime};
use law::rows::CheckLevel;
use law::{Pack, PackFile, rows};
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Subcommand)]
pub(crate) enum LawCommand {
    /// Instruments, rules, terms and settings on file.
    List,
    /// Whether the law on file is whole; with files, whether it would be whole with them.
    Check { files: Vec<PathBuf> },
    /// Add files to the law of a data folder (next year's calendar, an adoption), and count running terms again. Servers take it by
    /// themselves.
    Load {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
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
    /// The day of the trigger, which is not counted; or its moment (`2026-09-30T16:20`), for terms in hours.
    #[arg(long, value_name = "DATE", required_unless_present = "batch", value_parser = read_trigger)]
    from: Option<Trigger>,
    /// The day of receipt, which chooses the rules; the day of the trigger if absent.
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
    /// The other answer to a question that the law leaves open, e.g. `mediation-2024=60d`; `law list` shows them.
    #[arg(long, value_name = "SETTING=OPTION", value_parser = read_choice)]
    setting: Vec<(String, String)>,
    /// A table with the columns id, from, pack_date, and if it likes pauses (`2026-05-11/2026-05-14;…`) and extensions (0 or 1);
    /// the answer adds due, provisional, citation.
    #[arg(long, num_args = 2, value_names = ["IN.csv", "OUT.csv"], conflicts_with_all = ["id", "from", "received"])]
    batch: Option<Vec<PathBuf>>,
}

/// When a term was triggered.
#[derive(Clone, Copy)]
pub(crate) enum Trigger {
    On(Date),
    At(DateTime),
}

fn read_trigger(text: &str) -> Result<Trigger, String> {
    match text.parse() {
        Ok(date) if text.len() == 10 => Ok(Trigger::On(date)),
        _ => text.parse().map(Trigger::At).map_err(|_| "应为 YYYY-MM-DD 或者 YYYY-MM-DDTHH:MM".to_owned()),
    }
}

fn read_choice(text: &str) -> Result<(String, String), String> {
    let (setting, option) = text.split_once('=').ok_or("应为 设置=选项，如 mediation-2024=60d")?;
    Ok((setting.trim().to_owned(), option.trim().to_owned()))
}

pub(crate) async fn run(command: LawCommand, output: Output) -> anyhow::Result<()> {
    let pack = Pack::builtin();
    match command {
        LawCommand::List => list(&pack, output),
        LawCommand::Check { files } => check(&read(&files)?, output)?,
        LawCommand::Load { files, data } => load(&files, &data, output).await?,
        LawCommand::Show { id } => show(&pack, &id, output)?,
        LawCommand::Due(arguments) => {
            let pack = arguments.setting.iter().try_fold(pack, |pack, (setting, option)| pack.with_setting(setting, option))?;
            match arguments.batch.as_deref() {
                Some([input, target]) => due_batch(&pack, input, target, output)?,
                _ => due(&pack, &arguments, output)?,
            }
        }
    }
    Ok(())
}

/// Policy files as the user names them.
fn read(files: &[PathBuf]) -> anyhow::Result<Vec<PackFile>> {
    let one = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?;
        let name = path.file_name().and_then(|name| name.to_str()).with_context(|| format!("文件名无法使用：{}", path.display()))?;
        Ok(PackFile { name: name.to_owned(), text })
    };
    files.iter().map(one).collect()
}

async fn load(files: &[PathBuf], data: &Path, output: Output) -> anyhow::Result<()> {
    let files = read(files)?;
    let desk = DataFolder::open(data).await?;
    let loaded = desk::law_files::load(&desk, &files, "mingjian law load", super::now()).await?;
    output.result(
        &json!({"files": files.len(), "counted": loaded.counted, "moved": loaded.moved, "provisional": loaded.provisional}),
        &format!(
            "已载入 {} 个文件；重新计算未完成的期限 {} 个，其中 {} 个届满日期有变并已提醒承办人，{} 个为暂定。运行中的服务数秒内自动采用，无须重启",
            files.len(),
            loaded.counted,
            loaded.moved,
            loaded.provisional
        ),
    );
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

/// Files of law are read on top of what the program carries, forms in the place of the form that has their name.
fn check(files: &[PackFile], output: Output) -> anyhow::Result<()> {
    let (forms, law): (Vec<&PackFile>, Vec<&PackFile>) = files.iter().partition(|file| papers::kind_of_file(&file.name).is_some());
    let pack = Pack::with_files(&law.into_iter().cloned().collect::<Vec<_>>())?;
    let editions = papers::check()?;
    for file in &forms {
        let kind = papers::kind_of_file(&file.name).context("式样文件的名称在检查时变了")?;
        papers::check_form(kind, &file.name, &file.text)?;
    }
    let named = require_forms(&pack)?;
    check_rows(&pack, output);
    let text = format!("{editions}个文书式样，每个字段均有位置，没有多余的字段和文字；规则所列的{named}个文书均有式样");
    output.result(&json!({"level": "完整", "subject": "文书", "text": text}), &format!("完整\t文书\t{text}"));
    Ok(())
}

/// Every paper that the rules of a day name has a form of that edition; says how many.
fn require_forms(pack: &Pack) -> anyhow::Result<usize> {
    let mut named = 0;
    for rules in pack.rules() {
        for (form, _) in &rules.forms {
            let edition = papers::Edition::from_code(rules.id.code());
            let is_there = |kind: &papers::PaperKind| {
                edition.is_some_and(|edition| {
                    let sheet = papers::Form { edition, kind: *kind };
                    sheet.title() == form.title() && sheet.standing().is_some()
                })
            };
            if !papers::PaperKind::ALL.iter().any(is_there) {
                bail!("“{}”所列的《{}》没有式样", rules.id.code(), form.title());
            }
            named += 1;
        }
    }
    Ok(named)
}

fn check_rows(pack: &Pack, output: Output) {
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
    let due = match from {
        Trigger::On(date) => rows::due(pack, id, date, arguments.received)?,
        Trigger::At(moment) => {
            let due = rows::due(pack, id, moment.date(), arguments.received)?;
            let until = rows::due_at(pack, id, moment, arguments.received)?;
            output.result(
                &json!({"id": id, "from": moment.to_string(), "due": until.to_string(), "provisional": due.provisional, "term": due.term, "citation": due.citation}),
                &format!("{}　{}　{}", until.strftime("%Y-%m-%d %H:%M"), due.term, due.citation),
            );
            return Ok(());
        }
    };
    let Trigger::On(from) = from else { return Ok(()) };
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
    let (pauses, extensions) = (column("pauses").ok(), column("extensions").ok());
    header.extend(["due", "provisional", "citation"]);
    let mut answer = csv::Writer::from_writer(Vec::new());
    answer.write_record(&header)?;
    let mut count = 0_usize;
    for (index, record) in reader.records().enumerate() {
        let mut record = record.with_context(|| format!("{} 第{}行", input.display(), index + 2))?;
        let cell = |column: usize| record.get(column).unwrap_or("");
        let of_history = |column: Option<usize>| column.map_or("", cell);
        let asked = rows::BatchQuestion {
            id: cell(id),
            from: cell(from),
            pack_date: cell(pack_date),
            pauses: of_history(pauses),
            extensions: of_history(extensions),
        };
        let row = rows::due_batch(pack, &asked).with_context(|| format!("{} 第{}行", input.display(), index + 2))?;
        record.extend([row.due.as_str(), row.provisional, row.citation.as_str()]);
        answer.write_record(&record)?;
        count += 1;
    }
    // Written when every row has its answer: a bad row leaves no half table.
    std::fs::write(target, answer.into_inner()?).with_context(|| format!("无法写入 {}", target.display()))?;
    output.result(&json!({"rows": count, "file": target}), &format!("{}：{count} 行", target.display()));
    Ok(())
}
