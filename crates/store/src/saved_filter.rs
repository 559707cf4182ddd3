//! Named filters of one person's lists.

use crate::table::{args, select, table};
use crate::{Result, Tx};

table! {
    /// A named filter.
    pub SavedFilter of "saved_filter" {
        id: i64,
        account_id: i64,
        name: String,
        /// The query of an address; holds nothing about a person.
        query: String,
    }
}

/// Saves under that name, in the place of an older one of the same name.
pub async fn save(tx: &mut Tx, account_id: i64, name: &str, query: &str) -> Result<()> {
    let id = tx.reserve("saved_filter", 1).await?;
    tx.execute(
        "insert into saved_filter (id, account_id, name, query) values ($1, $2, $3, $4) \
         on conflict (account_id, name) do update set query = excluded.query",
        args![id, account_id, name, query],
    )
    .await
    .map(|_| ())
}

/// The filters of a person, by name.
pub async fn of_account(tx: &mut Tx, account_id: i64) -> Result<Vec<SavedFilter>> {
    tx.all(select::<SavedFilter>("where account_id = $1 order by name, id"), args![account_id]).await
}

/// Whether that person had such a filter.
pub async fn delete(tx: &mut Tx, account_id: i64, id: i64) -> Result<bool> {
    Ok(tx.execute("delete from saved_filter where account_id = $1 and id = $2", args![account_id, id]).await? == 1)
}
