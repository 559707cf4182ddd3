//! `mingjian keys`: which there are, whether every sealed cell opens, new data keys, a new key-encryption key.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;
use serde_json::json;
use vault::{Class, Kek};

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Subcommand)]
pub(crate) enum KeysCommand {
    /// The data keys by class and version; the last version of a class seals.
    Status {
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// Open every sealed cell; name those that do not open.
    Verify {
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
    /// Print a fresh key-encryption key, to be kept in the environment (`init --key-env`).
    New,
    /// New data keys, while people work: announced, then sealed with, then every older cell is sealed anew. Run it again if it was
    /// interrupted. Servers and workers must have been started with the present key file.
    Rotate(RotateArguments),
    /// A new key-encryption key, while people work. Run it again if it was interrupted.
    Rewrap {
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

#[derive(clap::Args)]
pub(crate) struct RotateArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// One class of data keys, as `keys status` names it; may be repeated. All if absent.
    #[arg(long, value_name = "CLASS", value_parser = parse_class)]
    class: Vec<Class>,
    /// How long running servers and workers have to take the new keys before they seal. Servers look every five seconds, workers
    /// once a round.
    #[arg(long, value_name = "SECONDS", default_value_t = 90)]
    wait: u64,
}

fn parse_class(text: &str) -> Result<Class, String> {
    Class::from_code(text).ok_or_else(|| format!("应为 {}", Class::ALL.iter().map(|class| class.code()).collect::<Vec<_>>().join("、")))
}

async fn rotate(arguments: RotateArguments, output: Output) -> anyhow::Result<()> {
    let classes = if arguments.class.is_empty() { Class::ALL.to_vec() } else { arguments.class };
    let desk = DataFolder::open(&arguments.data).await?;
    // What an interrupted run left is ended first: its keys wait no longer and seal, and no class gets two.
    let waiting = desk::keys::announce(&desk, &classes, super::now()).await?;
    output.progress(
        &json!({ "announced": waiting, "wait_seconds": arguments.wait }),
        &format!("已公布 {waiting} 把新的数据密钥，等待 {} 秒，让运行中的服务取用", arguments.wait),
    );
    tokio::time::sleep(Duration::from_secs(arguments.wait)).await;
    desk::keys::seal_with_all(&desk).await?;
    // This process opened the keys of before.
    let desk = DataFolder::open(&arguments.data).await?;
    let done = desk::keys::reseal(&desk, |done| {
        output.progress(&json!({ "resealed": done.cells }), &format!("已用新密钥重新封存 {} 格", done.cells));
    })
    .await?;
    output.progress_done();
    if done.damaged > 0 {
        bail!("已重新封存 {} 格；{} 格打不开，保持原样，请运行 mingjian keys verify", done.cells, done.damaged);
    }
    output.result(
        &json!({ "new_keys": waiting, "resealed": done.cells }),
        &format!("已启用 {waiting} 把新的数据密钥，重新封存 {} 格", done.cells),
    );
    Ok(())
}

pub(crate) async fn run(command: KeysCommand, output: Output) -> anyhow::Result<()> {
    match command {
        KeysCommand::Status { data } => {
            let desk = DataFolder::open(&data).await?;
            for key in desk::keys::status(&desk).await? {
                let shown =
                    |version: &u32| if key.announced.contains(version) { format!("{version}（待启用）") } else { version.to_string() };
                let versions: Vec<String> = key.versions.iter().map(shown).collect();
                output.result(
                    &json!({ "class": key.class, "versions": key.versions, "announced": key.announced }),
                    &format!("{:<10} 版本 {}", key.class, versions.join("、")),
                );
            }
            Ok(())
        }
        KeysCommand::Verify { data } => {
            let desk = DataFolder::open(&data).await?;
            let (mut opened, mut damaged) = (0, 0);
            for report in desk::keys::verify(&desk).await? {
                let cells: u64 = report.cells.values().sum();
                if cells == 0 && report.damaged.is_empty() {
                    continue;
                }
                let mut sentence = format!("{}.{}：{cells} 格可以打开", report.table, report.column);
                for row in &report.damaged {
                    sentence.push_str(&format!("\n  行 {row} 打不开：内容被改动、移动、截断，或封存它的密钥不在库中"));
                }
                let line = json!({
                    "table": report.table, "column": report.column, "cells": report.cells, "damaged": report.damaged,
                });
                output.result(&line, &sentence);
                opened += cells;
                damaged += report.damaged.len();
            }
            if damaged > 0 {
                bail!("{damaged} 格打不开，{opened} 格可以打开");
            }
            output.result(&json!({ "opened": opened, "damaged": 0 }), &format!("全部 {opened} 格可以打开"));
            Ok(())
        }
        KeysCommand::New => {
            let text = Kek::generate(&mut desk::random::rng()).to_file_text();
            let line = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
            output.result(&json!({ "key": line }), line);
            Ok(())
        }
        KeysCommand::Rotate(arguments) => rotate(arguments, output).await,
        KeysCommand::Rewrap { data } => {
            let old = DataFolder::read(&data)?.rewrap().await?;
            output.result(
                &json!({ "rewrapped": true, "old_key_file": old }),
                &format!("已换用新的密钥加密密钥，请另行备份。旧密钥移到 {}：只用于恢复此前的备份，与那些备份一同销毁。", old.display()),
            );
            Ok(())
        }
    }
}
