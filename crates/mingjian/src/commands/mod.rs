//! One file a command.

pub(crate) mod account;
pub(crate) mod assess;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod keys;
pub(crate) mod law;
pub(crate) mod ledger;
pub(crate) mod migrate;
pub(crate) mod policy;
pub(crate) mod resolve;
pub(crate) mod serve;
pub(crate) mod worker;

use jiff::Timestamp;

/// The one clock of the binary; everything below is given the moment.
#[expect(clippy::disallowed_methods, reason = "the edge of the program reads the clock")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// Today in Asia/Shanghai.
pub(crate) fn today() -> jiff::civil::Date {
    desk::time::local_date(now())
}
