//! `mingjian account`: people who may log in.

use std::path::PathBuf;

use anyhow::Context;
use casework::codes::Role;
use desk::accounts;
use desk::setup::{NewAccount, readable_password};
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Subcommand)]
pub(crate) enum AccountCommand {
    /// Add a person; the password is made and printed once unless a file gives it.
    Add(AddArguments),
    /// List logins, posts and units.
    List(crate::DataArgument),
}

#[derive(clap::Args)]
pub(crate) struct AddArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long)]
    login: String,
    /// The name that colleagues read.
    #[arg(long)]
    name: String,
    /// clerk, officer, head, auditor or administrator.
    #[arg(long, value_parser = parse_role)]
    role: Role,
    /// Code of the unit, as in the organisations file.
    #[arg(long, value_name = "CODE")]
    org: String,
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::from_code(text)
        .or_else(|| Role::from_label(text))
        .ok_or_else(|| format!("应为 {}", Role::ALL.iter().map(|r| r.code()).collect::<Vec<_>>().join("、")))
}

pub(crate) async fn run(command: AccountCommand, output: Output) -> anyhow::Result<()> {
    match command {
        AccountCommand::Add(arguments) => add(arguments, output).await,
        AccountCommand::List(arguments) => list(&arguments.data, output).await,
    }
}

async fn add(arguments: AddArguments, output: Output) -> anyhow::Result<()> {
    let (password, is_made) = match &arguments.password_file {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?;
            (text.trim_end_matches(['\r', '\n']).to_owned(), false)
        }
        None => (readable_password(), true),
    };
    let desk = DataFolder::open(&arguments.data).await?;
    let account = NewAccount {
        login: arguments.login.clone(),
        display_name: arguments.name,
        password: password.clone(),
        role: arguments.role,
        org_code: arguments.org,
    };
    accounts::add(&desk, &account, super::now()).await?;
    let shown = is_made.then_some(password);
    output.result(
        &json!({"login": arguments.login, "password": shown}),
        &format!("已添加 {}{}", arguments.login, shown.map(|p| format!("，密码：{p}（只显示这一次）")).unwrap_or_default()),
    );
    Ok(())
}

async fn list(data: &std::path::Path, output: Output) -> anyhow::Result<()> {
    let desk = DataFolder::open(data).await?;
    for account in accounts::list(&desk).await? {
        output.result(
            &json!({"login": account.login, "name": account.display_name, "role": account.role.code(), "org": account.org_name, "disabled": account.disabled}),
            &format!("{}\t{}\t{}\t{}", account.login, account.display_name, account.role.label(), account.org_name),
        );
    }
    Ok(())
}
