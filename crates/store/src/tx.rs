//! The seam: one transaction over either database. Everything else in this crate is one SQL text.

use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr, SqlStr, Sqlite, Transaction};

use crate::dialect::{self, Dialect};
use crate::table::Read;
use crate::value::{Row, Value};
use crate::{Result, StoreError, copy};

/// A transaction. Dropped without [`Tx::commit`], everything in it is undone.
pub struct Tx {
    inner: Inner,
    /// Some statement failed because of other writers: the whole work may be tried again.
    conflicted: bool,
}

enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs the same call on whichever database it is, with the parameters bound.
macro_rules! on_either {
    ($tx:expr, $sql:expr, $args:expr, |$query:ident, $connection:ident| $run:expr) => {
        match &mut $tx.inner {
            Inner::Sqlite(transaction) => {
                let $query = bind(sqlx::query::<Sqlite>($sql), $args);
                let $connection = &mut **transaction;
                $run.map(|found| found.into_rows(Row::Sqlite))
            }
            Inner::Postgres(transaction) => {
                let $query = bind(sqlx::query::<Postgres>($sql), $args);
                let $connection = &mut **transaction;
                $run.map(|found| found.into_rows(Row::Postgres))
            }
        }
    };
}

impl Tx {
    pub(crate) const fn sqlite(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { inner: Inner::Sqlite(transaction), conflicted: false }
    }

    pub(crate) const fn postgres(transaction: Transaction<'static, Postgres>) -> Self {
        Self { inner: Inner::Postgres(transaction), conflicted: false }
    }

