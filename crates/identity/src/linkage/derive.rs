//! What of a value two records of one body may share although the values differ: the parts that blocking joins on.

use crate::compare::worded;
use crate::linkage::fold;
use crate::linkage::form::{Form, Lexicon, Value};
use crate::linkage::kind::Kind;

worded! {
    /// A part of a value that can be a blocking key.
    Derivation {
        Whole = "whole", "全部";
        Sound = "sound", "读音";
        Head = "head", "开头";
        Tail = "tail", "末尾";
        /// Its rarest words, each a key.
        Words = "words", "少见的词";
        YearMonth = "year_month", "年月";
        MonthDay = "month_day", "月日";
        YearDay = "year_day", "年日";
        /// How the surname of a Chinese name sounds.
        Surname = "surname", "姓的读音";
        /// The first and last four digits of a resident's number.
        Ends = "ends", "首尾四位";
        /// Region and birth date of a resident's number.
        Born = "born", "地区生日";
        /// Road, estate or village with building and room, or house.
        Door = "door", "门牌";
        /// The name before the @.
        Local = "local", "邮箱名";
    }
}

impl Derivation {
    /// The most keys that it gives for one value.
    pub(crate) const fn slots(self) -> usize {
        match self {
            Self::Words => 4,
            Self::Door => 2,
            _ => 1,
        }
    }
}

impl Kind {
    /// The derivations that make sense of a kind, the most telling first.
    pub(crate) const fn derivations(self) -> &'static [Derivation] {
        use Derivation::{Born, Door, Ends, Head, Local, MonthDay, Sound, Surname, Tail, Whole, Words, YearDay, YearMonth};
        match self {
            Self::Name => &[Whole, Sound, Surname, Words],
            Self::GivenName | Self::Surname | Self::City => &[Whole, Sound, Head],
            Self::BirthDate | Self::Date => &[Whole, YearMonth, MonthDay, YearDay],
            Self::IdNumber => &[Whole, Ends, Born, Head, Tail],
            Self::Phone | Self::Account => &[Whole, Head, Tail],
            Self::Address => &[Whole, Door, Words, Head],
            Self::Street | Self::Text => &[Whole, Words, Head],
            Self::Postcode => &[Whole, Head],
            Self::Email => &[Whole, Local],
            Self::Region | Self::Exact => &[Whole],
        }
    }
}

/// Puts the keys of one value into `keys`, of which there are [`Derivation::slots`]; 0 is never one and stays where there is none.
/// `scratch` is for what is written on the way.
pub(crate) fn keys_of(value: Value<'_>, kind: Kind, derivation: Derivation, lexicon: &Lexicon, scratch: &mut String, keys: &mut [u32]) {
    scratch.clear();
    let text = || value.text();
    match (derivation, value.form) {
        (Derivation::Whole, _) => keys[0] = part(text()),
        (Derivation::Words, Form::Words(words)) => {
            for (key, word) in keys.iter_mut().zip(words.rarest(&lexicon.terms, derivation.slots()).filter(|word| word.len() > 1)) {
                *key = hash(word);
            }
        }
        (Derivation::Surname, Form::HanName(name)) => {
            lexicon.names[*name as usize].write_surname_sound(scratch);
            keys[0] = said(scratch);
        }
        (Derivation::Sound, Form::HanName(name)) => {
            lexicon.names[*name as usize].write_sound(scratch);
            keys[0] = said(scratch);
        }
        (Derivation::Ends, Form::Resident(..)) => {
            let number = text();
            if !number[..4].contains('*') && !number[14..].contains('*') {
                scratch.push_str(&number[..4]);
                scratch.push_str(&number[14..]);
                keys[0] = hash(scratch);
            }
        }
        (Derivation::Born, Form::Resident(..)) => keys[0] = part(&text()[..14]),
        (Derivation::Door, Form::HanAddress(address)) => {
            let Some((outer, inner)) = lexicon.addresses.door(*address) else { return };
            for (key, place) in keys.iter_mut().zip(lexicon.addresses.places(*address).rev()) {
                scratch.clear();
                for part in [place, " ", outer, "-", inner] {
                    scratch.push_str(part);
                }
                *key = hash(scratch);
            }
        }
        (Derivation::Words, Form::HanAddress(address)) => {
            for (key, place) in keys.iter_mut().zip(lexicon.addresses.places(*address).rev()) {
                *key = hash(place);
            }
        }
        (Derivation::Head, Form::HanAddress(_) | Form::HanName(_)) => {}
        (Derivation::Surname | Derivation::Ends | Derivation::Born | Derivation::Door | Derivation::Words, _) => {}
        (_, Form::Day(day)) => {
            let (sign, first, second) = match derivation {
                Derivation::YearMonth => (1, day.year, u16::from(day.month)),
                Derivation::MonthDay => (2, u16::from(day.month), u16::from(day.day)),
                _ => (3, day.year, u16::from(day.day)),
            };
            if day.year != 0 && day.month != 0 && day.day != 0 {
                keys[0] = narrow(mix(sign << 32 | u64::from(first) << 16 | u64::from(second)));
            }
        }
        (Derivation::Sound, _) => {
            let mut sounds: Vec<String> =
                text().split(' ').map(|word| if word.is_ascii() { fold::sound(word) } else { word.to_owned() }).collect();
            sounds.sort_unstable();
            keys[0] = said(&sounds.concat());
        }
        (Derivation::Head, _) => keys[0] = head(text(), kind, scratch),
        (Derivation::Tail, _) => keys[0] = tail(text(), kind),
        (Derivation::Local, _) => keys[0] = said(text().split('@').next().unwrap_or("")),
        _ => {}
    }
}

