#![doc = include_str!("../README.md")]

pub mod city;
#[cfg(feature = "databases")]
pub mod databases;
