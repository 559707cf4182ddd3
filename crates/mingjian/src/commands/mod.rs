//! One file a command.

pub mod account;
pub mod assess;
pub mod demo;
pub mod export;
pub mod import;
pub mod init;
pub mod law;
pub mod migrate;
pub mod serve;

use jiff::Timestamp;

/// The one clock of the binary; everything below is given the moment.
#[expect(clippy::disallowed_methods, reason = "the edge of the program reads the clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Today in Asia/Shanghai.
pub fn today() -> jiff::civil::Date {
    desk::time::local_date(now())
}
