//! MinHash sketches and the bands under which texts are looked up.
//!
//! One pass over the shingles gives the minima of 32 bins (one-permutation hashing, Li, Owen and Zhang, NIPS 2012); empty
//! bins borrow from a full one chosen by their number (optimal densification, Shrivastava, ICML 2017). Five passes give
//! 160 values at the price of five.

use super::words::mix;

const PASSES: usize = 5;
const BINS: usize = 32;

/// Values that must all agree for two texts to meet in a band.
const ROWS: usize = 4;

/// Chances to meet. Two texts of Jaccard similarity s meet in at least one band with probability 1 − (1 − s⁴)⁴⁰:
/// 0.996 at 0.6, 0.9999997 at 0.75, 1 − 7·10⁻¹⁰ at 0.8, and 0.06 at 0.2.
pub(super) const BANDS: usize = PASSES * BINS / ROWS;

/// One key per band.
pub(super) type Keys = [u32; BANDS];

pub(super) fn keys(set: &[u64]) -> Keys {
    let mut values = [0_u32; PASSES * BINS];
    for (pass, values) in values.chunks_exact_mut(BINS).enumerate() {
        fill(set, mix(pass as u64 + 1), values);
    }
    std::array::from_fn(|band| {
        // Rows of one band lie in different passes, so that a borrowed value never counts twice.
        let joined = (0..ROWS).fold(band as u64, |key, row| mix(key ^ u64::from(values[band + row * BANDS])));
        (joined >> 32) as u32
    })
}

/// The minima of one pass.
fn fill(set: &[u64], seed: u64, values: &mut [u32]) {
    let mut full = 0_u32;
    values.fill(u32::MAX);
    for shingle in set {
        let hash = (shingle ^ seed).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let hash = (hash ^ (hash >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bin = (hash >> 59) as usize;
        let value = (hash >> 20) as u32;
        values[bin] = values[bin].min(value);
        full |= 1 << bin;
    }
    if full == u32::MAX || full == 0 {
        return;
    }
    for bin in (0..BINS as u64).filter(|bin| full >> bin & 1 == 0) {
        let lenders = (1..).map(|attempt: u64| (mix(seed ^ (bin << 32 | attempt)) % BINS as u64) as usize);
        if let Some(lender) = lenders.into_iter().find(|lender| full >> lender & 1 == 1) {
            values[bin as usize] = values[lender];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two sets of 200 with that many in common.
    fn pair(number: u64, common: u64) -> (Vec<u64>, Vec<u64>) {
        let element = |side: u64, i: u64| mix(number << 20 | side << 16 | i);
        let of = |side| (0..200).map(|i| element(if i < common { 0 } else { side }, i)).collect();
        (of(1), of(2))
    }

    /// The part of 4,000 made-up pairs that meet in at least one band.
    fn meeting(common: u64) -> f64 {
        let meets = |number| {
            let (a, b) = pair(number, common);
            let (a, b) = (keys(&a), keys(&b));
            a.iter().zip(&b).any(|(a, b)| a == b)
        };
        (0..4_000).filter(|number| meets(*number)).count() as f64 / 4_000.0
    }

    #[test]
    fn texts_meet_as_often_as_the_bands_promise() {
        // 150 of 250 are common: 0.6. 178 of 222: 0.8. 67 of 333: 0.2.
        assert!(meeting(150) >= 0.992, "{}", meeting(150));
        assert!(meeting(178) >= 0.999, "{}", meeting(178));
        assert!(meeting(67) <= 0.1, "{}", meeting(67));
    }

    #[test]
    fn short_texts_keep_their_chances() {
        let short = |number: u64, common: u64| {
            let element = |side: u64, i: u64| mix(number << 20 | side << 16 | i);
            let of = |side: u64| -> Vec<u64> { (0..16).map(|i| element(if i < common { 0 } else { side }, i)).collect() };
            let (a, b) = (keys(&of(1)), keys(&of(2)));
            a.iter().zip(&b).any(|(a, b)| a == b)
        };
        // 12 of 20 are common: 0.6.
        let meeting = (0..4_000).filter(|number| short(*number, 12)).count();
        assert!(meeting >= 3_920, "{meeting}");
        let strangers = (0..4_000).filter(|number| short(*number, 0)).count();
        assert!(strangers <= 4, "{strangers}");
    }
}
