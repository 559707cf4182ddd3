//! Databases on a PostgreSQL server, made and dropped by whoever may: for tests and drills. Feature `server`.

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection};

use crate::{Location, Result, Store, StoreError};

/// The address of another database on the same server.
pub fn sibling(url: &str, name: &str) -> Result<String> {
    use sqlx::ConnectOptions;
    let options: PgConnectOptions = url.parse().map_err(|source| StoreError::BadUrl { source })?;
    Ok(options.database(name).to_url_lossy().to_string())
}

/// Makes a migrated database of that name, once: later calls find it, and calls at the same time wait.
pub async fn ensure_template(url: &str, name: &str) -> Result<()> {
    /// Any number, the same for all who make templates.
    const LOCK: &str = "select pg_advisory_lock(6017)";
    let mut connection = connect(url).await?;
    sqlx::raw_sql(LOCK).execute(&mut connection).await?;
    let exists =
        sqlx::query("select 1 from pg_database where datname = $1 and datistemplate").bind(name).fetch_optional(&mut connection).await?;
    if exists.is_none() {
        drop_database(url, name).await?;
        sqlx::raw_sql(AssertSqlSafe(format!("create database {}", quoted(name)))).execute(&mut connection).await?;
        let store = Store::open(&Location::Postgres(sibling(url, name)?)).await?;
        store.migrate().await?;
        store.close().await;
        sqlx::raw_sql(AssertSqlSafe(format!("alter database {} is_template true", quoted(name)))).execute(&mut connection).await?;
    }
    // Gives the lock back too.
    Ok(connection.close().await?)
}

/// Makes a database as a copy of a template.
pub async fn clone_template(url: &str, template: &str, name: &str) -> Result<()> {
    let mut connection = connect(url).await?;
    let sql = format!("create database {} template {}", quoted(name), quoted(template));
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// Drops a database if it exists, whoever is connected to it.
pub async fn drop_database(url: &str, name: &str) -> Result<()> {
    let mut connection = connect(url).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("drop database if exists {} with (force)", quoted(name)))).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// A number that changes with any migration: names the template that fits.
pub fn schema_fingerprint() -> String {
    crate::open::fingerprint()
}

async fn connect(url: &str) -> Result<PgConnection> {
    PgConnection::connect(url).await.map_err(|source| StoreError::Unreachable { source })
}

/// An identifier as SQL text.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Store {
    /// Notes a migration that this program does not have, as a newer program would.
    pub async fn pretend_schema(&self, version: i64) -> Result<()> {
        let mut tx = self.begin().await?;
        tx.execute(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values ($1, 'newer', $2, $3, 0)",
            crate::table::args![version, true, vec![0_u8]],
        )
        .await?;
        tx.commit().await
    }
}
