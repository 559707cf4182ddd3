//! Faults of the database, each as one sentence for the person at the desk; the cause is the source, never printed with it.

/// What goes wrong between us and the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("找不到数据库文件 {path}，请先运行 mingjian init")]
    Missing { path: String },
    #[error("数据库只读，无法写入；请检查文件与目录的权限，以及磁盘是否以只读方式挂载")]
    ReadOnly {
        #[source]
        source: sqlx::Error,
    },
    #[error("磁盘读写出错，请检查存放数据库的磁盘")]
    Disk {
        #[source]
        source: sqlx::Error,
    },
    #[error("磁盘空间不足，数据库无法写入")]
    Full {
        #[source]
        source: sqlx::Error,
    },
    #[error("{path} 不是数据库文件，或已损坏")]
    NotADatabase {
        path: String,
        #[source]
        source: sqlx::Error,
    },
    #[error("无法连接数据库，请检查地址、账号与网络")]
    Unreachable {
        #[source]
        source: sqlx::Error,
    },
    #[error("数据库地址无效：应为 postgres://用户@主机/库名")]
    BadUrl {
        #[source]
        source: sqlx::Error,
    },
    /// A newer program has been here: this one does not know what it would break.
    #[error("数据库结构版本为 {found}，高于本程序所知的 {known}，请使用更新的 mingjian")]
    SchemaNewer { found: i64, known: i64 },
    #[error("数据库结构版本为 {found}，低于本程序所需的 {known}，请运行 mingjian migrate")]
    SchemaOlder { found: i64, known: i64 },
    #[error("数据库结构升级失败，未作任何更改")]
    Migrate {
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    /// Other writers were in the way until the last try, or for longer than the time limit.
    #[error("数据库正忙，请稍后重试")]
    Busy {
        #[source]
        source: sqlx::Error,
    },
    /// A unique index says that the row is there already.
    #[error("该记录已存在")]
    Duplicate {
        #[source]
        source: sqlx::Error,
    },
    #[error("数据库中的内容不合预期：{what}")]
    Corrupt { what: &'static str },
    #[error("数据库操作失败")]
    Database {
        #[source]
        source: sqlx::Error,
    },
}

impl StoreError {
    /// Whether the same work may succeed when it is done again from the start.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(source: sqlx::Error) -> Self {
        match &source {
            sqlx::Error::Database(error) if error.is_unique_violation() => Self::Duplicate { source },
            sqlx::Error::Database(error) => match error.code().as_deref().map(Cause::of) {
                Some(Cause::Busy) => Self::Busy { source },
                Some(Cause::ReadOnly) => Self::ReadOnly { source },
                Some(Cause::Disk) => Self::Disk { source },
                Some(Cause::Full) => Self::Full { source },
                Some(Cause::Other) | None => Self::Database { source },
            },
            sqlx::Error::PoolTimedOut => Self::Busy { source },
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::PoolClosed => Self::Unreachable { source },
            _ => Self::Database { source },
        }
    }
}

/// What a code of either database means. PostgreSQL's are five characters, SQLite's are (extended) numbers.
enum Cause {
    Busy,
    ReadOnly,
    Disk,
    Full,
    Other,
}

impl Cause {
    fn of(code: &str) -> Self {
        match code {
            // serialization_failure, deadlock_detected, lock_not_available
            "40001" | "40P01" | "55P03" => return Self::Busy,
            "25006" => return Self::ReadOnly,
            "53100" => return Self::Full,
            "58030" => return Self::Disk,
            _ => {}
        }
        // SQLITE_BUSY, LOCKED, READONLY, CANTOPEN (of a journal: the folder is read-only), IOERR, FULL;
        // the low byte of an extended code is the primary one.
        match code.parse::<u32>().map(|code| code & 0xff) {
            Ok(_) if code.len() >= 5 => Self::Other,
            Ok(5 | 6) => Self::Busy,
            Ok(8 | 14) => Self::ReadOnly,
            Ok(10) => Self::Disk,
            Ok(13) => Self::Full,
            _ => Self::Other,
        }
    }
}
