#![doc = include_str!("../README.md")]

mod blind;
mod class;
mod error;
mod hex;
mod kek;
mod keyring;
pub mod mask;
mod seal;
mod sm;

pub use blind::BlindKey;
pub use class::Class;
pub use error::VaultError;
pub use kek::Kek;
pub use keyring::WrappedKey;
pub use seal::{Cell, Vault, version_of};
