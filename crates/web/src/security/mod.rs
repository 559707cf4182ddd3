//! What stands between a browser and the pages: sessions, form tokens, headers, the log.

pub(crate) mod form;
pub(crate) mod headers;
pub(crate) mod log;
pub(crate) mod remote;
pub(crate) mod session;
