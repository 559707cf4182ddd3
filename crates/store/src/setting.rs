//! Settings of the deployment, and of one account (`columns.17`).

use crate::table::args;
use crate::{Result, Tx};

pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.optional("select value from setting where key = $1", args![key]).await?;
    Ok(found.map(|(value,)| value))
}

pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    tx.execute("insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value", args![key, value])
        .await
        .map(|_| ())
}
