//! Settings of the deployment, and of one account (`columns.17`).

use crate::ledger::{self, Act};
use crate::table::{args, table};
use crate::{Result, Tx};

table! {
    pub(crate) Setting of "setting" {
        key: String,
        value: String,
    }
}

pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.optional("select value from setting where key = $1", args![key]).await?;
    Ok(found.map(|(value,)| value))
}

pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.execute(
        "insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
        args![key, value],
    )
    .await?;
    let row = Setting { key: key.to_owned(), value: value.to_owned() };
    ledger::append(tx, Act { kind: "setting".to_owned(), account_id: None, at: None, key }, &row).await
}
