//! `mingjian account`: people who may log in.

use std::path::PathBuf;

use anyhow::Context;
use casework::codes::Role;
use desk::absences::{self, AbsenceForm};
use desk::setup::NewAccount;
use desk::{accounts, password};
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

#[derive(clap::Subcommand)]
pub(crate) enum AccountCommand {
    /// Add a person; the password is made and printed once unless a file gives it.
    Add(AddArguments),
    /// Somebody is away until a day; a colleague of the same unit may stand in for them.
    Away(AwayArguments),
    /// They are back earlier than planned.
    Back(BackArguments),
    /// List logins, posts and units.
    List(crate::DataArgument),
    /// Give a new password; its owner chooses another at the next login, and every session ends.
    Password(PasswordArguments),
    /// Shut an account and end its sessions.
    Disable(LoginArguments),
    /// Open an account that was shut.
    Enable(LoginArguments),
    /// Take the second factor (动态验证码) off an account whose telephone and recovery codes are lost.
    SecondFactorOff(LoginArguments),
    /// Whether everybody has to use a second factor.
    SecondFactorRule(RuleArguments),
    /// Tie an account to a person at the identity service (统一身份认证).
    Link(LinkArguments),
    /// Cut an account's ties to the identity service.
    Unlink(LoginArguments),
}

#[derive(clap::Args)]
pub(crate) struct LoginArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long)]
    login: String,
}

#[derive(clap::Args)]
pub(crate) struct PasswordArguments {
    #[command(flatten)]
    account: LoginArguments,
    /// A file that holds the password; one is made and printed once if absent.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct LinkArguments {
    #[command(flatten)]
    account: LoginArguments,
    /// The address of the identity service, as its tokens name it.
    #[arg(long, value_name = "URL")]
    issuer: String,
    /// The person's identifier there (`sub`).
    #[arg(long, value_name = "ID")]
    subject: String,
}

#[derive(clap::Args)]
pub(crate) struct RuleArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(value_enum)]
    rule: Rule,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Rule {
    /// Nobody works without one.
    Required,
    /// Everybody may have one.
    Optional,
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
    /// clerk, officer, head, registry_reviewer, liaison, auditor, security_administrator or administrator.
    #[arg(long, value_parser = parse_role)]
    role: Role,
    /// Code of the unit, as in the organisations file.
    #[arg(long, value_name = "CODE")]
    org: String,
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Its owner wrote the password file: no other password has to be chosen at the first login.
    #[arg(long, requires = "password_file")]
    own_password: bool,
}

#[derive(clap::Args)]
pub(crate) struct AwayArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long)]
    login: String,
    /// First day; today where it is left out.
    #[arg(long, value_name = "DATE")]
    from: Option<jiff::civil::Date>,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    until: jiff::civil::Date,
    /// Login of the colleague who has the role until then.
    #[arg(long, value_name = "LOGIN")]
    deputy: Option<String>,
}

#[derive(clap::Args)]
pub(crate) struct BackArguments {
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    #[arg(long)]
    login: String,
}

fn parse_role(text: &str) -> Result<Role, String> {
    Role::from_code(text)
        .or_else(|| Role::from_label(text))
        .ok_or_else(|| format!("应为 {}", Role::ALL.iter().map(|r| r.code()).collect::<Vec<_>>().join("、")))
}

