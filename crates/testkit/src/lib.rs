#![doc = include_str!("../README.md")]

pub mod city;
pub mod crowd;
#[cfg(feature = "databases")]
pub mod databases;
pub mod town;
