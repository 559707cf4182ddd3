//! Document numbers, possibly masked. Compared position by position, `*` = unknown.

use casework::codes::IdKind;
use casework::values::{clean_code, id_check_digit};

use crate::compare::Level;
use crate::edit::one_slip;
use crate::weights;

/// What sort of number a document's is: numbers of different sorts say nothing of one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum IdSort {
    Resident,
    /// A platform's user code: one person may have several, so two unlike ones do not part people.
    Platform,
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct IdForm {
    pub(crate) sort: IdSort,
    pub(crate) digits: Vec<u8>,
    /// Every position is known and, for a resident's card, the check digit was written and is right.
    pub(crate) is_full: bool,
}

impl IdForm {
    pub(crate) fn parse(kind: Option<IdKind>, raw: &str) -> Option<Self> {
        let code = clean_code(raw);
        let resident = match kind {
            Some(IdKind::ResidentCard) | None => resident_digits(&code),
            Some(_) => None,
        };
        if let Some((digits, has_check)) = resident {
            let is_known = !digits.contains(&b'*');
            let is_full = is_known && has_check && id_check_digit(&digits[..17]) == Some(digits[17]);
            return (known(&digits) >= 4).then_some(Self { sort: IdSort::Resident, digits, is_full });
        }
        let sort = match kind {
            Some(IdKind::ResidentCard) => return None,
            Some(IdKind::PlatformAccount) => IdSort::Platform,
            _ => IdSort::Other,
        };
        let digits = code.into_bytes();
        let is_full = !digits.contains(&b'*');
        (known(&digits) >= 4).then_some(Self { sort, digits, is_full })
    }

    /// Level and weight, or `None` where the two numbers cannot be compared.
    pub(crate) fn compare(&self, other: &Self) -> Option<(Level, f64)> {
        if self.sort != other.sort {
            return None;
        }
        if self.sort == IdSort::Resident {
            return self.compare_residents(other);
        }
        if self.is_full && other.is_full {
            return Some(match (self.digits == other.digits, self.sort) {
                (true, _) if self.digits.len() >= 8 => (Level::Equal, weights::ID_EQUAL),
                (true, _) => (Level::Equal, weights::ID_EQUAL_SHORT),
                (false, IdSort::Platform) => (Level::Differs, 0.0),
                (false, _) => (Level::Differs, weights::DOCUMENT_DIFFERS),
            });
        }
        if self.digits.len() != other.digits.len() {
            return None;
        }
        match common_positions(&self.digits, &other.digits) {
            None => Some((Level::Conflict, weights::ID_MASK_CONFLICT)),
            Some(positions) => {
                let bits = positions.len() as f64 * 2.0;
                (bits > 0.0).then_some((Level::Masked, bits.min(weights::ID_MASKED_MOST)))
            }
        }
    }

    fn compare_residents(&self, other: &Self) -> Option<(Level, f64)> {
        if self.is_full && other.is_full {
            let is_equal = self.digits == other.digits;
            return Some(if is_equal { (Level::Equal, weights::ID_EQUAL) } else { (Level::Conflict, weights::ID_CONFLICT) });
        }
        let is_known = !self.digits.contains(&b'*') && !other.digits.contains(&b'*');
        match common_positions(&self.digits, &other.digits) {
            Some(_) if is_known => Some((Level::Equal, weights::ID_EQUAL)),
            Some(positions) => {
                let bits: f64 = positions.iter().map(|&i| weights::id_position(i)).sum();
                (bits > 0.0).then_some((Level::Masked, bits.min(weights::ID_MASKED_MOST)))
            }
            None if self.can_be_one(other) => Some((Level::Near, weights::ID_NEAR)),
            None => Some((Level::Conflict, weights::ID_MASK_CONFLICT)),
        }
    }

    /// Whether two residents' numbers can be one person's: nothing that is visible in both disagrees, or they are one slip
    /// apart and not both right. No slip of one digit or two neighbours leaves the check digit right (GB 11643).
    pub(crate) fn can_be_one(&self, other: &Self) -> bool {
        if self.sort != IdSort::Resident || other.sort != IdSort::Resident {
            return true;
        }
        let is_known = |form: &Self| !form.digits.contains(&b'*');
        let may_be_slip = is_known(self) && is_known(other) && !(self.is_full && other.is_full);
        common_positions(&self.digits, &other.digits).is_some() || (may_be_slip && self.is_slip_of(other))
    }

    /// The check digit of an old number is computed and so wrong with it: it is left out.
    fn is_slip_of(&self, other: &Self) -> bool {
        one_slip(&self.digits, &other.digits) || one_slip(&self.digits[..17], &other.digits[..17])
    }

    /// Whether the digits where a birth date stands can be one: other numbers have eighteen digits too.
    pub(crate) fn has_birth_date(&self) -> bool {
        has_birth_date(&self.digits)
    }

    /// The digits of `range` where all are visible.
    pub(crate) fn visible(&self, range: std::ops::Range<usize>) -> Option<&str> {
        visible(&self.digits, range)
    }
}

fn has_birth_date(digits: &[u8]) -> bool {
    let number = |range| visible(digits, range).map(|digits| digits.parse::<u32>().unwrap_or(0));
    let within = |value: Option<u32>, most: u32| value.is_none_or(|value| (1..=most).contains(&value));
    // One digit may be a slip, so a month or a day may be wrong, but not both.
    let year = number(6..8).is_none_or(|century| matches!(century, 18..=21));
    let (month, day) = (within(number(10..12), 12), within(number(12..14), 31));
    year && (month || day) || (month && day)
}

