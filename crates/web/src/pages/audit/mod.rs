//! 审计: for the auditor.

pub(crate) mod integrity;
pub(crate) mod ledger;
