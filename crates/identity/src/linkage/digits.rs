//! Codes of digits in one number, four bits a place: compared by a few operations, whatever their length.

/// Places that fit.
const MOST: usize = 30;
/// One bit a place.
const ONES: u128 = 0x1111_1111_1111_1111_1111_1111_1111_1111;
const X: u128 = 10;
const STAR: u128 = 15;

/// A code of up to thirty digits, `X` and masked places (`*`), first place lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    low: u64,
    high: u64,
    length: u8,
}

impl Digits {
    /// `None` for a code that is longer or has other signs.
    pub(crate) fn of(code: &[u8]) -> Option<Self> {
        if code.len() > MOST || code.is_empty() {
            return None;
        }
        let mut places = 0_u128;
        for (i, byte) in code.iter().enumerate() {
            let place = match byte {
                b'0'..=b'9' => u128::from(byte - b'0'),
                b'X' => X,
                b'*' => STAR,
                _ => return None,
            };
            places |= place << (4 * i);
        }
        Some(Self { low: places as u64, high: (places >> 64) as u64, length: code.len() as u8 })
    }

    pub(crate) fn len(self) -> usize {
        usize::from(self.length)
    }

    fn places(self) -> u128 {
        u128::from(self.high) << 64 | u128::from(self.low)
    }

    /// A bit per masked place.
    fn stars(self) -> u128 {
        let p = self.places();
        p & (p >> 1) & (p >> 2) & (p >> 3) & ONES
    }

    pub(crate) fn is_masked(self) -> bool {
        self.stars() != 0
    }

    /// Bits of the places visible in both, and of those among them that disagree. Of codes of one length.
    pub(crate) fn held_against(self, other: Self) -> (u128, u128) {
        let all = ONES & ((1 << (4 * u32::from(self.length))) - 1);
        let visible = all & !(self.stars() | other.stars());
        (visible, differing(self.places(), other.places()) & visible)
    }

    /// The digit at a place.
    pub(crate) fn at(self, place: usize) -> u8 {
        (self.places() >> (4 * place)) as u8 & 15
    }

    /// Whether the last `count` places are the same, of codes that have as many.
    pub(crate) fn ends_like(self, other: Self, count: usize) -> bool {
        self.len() >= count
            && other.len() >= count
            && self.places() >> (4 * (self.len() - count)) == other.places() >> (4 * (other.len() - count))
    }

    /// Whether one place changed, lost or gained, or two neighbours exchanged, makes one of the other. As
    /// [`crate::edit::one_slip`].
    pub(crate) fn is_one_slip_of(self, other: Self) -> bool {
        let (long, short) = if self.length >= other.length { (self, other) } else { (other, self) };
        let (p, q) = (long.places(), short.places());
        let unlike = differing(p, q);
        let first = unlike.trailing_zeros();
        match long.length - short.length {
            0 => match unlike.count_ones() {
                1 => true,
                2 => {
                    let last = 127 - unlike.leading_zeros();
                    let at = |places: u128, bit: u32| (places >> bit) & 15;
                    last == first + 4 && at(p, first) == at(q, last) && at(p, last) == at(q, first)
                }
                _ => false,
            },
            // A last place of 0 looks like one that is not there.
            1 if unlike == 0 => true,
            1 => (p >> first) >> 4 == q >> first,
            _ => false,
        }
    }
}

/// A bit per place that is not the same.
fn differing(p: u128, q: u128) -> u128 {
    let x = p ^ q;
    (x | (x >> 1) | (x >> 2) | (x >> 3)) & ONES
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::edit::one_slip;

    proptest! {
        #[test]
        fn as_the_text_says(a in "[01X]{1,12}", b in "[01X]{1,12}", m in "[01*]{6}", n in "[01*]{6}") {
            let of = |text: &str| Digits::of(text.as_bytes()).expect("digits");
            prop_assert_eq!(of(&a).is_one_slip_of(of(&b)), one_slip(a.as_bytes(), b.as_bytes()));
            prop_assert_eq!(of(&a).ends_like(of(&b), 3), a.len() >= 3 && b.len() >= 3 && a[a.len() - 3..] == b[b.len() - 3..]);
            let (visible, unlike) = of(&m).held_against(of(&n));
            let both: Vec<(u8, u8)> = m.bytes().zip(n.bytes()).filter(|(p, q)| *p != b'*' && *q != b'*').collect();
            prop_assert_eq!(visible.count_ones() as usize, both.len());
            prop_assert_eq!(unlike.count_ones() as usize, both.iter().filter(|(p, q)| p != q).count());
            prop_assert_eq!((of(&m).is_masked(), of(&a) == of(&b)), (m.contains('*'), a == b));
        }
    }
}
