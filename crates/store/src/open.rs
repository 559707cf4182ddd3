//! Opening a database, and the life of its connections.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AssertSqlSafe, Connection, SqlSafeStr, SqlStr};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use tokio::sync::Semaphore;

use crate::{Result, StoreError, Tx};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    Sqlite(PathBuf),
    /// `postgres://user:password@host/name`.
    Postgres(String),
}

/// Without the password that an address may hold.
impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "Sqlite({})", path.display()),
            Self::Postgres(_) => f.write_str("Postgres(…)"),
        }
    }
}

/// An open database. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    /// What PostgreSQL is told at the beginning of a transaction of [`Store::within`].
    scope: Option<Arc<str>>,
    /// One turn for transactions that are done again after a conflict.
    turns: Arc<Semaphore>,
}

/// Whose rows a transaction may touch, for the second net of PostgreSQL (migration 0020). SQLite knows of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The units at or below one's own.
    pub units: &'a [i64],
    /// The unit of another department, of which one sees what was shared with it.
    pub liaison: Option<i64>,
}

#[derive(Clone)]
enum Pools {
    /// SQLite has one writer at a time: writers queue in front of one connection instead of fighting for the lock.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// How long a writer waits for other processes, and anybody for a free connection.
const WAIT_LIMIT: Duration = Duration::from_secs(30);
/// Readers of SQLite; each is a thread, so a few per core are enough.
const READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;

impl Store {
    /// Opens a database that exists. It may still have to be migrated.
    pub async fn open(location: &Location) -> Result<Self> {
        if let Location::Sqlite(path) = location
            && !path.is_file()
        {
            return Err(StoreError::Missing { path: path.display().to_string() });
        }
        Self::connect(location, false).await
    }

    /// Opens a database; a SQLite file is created if it does not exist. A PostgreSQL database must exist.
    pub async fn open_or_create(location: &Location) -> Result<Self> {
        Self::connect(location, true).await
    }

    async fn connect(location: &Location, create: bool) -> Result<Self> {
        let pools = match location {
            Location::Sqlite(path) => {
                let failed = |source: sqlx::Error| opening_failed(source, path.display().to_string());
                let options = sqlite_options(path).create_if_missing(create);
                let writer = SqlitePoolOptions::new()
                    .max_connections(1)
                    .acquire_timeout(WAIT_LIMIT)
                    .idle_timeout(None)
                    .max_lifetime(None)
                    .test_before_acquire(false)
                    .connect_with(options.clone())
                    .await
                    .map_err(failed)?;
                let readers = SqlitePoolOptions::new()
                    .max_connections(READERS)
                    .acquire_timeout(WAIT_LIMIT)
                    .idle_timeout(None)
                    .max_lifetime(None)
                    .test_before_acquire(false)
                    .connect_with(options.create_if_missing(false).pragma("query_only", "on").pragma("cache_size", "-32768"))
                    .await
                    .map_err(failed)?;
                Pools::Sqlite { writer, readers }
            }
            Location::Postgres(url) => {
                let options: PgConnectOptions = url.parse().map_err(|source| StoreError::BadUrl { source })?;
                let options = options
                    .application_name("mingjian")
                    .statement_cache_capacity(400)
                    // Pages read a few rows by index; compiling a plan, or reading a table through, costs more than that.
                    .options([("random_page_cost", "1.1"), ("jit", "off")]);
                // A pool would go on trying until its time limit; whoever starts the program wants to know at once.
                let first = PgConnection::connect_with(&options).await.map_err(|source| StoreError::Unreachable { source })?;
                first.close().await?;
                let pool = PgPoolOptions::new()
                    .max_connections(POSTGRES_CONNECTIONS)
                    .acquire_timeout(WAIT_LIMIT)
                    .test_before_acquire(false)
                    .connect_lazy_with(options);
                Pools::Postgres(pool)
            }
        };
        let store = Self { pools, scope: None, turns: Arc::new(Semaphore::new(1)) };
        let (found, known) = store.schema().await?;
        if found > known { Err(StoreError::SchemaNewer { found, known }) } else { Ok(store) }
    }

    /// Brings the schema to this program's version. Each migration is one transaction.
    pub async fn migrate(&self) -> Result<()> {
        let (found, known) = self.schema().await?;
        if found > known {
            return Err(StoreError::SchemaNewer { found, known });
        }
        let result = match &self.pools {
            Pools::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await,
            Pools::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await,
        };
        result.map_err(|error| match error {
            MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => match StoreError::from(source) {
                StoreError::Database { source } => StoreError::Migrate { source: MigrateError::Execute(source) },
                clear => clear,
            },
            source => StoreError::Migrate { source },
        })
    }

