//! The one place of this crate that draws randomness from the operating system.

use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

/// Fills the bytes. A machine whose generator fails cannot seal anything, so this is a bug to stop at, not an error to carry.
#[expect(clippy::disallowed_methods, reason = "the one source of randomness of this crate")]
pub fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

/// A cryptographic generator for one stretch of work, seeded by the operating system.
pub fn rng() -> ChaCha20Rng {
    let mut seed = [0_u8; 32];
    fill(&mut seed);
    ChaCha20Rng::from_seed(seed)
}

/// 256 random bits in lower-case hex: session and form tokens.
pub fn token() -> String {
    let mut bytes = [0_u8; 32];
    fill(&mut bytes);
    hex(&bytes)
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string");
        text
    })
}
