//! What of a value two records of one body may share although the values differ: the parts that blocking joins on.

use crate::compare::worded;
use crate::linkage::fold;
use crate::linkage::form::Form;
use crate::linkage::kind::Kind;
use crate::linkage::terms::Terms;

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

/// The keys of one value; 0 is never one.
pub(crate) fn keys(form: &Form, text: &str, kind: Kind, derivation: Derivation, terms: &Terms) -> Vec<u32> {
    match (derivation, form) {
        (_, Form::Any(forms)) => {
            forms.first().map_or_else(Vec::new, |first| keys(first, text.split('\u{1f}').next().unwrap_or(""), kind, derivation, terms))
        }
        (Derivation::Whole, _) => {
            if text.contains('*') {
                Vec::new()
            } else {
                vec![hash(text)]
            }
        }
        (Derivation::Words, Form::Words(words)) => {
            words.rarest(terms, derivation.slots()).into_iter().filter(|word| word.len() > 1).map(hash).collect()
        }
        (Derivation::Surname, Form::HanName(name)) => name.surname_sound().map(|sound| hash(&sound)).into_iter().collect(),
        (Derivation::Ends, Form::Resident(number)) => {
            number.visible(0..4).zip(number.visible(14..18)).map(|(head, tail)| hash(&format!("{head}{tail}"))).into_iter().collect()
        }
        (Derivation::Born, Form::Resident(number)) => number.visible(0..14).map(hash).into_iter().collect(),
        (Derivation::Door, Form::HanAddress(address)) => {
            let door = address.door();
            address.places().rev().take(2).filter_map(|place| Some(hash(&format!("{place} {}", door.as_deref()?)))).collect()
        }
        (Derivation::Words, Form::HanAddress(address)) => address.places().rev().take(derivation.slots()).map(hash).collect(),
        (Derivation::Head, Form::HanAddress(_) | Form::HanName(_)) => Vec::new(),
        (Derivation::Surname | Derivation::Ends | Derivation::Born | Derivation::Door, _) => Vec::new(),
        (Derivation::Sound, Form::HanName(name)) => name.sound().map(|sound| hash(&sound)).into_iter().collect(),
        (_, Form::Day(day)) => {
            let complete = day.year != 0 && day.month != 0 && day.day != 0;
            let part = match derivation {
                Derivation::YearMonth => format!("{}-{}", day.year, day.month),
                Derivation::MonthDay => format!("{}/{}", day.month, day.day),
                _ => format!("{}.{}", day.year, day.day),
            };
            if complete { vec![hash(&part)] } else { Vec::new() }
        }
        (Derivation::Sound, _) => {
            let mut sounds: Vec<String> =
                text.split(' ').map(|word| if word.is_ascii() { fold::sound(word) } else { word.to_owned() }).collect();
            sounds.sort_unstable();
            said(&sounds.concat())
        }
        (Derivation::Head, _) => head(text, kind),
        (Derivation::Tail, _) => tail(text, kind),
        (Derivation::Local, _) => said(text.split('@').next().unwrap_or("")),
        _ => Vec::new(),
    }
}

fn head(text: &str, kind: Kind) -> Vec<u32> {
    let squeezed: Vec<char> = text.chars().filter(|c| *c != ' ').collect();
    let length = match kind {
        Kind::GivenName | Kind::Surname => 3,
        Kind::City => 4,
        Kind::Postcode => squeezed.len().div_ceil(2),
        Kind::Phone => squeezed.len().saturating_sub(4),
        Kind::IdNumber | Kind::Account => squeezed.len() / 2,
        _ => 7,
    };
    if squeezed.len() < length || length == 0 { Vec::new() } else { part(&squeezed[..length]) }
}

fn tail(text: &str, kind: Kind) -> Vec<u32> {
    let characters: Vec<char> = text.chars().collect();
    let length = if kind == Kind::Phone { 4 } else { characters.len().div_ceil(2) };
    if characters.len() < length.max(4) { Vec::new() } else { part(&characters[characters.len() - length..]) }
}

fn part(characters: &[char]) -> Vec<u32> {
    if characters.contains(&'*') { Vec::new() } else { vec![hash(&characters.iter().collect::<String>())] }
}

fn said(text: &str) -> Vec<u32> {
    if text.is_empty() { Vec::new() } else { vec![hash(text)] }
}

/// FNV-1a, mixed: the same on every machine, since seeded choices hang on it. Never 0.
pub(crate) fn hash(text: &str) -> u32 {
    let wide = wide_hash(text);
    ((wide ^ (wide >> 32)) as u32).max(1)
}

pub(crate) fn wide_hash(text: &str) -> u64 {
    mix(text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)))
}

/// Stirs all bits of a number into all bits of the result (Stafford's variant 13).
pub(crate) const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