    /// Refuses a database that was not migrated to this program's version.
    pub async fn require_migrated(&self) -> Result<()> {
        let (found, known) = self.schema().await?;
        if found < known { Err(StoreError::SchemaOlder { found, known }) } else { Ok(()) }
    }

    /// Versions of the schema: that of the database (0 = empty), that of this program.
    async fn schema(&self) -> Result<(i64, i64)> {
        let known = SQLITE_MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
        let exists = match &self.pools {
            Pools::Sqlite { .. } => "select count(*) from sqlite_master where name = '_sqlx_migrations'",
            Pools::Postgres(_) => "select count(*) from pg_class where oid = to_regclass('_sqlx_migrations')",
        };
        let mut tx = self.read().await?;
        let (tables,): (i64,) = tx.one(exists, &[]).await?;
        if tables == 0 {
            return Ok((0, known));
        }
        let (found,): (i64,) = tx.one("select coalesce(max(version), 0) from _sqlx_migrations where success", &[]).await?;
        Ok((found, known))
    }

    /// A transaction that may write: serialisable in both databases. Prefer [`crate::transact!`], which tries again.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => Tx::sqlite(writer.begin_with("begin immediate").await?),
            Pools::Postgres(pool) => Tx::postgres(pool.begin_with(self.opening("begin isolation level serializable")).await?),
        })
    }

    pub(crate) fn turns(&self) -> Arc<Semaphore> {
        Arc::clone(&self.turns)
    }

    /// A transaction that sees one state of the database and cannot write. Never waits for writers.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => Tx::sqlite(readers.begin().await?),
            Pools::Postgres(pool) => Tx::postgres(pool.begin_with(self.opening("begin isolation level repeatable read read only")).await?),
        })
    }

    /// The same database for a person: on PostgreSQL every transaction of it sees what row-level security leaves them.
    #[must_use]
    pub fn within(&self, scope: &Scope<'_>) -> Self {
        let numbers = scope.units.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        let liaison = scope.liaison.map_or_else(String::new, |unit| unit.to_string());
        let told =
            format!("set local role mingjian_person; set local mingjian.units = '{numbers}'; set local mingjian.liaison = '{liaison}'");
        Self { scope: Some(told.into()), ..self.clone() }
    }

    /// One message to the server, whoever the transaction is for. Digits and commas only, never input.
    fn opening(&self, begin: &'static str) -> SqlStr {
        match &self.scope {
            None => begin.into_sql_str(),
            Some(scope) => AssertSqlSafe(format!("{begin}; {scope}")).into_sql_str(),
        }
    }

    /// Closes all connections; what SQLite still has in its journal goes into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Refreshes what the planner knows about the data, and lets PostgreSQL answer from indexes alone: after a bulk load,
    /// before anybody lists it.
    pub async fn analyze(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => sqlx::raw_sql("pragma analysis_limit = 2000; analyze;").execute(writer).await.map(|_| ()),
            Pools::Postgres(pool) => sqlx::raw_sql("vacuum (analyze)").execute(pool).await.map(|_| ()),
        }
        .map_err(StoreError::from)
    }
}

/// Why these: see `docs/decisions/0101-sqlite-settings.md`.
fn sqlite_options(path: &std::path::Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(WAIT_LIMIT)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-131072")
        .pragma("mmap_size", "1073741824")
        .pragma("wal_autocheckpoint", "16000")
        .statement_cache_capacity(400)
}

/// SQLite's answers while a file is opened, as sentences.
fn opening_failed(source: sqlx::Error, path: String) -> StoreError {
    let code = source.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse::<u32>().ok());
    match code.map(|code| code & 0xff) {
        // SQLITE_CORRUPT, SQLITE_NOTADB.
        Some(11 | 26) => StoreError::NotADatabase { path, source },
        _ => StoreError::from(source),
    }
}

/// Of the PostgreSQL migrations' texts.
#[cfg(feature = "server")]
pub(crate) fn fingerprint() -> String {
    let checksums = POSTGRES_MIGRATIONS.iter().flat_map(|migration| migration.checksum.iter().take(8));
    let folded = checksums.fold(0_u64, |folded, byte| folded.rotate_left(7) ^ u64::from(*byte));
    format!("{folded:016x}")
}
