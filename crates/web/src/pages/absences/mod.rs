//! 请假与代理, for the 安全保密管理员.

pub(crate) mod show;
