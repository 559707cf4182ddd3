//! Symbols: small numbers that stand for texts, so that equality is one comparison and no personal text is kept.

use std::num::NonZeroU32;

use rustc_hash::FxHashMap;

/// A text of one domain (a name, a phone, a trader…). Symbols of different domains are never compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Symbol(NonZeroU32);

impl Symbol {
    /// Position in an index by symbol, from 0.
    pub(crate) const fn slot(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// Gives each different key of one domain its symbol, in order of first sight.
pub(crate) struct Interner<K> {
    symbols: FxHashMap<K, Symbol>,
}

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self { symbols: FxHashMap::default() }
    }
}

impl<K: std::hash::Hash + Eq> Interner<K> {
    /// The symbol of `key`. At most 2³² − 1 keys: more filings than a [`super::Facts`] can number anyway.
    pub(crate) fn symbol<Q: ?Sized + std::hash::Hash + Eq + ToOwned<Owned = K>>(&mut self, key: &Q) -> Symbol
    where
        K: std::borrow::Borrow<Q>,
    {
        if let Some(&symbol) = self.symbols.get(key) {
            return symbol;
        }
        let next = u32::try_from(self.symbols.len() + 1).expect("at most 2^32 - 1 symbols in one domain");
        let symbol = Symbol(NonZeroU32::new(next).expect("counted from one"));
        self.symbols.insert(key.to_owned(), symbol);
        symbol
    }

    /// The symbol of a key that was seen.
    pub(crate) fn symbol_of<Q: ?Sized + std::hash::Hash + Eq>(&self, key: &Q) -> Option<Symbol>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.symbols.get(key).copied()
    }

    /// The keys, in the order of their symbols.
    pub(crate) fn into_keys(self) -> Vec<K> {
        let mut keys: Vec<(Symbol, K)> = self.symbols.into_iter().map(|(key, symbol)| (symbol, key)).collect();
        keys.sort_unstable_by_key(|(symbol, _)| *symbol);
        keys.into_iter().map(|(_, key)| key).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.symbols.len()
    }
}