pub(crate) async fn run(command: AccountCommand, output: Output) -> anyhow::Result<()> {
    match command {
        AccountCommand::Add(arguments) => add(arguments, output).await,
        AccountCommand::Away(arguments) => away(arguments, output).await,
        AccountCommand::Back(arguments) => back(arguments, output).await,
        AccountCommand::List(arguments) => list(&arguments.data, output).await,
        AccountCommand::Password(arguments) => hand_out(arguments, output).await,
        AccountCommand::Disable(LoginArguments { data, login }) => {
            accounts::set_disabled(&DataFolder::open(&data).await?, &login, true).await?;
            output.result(&json!({"login": login, "disabled": true}), &format!("已停用 {login}，其全部登录已结束"));
            Ok(())
        }
        AccountCommand::Enable(LoginArguments { data, login }) => {
            accounts::set_disabled(&DataFolder::open(&data).await?, &login, false).await?;
            output.result(&json!({"login": login, "disabled": false}), &format!("已启用 {login}"));
            Ok(())
        }
        AccountCommand::SecondFactorOff(LoginArguments { data, login }) => {
            accounts::remove_second_factor(&DataFolder::open(&data).await?, &login).await?;
            output.result(&json!({"login": login, "second_factor": false}), &format!("已停用 {login} 的动态验证码，其全部登录已结束"));
            Ok(())
        }
        AccountCommand::Link(LinkArguments { account: LoginArguments { data, login }, issuer, subject }) => {
            desk::outside_login::link(&DataFolder::open(&data).await?, &login, &issuer, &subject, super::now()).await?;
            output.result(&json!({"login": login, "linked": true}), &format!("已将 {login} 绑定到统一身份认证"));
            Ok(())
        }
        AccountCommand::Unlink(LoginArguments { data, login }) => {
            let cut = desk::outside_login::unlink(&DataFolder::open(&data).await?, &login).await?;
            output.result(&json!({"login": login, "unlinked": cut}), &format!("已解除 {login} 的 {cut} 处统一身份认证绑定"));
            Ok(())
        }
        AccountCommand::SecondFactorRule(RuleArguments { data, rule }) => {
            let required = matches!(rule, Rule::Required);
            accounts::set_second_factor_rule(&DataFolder::open(&data).await?, required).await?;
            let sentence =
                if required { "所有账号须启用动态验证码后才能办理" } else { "动态验证码由各账号自行启用" };
            output.result(&json!({"second_factor_required": required}), sentence);
            Ok(())
        }
    }
}

/// The password of a file, or a fresh one; and whether it was made.
fn password_of(file: Option<&std::path::Path>) -> anyhow::Result<(String, bool)> {
    match file {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?;
            Ok((text.trim_end_matches(['\r', '\n']).to_owned(), false))
        }
        None => Ok((password::readable(), true)),
    }
}

async fn hand_out(arguments: PasswordArguments, output: Output) -> anyhow::Result<()> {
    let (password, is_made) = password_of(arguments.password_file.as_deref())?;
    let LoginArguments { data, login } = arguments.account;
    accounts::hand_out_password(&DataFolder::open(&data).await?, &login, &password, super::now()).await?;
    let shown = is_made.then_some(password);
    output.result(
        &json!({"login": login, "password": shown}),
        &format!("已为 {login} 设置新密码{}；下次登录须自行更换", shown.map(|p| format!("：{p}（只显示这一次）")).unwrap_or_default()),
    );
    Ok(())
}

async fn add(arguments: AddArguments, output: Output) -> anyhow::Result<()> {
    let (password, is_made) = password_of(arguments.password_file.as_deref())?;
    let desk = DataFolder::open(&arguments.data).await?;
    let account = NewAccount {
        login: arguments.login.clone(),
        display_name: arguments.name,
        password: password.clone(),
        role: arguments.role,
        org_code: arguments.org,
    };
    accounts::add(&desk, &account, super::now()).await?;
    if !arguments.own_password {
        accounts::require_change(&desk, &arguments.login, super::now()).await?;
    }
    let shown = is_made.then_some(password);
    output.result(
        &json!({"login": arguments.login, "password": shown}),
        &format!(
            "已添加 {}{}",
            arguments.login,
            shown.map(|p| format!("，密码：{p}（只显示这一次，首次登录须自行更换）")).unwrap_or_default()
        ),
    );
    Ok(())
}

async fn away(arguments: AwayArguments, output: Output) -> anyhow::Result<()> {
    let desk = DataFolder::open(&arguments.data).await?;
    let form = AbsenceForm {
        from: arguments.from.unwrap_or_else(super::today),
        until: arguments.until,
        deputy: arguments.deputy,
        login: arguments.login,
    };
    absences::record(&desk, None, &form, super::now()).await?;
    let deputy = form.deputy.as_ref().map(|deputy| format!("，由 {deputy} 代理")).unwrap_or_default();
    output.result(
        &json!({"login": form.login, "from": form.from.to_string(), "until": form.until.to_string(), "deputy": form.deputy}),
        &format!("已登记 {} 自{}至{}请假{deputy}", form.login, form.from, form.until),
    );
    Ok(())
}

async fn back(arguments: BackArguments, output: Output) -> anyhow::Result<()> {
    let desk = DataFolder::open(&arguments.data).await?;
    absences::end(&desk, None, &arguments.login, super::now()).await?;
    output.result(&json!({"login": arguments.login}), &format!("{} 已销假", arguments.login));
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
