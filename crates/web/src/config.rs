//! What the binary decides about the web server.

use desk::outside_login::Service;
use jiff::Timestamp;

/// Settings of the pages.
#[derive(Clone, Debug)]
pub struct Config {
    /// Whether browsers reach us by HTTPS (our own or a proxy's): cookies then carry `__Host-` and `Secure`.
    pub https: bool,
    /// A line above every page, e.g. that a demo's data is made up.
    pub notice: Option<String>,
    /// Largest import file in bytes. It is held in memory, so that no clear copy ever touches a disk.
    pub upload_limit_bytes: usize,
    /// The identity service with which people may log in besides their password.
    pub outside: Option<Service>,
    /// Where the present comes from: the binary's clock, or a test's.
    pub now: fn() -> Timestamp,
}

impl Config {
    /// Plain HTTP on this machine, no notice, files up to 128 MiB.
    pub fn new(now: fn() -> Timestamp) -> Self {
        Self { https: false, notice: None, upload_limit_bytes: 128 * 1024 * 1024, outside: None, now }
    }
}
