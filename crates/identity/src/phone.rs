//! Telephone numbers: mobile and landline, with and without area code and extension, possibly masked.

use casework::values::clean_code;

use crate::compare::Level;
use crate::edit::one_slip;
use crate::number::{common_positions, visible};
use crate::weights;

/// A phone. Service numbers and obvious stand-ins are no phone of anybody.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PhoneForm {
    /// A mobile number, or a landline's without area code and extension.
    pub(crate) digits: Vec<u8>,
    pub(crate) is_mobile: bool,
    /// `0730`; empty where none was written.
    area: Vec<u8>,
    extension: Vec<u8>,
}

impl PhoneForm {
    pub(crate) fn parse(raw: &str) -> Option<Self> {
        let code = clean_code(raw);
        let separated = code.split(['/', '、', ';', '；', ',', '，']).find(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 4)?;
        let marked: String =
            separated.chars().map(|c| if matches!(c, '转' | '#' | 'X' | '—' | '–' | '(' | ')' | '.') { '-' } else { c }).collect();
        let mut parts: Vec<Vec<u8>> = marked
            .split('-')
            .map(|part| part.bytes().filter(|b| b.is_ascii_digit() || *b == b'*').collect::<Vec<u8>>())
            .filter(|part| !part.is_empty())
            .collect();
        let abroad = [&b"0086"[..], b"086", b"86"].into_iter().find_map(|prefix| parts.concat().strip_prefix(prefix).map(<[u8]>::to_vec));
        if let Some(digits) = abroad.filter(|rest| rest.len() == 11).and_then(|rest| mobile(&rest)) {
            return Self { digits, is_mobile: true, area: Vec::new(), extension: Vec::new() }.if_told();
        }
        let is_international = marked.trim_start_matches('-').starts_with(['+', '0']);
        let first = parts.first_mut()?;
        for prefix in [&b"0086"[..], b"086", b"86"] {
            // 0860 and 086 are no area codes of China.
            let is_written_out = is_international || first.len() >= 13;
            if is_written_out && first.starts_with(prefix) && (first.len() == prefix.len() || first.len() >= prefix.len() + 9) {
                first.drain(..prefix.len());
                parts.retain(|part| !part.is_empty());
                // Abroad the zero of an area code is left out.
                if let Some(area) = parts.first_mut().filter(|area| matches!(area.len(), 2 | 3)) {
                    area.insert(0, b'0');
                }
                break;
            }
        }
        parts.retain(|part| !part.is_empty());
        let all: Vec<u8> = parts.concat();
        let form = match mobile(&all) {
            Some(digits) => Self { digits, is_mobile: true, area: Vec::new(), extension: Vec::new() },
            None => landline(parts)?,
        };
        form.if_told()
    }

    /// Unless it is short, hidden, or one digit over and over.
    fn if_told(self) -> Option<Self> {
        let tail = self.digits.len().saturating_sub(8);
        let is_stand_in = self.digits[tail..].iter().all(|b| *b == self.digits[tail]);
        let known = self.digits.iter().filter(|b| **b != b'*').count();
        (self.digits.len() >= 7 && known >= 4 && !is_stand_in).then_some(self)
    }

    pub(crate) fn is_full(&self) -> bool {
        !self.digits.contains(&b'*')
    }

    /// Area code and number, by which a phone is looked up; `None` where a digit is masked.
    pub(crate) fn full(&self) -> Option<String> {
        if self.is_full() && !self.area.contains(&b'*') { String::from_utf8([&self.area[..], &self.digits].concat()).ok() } else { None }
    }

