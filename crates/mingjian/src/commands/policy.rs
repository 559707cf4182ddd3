//! `mingjian policy`: versions of circumstances, from draft through back-test and shadow to the approval of a second person.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use desk::login::{self, LoginForm};
use desk::{Actor, Desk, policies};
use jiff::civil::Date;
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Subcommand)]
pub(crate) enum PolicyCommand {
    /// Circumstances as they apply, versions under way, precision by officers' words.
    List(Signed),
    /// The text of a circumstance as it applies, to start a draft from.
    Text {
        circumstance: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Keep a file as a draft; prints its number.
    Draft {
        file: PathBuf,
        /// Why, at least ten characters.
        #[arg(long)]
        note: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Who would have entered and who would have left over the last 24 months.
    BackTest(OfVersion),
    /// Weigh it beside the live version from the next assessment on.
    Shadow(OfVersion),
    /// Take back a version that is not approved.
    Withdraw(OfVersion),
    /// Put it into effect; not by the one who drafted it.
    Approve {
        #[command(flatten)]
        of: OfVersion,
        /// The first day on which it applies; today if absent.
        #[arg(long, value_name = "DATE")]
        effective: Option<Date>,
    },
    /// What is known of a version.
    Show(OfVersion),
}

/// Who acts: the same account and password as on the pages, since a second person must be one.
#[derive(clap::Args)]
pub(crate) struct Signed {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long = "as", value_name = "LOGIN")]
    login: String,
    #[arg(long, value_name = "FILE")]
    password_file: PathBuf,
}

#[derive(clap::Args)]
pub(crate) struct OfVersion {
    /// The number that `draft` printed.
    id: i64,
    #[command(flatten)]
    signed: Signed,
}

pub(crate) async fn run(command: PolicyCommand, output: Output) -> anyhow::Result<()> {
    let now = super::now();
    match command {
        PolicyCommand::List(signed) => {
            let (desk, actor) = signed.open().await?;
            let page = policies::page(&desk, &actor, now).await?;
            for row in &page.circumstances {
                output.result(
                    &json!({"circumstance": row.circumstance, "title": row.title, "version": row.version, "hits": row.hits, "hints": row.hints}),
                    &format!("{}\t{}\t{}\t命中 {}\t提示 {}", row.circumstance, row.version, row.title, row.hits, row.hints),
                );
            }
            for row in &page.versions {
                let effective = row.effective_on.map(|day| day.to_string());
                output.result(
                    &json!({"id": row.policy_id, "circumstance": row.circumstance, "version": row.version, "state": row.state, "effective_on": effective}),
                    &format!("{}\t{} {}\t{}\t{}", row.policy_id, row.circumstance, row.version, row.state, effective.as_deref().unwrap_or("—")),
                );
            }
            for row in &page.precision {
                output.result(
                    &json!({"circumstance": row.circumstance, "version": row.version, "verdict": row.verdict.code(), "confirmed": row.confirmed, "unfounded": row.unfounded, "not_needed": row.not_needed}),
                    &format!("{} {} {}\t准确率 {}", row.circumstance, row.version, row.verdict.label(), row.share()),
                );
            }
        }
        PolicyCommand::Text { circumstance, signed } => {
            let (desk, actor) = signed.open().await?;
            print!("{}", policies::text(&desk, &actor, &circumstance, now).await?);
        }
        PolicyCommand::Draft { file, note, signed } => {
            let (desk, actor) = signed.open().await?;
            let id = policies::draft(&desk, &actor, &read(&file)?, &note, now).await?;
            output.result(&json!({"id": id}), &format!("草案 {id} 已保存"));
        }
        PolicyCommand::BackTest(of) => {
            let (desk, actor) = of.signed.open().await?;
            policies::back_test(&desk, &actor, of.id, now).await?;
            show(&desk, &actor, of.id, output).await?;
        }
        PolicyCommand::Shadow(of) => {
            let (desk, actor) = of.signed.open().await?;
            policies::shadow(&desk, &actor, of.id).await?;
            show(&desk, &actor, of.id, output).await?;
        }
        PolicyCommand::Withdraw(of) => {
            let (desk, actor) = of.signed.open().await?;
            policies::withdraw(&desk, &actor, of.id).await?;
            show(&desk, &actor, of.id, output).await?;
        }
        PolicyCommand::Approve { of, effective } => {
            let (desk, actor) = of.signed.open().await?;
            policies::approve(&desk, &actor, of.id, effective.unwrap_or_else(super::today), now).await?;
            show(&desk, &actor, of.id, output).await?;
        }
        PolicyCommand::Show(of) => {
            let (desk, actor) = of.signed.open().await?;
            show(&desk, &actor, of.id, output).await?;
        }
    }
    Ok(())
}

async fn show(desk: &Desk, actor: &Actor, id: i64, output: Output) -> anyhow::Result<()> {
    let page = policies::load(desk, actor, id, super::now()).await?;
    let version = &page.version;
    output.result(
        &json!({"id": id, "circumstance": version.circumstance, "version": version.version, "state": version.state}),
        &format!("{} {}：{}", version.circumstance, version.version, version.state),
    );
    if let Some(trial) = &page.trial {
        output.result(
            &json!({
                "since": trial.since.to_string(), "until": trial.until.to_string(), "filings": trial.filings,
                "hits": [trial.hits_before, trial.hits_after], "hints": [trial.hints_before, trial.hints_after],
            }),
            &format!(
                "回测 {} 至 {}，{} 件：命中 {}→{}，提示 {}→{}",
                trial.since, trial.until, trial.filings, trial.hits_before, trial.hits_after, trial.hints_before, trial.hints_after
            ),
        );
        for class in trial.classes.iter().filter(|class| class.changes > 0) {
            let samples: Vec<&str> = class.shown.iter().map(|change| change.submission_no.as_str()).collect();
            output.result(
                &json!({"class": class.label, "honest": class.is_honest_sign, "entered": class.entered, "left": class.left, "samples": samples}),
                &format!("  {}：将命中 {}，不再命中 {}；{}", class.label, class.entered, class.left, samples.join(" ")),
            );
        }
    }
    for run in &page.shadows {
        output.result(
            &json!({"as_of": run.as_of.to_string(), "hits": [run.live_hits, run.shadow_hits], "hints": [run.live_hints, run.shadow_hints], "entered": run.entered, "left": run.left}),
            &format!("影子运行 {}：命中 {}→{}，新命中 {}，不再命中 {}", run.as_of, run.live_hits, run.shadow_hits, run.entered, run.left),
        );
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))
}

impl Signed {
    async fn open(&self) -> anyhow::Result<(Desk, Actor)> {
        let desk = DataFolder::open(&self.data).await?;
        let password = read(&self.password_file)?.trim_end_matches(['\r', '\n']).to_owned();
        let form = LoginForm { login: self.login.clone(), password };
        let token = login::login(&desk, &form, "terminal", super::now()).await?;
        let session = login::session(&desk, &token, super::now()).await?;
        login::logout(&desk, &token).await?;
        match session {
            Some(session) if session.must.is_some() => bail!("该账号须先在网页上完成登录设置（更换密码或启用动态验证码）"),
            Some(session) => Ok((desk, session.actor)),
            None => bail!("会话没有建立"),
        }
    }
}
