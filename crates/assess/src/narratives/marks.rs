//! One set laid out so that many others can be counted against it, one look per shingle.

/// Room for one shingle and a neighbour is looked at together, so the smallest table keeps most shingles at their place.
const ROOM: usize = 2_048;

/// Places per shingle of the set: nine in ten stand where they belong.
const PLACES: usize = 8;

/// Shingles counted between two looks at whether the rest can still be enough.
const STRIDE: usize = 64;

/// A set by place. A shingle is a bijection of three characters of which none is NUL, so 0 is none and marks a free place.
pub(super) struct Marks {
    places: Vec<u64>,
    mask: usize,
    /// What found neither its place nor the next one free.
    rest: Vec<u64>,
    held: Option<u32>,
}

impl Marks {
    pub(super) fn new() -> Self {
        Self { places: vec![0; ROOM + 1], mask: ROOM - 1, rest: Vec::new(), held: None }
    }

    /// Lays out the set of that number, unless it is the one that lies here already.
    pub(super) fn hold(&mut self, number: u32, set: &[u64]) {
        if self.held == Some(number) {
            return;
        }
        let room = ROOM.max((set.len() * PLACES).next_power_of_two());
        self.places.clear();
        self.places.resize(room + 1, 0);
        self.mask = room - 1;
        self.rest.clear();
        for shingle in set {
            let at = *shingle as usize & self.mask;
            match (self.places[at], self.places[at + 1]) {
                (0, _) => self.places[at] = *shingle,
                (_, 0) => self.places[at + 1] = *shingle,
                _ => self.rest.push(*shingle),
            }
        }
        self.held = Some(number);
    }

    /// Whether the set held and another, sorted one have at least that many in common.
    pub(super) fn have_common(&self, other: &[u64], needed: u32) -> bool {
        let stray = self.rest.iter().filter(|shingle| other.binary_search(shingle).is_ok()).count();
        let (mut found, mut left) = (stray, other.len());
        let needed = needed as usize;
        for stride in other.chunks(STRIDE) {
            let of_stride: u32 = stride
                .iter()
                .map(|shingle| {
                    let at = *shingle as usize & self.mask;
                    u32::from((self.places[at] == *shingle) | (self.places[at + 1] == *shingle))
                })
                .sum();
            found += of_stride as usize;
            left -= stride.len();
            if found >= needed {
                return true;
            }
            if found + left < needed {
                return false;
            }
        }
        found >= needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narratives::words::mix;

    #[test]
    fn it_counts_what_two_sorted_lists_have_in_common() {
        let set = |from: u64, to: u64| {
            let mut set: Vec<u64> = (from..to).map(mix).collect();
            set.sort_unstable();
            set
        };
        let mut marks = Marks::new();
        for (number, (from, to)) in (0..).zip([(1, 12), (1, 300), (50, 4_000), (7, 9_000)]) {
            marks.hold(number, &set(from, to));
            for (start, end) in [(1, 10), (40, 90), (100, 2_000), (8_999, 9_400)] {
                let common = u32::try_from(to.min(end).saturating_sub(from.max(start))).expect("small");
                let other = set(start, end);
                assert!(marks.have_common(&other, common), "{from}..{to} {start}..{end}");
                assert!(!marks.have_common(&other, common + 1), "{from}..{to} {start}..{end}");
            }
        }
    }

    #[test]
    fn shingles_that_share_a_place_are_all_found() {
        let crowd: Vec<u64> = (1..=9).map(|n| n << 40 | 5).collect();
        let mut marks = Marks::new();
        marks.hold(0, &crowd);
        assert!(marks.have_common(&crowd, 9));
        assert!(!marks.have_common(&crowd[..3], 4));
    }
}