    pub(crate) fn compare(&self, other: &Self) -> (Level, f64) {
        let differs = (Level::Differs, weights::PHONE_DIFFERS);
        let area_differs = !self.area.is_empty() && !other.area.is_empty() && self.area != other.area;
        if self.is_full() && other.is_full() {
            return if self.digits != other.digits {
                let is_slip = one_slip(&self.digits, &other.digits) && (self.is_mobile || other.is_mobile);
                if is_slip { (Level::Near, weights::PHONE_NEAR) } else { differs }
            } else if area_differs {
                differs
            } else if self.is_mobile {
                (Level::Equal, weights::MOBILE_EQUAL)
            } else if !self.extension.is_empty() && !other.extension.is_empty() && self.extension != other.extension {
                // Two desks of one office.
                (Level::Part, weights::PHONE_OFFICE)
            } else {
                (Level::Equal, weights::LANDLINE_EQUAL)
            };
        }
        if self.digits.len() != other.digits.len() || area_differs {
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

/// Eleven digits from 13 to 19, out of what may be two numbers run together or a mask of the wrong length.
fn mobile(all: &[u8]) -> Option<Vec<u8>> {
    let begins = |digits: &[u8]| digits.first() == Some(&b'1') && digits.get(1).is_none_or(|d| matches!(d, b'3'..=b'9' | b'*'));
    if !begins(all) {
        return None;
    }
    match all.len() {
        11 => Some(all.to_vec()),
        22 if begins(&all[11..]) => Some(all[..11].to_vec()),
        8..=14 if all.contains(&b'*') => {
            let head = all.iter().take_while(|d| **d != b'*').count();
            let tail = all.iter().rev().take_while(|d| **d != b'*').count();
            let hidden = 11_usize.checked_sub(head + tail)?;
            Some([&all[..head], &vec![b'*'; hidden], &all[all.len() - tail..]].concat())
        }
        // A digit lost or doubled: kept as it is, one slip from the true number.
        10 | 12 => Some(all.to_vec()),
        _ => None,
    }
}

fn landline(mut parts: Vec<Vec<u8>>) -> Option<PhoneForm> {
    let mut area = Vec::new();
    if parts[0].first() == Some(&b'0') {
        let length = if matches!(parts[0].get(1), Some(b'1' | b'2')) { 3 } else { 4 };
        let first = std::mem::take(&mut parts[0]);
        let (head, rest) = first.split_at(first.len().min(length));
        (area, parts[0]) = (head.to_vec(), rest.to_vec());
    }
    parts.retain(|part| !part.is_empty());
    // 884-0000 is one number in two pieces, 8840000-12 a number and an extension.
    while parts.len() > 1 && parts[0].len() < 7 {
        let next = parts.remove(1);
        parts[0].extend(next);
    }
    let mut rest = parts.into_iter();
    let mut digits = rest.next()?;
    let mut extension: Vec<u8> = rest.flatten().collect();
    if extension.is_empty() && (9..=13).contains(&digits.len()) && !area.is_empty() {
        // Local numbers have seven digits, in large cities eight.
        extension = digits.split_off(if area.len() == 3 { 8 } else { 7 });
    }
    Some(PhoneForm { digits, is_mobile: false, area, extension })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones() {
        let table = [
            ("13800138000", "+86 138-0013-8000", Some(Level::Equal)),
            ("13800138000", "008613800138000", Some(Level::Equal)),
            ("13800138000", "86-13800138000", Some(Level::Equal)),
            ("13800138000", "8613800138000", Some(Level::Equal)),
            ("13800138000", "１３８００１３８０００", Some(Level::Equal)),
            ("13800138000", "13800138000/13900139000", Some(Level::Equal)),
            ("13800138000", "138****8000", Some(Level::Masked)),
            ("13800138000", "138***8000", Some(Level::Masked)),
            ("13800138000", "138****8001", Some(Level::Differs)),
            ("13800138000", "13800138800", Some(Level::Near)),
            ("13800138000", "13800183000", Some(Level::Near)),
            ("13800138000", "1380138000", Some(Level::Near)),
            ("13800138000", "13900139000", Some(Level::Differs)),
            ("0730-8840012", "8840012", Some(Level::Equal)),
            ("0730-8840012", "(0730)8840012转12", Some(Level::Equal)),
            ("0730-8840012-11", "07308840012转12", Some(Level::Part)),
            ("0730-8840012", "0731-8840012", Some(Level::Differs)),
            ("0730-8840012", "+86-730-8840012", Some(Level::Equal)),
            ("010-62331234", "01062331234", Some(Level::Equal)),
            ("13800138000", "12345", None),
            ("13800138000", "00000000", None),
            ("13800138000", "", None),
        ];
        for (a, b, level) in table {
            let found = PhoneForm::parse(a).zip(PhoneForm::parse(b)).map(|(a, b)| {
                assert_eq!(a.compare(&b), b.compare(&a));
                a.compare(&b).0
            });
            assert_eq!(found, level, "{a} {b}");
        }
    }

    #[test]
    fn a_lookup_key_has_area_and_number() {
        let key = |raw: &str| PhoneForm::parse(raw).and_then(|phone| phone.full());
        assert_eq!(key("0730-8840012转3"), Some("07308840012".into()));
        assert_eq!(key("138****8000"), None);
    }
}
