//! `mingjian init`: a new data folder.

use std::path::PathBuf;

use anyhow::Context;
use desk::setup::{self, NewAccount, Setup};
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

pub(crate) const DEFAULT_ORGANISATIONS: &str = include_str!("../../../../policy/organisations/yueyang.toml");

#[derive(clap::Args)]
pub(crate) struct InitArguments {
    /// The folder to make.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// postgres://… ; SQLite inside the folder if absent.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Where to write the key; inside the folder if absent. A dump of the database is useless without it, and so is the database.
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// The units of the city; the example of Yueyang if absent.
    #[arg(long, value_name = "FILE")]
    organisations: Option<PathBuf>,
    /// Login of the first administrator.
    #[arg(long, value_name = "LOGIN", default_value = "admin")]
    admin: String,
    /// A file that holds the administrator's password; one is made and printed once if absent.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

pub(crate) async fn run(arguments: InitArguments, output: Output) -> anyhow::Result<()> {
    let organisations = match &arguments.organisations {
        Some(path) => std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?,
        None => DEFAULT_ORGANISATIONS.to_owned(),
    };
    let organisations = setup::parse_organisations(&organisations)?;
    let (password, is_made) = match &arguments.password_file {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))?;
            (text.trim_end_matches(['\r', '\n']).to_owned(), false)
        }
        None => (desk::password::readable(), true),
    };
    let admin = NewAccount::administrator(&arguments.admin, &password, &organisations[0].code);
    let (folder, kek) = DataFolder::create(&arguments.data, arguments.database.as_deref(), arguments.key_file.as_deref())?;
    if let Err(error) = setup::init(&folder.location, &kek, Setup { organisations, admin }, super::now()).await {
        folder.discard(&arguments.data);
        return Err(error).context("初始化未完成，没有留下任何文件");
    }
    let shown = if is_made { Some(password.as_str()) } else { None };
    output.result(
        &json!({"data": arguments.data, "admin": arguments.admin, "password": shown}),
        &format!(
            "已建立 {}。管理员：{}{}\n请把密钥文件另行备份：没有它，数据库中的个人信息谁也打不开。\n下一步：mingjian account add --data DIR …",
            arguments.data.display(),
            arguments.admin,
            shown.map(|p| format!("，密码：{p}（只显示这一次）")).unwrap_or_default()
        ),
    );
    Ok(())
}
