//! The addresses of a column in numbers: every place and every house's number is kept once.

use crate::address::{AddressForm, same_place};
use crate::compare::Level;
use crate::linkage::table::NONE;
use crate::linkage::texts::Interner;

/// One address.
#[derive(Clone, Copy, Debug)]
struct Address {
    county: u32,
    /// Where its places begin.
    first: u32,
    places: u32,
    numbers: [u32; 4],
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Addresses {
    words: Interner,
    addresses: Vec<Address>,
    /// Places of all addresses, by word.
    places: Vec<u32>,
}

impl Addresses {
    pub(crate) fn keep(&mut self, form: &AddressForm) -> u32 {
        let first = self.places.len() as u32;
        for place in form.places() {
            let word = self.words.id(place).0;
            self.places.push(word);
        }
        let mut word = |text: Option<&str>| text.map_or(NONE, |text| self.words.id(text).0);
        let address =
            Address { county: word(form.county()), first, places: form.places().count() as u32, numbers: form.numbers().map(&mut word) };
        self.addresses.push(address);
        self.addresses.len() as u32 - 1
    }

    /// Any part of it, so that it is near.
    pub(crate) fn touch(&self, address: u32) -> u32 {
        self.addresses[address as usize].county
    }

    fn places_of(&self, address: &Address) -> &[u32] {
        &self.places[address.first as usize..][..address.places as usize]
    }

    /// Places, coarse to fine.
    pub(crate) fn places(&self, address: u32) -> impl DoubleEndedIterator<Item = &str> {
        self.places_of(&self.addresses[address as usize]).iter().map(|word| self.words.texts().get(*word))
    }

    fn number(&self, word: u32) -> Option<&str> {
        (word != NONE).then(|| self.words.texts().get(word))
    }

    /// As [`AddressForm::door`], its two parts.
    pub(crate) fn door(&self, address: u32) -> Option<(&str, &str)> {
        let [house, building, unit, room] = self.addresses[address as usize].numbers.map(|word| self.number(word));
        match (building, room) {
            (Some(building), Some(room)) => Some((building, room)),
            (None, Some(room)) => Some((unit.unwrap_or(""), room)),
            (Some(_), None) => None,
            (None, None) => house.map(|house| ("", house)),
        }
    }

    /// How alike two different addresses are.
    pub(crate) fn level(&self, a: u32, b: u32) -> Level {
        let (a, b) = (&self.addresses[a as usize], &self.addresses[b as usize]);
        if a.county != NONE && b.county != NONE && a.county != b.county {
            return Level::Differs;
        }
        let (p, q) = (self.places_of(a), self.places_of(b));
        let is_shared = p.iter().any(|x| q.contains(x)) || {
            let text = |word: &u32| self.words.texts().get(*word);
            p.iter().any(|x| q.iter().any(|y| same_place(text(x), text(y))))
        };
        if !is_shared {
            return Level::Differs;
        }
        AddressForm::level_of_numbers(a.numbers.iter().zip(&b.numbers).map(|(p, q)| match (*p, *q) {
            (NONE, NONE) => None,
            (NONE, _) | (_, NONE) => Some(None),
            (p, q) => Some(Some(p == q)),
        }))
    }
}
