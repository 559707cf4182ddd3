//! Numbers: documents, phones and accounts, each possibly masked. Compared position by position, `*` = unknown.

use casework::codes::IdKind;
use casework::values::{clean_code, id_check_digit};

use crate::compare::Level;
use crate::weights;

/// What sort of number a document's is: numbers of different sorts say nothing of one another.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum IdSort {
    Resident,
    /// A platform's user code: one person may have several, so two unlike ones do not part people.
    Platform,
    Other,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct IdForm {
    pub(crate) sort: IdSort,
    pub(crate) digits: Vec<u8>,
    /// Every position is known and, for a resident's card, the check digit is right.
    pub(crate) is_full: bool,
}

impl IdForm {
    pub(crate) fn parse(kind: Option<IdKind>, raw: &str) -> Option<Self> {
        let digits = clean_code(raw).into_bytes();
        let has_shape =
            digits.len() == 18 && digits.iter().enumerate().all(|(i, b)| b.is_ascii_digit() || *b == b'*' || (*b == b'X' && i == 17));
        let sort = match kind {
            Some(IdKind::ResidentCard) => IdSort::Resident,
            None if has_shape => IdSort::Resident,
            Some(IdKind::PlatformAccount) => IdSort::Platform,
            _ => IdSort::Other,
        };
        if digits.iter().filter(|b| **b != b'*').count() < 4 || (sort == IdSort::Resident && !has_shape) {
            return None;
        }
        let is_known = !digits.contains(&b'*');
        let is_full = is_known && (sort != IdSort::Resident || id_check_digit(&digits[..17]) == Some(digits[17]));
        Some(Self { sort, digits, is_full })
    }

    /// Level and weight, or `None` where the two numbers cannot be compared.
    pub(crate) fn compare(&self, other: &Self) -> Option<(Level, f64)> {
        if self.sort != other.sort {
            return None;
        }
        if self.is_full && other.is_full {
            return Some(match (self.digits == other.digits, self.sort) {
                (true, _) if self.digits.len() >= 8 => (Level::Equal, weights::ID_EQUAL),
                (true, _) => (Level::Equal, weights::ID_EQUAL_SHORT),
                (false, IdSort::Resident) => (Level::Conflict, weights::ID_CONFLICT),
                (false, IdSort::Platform) => (Level::Differs, 0.0),
                (false, IdSort::Other) => (Level::Differs, weights::DOCUMENT_DIFFERS),
            });
        }
        if self.digits.len() != other.digits.len() {
            return None;
        }
        match common_positions(&self.digits, &other.digits) {
            None => Some((Level::Conflict, weights::ID_MASK_CONFLICT)),
            Some(positions) => {
                let bits: f64 = match self.sort {
                    IdSort::Resident => positions.iter().map(|&i| weights::id_position(i)).sum(),
                    _ => positions.len() as f64 * 2.0,
                };
                (bits > 0.0).then_some((Level::Masked, bits.min(weights::ID_MASKED_MOST)))
            }
        }
    }

    /// Whether two residents' numbers can be one person's: nothing that is visible in both disagrees.
    pub(crate) fn can_be_one(&self, other: &Self) -> bool {
        let both_residents = self.sort == IdSort::Resident && other.sort == IdSort::Resident;
        !both_residents || common_positions(&self.digits, &other.digits).is_some()
    }

    /// The digits of `range` where all are visible.
    pub(crate) fn visible(&self, range: std::ops::Range<usize>) -> Option<&str> {
        visible(&self.digits, range)
    }
}

/// Positions known in both, or `None` where one of them disagrees. Of numbers of equal length.
fn common_positions(a: &[u8], b: &[u8]) -> Option<Vec<usize>> {
    let known: Vec<usize> = (0..a.len().min(b.len())).filter(|&i| a[i] != b'*' && b[i] != b'*').collect();
    known.iter().all(|&i| a[i] == b[i]).then_some(known)
}

fn visible(digits: &[u8], range: std::ops::Range<usize>) -> Option<&str> {
    let part = digits.get(range)?;
    if part.contains(&b'*') { None } else { std::str::from_utf8(part).ok() }
}

/// A phone, mobile or landline. Service numbers and obvious stand-ins are no phone of anybody.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PhoneForm {
    pub(crate) digits: Vec<u8>,
    pub(crate) is_mobile: bool,
}

impl PhoneForm {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        let digits: Vec<u8> = clean_code(raw).bytes().filter(|b| b.is_ascii_digit() || *b == b'*').collect();
        let known = digits.iter().filter(|b| **b != b'*').count();
        let tail = digits.len().saturating_sub(8);
        let is_stand_in = digits[tail..].iter().all(|b| *b == digits[tail]);
        if digits.len() < 7 || known < 4 || is_stand_in {
            return None;
        }
        Some(Self { is_mobile: digits.len() == 11 && digits[0] == b'1', digits })
    }

    pub(crate) fn is_full(&self) -> bool {
        !self.digits.contains(&b'*')
    }

    pub(crate) fn compare(&self, other: &Self) -> (Level, f64) {
        let differs = (Level::Differs, weights::PHONE_DIFFERS);
        if self.is_full() && other.is_full() {
            let equal = if self.is_mobile { weights::MOBILE_EQUAL } else { weights::LANDLINE_EQUAL };
            return if self.digits == other.digits { (Level::Equal, equal) } else { differs };
        }
        if self.digits.len() != other.digits.len() {
            return differs;
        }
        common_positions(&self.digits, &other.digits).map_or(differs, |positions| {
            let bits: f64 = positions.iter().map(|&i| weights::phone_position(i)).sum();
            let most = if positions.iter().filter(|i| **i + 4 >= self.digits.len()).count() == 4 {
                weights::PHONE_MASKED_MOST
            } else {
                weights::PHONE_HEAD_MOST
            };
            (Level::Masked, bits.min(most))
        })
    }

    /// The digits of `range` of a mobile where all are visible.
    pub(crate) fn visible(&self, range: std::ops::Range<usize>) -> Option<&str> {
        if self.is_mobile { visible(&self.digits, range) } else { None }
    }
}

/// A card number, payment account or e-mail.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct AccountForm {
    pub(crate) text: String,
}

impl AccountForm {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        let text = clean_code(raw);
        (text.chars().filter(|c| *c != '*').count() >= 4).then_some(Self { text })
    }

    pub(crate) fn is_full(&self) -> bool {
        !self.text.contains('*')
    }

    pub(crate) fn compare(&self, other: &Self) -> (Level, f64) {
        if self.is_full() && other.is_full() {
            return if self.text == other.text {
                (Level::Equal, weights::ACCOUNT_EQUAL)
            } else {
                (Level::Differs, weights::ACCOUNT_DIFFERS)
            };
        }
        let tail = |text: &str| text.bytes().rev().take(4).collect::<Vec<_>>();
        let (a, b) = (tail(&self.text), tail(&other.text));
        if a == b && !a.contains(&b'*') { (Level::Masked, weights::ACCOUNT_TAIL) } else { (Level::Differs, weights::ACCOUNT_DIFFERS) }
    }
}
