use crate::Class;

/// Why a key or a sealed value cannot be used. Holds and prints nothing of what is sealed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The text is not a key file of ours.
    #[error("这不是明鉴的密钥文件：应有且只有一行“mingjian-kek-1 密钥 校验码”")]
    NotAKeyFile,
    /// The key line is ours, but its check value does not fit: cut off or mistyped.
    #[error("密钥文件已损坏：密钥与校验码不符，请从备份恢复原文件")]
    DamagedKeyFile,
    /// Not one of the data keys opens under this key-encryption key.
    #[error("密钥文件与数据库不匹配：请使用建库时生成的密钥文件")]
    WrongKey,
    /// Other data keys opened, this one did not.
    #[error("数据密钥“{class}”第{version}版已损坏，请从备份恢复数据库")]
    DamagedDataKey { class: String, version: u32 },
    /// The same class and version came twice: the table of keys is not what we wrote.
    #[error("数据密钥“{class}”第{version}版重复，请从备份恢复数据库")]
    RepeatedDataKey { class: String, version: u32 },
    /// A key for a class that this version of the program does not know.
    #[error("数据密钥类别“{class}”无法识别：数据库可能来自更新版本的程序，请先升级程序")]
    UnknownClass { class: String },
    /// No data key for a class: the database was made by an older version, or its table of keys lost rows.
    #[error("数据库缺少“{class}”类数据密钥：请先执行 mingjian migrate")]
    MissingDataKey { class: String },
    /// A sealed value names a key version that is not on the ring.
    #[error("“{}”类字段由第{version}版数据密钥封存，而该版密钥不在库中", class.code())]
    MissingVersion { class: Class, version: u32 },
    /// The sealed value was altered, cut off, or put in another table, column or row than it was sealed for.
    #[error("“{}”类封存字段无法打开：内容被改动，或不在原来的表、列、行", class.code())]
    Damaged { class: Class },
    /// The value opened, but it is not text.
    #[error("“{}”类封存字段不是文本", class.code())]
    NotText { class: Class },
}
