//! `mingjian init`: a new data folder.

use std::path::PathBuf;

use anyhow::Context;
use desk::setup::{self, NewAccount, Setup};
use serde_json::json;

use crate::data_folder::{DataFolder, KEY, KeyPlace};
use crate::terminal::Output;
use crate::token::Token;

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
    /// A variable of the environment that holds the key instead, as `mingjian keys new` prints it.
    #[arg(long, value_name = "NAME", conflicts_with = "key_file")]
    key_env: Option<String>,
    /// A token (PKCS#11, 密码机) that seals the key file: the library of its maker.
    #[arg(long, value_name = "LIBRARY", requires_all = ["token", "pin_file"], conflicts_with = "key_env")]
    token_library: Option<PathBuf>,
    /// The token's label.
    #[arg(long, value_name = "LABEL", requires = "token_library")]
    token: Option<String>,
    /// A file that holds the PIN of the token's user.
    #[arg(long, value_name = "FILE", requires = "token_library")]
    pin_file: Option<PathBuf>,
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

impl InitArguments {
    /// Where the key goes; nothing = into the data folder.
    fn key_place(&self) -> Option<KeyPlace> {
        let file = || self.key_file.clone().unwrap_or_else(|| self.data.join(KEY));
        match (&self.token_library, &self.token, &self.pin_file) {
            (Some(module), Some(name), Some(pin_file)) => {
                let token = Token { module: module.clone(), name: name.clone(), pin_file: pin_file.clone() };
                Some(KeyPlace::Token(token, file()))
            }
            _ => self.key_env.clone().map(KeyPlace::Environment).or_else(|| self.key_file.clone().map(KeyPlace::File)),
        }
    }
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
    let (folder, kek) = DataFolder::create(&arguments.data, arguments.database.as_deref(), arguments.key_place())?;
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
