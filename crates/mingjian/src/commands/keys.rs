//! `mingjian keys`: which there are, whether every sealed cell opens, a new key-encryption key.

use std::path::PathBuf;

use anyhow::bail;
use serde_json::json;

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
    /// A new key-encryption key, while people work. Run it again if it was interrupted.
    Rewrap {
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
    },
}

pub(crate) async fn run(command: KeysCommand, output: Output) -> anyhow::Result<()> {
    match command {
        KeysCommand::Status { data } => {
            let desk = DataFolder::open(&data).await?;
            for key in desk::keys::status(&desk).await? {
                let versions: Vec<String> = key.versions.iter().map(u32::to_string).collect();
                output.result(
                    &json!({ "class": key.class, "versions": key.versions }),
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
