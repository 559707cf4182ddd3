//! Texts end to end in one piece of memory, and texts kept once each.

use crate::linkage::derive::wide_hash;

/// Texts by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    bytes: String,
    /// Where each ends.
    ends: Vec<u64>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.ends.len()).expect("fewer than 2^32 texts");
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
        number
    }

    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let from = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.bytes[from as usize..self.ends[number] as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of all of them.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    pub(crate) fn shrink_to_fit(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Texts kept once each: an open table of (part of the hash, number), probed in steps of one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    texts: Texts,
    slots: Vec<u64>,
}

const EMPTY: u64 = u64::MAX;
/// Texts of [`Interner::ids`] that are looked up together.
const TOGETHER: usize = 32;

impl Interner {
    /// The text's number, and whether it is new.
    pub(crate) fn id(&mut self, text: &str) -> (u32, bool) {
        self.id_of_hashed(text, wide_hash(text) >> 32)
    }

    /// The numbers of several texts: their slots are fetched together, not each waited for.
    pub(crate) fn ids<'t>(&mut self, texts: impl Iterator<Item = &'t str> + Clone, mut each: impl FnMut(u32)) {
        let mut texts = texts;
        let mut hashes = [0_u64; TOGETHER];
        loop {
            let mut touched = 0;
            let mut count = 0;
            for (hash, text) in hashes.iter_mut().zip(texts.clone()) {
                *hash = wide_hash(text) >> 32;
                touched ^= if self.slots.is_empty() { 0 } else { self.slots[self.first_place(*hash)] };
                count += 1;
            }
            std::hint::black_box(touched);
            for (hash, text) in hashes[..count].iter().zip(&mut texts) {
                each(self.id_of_hashed(text, *hash).0);
            }
            if count < TOGETHER {
                return;
            }
        }
    }

    fn id_of_hashed(&mut self, text: &str, hash: u64) -> (u32, bool) {
        if self.texts.len() * 3 >= self.slots.len() * 2 {
            self.grow();
        }
        let mut place = self.first_place(hash);
        loop {
            let slot = self.slots[place];
            if slot == EMPTY {
                let number = self.texts.push(text);
                self.slots[place] = hash << 32 | u64::from(number);
                return (number, true);
            }
            if slot >> 32 == hash && self.texts.get(slot as u32) == text {
                return (slot as u32, false);
            }
            place = (place + 1) & (self.slots.len() - 1);
        }
    }

    fn first_place(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![EMPTY; (old.len() * 2).max(16)];
        for slot in old.into_iter().filter(|slot| *slot != EMPTY) {
            let mut place = self.first_place(slot >> 32);
            while self.slots[place] != EMPTY {
                place = (place + 1) & (self.slots.len() - 1);
            }
            self.slots[place] = slot;
        }
    }

    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    pub(crate) fn into_texts(mut self) -> Texts {
        self.texts.shrink_to_fit();
        self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_number() {
        let mut interner = Interner::default();
        let texts: Vec<String> = (0..1_000).map(|i| format!("值{}", i % 300)).chain([String::new()]).collect();
        let ids: Vec<u32> = texts.iter().map(|text| interner.id(text).0).collect();
        assert_eq!(interner.texts().len(), 301);
        assert!(ids.iter().zip(&texts).all(|(id, text)| interner.texts().get(*id) == text && *id == interner.id(text).0));
    }
}
