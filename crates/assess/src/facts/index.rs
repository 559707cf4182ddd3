//! Filings by symbol: one flat list, each symbol's filings together and in order of receipt.

use super::symbols::Symbol;

/// Lists of filing numbers by symbol.
pub(crate) struct Index {
    starts: Vec<u32>,
    filings: Vec<u32>,
}

impl Index {
    /// Lists the filings (given in their order) under the symbols 0..`symbols`.
    pub(crate) fn build(symbols: usize, key_of: impl Iterator<Item = Option<Symbol>> + Clone) -> Self {
        let mut starts = vec![0_u32; symbols + 1];
        for key in key_of.clone().flatten() {
            starts[key.slot() + 1] += 1;
        }
        for slot in 1..starts.len() {
            starts[slot] += starts[slot - 1];
        }
        let mut next = starts.clone();
        let mut filings = vec![0_u32; starts[symbols] as usize];
        for (filing, key) in (0_u32..).zip(key_of) {
            if let Some(key) = key {
                filings[next[key.slot()] as usize] = filing;
                next[key.slot()] += 1;
            }
        }
        Self { starts, filings }
    }

    /// The filings of a symbol in order of receipt.
    pub(crate) fn of(&self, key: Symbol) -> &[u32] {
        &self.filings[self.starts[key.slot()] as usize..self.starts[key.slot() + 1] as usize]
    }
}
