//! Sorting by the upper half of a number, the lower half being in order already.

/// Numbers below this many are sorted by comparing.
const FEW: usize = 2_048;
const BITS: u32 = 11;

/// Sorts entries of (key, record) whose records ascend. `scratch` keeps its memory between calls.
pub(crate) fn sort_by_key(entries: &mut Vec<u64>, scratch: &mut Vec<u64>) {
    if entries.len() < FEW {
        entries.sort_unstable();
        return;
    }
    const PLACES: usize = 1 << BITS;
    let digit = |entry: u64, pass: u32| (entry >> (32 + pass * BITS)) as usize & (PLACES - 1);
    let mut counts = vec![[0_u32; PLACES]; 3];
    for entry in entries.iter() {
        for (pass, counts) in (0..).zip(&mut counts) {
            counts[digit(*entry, pass)] += 1;
        }
    }
    scratch.clear();
    scratch.resize(entries.len(), 0);
    for (pass, counts) in (0..).zip(&mut counts) {
        let mut next = 0;
        for count in counts.iter_mut() {
            next += std::mem::replace(count, next);
        }
        for entry in entries.iter() {
            let place = &mut counts[digit(*entry, pass)];
            scratch[*place as usize] = *entry;
            *place += 1;
        }
        std::mem::swap(entries, scratch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkage::derive::mix;

    #[test]
    fn as_comparing_sorts() {
        let mut entries: Vec<u64> = (0..10_000).map(|i| (mix(i) >> 51) << 45 | (mix(i + 7) & 3) << 32 | i).collect();
        let mut expected = entries.clone();
        expected.sort_unstable();
        sort_by_key(&mut entries, &mut Vec::new());
        assert_eq!(entries, expected);
    }
}