    /// Makes everything in it last: after this returns, a power cut does not undo it.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await,
            Inner::Postgres(transaction) => transaction.commit().await,
        }
        .map_err(StoreError::from)
    }

    /// Undoes everything in it, and says so only when that is done.
    pub async fn rollback(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(transaction) => transaction.rollback().await,
            Inner::Postgres(transaction) => transaction.rollback().await,
        }
        .map_err(StoreError::from)
    }

    pub(crate) const fn dialect(&self) -> &'static Dialect {
        match self.inner {
            Inner::Sqlite(_) => &dialect::SQLITE,
            Inner::Postgres(_) => &dialect::POSTGRES,
        }
    }

    pub(crate) const fn conflicted(&self) -> bool {
        self.conflicted
    }

    /// Says, before anything was read, that all that this transaction goes by stands in rows that it writes as well, so that whoever
    /// changes it meanwhile is found by the rows that both write. PostgreSQL then need not watch what was read (snapshot isolation), and two
    /// such transactions over different rows do not stand in each other's way. SQLite has one writer in any case.
    pub async fn goes_by_written_rows(&mut self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(_) => Ok(()),
            Inner::Postgres(_) => self.execute("set transaction isolation level repeatable read", &[]).await.map(|_| ()),
        }
    }

    /// Rows changed.
    pub(crate) async fn execute(&mut self, sql: &'static str, args: &[Value<'_>]) -> Result<u64> {
        self.run(sql.into_sql_str(), args).await
    }

    /// As [`Self::execute`], for a text put together from constants of this crate. Never from input.
    pub(crate) async fn execute_built(&mut self, sql: String, args: &[Value<'_>]) -> Result<u64> {
        self.run(AssertSqlSafe(sql).into_sql_str(), args).await
    }

    async fn run(&mut self, sql: SqlStr, args: &[Value<'_>]) -> Result<u64> {
        let result = match &mut self.inner {
            Inner::Sqlite(transaction) => {
                bind(sqlx::query::<Sqlite>(sql), args).execute(&mut **transaction).await.map(|done| done.rows_affected())
            }
            Inner::Postgres(transaction) => {
                bind(sqlx::query::<Postgres>(sql), args).execute(&mut **transaction).await.map(|done| done.rows_affected())
            }
        };
        result.map_err(|error| self.noted(error))
    }

    /// As [`Self::execute_built`], with an array for each column from values that stand row by row. PostgreSQL only.
    pub(crate) async fn execute_arrays(&mut self, sql: String, values: &[Value<'_>], columns: usize) -> Result<u64> {
        let Inner::Postgres(transaction) = &mut self.inner else {
            return Err(StoreError::Corrupt { what: "this database takes no arrays" });
        };
        let query = (0..columns).fold(sqlx::query::<Postgres>(AssertSqlSafe(sql)), |query, column| {
            bind_array(query, values.iter().skip(column).step_by(columns))
        });
        let result = query.execute(&mut **transaction).await.map(|done| done.rows_affected());
        result.map_err(|error| self.noted(error))
    }

    /// Rows of a `copy … from stdin (format binary)` from values that stand row by row. PostgreSQL only.
    pub(crate) async fn copy(&mut self, sql: String, values: &[Value<'_>], columns: usize) -> Result<u64> {
        let Inner::Postgres(transaction) = &mut self.inner else {
            return Err(StoreError::Corrupt { what: "this database takes no copies" });
        };
        let rows = copy::encode(values, columns);
        let result = async {
            let mut copy = transaction.copy_in_raw(&sql).await?;
            copy.send(rows).await?;
            copy.finish().await
        }
        .await;
        result.map_err(|error| self.noted(error))
    }

    /// All rows, in order. `sql` is put together from constants of this crate, never from input.
    pub(crate) async fn all<T: Read>(&mut self, sql: impl AsRef<str>, args: &[Value<'_>]) -> Result<Vec<T>> {
        let sql = AssertSqlSafe(sql.as_ref()).into_sql_str();
        let rows = on_either!(self, sql, args, |query, connection| query.fetch_all(connection).await);
        rows.map_err(|error| self.noted(error))?.iter().map(T::read).collect()
    }

    /// The row, or nothing.
    pub(crate) async fn optional<T: Read>(&mut self, sql: impl AsRef<str>, args: &[Value<'_>]) -> Result<Option<T>> {
        let sql = AssertSqlSafe(sql.as_ref()).into_sql_str();
        let rows = on_either!(self, sql, args, |query, connection| query.fetch_optional(connection).await);
        rows.map_err(|error| self.noted(error))?.first().map(T::read).transpose()
    }

    /// The row that must be there, such as a count.
    pub(crate) async fn one<T: Read>(&mut self, sql: impl AsRef<str>, args: &[Value<'_>]) -> Result<T> {
        self.optional(sql, args).await?.ok_or(StoreError::Corrupt { what: "a row that must exist is missing" })
    }

    /// Ids for that many new rows of a table; returns the first. Numbers of an undone transaction are handed out again.
    pub(crate) async fn reserve(&mut self, table: &'static str, count: usize) -> Result<i64> {
        let count = i64::try_from(count).map_err(|_| StoreError::Corrupt { what: "too many rows at once" })?;
        let (after,): (i64,) = self
            .one(
                "insert into sequence (name, next) values ($1, 1 + $2) \
                 on conflict (name) do update set next = sequence.next + $2 returning next",
                &[Value::Text(Some(table)), Value::Int(Some(count))],
            )
            .await?;
        Ok(after - count)
    }

    fn noted(&mut self, error: sqlx::Error) -> StoreError {
        let error = StoreError::from(error);
        self.conflicted |= error.is_conflict();
        error
    }
}

/// What the drivers return, as our rows.
trait IntoRows<R> {
    fn into_rows(self, wrap: fn(R) -> Row) -> Vec<Row>;
}

impl<R> IntoRows<R> for Vec<R> {
    fn into_rows(self, wrap: fn(R) -> Row) -> Vec<Row> {
        self.into_iter().map(wrap).collect()
    }
}

impl<R> IntoRows<R> for Option<R> {
    fn into_rows(self, wrap: fn(R) -> Row) -> Vec<Row> {
        self.into_iter().map(wrap).collect()
    }
}

type Query<'q, D> = sqlx::query::Query<'q, D, <D as sqlx::Database>::Arguments>;

fn bind<'q, D>(mut query: Query<'q, D>, args: &[Value<'_>]) -> Query<'q, D>
where
    D: sqlx::Database,
    for<'t> Option<i64>: sqlx::Encode<'t, D> + sqlx::Type<D>,
    for<'t> Option<f64>: sqlx::Encode<'t, D> + sqlx::Type<D>,
    for<'t> Option<bool>: sqlx::Encode<'t, D> + sqlx::Type<D>,
    for<'t> Option<&'t str>: sqlx::Encode<'t, D> + sqlx::Type<D>,
    for<'t> Option<String>: sqlx::Encode<'t, D> + sqlx::Type<D>,
    for<'t> Option<&'t [u8]>: sqlx::Encode<'t, D> + sqlx::Type<D>,
{
    for value in args {
        query = match value {
            Value::Int(value) => query.bind(*value),
            Value::Real(value) => query.bind(*value),
            Value::Bool(value) => query.bind(*value),
            Value::Text(value) => query.bind(*value),
            Value::Owned(value) => query.bind(value.as_deref()),
            Value::Blob(value) => query.bind(*value),
        };
    }
    query
}

/// One column of many rows. The first value tells the type: a column's values are all of one kind.
fn bind_array<'q, 'v>(query: Query<'q, Postgres>, column: impl Iterator<Item = &'v Value<'v>> + Clone) -> Query<'q, Postgres> {
    macro_rules! array {
        ($($kind:ident($value:ident) => $taken:expr),+) => {
            query.bind(column.map(|value| match value { $(Value::$kind($value) => $taken,)+ _ => None }).collect::<Vec<_>>())
        };
    }
    match column.clone().next() {
        Some(Value::Int(_)) | None => array!(Int(value) => *value),
        Some(Value::Real(_)) => array!(Real(value) => *value),
        Some(Value::Bool(_)) => array!(Bool(value) => *value),
        Some(Value::Text(_) | Value::Owned(_)) => array!(Text(value) => *value, Owned(value) => value.as_deref()),
        Some(Value::Blob(_)) => array!(Blob(value) => *value),
    }
}
