//! How a test gets a whole system, or a whole city, in one line.

pub mod city;
#[cfg(feature = "databases")]
pub mod databases;
