//! What a use case answers when it does not do what was asked.

/// A field of a form that could not be taken, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: &'static str,
    pub message: String,
}

/// Every way in which a use case ends without doing its work.
///
/// `Display` is a sentence for the person at the desk and never prints its source.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The thing does not exist, or the caller may not know that it does.
    #[error("没有找到，或您无权查看")]
    NotFound,
    #[error("您的岗位不能做这一操作")]
    Forbidden,
    /// The law or the state of the case says no.
    #[error("{message}")]
    Refused { message: String, way_on: String },
    #[error("填写的内容有误")]
    Invalid(Vec<FieldError>),
    /// Somebody else changed the case since it was read.
    #[error("该事项刚刚被他人更新，请刷新后再办")]
    Conflict,
    /// A file that cannot be taken as a whole, in one sentence.
    #[error("{0}")]
    File(String),
    #[error("数据库暂时不可用")]
    Store(#[from] store::StoreError),
    #[error("加密数据无法打开：密钥不符或数据已被改动")]
    Vault(#[from] vault::VaultError),
    #[error("{0}")]
    Fault(String),
}

impl DeskError {
    pub fn refused(message: impl Into<String>, way_on: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), way_on: way_on.into() }
    }

    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field, message: message.into() }])
    }
}
