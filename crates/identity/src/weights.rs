//! How much each agreement says, in bits: log2 of how much likelier it is between two filings of one person
//! than between filings of two people (Fellegi and Sunter). Set by hand from the entropy of what is compared;
//! rounded down, because a wrong link lays one person's filings at another's door and a missed one only costs a look.

/// Before anything is compared: two filings of a city of a million are one person's about once in 2^20.
pub(crate) const PRIOR: f64 = -20.0;

/// A full number with its check digit. Chance plays no part; what is left is somebody using another's number.
pub(crate) const ID_EQUAL: f64 = 30.0;
/// A platform's or document's code of fewer than eight characters.
pub(crate) const ID_EQUAL_SHORT: f64 = 22.0;
/// One slip apart, and only one of them can be right.
pub(crate) const ID_NEAR: f64 = 18.0;
/// Two different valid numbers of residents: `judge` never links across it.
pub(crate) const ID_CONFLICT: f64 = -25.0;
/// A visible digit disagrees.
pub(crate) const ID_MASK_CONFLICT: f64 = -14.0;
/// Passports and permits are renewed under new numbers.
pub(crate) const DOCUMENT_DIFFERS: f64 = -6.0;
/// A masked number never says as much as a full one.
pub(crate) const ID_MASKED_MOST: f64 = 24.0;

/// What an agreeing position of a resident's number says: most people here share the region's digits,
/// birth years crowd into sixty, the sequence and check digits are nearly uniform.
pub(crate) const fn id_position(position: usize) -> f64 {
    match position {
        0..=3 => 0.25,
        4..=5 => 1.0,
        6 => 0.25,
        7 => 0.75,
        8..=9 => 2.2,
        10 | 12 => 1.0,
        11 | 13 => 3.0,
        _ => 3.3,
    }
}

/// A mobile number; less than its entropy, for families share one.
pub(crate) const MOBILE_EQUAL: f64 = 18.0;
/// A landline: an office or a village shop.
pub(crate) const LANDLINE_EQUAL: f64 = 10.0;
pub(crate) const PHONE_MASKED_MOST: f64 = 16.2;
/// Without its last four digits a number only says which batch it is from.
pub(crate) const PHONE_HEAD_MOST: f64 = 6.0;
/// One digit off: of a million phones about a hundred are.
pub(crate) const PHONE_NEAR: f64 = 8.0;
/// Two extensions of one switchboard.
pub(crate) const PHONE_OFFICE: f64 = 4.0;
pub(crate) const PHONE_DIFFERS: f64 = -2.0;

/// Prefixes of operators are few; the other digits are uniform.
pub(crate) const fn phone_position(position: usize) -> f64 {
    match position {
        0 => 0.0,
        1 => 2.0,
        2 => 3.0,
        _ => 3.3,
    }
}

pub(crate) const ACCOUNT_EQUAL: f64 = 20.0;
pub(crate) const ACCOUNT_NEAR: f64 = 12.0;
pub(crate) const ACCOUNT_TAIL: f64 = 8.0;
pub(crate) const ACCOUNT_DIFFERS: f64 = -1.0;

pub(crate) const ADDRESS_EQUAL: f64 = 8.0;
/// A whole village has this address.
pub(crate) const ADDRESS_EQUAL_NO_NUMBER: f64 = 4.0;
pub(crate) const ADDRESS_PART: f64 = 3.0;
/// The next door of one staircase, or the family's shop below.
pub(crate) const ADDRESS_NEIGHBOUR: f64 = 1.5;
pub(crate) const ADDRESS_STREET: f64 = 0.5;
pub(crate) const ADDRESS_DIFFERS: f64 = -1.0;

/// An equal name by its length in characters: two-character names collide most.
pub(crate) const fn name_equal(characters: usize) -> f64 {
    match characters {
        0..=2 => 10.5,
        3 => 12.5,
        _ => 14.0,
    }
}
/// All sounds agree: a name taken down by telephone.
pub(crate) const NAME_HOMOPHONE: f64 = 10.0;
/// Taken for one another by eye, with `agreeing` characters left.
pub(crate) const fn name_look_alike(agreeing: usize) -> f64 {
    if agreeing >= 2 { 7.0 } else { 4.0 }
}
/// 李小明 and 李明小.
pub(crate) const NAME_SWAPPED: f64 = 6.0;
/// Alike only in a southern mouth: 陈明 and 程明 are as a rule two people.
pub(crate) const NAME_NEAR_SOUND: f64 = 5.0;
/// One edit apart with `agreeing` characters left; brothers and sisters are one edit apart too.
pub(crate) const fn name_near(agreeing: usize) -> f64 {
    if agreeing >= 2 { 4.0 } else { 0.0 }
}
/// A masked name: the surname, then each further visible character.
pub(crate) const fn name_masked(visible: usize) -> f64 {
    match visible {
        0..=1 => 3.0,
        2 => 8.0,
        _ => 10.0,
    }
}
pub(crate) const NAME_TITLE: f64 = 3.0;
pub(crate) const NAME_GIVEN_DIFFERS: f64 = -5.0;
pub(crate) const NAME_DIFFERS: f64 = -8.0;
