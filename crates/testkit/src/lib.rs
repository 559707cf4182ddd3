#![doc = include_str!("../README.md")]

pub mod city;
pub mod crowd;
pub mod town;
#[cfg(feature = "databases")]
pub mod databases;