fn head(text: &str, kind: Kind, scratch: &mut String) -> u32 {
    scratch.extend(text.chars().filter(|c| *c != ' '));
    let squeezed = if scratch.is_ascii() { scratch.len() } else { scratch.chars().count() };
    let length = match kind {
        Kind::GivenName | Kind::Surname => 3,
        Kind::City => 4,
        Kind::Postcode => squeezed.div_ceil(2),
        Kind::Phone => squeezed.saturating_sub(4),
        Kind::IdNumber | Kind::Account => squeezed / 2,
        _ => 7,
    };
    if squeezed < length || length == 0 {
        return 0;
    }
    part(scratch.char_indices().nth(length).map_or(scratch, |(end, _)| &scratch[..end]))
}

fn tail(text: &str, kind: Kind) -> u32 {
    let characters = if text.is_ascii() { text.len() } else { text.chars().count() };
    let length = if kind == Kind::Phone { 4 } else { characters.div_ceil(2) };
    if characters < length.max(4) {
        return 0;
    }
    part(text.char_indices().nth(characters - length).map_or("", |(from, _)| &text[from..]))
}

/// The key of a part, unless some of it is masked.
fn part(text: &str) -> u32 {
    if text.contains('*') { 0 } else { said(text) }
}

fn said(text: &str) -> u32 {
    if text.is_empty() { 0 } else { hash(text) }
}

/// The same on every machine, since seeded choices hang on it. Never 0.
pub(crate) fn hash(text: &str) -> u32 {
    narrow(wide_hash(text))
}

fn narrow(wide: u64) -> u32 {
    ((wide ^ (wide >> 32)) as u32).max(1)
}

/// A hash of eight bytes at a time: products of 128 bits, folded.
pub(crate) fn wide_hash(text: &str) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let stir = |hash: u64, word: u64| {
        let product = u128::from(hash ^ word) * u128::from(FACTOR);
        (product as u64) ^ ((product >> 64) as u64)
    };
    let bytes = text.as_bytes();
    let mut words = bytes.chunks_exact(8);
    let first = (bytes.len() as u64).wrapping_mul(0xCBF2_9CE4_8422_2325) ^ 0x0100_0000_01B3;
    let hash = (&mut words).fold(first, |hash, word| stir(hash, u64::from_le_bytes(word.try_into().expect("eight bytes"))));
    let rest = words.remainder().iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
    mix(stir(hash, rest))
}

/// Stirs all bits of a number into all bits of the result (Stafford's variant 13).
pub(crate) const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
