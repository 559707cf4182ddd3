//! Wrapped data keys. The key that wraps them is never here.

use jiff::Timestamp;
use vault::WrappedKey;

use crate::ledger::{self, Act};
use crate::table::{args, insert, select, table};
use crate::{Result, StoreError, Tx};

table! {
    pub(crate) DataKey of "data_key" {
        class: String,
        version: i64,
        wrapped: Vec<u8>,
        created_at: Timestamp,
    }
}

impl DataKey {
    /// `name.1`.
    pub(crate) fn key(&self) -> String {
        format!("{}.{}", self.class, self.version)
    }
}

/// All keys, by class and version. Empty before the database is set up.
pub async fn all(tx: &mut Tx) -> Result<Vec<WrappedKey>> {
    let rows: Vec<DataKey> = tx.all(select::<DataKey>("order by class, version"), args![]).await?;
    rows.into_iter()
        .map(|row| {
            let version = u32::try_from(row.version).map_err(|_| StoreError::Corrupt { what: "a key version out of range" })?;
            Ok(WrappedKey { class: row.class, version, wrapped: row.wrapped })
        })
        .collect()
}

pub async fn add(tx: &mut Tx, key: &WrappedKey, now: Timestamp) -> Result<()> {
    let row = DataKey { class: key.class.clone(), version: i64::from(key.version), wrapped: key.wrapped.clone(), created_at: now };
    insert(tx, &row).await?;
    let key = row.key();
    ledger::append(tx, Act { kind: "key.added".to_owned(), account_id: None, at: Some(now), key: &key }, &row).await
}

/// Puts keys that were wrapped anew in the place of the old ones. Whether all were there.
pub async fn rewrap(tx: &mut Tx, keys: &[WrappedKey]) -> Result<bool> {
    let mut changed = 0;
    for key in keys {
        changed += tx
            .execute(
                "update data_key set wrapped = $1 where class = $2 and version = $3",
                args![key.wrapped, key.class, i64::from(key.version)],
            )
            .await?;
        let version = i64::from(key.version);
        let sql = select::<DataKey>("where class = $1 and version = $2");
        if let Some(row) = tx.optional::<DataKey>(sql, args![key.class, version]).await? {
            let key = row.key();
            ledger::append(tx, Act { kind: "key.rewrapped".to_owned(), account_id: None, at: None, key: &key }, &row).await?;
        }
    }
    Ok(changed == keys.len() as u64)
}

/// Adds a key that opens and does not seal yet.
pub async fn announce(tx: &mut Tx, key: &WrappedKey, now: Timestamp) -> Result<()> {
    add(tx, key, now).await?;
    let sql = "insert into key_announced (class, version) values ($1, $2)";
    tx.execute(sql, args![key.class, i64::from(key.version)]).await.map(|_| ())
}

/// The keys that do not seal yet, by class and version.
pub async fn announced(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.all("select class, version from key_announced order by class, version", args![]).await
}

/// From now on every key seals. Returns how many were waiting.
pub async fn seal_with_all(tx: &mut Tx) -> Result<usize> {
    let waiting = announced(tx).await?;
    tx.execute("delete from key_announced", args![]).await?;
    for (class, version) in &waiting {
        if let Some(row) = tx.optional::<DataKey>(select::<DataKey>("where class = $1 and version = $2"), args![*class, *version]).await? {
            let key = row.key();
            ledger::append(tx, Act { kind: "key.sealing".to_owned(), account_id: None, at: None, key: &key }, &row).await?;
        }
    }
    Ok(waiting.len())
}

/// What gives the number of the row to which a cell is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNumber {
    Column(&'static str),
    /// The first in the upper 32 bits, the second in the lower.
    Pair(&'static str, &'static str),
}

impl RowNumber {
    fn expression(self) -> String {
        match self {
            Self::Column(column) => column.to_owned(),
            Self::Pair(high, low) => format!("{high} * 4294967296 + {low}"),
        }
    }

    /// The condition that finds the row of the number `$2` by its key.
    fn is_second_parameter(self) -> String {
        match self {
            Self::Column(column) => format!("{column} = $2"),
            Self::Pair(high, low) => format!("{high} = $2 / 4294967296 and {low} = $2 % 4294967296"),
        }
    }
}

/// A column of sealed cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedColumn {
    pub table: &'static str,
    pub column: &'static str,
    pub row: RowNumber,
}

/// Row numbers and sealed values after that row number, in order; at most `limit`. Empty cells are left out.
pub async fn cells(tx: &mut Tx, of: SealedColumn, after: i64, limit: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    let SealedColumn { table, column, row } = of;
    let row = row.expression();
    let sql = format!("select {row}, {column} from {table} where {row} > $1 and {column} is not null order by 1 limit $2");
    tx.all(sql, args![after, limit]).await
}

/// Puts the same value, sealed anew, in the place of a cell, unless somebody wrote the cell meanwhile. Whether it took.
pub async fn reseal(tx: &mut Tx, of: SealedColumn, row: i64, old: &[u8], new: &[u8]) -> Result<bool> {
    let SealedColumn { table, column, row: number } = of;
    let sql = format!("update {table} set {column} = $1 where {} and {column} = $3", number.is_second_parameter());
    let took = tx.execute_built(sql, args![new, row, old]).await? == 1;
    if took {
        ledger::note(tx, table, row, "key.resealed").await?;
    }
    Ok(took)
}
