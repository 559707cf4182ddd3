//! `mingjian migrate`: brings a database to this version.

use std::path::Path;

use anyhow::Context;
use serde_json::json;

use crate::data_folder::DataFolder;
use crate::terminal::Output;

pub(crate) async fn run(data: &Path, output: Output) -> anyhow::Result<()> {
    let folder = DataFolder::read(data)?;
    desk::setup::migrate(&folder.location, &folder.kek()?, super::now()).await.with_context(|| format!("{}", data.display()))?;
    output.result(&json!({"migrated": true}), "数据库已是当前版本");
    Ok(())
}