/// For a cell that is a resident's eighteen places and nothing else, some of them perhaps masked: whether all are known and
/// its check digit is right. What [`IdForm::parse`] reads as it stands.
pub(crate) fn plain_resident(raw: &str) -> Option<bool> {
    let digits = raw.as_bytes();
    let is_plain = digits.len() == 18
        && digits[..17].iter().all(|b| b.is_ascii_digit() || *b == b'*')
        && (digits[17].is_ascii_digit() || matches!(digits[17], b'*' | b'X'))
        && known(digits) >= 4
        && has_birth_date(digits);
    is_plain.then(|| !digits.contains(&b'*') && id_check_digit(&digits[..17]) == Some(digits[17]))
}

/// The eighteen positions of a resident's number, and whether its check digit was written: an old number of fifteen has
/// its century put in (nobody born before 1900 holds one) and its check digit computed; a mask of another length than what it
/// hides is stretched.
fn resident_digits(code: &str) -> Option<(Vec<u8>, bool)> {
    let compact: Vec<char> = code.chars().filter(|c| !matches!(c, '-' | '—' | '·' | '.')).collect();
    let last = compact.len().checked_sub(1)?;
    let mut digits = Vec::with_capacity(18);
    for (i, &c) in compact.iter().enumerate() {
        digits.push(match c {
            '0'..='9' | '*' => u8::try_from(c).ok()?,
            'X' | 'Х' if i == last && !matches!(compact.get(i.wrapping_sub(1)), Some('X')) => b'X',
            'X' | '#' | '●' | '?' | '某' => b'*',
            'O' => b'0',
            'I' | 'L' => b'1',
            _ => return None,
        });
    }
    let masks = digits.iter().position(|d| *d == b'*').zip(digits.iter().rposition(|d| *d == b'*'));
    let is_stretched = |first: usize, end: usize| {
        !matches!(digits.len(), 15 | 18) && (8..=24).contains(&digits.len()) && digits[first..end].iter().all(|d| *d == b'*')
    };
    if let Some((first, end)) = masks.filter(|(first, end)| is_stretched(*first, *end)) {
        let tail = digits.split_off(end + 1);
        digits.truncate(first);
        digits.resize(18_usize.checked_sub(tail.len())?.max(first), b'*');
        digits.extend(tail);
    }
    match digits.len() {
        18 => Some((digits, true)),
        15 if !digits.contains(&b'X') => {
            let mut long = digits[..6].to_vec();
            long.extend(b"19");
            long.extend(&digits[6..]);
            let check = id_check_digit(&long).unwrap_or(b'*');
            long.push(check);
            Some((long, false))
        }
        _ => None,
    }
}

fn known(digits: &[u8]) -> usize {
    digits.iter().filter(|d| **d != b'*').count()
}

/// Positions known in both, or `None` where one of them disagrees. Of numbers of equal length.
pub(crate) fn common_positions(a: &[u8], b: &[u8]) -> Option<Vec<usize>> {
    let known: Vec<usize> = (0..a.len().min(b.len())).filter(|&i| a[i] != b'*' && b[i] != b'*').collect();
    known.iter().all(|&i| a[i] == b[i]).then_some(known)
}

pub(crate) fn visible(digits: &[u8], range: std::ops::Range<usize>) -> Option<&str> {
    let part = digits.get(range)?;
    if part.contains(&b'*') { None } else { std::str::from_utf8(part).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residents_numbers() {
        let a = "430602199003071231";
        let table = [
            (a, "４３０６０２ 19900307 1231", Some(Level::Equal)),
            (a, "430602900307123", Some(Level::Equal)),
            (a, "430602********1231", Some(Level::Masked)),
            (a, "430602XXXXXXXX1231", Some(Level::Masked)),
            (a, "4306**1231", Some(Level::Masked)),
            (a, "43O602l99003071231", Some(Level::Equal)),
            (a, "430602199003071213", Some(Level::Near)),
            (a, "430602199008071231", Some(Level::Near)),
            (a, "430602900308123", Some(Level::Near)),
            (a, "430602199008171231", Some(Level::Conflict)),
            (a, "430602********1232", Some(Level::Conflict)),
            (a, "430621198511010018", Some(Level::Conflict)),
            ("430602900307123", "430602900307***", Some(Level::Masked)),
            (a, "****", None),
            (a, "G12345678", None),
        ];
        for (x, y, level) in table {
            let found = IdForm::parse(None, x).zip(IdForm::parse(None, y)).and_then(|(x, y)| {
                assert_eq!(x.compare(&y), y.compare(&x));
                x.compare(&y).map(|(level, _)| level)
            });
            assert_eq!(found, level, "{x} {y}");
        }
    }

    #[test]
    fn other_documents_are_not_residents_numbers() {
        let passport = |raw: &str| IdForm::parse(Some(IdKind::Passport), raw);
        let level = |a: &str, b: &str| passport(a).zip(passport(b)).and_then(|(a, b)| a.compare(&b)).map(|(level, _)| level);
        assert_eq!(level("G12345678", "g 12345678"), Some(Level::Equal));
        assert_eq!(level("G12345678", "G12345679"), Some(Level::Differs));
    }
}
