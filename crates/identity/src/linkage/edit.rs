//! How far two strings are apart, by character, never by byte.

/// Only this much of a value is compared by edits: one machine word, and no cost that a hostile value could choose.
pub(crate) const COMPARED: usize = 64;

/// Optimal string alignment distance: substitutions, insertions, deletions and swaps of neighbours. Values beyond
/// [`COMPARED`] characters are compared by their beginnings.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    if a.is_ascii() && b.is_ascii() {
        let (a, b) = (head(a.as_bytes()), head(b.as_bytes()));
        let (a, b) = without_common_ends(a, b);
        if a.is_empty() || b.is_empty() {
            return a.len().max(b.len());
        }
        let mut masks = [0_u64; 128];
        for (i, &byte) in a.iter().enumerate() {
            masks[usize::from(byte)] |= 1 << i;
        }
        return bit_parallel(a.len(), b.iter().map(|&byte| masks[usize::from(byte)]));
    }
    let a: Vec<char> = a.chars().take(COMPARED).collect();
    let b: Vec<char> = b.chars().take(COMPARED).collect();
    let (a, b) = without_common_ends(&a, &b);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let mask = |wanted: &char| a.iter().enumerate().filter(|(_, c)| *c == wanted).fold(0_u64, |mask, (i, _)| mask | 1 << i);
    bit_parallel(a.len(), b.iter().map(mask))
}

/// 1 for equal, 0 for nothing in common, by the longer of the two.
pub(crate) fn ratio(a: &str, b: &str) -> f64 {
    let length = |text: &str| if text.is_ascii() { text.len() } else { text.chars().count() };
    let longer = length(a).max(length(b)).min(COMPARED);
    if longer == 0 { 0.0 } else { 1.0 - distance(a, b) as f64 / longer as f64 }
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(COMPARED)]
}

fn without_common_ends<'t, T: PartialEq>(a: &'t [T], b: &'t [T]) -> (&'t [T], &'t [T]) {
    let front = a.iter().zip(b).take_while(|(p, q)| p == q).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(p, q)| p == q).count();
    (&a[..a.len() - back], &b[..b.len() - back])
}

/// Hyyrö 2003: one column of the distance matrix per step, in one word. `masks` are the places in the first string
/// (of 1 to 64 characters) of each character of the second.
fn bit_parallel(length: usize, masks: impl Iterator<Item = u64>) -> usize {
    let (mut plus, mut minus, mut diagonal, mut mask_before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
    let last = 1_u64 << (length - 1);
    let mut distance = length;
    for mask in masks {
        let swapped = ((!diagonal & mask) << 1) & mask_before;
        diagonal = ((mask & plus).wrapping_add(plus) ^ plus) | mask | minus | swapped;
        let up = minus | !(diagonal | plus);
        let down = diagonal & plus;
        distance += usize::from(up & last != 0);
        distance -= usize::from(down & last != 0);
        let (up, down) = ((up << 1) | 1, down << 1);
        plus = down | !(diagonal | up);
        minus = up & diagonal;
        mask_before = mask;
    }
    distance
}

/// Jaro's similarity with Winkler's bonus for a common beginning, over the first [`COMPARED`] characters.
pub(crate) fn jaro_winkler(a: &str, b: &str) -> f64 {
    let a: Vec<char> = a.chars().take(COMPARED).collect();
    let b: Vec<char> = b.chars().take(COMPARED).collect();
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut taken, mut matched_a) = (0_u64, Vec::with_capacity(a.len()));
    for (i, c) in a.iter().enumerate() {
        let window = i.saturating_sub(reach)..(i + reach + 1).min(b.len());
        if let Some(j) = window.into_iter().find(|&j| taken & (1 << j) == 0 && b[j] == *c) {
            taken |= 1 << j;
            matched_a.push(*c);
        }
    }
    if matched_a.is_empty() {
        return 0.0;
    }
    let matched_b = (0..b.len()).filter(|j| taken & (1 << j) != 0).map(|j| b[j]);
    let out_of_order = matched_a.iter().zip(matched_b).filter(|(p, q)| **p != *q).count() as f64 / 2.0;
    let m = matched_a.len() as f64;
    let jaro = (m / a.len() as f64 + m / b.len() as f64 + (m - out_of_order) / m) / 3.0;
    let beginning = a.iter().zip(&b).take(4).take_while(|(p, q)| p == q).count() as f64;
    jaro + 0.1 * beginning * (1.0 - jaro)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The textbook's matrix.
    fn by_matrix(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let edited = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                    let swaps = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swaps { edited.min(rows[i - 2][j - 2] + 1) } else { edited }
                };
            }
        }
        rows[a.len()][b.len()]
    }

    #[test]
    fn known_distances() {
        for (a, b, expected) in
            [("", "", 0), ("张建国", "张国建", 1), ("pridham", "prdiham", 1), ("kitten", "sitting", 3), ("李明", "李小明", 1)]
        {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
        assert!((jaro_winkler("martha", "marhta") - 0.9611).abs() < 1e-4);
        assert!((jaro_winkler("dixon", "dicksonx") - 0.8133).abs() < 1e-4);
        assert_eq!((jaro_winkler("", "a"), jaro_winkler("abc", "xyz")), (0.0, 0.0));
    }

    proptest! {
        #[test]
        fn the_word_agrees_with_the_matrix(a in "[ab张国]{0,12}", b in "[ab张国]{0,12}", c in "[abcd]{0,64}", d in "[abcd]{0,64}") {
            prop_assert_eq!(distance(&a, &b), by_matrix(&a, &b));
            prop_assert_eq!(distance(&c, &d), by_matrix(&c, &d));
        }
    }
}
